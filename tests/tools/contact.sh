# Everything on one picture, to be judged by eye. Usage: contact.sh PROGRAM SILHOUETTES FOLDER [DATA [YEAR]]
# Writes FOLDER/contact-sheet.png (page 1 of each state that DATA has for YEAR) and FOLDER/silhouettes.png.
set -eu
program=$1 silhouettes=$2 out=$3 data=${4:-tests/samples} year=${5:-2023}
columns=8 resolution=36
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"

"$silhouettes" data/maps fonts data/icc >"$work/silhouettes.pdf"
pdftoppm -r 100 -png -singlefile "$work/silhouettes.pdf" "$out/silhouettes"

for file in "$data/$year"/[A-Z][A-Z].yaml; do
    state=$(basename "$file" .yaml)
    "$program" -q --data-dir "$data" --state "$state" --year "$year" -o "$work/$state.pdf"
    pdftoppm -cropbox -r $resolution -f 1 -l 1 -singlefile "$work/$state.pdf" "$work/$state"
    pnmpad -quiet -white -left 6 -right 6 -top 6 -bottom 6 "$work/$state.ppm" >"$work/$state.page"
done
set -- "$work"/[A-Z][A-Z].page
count=$# row=0
while [ $# -gt 0 ]; do
    line=
    for _ in $(seq $columns); do
        [ $# -gt 0 ] || break
        line="$line $1"
        shift
    done
    row=$((row + 1))
    # shellcheck disable=SC2086 # the names hold no spaces
    pnmcat -quiet -leftright -jtop -white $line >"$(printf '%s/row-%03d' "$work" $row)"
done
pnmcat -quiet -topbottom -jleft -white "$work"/row-* | pnmtopng -quiet >"$out/contact-sheet.png"
echo "contact-sheet: page 1 of $count sheets in $out/contact-sheet.png, all silhouettes in $out/silhouettes.png"
