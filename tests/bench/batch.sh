# Time, memory and size of many sheets, each beside its target. Usage: batch.sh PROGRAM
# The figures are California's under the names of all jurisdictions and as many years as are needed; nothing is synced,
# but for the row that says so. Times are CPU seconds of all processes, user and system.
set -eu
program=$(realpath "$1")
tree=$(pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cp -R "$tree/data" data
rm -rf data/2* kept
mkdir kept
cp "$tree"/data/2023/national.yaml "$tree"/data/2023/CA.yaml kept
states=$(sed -n 's/^\([A-Z][A-Z]\): .*/\1/p' data/jurisdictions.yaml)
years() { # FIRST LAST: makes them
    for year in $(seq "$1" "$2"); do
        mkdir -p "data/$year"
        sed "s/2023/$year/" kept/national.yaml >"data/$year/national.yaml"
        for state in $states; do
            sed "s/^state: CA/state: $state/; s/^source: .*/source: Sample/; s/^year: .*/year: $year/" kept/CA.yaml >"data/$year/$state.yaml"
        done
    done
}
row() { printf '%-44s %14s   %s\n' "$1" "$2" "$3"; }
# Runs a command; sets cpu (ms), wall (ms) and rss (KB, of the largest process).
measure() {
    set -- $(python3 -c '
import resource, subprocess, sys, time
def cpu():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
# What started this Python, where it was a script, had children of its own.
before, began = cpu(), time.monotonic()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(round((cpu() - before) * 1000), round((time.monotonic() - began) * 1000),
      resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, code)' "$@")
    cpu=$1 wall=$2 rss=$3
    [ "$4" = 0 ] || { echo "batch.sh: exit code $4" >&2; exit 1; }
}
ratio() { awk "BEGIN {printf \"%.2f\", $1 / $2}"; }

years 2001 2018
sheets="$program --data-dir data --state all -q"
row 'many sheets' 'measured' 'target'
measure $sheets --year 2001 --no-sync -j1 -o one/
row '56 sheets, CPU ms' "$cpu" 'at most 100'
rm -rf one
measure $sheets --year 2001 -j1 -o one/
row '56 sheets, synced, wall ms' "$wall" ''
measure $sheets --year 2001 -j1 -o one/
row '56 sheets, unchanged, wall ms' "$wall" ''

rm -rf many
measure $sheets --year 2001-2018 --no-sync -j1 -o many/
alone=$wall
rm -rf many
measure $sheets --year 2001-2018 --no-sync -j2 -o many/
row '1,008 sheets, -j1 to -j2, wall' "$(ratio "$alone" "$wall")" 'at least 1.8 on two idle cores'

# A worker that has been at 2,016 sheets, by which its caches are as full as they may be, and one at 10,080.
years 2000 2179
measure $sheets --year 2001-2036 --no-sync -j1 -o rss/
few=$rss
measure $sheets --year 2000-2179 --no-sync -j1 -o rss/
row 'resident KB, 2,016 to 10,080 sheets' "$((rss - few))" 'at most 1024'

packet="$program packet --data-dir data --state all --no-sync -q"
measure $packet --year 2001 -o packet.pdf
row 'packet of 56, CPU ms' "$cpu" 'at most 100'
row 'packet of 56, KB' "$(wc -c <packet.pdf | awk '{printf "%.0f", $1 / 1000}')" 'at most 2000'
measure $packet --year 2001-2002 -o packet.pdf
two=$cpu
measure $packet --year 2001-2018 -o packet.pdf
row 'packet: CPU a sheet, 1,008 to 112 sheets' "$(ratio "$cpu" "$((two * 9))")" 'at most 1.5'
row 'packet of 1,008, resident MB' "$((rss / 1024))" ''
