/* Makes a document again from what it carries, or from the data folder, and compares: all bytes first, and where they
   differ the words of the pages with their places, the attached files, and what it says of how it was made. */
#include "verify.h"

#include "explain.h"
#include "listing.h"
#include "src/base/hash.h"
#include "src/base/read.h"
#include "src/sheet/sheet.h"
#include "src/store/folders.h"
#include "src/store/ledger.h"
#include "words.h"

/* ---- The files that it carries, as a data folder ---- */

/* "2023" of 'year: "2023"' in the canonical form, else 0. */
static int year_said(Str text)
{
    static const Str key = {"\nyear: \"", 8};
    size_t at = str_find(text, key, 0);
    return at < text.n ? year_parse(str_slice(text, at + key.n, at + key.n + 4)) : 0;
}

/* Where the file of that name belongs in a data folder; NULL: nowhere, since it is none that the program attaches. */
static const char *place_of(const PdfRead *pdf, const PdfFile *file, int usual, Arena *a)
{
    const char *folder = pdf->path;
    const Str name = file->name;
    static const char *const places[][2] = {
        {MEASURES_NAME, MEASURES_NAME}, {JURISDICTIONS_NAME, JURISDICTIONS_NAME}, {"theme.yaml", THEME_NAME}};
    if (!str_ends(name, STR(".yaml")))
        return NULL;
    Str stem = str_slice(name, 0, name.n - STR(".yaml").n);
    size_t dash = stem.n > 5 && stem.s[stem.n - 5] == '-' ? stem.n - 5 : stem.n;
    int year = year_parse(str_slice(stem, dash + 1, stem.n));
    Str bare = year ? str_slice(stem, 0, dash) : stem;
    for (size_t i = 0; i < stem.n; i++)
        if (!is_digit(stem.s[i]) && !is_ascii_letter(stem.s[i]) && stem.s[i] != '-' && stem.s[i] != '.')
            return NULL;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (str_eq(name, str_from(places[i][0])))
            return str_printf(a, "%s/%s", folder, places[i][1]).s;
    bool is_wording = str_starts(bare, STR("fact-sheet")) || str_starts(bare, STR("packet"));
    bool is_figures = str_eq(bare, STR(NATION_STEM)) || bare.n == 2;
    if (is_wording)
        return str_printf(a, "%s/%s", folder, wording_name(year, bare, a)).s;
    year = year ? year : year_said(file->bytes);
    year = year ? year : usual;
    return is_figures && year ? figures_path_of(str_from(folder), bare, year, a) : NULL;
}

/* Of figures whose file does not say it, since it cannot be read: the other files' one, else the one in the title. */
static int year_usual(const PdfRead *pdf)
{
    int year = 0;
    for (size_t i = 0; i < pdf->file_count && !year; i++)
        year = year_said(pdf->files[i].bytes);
    for (size_t i = 0; i + 4 <= pdf->title.n && !year; i++)
        year = year_parse(str_slice(pdf->title, i, i + 4));
    return year;
}

bool pdf_hold(const PdfRead *pdf, const Folders *behind, Folders *held, Arena *a)
{
    bool has_figures = false;
    int usual = year_usual(pdf);
    *held = *behind;
    held->office = pdf->path;
    held->behind = behind->office ? behind->office : behind->shipped_data;
    for (size_t i = 0; i < pdf->file_count; i++) {
        const char *path = place_of(pdf, &pdf->files[i], usual, a);
        if (path)
            held_add(path, pdf->files[i].bytes);
        has_figures = has_figures || (path && str_ends(str_from(path), STR("/" NATION_STEM ".yaml")));
    }
    return has_figures;
}

/* ---- What the document is ---- */

typedef struct Part {
    Str code; /* of a state */
    int year;
    uint32_t first, end; /* pages, from 0 */
} Part;

typedef struct What {
    bool is_packet;
    Part *parts;
    size_t count;
    const Language *language; /* NULL: whatever the wording without a tag in its name is in */
    Flavor flavor;
    uint32_t level; /* from 1; 0: not said */
} What;

/* "CA-" or, of many years, "CA-2023-". */
static bool part_read(Str label, int year, Part *part)
{
    Str inner = str_slice(label, 0, label.n ? label.n - 1 : 0);
    size_t dash = str_find(inner, STR("-"), 0);
    part->code = str_slice(inner, 0, dash);
    part->year = dash < inner.n ? year_parse(str_slice(inner, dash + 1, inner.n)) : year;
    return part->code.n && part->year && str_ends(label, STR("-"));
}

static void parts_find(const PdfRead *pdf, int year, What *what, Arena *a)
{
    size_t capacity = 0;
    bool is_open = false;
    for (uint32_t i = 0; i < pdf->page_count; i++) {
        const PdfLeaf *leaf = &pdf->pages[i];
        Part part = {.first = i, .end = i + 1};
        if (leaf->begins)
            is_open = leaf->label.n && part_read(leaf->label, year, &part);
        if (leaf->begins && is_open) {
            ARENA_NEXT(a, what->parts, what->count, capacity) = part;
        } else if (is_open) {
            what->parts[what->count - 1].end = i + 1;
        }
    }
    what->is_packet = what->count > 0;
}

/* The language in the name of the attached wording, "fact-sheet.es.yaml" or of a packet "fact-sheet.es-2023.yaml", and
   the state of the one file of figures whose name has no year. */
static void attached_find(const PdfRead *pdf, What *what, Part *own)
{
    static const Str wording = {"fact-sheet.", 11};
    for (size_t i = 0; i < pdf->file_count; i++) {
        Str name = pdf->files[i].name;
        size_t end = name.n - (name.n > 5 ? 5 : 0);
        if (end > 5 && name.s[end - 5] == '-' && year_parse(str_slice(name, end - 4, end)))
            end -= 5;
        const Language *said =
            str_starts(name, wording) && wording.n < end ? language_find(str_slice(name, wording.n, end)) : NULL;
        what->language = said ? said : what->language;
        if (name.n == 7 && year_said(pdf->files[i].bytes))
            *own = (Part){str_slice(name, 0, 2), year_said(pdf->files[i].bytes), 0, pdf->page_count};
    }
}

/* False where the file does not say what it is. */
static bool what_find(const PdfRead *pdf, const Jurisdictions *states, What *what, Arena *a)
{
    PdfOwner owner;
    Part *own = ARENA_NEW(a, Part);
    bool is_owned = pdf_owner(pdf, states, &owner);
    *what = (What){.flavor = pdf->has_flavor ? pdf->flavor : is_owned ? owner.flavor : FLAVOR_SCREEN};
    enum { LEVEL_MOST = 999 };
    Str said = pdf->record.level;
    int64_t level = digits_value(str_slice(said, 0, str_find(said, STR(" "), 0)), LEVEL_MOST);
    what->level = level > 0 ? (uint32_t)level : 0;
    if (is_owned && owner.language != &language_english)
        what->language = owner.language;
    attached_find(pdf, what, own);
    parts_find(pdf, is_owned ? owner.year : own->year, what, a);
    if (what->is_packet)
        return true;
    if (is_owned && owner.state)
        *own = (Part){owner.state->code, owner.year, 0, pdf->page_count};
    what->parts = own;
    what->count = 1;
    return own->code.n != 0;
}

/* ---- Made again ---- */

typedef struct Again {
    const PdfRead *pdf;
    const What *what;
    Request request;
    Cache *cache;      /* NULL: nothing can be made */
    const char *theme; /* of the data folder, by which the file says that it is made; NULL: none */
    SheetList list;
    Sheet sheet;
    PacketMade packet;
    Str bytes;   /* empty: it was not made */
    bool unread; /* since a file could not be read */
    Str why;     /* not */
    Arena *arena;
} Again;

static bool list_make(Again *g, Diag *d)
{
    const What *what = g->what;
    SheetKey *keys = ARENA_ARRAY(g->arena, SheetKey, what->count);
    int *years = ARENA_ARRAY(g->arena, int, what->count);
    size_t year_count = 0;
    for (size_t i = 0; i < what->count; i++) {
        keys[i] = (SheetKey){.year = what->parts[i].year, .language = what->language};
        keys[i].state = jurisdiction_named(g->cache->store->jurisdictions, what->parts[i].code, DIAG_VALUE, nowhere, d);
        if (!keys[i].state)
            return false;
        size_t k = 0;
        while (k < year_count && years[k] != keys[i].year)
            k++;
        years[k] = keys[i].year;
        year_count += k == year_count;
    }
    g->list = (SheetList){.items = keys, .count = what->count, .years = years, .year_count = year_count};
    return true;
}

static void made_take(Again *g, bool is_made, Str bytes, const Diag *trial)
{
    g->bytes = is_made ? bytes : (Str){0};
    g->why = is_made ? (Str){0} : diag_reason_placed(trial, g->arena);
    g->unread = !is_made && diag_exit(trial, false) == EXIT_CODE_IO;
}

/* As the request is now, at that level of fit (0: the best). */
static void bytes_make(Again *g, uint32_t level)
{
    Diag *trial = diag_new(g->arena);
    if (g->what->is_packet) {
        g->packet = (PacketMade){0};
        bool is_made = packet_make(g->cache, &g->request, &g->list, &g->packet, g->arena, trial);
        made_take(g, is_made, g->packet.bytes[0], trial);
    } else {
        bool is_made = sheet_make(g->cache, &g->request, g->list.items[0], level, &g->sheet, trial);
        made_take(g, is_made, str_copy(g->arena, g->sheet.bytes), trial);
    }
}

static bool is_same(const Again *g)
{
    return g->bytes.n && str_eq(g->bytes, g->pdf->bytes);
}

/* At the level of the record where that is not the best one, and it fits. */
static void levels_try(Again *g)
{
    bytes_make(g, 0);
    uint32_t said = g->what->level;
    bool is_other = !g->what->is_packet && g->bytes.n && g->sheet.level + 1 != said;
    if (!is_other || !said || said > g->cache->theme->level_count || is_same(g))
        return;
    bytes_make(g, said);
    if (!g->bytes.n)
        bytes_make(g, 0);
}

#define USUAL_THEME "ncmec"

/* The name of the data folder's theme by which the file says that it is made; NULL: none as they are now. */
static const char *theme_said(const Request *r, const PdfRead *pdf, Arena *a)
{
    Diag *unsaid = diag_new(a);
    Store *s = store_open(r, a, unsaid);
    const char *said = NULL, *tried = USUAL_THEME;
    const NameList names = store_themes(s, NULL);
    for (size_t i = 0; i <= names.count && pdf->record.theme.n && !said; i++) {
        const Value *look = look_read(s, tried, a, unsaid);
        said = look && str_eq(tree_digest(look, a), pdf->record.theme) ? tried : NULL;
        tried = i < names.count ? str_terminated(a, names.items[i]) : NULL;
    }
    store_close(s);
    return said;
}

static bool is_typed_draft(const PdfRead *pdf)
{
    for (size_t i = 0; i < pdf->file_count; i++)
        if (str_find(pdf->files[i].bytes, STR("\nstatus: \"draft\""), 0) < pdf->files[i].bytes.n)
            return true;
    return false;
}

/* From 'folders'; 'is_carried': they are the file's own. Where that is not the file, tries it as a proof, or with the
   file's date. */
static void again_make(Again *g, const Request *base, const Folders *folders, bool is_carried)
{
    Arena *a = g->arena;
    Diag *trial = diag_new(a);
    Request *r = &g->request;
    *r = *base;
    r->folders = *folders;
    r->output = OUTPUT_PDF;
    r->target = NULL;
    r->operands.count = 0;
    r->flavors[0] = g->what->flavor;
    r->flavor_count = 1;
    r->allow_draft = true;
    r->strict = false;
    if (is_carried) {
        r->template_file = r->theme_file = NULL;
        r->has_date = g->pdf->has_date;
        r->date = g->pdf->date;
    } else {
        g->theme = theme_said(base, g->pdf, a);
        if (!r->theme_file && g->theme && strcmp(g->theme, USUAL_THEME) != 0)
            r->theme_file = g->theme;
    }
    g->cache = packet_asked(r, g->pdf->record.asked, a) ? cache_new(r, a, trial) : NULL;
    if (!g->cache || !list_make(g, trial)) {
        g->why = diag_reason_placed(trial, a);
        g->unread = diag_exit(trial, false) == EXIT_CODE_IO;
        return;
    }
    levels_try(g);
    if (is_same(g))
        return;
    const Request first = *r;
    bool was_made = g->bytes.n != 0;
    r->draft = is_carried && is_typed_draft(g->pdf);
    if (!first.has_date && g->pdf->has_date) {
        r->has_date = true;
        r->date = g->pdf->date;
    }
    bool is_other = r->draft != first.draft || (was_made && r->has_date != first.has_date);
    if (!is_other)
        return;
    levels_try(g);
    if (is_same(g) || !was_made || !g->bytes.n)
        return;
    *r = first;
    levels_try(g);
}

Edition verify_edition(const Request *r, const PdfRead *pdf, const SameMade *same, Arena *a)
{
    What what;
    Diag *trial = diag_new(a);
    Store *s = store_open(r, a, trial);
    Again again = {.pdf = pdf, .what = &what, .arena = a};
    if (!s->jurisdictions || !what_find(pdf, s->jurisdictions, &what, a))
        return EDITION_NONE;
    for (size_t i = 0; i < what.count; i++) {
        const Jurisdiction *state = jurisdiction_find(s->jurisdictions, what.parts[i].code);
        if (!state || !store_has(s, state, what.parts[i].year))
            return EDITION_NONE;
    }
    again_make(&again, r, &r->folders, false);
    if (same && is_same(&again))
        same->look(same->context, again.cache, &again.sheet, what.is_packet ? &again.packet : NULL);
    cache_free(again.cache);
    return is_same(&again) ? EDITION_SAME : EDITION_OTHER;
}

const PdfRead *verify_screen(const Request *r, const PdfRead *pdf, const Jurisdictions *all, Arena *a, Diag *d)
{
    What what;
    const PdfRead *screen = NULL;
    Again again = {.pdf = pdf, .what = &what, .arena = a};
    if (!what_find(pdf, all, &what, a))
        return diag_error(d, DIAG_MISMATCH, nowhere, "'%s' does not say which sheet it is; make it again", pdf->path),
               NULL;
    again_make(&again, r, &r->folders, false);
    bool was_made = again.bytes.n != 0, is_known = is_same(&again);
    if (is_known) {
        again.request.flavors[0] = FLAVOR_SCREEN;
        bytes_make(&again, 0);
        screen = again.bytes.n ? pdf_read_bytes(pdf->path, again.bytes, a, d) : NULL;
    }
    if (is_known && !again.bytes.n)
        diag_error(d, DIAG_MISMATCH, nowhere, "'%s' cannot be made for the screen, as which it has its figures: %.*s",
                   pdf->path, STR_ARG(again.why));
    else if (!is_known && was_made)
        diag_error(d, DIAG_MISMATCH, nowhere,
                   "'%s' carries no figures, and is not what the data folder makes now; 'ncmec-pdf verify' says where "
                   "it differs; make it again",
                   pdf->path);
    else if (!is_known)
        diag_error(d, DIAG_MISMATCH, nowhere, "'%s' carries no figures, and cannot be made again: %.*s", pdf->path,
                   STR_ARG(again.why));
    cache_free(again.cache);
    return screen;
}

bool verify_carried(const Request *r, const PdfRead *pdf, const Jurisdictions *all, Arena *a)
{
    What what;
    Folders held;
    Again again = {.pdf = pdf, .what = &what, .arena = a};
    if (pdf_hold(pdf, &r->folders, &held, a) && what_find(pdf, all, &what, a))
        again_make(&again, r, &held, true);
    bool is_proven = is_same(&again);
    cache_free(again.cache);
    held_drop();
    return is_proven;
}

/* ---- Words ---- */

/* Differences that are listed of a sheet, and bytes that are shown of one. */
enum { FILE_SIDE, AGAIN_SIDE, SIDES, TOLD_MOST = 8, SHOWN_MOST = 60 };

typedef struct Comparison {
    const char *gives; /* "its figures give" */
    const FigurePlace *places;
    size_t place_count;
    const size_t *solid;   /* of each word that was made again: where it begins in the text that readers hear */
    WordList lists[SIDES]; /* of the file; that were made again */
    uint32_t first[SIDES]; /* their first pages, beside each other */
    size_t different, moved;
    bool is_restyled; /* of different themes: words are elsewhere */
    Buf *out;
    Arena *arena;
} Comparison;

/* "\"78,835 reports\"", cut where it is long; "nothing". */
static Str words_said(const Comparison *c, size_t side, const WordRun *run)
{
    Str text = words_text(c->lists[side], run->from[side], run->to[side], c->arena);
    size_t end = text.n < SHOWN_MOST ? text.n : str_find(text, STR(" "), SHOWN_MOST);
    const char *more = end < text.n ? " ..." : "";
    return text.n ? str_printf(c->arena, "\"%s%s\"", str_shown(c->arena, str_slice(text, 0, end)).s, more)
                  : STR("nothing");
}

/* "; cybertipline_reports (data/2023/CA.yaml:19:25)": the figures that are there. */
static void figures_said(const Comparison *c, size_t from, size_t to, Buf *text)
{
    if (from == to)
        return;
    size_t start = c->solid[from], end = c->solid[to];
    for (size_t i = 0; i < c->place_count; i++) {
        const FigurePlace *p = &c->places[i];
        if (!p->page || p->at >= end || p->end <= start)
            continue;
        Str place = place_text(p->figure->mark, c->arena);
        buf_printf(text, "; %.*s%s%.*s%s", STR_ARG(p->key), place.n ? " (" : "", STR_ARG(place), place.n ? ")" : "");
    }
}

static void difference_put(Comparison *c, const WordRun *run)
{
    if (c->different++ >= TOLD_MOST)
        return;
    size_t side = run->from[FILE_SIDE] < run->to[FILE_SIDE] ? FILE_SIDE : AGAIN_SIDE;
    PdfWord at = c->lists[side].items[run->from[side]];
    at.page += c->first[FILE_SIDE] - c->first[side];
    Buf text = {.arena = c->arena};
    buf_printf(&text, "%.*s: the file says %.*s, %s %.*s", STR_ARG(word_place(&at, c->arena)),
               STR_ARG(words_said(c, FILE_SIDE, run)), c->gives, STR_ARG(words_said(c, AGAIN_SIDE, run)));
    figures_said(c, run->from[AGAIN_SIDE], run->to[AGAIN_SIDE], &text);
    listing_wrapped(c->out, STR("    "), buf_str(&text));
}

static bool word_stands(const Comparison *c, size_t i)
{
    const PdfWord *file = &c->lists[FILE_SIDE].items[i], *again = &c->lists[AGAIN_SIDE].items[i];
    return file->page - c->first[FILE_SIDE] == again->page - c->first[AGAIN_SIDE] && file->x == again->x &&
           file->y == again->y && file->size == again->size;
}

/* Words that differ, and where none does, words that stand elsewhere. */
static void words_compare(Comparison *c)
{
    const WordList again = c->lists[AGAIN_SIDE];
    size_t *solid = ARENA_ARRAY(c->arena, size_t, again.count + 1), count;
    for (size_t i = 0; i < again.count; i++)
        solid[i + 1] = solid[i] + (again.items[i].is_artifact ? 0 : again.items[i].text.n);
    c->solid = solid;
    const WordRun *runs = words_differ(c->lists, &count, c->arena);
    for (size_t i = 0; i < count; i++)
        difference_put(c, &runs[i]);
    if (c->different > TOLD_MOST)
        buf_printf(c->out, "    and %zu more\n", c->different - TOLD_MOST);
    for (size_t i = 0; i < again.count && !c->different && !c->is_restyled; i++) {
        if (word_stands(c, i))
            continue;
        const WordRun word = {{i, i}, {i + 1, i + 1}};
        if (!c->moved++)
            listing_wrapped(c->out, STR("    "),
                            str_printf(c->arena, "%.*s: the file has %.*s there, %s it elsewhere",
                                       STR_ARG(word_place(&c->lists[FILE_SIDE].items[i], c->arena)),
                                       STR_ARG(words_said(c, FILE_SIDE, &word)), c->gives));
    }
    if (c->moved > 1)
        buf_printf(c->out, "    and so it is with %zu more word%s\n", c->moved - 1, PLURAL(c->moved - 1));
}

/* ---- One file ---- */

typedef struct Verifier {
    const Request *request;
    const Ledger *ledger; /* NULL: none is asked */
    Arena *arena;         /* of the file */
    Diag *diag;
    Buf *out;
} Verifier;

/* The same pages of both files. */
typedef struct PartPair {
    const Part *file, *again;
    const SheetKey *key; /* NULL: they hold no figures */
} PartPair;

/* Result: how many words differ or are elsewhere. */
static size_t part_compare(const Verifier *v, Again *g, const PdfRead *again, PartPair pair, const char *gives)
{
    const Part *part = pair.file;
    const SheetKey *key = pair.key;
    Buf told = {.arena = v->arena};
    Comparison c = {
        .gives = gives,
        .is_restyled = !str_eq(g->pdf->record.theme, again->record.theme),
        .out = &told,
        .arena = v->arena,
        .lists = {words_of(g->pdf, part->first, part->end), words_of(again, pair.again->first, pair.again->end)},
        .first = {part->first, pair.again->first}};
    bool is_ready =
        key && (!g->what->is_packet || sheet_fit(g->cache, &g->request, *key, &g->sheet, diag_new(v->arena)));
    if (is_ready && g->sheet.document)
        c.places = figures_printed(g->sheet.document, g->sheet.pages, &g->cache->data, &c.place_count, v->arena);
    words_compare(&c);
    if (told.n && g->what->is_packet && key)
        buf_printf(v->out, "    %.*s %d:\n", STR_ARG(part->code), part->year);
    buf_put(v->out, buf_str(&told));
    return c.different + c.moved;
}

/* All pages: of a packet sheet by sheet, and what is before and after them. */
static size_t pages_compare(const Verifier *v, Again *g, const PdfRead *again, const char *gives)
{
    const What *what = g->what;
    What made = {0};
    const Part whole = {.end = g->pdf->page_count}, other = {.end = again->page_count};
    if (!what->is_packet)
        return part_compare(v, g, again, (PartPair){&whole, &other, g->list.items}, gives);
    parts_find(again, what->parts->year, &made, v->arena);
    if (made.count != what->count)
        return 1;
    const Part *last = &what->parts[what->count - 1], *made_last = &made.parts[made.count - 1];
    const Part front = {.end = what->parts->first}, made_front = {.end = made.parts->first};
    const Part rest = {.first = last->end, .end = whole.end}, made_rest = {.first = made_last->end, .end = other.end};
    size_t different = part_compare(v, g, again, (PartPair){&front, &made_front, NULL}, gives);
    for (size_t i = 0; i < what->count; i++)
        different += part_compare(v, g, again, (PartPair){&what->parts[i], &made.parts[i], &g->list.items[i]}, gives);
    return different + part_compare(v, g, again, (PartPair){&rest, &made_rest, NULL}, gives);
}

static void file_said(const Verifier *v, const char *how, Str name)
{
    buf_printf(v->out, "    the attached file '%s' %s\n", str_shown(v->arena, name).s, how);
}

static const PdfFile *file_named(const PdfRead *pdf, Str name)
{
    for (size_t i = 0; i < pdf->file_count; i++)
        if (str_eq(pdf->files[i].name, name))
            return &pdf->files[i];
    return NULL;
}

static void files_compare(const Verifier *v, const PdfRead *file, const PdfRead *again)
{
    for (size_t i = 0; i < file->file_count; i++) {
        const PdfFile *other = file_named(again, file->files[i].name);
        if (!other)
            file_said(v, "is not one that the program attaches to it", file->files[i].name);
        else if (!str_eq(other->bytes, file->files[i].bytes))
            file_said(v, "is not what the program attaches to it", file->files[i].name);
    }
    for (size_t i = 0; i < again->file_count; i++)
        if (!file_named(file, again->files[i].name))
            file_said(v, "is missing", again->files[i].name);
}

static void record_compare(const Verifier *v, const PdfRead *file, const PdfRead *again)
{
    const PdfRecord *of = &file->record, *made = &again->record;
    const struct {
        const char *name;
        Str file, again;
    } fields[] = {{"version of the program", of->release, made->release},
                  {"flavor", of->flavor, made->flavor},
                  {"standards", of->standard, made->standard},
                  {"level of fit", of->level, made->level},
                  {"wording's digest", of->template, made->template},
                  {"digest of the packet's wording", of->packet, made->packet},
                  {"theme's digest", of->theme, made->theme},
                  {"fonts' digest", of->fonts, made->fonts},
                  {"logo's digest", of->logo, made->logo},
                  {"title", file->title, again->title}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!str_eq(fields[i].file, fields[i].again))
            listing_wrapped(v->out, STR("    "),
                            str_printf(v->arena, "it says of its %s '%.*s', but it is '%.*s'", fields[i].name,
                                       STR_ARG(str_shown(v->arena, fields[i].file)),
                                       STR_ARG(str_shown(v->arena, fields[i].again))));
    if (file->has_date != again->has_date || file->date != again->date)
        buf_printf(v->out, "    its date is another one\n");
}

/* Where all words are equal and where they stand: what else the pages paint. */
static void equal_said(const Verifier *v, const PdfRead *file, const PdfRead *again)
{
    uint32_t other = pdf_painted_other(file, again);
    listing_wrapped(
        v->out, STR("    "),
        other < file->page_count
            ? str_printf(v->arena,
                         "the words of all pages and their places are equal, but page %u paints something else around "
                         "them; nothing is proven",
                         other + 1)
            : STR("the words of all pages and their places are equal, but other bytes are not, so nothing is proven: "
                  "another version of the program or of a library makes such a file, another program that saves "
                  "it anew, and a change that does not show in words"));
}

/* Pages that draw what is elsewhere in the file, where those that are made again do not. */
static void overlays_say(const Verifier *v, const PdfRead *file, const PdfRead *again)
{
    uint32_t first = 0, count = 0;
    for (uint32_t i = file->page_count < again->page_count ? file->page_count : again->page_count; i-- > 0;)
        if (file->pages[i].has_forms && !again->pages[i].has_forms) {
            first = i + 1;
            count++;
        }
    if (count == 1)
        buf_printf(v->out, "    page %u has an overlay, as a stamp is, which can hide words\n", first);
    else if (count)
        buf_printf(v->out, "    page %u and %u more have an overlay, as a stamp is, which can hide words\n", first,
                   count - 1);
}

static void differences_say(const Verifier *v, Again *g, const char *gives, bool is_carried)
{
    const PdfRead *again = pdf_read_bytes(g->pdf->path, g->bytes, v->arena, diag_new(v->arena));
    if (!again)
        return;
    size_t different = pages_compare(v, g, again, gives);
    overlays_say(v, g->pdf, again);
    if (g->pdf->page_count != again->page_count) {
        buf_printf(v->out, "    the file has %u pages, %s %u\n", g->pdf->page_count, gives, again->page_count);
        different++;
    }
    if (is_carried || !different)
        files_compare(v, g->pdf, again);
    if (different)
        return;
    record_compare(v, g->pdf, again);
    equal_said(v, g->pdf, again);
}

static Str named(const What *what, Arena *a)
{
    const char *whom =
        what->flavor == FLAVOR_DEFAULT ? "" : str_printf(a, ", for the %s", flavor_rows[what->flavor].word).s;
    if (what->is_packet)
        return str_printf(a, "a packet of %zu sheet%s%s", what->count, what->count == 1 ? "" : "s", whom);
    return str_printf(a, "%.*s %d%s%s%s", STR_ARG(what->parts->code), what->parts->year, what->language ? " in " : "",
                      what->language ? what->language->name : "", whom);
}

/* Whether it is proven; '*made' is what its figures make. */
static bool carried_ask(const Verifier *v, const PdfRead *pdf, const What *what, Str *made)
{
    Folders held;
    Again again = {.pdf = pdf, .what = what, .arena = v->arena};
    if (!pdf_hold(pdf, &v->request->folders, &held, v->arena)) {
        held_drop();
        buf_put(v->out, STR("  not proven: it carries no figures, as files for the screen do\n"));
        return false;
    }
    again_make(&again, v->request, &held, true);
    bool is_proven = is_same(&again);
    if (is_proven) {
        buf_put(v->out, STR("  proven: it is made from the figures that it carries, byte for byte\n"));
    } else if (again.bytes.n) {
        buf_put(v->out, STR("  not proven: the figures that it carries make other bytes\n"));
        differences_say(v, &again, "its figures give", true);
    } else {
        listing_wrapped(v->out, STR("  "),
                        str_printf(v->arena, "not proven: it cannot be made again: %.*s", STR_ARG(again.why)));
    }
    *made = again.bytes;
    cache_free(again.cache);
    held_drop();
    return is_proven;
}

/* Whether the folder has figures for all of it, readable or not. */
static bool folder_has(const Verifier *v, const What *what)
{
    Store *s = store_open(v->request, v->arena, diag_new(v->arena));
    bool has = s->jurisdictions != NULL;
    for (size_t i = 0; i < what->count && has; i++) {
        const Jurisdiction *state = jurisdiction_find(s->jurisdictions, what->parts[i].code);
        has = state && store_has(s, state, what->parts[i].year);
    }
    store_close(s);
    return has;
}

/* Where it says that it is made by another theme than that by which it was made again. Whether that one is known: all
   else that differs may be of it. */
static bool theme_compare(const Verifier *v, const Again *g)
{
    Str said = g->pdf->record.theme;
    if (!said.n || str_eq(said, g->cache->made.theme))
        return false;
    listing_wrapped(v->out, STR("    "),
                    g->theme ? str_printf(v->arena, "it is made with another theme; give --theme %s",
                                          str_shown(v->arena, str_from(g->theme)).s)
                             : STR("it is made with another theme, which is none of the data folder's as they are now; "
                                   "where it is in another place, give --theme FILE"));
    return g->theme != NULL;
}

/* Says of which editions the ledger has the file, by its bytes: whatever the data folder makes by now. */
static bool ledger_ask(const Verifier *v, const PdfRead *pdf)
{
    enum { SHOWN = 4 };
    Buf names = {.arena = v->arena};
    Str digest = sha256_of(pdf->bytes, v->arena);
    size_t count = 0;
    for (size_t i = 0; v->ledger && i < v->ledger->count; i++) {
        const LedgerRow *row = &v->ledger->rows[i];
        if (str_eq(row->digest, digest) && count++ < SHOWN)
            buf_printf(&names, "%sedition %u of %.*s %d", names.n ? ", " : "", row->edition,
                       STR_ARG(jurisdiction_code(row->state)), row->year);
    }
    if (count > SHOWN)
        buf_printf(&names, " and %zu more", count - SHOWN);
    if (count)
        listing_wrapped(v->out, STR("  "),
                        str_printf(v->arena, "in the ledger: %.*s, as released", STR_ARG(buf_str(&names))));
    return count > 0;
}

/* EXIT_CODE_IO where what decides it could not be read. */
static ExitCode folder_ask(const Verifier *v, const PdfRead *pdf, const What *what, Str carried, bool is_released)
{
    const Request *r = v->request;
    Again again = {.pdf = pdf, .what = what, .arena = v->arena};
    again_make(&again, r, &r->folders, false);
    bool is_proven = is_same(&again);
    const char *office = str_shown(v->arena, str_from(r->folders.office)).s;
    bool is_dated = again.request.has_date && !r->has_date;
    const char *theme =
        again.request.theme_file && !r->theme_file
            ? str_printf(v->arena, " with the theme '%s'", str_shown(v->arena, str_from(again.theme)).s).s
            : "";
    if (is_proven)
        buf_printf(v->out, "  proven: it is what the data folder '%s' makes%s%s\n", office, theme,
                   is_dated ? " with the date that SOURCE_DATE_EPOCH gave it" : "");
    else if (again.bytes.n && str_eq(again.bytes, carried))
        buf_printf(v->out, "  the data folder '%s' makes what the figures in the file make\n", office);
    else if (again.bytes.n) {
        buf_printf(v->out,
                   is_released ? "  the data folder '%s', as it is now, makes another file%s\n"
                               : "  another edition: the data folder '%s' makes other bytes%s\n",
                   office, theme);
        if (!theme_compare(v, &again))
            differences_say(v, &again, "the data folder gives", false);
    } else {
        listing_wrapped(v->out, STR("  "),
                        str_printf(v->arena, "the data folder '%s'%s does not make it: %.*s", office,
                                   is_released ? ", as it is now," : "", STR_ARG(again.why)));
    }
    cache_free(again.cache);
    return is_proven ? EXIT_CODE_DONE : again.unread && folder_has(v, what) ? EXIT_CODE_IO : EXIT_CODE_DIFFERENT;
}

/* What comes after the first revision, 'asked', as a signature does. Annotations lie above the words of a page. */
static void added_say(const Verifier *v, const PdfRead *pdf, const PdfRead *asked, const What *what)
{
    Again again = {.pdf = pdf, .what = what, .arena = v->arena};
    const Part whole = {.end = pdf->page_count}, first = {.end = asked->page_count};
    Str more = str_slice(pdf->bytes, asked->bytes.n, pdf->bytes.n);
    bool is_signed = str_find(more, STR("/ByteRange"), 0) < more.n;
    listing_wrapped(
        v->out, STR("  "),
        str_printf(v->arena,
                   "not proven: the %zu byte%s after it, with a %s, which can cover or change what is proven%s", more.n,
                   PLURAL(more.n), is_signed ? "signature" : "revision",
                   is_signed ? "; pdfsig says what the signature covers, and whose it is" : ""));
    if (pdf->page_count != asked->page_count)
        buf_printf(v->out, "    the file has %u pages, its first revision %u\n", pdf->page_count, asked->page_count);
    uint32_t other = pdf_painted_other(pdf, asked);
    if (!part_compare(v, &again, asked, (PartPair){&whole, &first, NULL}, "its first revision has"))
        buf_put(v->out,
                other < pdf->page_count
                    ? str_printf(v->arena,
                                 "    page %u paints something else than in the first revision, which may hide "
                                 "the words there\n",
                                 other + 1)
                    : STR("    the words of the pages are those of the first revision; a note or form field may "
                          "hide them\n"));
    files_compare(v, pdf, asked);
    record_compare(v, pdf, asked);
}

static ExitCode file_verify(const Verifier *v, const char *path, const Jurisdictions *states)
{
    What what;
    Str made = {0};
    const Request *r = v->request;
    const PdfRead *pdf = pdf_read(path, v->arena, v->diag);
    if (!pdf)
        return EXIT_CODE_IO; /* which a finding tells */
    Str first = pdf_first_revision(pdf->bytes);
    const PdfRead *alone =
        first.n < pdf->bytes.n ? pdf_read_bytes(pdf->path, first, v->arena, diag_new(v->arena)) : NULL;
    const PdfRead *asked = alone ? alone : pdf;
    buf_printf(v->out, "%s: ", str_shown(v->arena, str_from(path)).s);
    if (!what_find(asked, states, &what, v->arena)) {
        buf_put(v->out, STR("not proven: it does not say which sheet it is\n"));
        return EXIT_CODE_DIFFERENT;
    }
    buf_printf(v->out, "%.*s\n", STR_ARG(named(&what, v->arena)));
    if (alone)
        buf_printf(v->out, "  of its first revision, %zu bytes:\n", first.n);
    bool has_files = asked->file_count != 0, has_folder = r->folders.office && !r->alone;
    bool is_released = ledger_ask(v, asked);
    bool is_carried = (has_files || !has_folder) && carried_ask(v, asked, &what, &made);
    ExitCode folder = has_folder ? folder_ask(v, asked, &what, made, is_released) : EXIT_CODE_DONE;
    if (alone)
        added_say(v, pdf, alone, &what);
    return alone || !(is_carried || (!has_files && has_folder)) ? EXIT_CODE_DIFFERENT : folder;
}

Str verify_files(const Request *r, ExitCode *code, Arena *a, Diag *d)
{
    Buf out = {.arena = a};
    Verifier v = {.request = r, .diag = d, .out = &out};
    Request shared = *r;
    if (!shared.folders.office)
        shared.folders.office = shared.folders.shipped_data;
    *code = EXIT_CODE_DONE;
    size_t errors = diag_errors(d);
    Store *s = shared.folders.office ? store_open(&shared, a, d) : NULL;
    if (!s)
        diag_error(d, DIAG_READ, nowhere, "the program's own data folder is missing; install it again");
    if (diag_errors(d) > errors)
        return (Str){0};
    if (r->folders.office && !r->alone)
        v.ledger = store_ledger(s, d);
    for (size_t i = 0; i < r->operands.count; i++) {
        v.arena = arena_new();
        ExitCode found = file_verify(&v, r->operands.items[i], s->jurisdictions);
        if (*code == EXIT_CODE_DONE || found == EXIT_CODE_IO)
            *code = found;
        arena_free(v.arena);
    }
    return buf_str(&out);
}
