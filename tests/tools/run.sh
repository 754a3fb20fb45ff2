# Runs test programs one after the other and sums up what cmocka says of each. Usage: run.sh PROGRAM...
set -u
unset NCMEC_PDF_DATA SOURCE_DATE_EPOCH
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0 skipped=0
count() { # PASSED, FAILED or SKIPPED: how many the log sums up
    sed -n "s/^\[ *$1 *\] \(.*: \)\{0,1\}\([0-9][0-9]*\) test(s).*/\2/p" "$log" | awk '{n += $1} END {print n + 0}'
}
for program in "$@"; do
    echo "== $(basename "$program")"
    "$program" >"$log" 2>&1
    code=$?
    cat "$log"
    # cmocka counts the tests of each group, and from 1.1.7 on names it; a program has one group or more.
    p=$(count PASSED) f=$(count FAILED) s=$(count SKIPPED)
    if [ "$code" -ne 0 ] && [ "$f" -eq 0 ]; then
        echo "$(basename "$program") ended with code $code"
        f=1
    elif [ "$code" -eq 0 ] && [ "$p" -eq 0 ] && [ "$s" -eq 0 ]; then
        echo "$(basename "$program") ran no test"
        f=1
    fi
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
