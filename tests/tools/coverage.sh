# Lines of src/ that the tests have reached, a file each and in all; fails under 95 percent. Usage: coverage.sh BUILD
set -eu
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find "$build/src" -name '*.gcda' | sort | while read -r data; do
    gcov -n -o "$(dirname "$data")" "$data" 2>/dev/null
done >"$work/report"
# A source that no test program has run leaves no counts at all.
for source in $(find src -name '*.c'); do
    [ -f "$build/${source%.c}.gcda" ] || echo "File '$source' Lines executed:0.00% of $(grep -c ';' "$source")"
done >"$work/unreached"
awk '
    /^File / { file = $2; gsub(/\047/, "", file) }
    /Lines executed:/ && file ~ /^src\// {
        split($0, part, /[:%]/); split($0, count, " of ")
        percent = part[2] + 0; lines = count[2] + 0
        if (lines && !(file in seen)) { seen[file] = 1; printf "%6.2f%% of %4d  %s\n", percent, lines, file
            all += lines; reached += percent * lines / 100 }
        file = ""
    }
    END { percent = all ? 100 * reached / all : 0
          printf "coverage: %.1f%% of %d lines of src/\n", percent, all; exit percent < 95 }
' "$work/report" "$work/unreached"
