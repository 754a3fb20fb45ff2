# Runs every fuzz target, the seeds of the tree first. What was found before is kept in BUILD/corpus and begun with; an
# input that ends a target is BUILD/found/NAME-..., to be laid into tests/fuzz/corpus/NAME when it is mended.
# TARGETS (names, as in "yaml svg") chooses some. Usage: run.sh SECONDS BUILD
set -u
export ASAN_OPTIONS="quarantine_size_mb=16:${ASAN_OPTIONS-}"
seconds=$1 build=$2
finds=0 targets=0
mkdir -p "$build/found"
for program in "$build"/tests/fuzz/*_fuzz; do
    name=$(basename "$program" _fuzz)
    case " ${TARGETS-$name} " in *" $name "*) ;; *) continue ;; esac
    corpus=$build/corpus/$name
    rm -rf "$corpus-seeds"
    mkdir -p "$corpus" "$corpus-seeds"
    "$build/tests/fuzz/${name}_replay" --seeds "$corpus-seeds" || exit 1
    "$program" -max_total_time="$seconds" -rss_limit_mb=512 -malloc_limit_mb=64 -timeout=10 -max_len=1048576 -len_control=0 \
        -dict=tests/fuzz/words.txt -print_final_stats=1 -artifact_prefix="$build/found/$name-" "$corpus" "$corpus-seeds" >"$build/$name.log" 2>&1
    code=$?
    targets=$((targets + 1))
    printf '%-12s %10s inputs, %4s MB\n' "$name" \
        "$(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$name.log")" \
        "$(sed -n 's/^stat::peak_rss_mb: *//p' "$build/$name.log")"
    if [ "$code" -ne 0 ]; then
        finds=$((finds + 1))
        grep -E '^(==[0-9]+==ERROR|fuzz: |SUMMARY|.*runtime error|artifact_prefix)' "$build/$name.log"
    fi
done
echo "fuzz: $targets targets, $finds ended by an input"
[ "$finds" -eq 0 ]
