/* What a folder of pages has beside them: the index, for people, and the data set, for programs. Both are made from the
   comment that each page begins with, so that a run and a look at its folder afterwards make the same:

       <!-- ncmec-pdf 1.0.0
       state  CA  California
       year  2023
       source  state  NCMEC California Data 2023  2024-01-31
       figure  state  missing_total  exact  1879  1,879  cases  Cases of missing children  final  sample
       -->

   with tabs between the parts of a line. It says of figures what the page prints, and no more. */
#include "html.h"

#include <stdlib.h>

enum { FIGURE_FIELDS = 9 };

/* ---- Writing the comment ---- */

/* One part of a line. No text there holds a tab or the comment's end. */
static void put_part(Buf *out, Str text)
{
    buf_char(out, '\t');
    for (size_t at = 0, end; at < text.n; at = end + 1) {
        end = at;
        while (end < text.n && !is_white(text.s[end]))
            end++;
        buf_xml(out, str_slice(text, at, end));
        buf_put(out, end < text.n ? STR(" ") : STR(""));
    }
}

static void put_line(Buf *out, const char *word, Str value)
{
    buf_put(out, str_from(word));
    put_part(out, value);
    buf_char(out, '\n');
}

/* Of a figure, one bool each for the state's and the nation's, whether the document prints it. */
static void note_uses(void *printed, const Node *node)
{
    bool *both = printed;
    for (uint32_t i = 0; node->prose && !node->leaving && i < node->prose->use_count; i++)
        both[2 * node->prose->uses[i].measure + node->prose->uses[i].nation] |= !node->prose->uses[i].share;
}

/* The number that is printed, without its words: 36200000 of "36.2 million"; empty where there is none. */
static Str number_of(const Figure *figure, Arena *a)
{
    static const int64_t magnitudes[MAGNITUDE_COUNT] = {1, 1000, 1000000, 1000000000};
    int64_t scale = 1, of = magnitudes[figure->magnitude];
    if (!figure_has_number(figure))
        return (Str){0};
    for (int i = 0; i < figure->stated.scale; i++)
        if (of > 1)
            of /= 10;
        else
            scale *= 10;
    int64_t units = figure->stated.units * of;
    if (scale == 1)
        return str_printf(a, "%lld", (long long)units);
    int digits = 0;
    for (int64_t s = scale; s > 1; s /= 10)
        digits++;
    return str_printf(a, "%lld.%0*lld", (long long)(units / scale), digits, (long long)(units % scale));
}

static void put_figure(Buf *out, const FigureFile *file, size_t measure, const Language *language)
{
    const Figure *figure = &file->figures[measure];
    const Measure *m = figure->measure;
    Arena *a = out->arena;
    const Str parts[FIGURE_FIELDS] = {file->jurisdiction ? STR("state") : STR("nation"),
                                      m->key,
                                      figure_kind_word(figure->kind),
                                      number_of(figure, a),
                                      figure_long(figure, language, a),
                                      m->unit,
                                      m->label,
                                      file->status == STATUS_DRAFT ? STR("draft") : STR("final"),
                                      file->sample ? STR("sample") : STR("")};
    buf_put(out, STR("figure"));
    for (size_t i = 0; i < FIGURE_FIELDS; i++)
        put_part(out, parts[i]);
    buf_char(out, '\n');
}

static void put_source(Buf *out, const FigureFile *file, const Language *language)
{
    if (!file->source.n)
        return;
    buf_put(out, STR("source"));
    put_part(out, file->jurisdiction ? STR("state") : STR("nation"));
    put_part(out, file->source_value ? text_in(file->source_value, language, &language)->text : file->source);
    put_part(out, file->has_as_of ? date_iso(file->as_of, out->arena) : STR(""));
    buf_char(out, '\n');
}

void html_put_entry(Buf *out, const Document *doc, const Dataset *data)
{
    Arena *a = out->arena;
    const FigureFile *const files[] = {data->state, data->nation};
    const Language *language = language_find(doc->language);
    bool *printed = ARENA_ARRAY(a, bool, 2 * data->dictionary->count);
    document_walk(doc, note_uses, printed);
    buf_put(out, STR("<!-- " NCMEC_PRODUCER "\nstate"));
    put_part(out, data->jurisdiction->code);
    put_part(out, jurisdiction_words(data->jurisdiction, language, a).name);
    buf_printf(out, "\nyear\t%d\n", data->year);
    put_line(out, "language", doc->language);
    put_line(out, "organization", doc->organization.text);
    if (doc->strip.text.n)
        put_line(out, "strip", doc->strip.text);
    for (size_t i = 0; i < 2 && doc->use->state.source; i++) /* whoever prints one may cite the other */
        put_source(out, files[i], language);
    for (size_t i = 0; i < 2 * data->dictionary->count; i++)
        if (printed[i] && files[i % 2]->figures[i / 2].kind != FIGURE_ABSENT)
            put_figure(out, files[i % 2], i / 2, language);
    buf_put(out, STR("-->\n"));
}

/* ---- Reading it ---- */

static Str unescaped(Str text, Arena *a)
{
    static const struct {
        Str sign;
        char c;
    } signs[] = {{{"&lt;", 4}, '<'}, {{"&gt;", 4}, '>'}, {{"&amp;", 5}, '&'}};
    Buf out = {.arena = a};
    if (str_find(text, STR("&"), 0) == text.n)
        return text;
    for (size_t at = 0; at < text.n;) {
        size_t i = 0, count = sizeof signs / sizeof *signs;
        while (i < count && !str_starts(str_slice(text, at, text.n), signs[i].sign))
            i++;
        buf_char(&out, i < count ? signs[i].c : text.s[at]);
        at += i < count ? signs[i].sign.n : 1;
    }
    return buf_str(&out);
}

/* The next part of a line, which it takes off. */
static Str part_take(Str *line, Arena *a)
{
    return unescaped(str_cut(line, STR("\t")), a);
}

static void line_read(HtmlEntry *entry, Str line, size_t *capacity, Arena *a)
{
    Str *figures = (Str *)entry->figures;
    Str word = part_take(&line, a);
    if (str_eq(word, STR("state"))) {
        entry->code = part_take(&line, a);
        entry->name = part_take(&line, a);
    } else if (str_eq(word, STR("year"))) {
        entry->year = year_parse(line);
    } else if (str_eq(word, STR("language"))) {
        entry->language = part_take(&line, a);
    } else if (str_eq(word, STR("organization"))) {
        entry->organization = part_take(&line, a);
    } else if (str_eq(word, STR("source"))) {
        HtmlSource *source = &entry->sources[str_eq(part_take(&line, a), STR("nation"))];
        source->text = part_take(&line, a);
        source->as_of = part_take(&line, a);
    } else if (str_eq(word, STR("strip"))) {
        entry->strip = part_take(&line, a);
    } else if (str_eq(word, STR("figure"))) {
        ARENA_NEXT(a, figures, entry->figure_count, *capacity) = line;
        entry->figures = figures;
    }
}

bool html_entry_read(Str page, HtmlEntry *entry, Arena *a)
{
    const Str begin = STR("<!-- " NCMEC_PRODUCER "\n"), doctype = STR("<!DOCTYPE html>\n");
    size_t capacity = 0;
    *entry = (HtmlEntry){.fragment = !str_starts(page, doctype)};
    page = str_slice(page, entry->fragment ? 0 : doctype.n, page.n);
    size_t end = str_find(page, STR("-->\n"), 0);
    if (!str_starts(page, begin) || end == page.n)
        return false;
    for (size_t at = begin.n, to; at < end; at = to + 1) {
        to = str_find(page, STR("\n"), at);
        line_read(entry, str_slice(page, at, to), &capacity, a);
    }
    return entry->code.n && entry->name.n && entry->year && language_find(entry->language);
}

/* ---- The index ---- */

/* The last year first; then by name, English before other languages. */
static int entry_order(const void *one, const void *other)
{
    const HtmlEntry *a = one, *b = other;
    if (a->year != b->year)
        return b->year - a->year;
    int by_name = str_compare(a->name, b->name);
    size_t own = language_index(language_find(a->language)), its = language_index(language_find(b->language));
    return own != its ? (own > its) - (own < its) : by_name ? by_name : str_compare(a->address, b->address);
}

static void put_entry(Buf *out, const HtmlEntry *entry, const Language *page)
{
    const Language *own = language_find(entry->language);
    buf_put(out, STR("<li><a"));
    html_put_attribute(out, "href", entry->address);
    if (own != page)
        buf_printf(out, " hreflang=\"%s\" lang=\"%s\"", own->tag, own->tag);
    buf_char(out, '>');
    buf_xml(out, entry->name);
    buf_put(out, STR("</a>"));
    if (entry->strip.n) {
        buf_put(out, STR(" <strong"));
        if (own != page)
            buf_printf(out, " lang=\"%s\"", own->tag);
        buf_char(out, '>');
        buf_xml(out, entry->strip);
        buf_put(out, STR("</strong>"));
    }
    buf_put(out, STR("</li>\n"));
}

/* The pages of one year and one language. */
static void put_group(Buf *out, const HtmlEntry *entries, size_t count, const Language *page)
{
    const Language *own = language_find(entries->language);
    buf_printf(out, "<section>\n<h2>%d", entries->year);
    if (own != page)
        buf_printf(out, " <span lang=\"%s\">%s</span>", own->tag, own->own_name);
    buf_put(out, STR("</h2>\n<ul class=\"ncmec-states\">\n"));
    for (size_t i = 0; i < count; i++)
        put_entry(out, &entries[i], page);
    buf_put(out, STR("</ul>\n</section>\n"));
}

Str html_index(HtmlEntry *entries, size_t count, const Theme *theme, Arena *a)
{
    Buf out = {.arena = a};
    const Language *language = language_find(entries[0].language);
    Str organization = entries[0].organization;
    for (size_t i = 1; i < count; i++)
        if (language_index(language_find(entries[i].language)) < language_index(language)) {
            language = language_find(entries[i].language);
            organization = entries[i].organization;
        }
    qsort(entries, count, sizeof *entries, entry_order);
    buf_put(&out, STR(HTML_INDEX_BEGIN " -->\n"));
    html_put_head(&out, theme, str_from(language->tag),
                  str_printf(a, "%.*s: %s", STR_ARG(organization), language->index));
    buf_put(&out, STR("</head>\n<body class=\"ncmec\">\n<header>\n<div class=\"ncmec-band\">\n<h1><span "
                      "class=\"ncmec-org\">"));
    buf_xml(&out, organization);
    buf_printf(&out, "</span> %s</h1>\n</div>\n</header>\n<main class=\"ncmec-main\">\n", language->index);
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from + 1; to < count && entries[to].year == entries[from].year &&
                            language_find(entries[to].language) == language_find(entries[from].language);)
            to++;
        put_group(&out, &entries[from], to - from, language);
    }
    buf_put(&out, STR("</main>\n</body>\n</html>\n"));
    return buf_str(&out);
}

/* ---- The data set ---- */

static const struct {
    const char *name, *type, *description;
} fields[] = {
    {"state", "string", "postal code; US: the nation"},
    {"name", "string", "of the state"},
    {"year", "integer", "calendar year"},
    {"figure", "string", "what is counted, in a word"},
    {"label", "string", "what is counted"},
    {"unit", "string", "what the number is of; percent: a percentage"},
    {"kind", "string", "exact, rounded, floor, ceiling, suppressed, not_available or not_applicable"},
    {"value", "number", "the number that is printed; none where a figure is withheld, not available or not applicable"},
    {"text", "string", "the figure in words, as in 'more than 18,400'"},
    {"source", "string", "where the figure is from, as the sheet of the state says it"},
    {"as_of", "date", "the day of the count, where it is known"},
    {"draft", "boolean", "not final"},
    {"sample", "boolean", "invented, for trying the program"},
};

enum { FIELDS = sizeof fields / sizeof *fields };

/* A number as JSON has it; anything else is none. */
static Str number_read(Str text)
{
    size_t points = 0, digits = 0;
    for (size_t i = 0; i < text.n; i++) {
        digits += is_digit(text.s[i]);
        points += text.s[i] == '.' && i && i + 1 < text.n;
    }
    bool is_number = digits && points <= 1 && digits + points == text.n && (text.s[0] != '0' || points || text.n == 1);
    return is_number ? text : STR("null");
}

/* What the pages say of a state's year, or of the nation's. */
typedef struct Told {
    const HtmlEntry *page, *other; /* of the first figure that a page prints otherwise than the one that it is from */
    Str figure, text, other_text;
    size_t more; /* others such, of any page */
} Told;

typedef struct FigureRow {
    const HtmlEntry *page;
    Str parts[FIGURE_FIELDS];
} FigureRow;

typedef struct FigureRows {
    TextSet keys, owners; /* "CA 2023 missing_total"; "CA 2023" */
    FigureRow *items;     /* by keys */
    Told *told;           /* by owners */
    size_t count, capacity, told_count, told_capacity;
    Arena *arena;
} FigureRows;

/* A figure that another page prints, too: its words are compared in one language alone. */
static void row_compare(FigureRows *rows, const FigureRow *first, const FigureRow *row, Str owner)
{
    bool is_same = language_find(first->page->language) != language_find(row->page->language) ||
                   str_eq(first->parts[4], row->parts[4]);
    static const size_t compared[] = {2, 3, 7, 8};
    for (size_t i = 0; i < sizeof compared / sizeof *compared; i++)
        is_same = is_same && str_eq(first->parts[compared[i]], row->parts[compared[i]]);
    if (is_same)
        return;
    if (textset_add(&rows->owners, owner))
        ARENA_NEXT(rows->arena, rows->told, rows->told_count, rows->told_capacity) =
            (Told){first->page, row->page, first->parts[1], first->parts[4], row->parts[4], 0};
    else
        rows->told[textset_find(&rows->owners, owner)].more++;
}

static void contradictions_report(const FigureRows *rows, Diag *d)
{
    for (size_t i = 0; i < rows->told_count; i++) {
        const Told *told = &rows->told[i];
        diag_error(
            d, DIAG_REVISION, nowhere,
            "pages contradict each other: '%.*s' prints %.*s of %.*s as %.*s, and '%.*s' as %.*s%s; the data set "
            "has the first; make all pages again, and remove those that are not to be published",
            STR_ARG(told->page->address), STR_ARG(told->figure), STR_ARG(rows->owners.items[i]), STR_ARG(told->text),
            STR_ARG(told->other->address), STR_ARG(told->other_text),
            told->more ? str_printf(rows->arena, " (%zu more such)", told->more).s : "");
    }
}

/* One row, unless a page said it before. */
static void put_row(Buf *out, const HtmlEntry *entry, Str line, FigureRows *rows)
{
    Arena *a = out->arena;
    FigureRow own = {.page = entry};
    const Str *parts = own.parts;
    Buf row = {.arena = a};
    for (size_t i = 0; i < FIGURE_FIELDS; i++)
        own.parts[i] = part_take(&line, a);
    bool nation = str_eq(parts[0], STR("nation"));
    Str code = nation ? STR("US") : entry->code, owner = str_printf(a, "%.*s %d", STR_ARG(code), entry->year),
        key = str_printf(a, "%.*s %.*s", STR_ARG(owner), STR_ARG(parts[1]));
    if (!textset_add(&rows->keys, key)) {
        row_compare(rows, &rows->items[textset_find(&rows->keys, key)], &own, owner);
        return;
    }
    ARENA_NEXT(a, rows->items, rows->count, rows->capacity) = own;
    const HtmlSource *source = &entry->sources[nation];
    const Str texts[FIELDS] = {
        code, nation ? STR("") : entry->name, {0}, parts[1], parts[6], parts[5], parts[2], {0}, parts[4], source->text};
    for (size_t i = 0; i < FIELDS; i++) {
        buf_printf(&row, "%s\"%s\": ", i ? ", " : "", fields[i].name);
        if (i == 2)
            buf_printf(&row, "%d", entry->year);
        else if (i == 7)
            buf_put(&row, number_read(parts[3]));
        else if (i == 10)
            buf_printf(&row, source->as_of.n ? "\"%.*s\"" : "null", STR_ARG(source->as_of));
        else if (i >= 11)
            buf_put(&row, str_eq(parts[i - 4], i == 11 ? STR("draft") : STR("sample")) ? STR("true") : STR("false"));
        else
            buf_json(&row, texts[i]);
    }
    buf_printf(out, "%s        {%.*s}", rows->count > 1 ? ",\n" : "", STR_ARG(buf_str(&row)));
}

/* Each once, as data packages have them. */
static void put_sources(Buf *out, const HtmlEntry *entries, size_t count)
{
    TextSet told = {.arena = out->arena};
    for (size_t i = 0; i < 2 * count; i++) {
        Str text = entries[i / 2].sources[i % 2].text;
        if (!text.n || !textset_add(&told, text))
            continue;
        buf_put(out, told.count == 1 ? STR(",\n  \"sources\": [\n    {\"title\": ") : STR(",\n    {\"title\": "));
        buf_json(out, text);
        buf_char(out, '}');
    }
    buf_put(out, told.count ? STR("\n  ]") : STR(""));
}

Str html_dataset(HtmlEntry *entries, size_t count, Arena *a, Diag *d)
{
    Buf out = {.arena = a};
    FigureRows rows = {.keys.arena = a, .owners.arena = a, .arena = a};
    qsort(entries, count, sizeof *entries, entry_order);
    buf_put(&out, STR(HTML_DATASET_BEGIN ",\n  \"title\": "));
    buf_json(&out,
             str_printf(a, "%.*s: %s", STR_ARG(entries[0].organization), language_find(entries[0].language)->index));
    put_sources(&out, entries, count);
    buf_put(&out, STR(",\n  \"resources\": [\n    {\n      \"profile\": \"tabular-data-resource\",\n      \"name\": "
                      "\"figures\",\n      \"schema\": {\n        \"fields\": [\n"));
    for (size_t i = 0; i < FIELDS; i++)
        buf_printf(&out, "          {\"name\": \"%s\", \"type\": \"%s\", \"description\": \"%s\"}%s\n", fields[i].name,
                   fields[i].type, fields[i].description, i + 1 < FIELDS ? "," : "");
    buf_put(&out, STR("        ],\n        \"primaryKey\": [\"state\", \"year\", \"figure\"]\n      },\n"
                      "      \"data\": [\n"));
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < entries[i].figure_count; k++)
            put_row(&out, &entries[i], entries[i].figures[k], &rows);
    contradictions_report(&rows, d);
    buf_put(&out, STR("\n      ]\n    }\n  ]\n}\n"));
    return buf_str(&out);
}
