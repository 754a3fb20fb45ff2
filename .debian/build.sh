# Builds a Debian package of this tree for the release that runs here, in BUILD/deb. The same tree gives the same bytes:
# every date is that of SOURCE_DATE_EPOCH, else of the commit. Usage: build.sh BUILD COMMIT VERSION PACKAGE...
# MAINTAINER: name and address of whoever answers for the package.
set -eu
build=$1/deb commit=$2 version=$3
shift 3
. /etc/os-release
version=$version~$ID$VERSION_ID
: "${SOURCE_DATE_EPOCH:=$(git log -1 --format=%ct 2>/dev/null || sed -n '2{/Format/!p}' .commit)}"
[ -n "$SOURCE_DATE_EPOCH" ] || {
    echo 'deb: this tree does not say when it was committed; set SOURCE_DATE_EPOCH' >&2
    exit 1
}
export SOURCE_DATE_EPOCH
maintainer=${MAINTAINER:-ncmec-pdf maintainers <maintainers@ncmec-pdf.invalid>}
stage=$build/ncmec-pdf-$version
rm -rf "$build"
mkdir -p "$stage/tests/golden"
cp -R Makefile README.md src include data fonts "$stage"
cp tests/golden/readme-*.png "$stage/tests/golden"
echo "$commit" >"$stage/.commit"
cp -R .debian "$stage/debian"
cd "$stage"
mkdir debian/source
echo '3.0 (native)' >debian/source/format
depends=$(for package in "$@"; do case $package in gcc* | clang* | libc6-dev) ;; *) printf ', %s' "$package" ;; esac; done)
sed -i "s/@MAINTAINER@/$maintainer/; s/@BUILD_DEPENDS@/${depends#, }/" debian/control
# A license's text is that of the file beside what it is for, with the signs of a control file.
for file in fonts/LICENSE.md data/maps/LICENSE; do
    sed 's/[[:space:]]*$//; s/^$/./; s/^/ /' "$file" >debian/license
    sed -i -e "\\|^@$file@\$|{r debian/license" -e 'd}' debian/copyright
done
rm debian/license
printf '%s\n' "ncmec-pdf ($version) $VERSION_CODENAME; urgency=medium" '' "  * Built from commit $commit." '' \
    " -- $maintainer  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")" >debian/changelog
# The package is built as Debian builds it, whatever the make that called was told.
unset MAKEFLAGS MAKELEVEL MAKEOVERRIDES BUILD PREFIX DESTDIR CC CFLAGS CPPFLAGS LDFLAGS HARDENING WERROR V
dpkg-buildpackage -b -us -uc -j"$(nproc)" >../build.log 2>&1 || {
    tail -n 40 ../build.log >&2
    exit 1
}
cd ..
rm -rf "ncmec-pdf-$version"
ls "$PWD"/*.deb
