# What a newcomer does after the README's "Two commands", on bare roots of Debian, with each compiler: the committed tree
# in a folder with a space in its name, then make demo and make check. The roots refuse user namespaces. After that the
# demo is built once more, elsewhere, from a tree that cannot be written. Prints times and sizes; what was said is in
# BUILD/newcomer/*.log. Needs root, or sudo. Usage: newcomer.sh BUILD
# MIRROR: of Debian (otherwise that of this machine's apt); RELEASES, COMPILERS: some of them.
set -eu
build=$(realpath "$1")/newcomer
tree=$(pwd)
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

# Both commands in a bare root, and a row of the table: sizes are what is there after each step, in MiB.
try() { # RELEASE COMPILER
    release=$1 compiler=$2 option= at=$build/root log=$build/$1-$2.log
    [ "$compiler" = gcc ] || option=" CC=$compiler"
    : >"$log"
    $root rm -rf --one-file-system "$at"
    mkdir "$at"
    $root tar -x -f "$build/$release.tar" -C "$at" --exclude='./dev/*'
    $root cp "$build/apt.conf" "$at/etc/apt/apt.conf.d/90host"
    $root mkdir "$at/home/fact sheets"
    $root tar -x -f "$build/tree.tar" -C "$at/home/fact sheets" --no-same-owner
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

printf '%-10s %-6s %5s   %-17s   %-17s   %-11s   %s\n' '' '' bare 'make demo' 'make check' elsewhere '' \
    '' '' MiB '    s   CPU   MiB' '    s   CPU   MiB' '    s   CPU' 'tests; sheet'
failed=0
for release in $releases; do
    $root mmdebstrap --quiet --variant=minbase --include=git,make,ca-certificates --format=tar "$release" \
        "$build/$release.tar" "$mirror" >"$build/$release.log" 2>&1 || {
        cat "$build/$release.log"
        exit 1
    }
    for compiler in $compilers; do
        try "$release" "$compiler" || failed=$((failed + 1))
    done
    $root rm -f "$build/$release.tar"
done
rm -f "$build/tree.tar" "$build/apt.conf" "$build/times"
[ "$failed" = 0 ] || {
    echo "newcomer: $failed failed"
    exit 1
}
echo 'newcomer: both commands passed everywhere'
