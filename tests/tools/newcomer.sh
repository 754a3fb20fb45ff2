# What a newcomer does after the README's "Two commands", on bare roots of Debian, with each compiler: the committed tree
# in a folder with a space in its name, then make demo and make check. The roots refuse user namespaces. After that the
# demo is built once more, elsewhere, from a tree that cannot be written. Prints times and sizes; what was said is in
# BUILD/newcomer/*.log. With "deb" the Debian package instead: made twice in one root, installed, used and removed in
# another one. Needs root, or sudo. Usage: newcomer.sh BUILD [deb]
# MIRROR: of Debian (otherwise that of this machine's apt); RELEASES, COMPILERS: some of them.
set -eu
build=$(realpath "$1")/newcomer
tree=$(pwd) what=${2-}
releases=${RELEASES-bookworm trixie} compilers=${COMPILERS-gcc clang}
version() { case $1 in bookworm) echo 12 ;; trixie) echo 13 ;; *) echo "$1" ;; esac; }
root=
[ "$(id -u)" = 0 ] || root=sudo
mirror=${MIRROR-}
if [ -z "$mirror" ]; then
    codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
    mirror=$(apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
        sed -n "s/^Debian $codename main //p" | head -n 1)
fi
[ -n "$mirror" ] || {
    echo 'newcomer: this machine'\''s apt names no mirror of Debian; say MIRROR=http://...' >&2
    exit 1
}
mkdir -p "$build"
git archive -o "$build/tree.tar" HEAD
apt-config dump | grep -E '^Acquire::(http|https)::.*[^:] "' >"$build/apt.conf" || :
mib() { $root du -sm --one-file-system "$1" | cut -f 1; }

# Runs a script in a root, with its mounts; they go with it.
inside() { # ROOT SCRIPT
    $root unshare --mount --pid --fork sh -euc '
        mount -t proc none "$1/proc"
        mount -t sysfs -o ro none "$1/sys"
        mount --rbind /dev "$1/dev"
        cat /etc/resolv.conf >"$1/etc/resolv.conf"
        exec chroot "$1" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb sh -euc "$2"' \
        inside "$1" "cd '/home/fact sheets'; $2" </dev/null
}
# Runs a script and sets "taken", its seconds by the clock and of the processor; shows the errors where it fails.
taken=
now() { # sets "wall" in milliseconds, "cpu" in seconds of the children so far
    wall=$(date +%s%3N)
    times >"$build/times"
    cpu=$(awk 'NR == 2 {n = split($0, part, /[ms ]+/); print int(part[1] * 60 + part[2] + part[3] * 60 + part[4])}' "$build/times")
}
step() { # ROOT SCRIPT
    now
    began=$wall used=$cpu
    inside "$@" >>"$log" 2>&1 || {
        grep -a -B 3 -A 3 '^\[  FAILED\|^\[  ERROR\|error:' "$log" | tail -n 60
        tail -n 20 "$log"
        echo "newcomer: Debian $(version "$release"), $compiler: '$2' failed; all of it is in $log"
        return 1
    }
    now
    taken=$(printf '%5d %5d' $(((wall - began) / 1000)) $((cpu - used)))
}

# A bare root with an empty folder in it.
root_new() { # RELEASE ROOT
    $root rm -rf --one-file-system "$2"
    mkdir "$2"
    $root tar -x -f "$build/$1.tar" -C "$2" --exclude='./dev/*'
    $root cp "$build/apt.conf" "$2/etc/apt/apt.conf.d/90host"
    $root mkdir "$2/home/fact sheets"
}
tree_new() { # RELEASE ROOT
    root_new "$@"
    $root tar -x -f "$build/tree.tar" -C "$2/home/fact sheets" --no-same-owner
}

# The package: twice the same bytes; then from a bare root to sheets, and back to it.
try_deb() { # RELEASE
    release=$1 compiler=deb at=$build/root log=$build/$1-deb.log
    : >"$log"
    tree_new "$release" "$at"
    step "$at" 'make deb; make BUILD=/tmp/elsewhere deb; cmp build/deb/*.deb /tmp/elsewhere/deb/*.deb' || return 1
    built=$taken
    cp "$at/home/fact sheets/build/deb/"*.deb "$build"
    root_new "$release" "$at"
    deb=$(basename "$build"/ncmec-pdf_*"$(version "$release")"_*.deb)
    $root mv "$build/$deb" "$at/home/fact sheets"
    before=$(mib "$at")
    step "$at" "apt-get -q update; export DEBIAN_FRONTEND=noninteractive; apt-get install -qy './$deb'" || return 1
    installed="$taken $(printf %5d "$(mib "$at")")"
    step "$at" 'DEBIAN_FRONTEND=noninteractive apt-get install -qy --no-install-recommends man-db bash-completion zsh fish
        mkdir office; cd office
        ncmec-pdf demo; ncmec-pdf demo --for screen -o screen.pdf; ncmec-pdf verify screen.pdf
        ncmec-pdf new --state CA --year 2024; ncmec-pdf new --state all --year 2024 -o empty.xlsx
        ncmec-pdf check || [ $? = 4 ]; ncmec-pdf import empty.xlsx --year 2024 || [ $? = 4 ]
        man ncmec-pdf | grep -q "^NCMEC-PDF(1)"; man 5 ncmec-pdf-data | grep -q "^THE WORDING"
        bash -c ". /usr/share/bash-completion/bash_completion; _completion_loader ncmec-pdf; complete -p ncmec-pdf"
        fish -c "complete -C \"ncmec-pdf expl\"" | grep -q explain
        zsh -fc "autoload -U compinit; compinit -u -D; print \$_comps[ncmec-pdf]" | grep -q _ncmec-pdf
        ls /usr/share/doc/ncmec-pdf/README.md /usr/share/doc/ncmec-pdf/copyright' || return 1
    step "$at" "apt-get purge -qy ncmec-pdf; [ -z \"\$(find / -xdev \\( -path /home -o -path /var/cache \\) -prune -o -name '*ncmec*' -print | tee /dev/stderr)\" ]" ||
        return 1
    printf '%-10s %5s   %s   %s   %s\n' "Debian $(version "$release")" "$before" "$built" "$installed" \
        "$(grep -a -c '^[EW]: ncmec-pdf' "$log" || :) of lintian"
    $root rm -rf --one-file-system "$at"
}

# Both commands in a bare root, and a row of the table: sizes are what is there after each step, in MiB.
try() { # RELEASE COMPILER
    release=$1 compiler=$2 option= at=$build/root log=$build/$1-$2.log
    [ "$compiler" = gcc ] || option=" CC=$compiler"
    : >"$log"
    tree_new "$release" "$at"
    bare=$(mib "$at")
    step "$at" "make$option demo" || return 1
    demo="$taken $(printf %5d "$(mib "$at")")"
    step "$at" "make$option check" || return 1
    check="$taken $(printf %5d "$(mib "$at")")"
    step "$at" "mount --bind . .; mount -o remount,bind,ro .; cd '/home/fact sheets'; ! touch written
        make$option BUILD=/tmp/elsewhere demo; cmp build/ca.pdf /tmp/elsewhere/ca.pdf" || return 1
    tests=$(grep -a '^[0-9]* passed, ' "$log" | tail -n 1)
    sheet=$(sha256sum "$at/home/fact sheets/build/ca.pdf" | cut -c 1-8)
    printf '%-10s %-6s %5s   %s   %s   %s   %s\n' "Debian $(version "$release")" "$compiler" "$bare" "$demo" "$check" \
        "$taken" "$tests; $sheet"
    $root rm -rf --one-file-system "$at"
}

if [ "$what" = deb ]; then
    printf '%-10s %5s   %-11s   %-17s   %s\n' '' bare built installed findings '' MiB '    s   CPU' '    s   CPU   MiB' ''
else
    printf '%-10s %-6s %5s   %-17s   %-17s   %-11s   %s\n' '' '' bare 'make demo' 'make check' elsewhere '' \
        '' '' MiB '    s   CPU   MiB' '    s   CPU   MiB' '    s   CPU' 'tests; sheet'
fi
failed=0
for release in $releases; do
    $root mmdebstrap --quiet --variant=minbase --include=git,make,ca-certificates --format=tar "$release" \
        "$build/$release.tar" "$mirror" >"$build/$release.log" 2>&1 || {
        cat "$build/$release.log"
        exit 1
    }
    if [ "$what" = deb ]; then
        try_deb "$release" || failed=$((failed + 1))
    else
        for compiler in $compilers; do
            try "$release" "$compiler" || failed=$((failed + 1))
        done
    fi
    $root rm -f "$build/$release.tar"
done
rm -f "$build/tree.tar" "$build/apt.conf" "$build/times"
[ "$failed" = 0 ] || {
    echo "newcomer: $failed failed"
    exit 1
}
[ "$what" = deb ] && echo 'newcomer: the package passed everywhere' || echo 'newcomer: both commands passed everywhere'
