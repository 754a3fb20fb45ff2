# The packages of the libraries that src/base/library.c loads, as a substitution for the control file. One library may
# have a soname a release; this machine's is taken. Usage: loaded.sh MULTIARCH
set -eu
packages=
sonames=$(sed -n 's/^static Library .*{"\(lib[^"]*\)".*/\1/p' src/*/*.c)
for library in $(printf '%s\n' "$sonames" | sed 's/\.so\..*//' | sort -u); do
    found=
    for soname in $(printf '%s\n' "$sonames" | grep "^$library\.so\."); do
        found=$found$(dpkg -S "*lib/$1/$soname" 2>/dev/null | sed -n '1s/:.*//p')
    done
    [ -n "$found" ] || {
        echo "loaded.sh: no package here has $library" >&2
        exit 1
    }
    packages=$packages${packages:+, }$found
done
[ -n "$packages" ] || exit 1
echo "loaded:Depends=$packages"
