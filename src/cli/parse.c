/* Reads the command line by the tables of commands and options. Not by getopt_long(): it prints on its own, accepts
   "--st" for "--state" (which breaks when an option is added), and cannot say what was meant. Syntax as in GNU programs
   otherwise: "--name value", "--name=value", "-o FILE", "-oFILE", "-vq", "--" ends the options. An option given twice
   is refused: one of the two would be lost. */
#include "parse.h"

#include "ncmec/data.h"
#include "options.h"
#include "plan.h"

typedef struct Parser {
    char *const *argv;
    int argc, at;   /* the next argument */
    int command_at; /* 0: none is named */
    bool given[OPTIONS_MAX];
    Request *request;
    Mark place;   /* of a value that --from reads; otherwise nowhere */
    Arena *arena; /* for messages */
    Diag *d;
} Parser;

#define REFUSE(...) diag_error(p->d, p->place.source ? DIAG_VALUE : DIAG_USAGE, p->place, __VA_ARGS__)

/* An option as it was typed: "--state", "-o". */
typedef struct TypedOption {
    const Option *option;
    Str shown;
} TypedOption;

/* ---- Words ---- */

/* "a, b or c" */
static void words_join(Buf *text, const Str *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        buf_put(text, i == 0 ? STR("") : i + 1 < count ? STR(", ") : STR(" or "));
        buf_put(text, words[i]);
    }
}

/* What the option takes, for messages: "a file", "x4 or x1a", "KEY=VALUE". */
static Str value_words(const Parser *p, const Option *option)
{
    Buf text = {.arena = p->arena};
    OptionWord words[OPTION_WORDS_MAX];
    Str names[OPTION_WORDS_MAX], value = str_from(option->value);
    size_t count = option_words(option, words, names);
    if (count) {
        words_join(&text, names, count);
    } else if (option->kind == OPTION_COUNT) {
        buf_put(&text, STR("a number"));
    } else if (strpbrk(option->value, "=/")) {
        buf_put(&text, value);
    } else {
        buf_put(&text, STR("a "));
        for (size_t i = 0; i < value.n; i++)
            buf_char(&text, (char)(value.s[i] | 0x20));
    }
    return buf_str(&text);
}

/* The value of the option's word; false with a finding. */
static bool word_read(const Parser *p, TypedOption typed, Str text, unsigned *value)
{
    OptionWord words[OPTION_WORDS_MAX];
    Str names[OPTION_WORDS_MAX], shown = typed.shown;
    size_t count = option_words(typed.option, words, names);
    for (size_t i = 0; i < count; i++)
        if (str_eq(text, names[i])) {
            *value = words[i].value;
            return true;
        }
    Str takes = value_words(p, typed.option), meant = str_nearest(text, names, count);
    REFUSE("unknown value '%.*s' of '%.*s'%s%s", STR_ARG(text), STR_ARG(shown), meant.n ? "; " : "",
           diag_meant(p->d, meant, ""));
    diag_note(p->d, nowhere, "'%.*s' takes %.*s", STR_ARG(shown), STR_ARG(takes));
    return false;
}

/* ---- Values ---- */

/* The number at *text, of at most 'digits' digits, after which *text then begins; -1 where there is none. */
static int number_take(const char **text, int digits)
{
    int value = 0, count = 0;
    for (; (*text)[count] >= '0' && (*text)[count] <= '9'; count++)
        if (count < digits)
            value = 10 * value + ((*text)[count] - '0');
    *text += count;
    return count > 0 && count <= digits ? value : -1;
}

static bool year_add(Request *r, int year)
{
    for (size_t i = 0; i < r->year_count; i++)
        if (r->years[i] == year)
            return true;
    if (r->year_count == REQUEST_YEARS_MAX)
        return false;
    r->years[r->year_count++] = year;
    return true;
}

/* "2023", "2021-2023", "2019,2021-2023": in the order typed, each once. */
static bool years_parse(const Parser *p, Str text)
{
    for (size_t from = 0, to; from <= text.n; from = to + 1) {
        to = str_find(text, STR(","), from);
        Str part = str_trim(str_slice(text, from, to));
        size_t dash = str_find(part, STR("-"), 0);
        int first = year_parse(str_slice(part, 0, dash));
        int last = dash < part.n ? year_parse(str_slice(part, dash + 1, part.n)) : first;
        if (!first || !last)
            return year_read(text, p->place.source ? DIAG_VALUE : DIAG_USAGE, p->place, p->d);
        if (last < first)
            return REFUSE("the years of '%.*s' run backwards; write %d-%d", STR_ARG(text), last, first);
        for (int year = first; year <= last; year++)
            if (!year_add(p->request, year))
                return REFUSE("'%.*s' names too many years; give at most %d in one run", STR_ARG(text),
                              REQUEST_YEARS_MAX);
    }
    return true;
}

static void years_set(const Parser *p, const char *value)
{
    const unsigned takes_all = FOR(CHECK) | FOR(LIST);
    Request *r = p->request;
    r->all_years = takes_all >> command_id(r->command) & 1 && strcmp(value, "all") == 0;
    if (!r->all_years)
        years_parse(p, str_from(value));
}

static void count_set(const Parser *p, TypedOption typed, int *place, const char *value)
{
    const Option *o = typed.option;
    const char *at = value;
    int count = number_take(&at, 9);
    if (*at || count < 1 || count > o->most)
        REFUSE("'%s' is not a number from 1 to %d; write it as in %.*s %s", value, o->most, STR_ARG(typed.shown),
               o->example);
    else
        *place = count;
}

static void share_set(const Parser *p, const char *value)
{
    enum { DIGITS = 6 };
    const char *at = value;
    Request *r = p->request;
    r->shard = number_take(&at, DIGITS);
    r->shards = *at == '/' ? (at++, number_take(&at, DIGITS)) : -1;
    if (*at || r->shard < 1 || r->shards < r->shard)
        REFUSE("'%s' is not a part of the list; write which of how many: 1/4, 2/4, 3/4 or 4/4", value);
}

static Flavor *flavor_find(Request *r, Flavor flavor)
{
    for (size_t i = 0; i < r->flavor_count; i++)
        if (r->flavors[i] == flavor)
            return &r->flavors[i];
    return NULL;
}

/* Of --for and --standard: no two of one word. */
static bool flavors_set(const Parser *p, TypedOption typed, const char *value)
{
    Request *r = p->request;
    bool is_standard = typed.option->kind == OPTION_STANDARD;
    Flavor *list = is_standard ? r->standards : r->flavors;
    size_t *count = is_standard ? &r->standard_count : &r->flavor_count;
    Str all = str_from(value);
    unsigned flavor;
    *count = 0;
    for (size_t from = 0, to; from <= all.n; from = to + 1) {
        to = str_find(all, STR(","), from);
        if (!word_read(p, typed, str_trim(str_slice(all, from, to)), &flavor))
            return false;
        for (size_t i = 0; i < *count; i++)
            if (strcmp(flavor_rows[list[i]].word, flavor_rows[flavor].word) == 0)
                return is_standard ? REFUSE("'%.*s' names two standards for the %s; name one", STR_ARG(typed.shown),
                                            flavor_rows[flavor].word)
                                   : REFUSE("'%.*s' names '%s' twice; name it once", STR_ARG(typed.shown),
                                            flavor_rows[flavor].word);
        list[(*count)++] = (Flavor)flavor;
    }
    return true;
}

static bool languages_set(const Parser *p, TypedOption typed, const char *value)
{
    Request *r = p->request;
    Str all = str_from(value);
    r->all_languages = str_eq(all, STR("all"));
    for (size_t from = 0, to; from <= all.n && !r->all_languages; from = to + 1) {
        to = str_find(all, STR(","), from);
        Str tag = str_trim(str_slice(all, from, to));
        const Language *language = language_find(tag);
        if (!language)
            return REFUSE("the language '%.*s' of '%.*s' is not known here; write %.*s, or all", STR_ARG(tag),
                          STR_ARG(typed.shown), STR_ARG(language_tags(false, p->arena)));
        for (size_t i = 0; i < r->language_count; i++)
            if (r->languages[i] == language)
                return REFUSE("'%.*s' names %s twice; name it once", STR_ARG(typed.shown), language->name);
        r->languages[r->language_count++] = language;
    }
    return true;
}

static void texts_add(const Parser *p, Str shown, Texts *texts, const char *value)
{
    if (texts->count == REQUEST_TEXTS_MAX)
        REFUSE("%.*s given more than %d times; give fewer at once", STR_ARG(shown), REQUEST_TEXTS_MAX);
    else
        texts->items[texts->count++] = value;
}

/* 'value' is NULL for a flag. */
static void option_set(const Parser *p, TypedOption typed, const char *value)
{
    const Option *option = typed.option;
    void *place = (char *)p->request + option->place;
    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)place = true;
        break;
    case OPTION_TEXT:
        *(const char **)place = value;
        break;
    case OPTION_TEXTS:
        texts_add(p, typed.shown, place, value);
        break;
    case OPTION_WORD:
        word_read(p, typed, str_from(value), place);
        break;
    case OPTION_COUNT:
        count_set(p, typed, place, value);
        break;
    case OPTION_YEARS:
        years_set(p, value);
        break;
    case OPTION_SHARE:
        share_set(p, value);
        break;
    case OPTION_FLAVORS:
    case OPTION_STANDARD:
        flavors_set(p, typed, value);
        break;
    case OPTION_LANGUAGES:
        languages_set(p, typed, value);
        break;
    }
}

/* ---- Options ---- */

/* An option of other commands. */
static bool option_refuse(const Parser *p, TypedOption typed)
{
    const Command *command = p->request->command;
    Str names[COMMAND_COUNT], shown = typed.shown;
    size_t count = 0;
    Buf takers = {.arena = p->arena};
    if (*command->name)
        return REFUSE("%s does not take '%.*s'; leave it out", command->name, STR_ARG(shown));
    for (CommandId id = 0; id < COMMAND_COUNT; id++)
        if (typed.option->commands >> id & 1)
            names[count++] = str_from(commands[id].name);
    words_join(&takers, names, count);
    return REFUSE("'%.*s' is an option of the command %.*s; leave it out", STR_ARG(shown), STR_ARG(buf_str(&takers)));
}

/* 'value' is what came with the option ("--year=2023", "-oca.pdf"), NULL where nothing. */
static bool option_take(Parser *p, TypedOption typed, const char *value)
{
    const Option *option = typed.option;
    const Str shown = typed.shown;
    bool takes_value = option->kind != OPTION_FLAG, *given = &p->given[option - options];
    if (!takes_value && value)
        return REFUSE("'%.*s' takes no value", STR_ARG(shown));
    if (takes_value && !value) {
        /* "--state --year 2023" is a forgotten value; a file whose name begins with a dash is "./-name". */
        const char *next = p->at < p->argc ? p->argv[p->at] : "-", *dash = "";
        if (next[0] == '-' && next[1] && next[1] != '-' && strchr(next, '.')) {
            dash = str_printf(p->arena, "; write a file name that begins with a dash as ./%s", next).s;
            p->at++;
        }
        if (*dash || p->at >= p->argc || (next[0] == '-' && next[1]))
            return REFUSE("'%.*s' needs %.*s after it%s", STR_ARG(shown), STR_ARG(value_words(p, option)), dash);
        value = p->argv[p->at++];
    }
    if (value && !*value)
        return REFUSE("'%.*s' needs %.*s after it; an empty text does not count", STR_ARG(shown),
                      STR_ARG(value_words(p, option)));
    if (*given && takes_value && option->kind != OPTION_TEXTS)
        return REFUSE("'%.*s' is given twice; give it once", STR_ARG(shown));
    if (!option_is_for(option, p->request->command))
        return option_refuse(p, typed);
    *given = true;
    option_set(p, typed, value);
    return true;
}

static const Option *name_find(Str name)
{
    for (size_t i = 0; i < option_count; i++)
        if (str_eq(name, str_from(options[i].name)))
            return &options[i];
    return NULL;
}

/* The option that was meant: of those that the command takes, one that begins so, or the nearest. */
static const Option *name_guess(const Parser *p, Str name)
{
    Str names[OPTIONS_MAX] = {0};
    size_t count = 0;
    for (size_t i = 0; i < option_count; i++) {
        Str known = str_from(options[i].name);
        if (!option_is_for(&options[i], p->request->command))
            continue;
        if (name.n && str_starts(known, name))
            return &options[i];
        names[count++] = known;
    }
    return name_find(str_nearest(name, names, count));
}

static void option_unknown(const Parser *p, Str shown, const Option *meant)
{
    const char *command = p->request->command->name;
    Str name = meant ? str_printf(p->arena, "--%s", meant->name) : (Str){0};
    Str otherwise = str_printf(p->arena, "'ncmec-pdf %s%s--help' lists the options", command, *command ? " " : "");
    REFUSE("unknown option '%.*s'; %s", STR_ARG(shown), diag_meant(p->d, name, otherwise.s));
}

/* The value of an unknown option, if it has one, is not another mistake. */
static void value_skip(Parser *p, const Option *meant)
{
    if (p->at < p->argc && p->argv[p->at][0] != '-' && (!meant || meant->kind != OPTION_FLAG))
        p->at++;
}

static void long_option(Parser *p, const char *argument)
{
    const char *equals = strchr(argument, '=');
    Str shown = equals ? (Str){argument, (size_t)(equals - argument)} : str_from(argument);
    Str name = str_slice(shown, 2, shown.n);
    const Option *option = name_find(name);
    if (option) {
        option_take(p, (TypedOption){option, shown}, equals ? equals + 1 : NULL);
        return;
    }
    option = name_guess(p, name);
    option_unknown(p, shown, option);
    if (!equals)
        value_skip(p, option);
}

static const Option *letter_find(char letter)
{
    for (size_t i = 0; i < option_count; i++)
        if (options[i].letter == letter)
            return &options[i];
    return NULL;
}

static void short_options(Parser *p, const char *argument)
{
    for (const char *letter = argument + 1; *letter; letter++) {
        char shown[] = {'-', *letter, '\0'};
        const Option *option = letter_find(*letter);
        if (!option) {
            /* "-state": one dash too few is the likelier mistake than seven letters. */
            Str word = str_from(argument + 1);
            option_unknown(p, str_from(argument), word.n > 1 ? name_guess(p, word) : NULL);
            value_skip(p, NULL);
            return;
        }
        bool has_value = option->kind != OPTION_FLAG && letter[1];
        option_take(p, (TypedOption){option, str_from(shown)}, has_value ? letter + 1 : NULL);
        if (has_value)
            return;
    }
}

/* ---- Words without an option ---- */

/* The option that a word was probably meant for. */
static const char *operand_option(const Parser *p, Str word)
{
    bool is_packet = p->request->command == &commands[COMMAND_PACKET];
    if (str_ends(word, STR(".pdf")) || str_ends(word, STR(".html")))
        return "output";
    if (is_packet && str_ends(word, STR(".yaml")))
        return "from";
    if (str_ends(word, STR(".yaml")) || str_ends(word, STR(".yml")) || table_named(word.s))
        return "data";
    bool is_years = word.n >= 4;
    for (size_t i = 0; i < word.n; i++)
        is_years = is_years && (is_digit(word.s[i]) || word.s[i] == '-' || word.s[i] == ',');
    return is_years ? "year" : "state";
}

/* Words that follow each other and make one state are one value: New York. */
static Str options_written(const Parser *p)
{
    const Texts *words = &p->request->operands;
    Buf text = {.arena = p->arena};
    for (size_t i = 0; i < words->count;) {
        const char *name = operand_option(p, str_from(words->items[i]));
        const Option *option = option_find(name);
        Buf value = {.arena = p->arena};
        if (!option_is_for(option, p->request->command))
            return (Str){0};
        buf_put(&value, str_from(words->items[i++]));
        while (strcmp(name, "state") == 0 && i < words->count &&
               strcmp(operand_option(p, str_from(words->items[i])), "state") == 0)
            buf_printf(&value, " %s", words->items[i++]);
        bool is_plain = str_find(buf_str(&value), STR(" "), 0) == value.n;
        buf_put(&text, text.n ? STR(" ") : STR(""));
        if (option->letter)
            buf_printf(&text, "-%c", option->letter);
        else
            buf_printf(&text, "--%s", name);
        buf_printf(&text, is_plain ? " %.*s" : " '%.*s'", STR_ARG(buf_str(&value)));
    }
    return buf_str(&text);
}

/* Whether the first argument is a word that can only be a command. Commands are words of small letters; a state may be
   two letters, or are beside a year. */
static bool is_command_word(const Parser *p)
{
    const Texts *words = &p->request->operands;
    Str first = str_from(words->items[0]);
    bool is_first = p->argc > 1 && words->items[0] == p->argv[1];
    for (size_t i = 0; i < first.n; i++)
        if (first.s[i] < 'a' || first.s[i] > 'z')
            return false;
    return is_first && first.n > 2 && p->request->command == &commands[COMMAND_SHEET] &&
           (words->count == 1 || command_nearest(first).n > 0);
}

/* Where the command takes none. One mistake, however many words. */
static bool operands_refuse(const Parser *p)
{
    const Texts *words = &p->request->operands;
    Buf all = {.arena = p->arena};
    if (is_command_word(p))
        return command_unknown(str_from(words->items[0]),
                               "'ncmec-pdf help' lists the commands; for a sheet, give --state and --year", p->d);
    for (size_t i = 0; i < words->count; i++) {
        if (command_find(str_from(words->items[i])))
            return REFUSE("unexpected '%s'; a command comes first: ncmec-pdf %s ...", words->items[i], words->items[i]);
        buf_printf(&all, all.n ? " %s" : "%s", words->items[i]);
    }
    Str written = options_written(p), typed = buf_str(&all), copied[SCHEMA_NAMES];
    if (p->request->command == &commands[COMMAND_NEW]) {
        size_t count = copy_names(copied);
        Buf names = {.arena = p->arena};
        for (size_t i = 0; i < count; i++)
            buf_printf(&names, "%s%.*s", i ? ", " : "", STR_ARG(copied[i]));
        return REFUSE("unexpected '%.*s'; new copies %.*s, and for a state's figures write: ncmec-pdf new --state CA "
                      "--year 2024",
                      STR_ARG(typed), STR_ARG(buf_str(&names)));
    }
    const char *command = p->request->command->name;
    if (!written.n)
        return REFUSE("unexpected '%.*s'; leave it out", STR_ARG(typed));
    if (p->argc != 1 + (*command != '\0') + (int)words->count)
        return REFUSE("unexpected '%.*s'; write it as %.*s", STR_ARG(typed), STR_ARG(written));
    return REFUSE("unexpected '%.*s'; write: ncmec-pdf %s%s%.*s", STR_ARG(typed), command, *command ? " " : "",
                  STR_ARG(written));
}

static void operand_take(Parser *p, const char *argument)
{
    Texts *words = &p->request->operands;
    if (words->count < REQUEST_TEXTS_MAX) {
        words->items[words->count++] = argument;
        return;
    }
    REFUSE("more than %d names are given; give fewer at once", REQUEST_TEXTS_MAX);
    p->at = p->argc;
}

/* Whether the value of the argument's last option is the next argument. */
static bool takes_next(const char *argument)
{
    const Option *option = NULL;
    if (argument[1] == '-')
        option = strchr(argument, '=') ? NULL : name_find(str_from(argument + 2));
    for (const char *letter = argument + 1; argument[1] != '-' && *letter; letter++) {
        option = letter_find(*letter);
        if (option && option->kind != OPTION_FLAG && letter[1])
            return false;
    }
    return option && option->kind != OPTION_FLAG;
}

/* The first word that is neither an option nor the value of one, where it is a command; else 0. */
static int command_place(int argc, char *const *argv)
{
    int at = 1;
    while (at < argc && argv[at][0] == '-' && argv[at][1] && strcmp(argv[at], "--") != 0)
        at += takes_next(argv[at]) ? 2 : 1;
    return at < argc && command_find(str_from(argv[at])) ? at : 0;
}

static void arguments_read(Parser *p)
{
    bool ended = false;
    while (p->at < p->argc) {
        const char *argument = p->argv[p->at++];
        if (p->at - 1 == p->command_at)
            continue;
        if (ended || argument[0] != '-' || argument[1] == '\0')
            operand_take(p, argument);
        else if (strcmp(argument, "--") == 0)
            ended = true;
        else if (argument[1] == '-')
            long_option(p, argument);
        else
            short_options(p, argument);
    }
    const Texts *words = &p->request->operands;
    bool is_new = p->request->command == &commands[COMMAND_NEW];
    if (words->count && (is_new ? !typed_kind(words->items[0]) : !p->request->command->operands))
        operands_refuse(p);
}

/* What --from reads, but for what the command line says itself. */
static void plan_take(Parser *p)
{
    Request *r = p->request;
    PlanOption taken[PLAN_OPTIONS_MAX];
    size_t count = 0;
    if (!plan_read(r->from, &r->plan, taken, &count, p->arena, p->d))
        return;
    for (size_t i = 0; i < count; i++) {
        const Option *option = option_find(taken[i].option);
        const Value *v = taken[i].value;
        if (p->given[option - options])
            continue;
        p->given[option - options] = true;
        p->place = v->mark;
        option_set(p, (TypedOption){option, taken[i].key}, str_terminated(p->arena, v->text));
        r->state_typed = strcmp(option->name, "state") == 0 ? v : r->state_typed;
    }
    p->place = nowhere;
}

/* ---- What only makes sense together ---- */

static bool makes_sheets(const Request *r)
{
    return r->command == &commands[COMMAND_SHEET] || r->command == &commands[COMMAND_WATCH];
}

/* Whether many sheets are asked for, or something that only many sheets have: "CA,TX", "all", "@list.txt", a range of
   years, a pattern with {state} or a folder as target, workers, shards, a report, a print order. */
static bool is_many(const Request *r)
{
    bool is_list = r->state && (r->state_typed || strchr(r->state, ',') || r->state[0] == '@' ||
                                str_eq_any_case(str_from(r->state), STR("all")));
    bool is_pattern = r->target && (strchr(r->target, '{') || str_ends(str_from(r->target), STR("/")));
    return is_list || is_pattern || r->year_count > 1 || r->language_count > 1 || r->all_languages || r->workers ||
           r->shards || r->uniform || r->statements || r->report || (r->print_order && makes_sheets(r));
}

/* What many sheets may be read from: of --data, only a table. */
static void table_check(const Parser *p)
{
    const Request *r = p->request;
    if (r->data_file && !table_named(r->data_file))
        REFUSE("'%s' is one sheet's file; many sheets come from a table (.csv, .tsv, .xlsx), or are chosen by --state "
               "and --year",
               r->data_file);
}

static void needs_check(const Parser *p)
{
    const Request *r = p->request;
    unsigned command = 1U << command_id(r->command);
    for (size_t i = 0; i < option_count; i++) {
        const Option *o = &options[i];
        if (p->given[i] || !(o->needed & command) || (r->data_file && o->unless_data & command))
            continue;
        /* Of the two that a file of figures gives, one tells of it. */
        bool tells_data = (o->unless_data & command) && o->kind == OPTION_TEXT;
        REFUSE("no %s is given; add one, as in --%s %s%s", o->name, o->name, o->example,
               tells_data ? ", or a file: --data FILE" : "");
    }
}

static void one_sheet_check(const Parser *p)
{
    const Request *r = p->request;
    if (r->sets.count)
        REFUSE("'--set' tries a figure on one sheet; name one state and one year");
    bool is_explained = r->command == &commands[COMMAND_EXPLAIN];
    bool is_one = is_explained || r->command == &commands[COMMAND_STATEMENT]; /* whatever the number of sheets */
    if (is_explained && (r->year_count > 1 || r->language_count > 1 || r->all_languages))
        REFUSE("explain lists one year in one language at a time; give one of each");
    if (is_one && r->target && (strchr(r->target, '{') || str_ends(str_from(r->target), STR("/"))))
        REFUSE("%s makes one document of all its sheets; name a file, as in -o %s", r->command->name,
               is_explained ? "sign-off.html" : "accessibility.html");
    if (!is_one && r->output != OUTPUT_PDF)
        REFUSE("'--dump' shows one sheet; name one state and one year");
    if (!is_one && r->target && strcmp(r->target, "-") == 0)
        REFUSE("many sheets do not go to standard output; name files, as in -o 'out/{state}-{year}.pdf'");
}

/* Refuses what a run has no use for that makes no sheet by options: all but those used, and of messages and folders. */
static bool others_refuse(const Parser *p, const char *used, const char *why)
{
    for (size_t i = 0; i < option_count; i++) {
        const Option *o = &options[i];
        bool is_used = o->group == GROUP_MESSAGES || o->group == GROUP_FROM ||
                       strstr(used, str_printf(p->arena, " %s ", o->name).s);
        if (p->given[i] && !is_used)
            return REFUSE("%s; leave out '--%s'", why, o->name);
    }
    return true;
}

static void request_check(const Parser *p)
{
    const Request *r = p->request;
    bool is_web = flavor_find(p->request, FLAVOR_WEB) != NULL;
    if (r->index && !others_refuse(p, " for index fragment no-sync ",
                                   "'--index' makes no sheet, but lists the pages that are in its folder"))
        return;
    bool is_of_files = r->command == &commands[COMMAND_STATEMENT] && r->operands.count;
    if (is_of_files && !others_refuse(p, " output to-sign ", "a file says itself what sheets it holds"))
        return;
    const TypedKind *copied =
        r->command == &commands[COMMAND_NEW] && r->operands.count ? typed_kind(r->operands.items[0]) : NULL;
    if (copied && !others_refuse(p,
                                 copied->is_wording ? " language year "
                                 : copied->years    ? " year "
                                                    : "",
                                 str_printf(p->arena, "'new %s' copies one file into the data folder", copied->name).s))
        return;
    if (r->fragment && !is_web)
        REFUSE("'--fragment' is of a web page; add --for web");
    if (is_web && r->command == &commands[COMMAND_PACKET])
        REFUSE("a packet is no web page; its sheets are: ncmec-pdf --for web --state all --year 2023");
    CommandId id = command_id(r->command);
    if (r->statements && flavor_for_readers(r->flavors, r->flavor_count) == r->flavor_count)
        REFUSE("'--statements' is about PDFs for readers; add --for screen, or leave out --for");
    if (id == COMMAND_STATEMENT && (r->flavor_count != 1 || flavor_for_readers(r->flavors, 1) == 1))
        REFUSE("a statement is about one PDF for readers; leave out --for, or give --for screen");
    bool makes_one_or_many = makes_sheets(r) || id == COMMAND_EXPLAIN || id == COMMAND_STATEMENT;
    bool makes_pdf = id == COMMAND_PACKET || (makes_sheets(r) && r->output == OUTPUT_PDF);
    if (p->argc == 1) {
        REFUSE("nothing is asked for; write it as in 'ncmec-pdf --state CA --year 2023', see 'ncmec-pdf help', or try "
               "'ncmec-pdf demo'");
        return;
    }
    if (id == COMMAND_WATCH && r->data_file && strcmp(r->data_file, "-") == 0)
        REFUSE("standard input cannot be watched; name a file: --data FILE");
    if (id == COMMAND_WATCH && makes_pdf && r->target && strcmp(r->target, "-") == 0)
        REFUSE("watch makes a file again and again; name it, as in -o ca.pdf");
    if (r->quiet && r->verbose)
        REFUSE("'--quiet' and '--verbose' contradict each other; give one of them");
    if (r->output != OUTPUT_DUMP_THEME && !r->index && !is_of_files && !copied)
        needs_check(p);
    if (makes_one_or_many && r->is_many)
        one_sheet_check(p);
    if (id == COMMAND_PACKET || (makes_one_or_many && r->is_many))
        table_check(p);
    if (r->year_count > 1 && !makes_one_or_many && option_find("year")->one >> id & 1)
        REFUSE("%s takes one year at a time; give one, as in --year %d", r->command->name, r->years[0]);
    for (size_t i = 0; i < r->standard_count; i++)
        if (!flavor_find(p->request, r->standards[i]))
            REFUSE("'--standard %s' is for the %s; add --for %s, or leave it out",
                   flavor_rows[r->standards[i]].standard, flavor_rows[r->standards[i]].word,
                   flavor_rows[r->standards[i]].word);
    bool is_for_press = false;
    for (size_t i = 0; i < r->flavor_count; i++)
        is_for_press = is_for_press || flavor_rows[r->flavors[i]].marks;
    if (r->print_order && !is_for_press)
        REFUSE("'--print-order' lists files for the press; add --for press");
    if (r->print_order && id == COMMAND_PACKET && r->target && strcmp(r->target, "-") == 0)
        REFUSE("'--print-order' lists files by their names; name one, as in -o packet.pdf");
    if (r->divides & DIVIDERS_OF_GROUPS && !r->groups.count && !value_get(r->plan, STR("groups")))
        REFUSE(
            "there are no groups to divide; name them, as in --group CA='The West', or as 'groups' in a file: --from "
            "FILE");
    if (id == COMMAND_CHECK && r->output != OUTPUT_PDF && !r->disclosure)
        REFUSE("'--format' is for the list of --disclosure; add that");
    if (r->flavor_count > 1 && makes_pdf && (!r->is_many || id == COMMAND_PACKET) && r->target &&
        strcmp(r->target, "-") == 0)
        REFUSE("two files do not go to standard output; make them one at a time, or name a file: -o %s",
               id == COMMAND_PACKET ? "packet.pdf" : "ca.pdf");
}

/* ---- What follows from the options and the environment ---- */

bool epoch_parse(const char *text, int64_t *seconds, Diag *d)
{
    const int64_t year_9999_ends = 253402300799, value = digits_value(str_from(text), year_9999_ends);
    if (value < 0)
        return diag_error(d, DIAG_USAGE, nowhere,
                          "SOURCE_DATE_EPOCH is '%s'; set it to whole seconds since 1970, or unset it", text);
    *seconds = value;
    return true;
}

static int workers_of(long processors)
{
    if (processors < 1)
        return 1;
    return processors > REQUEST_WORKERS_MAX ? REQUEST_WORKERS_MAX : (int)processors;
}

/* By the standard that is named, and for each command what it makes without --for. */
static void flavors_complete(Request *r)
{
    if (!r->flavor_count && r->command == &commands[COMMAND_PACKET])
        r->flavors[r->flavor_count++] = FLAVOR_SCREEN;
    for (size_t i = 0; i < r->flavor_count; i++)
        for (size_t k = 0; k < r->standard_count; k++)
            if (strcmp(flavor_rows[r->flavors[i]].word, flavor_rows[r->standards[k]].word) == 0)
                r->flavors[i] = r->standards[k];
    bool asks_web = r->index || (r->target && makes_sheets(r) && r->output == OUTPUT_PDF &&
                                 str_ends_any_case(str_from(r->target), STR(".html")));
    if (!r->flavor_count)
        r->flavors[r->flavor_count++] = asks_web ? FLAVOR_WEB : FLAVOR_DEFAULT;
    if (r->statements)
        r->flavors[r->flavor_count++] = FLAVOR_RECORD;
}

/* Whether the program prints what it knows of itself, and needs no data. */
static bool asks_for_text(const Request *r)
{
    return r->help || r->version || r->man || r->completions;
}

static void environment_take(Request *r, const Environment *environment, Diag *d)
{
    bool has_cursor = environment->terminal && strcmp(environment->terminal, "dumb") != 0;
    bool wants_color = !environment->no_color || !*environment->no_color;
    enum { COLUMNS_LEAST = 40, COLUMNS_MOST = 1000 };
    const char *typed = environment->columns ? environment->columns : "";
    int columns = number_take(&typed, 4);
    columns = columns < 0 || *typed ? (int)environment->terminal_columns : columns;
    if (columns > 0)
        text_columns_set(columns < COLUMNS_LEAST  ? COLUMNS_LEAST
                         : columns > COLUMNS_MOST ? COLUMNS_MOST
                                                  : (size_t)columns);
    if (!r->workers)
        r->workers = workers_of(environment->processors);
    if (r->style != DIAG_JSON)
        r->style = has_cursor && wants_color ? DIAG_COLOR : DIAG_PLAIN;
    r->is_chatty = !r->quiet && r->style != DIAG_JSON;
    r->is_terminal = has_cursor;
    r->now = environment->now;
    r->data_named = environment->data_folder;
    r->has_date = environment->date_epoch && r->folder_kind != FOLDER_NONE && !asks_for_text(r) &&
                  epoch_parse(environment->date_epoch, &r->date, d);
}

typedef struct NamedForm {
    const char *ending;
    Output form;
} NamedForm;

static const NamedForm explain_forms[] = {{".html", OUTPUT_EXPLAIN_HTML},
                                          {".csv", OUTPUT_EXPLAIN_CSV},
                                          {".xlsx", OUTPUT_EXPLAIN_WORKBOOK},
                                          {".json", OUTPUT_EXPLAIN_JSON},
                                          {".txt", OUTPUT_EXPLAIN_TABLE},
                                          {"-", OUTPUT_EXPLAIN_TABLE},
                                          {NULL, OUTPUT_PDF}};
static const NamedForm statement_forms[] = {{".html", OUTPUT_STATEMENT_HTML},
                                            {".yaml", OUTPUT_STATEMENT_YAML},
                                            {".txt", OUTPUT_STATEMENT_TEXT},
                                            {"-", OUTPUT_STATEMENT_TEXT},
                                            {NULL, OUTPUT_PDF}};

/* By the name's ending, where no option says it. */
static Output named_form(const Parser *p, const NamedForm *forms)
{
    Buf endings = {.arena = p->arena};
    Str names[OPTION_WORDS_MAX], target = str_from(p->request->target ? p->request->target : "-");
    size_t count = 0;
    for (; forms[count].ending; count++) {
        names[count] = str_from(forms[count].ending);
        if (str_ends_any_case(target, names[count]))
            return forms[count].form;
    }
    words_join(&endings, names, count - 1);
    REFUSE("'%s' does not say what it is to hold; let it end in %.*s", p->request->target, STR_ARG(buf_str(&endings)));
    return forms[count - 1].form;
}

bool request_read(int argc, char *const *argv, const Environment *environment, Request *r, Arena *a, Diag *d)
{
    const int command_at = command_place(argc, argv);
    const Command *named = command_at ? command_find(str_from(argv[command_at])) : NULL;
    *r = (Request){.command = named ? named : &commands[COMMAND_SHEET]};
    Parser p = {.argv = argv, .argc = argc, .at = 1, .command_at = command_at, .request = r, .arena = a, .d = d};
    r->folder_kind = r->command->folder_kind;
    if (named == &commands[COMMAND_DEMO]) {
        r->state = "CA";
        r->years[r->year_count++] = EXAMPLE_YEAR;
    }
    arguments_read(&p);
    if (r->from && !diag_errors(d) && !asks_for_text(r))
        plan_take(&p);
    if (named == &commands[COMMAND_EXPLAIN] && r->output == OUTPUT_PDF)
        r->output = named_form(&p, explain_forms);
    else if (named == &commands[COMMAND_STATEMENT])
        r->output = r->to_sign ? OUTPUT_STATEMENT_FORM : named_form(&p, statement_forms);
    r->is_many = is_many(r);
    flavors_complete(r);
    if (!asks_for_text(r) && !diag_errors(d))
        request_check(&p);
    environment_take(r, environment, d);
    return diag_errors(d) == 0;
}
