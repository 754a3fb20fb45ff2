#!/bin/sh
# Judges PDF files by JHOVE, which archives ask before they take a file in: exits 0 where each is well-formed and valid,
# 1 where one is not, 2 where it cannot judge. Usage: jhove.sh FILE.pdf ... JHOVE (LGPL, not part of this project) is
# fetched once, by Maven, into the user's cache.
#
# Explained, and so no fault of a file:
#   PDF-HUL-137 "No PDF header" of PDF 2.0: this module knows headers up to %PDF-1.7 and reads no further.
set -eu

apps=1.28.0
module=1.12.7
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ncmec-pdf/jhove-$apps-$module

say() {
    echo "jhove.sh: $*" >&2
}

. "$(dirname "$0")/maven.sh"
maven_fetch "$cache" "org.openpreservation.jhove:jhove-apps:$apps" "org.openpreservation.jhove.modules:pdf-hul:$module"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
cat >"$folder/jhove.conf" <<CONF
<?xml version="1.0" encoding="UTF-8"?>
<jhoveConfig version="1.0" xmlns="http://hul.harvard.edu/ois/xml/ns/jhove/jhoveConfig">
 <jhoveHome>$folder</jhoveHome><defaultEncoding>utf-8</defaultEncoding><tempDirectory>$folder</tempDirectory>
 <bufferSize>131072</bufferSize><mixVersion>2.0</mixVersion><sigBytes>1024</sigBytes>
 <module><class>edu.harvard.hul.ois.jhove.module.PdfModule</class></module>
</jhoveConfig>
CONF

# A line a file: what JHOVE says, and of which errors.
verdicts() { # FILE...
    java -cp "$cache/lib/*" edu.harvard.hul.ois.jhove.Jhove -c "$folder/jhove.conf" -m PDF-hul "$@" 2>&1 | awk '
        function out() { if (file != "") print status "\t" (errors == "" ? "-" : errors) "\t" file }
        /^ *RepresentationInformation: / { out(); file = $0; sub(/^ *RepresentationInformation: /, "", file); status = errors = "" }
        /^ *Status: / && status == "" { status = $0; sub(/^ *Status: /, "", status) }
        /^ *ErrorMessage: / { errors = errors $0 }
        /^ *ID: PDF-HUL/ { errors = errors " (" $2 ")" }
        END { out() }'
}

# The judge itself: a file that is cut, and one whose catalog lost its pages, are faults.
head -c 20000 "$1" >"$folder/cut.pdf"
sed 's/\/Type\/Pages/\/Type\/Qages/; s/\/Type \/Pages/\/Type \/Qages/' "$1" >"$folder/spoiled.pdf"
[ "$(verdicts "$folder/cut.pdf" "$folder/spoiled.pdf" | grep -c 'Well-Formed and valid')" = 0 ] || {
    say 'broken files pass'
    exit 1
}
verdicts "$@" >"$folder/verdicts"
bad=0 explained=0 judged=0
while IFS='	' read -r status errors file; do
    judged=$((judged + 1))
    case $status,$(head -c 7 "$file"),$errors in
    'Well-Formed and valid',*) ;;
    *,%PDF-2.,*'No PDF header (PDF-HUL-137)') explained=$((explained + 1)) ;;
    *) bad=$((bad + 1)); echo "$file: $status:$errors" ;;
    esac
done <"$folder/verdicts"
[ $judged = $# ] || { say "JHOVE judged $judged of $# files"; exit 1; }
[ $bad = 0 ] || exit 1
echo "jhove.sh: $((judged - explained)) files are well-formed and valid (JHOVE's PDF module $module); it does not know PDF 2.0: $explained files"
