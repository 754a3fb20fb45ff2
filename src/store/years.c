/* What the office's folder holds: its years, the states of each, and files that look like figures but are read by
   nobody, since they are not named CA.yaml. */
#include "folders.h"
#include "store.h"

static bool is_digits(Str name)
{
    return name.n == 4 && strspn(name.s, "0123456789") == name.n;
}

YearList store_years(Store *s, Diag *d)
{
    const char *office = s->request->folders.office;
    NameList names = folder_names(office, s->files, d);
    int *years = ARENA_ARRAY(s->files, int, names.count);
    size_t count = 0;
    for (size_t i = 0; i < names.count; i++) {
        if (year_parse(names.items[i]))
            years[count++] = year_parse(names.items[i]);
        else if (d && is_digits(names.items[i]))
            diag_error(d, DIAG_UNUSED, nowhere, "'%s/%.*s' is not read: years are %d to %d; rename or remove it",
                       office, STR_ARG(names.items[i]), FIGURES_YEAR_FIRST, FIGURES_YEAR_LAST);
    }
    return (YearList){years, count};
}

/* ---- Files that are passed over ---- */

/* What is before the ending, where a name ends as those of typed files do, more or less: "CA" of "CA.YAML", of
   "CA.yml" and of "CA.yaml.txt". Copies that editors keep ("CA.yaml~", ".CA.yaml.swp", "#CA.yaml#") are passed over. */
static bool stem_of(Str name, Str *stem)
{
    static const Str endings[] = {{".txt", 4}, {".yaml", 5}, {".yml", 4}};
    bool is_typed = false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        if (name.n <= endings[i].n || !str_ends_any_case(name, endings[i]))
            continue;
        name.n -= endings[i].n;
        is_typed = i > 0;
    }
    *stem = name;
    return is_typed && name.s[0] != '.' && name.s[0] != '#';
}

static bool is_letter(char c)
{
    return is_ascii_letter(c) || (unsigned char)c >= 0x80;
}

/* Whom a name means: "California", "ca", "CA (1)", "CA - Copy", "New York 2023"; *state NULL: the nation. */
static bool meant(const Store *s, Str stem, const Jurisdiction **state)
{
    for (size_t n = stem.n; n > 0; n--) {
        Str word = str_trim(str_slice(stem, 0, n));
        if (!is_letter(stem.s[0]) || (n < stem.n && (is_letter(stem.s[n]) || !is_letter(stem.s[n - 1]))))
            continue;
        *state = jurisdiction_find(s->jurisdictions, word);
        if (*state || nation_named(word))
            return true;
    }
    return false;
}

/* "'data/2023/ca.yml' is not read: rename it to CA.yaml" */
static Str passed_text(const Store *s, int year, Str name, bool is_meant, const Jurisdiction *state)
{
    Arena *a = s->files;
    const char *path = str_printf(a, "%s/%d/%.*s", s->request->folders.office, year, STR_ARG(name)).s;
    const char *right = is_meant ? str_printf(a, "%.*s.yaml", STR_ARG(figures_stem(state))).s : NULL;
    if (!is_meant)
        return str_printf(a, "'%s' is not read: it is named after no state; rename or remove it", path);
    if (store_has(s, state, year))
        return str_printf(a, "'%s' is not read: %s is; remove one of the two", path, right);
    return str_printf(a, "'%s' is not read: rename it to %s", path, right);
}

static bool is_state_code(Str stem)
{
    return stem.n == 2 && stem.s[0] >= 'A' && stem.s[0] <= 'Z' && stem.s[1] >= 'A' && stem.s[1] <= 'Z';
}

static NameList year_names(const Store *s, int year, Diag *d)
{
    return folder_names(str_printf(s->files, "%s/%d", s->request->folders.office, year).s, s->files, d);
}

bool store_year_is_begun(const Store *s, int year)
{
    static const char *const others[] = {".", "..", "templates", MEASURES_NAME, SCHEMA_NAME};
    NameList names = year_names(s, year, NULL);
    size_t known = 0;
    for (size_t i = 0; i < names.count; i++)
        for (size_t k = 0; k < sizeof others / sizeof *others; k++)
            known += str_eq(names.items[i], str_from(others[k]));
    return names.count <= 2 || known < names.count;
}

static size_t state_index(const Store *s, Str name)
{
    size_t i = 0;
    while (i < s->jurisdictions->count &&
           !(name.n == s->jurisdictions->items[i].code.n + STR(".yaml").n &&
             str_starts(name, s->jurisdictions->items[i].code) && str_ends(name, STR(".yaml"))))
        i++;
    return i;
}

StateChoice store_states(Store *s, int year, Diag *d)
{
    store_lock_to_read(s, &year, 1, d);
    NameList names = year_names(s, year, d);
    bool *has = ARENA_ARRAY(s->files, bool, s->jurisdictions->count);
    const Jurisdiction **states = ARENA_ARRAY(s->files, const Jurisdiction *, names.count);
    size_t count = 0;
    for (size_t i = 0; i < names.count; i++) {
        size_t index = state_index(s, names.items[i]);
        const Jurisdiction *state;
        Str stem;
        if (index < s->jurisdictions->count) {
            has[index] = true;
        } else if (!str_eq(names.items[i], STR(NATION_STEM ".yaml")) && !str_eq(names.items[i], STR(MEASURES_NAME)) &&
                   stem_of(names.items[i], &stem)) {
            bool is_meant = meant(s, stem, &state);
            diag_error(d, is_meant || !is_state_code(stem) ? DIAG_UNUSED : DIAG_MISMATCH, nowhere, "%.*s",
                       STR_ARG(passed_text(s, year, names.items[i], is_meant, state)));
        }
    }
    for (size_t i = 0; i < s->jurisdictions->count; i++)
        if (has[i])
            states[count++] = &s->jurisdictions->items[i];
    return (StateChoice){states, count};
}

/* Whose name says no language here, or the right one otherwise than it is looked for. */
static void wording_passed(const char *folder, Str name, Str stem, Arena *a, Diag *d)
{
    static const char *const kinds[] = {"fact-sheet", "packet"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        Str kind = str_from(kinds[i]), tag = str_slice(stem, kind.n + 1, stem.n);
        if (!str_starts(stem, kind) || (stem.n > kind.n && stem.s[kind.n] != '.'))
            continue;
        const Language *language = tag.n ? language_find(tag) : &language_english;
        const char *right = language ? str_printf(a, "%s.yaml", wording_stem(kinds[i], language, a)).s : "";
        if (language && !str_eq(name, str_from(right)))
            diag_error(d, DIAG_UNUSED, nowhere, "'%s/%.*s' is not read: the wording in %s is %s; rename or remove it",
                       folder, STR_ARG(name), language->name, right);
        else if (!language)
            diag_error(d, DIAG_UNUSED, nowhere,
                       "'%s/%.*s' is not read: the language '%.*s' is not known here, only %.*s; remove it", folder,
                       STR_ARG(name), STR_ARG(tag), STR_ARG(language_tags(false, a)));
    }
}

void store_wordings_passed(const Store *s, YearList years, Diag *d)
{
    Arena *a = s->files;
    for (size_t y = 0; y <= years.count; y++) {
        const char *office = s->request->folders.office;
        const char *folder = y ? str_printf(a, "%s/%d/templates", office, years.items[y - 1]).s
                               : str_printf(a, "%s/templates", office).s;
        NameList names = folder_names(folder, a, NULL); /* readers of what is in it report it */
        Str stem;
        for (size_t i = 0; i < names.count; i++)
            if (stem_of(names.items[i], &stem))
                wording_passed(folder, names.items[i], stem, a, d);
    }
}

/* ---- Figures that may be withheld ---- */

bool store_is_final(const StoreFile *file)
{
    return file->figures && !file->is_misplaced && !diag_errors(file->findings) &&
           file->figures->status == STATUS_FINAL;
}

const FigureFile *store_judged(const StoreFile *file, Arena *a)
{
    return !file || !file->figures || file->is_misplaced ? NULL
           : store_is_final(file)                        ? file->figures
                                                         : disclosure_draft(file->figures, a);
}

/* Whether a figure is withheld, or cannot be told to be another; most are plain numbers, and need no reading. */
static bool text_may_withhold(Str text, Arena *a)
{
    static const Measure count = {.label = {"count", 5}};
    bool is_plain = true;
    for (size_t i = 0; i < text.n && is_plain; i++)
        is_plain = is_digit(text.s[i]) || strchr(",. %\"'\r", text.s[i]);
    if (is_plain)
        return false;
    Figure f;
    text = str_trim(text);
    bool is_quoted = text.n > 1 && (text.s[0] == '"' || text.s[0] == '\'') && text.s[text.n - 1] == text.s[0];
    const Value *v = scalar_new(is_quoted ? str_slice(text, 1, text.n - 1) : text, nowhere, a);
    return !figure_read(v, &count, &f, diag_new(a)) || f.kind == FIGURE_SUPPRESSED || f.kind == FIGURE_CEILING;
}

/* The lines from "figures:" on, each a comment or a key with a figure, or with what is below it. */
static bool file_may_withhold(Str text, Arena *a)
{
    size_t at = str_find(text, STR("\nfigures:"), 0), end;
    bool may = at == text.n;
    for (; !may && at < text.n; at = end) {
        end = str_find(text, STR("\n"), at + 1);
        Str line = str_slice(text, at + 1, end);
        line = str_slice(line, 0, str_find(line, STR("#"), 0));
        size_t colon = str_find(line, STR(":"), 0);
        may = text_may_withhold(str_slice(line, colon < line.n ? colon + 1 : 0, line.n), a);
    }
    return may;
}

static bool row_may_withhold(const TableSheet *row, Arena *a)
{
    const Value *figures = value_get(row->root, STR("figures"));
    bool may = false;
    for (size_t i = 0; figures && i < figures->count && !may; i++)
        may = text_may_withhold(figures->fields[i].value->text, a);
    return may;
}

bool store_may_withhold(Store *s, const Table *table, int year)
{
    const Dictionary *dict = store_dictionary(s, year, diag_new(s->files));
    const YearFigures nation = {.dictionary = dict, .nation = dict ? store_figures(s, NULL, year)->figures : NULL};
    bool may = nation.nation && disclosure_has_cause(&nation);
    for (size_t i = 0; dict && i < dict->count; i++)
        may = may || dict->items[i].withhold_below;
    if (may)
        return true;
    Arena *a = arena_new();
    Diag *trial = diag_new(a);
    Str office = str_from(s->request->folders.office);
    for (size_t i = 0; table && i < table->count && !may; i++)
        may = sheet_is_of(&table->sheets[i], year) && row_may_withhold(&table->sheets[i], a);
    StateChoice states = table ? (StateChoice){0} : store_states(s, year, trial);
    for (size_t i = 0; i < states.count && !may; i++) {
        const Source *source = source_read(figures_path(office, states.items[i], year, a), a, trial);
        may = source && file_may_withhold(source->text, a);
    }
    arena_free(a);
    return may;
}

/* ---- Figures that are missing ---- */

void store_report_none(const Store *s, int year, Diag *d)
{
    diag_error(d, DIAG_READ, nowhere, "there are no figures of %d: '%s/%d' holds none", year,
               s->request->folders.office, year);
}

/* "; 'data/2023/ca.yml' is not read: rename it to CA.yaml", or nothing. */
static Str passed_for(Store *s, const Jurisdiction *state, int year)
{
    NameList names = year_names(s, year, NULL);
    const Jurisdiction *other;
    Str stem;
    for (size_t i = 0; i < names.count; i++)
        if (stem_of(names.items[i], &stem) && meant(s, stem, &other) && other == state)
            return str_printf(s->files, "; %.*s", STR_ARG(passed_text(s, year, names.items[i], true, state)));
    return (Str){0};
}

static void put_name(Buf *list, Str name)
{
    buf_printf(list, list->n ? ", %.*s" : "%.*s", STR_ARG(name));
}

/* What else there is. */
static void note_others(Store *s, const Jurisdiction *state, int year, Diag *d)
{
    Buf all = {.arena = s->files}, years = all, states = all;
    YearList list = store_years(s, NULL);
    StateChoice others = store_states(s, year, diag_new(s->files));
    for (size_t i = 0; i < list.count; i++) {
        Str text = str_printf(s->files, "%d", list.items[i]);
        put_name(&all, text);
        if (store_has(s, state, list.items[i]))
            put_name(&years, text);
    }
    for (size_t i = 0; i < others.count; i++)
        put_name(&states, others.items[i]->code);
    if (years.n)
        diag_note(d, nowhere, "figures for %.*s: %.*s", STR_ARG(state->name), STR_ARG(buf_str(&years)));
    if (states.n)
        diag_note(d, nowhere, "states with figures in %d: %.*s", year, STR_ARG(buf_str(&states)));
    if (!years.n && !states.n && all.n)
        diag_note(d, nowhere, "years in '%s': %.*s", s->request->folders.office, STR_ARG(buf_str(&all)));
    if (!all.n)
        diag_note(d, nowhere, "'%s' holds no year at all", s->request->folders.office);
}

void store_report_missing(Store *s, const StoreFile *file, const Jurisdiction *state, int year, DiagCode code, Diag *d)
{
    Str passed = passed_for(s, state, year), made = {0};
    if (s->request->folders.behind) { /* a PDF's own files */
        diag_error(d, code, nowhere, "no figures of %.*s in %d are attached to '%s'",
                   STR_ARG(state ? state->name : STR("the nation")), year, s->request->folders.office);
        return;
    }
    if (!state) {
        diag_error(d, code, nowhere, "there are no figures of the nation in %d: '%s' does not exist%.*s", year,
                   file->path, STR_ARG(passed));
        diag_note(d, nowhere,
                  "every sheet of %d quotes figures of the nation; this file holds them: make it by 'ncmec-pdf new "
                  "--state all "
                  "--year %d', or import a table with a row whose state is 'US'",
                  year, year);
        return;
    }
    made = str_printf(s->files, "; make it by 'ncmec-pdf new --state %.*s --year %d'", STR_ARG(state->code), year);
    diag_error(d, code, nowhere, "there are no figures for %.*s in %d: '%s' does not exist%.*s", STR_ARG(state->name),
               year, file->path, STR_ARG(passed.n ? passed : made));
    note_others(s, state, year, d);
}
