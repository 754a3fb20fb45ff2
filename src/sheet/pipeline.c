/* The pipeline, YAML to PDF. A stage runs when the one before it had nothing to complain of. Knows every stage and none
   of their insides. */
#include "cache.h"
#include "src/review/explain.h"
#include "src/store/folders.h"

static const Mark nowhere;

/* The outline of the sheet's state. */
static const Picture *silhouette_load(NcmecEngine *engine, const Jurisdiction *state, Diag *d)
{
    Arena *a = engine->sheet;
    const char *name = str_printf(a, "maps/%.*s.path", STR_ARG(state->code)).s;
    const Source *source = engine_read_text(engine, shared_path(&engine->folders, &name, 1, a), a, d);
    if (!source)
        diag_note(d, engine->theme->mark,
                  "the theme '%.*s' shows each state's silhouette; put the file there, or take 'silhouette' out of the "
                  "theme",
                  STR_ARG(engine->theme->name));
    return source ? silhouette_read(source, a, d) : NULL;
}

const Document *engine_document(NcmecEngine *engine, const NcmecJob *job, const Jurisdiction **state, Diag *d)
{
    Arena *a = engine->sheet;
    Dataset *data = &engine->data;
    if (!engine_read_figures(engine, job, data, d))
        return NULL;
    const Template *template = engine_template(engine, job, data->year, d);
    if (!template)
        return NULL;
    DocumentOptions options = {.has_date = job->has_date, .date = job->date, .draft = job->draft};
    if (engine->theme->silhouette.width > 0) {
        options.silhouette = silhouette_load(engine, data->jurisdiction, d);
        if (!options.silhouette)
            return NULL;
    }
    *state = data->jurisdiction;
    diag_soften(d, job->draft);
    bool same_year = template_check_year(template, data, d) || job->draft;
    const Document *document = document_make(template, engine->theme, data, &options, a, d);
    diag_soften(d, false);
    if (!document || !same_year)
        return NULL;
    Document *levelled = ARENA_NEW(a, Document);
    *levelled = *document;
    levelled->fixed_level = job->fixed_level;
    return levelled;
}

static Str dump_text(const Pages *pages, void (*dump)(const Pages *pages, Buf *out), Arena *a)
{
    Buf out = {.arena = a};
    dump(pages, &out);
    return buf_str(&out);
}

/* Under names of their own: where a file was read from is nobody's business. */
static size_t files_made_of(const NcmecEngine *engine, const Jurisdiction *state, PdfFile files[ORIGIN_COUNT])
{
    const Str names[ORIGIN_COUNT] = {
        [FROM_STATE] = str_printf(engine->sheet, "%.*s.yaml", STR_ARG(state->code)),
        [FROM_NATION] = STR("national.yaml"),
        [FROM_DICTIONARY] = STR("measures.yaml"),
        [FROM_JURISDICTIONS] = STR("jurisdictions.yaml"),
        [FROM_TEMPLATE] = STR("fact-sheet.yaml"),
        [FROM_THEME] = STR("theme.yaml"),
    };
    size_t count = 0;
    for (Origin origin = 0; origin < ORIGIN_COUNT; origin++)
        if (engine->origins[origin])
            files[count++] = (PdfFile){names[origin], STR("application/yaml"), engine->origins[origin]->text};
    return count;
}

static Str pdf_text(NcmecEngine *engine, const Pages *pages, const Jurisdiction *state, Flavor flavor, Diag *d)
{
    PdfFile files[ORIGIN_COUNT];
    PdfOptions options = pdf_options_of(pages, &engine->colors, STR(NCMEC_PRODUCER));
    options.flavor = flavor;
    options.files = files;
    options.file_count = files_made_of(engine, state, files);
    Pdf *pdf = pdf_open(&options, engine->subsets, d);
    if (pdf)
        pdf_add(pdf, pages, d);
    return pdf_close(pdf, engine->sheet, d);
}

/* Of a draft whose text is too long for the theme's pages, on as many as it takes. */
static const Pages *pages_make(NcmecEngine *engine, const NcmecJob *job, const Document *document, Diag *d)
{
    Arena *a = engine->sheet;
    Diag *trial = diag_new(a);
    const Pages *pages = layout_document(document, engine->fonts, engine->shapes, a, job->draft ? trial : d);
    if (pages || !job->draft)
        return pages;
    Theme *roomy = ARENA_NEW(a, Theme);
    Document *longer = ARENA_NEW(a, Document);
    *roomy = *document->theme;
    roomy->page.max_pages = THEME_MAX_PAGES;
    *longer = *document;
    longer->theme = roomy;
    pages = layout_document(longer, engine->fonts, engine->shapes, a, d);
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

static void parts_make(NcmecEngine *engine, const NcmecJob *job, const Pages *pages, const Jurisdiction *state,
                       NcmecSheet *sheet, Diag *d)
{
    static const Flavor by_default[] = {FLAVOR_DEFAULT};
    const Flavor *flavors = job->flavor_count ? job->flavors : by_default;
    /* Dumps are not asked: they are how one sees what does not conform. */
    if (!pages_conform(pages, engine->sheet, d))
        return;
    sheet->part_count = job->flavor_count ? job->flavor_count : 1;
    for (size_t i = 0; i < sheet->part_count; i++)
        sheet->parts[i] = (NcmecPart){flavors[i], pdf_text(engine, pages, state, flavors[i], d)};
    sheet->bytes = sheet->parts[0].bytes;
}

bool ncmec_render(NcmecEngine *engine, const NcmecJob *job, NcmecSheet *sheet, Diag *d)
{
    Arena *a = engine->sheet;
    size_t errors = diag_errors(d);
    *sheet = (NcmecSheet){0};
    arena_reset(a);
    arena_reset(engine->texts);
    shape_cache_trim(engine->shapes);
    engine->file_count = engine->shared_count;
    if (job->output == NCMEC_DUMP_THEME) {
        Buf out = {.arena = a};
        theme_dump(engine->theme, &out);
        sheet->bytes = buf_str(&out);
        return true;
    }

    const Jurisdiction *state;
    const Document *document = engine_document(engine, job, &state, d);
    if (!document)
        return false;
    bool is_proof = job->draft || job->set_count;
    sheet->name = is_proof ? str_printf(a, "%.*s-draft", STR_ARG(document->name)) : document->name;
    sheet->title = document->title;
    if (job->output == NCMEC_DUMP_DOCUMENT || job->output == NCMEC_DUMP_MARKDOWN) {
        document_text(document, job->output == NCMEC_DUMP_DOCUMENT ? document_dump : document_markdown, &sheet->bytes,
                      a);
        return diag_errors(d) == errors;
    }
    const Pages *pages = pages_make(engine, job, document, d);
    if (!pages)
        return false;
    sheet->page_count = pages->page_count;
    sheet->level = pages->level;
    switch (job->output) {
    case NCMEC_DUMP_THEME:
    case NCMEC_DUMP_MARKDOWN:
    case NCMEC_DUMP_DOCUMENT:
    case NCMEC_FIT:
        break;
    case NCMEC_DUMP_PAGES:
        sheet->bytes = dump_text(pages, pages_dump, a);
        break;
    case NCMEC_DUMP_TAGS:
        sheet->bytes = dump_text(pages, tags_dump, a);
        break;
    case NCMEC_EXPLAIN_TABLE:
    case NCMEC_EXPLAIN_CSV:
    case NCMEC_EXPLAIN_JSON:
        sheet->bytes = explain_text(document, pages, &engine->data, job->output, a);
        break;
    case NCMEC_PDF:
        parts_make(engine, job, pages, state, sheet, d);
        break;
    }
    return diag_errors(d) == errors;
}
