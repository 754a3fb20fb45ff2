# Runs test programs, one for each core at once, prints what each says when it ends, and sums up what cmocka counts.
# Usage: run.sh PROGRAM...
set -u
unset NCMEC_PDF_DATA SOURCE_DATE_EPOCH
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export work
printf '%s\n' "$@" | xargs -d '\n' -n 1 -P "$(nproc)" sh -c '
    name=$(basename "$1")
    "$1" >"$work/$name.log" 2>&1
    echo $? >"$work/$name.code"
    { echo "== $name"; cat "$work/$name.log"; } >"$work/$name.said"
    flock "$work" cat "$work/$name.said"' run
passed=0 failed=0 skipped=0
count() { # PASSED, FAILED or SKIPPED: how many the log sums up
    sed -n "s/^\[ *$1 *\] \(.*: \)\{0,1\}\([0-9][0-9]*\) test(s).*/\2/p" "$log" | awk '{n += $1} END {print n + 0}'
}
for program in "$@"; do
    name=$(basename "$program")
    log=$work/$name.log code=$(cat "$work/$name.code")
    # cmocka counts the tests of each group, and from 1.1.7 on names it; a program has one group or more.
    p=$(count PASSED) f=$(count FAILED) s=$(count SKIPPED)
    if [ "$code" != 0 ] && [ "$f" -eq 0 ]; then
        echo "$name ended with code $code"
        f=1
    elif [ "$code" = 0 ] && [ "$p" -eq 0 ] && [ "$s" -eq 0 ]; then
        echo "$name ran no test"
        f=1
    fi
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
