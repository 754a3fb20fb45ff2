# California at 100 dpi beside its last golden pages, to be judged by eye. Usage: look.sh PROGRAM FOLDER
# Writes FOLDER/look.png: a row a page, on the left what the program makes now, on the right the golden picture, which is
# kept at 60 dpi in gray and shown as large.
set -eu
program=$1 out=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
"$program" -q --data-dir data --state CA --year 2023 -o "$work/ca.pdf"
pdftoppm -cropbox -r 100 "$work/ca.pdf" "$work/now"
for page in "$work"/now-*.ppm; do
    number=${page##*-} number=${number%.ppm}
    pngtopnm "tests/golden/look/ca-$number.png" |
        pamscale -quiet -width "$(pamfile -machine "$page" | cut -d' ' -f4)" >"$work/golden-$number"
    pnmcat -quiet -leftright -jtop -white "$page" "$work/golden-$number" >"$work/row-$number"
done
pnmcat -quiet -topbottom -white "$work"/row-* | pnmtopng -quiet >"$out/look.png"
echo "look: the pages now and the last golden ones are in $out/look.png"
