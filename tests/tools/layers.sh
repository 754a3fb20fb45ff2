# Who may include and call what. Usage: layers.sh TREE [BUILD]. Prints each breach as file: what; the last line sums up.
# The stages stand in a row (base diag color picture language data theme document text page pdf request): a header includes only what stands
# at its left, and a stage's files see only the headers listed for it below, directly or through another header.
# The rooms of src/ stand in an order too: a file includes headers of its own room and of rooms below, through headers too.
# In BUILD/src, where it is named, the compiled files say who calls whom: no sources need each other in a circle, whatever
# header declares what they call.
set -eu
cd "$1"
build=${2-}
export LC_ALL=C

plain() { # a file without its comments, lines that go on joined
    awk '{
        if (sub(/\\$/, "")) { held = held $0; next }
        line = held $0; held = out = ""
        while (line != "") {
            if (inside) {
                end = index(line, "*/")
                line = end ? substr(line, end + 2) : ""
                if (end) inside = 0
            } else if (match(line, /"([^"\\]|\\.)*"|\047([^\047\\]|\\.)*\047|\/\*|\/\/.*/)) {
                found = substr(line, RSTART, RLENGTH)
                out = out substr(line, 1, RSTART - 1) (found ~ /^\// ? " " : found)
                line = substr(line, RSTART + RLENGTH)
                inside = found == "/*"
            } else {
                out = out line
                line = ""
            }
        }
        print out
    }' "$1"
}
includes() { # what a file includes, as typed between the quotes or brackets
    sed -n 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*[<"]\([^>"]*\)[>"].*/\1/p' "$1"
}
closures() { # "FILE HEADER": what each file sees of the tree, through headers too, and what it names of src/ that is not there
    find include src -name '*.[ch]' | xargs awk '
    FNR == 1 { there[FILENAME]; folder = FILENAME; sub(/[^\/]*$/, "", folder) }
    match($0, /^[ \t]*#[ \t]*include[ \t]*[<"][^>"]*[>"]/) {
        name = substr($0, RSTART, RLENGTH - 1)
        sub(/^[^<"]*[<"]/, "", name)
        if (name ~ /^src\//) named[name]
        included[FILENAME] = included[FILENAME] " " (name ~ /^ncmec\// ? "include/" name : name ~ /^src\// ? name : folder name)
    }
    function see(file, i, n, paths) {
        n = split(included[file], paths, " ")
        for (i = 1; i <= n; i++)
            if (!(paths[i] in seen) && (paths[i] in there || paths[i] in named)) {
                seen[paths[i]]
                see(paths[i])
            }
    }
    END {
        for (file in there) {
            split("", seen)
            see(file)
            for (path in seen) print file, path
        }
    }'
}
below() { # whether room $2 stands below room $1, or is html beside pdf
    case " ${rooms#*"$1"} " in *" $2 "*) ;; *) return 1 ;; esac
    case "$1 $2" in 'html pdf' | 'data picture') return 1 ;; esac
}
circle() { # sources of folder $1 that need each other's headers: "a b", or nothing
    for file in "$1"/*.[ch]; do
        own=$(basename "${file%.*}")
        for name in $(includes "$file"); do
            [ ! -f "$1/$name" ] || [ "$own.h" = "$name" ] || echo "$own ${name%.h}"
        done
    done | tsort 2>&1 >/dev/null | sed -n 's/^tsort: \([a-z_0-9]*\)$/\1/p' | paste -s -d ' '
}
circle_of_calls() { # sources whose objects in folder $1 need names of each other: "a b", or nothing
    find src -name '*.c' | sed "s|^\(.*\)c$|$1/\1o|" | xargs nm -gPA 2>/dev/null | awk '
    { sub(/\.o:$/, "", $1) }
    $3 == "U" { needs[$1 " " $2] }
    $3 != "U" { defined[$2] = $1 }
    END {
        for (pair in needs) {
            split(pair, part, " ")
            if (part[2] in defined && defined[part[2]] != part[1]) print part[1], defined[part[2]]
        }
    }' | tsort 2>&1 >/dev/null | sed -n "s|^tsort: $1/||p" | sort -u | paste -s -d ' '
}
room_of() { # into 'room': that of a source; without a process of its own, for it is asked of every file that a file sees
    case $1 in src/*/*) room=${1%/*} room=${room##*/} ;; *) room=main ;; esac
}

order='base diag color picture language data theme document text page pdf request'
rooms='main cli run review sheet html pdf layout text template store data picture base' # top to bottom
standard=' assert.h dirent.h errno.h fcntl.h inttypes.h limits.h poll.h signal.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h stdlib.h string.h sys/file.h sys/inotify.h sys/ioctl.h sys/mman.h sys/prctl.h sys/resource.h sys/signalfd.h sys/stat.h sys/syscall.h sys/sysmacros.h sys/types.h sys/wait.h sys/xattr.h time.h unistd.h '

check() {
    # Headers: only what stands at the left.
    for header in include/ncmec/*.h; do
        own=$(basename "$header" .h)
        left=${order%%"$own"*}
        case " $order " in *" $own "*) ;; *) echo "$header: is not in the row of stages" ;; esac
        for name in $(includes "$header"); do
            case $name in
            ncmec/*)
                seen=$(basename "$name" .h)
                case " $left " in *" $seen "*) ;; *) echo "$header: includes $name, which stands at its right" ;; esac
                ;;
            *) case $standard in *" $name "*) ;; *) echo "$header: includes $name" ;; esac ;;
            esac
        done
    done
    for folder in src/*/; do
        found=$(circle "${folder%/}")
        [ -z "$found" ] || echo "${folder%/}: sources that need each other in a circle: $found"
    done
    found=$([ -z "$build" ] || circle_of_calls "$build")
    [ -z "$found" ] || echo "src: sources that call each other in a circle: $found"
    # Sources: what their stage may see.
    seen_by=$(closures)
    for file in $(find src -name '*.[ch]'); do
        foreign=
        case $file in
        src/base/hash.[ch]) sees=base foreign=' sodium.h ' ;;
        src/base/xml.c) sees='base diag' foreign=' expat.h ' ;;
        src/base/zip.c) sees='base diag' foreign=' minizip/unzip.h minizip/zip.h ' ;;
        src/review/pdfread.c) sees=$order foreign=' qpdf/qpdf-c.h ' ;;
        src/base/library.c) sees='base diag' foreign=' dlfcn.h ' ;;
        src/base/*) sees='base diag language' ;;
        src/picture/*) sees='base diag color picture' foreign=' math.h png.h setjmp.h ' ;;
        src/data/*) sees='base diag language data' foreign=' csv.h yaml.h ' ;;
        src/template/*) sees='base diag color picture language data theme document' ;;
        src/text/*) sees='base diag color picture language theme document text' foreign=' hb.h hb-ot.h hyphen.h linebreak.h ' ;;
        src/layout/*) sees='base diag color picture language theme document text page' ;;
        src/pdf/*) sees='base diag color picture language text page pdf' foreign=' hpdf.h hb.h hb-subset.h libdeflate.h zlib.h lcms2.h ' ;;
        src/html/*) sees='base diag color picture language data theme document' ;;
        src/store/* | src/sheet/* | src/review/* | src/run/* | src/cli/* | src/main.c) sees=$order ;;
        *) sees= && echo "$file: no stage has this folder" ;;
        esac
        room_of "$file"
        own=$room
        for path in $(printf '%s\n' "$seen_by" | sed -n "s|^$file ||p"); do
            case $path in
            include/ncmec/*)
                seen=${path##*/} seen=${seen%.h}
                case " $sees " in *" $seen "*) ;; *) echo "$file: sees ncmec/$seen.h" ;; esac
                ;;
            *)
                room_of "$path"
                [ "$room" = "$own" ] || below "$own" "$room" ||
                    echo "$file: sees $path; $room is not below $own"
                ;;
            esac
        done
        for name in $(includes "$file"); do
            case $name in
            ncmec/* | src/*) ;;
            *.h)
                [ -f "${file%/*}/$name" ] && continue
                case "$standard$foreign" in *" $name "*) ;; *) echo "$file: includes $name" ;; esac
                ;;
            esac
        done
        calls "$file"
    done
}

# Calls that have one place, or none.
calls() {
    text=$(plain "$1" | sed '/^#/d')
    has() { printf '%s\n' "$text" | grep -Eq "(^|[^A-Za-z0-9_>.])($1)[[:space:]]*\("; }
    case $1 in src/base/arena.c) ;; *)
        ! has 'malloc|calloc|realloc|reallocarray|aligned_alloc|posix_memalign|strdup|strndup|v?asprintf|getline' ||
            echo "$1: takes memory; only src/base/arena.c may" ;;
    esac
    # libpng in one file, where a jump out of it is caught.
    case $1 in src/picture/png.c) ;; *)
        ! includes "$1" | grep -q -x 'png.h' || echo "$1: includes png.h; only src/picture/png.c may" ;;
    esac
    case $1 in src/main.c) ;; *)
        ! has 'getenv|secure_getenv' || echo "$1: reads the environment; only src/main.c may" ;;
    esac
    ! has 'setlocale|newlocale|uselocale|localeconv|strto(d|f|ld)|atof|isalpha|isdigit|isspace|toupper|tolower|strcoll' ||
        echo "$1: depends on the locale"
    case $1 in src/main.c) ;; *)
        ! has 'clock_gettime' || echo "$1: depends on the clock; only src/main.c may, and hands it on" ;;
    esac
    ! has 'time|clock|gettimeofday|localtime|localtime_r|gmtime|gmtime_r|mktime|strftime|rand|random' ||
        echo "$1: depends on the clock or on chance"
    ! printf '%s\n' "$text" | grep -Eq '"[^"]*%[-+ #0-9.*]*l?[aefgAEFG][^"A-Za-z]*"' || echo "$1: prints a floating number"
}

breaches=$(check)
if [ -n "$breaches" ]; then
    printf '%s\n' "$breaches"
    echo "layers: $(printf '%s\n' "$breaches" | wc -l) breaches"
    exit 1
fi
echo 'layers: as they should be'
