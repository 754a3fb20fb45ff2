# Kills runs of many sheets at random moments, by SIGKILL, over targets that are there already, and counts what is torn
# (neither the old file nor the new one), what is lost, and what strays after the run that follows.
# Every other kill takes the workers as well.
# Usage: kills.sh TIMES PROGRAM DATA GOOD [OPTION...], in a folder of one's own; GOOD holds the sheets as they must be,
# made with these options.
set -eu
times=$1 program=$2 data=$3 good=$4
shift 4
years=$(ls "$good" | sed -n 's/.*-\([0-9]*\)\.pdf$/\1/p' | sort -u | paste -sd, -)
set -- "$program" --data-dir "$data" --state all --year "$years" --no-sync -q -j2 -o kills/ "$@"
torn=0 lost=0 strays=0 met=0
rm -rf kills
mkdir kills
for file in "$good"/*.pdf; do echo old >"kills/$(basename "$file")"; done
echo old >old

# A run lasts so many milliseconds; a kill comes anywhere within.
begin=$(date +%s%N)
"$@"
span=$((($(date +%s%N) - begin) / 1000000 + 5))
i=0
while [ $i -lt "$times" ]; do
    i=$((i + 1))
    for file in "$good"/*.pdf; do echo old >"kills/$(basename "$file")"; done
    delay=$(od -An -N2 -tu2 /dev/urandom)
    setsid "$@" &
    run=$!
    sleep "$(printf '0.%03d' $((delay % span)))"
    whom=$run
    [ $((i % 2)) = 0 ] || whom=-$run
    kill -s KILL -- $whom 2>/dev/null || true
    wait $run 2>/dev/null || true
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
# Kills that come too late, or never, prove nothing.
[ $((torn + lost + strays)) = 0 ] && [ $((4 * met)) -ge "$times" ]
