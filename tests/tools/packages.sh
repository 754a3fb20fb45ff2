# Installs the Debian packages that are missing, and says before how much that is. Usage: packages.sh PACKAGE...
set -eu
command -v dpkg-query >/dev/null || {
    echo "Not a Debian system: please see to it that these are here: $*"
    exit 0
}
have=" $(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' "$@" 2>/dev/null | sed -n 's/^ii *//p' | tr '\n' ' ')"
missing=
for package in "$@"; do
    case $have in *" $package "*) ;; *) missing="$missing $package" ;; esac
done
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ]; then
    root=
elif command -v sudo >/dev/null; then
    root=sudo
else
    echo "Packages are missing, and there is no sudo here; as root: apt-get install$missing" >&2
    exit 1
fi
size() { # "80 MB to download, 300 MB on disk", as apt counts it; nothing where apt does not know them all
    LC_ALL=C apt-get install --assume-no --no-install-recommends -o Debug::NoLocking=1 $missing 2>/dev/null |
        sed -n -e 's|^Need to get \([^/]*\)\(/.*\)\{0,1\} of archives.*|\1 to download, |p' \
            -e 's/^After this operation, \(.*\) of additional.*/\1 on disk/p' | tr -d '\n'
}
install() { $root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; }
update() {
    echo 'Asking Debian which packages there are'
    $root apt-get update
}
updated=
many=$(size)
[ -n "$many" ] || { update && updated=1 && many=$(size); }
echo "Installing the Debian packages that are missing${many:+ ($many)}:$missing"
install || { [ -z "$updated" ] && update && install; }
