# Kills runs of many sheets at random moments, by SIGKILL, over targets that are there already, and counts what is torn
# (neither the old file nor the new one), what is lost, and what strays after the run that follows.
# Of three kills one takes the parent, one the workers as well, and one a worker alone: then nothing may stray when the
# parent has ended.
# Usage: kills.sh TIMES PROGRAM DATA GOOD [OPTION...], in a folder of one's own; GOOD holds the sheets as they must be,
# made with these options.
set -eu
# A search for leaks that is killed, as a worker may be, is waited for without end.
export ASAN_OPTIONS=detect_leaks=0
times=$1 program=$2 data=$3 good=$4
shift 4
years=$(ls "$good" | sed -n 's/.*-\([0-9]*\)\.pdf$/\1/p' | sort -u | paste -sd, -)
set -- "$program" --data-dir "$data" --state all --year "$years" --no-sync -q -j2 -o kills/ "$@"
torn=0 lost=0 strays=0 met=0
rm -rf kills
mkdir kills
make_old() { for file in "$good"/*.pdf; do echo old >"kills/$(basename "$file")"; done; }
echo old >old

# A run lasts so many milliseconds, the shortest of three, for others may be busy here; a kill comes anywhere within.
span=100000
for i in 1 2 3; do
    make_old
    begin=$(date +%s%N)
    "$@"
    took=$((($(date +%s%N) - begin) / 1000000))
    [ $took -ge $span ] || span=$took
done
# Workers whose parent is gone go too, but on a busy machine not before the next run has begun, and it could not know.
workers_run() { cat /proc/[0-9]*/stat 2>/dev/null | grep -q "^[0-9]* ([^)]*) [^ZX] [0-9]* $run "; }
i=0
while [ $i -lt "$times" ]; do
    i=$((i + 1))
    make_old
    delay=$(od -An -N2 -tu2 /dev/urandom)
    setsid "$@" &
    run=$!
    delay=$((delay % (span + 1)))
    sleep "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))"
    whom=$run
    [ $((i % 3)) != 1 ] || whom=-$run
    [ $((i % 3)) != 2 ] || whom=$(cut -d ' ' -f 1 /proc/$run/task/$run/children 2>/dev/null) || true
    kill -s KILL -- $whom 2>/dev/null || true
    wait $run 2>/dev/null || true
    wait_most=500
    while workers_run && [ $wait_most -gt 0 ]; do
        wait_most=$((wait_most - 1))
        sleep 0.01
    done
    [ $((i % 3)) != 2 ] || strays=$((strays + $(find kills -name '*.ncmec-tmp' | wc -l)))
    undone=0
    for file in "$good"/*.pdf; do
        target=kills/$(basename "$file")
        if [ ! -e "$target" ]; then lost=$((lost + 1));
        elif cmp -s "$target" old; then undone=1;
        elif ! cmp -s "$target" "$file"; then torn=$((torn + 1)); fi
    done
    met=$((met + undone))
    "$@" || { echo "kills.sh: the run after kill $i failed"; exit 1; }
    for file in "$good"/*.pdf; do
        cmp -s "kills/$(basename "$file")" "$file" || torn=$((torn + 1))
    done
    strays=$((strays + $(find kills -name '*.ncmec-tmp' | wc -l)))
done
echo "$times kills: $torn torn, $lost lost, $strays strays ($met met a run that was not done)"
# Kills that all come too late, or never, prove nothing.
[ $((torn + lost + strays)) = 0 ] && [ "$met" -gt 0 ]
