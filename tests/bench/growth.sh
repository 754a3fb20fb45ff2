# Whether twice the size costs at most 2.5 times the instructions, whatever is typed again and again. Counted by
# valgrind, so that a busy machine changes nothing. Usage: growth.sh GROWTH [CASE...]
set -eu
program=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
valgrind -q --tool=callgrind --toggle-collect=growth_measured --dump-after=growth_measured \
    --callgrind-out-file="$folder/count" "$program" "$@" >"$folder/cases"
# The counts come in the order of the calls, two a case.
n=0
while n=$((n + 1)) && [ -f "$folder/count.$n" ]; do
    sed -n 's/^totals: //p' "$folder/count.$n"
done | paste -d ' ' - - | paste -d ' ' - "$folder/cases" >"$folder/rows"
awk '
    NF < 5 { print "growth: a case was not counted: " $0; wrong = 1; next }
    {
        name = $5
        for (i = 6; i <= NF; i++) name = name " " $i
        ratio = $2 / $1
        printf "%-32s %5d KiB %10.2f million %10.2f million at twice the size, %.2f times\n", name, $3, $1 / 1e6, $2 / 1e6, ratio
        if (ratio > 2.5) { wrong = 1; print "growth: this is more than 2.5 times" }
    }
    END { print "growth: " NR " cases" (wrong ? "" : ", none more than 2.5 times"); exit wrong || NR == 0 }
' "$folder/rows"
