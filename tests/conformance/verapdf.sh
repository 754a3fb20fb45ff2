#!/bin/sh
# Judges PDF files by veraPDF: exits 0 where all of them pass, 1 where one fails, 2 where it cannot judge.
#
#     verapdf.sh FLAVOR FILE.pdf ...
#
# FLAVOR is veraPDF's word for a standard: ua1 (PDF/UA-1), ua2, 2a (PDF/A-2a), 3a, 4f,
# wt1a and wt1r (Well-Tagged PDF for accessibility, for reuse). veraPDF (GPL or MPL, not part
# of this project) is fetched once, by Maven, into the user's cache.
set -eu

version=1.28.2
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ncmec-pdf/verapdf-$version

say() {
    echo "verapdf.sh: $*" >&2
}

. "$(dirname "$0")/maven.sh"

[ $# -gt 1 ] || { say 'give it a flavor (ua1, 2a, 3a) and PDF files'; exit 2; }
flavor=$1
shift
maven_fetch "$cache" "org.verapdf.apps:greenfield-apps:$version"
result=$(mktemp)
trap 'rm -f "$result"' EXIT
trap 'exit 130' INT TERM

# The exit status of veraPDF is 0 for "all compliant"; its lines are counted too, so that a file that it skipped is
# seen.
judge="java -cp $cache/lib/* org.verapdf.apps.GreenfieldCliWrapper --loglevel 0 -f $flavor"
status=0
java -cp "$cache/lib/*" org.verapdf.apps.GreenfieldCliWrapper --loglevel 0 -f "$flavor" --format text "$@" >"$result" ||
    status=$?
passed=$(grep -c '^PASS ' "$result" || true)
if [ "$passed" -ne $# ] || [ "$status" -ne 0 ]; then
    grep -v '^PASS ' "$result" || true
    say "$passed of $# files conform to $flavor (veraPDF's status: $status)"
    say "the clauses: $judge --format xml FILE"
    exit 1
fi
echo "verapdf.sh: all $# files conform to $flavor (veraPDF $version)"
