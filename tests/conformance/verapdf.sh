#!/bin/sh
# Judges PDF files by veraPDF against PDF/UA-1: exits 0 where all of them pass, 1 where one fails, 2 where it cannot judge.
#
#     verapdf.sh [PROGRAM] [FILE.pdf ...]
#
# With the program's path, first of all makes the sheet of every jurisdiction that has figures, and the hard cases of the
# unit tests beside it. veraPDF (GPL or MPL, not part of this project) is fetched once, by Maven, into the user's cache.
set -eu

version=1.28.2
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ncmec-pdf/verapdf-$version

say() {
    echo "verapdf.sh: $*" >&2
}

need() {
    command -v "$1" >/dev/null || { say "'$1' is missing; install it ($2), then run this again"; exit 2; }
}

fetch() {
    [ -e "$cache/complete" ] && return
    need mvn 'Debian: apt-get install maven'
    say "fetching veraPDF $version into $cache"
    mkdir -p "$cache"
    cat >"$cache/pom.xml" <<POM
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId>
  <artifactId>verapdf-fetch</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.verapdf.apps</groupId>
      <artifactId>greenfield-apps</artifactId>
      <version>$version</version>
    </dependency>
  </dependencies>
</project>
POM
    mvn -q -B -f "$cache/pom.xml" dependency:copy-dependencies -DoutputDirectory="$cache/lib" >&2 || {
        say "Maven could not fetch veraPDF; is the network there?"
        exit 2
    }
    : >"$cache/complete"
}

make_samples() {
    program=$1
    build=$(dirname "$program")
    ${MAKE:-make} --no-print-directory BUILD="$build" "$build/tests/unit/pdf_test" >&2
    "$build/tests/unit/pdf_test" "$folder" >&2
    for figures in data/[0-9]*/[A-Z][A-Z].yaml; do
        [ -e "$figures" ] || continue
        year=$(basename "$(dirname "$figures")")
        state=$(basename "$figures" .yaml)
        "$program" --data-dir data --state "$state" --year "$year" -o "$folder/$state-$year.pdf" >&2
    done
}

need java 'Debian: apt-get install default-jre-headless'
fetch
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
if [ $# -gt 0 ] && [ "${1%.pdf}" = "$1" ]; then
    make_samples "$1"
    shift
    set -- "$folder"/*.pdf "$@"
fi
[ $# -gt 0 ] || { say "give it PDF files, or the program to make some"; exit 2; }

# The exit status of veraPDF is 0 for "all compliant"; its lines are counted too, so that a file that it skipped is seen.
status=0
java -cp "$cache/lib/*" org.verapdf.apps.GreenfieldCliWrapper --loglevel 0 -f ua1 --format text "$@" \
    >"$folder/result" || status=$?
cat "$folder/result"
passed=$(grep -c '^PASS ' "$folder/result" || true)
if [ "$passed" -ne $# ] || [ "$status" -ne 0 ]; then
    say "$passed of $# files conform to PDF/UA-1 (veraPDF's status: $status)"
    say "the clauses: java -cp '$cache/lib/*' org.verapdf.apps.GreenfieldCliWrapper --loglevel 0 -f ua1 --format xml FILE"
    exit 1
fi
echo "verapdf.sh: all $# files conform to PDF/UA-1 (veraPDF $version)"
