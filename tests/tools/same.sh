# Two builds make the same bytes. Usage: same.sh PROGRAM PROGRAM
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
number=0
for program in "$1" "$2"; do
    number=$((number + 1))
    "$program" -q --state CA --year 2023 -o "$folder/$number.pdf"
    for dump in document pages tags; do
        "$program" -q --state CA --year 2023 --dump "$dump" -o "$folder/$number.$dump"
    done
done
for kind in pdf document pages tags; do
    cmp "$folder/1.$kind" "$folder/2.$kind"
done
echo "same: $(sha256sum <"$folder/1.pdf" | cut -c1-16)... from both builds"
