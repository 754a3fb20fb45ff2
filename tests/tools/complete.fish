# What fish completes. Usage: fish --no-config complete.fish COMPLETIONS <LINES; prints each line with what it may become,
# but for words that hold what is typed elsewhere than at their beginning, which fish 4 offers too.
source $argv[1]
while read -l line
    set -l typed (string replace -r '.*[ ,=]' '' -- $line)
    echo $line: (complete -C $line | string replace -r '\t.*' '' | string replace -r '.*[,=]' '' |
        string replace -r '/$' '' | string match -- $typed'*' | sort -u)" " | string join ''
end
true
