# What fish completes. Usage: fish --no-config complete.fish COMPLETIONS <LINES; prints each line with what it may become.
source $argv[1]
while read -l line
    echo $line: (complete -C $line | string replace -r '\t.*' '' | string replace -r '.*[,=]' '' |
        string replace -r '/$' '' | sort -u)" " | string join ''
end
true
