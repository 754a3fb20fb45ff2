/* What an option takes: words, years, shares, dates, lists. Each mistake says what would be right. */
#include "optionset.h"

#include "ncmec/data.h"

#include <string.h>

static const Mark nowhere;

/* Index of 'value' among words[] (NULL at the end), or -1 with a finding. */
static int word_parse(const char *option, const char *value, const char *const *words, Diag *d)
{
    enum { WORDS_MAX = 8 };
    Str all[WORDS_MAX];
    size_t count = 0;
    for (; words[count]; count++) {
        all[count] = str_from(words[count]);
        if (strcmp(words[count], value) == 0)
            return (int)count;
    }
    Str meant = str_nearest(str_from(value), all, count);
    if (meant.n)
        diag_error(d, DIAG_USAGE, nowhere, "unknown value '%s' of '%s'; did you mean '%.*s'?", value, option,
                   STR_ARG(meant));
    else
        diag_error(d, DIAG_USAGE, nowhere, "unknown value '%s' of '%s'", value, option);
    char list[WORDS_MAX * 24];
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        const char *before = i == 0 ? "" : i + 1 < count ? ", " : " or ";
        n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", before, words[i]);
    }
    diag_note(d, nowhere, "'%s' takes %s", option, list);
    return -1;
}

/* The number at *text, of at most 'digits' digits, which *text then stands behind; -1 where there is none. */
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
static bool years_parse(const char *text, Request *r, Diag *d)
{
    Str all = str_from(text);
    for (size_t from = 0, to; from <= all.n; from = to + 1) {
        to = str_find(all, STR(","), from);
        Str part = str_slice(all, from, to);
        size_t dash = str_find(part, STR("-"), 0);
        int first = year_parse(str_slice(part, 0, dash));
        int last = dash < part.n ? year_parse(str_slice(part, dash + 1, part.n)) : first;
        if (!first || !last)
            return year_read(all, DIAG_USAGE, nowhere, d);
        if (last < first)
            return diag_error(d, DIAG_USAGE, nowhere, "the years of '%s' run backwards; write %d-%d", text, last,
                              first);
        for (int year = first; year <= last; year++)
            if (!year_add(r, year))
                return diag_error(d, DIAG_USAGE, nowhere, "'%s' are too many years; at most %d in one run", text,
                                  REQUEST_YEARS_MAX);
    }
    return true;
}

static bool jobs_parse(const char *text, Request *r, Diag *d)
{
    const char *at = text;
    r->workers = number_take(&at, 3);
    if (*at || r->workers < 1 || r->workers > REQUEST_WORKERS_MAX)
        return diag_error(d, DIAG_USAGE, nowhere, "'%s' is not a number of workers; write 1 to %d, as in -j 4", text,
                          REQUEST_WORKERS_MAX);
    return true;
}

static bool shard_parse(const char *text, Request *r, Diag *d)
{
    enum { DIGITS = 6 };
    const char *at = text;
    r->shard = number_take(&at, DIGITS);
    r->shards = *at == '/' ? (at++, number_take(&at, DIGITS)) : -1;
    if (*at || r->shard < 1 || r->shards < r->shard)
        return diag_error(d, DIAG_USAGE, nowhere,
                          "'%s' is not a part of the list; write which of how many, from 1/5 to 5/5", text);
    return true;
}

bool epoch_parse(const char *text, int64_t *seconds, Diag *d)
{
    enum { DIGITS_MAX = 12 };
    const int64_t year_9999_ends = 253402300799;
    size_t digits = strspn(text, "0123456789");
    int64_t value = 0;
    for (size_t i = 0; i < digits && i < DIGITS_MAX; i++)
        value = 10 * value + (text[i] - '0');
    if (digits == 0 || text[digits] != '\0' || digits > DIGITS_MAX || value > year_9999_ends)
        return diag_error(d, DIAG_USAGE, nowhere,
                          "SOURCE_DATE_EPOCH is '%s'; set it to whole seconds since 1970, or unset it", text);
    *seconds = value;
    return true;
}

Flavor *flavor_find(Request *r, Flavor flavor)
{
    for (size_t i = 0; i < r->flavor_count; i++)
        if (r->flavors[i] == flavor)
            return &r->flavors[i];
    return NULL;
}

/* "screen", "press", or both with a comma between them. */
static void flavors_parse(const char *list, Request *r, Diag *d)
{
    static const char *const words[] = {"screen", "press", NULL};
    static const Flavor flavors[] = {FLAVOR_SCREEN, FLAVOR_PRESS};
    char word[16] = {0};
    for (const char *at = list;; at++) {
        size_t length = strcspn(at, ",");
        bool fits = length < sizeof word;
        memcpy(word, at, fits ? length : sizeof word - 1);
        word[fits ? length : sizeof word - 1] = '\0';
        int index = word_parse("--for", word, words, d);
        if (index < 0)
            return;
        if (flavor_find(r, flavors[index])) {
            diag_error(d, DIAG_USAGE, nowhere, "'--for' names '%s' twice; name it once", word);
            return;
        }
        r->flavors[r->flavor_count++] = flavors[index];
        at += length;
        if (*at == '\0')
            return;
    }
}

void option_set(Request *r, OptionId id, const char *value, Diag *d)
{
    static const char *const dumps[] = {"document", "pages", "tags", "markdown", "theme", NULL};
    static const Output outputs[] = {OUTPUT_DUMP_DOCUMENT, OUTPUT_DUMP_PAGES, OUTPUT_DUMP_TAGS, OUTPUT_DUMP_MARKDOWN,
                                     OUTPUT_DUMP_THEME};
    static const char *const lists[] = {"table", "csv", "json", NULL};
    static const Output list_outputs[] = {OUTPUT_EXPLAIN_TABLE, OUTPUT_EXPLAIN_CSV, OUTPUT_EXPLAIN_JSON};
    static const char *const standards[] = {"x4", "x1a", NULL};
    static const char *const forms[] = {"text", "json", NULL};
    int word;
    switch (id) {
    case OPTION_STATE:
        r->state = value;
        break;
    case OPTION_YEAR:
        r->all_years = r->command && strcmp(value, "all") == 0;
        if (!r->all_years)
            years_parse(value, r, d);
        break;
    case OPTION_DATA:
        r->data_file = value;
        break;
    case OPTION_OUTPUT:
        r->target = value;
        break;
    case OPTION_DATA_DIR:
        r->data_dir = value;
        break;
    case OPTION_TEMPLATE:
        r->template_file = value;
        break;
    case OPTION_THEME:
        r->theme_file = value;
        break;
    case OPTION_FOR:
        flavors_parse(value, r, d);
        break;
    case OPTION_STANDARD:
        word = word_parse("--standard", value, standards, d);
        r->press = word == 1 ? FLAVOR_PRESS_X1A : FLAVOR_PRESS;
        break;
    case OPTION_DUMP:
        word = word_parse("--dump", value, dumps, d);
        if (word >= 0)
            r->output = outputs[word];
        break;
    case OPTION_JOBS:
        jobs_parse(value, r, d);
        break;
    case OPTION_SHARD:
        shard_parse(value, r, d);
        break;
    case OPTION_UNIFORM:
        r->uniform = true;
        break;
    case OPTION_REPORT:
        r->report = value;
        break;
    case OPTION_NO_SYNC:
        r->no_sync = true;
        break;
    case OPTION_TITLE:
        r->title = value;
        break;
    case OPTION_SUBTITLE:
        r->subtitle = value;
        break;
    case OPTION_PREPARED_FOR:
        r->prepared_for = value;
        break;
    case OPTION_DATE:
        r->date_text = value;
        break;
    case OPTION_DIVIDER:
        if (r->divider_count == REQUEST_DIVIDERS_MAX)
            diag_error(d, DIAG_USAGE, nowhere, "more than %d dividers are given; give fewer", REQUEST_DIVIDERS_MAX);
        else
            r->dividers[r->divider_count++] = value;
        break;
    case OPTION_EXPLAIN:
        r->explain = value;
        break;
    case OPTION_DRAFT:
        r->draft = true;
        break;
    case OPTION_SET:
        if (r->set_count == REQUEST_SETS_MAX)
            diag_error(d, DIAG_USAGE, nowhere, "more than %d figures are set; give fewer at once", REQUEST_SETS_MAX);
        else
            r->sets[r->set_count++] = value;
        break;
    case OPTION_WRITE:
        r->write = true;
        break;
    case OPTION_CSV:
        r->csv = true;
        break;
    case OPTION_FORCE:
        r->force = true;
        break;
    case OPTION_FORMAT:
        word = word_parse("--format", value, lists, d);
        if (word >= 0)
            r->output = list_outputs[word];
        break;
    case OPTION_DIAGNOSTICS:
        word = word_parse("--diagnostics", value, forms, d);
        r->style = word == 1 ? DIAG_JSON : DIAG_PLAIN;
        break;
    case OPTION_STRICT:
        r->strict = true;
        break;
    case OPTION_VERBOSE:
        r->verbose = true;
        break;
    case OPTION_QUIET:
        r->quiet = true;
        break;
    case OPTION_VERSION:
        r->version = true;
        break;
    case OPTION_HELP:
        r->help = true;
        break;
    case OPTION_COUNT:
        break;
    }
}
