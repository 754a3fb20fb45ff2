#!/bin/sh
# Makes files of every flavor and has them judged by programs that others wrote, and by readers that know nothing of the
# writer. Usage: run.sh PROGRAM. Exits 0 where all pass, 1 where one does not, 2 where it cannot judge.
#
#   default   PDF/UA-1, PDF/A-2a (veraPDF), PDF/X-4 (pdfx.py)
#   screen    PDF/UA-1, PDF/A-3a; ua2: PDF/UA-2, PDF/A-4f, WTPDF 1.0 for accessibility and for reuse
#   press     PDF/X-4; x1a: PDF/X-1a:2003
#
# and, of all: plates (separations.py), complaints of readers, two engines' renderings (viewers.py); beside the files,
# what is proven of withheld figures, over YEARS=40 invented years (disclosure.py). A checker that
# could not fail would prove nothing: each is shown files that are broken first (*_test.py).
set -eu
program=$1
here=$(dirname "$0")
build=$(dirname "$program")
cache=${XDG_CACHE_HOME:-$HOME/.cache}/ncmec-pdf/python
pypdfium2=4.30.0
scipy=1.17.1
pypdf=5.1.0
pdfcpu=0.11.0
export PYTHONDONTWRITEBYTECODE=1
unset NCMEC_PDF_DATA SOURCE_DATE_EPOCH

say() {
    echo "run.sh: $*" >&2
}

python_fetch() {
    [ -e "$cache/complete-$pypdfium2-$scipy-$pypdf" ] && return
    command -v python3 >/dev/null || { say "'python3' is missing (Debian: apt-get install python3)"; exit 2; }
    say "fetching pypdfium2 $pypdfium2, Chromium's PDF engine, scipy $scipy, an integer solver, and pypdf $pypdf, a strict reader, into $cache"
    rm -rf "$cache"
    python3 -m venv "$cache" || { say 'Python makes no venv here (Debian: apt-get install python3-venv)'; exit 2; }
    "$cache/bin/pip" install -q --disable-pip-version-check "pypdfium2==$pypdfium2" "scipy==$scipy" "pypdf==$pypdf" || {
        say 'pip could not fetch pypdfium2, scipy and pypdf; is the network there?'
        exit 2
    }
    : >"$cache/complete-$pypdfium2-$scipy-$pypdf"
}
python_fetch

# pdfcpu is a program in Go; where there is no Go, that judge is left out, and said to be.
pdfcpu_judge() { # FILE...
    bin=${XDG_CACHE_HOME:-$HOME/.cache}/ncmec-pdf/pdfcpu-$pdfcpu
    if ! [ -x "$bin/pdfcpu" ]; then
        command -v go >/dev/null || { say "skipped: pdfcpu needs Go (Debian: apt-get install golang-go)"; return 0; }
        say "fetching pdfcpu $pdfcpu into $bin"
        GOBIN=$bin go install "github.com/pdfcpu/pdfcpu/cmd/pdfcpu@v$pdfcpu" || { say 'skipped: pdfcpu does not build'; return 0; }
    fi
    failed=0
    for file; do
        "$bin/pdfcpu" validate -offline -mode strict "$file" >"$folder/pdfcpu" 2>&1 ||
            if grep -q 'AFRelationship: unsupported in version 1.7' "$folder/pdfcpu"; then
                # PDF/A-3 lets 1.7 have it (ISO 19005-3, 6.8); the rest is judged by its other mode.
                "$bin/pdfcpu" validate -offline -mode relaxed "$file" >"$folder/pdfcpu" 2>&1
            else
                # Of PDF 2.0 it says that it does not know the catalog's AF yet.
                grep -q 'PDF2.0 "AF" not supported' "$folder/pdfcpu"
            fi || { failed=1; cat "$folder/pdfcpu" >&2; }
    done
    [ $failed = 1 ] || echo "run.sh: pdfcpu $pdfcpu finds no fault in $# files"
    return $failed
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM

sheet() { # FLAVOR NAME OPTION...: a file folder/FLAVOR-NAME.pdf
    flavor=$1 name=$2
    shift 2
    case $flavor in
    default) "$program" -q "$@" -o "$folder/default-$name.pdf" ;;
    screen) "$program" -q "$@" --for screen -o "$folder/screen-$name.pdf" ;;
    press) "$program" -q "$@" --for press --allow-draft -o "$folder/press-$name.pdf" ;;
    ua2) "$program" -q "$@" --for screen --standard ua2 -o "$folder/ua2-$name.pdf" ;;
    x1a) "$program" -q "$@" --for press --standard x1a --allow-draft -o "$folder/x1a-$name.pdf" ;;
    esac
}
# A house's own font with CFF outlines, and its logo, drawn and in pixels.
for kind in svg png; do
    data=$folder/house-$kind
    mkdir -p "$data/fonts"
    cp -R data/. "$data"
    cp fonts/*.ttf tests/fonts/*.otf "$data/fonts"
    cp "tests/house/logo.$kind" "$data/themes"
    sed -i -e 's/Regular\.ttf/Regular.otf/' -e '/^silhouette:/,/color:/d' "$data/themes/ncmec.yaml"
    printf '\nlogo: {file: logo.%s, alt: A house, height: 84 pt, side: right, top: 20 pt, clear_space: 14 pt}\n' $kind \
        >>"$data/themes/ncmec.yaml"
done
for flavor in default screen ua2 press x1a; do
    for kind in svg png; do
        sheet $flavor "house-$kind" --data-dir "$folder/house-$kind" --state CA --year 2023
    done
    sheet $flavor CA-2023 --data-dir data --state CA --year 2023
    # Samples with the longest names, zeros, the largest figures and those that are withheld.
    for state in DC MP NY PR TX VI VT WY; do
        sheet $flavor $state-2023 --data-dir tests/samples --state $state --year 2023
    done
    [ $flavor = x1a ] || for theme in data/themes/*.yaml; do
        sheet $flavor "theme-$(basename "$theme" .yaml)" --data-dir data --state CA --year 2023 --theme "$theme"
    done
    # Other papers, whose inks are this theme's still: their colors differ from the screen's, which is a warning.
    for condition in 'CGATS TR 005:tr005' FOGRA29:fogra29; do
        paper=${condition#*:}
        sed "s/^output:.*/output: {condition: ${condition%:*}, profile: $paper.icc.z}/" data/themes/ncmec.yaml \
            >"$folder/$paper.yaml"
        sheet $flavor "paper-$paper" --data-dir data --state CA --year 2023 --theme "$folder/$paper.yaml" 2>/dev/null
    done
done
for flavor in screen press; do
    "$program" packet -q --data-dir tests/samples --state DC,MP,VT --year 2023 --for $flavor --allow-draft --group DC=East --divider 'Bill text' \
        -o "$folder/$flavor-packet.pdf"
done
"$program" packet -q --data-dir tests/samples --state DC,MP,VT --year 2023 --for screen --standard ua2 \
    --group DC=East --divider 'Bill text' -o "$folder/ua2-packet.pdf"
# What layouts do not make yet, from the unit tests.
mkdir "$folder/unit"
for test in pdf_test pdf_content_test; do
    ${MAKE:-make} --no-print-directory BUILD="$build" "$build/tests/unit/$test" >&2
    "$build/tests/unit/$test" "$folder/unit" >"$folder/unit/log" 2>&1 || { cat "$folder/unit/log" >&2; exit 1; }
done

judge() { # COMMAND...
    "$@" || : >"$folder/wrong"
}
python=$cache/bin/python
ca=CA-2023.pdf
# In two lanes, for two processors.
{
    judge "$python" "$here/pdfx_test.py" "$folder/default-$ca" "$folder/press-$ca" "$folder/x1a-$ca"
    judge "$python" "$here/pdfx.py" x4 "$folder"/default-*.pdf "$folder"/press-*.pdf
    judge "$python" "$here/pdfx.py" x1a "$folder"/x1a-*.pdf
    judge "$python" "$here/separations_test.py" "$folder/default-$ca" "$folder/press-$ca"
    judge "$python" "$here/separations.py" "$folder"/default-*.pdf "$folder"/press-*.pdf "$folder"/x1a-*.pdf
} >"$folder/lane" 2>&1 &
judge "$python" "$here/disclosure.py" "$program" data/jurisdictions.yaml "${YEARS:-40}"
judge sh "$here/verapdf.sh" ua1 "$folder"/default-*.pdf "$folder"/screen-*.pdf "$folder"/unit/*.pdf
judge sh "$here/verapdf.sh" 2a "$folder"/default-*.pdf
judge sh "$here/verapdf.sh" 3a "$folder"/screen-*.pdf
for standard in ua2 4f wt1a wt1r; do
    judge sh "$here/verapdf.sh" $standard "$folder"/ua2-*.pdf
done
judge "$python" "$here/keys.py" "$folder"/*.pdf
judge "$python" "$here/strict.py" "$folder"/*.pdf
judge pdfcpu_judge "$folder"/*.pdf
judge sh "$here/jhove.sh" "$folder"/*.pdf
judge "$python" "$here/viewers_test.py" "$folder/default-$ca"
judge "$python" "$here/viewers.py" "$folder"/*.pdf
judge "$python" "$here/viewers.py" --same "$folder"/default-*.pdf "$folder/screen-$ca"
wait
cat "$folder/lane"
[ ! -e "$folder/wrong" ] || { say 'not everything conforms, or not every check bites'; exit 1; }
echo 'run.sh: everything conforms'
