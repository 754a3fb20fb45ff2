/* "ncmec-pdf packet": many sheets in one document. Each is laid out as it is alone, but for the footer, which counts
   its pages by state; cover, contents and dividers are laid out around them once it is known which page each begins on.
   All pages live until the document is written, since its fonts are made of all of them. */
#include "command.h"
#include "engine.h"
#include "jobs.h"
#include "options.h"
#include "output.h"

#include <string.h>

static const Mark nowhere;

typedef struct Part {
    Pages *pages;
    uint32_t first; /* its first page in the document, from 1 */
} Part;

typedef struct Packet {
    const Options *options;
    NcmecEngine *engine;
    NcmecJob job;
    JobList jobs;
    Part *parts;
    size_t part_count, part_capacity;
    uint32_t page_count, roman_count; /* so far */
    PdfFile *files;
    size_t file_count, file_capacity;
    Front front;
    Str organization;   /* as the sheets have it */
    const Prose *strip; /* of the first sheet that has one */
    Arena *arena;
    Diag *diag;
} Packet;

/* ---- Sheets --------------------------------------------------------------------------------------------------------
 */

static Str job_page_label(const Packet *p, const Job *job)
{
    if (p->jobs.year_count > 1)
        return str_printf(p->arena, "%.*s-%d", STR_ARG(job->state->code), job->year);
    return job->state->code;
}

static Str job_name(const Packet *p, const Job *job)
{
    if (p->jobs.year_count > 1)
        return str_printf(p->arena, "%.*s %d", STR_ARG(job->state->name), job->year);
    return job->state->name;
}

/* "CA-" and the page's number. */
static Prose label_prose(Str label, Mark mark, Arena *a)
{
    Buf text = {.arena = a};
    Inline *inlines = ARENA_ARRAY(a, Inline, 2);
    buf_put(&text, label);
    buf_char(&text, '-');
    inlines[0] = (Inline){.kind = INLINE_TEXT, .end = (uint32_t)text.n};
    inlines[1] = (Inline){.kind = INLINE_PAGE, .start = (uint32_t)text.n};
    buf_code_point(&text, 0xFFFC);
    inlines[1].end = (uint32_t)text.n;
    return (Prose){.text = buf_str(&text), .inlines = inlines, .inline_count = 2, .mark = mark};
}

static void file_add(Packet *p, Str name, const Source *source)
{
    for (size_t i = 0; i < p->file_count; i++)
        if (str_eq(p->files[i].name, name))
            return;
    ARENA_ROOM(p->arena, p->files, p->file_count, p->file_capacity);
    p->files[p->file_count++] = (PdfFile){name, STR("application/yaml"), source->text};
}

/* What many sheets are made from is attached once. */
static void files_add(Packet *p, const Job *job)
{
    const Str names[ORIGIN_COUNT] = {
        [FROM_STATE] = str_printf(p->arena, "%.*s-%d.yaml", STR_ARG(job->state->code), job->year),
        [FROM_NATION] = str_printf(p->arena, "national-%d.yaml", job->year),
        [FROM_DICTIONARY] = STR("measures.yaml"),
        [FROM_JURISDICTIONS] = STR("jurisdictions.yaml"),
        [FROM_TEMPLATE] = str_printf(p->arena, "fact-sheet-%d.yaml", job->year),
        [FROM_THEME] = STR("theme.yaml"),
    };
    for (Origin origin = 0; origin < ORIGIN_COUNT; origin++)
        if (p->engine->origins[origin])
            file_add(p, names[origin], p->engine->origins[origin]);
}

static Pages *sheet_layout(Packet *p, const Job *job, uint32_t fixed_level)
{
    const Jurisdiction *state;
    p->job.state = str_terminated(p->arena, job->state->code);
    p->job.year = job->year;
    p->job.fixed_level = fixed_level;
    const Document *document = engine_document(p->engine, &p->job, &state, p->diag);
    if (!document)
        return NULL;
    files_add(p, job);
    p->organization = document->organization.text;
    if (document->strip.text.n && !p->strip)
        p->strip = &document->strip;
    Str label = job_page_label(p, job);
    Document *labelled = ARENA_NEW(p->arena, Document);
    *labelled = *document;
    labelled->footer_right = label_prose(label, document->footer_right.mark, p->arena);
    const Pages *laid = layout_document(labelled, p->engine->fonts, p->engine->shapes, p->arena, p->diag);
    if (!laid || !pages_conform(laid, p->arena, p->diag))
        return NULL;
    Pages *pages = ARENA_NEW(p->arena, Pages);
    *pages = *laid;
    pages->label = label;
    pages->part = job_name(p, job);
    return pages;
}

/* All sheets, or as many as can be made: what is wrong is said of each. */
static Pages **sheets_layout(Packet *p)
{
    Pages **sheets = ARENA_ARRAY(p->arena, Pages *, p->jobs.count);
    size_t errors = diag_errors(p->diag);
    uint32_t tightest = 0;
    for (size_t i = 0; i < p->jobs.count; i++) {
        sheets[i] = sheet_layout(p, &p->jobs.items[i], 0);
        if (sheets[i] && sheets[i]->level + 1 > tightest)
            tightest = sheets[i]->level + 1;
    }
    for (size_t i = 0; p->options->uniform && diag_errors(p->diag) == errors && i < p->jobs.count; i++)
        if (sheets[i]->level + 1 != tightest)
            sheets[i] = sheet_layout(p, &p->jobs.items[i], tightest);
    return diag_errors(p->diag) == errors ? sheets : NULL;
}

/* ---- The order of pages --------------------------------------------------------------------------------------------
 */

static void part_add(Packet *p, Pages *pages)
{
    ARENA_ROOM(p->arena, p->parts, p->part_count, p->part_capacity);
    p->parts[p->part_count++] = (Part){pages, p->page_count + 1};
    p->page_count += pages->page_count;
    if (pages->label.n == 0)
        p->roman_count += pages->page_count;
}

/* Right-hand pages are the odd ones: an empty page ends a part that ends on one. */
static void page_turn(Packet *p)
{
    if (p->page_count % 2 == 0)
        return;
    Pages *last = p->parts[p->part_count - 1].pages;
    Page *pages = ARENA_ARRAY(p->arena, Page, last->page_count + 1);
    memcpy(pages, last->pages, last->page_count * sizeof *pages);
    pages[last->page_count] = (Page){.width = pages->width, .height = pages->height, .bleed = pages->bleed};
    last->pages = pages;
    last->page_count++;
    p->page_count++;
    if (last->label.n == 0)
        p->roman_count++;
}

/* "2019, 2021-2023": years that follow each other are a range. */
static Str years_text(const JobList *jobs, const char *dash, Arena *a)
{
    Buf text = {.arena = a};
    const int *years = jobs->years;
    for (size_t i = 0, end; i < jobs->year_count; i = end) {
        for (end = i + 1; end < jobs->year_count && years[end] == years[end - 1] + 1;)
            end++;
        buf_printf(&text, i ? ", %d" : "%d", years[i]);
        if (end > i + 1)
            buf_printf(&text, "%s%d", dash, years[end - 1]);
    }
    return buf_str(&text);
}

static void front_fill(Packet *p)
{
    const Options *o = p->options;
    Arena *a = p->arena;
    Str *facts = ARENA_ARRAY(a, Str, 2), *names = ARENA_ARRAY(a, Str, p->jobs.count);
    size_t fact_count = 0, name_count = 0;
    if (o->prepared_for)
        facts[fact_count++] = str_printf(a, "Prepared for %s", o->prepared_for);
    if (o->date)
        facts[fact_count++] = str_from(o->date);
    /* The list is year by year, so the states of the first year are all there are, or nearly; each is named once. */
    for (size_t i = 0; i < p->jobs.count; i++) {
        size_t k = 0;
        while (k < name_count && !str_eq(names[k], p->jobs.items[i].state->name))
            k++;
        if (k == name_count)
            names[name_count++] = p->jobs.items[i].state->name;
    }
    p->front =
        (Front){.theme = p->engine->theme,
                .strip = p->strip,
                .organization = p->organization,
                .title = o->title ? str_from(o->title) : STR("State Data"),
                .subtitle = o->subtitle ? str_from(o->subtitle)
                                        : str_printf(a, "Calendar year%s %.*s", p->jobs.year_count > 1 ? "s" : "",
                                                     STR_ARG(years_text(&p->jobs, "\xE2\x80\x93", a))),
                .facts = facts,
                .fact_count = fact_count,
                .names = names,
                .name_count = name_count,
                .heading = STR("Contents"),
                .fonts = p->engine->fonts,
                .cache = p->engine->shapes};
}

/* A front page that the theme's own checks let pass. */
static Pages *front_end(Packet *p, Pages *pages, Str part)
{
    if (!pages)
        return NULL;
    pages->name = pages->part = pages->title = part;
    return pages_conform(pages, p->arena, p->diag) ? pages : NULL;
}

/* Counts first, since the contents stand in front of what they list. */
static bool parts_bind(Packet *p, Pages **sheets)
{
    Arena *a = p->arena;
    const char *divider = p->options->divider;
    FrontLine *lines = ARENA_ARRAY(a, FrontLine, p->jobs.count + 1);
    p->front.lines = lines;
    p->front.line_count = p->jobs.count + (divider != NULL);
    uint32_t contents = layout_contents_pages(&p->front), page = 1 + contents, roman = page;
    page += page % 2;
    roman += roman % 2;
    for (size_t i = 0; i < p->jobs.count; i++) {
        lines[i] = (FrontLine){sheets[i]->part, str_printf(a, "%.*s-1", STR_ARG(sheets[i]->label)), page + 1};
        page += sheets[i]->page_count + sheets[i]->page_count % 2;
    }
    if (divider)
        lines[p->jobs.count] = (FrontLine){str_from(divider), roman_number(roman + 1, a), page + 1};
    Pages *cover = front_end(p, layout_cover(&p->front, a, p->diag), STR("Cover"));
    Pages *list = front_end(p, layout_contents(&p->front, 2, a, p->diag), p->front.heading);
    if (!cover || !list)
        return false;
    part_add(p, cover);
    part_add(p, list);
    for (size_t i = 0; i < p->jobs.count; i++) {
        page_turn(p);
        part_add(p, sheets[i]);
    }
    if (!divider)
        return true;
    page_turn(p);
    Pages *last = front_end(p, layout_divider(&p->front, str_from(divider), roman + 1, a, p->diag), str_from(divider));
    if (last)
        part_add(p, last);
    return last != NULL;
}

/* ---- The document --------------------------------------------------------------------------------------------------
 */

static Str packet_write(Packet *p, Pages **sheets)
{
    const Options *o = p->options;
    PdfOptions options = pdf_options_of(sheets[0], &p->engine->colors, STR(NCMEC_PRODUCER));
    for (size_t i = 0; i < p->jobs.count; i++)
        options.date = sheets[i]->date > options.date ? sheets[i]->date : options.date;
    Str strip = p->strip ? p->strip->text : (Str){0};
    options.title = str_printf(p->arena, strip.n ? "%.*s: %.*s: %.*s" : "%.*s%.*s: %.*s", STR_ARG(strip),
                               STR_ARG(p->front.title), STR_ARG(p->front.subtitle));
    options.subject = str_printf(p->arena, "%.*s, %zu fact sheets", STR_ARG(options.title), p->jobs.count);
    options.name = str_printf(p->arena, "ncmec-packet-%.*s", STR_ARG(years_text(&p->jobs, "-", p->arena)));
    options.flavor = o->flavor_count ? o->flavors[0] : FLAVOR_SCREEN;
    options.files = p->files;
    options.file_count = p->file_count;
    Pdf *pdf = pdf_open(&options, p->engine->subsets, p->diag);
    for (size_t i = 0; pdf && i < p->part_count; i++)
        if (!pdf_add(pdf, p->parts[i].pages, p->diag))
            break;
    return pdf_close(pdf, p->arena, p->diag);
}

static bool packet_check(const Invocation *invocation)
{
    const Options *o = invocation->options;
    Diag *d = invocation->diag;
    size_t errors = diag_errors(d);
    if (!o->state)
        diag_error(d, DIAG_USAGE, nowhere, "no state is given; add some, as in --state CA,NV,AZ");
    options_check_table(o, d);
    if (!o->year && !o->data_file)
        diag_error(d, DIAG_USAGE, nowhere, "no year is given; add one, as in --year 2023");
    if (o->flavor_count > 1)
        diag_error(d, DIAG_USAGE, nowhere,
                   "a packet is made for one purpose at a time: --for screen, then --for press");
    if (o->operand_count)
        diag_error(d, DIAG_USAGE, nowhere, "unexpected '%s'; did you mean '-o %s'?", o->operands[0], o->operands[0]);
    return diag_errors(d) == errors;
}

static void packet_make(Packet *p, Invocation *invocation)
{
    const Options *o = p->options;
    const char *target = o->target ? o->target : "packet.pdf";
    const JobSource from = {ncmec_jurisdictions(p->engine), p->job.folders.office, ncmec_table(p->engine)};
    if (!jobs_select(o, &from, p->arena, &p->jobs, p->diag))
        return;
    Pages **sheets = sheets_layout(p);
    if (!sheets)
        return;
    front_fill(p);
    Str bytes = parts_bind(p, sheets) ? packet_write(p, sheets) : (Str){0};
    if (bytes.n == 0 || diag_exit(p->diag, o->strict) != EXIT_CODE_DONE)
        return;
    if (strcmp(target, "-") == 0) {
        output_print(bytes, p->diag);
        return;
    }
    OutputResult result =
        output_write_synced(target, bytes, o->no_sync ? OUTPUT_SYNC_NONE : OUTPUT_SYNC_ALL, p->arena, p->diag);
    if (result != OUTPUT_FAILED)
        invocation->said =
            str_printf(invocation->arena, "%s: %zu sheets, %u pages, %zu bytes%s\n", target, p->jobs.count,
                       p->page_count, bytes.n, result == OUTPUT_UNCHANGED ? ", unchanged" : "");
}

void packet_run(Invocation *invocation)
{
    const Options *o = invocation->options;
    if (!packet_check(invocation))
        return;
    Packet p = {.options = o, .arena = invocation->arena, .diag = invocation->diag};
    p.job = (NcmecJob){.folders = invocation->folders,
                       .year = o->year_count == 1 ? o->year : 0,
                       .data_file = o->data_file,
                       .template_file = o->template_file,
                       .theme_file = o->theme_file,
                       .has_date = invocation->has_date,
                       .date = invocation->date};
    p.engine = ncmec_engine_new(&p.job, p.arena, p.diag);
    invocation->engine = p.engine;
    if (p.engine)
        packet_make(&p, invocation);
}
