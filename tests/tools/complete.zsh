# What zsh completes. Usage: zsh -f complete.zsh COMPLETIONS <LINES; prints each line with what it may become. A shell in
# a terminal of its own is sent the line and a tab; there compadd, which every completion ends in, prints its matches.
zmodload zsh/zpty
until_read() { # TEXT: reads what the shell prints as far as that
    local got
    REPLY=
    while [[ $REPLY != *$1* ]] && zpty -r shell got; do REPLY+=$got; done
}
while read -r line; do
    zpty shell zsh -f -i
    zpty -w shell "PROMPT=; autoload -U compinit; compinit -u -D; source ${(q)1}"
    zpty -w shell 'compadd() {
        local -a found
        if [[ ${*[1,(i)(-|--)]} == *-[AOD]\ * ]]; then builtin compadd "$@"; return; fi
        builtin compadd -A found "$@"
        print -l -- "HIT "$^found" END"
    }'
    zpty -w shell "finish() { print -r -- 'FINI''SHED'; exit }; comppostfuncs=(finish); bindkey '^I' complete-word"
    zpty -w shell "print REA''DY"
    until_read READY
    zpty -n -w shell "$line"$'\t'
    until_read FINISHED
    zpty -d shell
    local -aU hits=()
    for match in ${(f)REPLY}; do
        [[ $match != *'HIT '*' END'* ]] || hits+=(${${match##*HIT }%% END*})
    done
    print -r -- "$line: "$(print -l -- $hits | LC_ALL=C sort)
done
