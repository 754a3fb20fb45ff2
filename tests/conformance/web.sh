#!/bin/sh
# Judges web pages in Chromium: axe-core finds no violation in any sample, light and dark; nothing is requested; there is
# no scroll bar across at 320 CSS pixels; what the browser tells screen readers is what the tags say; and pdf.js reads
# the tags of the PDF beside it in the same order. Usage: web.sh PROGRAM. Pictures of California go to BUILD/web-*.png, to
# be looked at. SAMPLES="--state CA --year 2023": these alone. Exits 1 where something is wrong; without Chromium, node or
# the network it says that it judged nothing.
set -eu
program=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
build=$(dirname "$program")
axe=4.14.1
playwright=1.65.1
pdfjs=3.11.174
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ncmec-pdf/web-$axe-$playwright-$pdfjs
export PYTHONDONTWRITEBYTECODE=1
unset NCMEC_PDF_DATA SOURCE_DATE_EPOCH

skip() {
    echo "web.sh: NOT JUDGED: $*" >&2
    exit 0
}

chromium=$(command -v chromium) || skip 'there is no Chromium (Debian: apt-get install chromium)'
command -v node >/dev/null && command -v npm >/dev/null || skip 'there is no node (Debian: apt-get install nodejs npm)'
[ -e "$cache/complete" ] || {
    echo "web.sh: fetching axe-core $axe, playwright-core $playwright and pdfjs-dist $pdfjs into $cache" >&2
    rm -rf "$cache"
    mkdir -p "$cache"
    npm install --silent --prefix "$cache" --omit=optional --ignore-scripts --no-audit --no-fund \
        "axe-core@$axe" "playwright-core@$playwright" "pdfjs-dist@$pdfjs" >&2 || skip 'npm could not fetch its packages'
    : >"$cache/complete"
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM

cp -R data "$folder/data"
rm -rf "$folder"/data/20*
cp -R tests/samples/20* "$folder/data"
cd "$folder"
"$program" -q --no-sync ${SAMPLES:---state all --year 2021-2023} --language en,es --for screen,web -o pages/ 2>/dev/null
"$program" -q --no-sync --state CA --year 2023 --for web --fragment -o part.html
"$program" -q --no-sync --state CA,NV --year 2023 --for screen -o acr/ --statements acr
"$program" explain -q --state CA --year 2023 -o acr/sign-off.html
for page in pages/ncmec-*.html; do
    # For those that pdf.js reads.
    case $page in *-CA-* | *-DC-* | *-PR-* | *-VT-* | *-WY-*) pdfinfo -struct-text "${page%.html}.pdf" >"${page%.html}.seen" ;; esac
    name=${page#pages/ncmec-} language=en
    name=${name%.html}
    case $name in *-es) language=es name=${name%-es} ;; esac
    "$program" -q --state "${name%-*}" --year "${name#*-}" --language $language --dump tags >"${page%.html}.tags" 2>/dev/null
done
python3 "$here/../tools/web.py" --texts pages >texts.json
NODE_PATH=$cache/node_modules node "$here/web.js" "$chromium" "$folder" "$build/web"
