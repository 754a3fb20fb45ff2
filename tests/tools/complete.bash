# What bash completes. Usage: bash complete.bash COMPLETIONS <LINES; prints each line with what it may become.
source "$1"
compopt() { :; }
while read -r line; do
    COMP_WORDS=(${line//=/ = }) COMPREPLY=()
    [[ $line != *' ' ]] || COMP_WORDS+=('')
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _ncmec_pdf
    echo "$line: $(printf '%s\n' "${COMPREPLY[@]##*,}" | sort -u | tr '\n' ' ')"
done
