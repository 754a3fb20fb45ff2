/* The pipeline, YAML to PDF. A stage runs when the one before it had nothing to complain of. Knows every stage and none
   of their insides. */
#include "sheet.h"

Str sheet_label(const SheetKey *key, Arena *a)
{
    const char *mark = key->language ? language_suffix(key->language, a) : "";
    return str_printf(a, "%.*s %d%s%s", STR_ARG(key->state->code), key->year, *mark ? " " : "", mark + (*mark != '\0'));
}

/* The outline of the sheet's state. */
static const Picture *silhouette_load(Cache *cache, const Jurisdiction *state, Diag *d)
{
    const Source *source = store_silhouette(cache->store, state, d);
    if (!source)
        diag_note(d, cache->theme->mark,
                  "the theme '%.*s' shows each state's silhouette; put the file there, or take 'silhouette' out of the "
                  "theme",
                  STR_ARG(cache->theme->name));
    return source ? silhouette_read(source, cache->sheet, d) : NULL;
}

/* The file that makes the sheet a draft; NULL: none. */
static const FigureFile *draft_of(const Dataset *data)
{
    return data->state->status == STATUS_DRAFT    ? data->state
           : data->nation->status == STATUS_DRAFT ? data->nation
                                                  : NULL;
}

bool cache_is_draft(const Cache *cache)
{
    return draft_of(&cache->data) != NULL;
}

bool cache_is_sample(const Cache *cache)
{
    return cache->data.state->sample || cache->data.nation->sample;
}

/* What goes to a printer is final, or meant not to be. */
static bool press_check(const Dataset *data, const Request *r, Diag *d)
{
    const FigureFile *drafts = draft_of(data);
    bool is_for_press = false;
    for (size_t i = 0; i < r->flavor_count; i++)
        is_for_press = is_for_press || flavor_rows[r->flavors[i]].marks;
    if (!drafts || !is_for_press || r->allow_draft || r->output != OUTPUT_PDF)
        return true;
    if (r->draft || r->sets.count)
        return diag_error(d, DIAG_DRAFT, nowhere,
                          "a proof is not for the press; leave out '--for press', or add --allow-draft");
    return diag_error(d, DIAG_DRAFT, drafts->status_mark,
                      "a draft is not for the press; once it is right, type 'status: final', or add --allow-draft");
}

const Document *sheet_document(Cache *cache, const Request *r, SheetKey key, uint32_t fixed_level, Diag *d)
{
    Arena *a = cache->sheet;
    Dataset *data = &cache->data;
    if (!sheet_figures(cache, r, key, d) || !press_check(data, r, d))
        return NULL;
    const Template *template = cache_template(cache, data->year, key.language, d);
    if (!template || !sheet_disclosure(cache, r, d))
        return NULL;
    DocumentOptions options = {.has_date = r->has_date, .date = r->date, .draft = r->draft};
    if (cache->theme->silhouette.width > 0) {
        options.silhouette = silhouette_load(cache, data->jurisdiction, d);
        if (!options.silhouette)
            return NULL;
    }
    diag_soften(d, r->draft);
    bool fresh = template_check_year(template, data, d);
    fresh = (sheet_numbers(cache, r, template, d) && fresh) || r->draft;
    const Document *document = document_make(template, cache->theme, data, &options, a, d);
    diag_soften(d, false);
    if (!document || !fresh)
        return NULL;
    if (!request_has_no_pages(r))
        document_check_links(document, a, d);
    Document *levelled = ARENA_NEW(a, Document);
    *levelled = *document;
    levelled->fixed_level = fixed_level;
    return levelled;
}

static Str dump_text(const Pages *pages, void (*dump)(const Pages *pages, Buf *out), Arena *a)
{
    Buf out = {.arena = a};
    dump(pages, &out);
    return buf_str(&out);
}

static Str pdf_text(Cache *cache, const Document *document, const Pages *pages, Flavor flavor, Diag *d)
{
    PdfOptions options = pdf_options_of(pages, &cache->colors, STR(NCMEC_PRODUCER));
    options.flavor = flavor;
    options.made = cache->made;
    options.made.level = pages->level + 1;
    if (flavor_rows[flavor].files) {
        Published published = published_new(cache, cache->data.year, cache->sheet);
        published_add(&published, document->use);
        options.files = published_files(&published, &options.file_count);
    }
    Pdf *pdf = pdf_open(&options, cache->subsets, d);
    if (pdf)
        pdf_add(pdf, pages, d);
    return pdf_close(pdf, cache->sheet, d);
}

/* Of a draft whose text is too long for the theme's pages, on as many as it takes. */
static const Pages *pages_make(Cache *cache, const Request *r, const Document *document, Diag *d)
{
    Arena *a = cache->sheet;
    Diag *trial = diag_new(a);
    const Pages *pages = layout_document(document, cache->fonts, cache->shapes, a, r->draft ? trial : d);
    if (pages || !r->draft)
        return pages;
    Theme *roomy = ARENA_NEW(a, Theme);
    Document *longer = ARENA_NEW(a, Document);
    *roomy = *document->theme;
    roomy->page.max_pages = THEME_MAX_PAGES;
    *longer = *document;
    longer->theme = roomy;
    pages = layout_document(longer, cache->fonts, cache->shapes, a, d);
    diag_soften(d, true);
    if (pages)
        diag_error(d, DIAG_FIT, nowhere, "the text takes %u pages, but the theme '%.*s' has at most %d",
                   pages->page_count, STR_ARG(document->theme->name), (int)document->theme->page.max_pages);
    diag_soften(d, false);
    return pages;
}

static void document_text(const Document *document, void (*dump)(const Document *, Buf *), Str *bytes, Arena *a)
{
    Buf out = {.arena = a};
    dump(document, &out);
    *bytes = buf_str(&out);
}

static void parts_make(Cache *cache, const Request *r, const Document *document, const Pages *pages, Sheet *sheet,
                       Diag *d)
{
    /* Dumps are not asked: they are how one sees what does not conform. */
    if (!pages_conform(pages, cache->sheet, d))
        return;
    sheet->part_count = r->flavor_count;
    for (size_t i = 0; i < sheet->part_count; i++) {
        sheet->parts[i].flavor = r->flavors[i];
        if (r->flavors[i] < FLAVOR_PDFS)
            sheet->parts[i].bytes = pdf_text(cache, document, pages, r->flavors[i], d);
    }
    sheet->bytes = sheet->parts[0].bytes;
}

/* All that one sheet left in the cache is forgotten. */
static void sheet_begin(Cache *cache, Sheet *sheet)
{
    *sheet = (Sheet){0};
    arena_reset(cache->sheet);
    store_next(cache->store);
    for (size_t i = 0; i < language_count; i++)
        if (cache->all_shapes[i])
            shape_cache_trim(cache->all_shapes[i]);
}

static const Document *sheet_read(Cache *cache, const Request *r, SheetKey key, uint32_t fixed_level, Sheet *sheet,
                                  Diag *d)
{
    const Document *document = sheet_document(cache, r, key, fixed_level, d);
    if (!document)
        return NULL;
    bool is_proof = r->draft || r->sets.count;
    sheet->name = is_proof ? str_printf(cache->sheet, "%.*s-draft", STR_ARG(document->name)) : document->name;
    sheet->title = document->title;
    sheet->language = document->language;
    const FigureFile *draft = draft_of(&cache->data);
    sheet->draft_why = !draft     ? STR("")
                       : is_proof ? STR("a proof")
                                  : str_printf(cache->sheet, "%.*s is a draft", STR_ARG(draft->source_file->name));
    sheet->is_sample = cache_is_sample(cache);
    return document;
}

static const Pages *sheet_layout(Cache *cache, const Request *r, const Document *document, Sheet *sheet, Diag *d)
{
    const Pages *pages = document ? pages_make(cache, r, document, d) : NULL;
    if (pages) {
        sheet->document = document;
        sheet->pages = pages;
        sheet->page_count = pages->page_count;
        sheet->level = pages->level;
    }
    return pages;
}

bool sheet_fit(Cache *cache, const Request *r, SheetKey key, Sheet *sheet, Diag *d)
{
    size_t errors = diag_errors(d);
    sheet_begin(cache, sheet);
    return sheet_layout(cache, r, sheet_read(cache, r, key, 0, sheet, d), sheet, d) && diag_errors(d) == errors;
}

bool sheet_make(Cache *cache, const Request *r, SheetKey key, uint32_t fixed_level, Sheet *sheet, Diag *d)
{
    Arena *a = cache->sheet;
    size_t errors = diag_errors(d);
    sheet_begin(cache, sheet);
    if (r->output == OUTPUT_DUMP_THEME) {
        Buf out = {.arena = a};
        theme_dump(cache->theme, &out);
        sheet->bytes = buf_str(&out);
        return true;
    }

    const Document *document = sheet_read(cache, r, key, fixed_level, sheet, d);
    if (document && (r->output == OUTPUT_DUMP_DOCUMENT || r->output == OUTPUT_DUMP_MARKDOWN)) {
        document_text(document, r->output == OUTPUT_DUMP_DOCUMENT ? document_dump : document_markdown, &sheet->bytes,
                      a);
        return diag_errors(d) == errors;
    }
    if (document && request_has_no_pages(r)) {
        sheet->document = document;
        sheet->part_count = 1;
        sheet->parts[0].flavor = FLAVOR_WEB;
        return diag_errors(d) == errors;
    }
    const Pages *pages = sheet_layout(cache, r, document, sheet, d);
    if (!pages)
        return false;
    switch (r->output) {
    case OUTPUT_DUMP_THEME:
    case OUTPUT_DUMP_MARKDOWN:
    case OUTPUT_DUMP_DOCUMENT:
        break;
    case OUTPUT_DUMP_PAGES:
        sheet->bytes = dump_text(pages, pages_dump, a);
        break;
    case OUTPUT_DUMP_TAGS:
        sheet->bytes = dump_text(pages, tags_dump, a);
        break;
    case OUTPUT_EXPLAIN_TABLE:
    case OUTPUT_EXPLAIN_CSV:
    case OUTPUT_EXPLAIN_JSON:
    case OUTPUT_EXPLAIN_HTML:
    case OUTPUT_EXPLAIN_WORKBOOK:
        /* Their digests are listed, where they can be made. */
        if (pages_conform(pages, a, diag_new(a)))
            for (Flavor flavor = 0; flavor < FLAVOR_PDFS; flavor++)
                sheet->parts[sheet->part_count++] =
                    (SheetPart){flavor, pdf_text(cache, document, pages, flavor, diag_new(a))};
        break;
    case OUTPUT_PDF:
    case OUTPUT_STATEMENT_TEXT:
    case OUTPUT_STATEMENT_HTML:
    case OUTPUT_STATEMENT_YAML:
    case OUTPUT_STATEMENT_FORM:
        parts_make(cache, r, document, pages, sheet, d);
        break;
    }
    return diag_errors(d) == errors;
}
