/* What is measured for each criterion. A verdict that only a person can reach is left open, unless something that was
   measured already answers it. Names of criteria are those of WCAG 2.1 and of the clauses of ISO 14289-1. */
#include "criteria.h"

#include "explain.h"

/* Text, large text, and graphics that stand for figures. */
typedef enum Legible { LEGIBLE_TEXT, LEGIBLE_LARGE, LEGIBLE_BAR, LEGIBLE_COUNT } Legible;

enum { LEAST_TEXT = 450, LEAST_GRAPHIC = 300, SHOWN_MOST = 60 };

typedef struct SeenLink {
    ElemId elem;
    Str url;  /* empty: to a page of the packet */
    Str name; /* what it is described as */
    Buf text;
    Mark mark; /* of a packet none, whose files are not kept */
} SeenLink;

typedef struct Lowest {
    Seen seen; /* .item NULL: there is none */
    Str where;
} Lowest;

struct Facts {
    const Cache *cache;
    const PdfRead *pdf;
    Str years; /* of a packet */
    Arena *arena;
    Lowest lowest[LEGIBLE_COUNT];
    Sp smallest; /* type */
    uint32_t texts, shapes, artifacts, running, page_count;
    SeenLink *links; /* to other places than footnotes; of those that are alike one is kept */
    size_t link_count, link_capacity, links_all, entries, plain_links, printed; /* 'printed': their addresses are */
    uint32_t followed;      /* links in the file, those to footnotes among them */
    size_t bars, bare_bars; /* bare: no figure is printed beside it */
    /* The first of each, with its place; empty: none. */
    Str two_colors, false_heading, lost, other_language, same_heading, same_title, alternative, bad_entry;
    Str two_targets; /* a sentence on links that say the same */
    Mark two_mark;
    size_t heading_count, prose_count;
    TextSet titles;
    Buf all; /* text of all sheets, and where that of this part begins */
    size_t all_from;
    /* Of the part that is looked at */
    const Document *doc;
    const Pages *pages;
    Str where;               /* " (California 2023)", of a sheet alone "" */
    const DrawItem **latest; /* text of each block */
    size_t first_link;
    TextSet headings;
    ElemId front; /* the paragraph of cover, contents or a divider that is looked at, its size and text so far */
    Sp front_size;
    Buf title, words, prose; /* 'words': what the file paints to be read, without blanks */
    size_t read, word_at;
};

/* ---- What there is to see ---- */

static Str cut(const Facts *f, Str text)
{
    size_t end = text.n;
    for (end = end > SHOWN_MOST ? SHOWN_MOST : end; end < text.n && ((unsigned char)text.s[end] & 0xC0) == 0x80;)
        end--;
    return str_printf(f->arena, "\"%.*s%s\"", STR_ARG(str_trim(str_slice(text, 0, end))), end < text.n ? "..." : "");
}

/* Keeps the first text of a kind. */
static void first_keep(const Facts *f, Str *kept, Str text)
{
    if (!kept->n)
        *kept = str_printf(f->arena, "%.*s%.*s", STR_ARG(cut(f, text)), STR_ARG(f->where));
}

/* The Link around an element of inline text; 0: none. */
static ElemId link_around(const Pages *pages, ElemId elem)
{
    for (ElemId block = elem_block(pages, elem); elem != block; elem = pages->elems[elem].parent)
        if (pages->elems[elem].role == ROLE_LINK)
            return elem;
    return 0;
}

static void link_see(Facts *f, ElemId elem, Str text)
{
    size_t at = f->first_link;
    const StructElem *e = &f->pages->elems[elem];
    if (str_starts(e->url, STR("#")))
        return;
    while (at < f->link_count && f->links[at].elem != elem)
        at++;
    if (at == f->link_count) {
        ARENA_NEXT(f->arena, f->links, f->link_count, f->link_capacity) =
            (SeenLink){elem, e->url, e->url, {.arena = f->arena}, f->years.n ? nowhere : e->mark};
    }
    buf_put(&f->links[at].text, text);
}

/* What reads as another language than its document's. */
static void language_see(Facts *f, Str language, Str text)
{
    const Language *guess = language_guess(text);
    if (guess && guess != language_find(language))
        first_keep(f, &f->other_language, text);
}

/* Cover, contents and dividers have no document: their texts are put together from what is painted alike. The publisher
   is of a title's paragraph, in another size. */
static void front_see(Facts *f, ElemId block, Sp size, Str text)
{
    if (block != f->front || size != f->front_size) {
        language_see(f, f->pdf->language, buf_str(&f->prose));
        f->prose.n = 0;
    }
    f->front = block;
    f->front_size = size;
    buf_put(&f->prose, text);
}

/* Whether the file has the text after all that was read before. */
static void text_follow(Facts *f, Str text)
{
    Buf solid = {.arena = f->arena};
    solid_put(&solid, text);
    size_t at = str_find(buf_str(&f->words), buf_str(&solid), f->read);
    f->prose_count++;
    if (at < f->words.n)
        f->read = at + solid.n;
    else
        first_keep(f, &f->lost, text);
}

static void text_see(Facts *f, const Seen *seen)
{
    const DrawItem *item = seen->item;
    Str text = drawitem_text(item, f->arena);
    f->texts++;
    f->smallest = f->smallest && f->smallest < item->size ? f->smallest : item->size;
    if (item->elem >= f->pages->elem_count)
        return;
    ElemId block = elem_block(f->pages, item->elem), link = link_around(f->pages, item->elem);
    const DrawItem *before = f->latest[block];
    if (before && before->color != item->color && before->font == item->font && before->size == item->size)
        first_keep(f, &f->two_colors, text);
    f->latest[block] = item;
    if (link)
        link_see(f, link, text);
    if (f->pages->elems[block].role == ROLE_H1)
        buf_put(&f->title, text);
    if (!f->doc) {
        text_follow(f, text);
        front_see(f, block, item->size, text);
    }
}

static bool is_bar(const Theme *theme, const DrawItem *item)
{
    return item->kind == DRAW_RECT && item->color == theme->table.bar && item->rect.height == theme->table.bar_height;
}

static void item_see(void *context, const Seen *seen)
{
    Facts *f = context;
    const DrawItem *item = seen->item;
    bool is_text = item->kind == DRAW_TEXT, is_large = seen->least == LEAST_GRAPHIC;
    f->shapes += !is_text;
    f->artifacts += item->elem == ELEM_ARTIFACT;
    f->running += item->artifact == ARTIFACT_HEADER || item->artifact == ARTIFACT_FOOTER;
    if (is_text)
        text_see(f, seen);
    if (!seen->ground || (!is_text && !is_bar(f->cache->theme, item)))
        return;
    Lowest *lowest = &f->lowest[!is_text ? LEGIBLE_BAR : is_large ? LEGIBLE_LARGE : LEGIBLE_TEXT];
    if (!lowest->seen.item || seen->contrast < lowest->seen.contrast) {
        *lowest = (Lowest){*seen, f->where};
        lowest->seen.page += f->page_count;
    }
}

/* A short paragraph in bold that ends without a stop is a heading to the eye. */
static bool looks_like_heading(const Prose *p)
{
    enum { HEADING_MOST = 80 };
    for (uint32_t i = 0; i < p->inline_count; i++)
        if (!p->inlines[i].strong)
            return false;
    return p->text.n && p->text.n <= HEADING_MOST && !strchr(".,;:!?)", p->text.s[p->text.n - 1]);
}

static void bars_see(Facts *f, const Row *row, const Block *table)
{
    size_t bars = 0, figures = 0;
    for (size_t i = 0; i < table->table.column_count; i++) {
        bars += table->table.columns[i].kind == CELL_BAR && row->cells[i].whole > 0;
        figures += table->table.columns[i].kind == CELL_FIGURE && row->cells[i].prose.text.n;
    }
    f->bars += bars;
    f->bare_bars += figures ? 0 : bars;
}

static void node_see(void *context, const Node *node)
{
    Facts *f = context;
    const Prose *p = node->leaving ? NULL : node->prose;
    if (node->kind == NODE_ROW && !node->leaving)
        bars_see(f, node->row, node->block);
    if (!p || !p->text.n)
        return;
    bool is_marked = false;
    for (uint32_t i = 0; i < p->inline_count; i++)
        is_marked = is_marked || p->inlines[i].language.n;
    if (!is_marked)
        language_see(f, f->doc->language, p->text);
    bool is_heading = node->kind == NODE_SECTION || node->kind == NODE_HIGHLIGHTS || node->kind == NODE_NOTES;
    if (is_heading && !textset_add(&f->headings, p->text))
        first_keep(f, &f->same_heading, p->text);
    if (node->kind == NODE_PARAGRAPH && looks_like_heading(p))
        first_keep(f, &f->false_heading, p->text);
    buf_printf(&f->all, "%.*s ", STR_ARG(p->text));
    text_follow(f, p->text);
}

/* What the pages say of links beside their words: those to pages of the packet have names of their own. */
static void areas_see(Facts *f)
{
    for (uint32_t p = 0; p < f->pages->page_count; p++) {
        const Page *page = &f->pages->pages[p];
        for (uint32_t i = 0; i < page->link_count; i++) {
            const LinkArea *area = &page->links[i];
            Rect r = area->rect;
            bool is_marked = str_starts(f->pages->elems[area->elem].url, STR("#")) || area->target;
            for (uint32_t k = 0; k < page->item_count && !is_marked; k++) {
                const DrawItem *item = &page->items[k];
                is_marked = item->kind == DRAW_RECT && item->rect.x == r.x && item->rect.width == r.width &&
                            item->rect.y > r.y && item->rect.y < r.y + r.height;
            }
            f->plain_links += !is_marked;
            for (size_t k = f->first_link; k < f->link_count && area->target; k++)
                if (f->links[k].elem == area->elem)
                    f->links[k].name = area->text;
        }
    }
}

/* Whether its description has all words of the link, in their order. */
static bool is_named(const SeenLink *link)
{
    Str text = str_trim(buf_str(&link->text)), name = link->name;
    for (size_t at = 0, end; at < text.n; at = end + 1) {
        end = str_find(text, STR(" "), at);
        size_t found = str_find_any_case(name, str_slice(text, at, end));
        if (found == name.n)
            return false;
        name = str_slice(name, found + end - at, name.n);
    }
    return true;
}

/* The same words lead to one place. */
static void targets_compare(Facts *f, const SeenLink *one, const SeenLink *other)
{
    Str text = str_trim(buf_str(&one->text));
    if (f->two_targets.n || !one->url.n || !other->url.n || !text.n ||
        !str_eq_any_case(text, str_trim(buf_str(&other->text))) ||
        (text_prints_address(one->url, other->url, f->arena) && text_prints_address(other->url, one->url, f->arena)))
        return;
    f->two_targets = str_printf(f->arena, "Two links say %.*s%.*s, and lead to %.*s and to %.*s.",
                                STR_ARG(cut(f, text)), STR_ARG(f->where), STR_ARG(one->url), STR_ARG(other->url));
    f->two_mark = other->mark;
}

/* Of links that are alike, and of all to pages of the packet, one is kept or none, so that many sheets take no time of
   their square. */
static void links_settle(Facts *f)
{
    size_t kept = f->first_link, end = f->link_count;
    for (size_t i = f->first_link; i < end; i++)
        for (size_t k = f->first_link; k < i && f->links[i].url.n; k++)
            targets_compare(f, &f->links[k], &f->links[i]);
    for (size_t i = f->first_link; i < end; i++) {
        const SeenLink *link = &f->links[i];
        Str text = buf_str(&link->text);
        size_t k = 0;
        if (!link->url.n) {
            f->entries++;
            if (!is_named(link))
                first_keep(f, &f->bad_entry, text);
            continue;
        }
        f->links_all++;
        f->printed += text_prints_address(str_slice(buf_str(&f->all), f->all_from, f->all.n), link->url, f->arena);
        while (k < kept && !(str_eq(f->links[k].url, link->url) && str_eq(buf_str(&f->links[k].text), text)))
            k++;
        if (k == kept || !f->years.n)
            f->links[kept++] = *link;
    }
    f->link_count = f->first_link = kept;
}

Facts *facts_new(const Cache *cache, const PdfRead *pdf, Str years, Arena *a)
{
    Facts *f = ARENA_NEW(a, Facts);
    *f = (Facts){.cache = cache, .pdf = pdf, .years = str_copy(a, years), .arena = a};
    f->all.arena = f->titles.arena = f->title.arena = f->words.arena = f->prose.arena = a;
    f->followed = pdf_count(pdf, "/Subtype/Link");
    return f;
}

void facts_add(Facts *f, const Document *document, const Pages *pages)
{
    Arena *a = f->arena;
    f->doc = document;
    f->pages = pages;
    f->latest = ARENA_ARRAY(a, const DrawItem *, pages->elem_count);
    f->headings = (TextSet){.arena = a};
    f->title.n = f->words.n = f->prose.n = f->read = f->front = 0;
    f->all_from = f->all.n;
    if (f->years.n)
        f->where = str_printf(a, " (%.*s)", STR_ARG(pages->full));
    for (ElemId id = ELEM_ROOT; id < pages->elem_count; id++)
        if (pages->elems[id].role == ROLE_FIGURE)
            first_keep(f, &f->alternative, pages->elems[id].alt);
    for (; f->word_at < f->pdf->word_count; f->word_at++) {
        const PdfWord *word = &f->pdf->words[f->word_at];
        if (word->page >= f->page_count + pages->page_count)
            break;
        if (!word->is_artifact)
            solid_put(&f->words, word->text);
    }
    pages_look(pages, a, item_see, f);
    front_see(f, 0, 0, (Str){0});
    if (document)
        document_walk(document, node_see, f);
    areas_see(f);
    links_settle(f);
    if (f->title.n && !textset_add(&f->titles, str_copy(a, buf_str(&f->title))))
        first_keep(f, &f->same_title, buf_str(&f->title));
    f->heading_count += f->headings.count;
    f->page_count += pages->page_count;
}

/* ---- What is not there ---- */

enum { ABSENT_MOST = 12 };

struct Absence {
    const char *what;
    const char *names[ABSENT_MOST];
};

#define MEDIA "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D", "/Rendition"
#define SCRIPTS "/JavaScript", "/JS", "/AA", "/OpenAction", "/Widget", "/Launch"

static const Absence no_media = {"sound, film or 3D object", {MEDIA}},
                     no_field = {"form field", {"/AcroForm", "/Widget", "/XFA"}},
                     no_script = {"script, form field or action but those of links", {SCRIPTS}},
                     no_motion = {"script, page transition or film", {SCRIPTS, "/Trans", "/Dur", "/Movie"}},
                     no_popup = {"note, tool tip or field that appears by pointing at it", {"/Popup", "/TU", SCRIPTS}},
                     no_turn = {"script or turned page", {"/Rotate", SCRIPTS}}, no_formula = {"formula", {"/Formula"}},
                     no_layer = {"layer", {"/OCProperties", "/OCG"}},
                     no_thread = {"article thread", {"/Threads", "/Thread"}},
                     no_signature = {"signature field", {"/Sig", "/SigFlags"}},
                     no_printed_field = {"field printed as content", {"/PrintField"}}, no_xfa = {"XFA form", {"/XFA"}},
                     no_lock = {"encryption", {"/Encrypt"}},
                     no_action = {"script or action but those of links", {SCRIPTS}},
                     no_form = {"form XObject", {"/Subtype/Form"}};

#define SAY(verdict, ...) ((Evidence){.support = SUPPORT_##verdict, .text = str_printf(f->arena, __VA_ARGS__)})

Evidence criterion_look(const Criterion *criterion, const Facts *f)
{
    const Absence *absent = criterion->absent;
    if (!absent)
        return criterion->look(f);
    for (size_t i = 0; i < ABSENT_MOST && absent->names[i]; i++)
        if (pdf_count(f->pdf, absent->names[i]))
            return SAY(NOT_EVALUATED, "The file holds '%s', which a person must look at.", absent->names[i]);
    return SAY(NOT_APPLICABLE, "No %s is among the %u objects of the file.", absent->what,
               pdf_count(f->pdf, " objects"));
}

/* ---- What the file's own structure says ---- */

#define TAGGED(type) pdf_count(f->pdf, "/S/" type)

/* Titles and headings: in PDF 2.0 the title is a Title, and H1 the first level below it. */
typedef struct Levels {
    uint32_t titles, headings;
    bool skip; /* a level below one that is not there */
    Str text;  /* "1 H1 and 7 H2" */
} Levels;

static Levels levels_of(const Facts *f)
{
    static const char *const types[] = {"/S/Title", "/S/H1", "/S/H2", "/S/H3", "/S/H4", "/S/H5", "/S/H6"};
    enum { TYPES = sizeof types / sizeof *types };
    Levels l = {0};
    Buf text = {.arena = f->arena};
    bool is_gap = false;
    for (size_t i = 0; i < TYPES; i++) {
        uint32_t count = pdf_count(f->pdf, types[i]);
        l.skip = l.skip || (count && is_gap);
        is_gap = is_gap || (i && !count);
        if (!count)
            continue;
        buf_printf(&text, "%s%u %s", text.n ? " and " : "", count, types[i] + 3);
        *(l.titles ? &l.headings : &l.titles) += count;
    }
    l.text = buf_str(&text);
    return l;
}

/* Its outline has a /Title an item, as Info and the structure of PDF 2.0 have it too. */
static uint32_t bookmarks_of(const Facts *f)
{
    return pdf_count(f->pdf, "/Title") - TAGGED("Title") - (pdf_count(f->pdf, "/Info") != 0);
}

/* ---- What is seen ---- */

static uint32_t figures_of(const Facts *f)
{
    return pdf_count(f->pdf, "/S/Figure");
}

static Evidence non_text(const Facts *f)
{
    uint32_t figures = figures_of(f), alts = pdf_count(f->pdf, "/Alt");
    if (alts < figures)
        return SAY(NONE, "%u of %u pictures have no alternative text.", figures - alts, figures);
    if (f->bare_bars)
        return SAY(PARTIAL, "%zu of %zu bars have no figure printed beside them.", f->bare_bars, f->bars);
    if (!figures)
        return SAY(
            FULL, "No picture says anything: all %u shapes are artifacts (grounds, rules, outlines)%s.", f->shapes,
            !f->bars ? ""
                     : str_printf(f->arena, ", and the figure of each of %zu bars is printed beside it", f->bars).s);
    return SAY(NOT_EVALUATED, "%u picture%s, each with an alternative text%s%.*s. Whether it fits is for a person.",
               figures, PLURAL(figures), f->alternative.n ? ", as in " : "", STR_ARG(f->alternative));
}

static Evidence images_of_text(const Facts *f)
{
    uint32_t images = pdf_count(f->pdf, "/Subtype/Image"), figures = figures_of(f);
    if (images + figures)
        return SAY(NOT_EVALUATED, "%u picture%s, of which %u of pixels. Whether they show words is for a person.",
                   figures, PLURAL(figures), images);
    return SAY(FULL, "No picture but shapes without words; all %u pieces of text are text.", f->texts);
}

static Evidence structure(const Facts *f)
{
    const Levels levels = levels_of(f);
    uint32_t lists = TAGGED("L"), tables = TAGGED("Table");
    uint32_t headers = pdf_count(f->pdf, "/S/TH"), scopes = pdf_count(f->pdf, "/Scope");
    if (scopes < headers)
        return SAY(NONE, "%u of %u table headers do not say what they head.", headers - scopes, headers);
    uint32_t parts = pdf_count(f->pdf, "/S/Part"), named = pdf_count(f->pdf, "/T");
    if (f->false_heading.n)
        return SAY(PARTIAL, "%.*s is a paragraph in bold: a heading to the eye alone.", STR_ARG(f->false_heading));
    if (levels.skip)
        return SAY(PARTIAL, "A level of the headings is skipped: %.*s.", STR_ARG(levels.text));
    if (named < parts)
        return SAY(PARTIAL, "%u of %u parts of the structure have no title.", parts - named, parts);
    Str each = !parts ? (Str){0}
                      : str_printf(f->arena, "%u parts, each with its title, cover and contents among them: ", parts);
    return SAY(
        FULL,
        "%.*s%u title%s, %u headings with no level skipped, %u list%s with %u items%s. Everything painted is tagged or "
        "an artifact.",
        STR_ARG(each), levels.titles, PLURAL(levels.titles), levels.headings, lists, PLURAL(lists), TAGGED("LI"),
        !tables ? ", no table"
                : str_printf(f->arena, ", %u table%s, each of whose %u headers names its row or column", tables,
                             PLURAL(tables), headers)
                      .s);
}

static Evidence sequence(const Facts *f)
{
    if (f->lost.n)
        return SAY(NONE, "%.*s is not read where the wording has it.", STR_ARG(f->lost));
    return SAY(FULL, "The %zu texts of the %s are read from the file in the order of the wording%s.", f->prose_count,
               f->years.n ? "sheets" : "sheet",
               f->years.n ? ", those of cover and contents in that of their lines" : "");
}

static Evidence words_only(const Facts *f)
{
    return SAY(NOT_EVALUATED, "Whether a text points to something by its shape, color or place alone is for a person.");
}

static Evidence color_use(const Facts *f)
{
    if (f->plain_links)
        return SAY(PARTIAL, "Links that are not underlined: %zu.", f->plain_links);
    if (f->two_colors.n)
        return SAY(PARTIAL, "%.*s differs from the text around it by its color alone.", STR_ARG(f->two_colors));
    if (figures_of(f))
        return SAY(
            NOT_EVALUATED,
            "Links are underlined, and no text has two colors. What the colors of pictures say is for a person.");
    return SAY(FULL, "%zu links, all underlined%s; no text differs from the one around it by color alone%s.",
               f->links_all, f->entries ? ", beside those that are the lines of the contents" : "",
               f->bars ? "; bars tell figures by their length" : "");
}

/* "5.12:1 (at least 4.5): "SAMPLE DATA" in black on gold at 9 pt, page 1" */
static Str contrast_text(const Facts *f, const Lowest *lowest)
{
    char size[32] = "";
    const Seen *s = &lowest->seen;
    bool is_text = s->item->kind == DRAW_TEXT;
    sp_format(s->item->size, 2, size);
    Str what = is_text ? cut(f, drawitem_text(s->item, f->arena)) : STR("a bar");
    int least = is_text ? s->least : LEAST_GRAPHIC;
    return str_printf(f->arena, "%d.%02d:1 (at least %d.%d): %.*s in %.*s on %.*s%s%s%s, page %u%.*s",
                      s->contrast / 100, s->contrast % 100, least / 100, least % 100 / 10, STR_ARG(what),
                      STR_ARG(s->item->color->name), STR_ARG(s->ground->name), is_text ? " at " : "",
                      is_text ? size : "", is_text ? " pt" : "", s->page, STR_ARG(lowest->where));
}

static Evidence contrast(const Facts *f)
{
    const Lowest *low_text = &f->lowest[LEGIBLE_TEXT], *low_large = &f->lowest[LEGIBLE_LARGE];
    const Seen *text = &low_text->seen, *large = &low_large->seen;
    const Seen *worst =
        !large->item || (text->item && text->contrast * LEAST_GRAPHIC < large->contrast * LEAST_TEXT) ? text : large;
    bool is_low = (text->item && text->contrast < LEAST_TEXT) || (large->item && large->contrast < LEAST_GRAPHIC);
    Evidence e = SAY(FULL, "The lowest is %.*s%s%.*s.", STR_ARG(text->item ? contrast_text(f, low_text) : STR("")),
                     text->item && large->item ? "; of large text " : "",
                     STR_ARG(large->item ? contrast_text(f, low_large) : STR("")));
    e.support = is_low ? SUPPORT_NONE : SUPPORT_FULL;
    e.rank = worst->contrast;
    return e;
}

static Evidence graphics_contrast(const Facts *f)
{
    const Lowest *lowest = &f->lowest[LEGIBLE_BAR];
    const Seen *bar = &lowest->seen;
    if (!bar->item)
        return SAY(FULL, "No graphic stands for a figure: grounds, rules and outlines are ornaments.");
    Evidence e = SAY(FULL, "The lowest of %zu bars is %.*s.", f->bars, STR_ARG(contrast_text(f, lowest)));
    e.support = bar->contrast < LEAST_GRAPHIC ? SUPPORT_NONE : SUPPORT_FULL;
    e.rank = bar->contrast;
    return e;
}

static Evidence resize(const Facts *f)
{
    char size[32];
    uint32_t fonts = pdf_count(f->pdf, "/Type/FontDescriptor");
    uint32_t embedded = pdf_count(f->pdf, "/FontFile2") + pdf_count(f->pdf, "/FontFile3");
    sp_format(f->smallest, 2, size);
    if (embedded < fonts)
        return SAY(NONE, "%u of %u fonts are not in the file.", fonts - embedded, fonts);
    return SAY(FULL, "All text is text in outlines of %u embedded fonts; none of it is smaller than %s pt.", fonts,
               size);
}

static Evidence reflow(const Facts *f)
{
    uint32_t tables = TAGGED("Table");
    return SAY(NOT_EVALUATED,
               "All content is tagged, so that software can set it anew in one column. What it makes of %s is for a "
               "person.",
               tables ? str_printf(f->arena, "%u table%s", tables, PLURAL(tables)).s : "it");
}

static Evidence spacing(const Facts *f)
{
    return SAY(NOT_APPLICABLE, "The file is PDF %.*s, which has no style properties for readers to set.",
               STR_ARG(str_slice(f->pdf->bytes, 5, 8)));
}

static Evidence site(const Facts *f)
{
    (void)f;
    return SAY(NOT_EVALUATED, "This is about the site that posts the file, and its other pages.");
}

/* ---- Links ---- */

static Evidence no_links(const Facts *f)
{
    if (f->printed < f->links_all)
        return SAY(NOT_APPLICABLE, "No link can be followed in this file; the addresses of %zu of %zu are printed.",
                   f->printed, f->links_all);
    return f->links_all ? SAY(NOT_APPLICABLE, "No link can be followed in this file; the addresses of %zu are printed.",
                              f->links_all)
                        : SAY(NOT_APPLICABLE, "The file holds no link.");
}

static Evidence keyboard(const Facts *f)
{
    uint32_t annotations = pdf_count(f->pdf, "/Type/Annot"), references = pdf_count(f->pdf, "/Type/OBJR");
    uint32_t ordered = pdf_count(f->pdf, "/Tabs/S"), names = pdf_count(f->pdf, "/Contents");
    if (!annotations)
        return no_links(f);
    if (annotations > f->followed || references < annotations)
        return SAY(PARTIAL, "%u of %u annotations are not links in the structure.",
                   annotations - (references < f->followed ? references : f->followed), annotations);
    if (ordered < f->pdf->page_count || names < f->pdf->page_count + annotations)
        return SAY(PARTIAL, "Not every page has the tab order of its structure, or not every link its description.");
    return SAY(
        FULL,
        "%u link%s and nothing else takes the focus, in the order of the structure on all %u pages; each has its "
        "role, words and description.",
        f->followed, PLURAL(f->followed), f->pdf->page_count);
}

static Evidence focus(const Facts *f)
{
    uint32_t hidden = pdf_count(f->pdf, "/H/N");
    if (!f->followed)
        return no_links(f);
    if (hidden)
        return SAY(PARTIAL, "%u links ask not to be marked.", hidden);
    return SAY(FULL, "None of the %u link%s asks not to be marked when it has the focus.", f->followed,
               PLURAL(f->followed));
}

/* The description of a link is its address: what is spoken for it holds its words where these are part of that. */
static Evidence label_in_name(const Facts *f)
{
    if (!f->followed)
        return no_links(f);
    if (f->bad_entry.n)
        return SAY(NONE, "The description of the line %.*s of the contents does not hold its words.",
                   STR_ARG(f->bad_entry));
    for (size_t i = 0; i < f->link_count; i++) {
        Str text = str_trim(buf_str(&f->links[i].text));
        if (!is_named(&f->links[i]))
            return SAY(NOT_EVALUATED,
                       "The words %.*s are those of the link in the structure, but not of its description. Which of "
                       "them software takes for its name is for a person.",
                       STR_ARG(cut(f, text)));
    }
    return SAY(FULL, "The description of each of %zu links holds its words.", f->links_all + f->entries);
}

static Evidence link_purpose(const Facts *f)
{
    static const char vague[] = "|here|click here|more|read more|learn more|this|this link|link|this page|see here|go|"
                                "aqu\xC3\xAD|haga clic aqu\xC3\xAD|m\xC3\xA1s|leer m\xC3\xA1s|este enlace|enlace|";
    Buf words = {.arena = f->arena};
    uint32_t notes = TAGGED("Note") + TAGGED("FENote");
    for (size_t i = 0; i < f->link_count; i++) {
        Str text = str_trim(buf_str(&f->links[i].text));
        if (f->links[i].url.n && text_names_other_address(text, f->links[i].url, f->arena)) {
            Evidence e = SAY(NONE, "The words of a link are %.*s, but it leads to %.*s.", STR_ARG(cut(f, text)),
                             STR_ARG(f->links[i].url));
            e.mark = f->links[i].mark;
            return e;
        }
        if (str_find_any_case(str_from(vague), str_printf(f->arena, "|%.*s|", STR_ARG(text))) < sizeof vague - 1)
            return SAY(NONE, "The link to %.*s says only %.*s.", STR_ARG(f->links[i].url), STR_ARG(cut(f, text)));
        buf_printf(&words, "%s%.*s", words.n ? ", " : "", STR_ARG(cut(f, text)));
    }
    if (!f->followed && f->printed < f->links_all)
        return SAY(PARTIAL, "No link can be followed in this file, and the addresses of %zu of %zu are not printed.",
                   f->links_all - f->printed, f->links_all);
    if (!f->followed)
        return no_links(f);
    if (f->two_targets.n)
        return (Evidence){.support = SUPPORT_PARTIAL, .text = f->two_targets, .mark = f->two_mark};
    if (notes)
        buf_printf(&words, "%sthe mark%s of %u footnote%s", words.n ? "; " : "", PLURAL(notes), notes, PLURAL(notes));
    if (f->entries)
        buf_printf(&words, "%sthe %zu line%s of the contents", words.n ? "; " : "", f->entries, PLURAL(f->entries));
    return SAY(FULL, "The words of each link say where it leads: %.*s.", STR_ARG(buf_str(&words)));
}

static Evidence same_names(const Facts *f)
{
    if (!f->followed)
        return no_links(f);
    for (size_t i = 0; i < f->link_count; i++)
        for (size_t k = 0; k < i; k++) {
            Str one = str_trim(buf_str(&f->links[k].text)), other = str_trim(buf_str(&f->links[i].text));
            if (str_eq(f->links[i].url, f->links[k].url) && !str_eq_any_case(one, other))
                return SAY(PARTIAL, "Links to %.*s say %.*s and %.*s.", STR_ARG(f->links[i].url), STR_ARG(cut(f, one)),
                           STR_ARG(cut(f, other)));
        }
    return SAY(FULL, "No two of %zu links name one address differently.", f->links_all);
}

/* ---- What the document says of itself ---- */

static Evidence bypass(const Facts *f)
{
    const Levels levels = levels_of(f);
    uint32_t bookmarks = bookmarks_of(f), headings = levels.titles + levels.headings;
    if (!levels.headings)
        return SAY(NONE, "No heading below the title to go to.");
    if (bookmarks < levels.headings + (f->years.n ? levels.titles : 0) || !pdf_count(f->pdf, "/Outlines"))
        return SAY(PARTIAL, "%u bookmarks for %u headings.", bookmarks, headings);
    return SAY(FULL, "%u headings, with %u bookmarks to them; what is the same on every page is an artifact.", headings,
               bookmarks);
}

static Evidence titled(const Facts *f)
{
    Str title = f->pdf->title;
    if (!title.n || !pdf_count(f->pdf, "/DisplayDocTitle true"))
        return SAY(NONE, "The window shows no title.");
    if (f->years.n && str_find(title, f->years, 0) < title.n)
        return SAY(FULL, "The window shows %.*s, which names the years of its sheets.", STR_ARG(cut(f, title)));
    if (f->years.n)
        return SAY(NOT_EVALUATED, "The window shows %.*s. Whether that tells what the file holds is for a person.",
                   STR_ARG(cut(f, title)));
    const Dataset *data = &f->cache->data;
    const Language *language = language_find(f->pdf->language);
    StateWords words = jurisdiction_words(data->jurisdiction, language ? language : &language_english, f->arena);
    bool says_year = str_find(title, str_printf(f->arena, "%d", data->year), 0) < title.n;
    bool says_state = str_find(title, words.name, 0) < title.n || str_find(title, words.adjective, 0) < title.n;
    if (!says_year || !says_state)
        return SAY(PARTIAL, "The title %.*s does not name state and year.", STR_ARG(cut(f, title)));
    return SAY(FULL, "The window shows %.*s, which names state and year.", STR_ARG(cut(f, title)));
}

static Evidence headings(const Facts *f)
{
    if (f->same_heading.n)
        return SAY(PARTIAL, "Two headings say %.*s.", STR_ARG(f->same_heading));
    if (f->same_title.n)
        return SAY(PARTIAL, "Two parts have the title %.*s.", STR_ARG(f->same_title));
    return SAY(NOT_EVALUATED, "%zu headings, no two %salike. Whether they describe what follows is for a person.",
               f->heading_count, f->years.n ? "of a sheet " : "");
}

static Evidence language(const Facts *f)
{
    const Language *said = language_find(f->pdf->language), *guess = language_guess(buf_str(&f->all));
    if (!said)
        return SAY(NONE, "The file does not say its language.");
    if (guess && guess != said)
        return SAY(NONE, "The file says that it is in %s, but it reads as %s.", said->name, guess->name);
    return SAY(FULL, "The file says '%.*s', and its common words are those of %s.", STR_ARG(f->pdf->language),
               said->name);
}

static Evidence parts(const Facts *f)
{
    uint32_t marked = pdf_count(f->pdf, "/Lang");
    if (f->other_language.n)
        return SAY(NONE, "%.*s is not marked as being in another language.", STR_ARG(f->other_language));
    return SAY(NOT_EVALUATED,
               "%u parts are marked as being in another language, and no paragraph reads as one that is not. Single "
               "words are for a person.",
               marked ? marked - 1 : 0);
}

static Evidence parsing(const Facts *f)
{
    return SAY(FULL, "libqpdf reads all %u pages and %zu words of it without a complaint.", f->pdf->page_count,
               f->pdf->word_count);
}

/* ---- PDF/UA-1 ---- */

static Evidence ua_claim(const Facts *f)
{
    Str claim = f->pdf->record.standard;
    if (str_find(claim, STR("PDF/UA-1"), 0) < claim.n)
        return SAY(FULL, "It says %.*s.", STR_ARG(claim));
    return SAY(NOT_APPLICABLE, "It says %.*s, which is not this part.", STR_ARG(claim));
}

static Evidence ua_general(const Facts *f)
{
    if (!pdf_count(f->pdf, "/Marked true") || !pdf_count(f->pdf, "/StructTreeRoot") ||
        !pdf_count(f->pdf, "/DisplayDocTitle true"))
        return SAY(NONE, "It is not marked as tagged, or does not show its title.");
    return SAY(NOT_EVALUATED,
               "It is marked as tagged, shows its title, and all it paints is tagged or one of %u artifacts. Whether "
               "each tag fits is for a person.",
               f->artifacts);
}

static Evidence ua_text(const Facts *f)
{
    Evidence e = language(f);
    uint32_t fonts = pdf_count(f->pdf, "/Subtype/Type0"), mapped = pdf_count(f->pdf, "/ToUnicode");
    if (e.support != SUPPORT_FULL || mapped < fonts)
        return e.support != SUPPORT_FULL
                   ? e
                   : SAY(NONE, "%u of %u fonts do not say which characters they paint.", fonts - mapped, fonts);
    return SAY(FULL, "Its language is '%.*s'; all %u fonts say which characters they paint.", STR_ARG(f->pdf->language),
               fonts);
}

static Evidence ua_headings(const Facts *f)
{
    const Levels levels = levels_of(f);
    return levels.skip ? SAY(NONE, "A level is skipped: %.*s.", STR_ARG(levels.text))
                       : SAY(FULL, "%.*s, no level skipped.", STR_ARG(levels.text));
}

static Evidence ua_tables(const Facts *f)
{
    uint32_t headers = pdf_count(f->pdf, "/S/TH"), scopes = pdf_count(f->pdf, "/Scope");
    uint32_t tables = TAGGED("Table"), rows = TAGGED("TR");
    if (!tables)
        return SAY(NOT_APPLICABLE, "The file holds no table.");
    if (scopes < headers)
        return SAY(NONE, "%u of %u headers have no scope.", headers - scopes, headers);
    return SAY(FULL, "%u table%s with %u rows; each of %u headers has a scope.", tables, PLURAL(tables), rows, headers);
}

static Evidence ua_lists(const Facts *f)
{
    uint32_t lists = TAGGED("L"), items = TAGGED("LI"), bodies = TAGGED("LBody");
    if (!lists)
        return SAY(NOT_APPLICABLE, "The file holds no list.");
    if (bodies < items)
        return SAY(NONE, "%u of %u items of lists have no body.", items - bodies, items);
    return SAY(FULL, "%u list%s with %u items, each with its body.", lists, PLURAL(lists), items);
}

static Evidence ua_running(const Facts *f)
{
    return SAY(FULL, "%u pieces of headers and footers, all of them artifacts of pagination.", f->running);
}

static Evidence ua_notes(const Facts *f)
{
    uint32_t notes = TAGGED("Note") + TAGGED("FENote"), references = TAGGED("Reference");
    if (!notes)
        return SAY(NOT_APPLICABLE, "The file holds no footnote.");
    if (references < notes && !TAGGED("FENote"))
        return SAY(NONE, "%u of %u footnotes have no reference.", notes - references, notes);
    return SAY(FULL, "%u footnote%s, each a note that its reference leads to.", notes, PLURAL(notes));
}

static Evidence ua_files(const Facts *f)
{
    uint32_t files = pdf_count(f->pdf, "/Type/Filespec"), named = pdf_count(f->pdf, "/UF"),
             told = pdf_count(f->pdf, "/Desc");
    if (!files)
        return SAY(NOT_APPLICABLE, "No file is attached.");
    if (named < files || told < files)
        return SAY(PARTIAL, "Not each of %u attached files has its name and description.", files);
    return SAY(FULL, "%u attached files, each with its name and a description.", files);
}

/* ---- The rows ---- */

#define A(n, t, l)                                                                                                     \
    {                                                                                                                  \
        .number = n, .name = t, .level = "A", .look = l                                                                \
    }
#define AA(n, t, l)                                                                                                    \
    {                                                                                                                  \
        .number = n, .name = t, .level = "AA", .look = l                                                               \
    }
#define UA(n, t, l)                                                                                                    \
    {                                                                                                                  \
        .number = "ua-" n, .name = t, .level = "PDF/UA-1", .look = l                                                   \
    }
#define NO_A(n, t, o)                                                                                                  \
    {                                                                                                                  \
        .number = n, .name = t, .level = "A", .absent = &no_##o                                                        \
    }
#define NO_AA(n, t, o)                                                                                                 \
    {                                                                                                                  \
        .number = n, .name = t, .level = "AA", .absent = &no_##o                                                       \
    }
#define NO_UA(n, t, o)                                                                                                 \
    {                                                                                                                  \
        .number = "ua-" n, .name = t, .level = "PDF/UA-1", .absent = &no_##o                                           \
    }

const Criterion criteria[] = {
    A("1.1.1", "Non-text Content", non_text),
    NO_A("1.2.1", "Audio-only and Video-only (Prerecorded)", media),
    NO_A("1.2.2", "Captions (Prerecorded)", media),
    NO_A("1.2.3", "Audio Description or Media Alternative (Prerecorded)", media),
    A("1.3.1", "Info and Relationships", structure),
    A("1.3.2", "Meaningful Sequence", sequence),
    {.number = "1.3.3", .name = "Sensory Characteristics", .level = "A", .look = words_only, .is_of_texts = true},
    A("1.4.1", "Use of Color", color_use),
    NO_A("1.4.2", "Audio Control", media),
    A("2.1.1", "Keyboard", keyboard),
    A("2.1.2", "No Keyboard Trap", keyboard),
    NO_A("2.1.4", "Character Key Shortcuts", script),
    NO_A("2.2.1", "Timing Adjustable", motion),
    NO_A("2.2.2", "Pause, Stop, Hide", motion),
    NO_A("2.3.1", "Three Flashes or Below Threshold", motion),
    A("2.4.1", "Bypass Blocks", bypass),
    A("2.4.2", "Page Titled", titled),
    A("2.4.3", "Focus Order", keyboard),
    A("2.4.4", "Link Purpose (In Context)", link_purpose),
    NO_A("2.5.1", "Pointer Gestures", script),
    NO_A("2.5.2", "Pointer Cancellation", script),
    {.number = "2.5.3", .name = "Label in Name", .level = "A", .look = label_in_name, .is_of_screen = true},
    NO_A("2.5.4", "Motion Actuation", script),
    A("3.1.1", "Language of Page", language),
    NO_A("3.2.1", "On Focus", script),
    NO_A("3.2.2", "On Input", field),
    NO_A("3.3.1", "Error Identification", field),
    NO_A("3.3.2", "Labels or Instructions", field),
    A("4.1.1", "Parsing", parsing),
    A("4.1.2", "Name, Role, Value", keyboard),
    NO_AA("1.2.4", "Captions (Live)", media),
    NO_AA("1.2.5", "Audio Description (Prerecorded)", media),
    NO_AA("1.3.4", "Orientation", turn),
    NO_AA("1.3.5", "Identify Input Purpose", field),
    AA("1.4.3", "Contrast (Minimum)", contrast),
    AA("1.4.4", "Resize text", resize),
    AA("1.4.5", "Images of Text", images_of_text),
    AA("1.4.10", "Reflow", reflow),
    AA("1.4.11", "Non-text Contrast", graphics_contrast),
    AA("1.4.12", "Text Spacing", spacing),
    NO_AA("1.4.13", "Content on Hover or Focus", popup),
    AA("2.4.5", "Multiple Ways", site),
    {.number = "2.4.6", .name = "Headings and Labels", .level = "AA", .look = headings, .is_of_titles = true},
    AA("2.4.7", "Focus Visible", focus),
    {.number = "3.1.2", .name = "Language of Parts", .level = "AA", .look = parts, .is_of_texts = true},
    AA("3.2.3", "Consistent Navigation", site),
    AA("3.2.4", "Consistent Identification", same_names),
    NO_AA("3.3.3", "Error Suggestion", field),
    NO_AA("3.3.4", "Error Prevention (Legal, Financial, Data)", field),
    NO_AA("4.1.3", "Status Messages", script),
    UA("5", "Version identification", ua_claim),
    UA("7.1", "General", ua_general),
    UA("7.2", "Text", ua_text),
    UA("7.3", "Graphics", non_text),
    UA("7.4", "Headings", ua_headings),
    UA("7.5", "Tables", ua_tables),
    UA("7.6", "Lists", ua_lists),
    NO_UA("7.7", "Mathematical expressions", formula),
    UA("7.8", "Page headers and footers", ua_running),
    UA("7.9", "Notes and references", ua_notes),
    NO_UA("7.10", "Optional content", layer),
    UA("7.11", "Embedded files", ua_files),
    NO_UA("7.12", "Article threads", thread),
    NO_UA("7.13", "Digital signatures", signature),
    NO_UA("7.14", "Non-interactive forms", printed_field),
    NO_UA("7.15", "XFA", xfa),
    NO_UA("7.16", "Security", lock),
    UA("7.17", "Navigation", bypass),
    UA("7.18", "Annotations", keyboard),
    NO_UA("7.19", "Actions", action),
    NO_UA("7.20", "XObjects", form),
    UA("7.21", "Fonts", resize),
};

const size_t criteria_count = sizeof criteria / sizeof *criteria;
_Static_assert(sizeof criteria / sizeof *criteria <= CRITERIA_MAX, "there are more criteria than CRITERIA_MAX");
