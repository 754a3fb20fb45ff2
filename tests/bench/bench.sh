# Time, memory, size and instructions of California's sheet, each beside its target. Usage: bench.sh PROGRAM BENCH PROCESS
set -eu
program=$1 bench=$2 process=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
sheet="--data-dir data --state CA --year 2023 -q"
instructions() { # COMMAND...
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
        awk '/Collected :/ {sum += $NF} END {printf "%.0f", sum}'
}

row() { printf '%-44s %14s   %s\n' "$1" "$2" "$3"; }
row 'California, 2023' 'measured' 'target'

set -- $("$process" 200 "$folder/ca.pdf" "$program" $sheet -o "$folder/ca.pdf")
row 'whole process, CPU ms (mean of 200)' "$1" 'at most 5'
row 'whole process, CPU ms (least)' "$2" ''
row 'whole process, resident MB' "$(awk "BEGIN {printf \"%.1f\", $3 / 1024}")" 'at most 15'

set -- $("$bench" 1000)
row 'warm sheet, CPU ms (mean of 1000)' "$1" 'at most 1.5'
row 'growth over 1000 sheets, KB' "$2" '0, or nearly so'

"$program" $sheet -o "$folder/ca.pdf"
row 'file, KB' "$(wc -c <"$folder/ca.pdf" | awk '{printf "%.1f", $1 / 1000}')" 'at most 80'

whole=$(instructions "$program" $sheet -o "$folder/callgrind.pdf")
few=$(instructions "$bench" 10)
many=$(instructions "$bench" 110)
row 'whole process, million instructions' "$(awk "BEGIN {printf \"%.2f\", $whole / 1e6}")" ''
row 'warm sheet, million instructions' "$(awk "BEGIN {printf \"%.3f\", ($many - $few) / 100 / 1e6}")" ''

screen=$(instructions "$program" $sheet --for screen -o "$folder/web.pdf")
both=$(instructions "$program" $sheet --for screen,web -o "$folder/web.pdf")
row 'web page beside it, million instructions' "$(awk "BEGIN {printf \"%.2f\", ($both - $screen) / 1e6}")" \
    "at most $(awk "BEGIN {printf \"%.2f\", $whole / 4e6}"), a quarter of a sheet"
row 'web page, KB' "$(wc -c <"$folder/web.html" | awk '{printf "%.1f", $1 / 1000}')" 'at most 60'

batch="--data-dir tests/samples --state all --year 2023 --for screen,press --allow-draft -j1 --no-sync -q"
one=$(instructions "$program" $batch --language en -o "$folder/one/")
two=$(instructions "$program" $batch --language en,es -o "$folder/two/")
row '56 sheets in two languages, to one' "$(awk "BEGIN {printf \"%.2f\", $two / $one}")" 'at most 2.10'

check="check --data-dir tests/samples -q"
files=$(find tests/samples -name '*.yaml' | wc -l)
set -- $("$process" 20 "$folder/none" "$program" $check)
row "check of $files files, CPU ms (mean of 20)" "$1" 'at most 50'
row "check of $files files, million instructions" \
    "$(awk "BEGIN {printf \"%.2f\", $(instructions "$program" $check) / 1e6}")" ''
