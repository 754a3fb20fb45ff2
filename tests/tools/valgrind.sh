# Unit tests and whole runs under valgrind: no error, no leak. Usage: valgrind.sh PROGRAM UNIT...
set -eu
program=$1
shift
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
runs=0
# A test asks for more memory than there is, in a child that ends by it: memcheck calls that size a mistake, and what the
# child still holds a leak.
cat >"$folder/known" <<'END'
{
    size
    Memcheck:FishyValue
    calloc(size)
    fun:calloc
    ...
    fun:no_memory_ends_the_process_with_a_message
}
{
    held
    Memcheck:Leak
    match-leak-kinds: all
    fun:calloc
    ...
    fun:no_memory_ends_the_process_with_a_message
}
END
# Nor "possible": a child ends with memory of its parent of which libdeflate keeps the middle alone.
watched() { # EXPECTED-CODE COMMAND...
    expected=$1
    shift
    code=0
    valgrind -q --suppressions="$folder/known" --error-exitcode=99 --leak-check=full --show-leak-kinds=definite,indirect \
        --errors-for-leak-kinds=definite,indirect --child-silent-after-fork=yes \
        "$@" >"$folder/out" 2>"$folder/err" || code=$?
    if [ "$code" -ne "$expected" ] || grep -q '^==[0-9]*== ' "$folder/err"; then
        cat "$folder/out" "$folder/err"
        echo "valgrind: exit $code, not $expected, of: $*"
        exit 1
    fi
    runs=$((runs + 1))
}
for unit in "$@"; do
    watched 0 "$unit"
done
watched 0 "$program" --state CA --year 2023 -o "$folder/ca.pdf"
watched 0 "$program" --state CA --year 2023 -o "$folder/ca.pdf"
for dump in document pages tags; do
    watched 0 "$program" --state CA --year 2023 --dump "$dump"
done
watched 0 "$program" --state CA --year 2023 --for screen,press -o "$folder/two.pdf"
watched 0 "$program" --data-dir tests/samples --state CA,NV,TX --year 2023 -j2 --report "$folder/index.json" -o "$folder/sheets/"
watched 0 "$program" packet --data-dir tests/samples --state CA,NV --year 2023 -o "$folder/packet.pdf"
watched 0 "$program" check --data-dir tests/samples --year 2022
watched 0 "$program" explain --state CA --year 2023
watched 0 "$program" statement --state CA --year 2023 -o "$folder/record.html"
watched 0 "$program" statement "$folder/two.pdf" --to-sign
watched 0 "$program" packet --state CA --year 2023 -o "$folder/packet.pdf" --statements "$folder/records"
cp -R data "$folder/data"
watched 0 "$program" export --data-dir "$folder/data" --year 2023 -o "$folder/figures.csv"
sed -i 's/78,835/78,836/' "$folder/figures.csv"
watched 0 "$program" import "$folder/figures.csv" --data-dir "$folder/data" --year 2023 --write
watched 0 "$program" new --data-dir "$folder/data" --state TX --year 2024
sed -i 's/1,103/1_103/; s/: 185/: many/' "$folder/data/2023/CA.yaml"
watched 4 "$program" --state CA --year 2023 --data-dir "$folder/data" -o "$folder/none.pdf"
watched 2 "$program" --state Califronia --year 2023
watched 1 "$program" --state CA --year 2023 -o /dev/full
watched 0 "$program" --version
echo "valgrind: $runs runs, no error and no leak"
