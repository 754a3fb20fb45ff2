/* "ncmec-pdf --completions SHELL": what bash, zsh and fish complete, printed from the rows of commands and options. The
   years and states that there are the shell asks of "ncmec-pdf list" while somebody types. */
#include "ncmec/language.h"

#include "src/base/file.h"

#include "manual.h"
#include "options.h"

/* ---- From the rows ---- */

/* How an option's value, or a command's operand, is completed. */
typedef enum Completed { BY_NOTHING, BY_WORDS, BY_YEARS, BY_STATES, BY_THEMES, BY_FILES, BY_FOLDERS } Completed;

static void word_add(Buf *words, Str word)
{
    buf_put(words, words->n ? STR(" ") : STR(""));
    buf_put(words, word);
}

/* The words that an option may have; empty where it takes others. */
static Str words_of(const Option *o, Arena *a)
{
    OptionWord words[OPTION_WORDS_MAX];
    Str names[OPTION_WORDS_MAX];
    Buf text = {.arena = a};
    size_t count = option_words(o, words, names);
    for (size_t i = 0; i < count; i++)
        word_add(&text, names[i]);
    for (size_t i = 0; i < language_count && o->kind == OPTION_LANGUAGES; i++)
        word_add(&text, str_from(language_rows[i]->tag));
    bool is_code = o == option_find("explain");
    for (DiagCode code = 0; code < DIAG_CODE_COUNT && is_code; code++)
        word_add(&text, diag_word(code));
    if (is_code || o->kind == OPTION_LANGUAGES)
        word_add(&text, STR("all"));
    return buf_str(&text);
}

static Completed completed_by(const Option *o, Str words)
{
    return words.n                           ? BY_WORDS
           : o->kind == OPTION_YEARS         ? BY_YEARS
           : !o->value                       ? BY_NOTHING
           : strcmp(o->value, "STATE") == 0  ? BY_STATES
           : strcmp(o->value, "THEME") == 0  ? BY_THEMES
           : strcmp(o->value, "FOLDER") == 0 ? BY_FOLDERS
           : strcmp(o->value, "FILE") == 0   ? BY_FILES
                                             : BY_NOTHING;
}

/* Whether values may follow each other with commas between them. */
static bool is_list(const Option *o, Completed by)
{
    return by == BY_STATES || by == BY_YEARS || o->kind == OPTION_FLAVORS || o->kind == OPTION_LANGUAGES;
}

/* The names of the commands, or of those in the set. */
static Str command_names(unsigned set, Arena *a)
{
    Buf names = {.arena = a};
    for (CommandId id = 0; id < COMMAND_COUNT; id++)
        if (set >> id & 1)
            word_add(&names, str_from(id ? commands[id].name : "sheet"));
    return buf_str(&names);
}

/* What a command takes that takes words: "help" the commands, and "data", the manual of what is typed. */
static Str operand_words(const Command *c, Str named, Arena *a)
{
    Str names[SCHEMA_NAMES];
    size_t count = c == &commands[COMMAND_NEW] ? copy_names(names) : schema_names(names);
    Buf words = {.arena = a};
    if (c == &commands[COMMAND_HELP])
        return str_printf(a, "%.*s " MANUAL_DATA, STR_ARG(named));
    for (size_t i = 0; i < count; i++)
        word_add(&words, names[i]);
    return buf_str(&words);
}

/* The help of an option in one line, as far as its first semicolon, without what a shell would read as its own. */
static Str help_line(const Option *o, Arena *a)
{
    Buf line = {.arena = a};
    for (const char *c = o->help; *c && *c != ';'; c++)
        if (!strchr("'\"[]`$\\", *c))
            buf_char(&line, *c == ':' ? ' ' : *c);
    return buf_str(&line);
}

static Completed operand_by(const Command *c)
{
    const CommandId id = command_id(c);
    return !c->operands                                                      ? BY_NOTHING
           : id == COMMAND_HELP || id == COMMAND_SCHEMA || id == COMMAND_NEW ? BY_WORDS
                                                                             : BY_FILES;
}

/* What a shell does for each way, as a format with two texts: how many values, and the words. */
typedef const char *const Ways[BY_FOLDERS + 1];

static void way_put(Buf *out, Ways ways, Completed by, bool many, Str words)
{
    for (const char *c = ways[by]; *c; c++)
        if (*c == '%')
            buf_put(out, *++c == 's' ? words : many ? STR("list") : STR("one"));
        else
            buf_char(out, *c);
}

/* ---- bash ---- */

static const char bash_begin[] =
    "_ncmec_pdf_years() { \"$program\" list \"${from[@]}\" 2>/dev/null | cut -d ' ' -f 1; }\n"
    "_ncmec_pdf_states() {\n"
    "    \"$program\" list \"${from[@]}\" --year \"${year:-all}\" 2>/dev/null | cut -d ' ' -f 1 | grep -v '^US$' | "
    "sort -u\n"
    "    echo all\n"
    "}\n"
    "_ncmec_pdf_themes() { \"$program\" list \"${from[@]}\" --themes 2>/dev/null; }\n"
    "_ncmec_pdf_one() { mapfile -t COMPREPLY < <(compgen -W \"$1\" -- \"$word\"); }\n"
    "_ncmec_pdf_list() {\n"
    "    local before=\n"
    "    [[ $word != *,* ]] || before=${word%,*},\n"
    "    mapfile -t COMPREPLY < <(compgen -P \"$before\" -W \"$1\" -- \"${word##*,}\")\n"
    "    compopt -o nospace\n"
    "}\n"
    "_ncmec_pdf_paths() { compopt -o filenames; mapfile -t COMPREPLY < <(compgen \"$1\" -- \"$word\"); }\n"
    "_ncmec_pdf() {\n"
    "    local program=${COMP_WORDS[0]} word=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]}\n"
    "    local command=sheet year= from=() i\n"
    "    [[ $word != = ]] || word=\n"
    "    [[ $option != = ]] || option=${COMP_WORDS[COMP_CWORD-2]}\n"
    "    for ((i = 1; i < COMP_CWORD; i++)); do\n"
    "        case ${COMP_WORDS[i]} in\n"
    "        --data-dir) from=(--data-dir \"${COMP_WORDS[i+1]}\") ;;\n"
    "        --year) year=${COMP_WORDS[i+1]} ;;\n";
static Ways bash_ways = {
    [BY_NOTHING] = "return",
    [BY_WORDS] = "_ncmec_pdf_%m '%s'; return",
    [BY_YEARS] = "_ncmec_pdf_%m \"$(_ncmec_pdf_years)\"; return",
    [BY_STATES] = "_ncmec_pdf_%m \"$(_ncmec_pdf_states)\"; return",
    [BY_THEMES] = "_ncmec_pdf_one \"$(_ncmec_pdf_themes)\"; [[ $COMPREPLY ]] || _ncmec_pdf_paths -f; return",
    [BY_FILES] = "_ncmec_pdf_paths -f; return",
    [BY_FOLDERS] = "_ncmec_pdf_paths -d; return",
};

/* "check|diff" */
static void alternatives_put(Buf *out, Str words)
{
    for (size_t i = 0; i < words.n; i++)
        buf_char(out, words.s[i] == ' ' ? '|' : words.s[i]);
}

static void bash_put(Buf *out, Arena *a)
{
    const Str named = command_names((FOR(COUNT) - 1) & ~FOR(SHEET), a);
    buf_put(out, STR(bash_begin));
    buf_put(out, STR("        "));
    alternatives_put(out, named);
    buf_put(out, STR(") [[ $command != sheet ]] || command=${COMP_WORDS[i]} ;;\n        esac\n    done\n"
                     "    case $option in\n"));
    for (const Option *o = options; o < options + option_count; o++) {
        Str words = words_of(o, a);
        Completed by = completed_by(o, words);
        if (o->kind == OPTION_FLAG)
            continue;
        buf_printf(out, o->letter ? "    --%s|-%c) " : "    --%s) ", o->name, o->letter);
        way_put(out, bash_ways, by, is_list(o, by), words);
        buf_put(out, STR(" ;;\n"));
    }
    buf_put(out, STR("    esac\n    case $command in\n"));
    for (CommandId id = 0; id < COMMAND_COUNT; id++) {
        Buf taken = {.arena = a};
        for (const Option *o = options; o < options + option_count; o++)
            if (o->commands >> id & 1)
                word_add(&taken, str_printf(a, "--%s", o->name));
        buf_printf(out, "    %s)\n", id ? commands[id].name : "sheet");
        buf_printf(out, "        [[ $word != -* ]] || { _ncmec_pdf_one '%.*s'; return; }\n        ",
                   STR_ARG(buf_str(&taken)));
        way_put(out, bash_ways, id ? operand_by(&commands[id]) : BY_WORDS, false,
                id ? operand_words(&commands[id], named, a) : named);
        buf_put(out, STR(" ;;\n"));
    }
    buf_put(out, STR("    esac\n}\ncomplete -F _ncmec_pdf ncmec-pdf\n"));
}

/* ---- zsh ---- */

static const char zsh_begin[] =
    "_ncmec_pdf_years() { compadd \"$@\" -- ${(f)\"$($program list $from 2>/dev/null | cut -d ' ' -f 1)\"}; }\n"
    "_ncmec_pdf_states() {\n"
    "    compadd \"$@\" -- ${(uf)\"$($program list $from --year ${year:-all} 2>/dev/null | cut -d ' ' -f 1 |\n"
    "        grep -v '^US$')\"} all\n"
    "}\n"
    "_ncmec_pdf_themes() { compadd \"$@\" -- ${(f)\"$($program list $from --themes 2>/dev/null)\"}; _files; }\n"
    "_ncmec_pdf() {\n"
    "    local program=$words[1] command=sheet year= i\n"
    "    local -a from\n"
    "    for ((i = 2; i < CURRENT; i++)); do\n"
    "        case $words[i] in\n"
    "        --data-dir) from=(--data-dir $words[i+1]) ;;\n"
    "        --year) year=$words[i+1] ;;\n";
static Ways zsh_ways[2] = {{
                               [BY_NOTHING] = " ",
                               [BY_WORDS] = "(%s)",
                               [BY_YEARS] = "_ncmec_pdf_years",
                               [BY_STATES] = "_ncmec_pdf_states",
                               [BY_THEMES] = "_ncmec_pdf_themes",
                               [BY_FILES] = "_files",
                               [BY_FOLDERS] = "_files -/",
                           },
                           {
                               [BY_NOTHING] = " ",
                               [BY_WORDS] = "_sequence compadd - %s",
                               [BY_YEARS] = "_sequence _ncmec_pdf_years",
                               [BY_STATES] = "_sequence _ncmec_pdf_states",
                               [BY_THEMES] = "_ncmec_pdf_themes",
                               [BY_FILES] = "_files",
                               [BY_FOLDERS] = "_files -/",
                           }};

static void zsh_put(Buf *out, Arena *a)
{
    const Str named = command_names((FOR(COUNT) - 1) & ~FOR(SHEET), a);
    buf_printf(out, "#compdef ncmec-pdf\n%s        ", zsh_begin);
    alternatives_put(out, named);
    buf_put(out,
            STR(") [[ $command != sheet ]] || command=$words[i] ;;\n        esac\n    done\n    case $command in\n"));
    for (CommandId id = 0; id < COMMAND_COUNT; id++) {
        buf_printf(out, "    %s)\n        _arguments", id ? commands[id].name : "sheet");
        for (const Option *o = options; o < options + option_count; o++) {
            Str help = help_line(o, a), words = words_of(o, a);
            Completed by = completed_by(o, words);
            if (!(o->commands >> id & 1))
                continue;
            for (int letter = 0; letter <= (o->letter != 0); letter++) {
                bool has_value = o->kind != OPTION_FLAG;
                buf_put(out, STR(" \\\n            '"));
                buf_put(out, o->kind == OPTION_TEXTS ? STR("*") : STR(""));
                if (letter)
                    buf_printf(out, "-%c%s", o->letter, has_value ? "+" : "");
                else
                    buf_printf(out, "--%s%s", o->name, has_value ? "=" : "");
                buf_printf(out, "[%.*s]", STR_ARG(help));
                if (has_value) {
                    buf_printf(out, ":%s:", o->value);
                    way_put(out, zsh_ways[is_list(o, by)], by, false, words);
                }
                buf_char(out, '\'');
            }
        }
        buf_printf(out, " \\\n            '1:command:(%.*s)'", STR_ARG(named));
        if (id && commands[id].operands) {
            buf_put(out, STR(" \\\n            '*: :"));
            way_put(out, zsh_ways[0], operand_by(&commands[id]), false, operand_words(&commands[id], named, a));
            buf_char(out, '\'');
        }
        buf_put(out, STR(" ;;\n"));
    }
    buf_put(out, STR("    esac\n}\ncompdef _ncmec_pdf ncmec-pdf\n"));
}

/* ---- fish ---- */

static const char fish_begin[] =
    "function __ncmec_pdf_option # NAME: its value on the line, after the name\n"
    "    set -l words (commandline -opc)\n"
    "    if set -l at (contains -i -- $argv[1] $words)\n"
    "        echo -- $argv[1]\\n$words[(math $at + 1)]\n"
    "    end\n"
    "end\n"
    "function __ncmec_pdf_years\n"
    "    eval (commandline -opc)[1] list (__ncmec_pdf_option --data-dir) 2>/dev/null | string replace -r ' .*' ''\n"
    "end\n"
    "function __ncmec_pdf_states\n"
    "    set -l year (__ncmec_pdf_option --year)\n"
    "    set -q year[1]; or set year --year all\n"
    "    eval (commandline -opc)[1] list (__ncmec_pdf_option --data-dir) $year 2>/dev/null |\n"
    "        string replace -r ' .*' '' | string match -v US | sort -u\n"
    "    echo all\n"
    "end\n"
    "function __ncmec_pdf_themes\n"
    "    eval (commandline -opc)[1] list (__ncmec_pdf_option --data-dir) --themes 2>/dev/null\n"
    "end\n"
    "function __ncmec_pdf_list # each word after those that the value has already\n"
    "    set -l before (string match -r '.*,' -- (commandline -ct | string replace -r '^--[a-z-]*=' ''))\n"
    "    set -q before[1]; or set before ''\n"
    "    printf '%s\\n' $before$argv\n"
    "end\n"
    "function __ncmec_pdf_is # COMMAND...: whether it is one of them\n"
    "    set -l command sheet\n"
    "    for word in (commandline -opc)[2..]\n"
    "        if contains -- $word ";
static Ways fish_ways = {
    [BY_NOTHING] = "",
    [BY_WORDS] = " -a '(__ncmec_pdf_%m %s)'",
    [BY_YEARS] = " -a '(__ncmec_pdf_%m (__ncmec_pdf_years))'",
    [BY_STATES] = " -a '(__ncmec_pdf_%m (__ncmec_pdf_states))'",
    [BY_THEMES] = " -rF -a '(__ncmec_pdf_themes)'",
    [BY_FILES] = " -rF",
    [BY_FOLDERS] = " -a '(__fish_complete_directories)'",
};

static void fish_put(Buf *out, Arena *a)
{
    const Str named = command_names((FOR(COUNT) - 1) & ~FOR(SHEET), a);
    buf_printf(out, "%s%.*s\n            set command $word\n            break\n        end\n    end\n", fish_begin,
               STR_ARG(named));
    buf_put(out, STR("    contains -- $command $argv\nend\nfunction __ncmec_pdf_one\n    printf '%s\\n' $argv\nend\n"
                     "complete -c ncmec-pdf -f\n"));
    for (CommandId id = COMMAND_SHEET + 1; id < COMMAND_COUNT; id++) {
        buf_printf(out, "complete -c ncmec-pdf -n '__ncmec_pdf_is sheet' -a %s -d \"%s\"\n", commands[id].name,
                   commands[id].summary);
        Completed by = operand_by(&commands[id]);
        if (by == BY_NOTHING)
            continue;
        buf_printf(out, "complete -c ncmec-pdf -n '__ncmec_pdf_is %s'", commands[id].name);
        way_put(out, fish_ways, by, false, operand_words(&commands[id], named, a));
        buf_char(out, '\n');
    }
    for (const Option *o = options; o < options + option_count; o++) {
        Str help = help_line(o, a), words = words_of(o, a);
        Completed by = completed_by(o, words);
        buf_printf(out, "complete -c ncmec-pdf -n '__ncmec_pdf_is %.*s' -l %s", STR_ARG(command_names(o->commands, a)),
                   o->name);
        if (o->letter)
            buf_printf(out, " -s %c", o->letter);
        buf_printf(out, "%s -d '%.*s'", o->kind == OPTION_FLAG || by == BY_FILES || by == BY_THEMES ? "" : " -x",
                   STR_ARG(help));
        way_put(out, fish_ways, by, is_list(o, by), words);
        buf_char(out, '\n');
    }
}

int completions_run(const Request *r, Arena *a, Diag *d)
{
    static void (*const shells[])(Buf *,
                                  Arena *) = {[SHELL_BASH] = bash_put, [SHELL_ZSH] = zsh_put, [SHELL_FISH] = fish_put};
    Buf out = {.arena = a};
    shells[r->completions](&out, a);
    file_print(buf_str(&out), d);
    return command_end(r, (Str){0}, d);
}
