/* Compares two editions by what they say, not by how they are typed: figures as they print, all other texts as they are
   after YAML has read them. A table says nothing of what it has no column or row for, so that beside a folder only what
   it holds is compared. Of lists what is equal at both ends is passed over, and what is left is compared in order. */
#include "diff.h"

#include "check.h"
#include "listing.h"
#include "src/sheet/sheet.h"
#include "src/store/folders.h"
#include "verify.h"
#include "words.h"

/* In the order of the list. */
typedef enum Kind { DIFF_FIGURE, DIFF_FILE, DIFF_TEXT, DIFF_WORDING, DIFF_THEME, DIFF_FINDING, DIFF_KINDS } Kind;

static const struct {
    const char *one, *many;
} kinds[DIFF_KINDS] = {[DIFF_FILE] = {"file", "files"},    [DIFF_FIGURE] = {"figure", "figures"},
                       [DIFF_TEXT] = {"text", "texts"},    [DIFF_WORDING] = {"wording", "wordings"},
                       [DIFF_THEME] = {"theme", "themes"}, [DIFF_FINDING] = {"finding", "findings"}};

static const char *const titles[] = {"what", "year",      "state",     "name",      "old",
                                     "new",  "old typed", "new typed", "old place", "new place"};
enum { FIELDS = sizeof titles / sizeof *titles };
enum { OLD, NEW, SIDES };

/* One of the two editions. */
typedef struct Side {
    const char *operand;
    Request *request;
    Store *store;
    const Table *table;    /* NULL: a folder, or ... */
    const StoreFile *file; /* ... one file */
    const PdfRead *pdf;    /* whose files are read as a folder */
    YearList years;
} Side;

/* A place in the two editions, and whose it is. */
typedef struct Spot {
    Kind kind;
    Str year, state, name;
} Spot;

typedef struct Differ {
    const Request *request;
    Arena *arena;
    Diag *diag;
    Side sides[SIDES];
    bool of_years;                   /* two years of one folder */
    StateChoice chosen;              /* none: all, with the nation, wording and theme */
    Listing kinds[DIFF_KINDS], rows; /* of each kind; all of them */
    const Value *(*compared)[SIDES]; /* wordings, each pair once */
    size_t compared_count, compared_capacity;
    Buf revisions;
} Differ;

/* ---- Rows ---- */

static void row_add(Differ *x, const Spot *at, const Str text[SIDES], const Str typed[SIDES], const Str place[SIDES])
{
    Listing *list = &x->kinds[at->kind];
    list->fields = FIELDS;
    list->arena = x->arena;
    listing_add(list, (Str[FIELDS]){str_from(kinds[at->kind].one), at->year, at->state, at->name, text[OLD], text[NEW],
                                    typed[OLD], typed[NEW], place[OLD], place[NEW]});
}

/* ---- Texts ---- */

static Str value_text(const Value *v, Arena *a)
{
    return !v ? STR("") : v->kind == VALUE_SCALAR ? str_trim(v->text) : canonical_text(v, a);
}

static bool value_equal(const Value *one, const Value *other, Arena *a)
{
    return one && other && one->kind == other->kind && str_eq(value_text(one, a), value_text(other, a));
}

static void values_compare(Differ *x, Spot at, const Value *old, const Value *new);

/* Another step of a path: "sections[2].heading". */
static Spot spot_in(const Differ *x, Spot at, Str key)
{
    at.name = str_printf(x->arena, "%.*s%s%.*s", STR_ARG(at.name), at.name.n ? "." : "", STR_ARG(key));
    return at;
}

static void maps_compare(Differ *x, Spot at, const Value *old, const Value *new)
{
    for (size_t i = 0; i < old->count; i++)
        values_compare(x, spot_in(x, at, old->fields[i].key), old->fields[i].value, value_get(new, old->fields[i].key));
    for (size_t i = 0; i < new->count; i++)
        if (!value_field(old, new->fields[i].key))
            values_compare(x, spot_in(x, at, new->fields[i].key), NULL, new->fields[i].value);
}

static void lists_compare(Differ *x, Spot at, const Value *old, const Value *new)
{
    size_t first = 0, ends[SIDES] = {old->count, new->count};
    const Str name = at.name;
    while (first < ends[OLD] && first < ends[NEW] && value_equal(old->items[first], new->items[first], x->arena))
        first++;
    while (ends[OLD] > first && ends[NEW] > first &&
           value_equal(old->items[ends[OLD] - 1], new->items[ends[NEW] - 1], x->arena)) {
        ends[OLD]--;
        ends[NEW]--;
    }
    for (size_t i = first; i < ends[OLD] || i < ends[NEW]; i++) {
        at.name = str_printf(x->arena, "%.*s[%zu]", STR_ARG(name), i + 1);
        values_compare(x, at, i < ends[OLD] ? old->items[i] : NULL, i < ends[NEW] ? new->items[i] : NULL);
    }
}

/* One of them may be NULL. */
static void values_compare(Differ *x, Spot at, const Value *old, const Value *new)
{
    if (value_equal(old, new, x->arena))
        return;
    if (old && new && old->kind == new->kind && old->kind != VALUE_SCALAR) {
        (old->kind == VALUE_MAP ? maps_compare : lists_compare)(x, at, old, new);
        return;
    }
    const Str texts[] = {value_text(old, x->arena), value_text(new, x->arena)}, none[SIDES] = {{0}, {0}};
    const Str places[] = {old ? place_text(old->mark, x->arena) : none[OLD],
                          new ? place_text(new->mark, x->arena) : none[NEW]};
    row_add(x, &at, texts, none, places);
}

/* ---- Figures ---- */

/* A figure of one edition. */
typedef struct Told {
    const Figure *figure; /* NULL: none, or none that can be read */
    Str text, typed, place;
    bool is_left_out; /* a table has nothing to say of it */
} Told;

static Told told_of(const Differ *x, const Side *side, const StoreFile *file, Str key)
{
    Arena *a = x->arena;
    const Value *v = value_scalar(value_get(file->root, STR("figures")), key);
    int index = dictionary_find(file->figures->dictionary, key);
    Told told = {.is_left_out = side->table && (!v || !str_trim(v->text).n)};
    const Figure *figure = index < 0 ? NULL : &file->figures->figures[index];
    /* A total that cannot be read is computed all the same. */
    bool is_read = figure && figure->kind != FIGURE_ABSENT && !(v && figure->computed);
    if (!v && !(is_read && figure->computed))
        return told;
    told.figure = is_read ? figure : NULL;
    told.typed = v ? str_trim(v->text) : STR("");
    told.text = is_read ? figure_long(figure, &language_english, a) : told.typed;
    told.place = place_text(v ? v->mark : figure->mark, a);
    return told;
}

/* A correction, for whoever knows why. */
static void revision_put(Differ *x, const StoreFile *file, const Told *old, const Told *new)
{
    const FigureFile *figures = file->figures;
    Arena *a = x->arena;
    bool is_withheld = new->figure->kind == FIGURE_SUPPRESSED || new->figure->kind == FIGURE_CEILING;
    Figure was = *old->figure;
    was.measure = new->figure->measure;
    if (figures_tell(figures, &was, a))
        return;
    const Request *r = x->request;
    Str day = figures->is_revised ? date_iso(figures->revised, a)
              : r->has_date       ? date_iso(date_from_seconds(r->date), a)
                                  : STR("");
    if (is_withheld) {
        buf_printf(&x->revisions, "  # %.*s is withheld now: what it was is not to be printed\n",
                   STR_ARG(new->figure->measure->key));
        return;
    }
    if (disclosure_was_tells(figures, &was, a)) {
        buf_printf(&x->revisions,
                   "  # %.*s tells of figures that are, or may be, withheld: what it was is not to be printed\n",
                   STR_ARG(was.measure->key));
        return;
    }
    buf_printf(&x->revisions, "  - {date: %s%.*s%s, figure: %.*s, was: ", day.n ? "" : "\"", STR_ARG(day),
               day.n ? "" : "\"", STR_ARG(new->figure->measure->key));
    buf_json(&x->revisions, old->text);
    buf_put(&x->revisions, STR(", why: \"\"}\n"));
}

static void figure_compare(Differ *x, Spot at, const StoreFile *const files[SIDES])
{
    const Told old = told_of(x, &x->sides[OLD], files[OLD], at.name);
    const Told new = told_of(x, &x->sides[NEW], files[NEW], at.name);
    bool is_mixed = !x->sides[OLD].table != !x->sides[NEW].table;
    if (str_eq(old.text, new.text) || (is_mixed && (old.is_left_out || new.is_left_out)))
        return;
    at.kind = DIFF_FIGURE;
    row_add(x, &at, (Str[]){old.text, new.text}, (Str[]){old.typed, new.typed}, (Str[]){old.place, new.place});
    if (old.figure && new.figure)
        revision_put(x, files[NEW], &old, &new);
}

static void figures_compare(Differ *x, Spot at, const StoreFile *const files[SIDES])
{
    const Dictionary *dicts[] = {files[OLD]->figures->dictionary, files[NEW]->figures->dictionary};
    size_t start = x->revisions.n;
    buf_printf(&x->revisions, "# %s\nrevisions:\n", str_shown(x->arena, str_from(files[NEW]->path)).s);
    size_t empty = x->revisions.n;
    for (size_t side = NEW; side < SIDES; side--)
        for (size_t i = 0; i < dicts[side]->count; i++) {
            at.name = dicts[side]->items[i].key;
            if (side == NEW || dictionary_find(dicts[NEW], at.name) < 0)
                figure_compare(x, at, files);
        }
    /* What is no figure at all. */
    for (size_t side = NEW; side < SIDES; side--) {
        const Value *map = value_get(files[side]->root, STR("figures")),
                    *other = value_get(files[NEW]->root, STR("figures"));
        for (size_t i = 0; map && map->kind == VALUE_MAP && i < map->count; i++) {
            at.name = map->fields[i].key;
            if (dictionary_find(dicts[OLD], at.name) < 0 && dictionary_find(dicts[NEW], at.name) < 0 &&
                (side == NEW || !value_field(other, at.name)))
                figure_compare(x, at, files);
        }
    }
    x->revisions.n = x->revisions.n == empty ? start : x->revisions.n;
}

/* As typed: the store completes a row of a table. */
static const Value *root_of(const Side *side, const StoreFile *file)
{
    return side->table ? table_find(side->table, file->figures->jurisdiction, file->figures->year)->root : file->root;
}

/* ---- Accepted findings, as findings: by what they say, whatever their order ---- */

static void accepts_compare(Differ *x, Spot at, const StoreFile *const files[SIDES])
{
    Arena *a = x->arena;
    bool is_mixed = !x->sides[OLD].table != !x->sides[NEW].table;
    at.kind = DIFF_FINDING;
    at.name = diag_word(DIAG_ACCEPT);
    for (size_t side = OLD; side < SIDES; side++) {
        const FigureFile *own = files[side]->figures, *other = files[1 - side]->figures;
        for (size_t i = 0; i < own->accept_count; i++) {
            Str text = accept_text(&own->accepts[i], a);
            size_t k = 0;
            while (k < other->accept_count && !str_eq(accept_text(&other->accepts[k], a), text))
                k++;
            if (k < other->accept_count ||
                (is_mixed && x->sides[1 - side].table && !value_get(files[1 - side]->root, STR("accept"))))
                continue;
            Str texts[SIDES] = {{0}, {0}}, places[SIDES] = {{0}, {0}};
            texts[side] = text;
            places[side] = place_text(own->accepts[i].mark, a);
            row_add(x, &at, texts, (Str[SIDES]){{0}, {0}}, places);
        }
    }
}

/* All that a file says but its figures; of a table neither state nor year, by which its rows were found. */
static void heads_compare(Differ *x, Spot at, const StoreFile *const files[SIDES])
{
    static const char *const passed[] = {"figures", "extract", "accept", "year", "state"};
    bool is_mixed = !x->sides[OLD].table != !x->sides[NEW].table;
    const Value *roots[] = {root_of(&x->sides[OLD], files[OLD]), root_of(&x->sides[NEW], files[NEW])};
    at.kind = DIFF_TEXT;
    for (size_t side = OLD; side < SIDES; side++)
        for (size_t i = 0; i < roots[side]->count; i++) {
            Str key = roots[side]->fields[i].key;
            const Value *values[] = {value_get(roots[OLD], key), value_get(roots[NEW], key)};
            bool is_passed = (side == NEW && values[OLD]) || (is_mixed && !values[x->sides[OLD].table ? OLD : NEW]);
            for (size_t k = 0; k < (is_mixed ? 5 : x->of_years ? 4 : 3); k++)
                is_passed = is_passed || str_eq(key, str_from(passed[k]));
            at.name = key;
            if (!is_passed)
                values_compare(x, at, values[OLD], values[NEW]);
        }
}

/* ---- Files ---- */

static bool is_partial(const Side *side)
{
    return side->table || side->file;
}

/* What the side says of a state (by its code; empty: of the nation) and a year; NULL: nothing. */
static const StoreFile *side_file(const Side *side, Str code, int year)
{
    const Jurisdiction *state = code.n ? jurisdiction_find(side->store->jurisdictions, code) : NULL;
    if (code.n && !state)
        return NULL;
    if (side->file)
        return side->file->figures->jurisdiction == state && side->file->figures->year == year ? side->file : NULL;
    if (!side->table) {
        const StoreFile *file = store_figures(side->store, state, year);
        return file->exists ? file : NULL;
    }
    const TableSheet *row = table_find(side->table, state, year);
    return row ? store_row(side->store, side->table, row, year) : NULL;
}

static void files_compare(Differ *x, Str code, const int years[SIDES])
{
    const StoreFile *files[SIDES];
    Arena *a = x->arena;
    for (size_t i = 0; i < SIDES; i++) {
        files[i] = side_file(&x->sides[i], code, years[i]);
        if (!files[i] && is_partial(&x->sides[i]) && !is_partial(&x->sides[1 - i]))
            return;
        if (files[i] && (!files[i]->root || !files[i]->figures))
            diag_take(x->diag, files[i]->findings);
    }
    for (size_t i = 0; i < SIDES; i++)
        if (files[i] && (!files[i]->root || !files[i]->figures))
            return;
    Str year = str_printf(a, years[OLD] == years[NEW] ? "%d" : "%d/%d", years[OLD], years[NEW]);
    const Spot at = {DIFF_FILE, year, code.n ? code : STR("US"), STR("")};
    if (files[OLD] && files[NEW]) {
        heads_compare(x, at, files);
        accepts_compare(x, at, files);
        figures_compare(x, at, files);
    } else if (files[OLD] || files[NEW]) {
        Str places[SIDES] = {{0}, {0}}, texts[SIDES] = {{0}, {0}};
        for (size_t i = 0; i < SIDES; i++)
            if (files[i]) {
                texts[i] = STR("figures");
                places[i] = str_shown(a, str_from(files[i]->path));
            }
        row_add(x, &at, texts, (Str[SIDES]){{0}, {0}}, places);
    }
}

static void states_compare(Differ *x, const int years[SIDES])
{
    const Jurisdictions *all[] = {x->sides[OLD].store->jurisdictions, x->sides[NEW].store->jurisdictions};
    for (size_t i = 0; i < x->chosen.count; i++)
        files_compare(x, x->chosen.items[i]->code, years);
    if (x->chosen.count)
        return;
    files_compare(x, STR(""), years);
    for (size_t side = NEW; side < SIDES; side--)
        for (size_t i = 0; i < all[side]->count; i++) {
            Str code = all[side]->items[i].code;
            if (side == NEW || !jurisdiction_find(all[NEW], code))
                files_compare(x, code, years);
        }
}

/* ---- Wording and theme ---- */

static void trees_compare(Differ *x, Spot at, const Value *old, const Value *new)
{
    for (size_t i = 0; i < x->compared_count; i++)
        if (x->compared[i][OLD] == old && x->compared[i][NEW] == new)
            return;
    ARENA_ROOM(x->arena, x->compared, x->compared_count, x->compared_capacity);
    x->compared[x->compared_count][OLD] = old;
    x->compared[x->compared_count++][NEW] = new;
    values_compare(x, at, old, new);
}

static bool is_asked(const Request *r, const Language *language)
{
    size_t i = 0;
    while (i < r->language_count && r->languages[i] != language)
        i++;
    return !r->language_count || i < r->language_count;
}

static void wordings_compare(Differ *x, const int years[SIDES])
{
    static const char *const stems[] = {"fact-sheet", "packet"};
    for (size_t stem = 0; stem < 2; stem++)
        for (size_t i = 0; i < language_count; i++) {
            const Language *language = i ? language_rows[i] : NULL;
            if (!is_asked(x->request, language_rows[i]))
                continue;
            const Value *roots[SIDES];
            for (size_t k = 0; k < SIDES; k++) {
                Store *s = x->sides[k].store;
                bool exists =
                    path_exists(wording_path(&s->request->folders, stems[stem], years[k], language, x->arena));
                roots[k] = !exists ? NULL
                           : stem  ? store_packet_wording(s, years[k], language, x->diag)
                                   : store_wording(s, years[k], language, x->diag);
            }
            if (roots[OLD] || roots[NEW])
                trees_compare(x, (Spot){DIFF_WORDING, STR(""), STR(""), STR("")}, roots[OLD], roots[NEW]);
        }
}

/* ---- Findings ---- */

typedef struct Found {
    Finding *items;
    Str *files; /* seen from the folder, or by name alone */
    size_t count;
} Found;

static Found found_of(const Differ *x, const Side *side)
{
    Arena *a = x->arena;
    Str certificate;
    Diag *d = diag_new(a);
    Found found;
    check_run(side->store, 0, &certificate, a, d);
    found.items = diag_findings(d, &found.count, a);
    found.files = ARENA_ARRAY(a, Str, found.count);
    Str office = str_printf(a, "%s/", side->request->folders.office);
    for (size_t i = 0; i < found.count; i++) {
        Str file = found.items[i].file;
        if (!is_partial(side) && !x->of_years && str_starts(file, office))
            found.files[i] = str_slice(file, office.n, file.n);
        else if (!is_partial(side))
            found.files[i] = path_cut(&file);
    }
    return found;
}

/* Those that the other edition has not: 'side' is whose they are. */
static void unmatched_put(Differ *x, const Found *own, const Found *other, size_t side)
{
    bool *taken = ARENA_ARRAY(x->arena, bool, other->count);
    for (size_t i = 0; i < own->count; i++) {
        const Finding *f = &own->items[i];
        size_t k = 0;
        while (k < other->count &&
               (taken[k] || other->items[k].is_note || other->items[k].code != f->code ||
                (other->items[k].severity == SEVERITY_ACCEPTED) != (f->severity == SEVERITY_ACCEPTED) ||
                !str_eq(other->items[k].message, f->message) || !str_eq(other->files[k], own->files[i])))
            k++;
        if (k < other->count)
            taken[k] = true;
        if (f->is_note || f->severity == SEVERITY_ACCEPTED || k < other->count)
            continue;
        Str texts[SIDES] = {{0}, {0}}, places[SIDES] = {{0}, {0}};
        texts[side] = f->message;
        places[side] = finding_place(f, x->arena);
        const Spot at = {DIFF_FINDING, STR(""), STR(""), diag_word(f->code)};
        row_add(x, &at, texts, (Str[SIDES]){{0}, {0}}, places);
    }
}

/* ---- Text for people ---- */

static Str people_text(const Differ *x)
{
    Buf out = {.arena = x->arena};
    for (size_t row = 0; row < x->rows.count; row += FIELDS) {
        const Str *cells = &x->rows.cells[row];
        Buf head = {.arena = x->arena};
        for (size_t i = 0; i < 4; i++)
            if (cells[i].n)
                buf_printf(&head, "%s%.*s", head.n ? " " : "", STR_ARG(str_shown(x->arena, cells[i])));
        listing_wrapped(&out, STR(""), buf_str(&head));
        for (size_t side = OLD; side < SIDES; side++) {
            Str text = cells[4 + side], typed = cells[6 + side], place = cells[8 + side];
            if (!text.n && !place.n)
                continue;
            if (typed.n && !str_eq(typed, text))
                text = str_printf(x->arena, "%.*s (typed %.*s)", STR_ARG(text), STR_ARG(typed));
            Buf shown = {.arena = x->arena};
            while (text.n) {
                Str line = str_cut(&text, STR("\n"));
                buf_printf(&shown, " %.*s", STR_ARG(str_shown(x->arena, line)));
            }
            listing_wrapped(&out, side == OLD ? STR("  - ") : STR("  + "),
                            str_printf(x->arena, "%.*s%s%.*s", STR_ARG(str_shown(x->arena, place)), place.n ? ":" : "",
                                       STR_ARG(buf_str(&shown))));
        }
    }
    return buf_str(&out);
}

static Str summary(const Differ *x)
{
    Buf out = {.arena = x->arena};
    size_t count = x->rows.count / FIELDS;
    buf_printf(&out, count ? "%zu difference%s" : "no difference", count, PLURAL(count));
    const char *between = ": ";
    for (Kind k = 0; k < DIFF_KINDS; k++)
        if (x->kinds[k].count) {
            size_t of = x->kinds[k].count / FIELDS;
            buf_printf(&out, "%s%zu %s", between, of, of == 1 ? kinds[k].one : kinds[k].many);
            between = ", ";
        }
    buf_char(&out, '\n');
    return buf_str(&out);
}

/* ---- The two editions ---- */

static int operand_year(const char *operand)
{
    return path_exists(operand) ? 0 : year_parse(str_from(operand));
}

static bool side_open(Differ *x, Side *side, const char *program)
{
    Arena *a = x->arena;
    Diag *d = x->diag;
    size_t errors = diag_errors(d);
    Request *r = side->request = ARENA_NEW(a, Request);
    int year = operand_year(side->operand);
    *r = *x->request;
    r->operands.count = 0;
    r->target = NULL;
    if (year) {
        r->years[0] = year;
        r->year_count = 1;
    } else if (!is_folder(side->operand)) {
        r->operands.items[r->operands.count++] = side->operand;
    }
    /* What a table means the folder says that it is compared with. */
    const char *other = x->request->operands.items[side == x->sides];
    if (is_folder(side->operand) || (r->operands.count && is_folder(other)))
        r->data_dir = is_folder(side->operand) ? side->operand : other;
    if (side->pdf) {
        if (!folders_find(r, program, a, diag_new(a)))
            r->folders.office = NULL;
        r->operands.count = 0;
        pdf_hold(side->pdf, &r->folders, &r->folders, a);
    } else {
        /* The dictionary that comes with the program will do for what is no folder and no year. */
        bool is_bound = year || r->data_dir || (r->data_named && *r->data_named);
        bool is_found = folders_find(r, program, a, is_bound ? d : diag_new(a));
        if (!is_found && (is_bound || !r->folders.shipped_data))
            return is_bound ? false : folders_find(r, program, a, d);
        r->folders.office = is_found ? r->folders.office : r->folders.shipped_data;
    }
    side->store = store_open(r, a, d);
    if (x->of_years) {
        const int both[] = {operand_year(x->sides[OLD].operand), operand_year(x->sides[NEW].operand)};
        store_lock_to_read(side->store, both, SIDES, d);
    }
    if (diag_errors(d) > errors)
        return false;
    if (!r->operands.count) {
        side->years = r->year_count ? (YearList){r->years, r->year_count} : store_years(side->store, NULL);
        bool has_any = side->years.count && (!year || store_has(side->store, NULL, year) ||
                                             store_states(side->store, year, diag_new(a)).count);
        if (!has_any)
            diag_error(d, DIAG_READ, nowhere, "there are no figures %s '%s'; name another one", year ? "of" : "in",
                       side->operand);
    } else if (table_named(side->operand)) {
        side->table = store_table(side->store, side->operand, d);
        side->years = side->table ? store_table_years(side->store, side->table, d) : (YearList){0};
    } else {
        side->file = store_file(side->store, side->operand, NULL, 0);
        if (!side->file->figures)
            return diag_take(d, side->file->findings), false;
        side->years = (YearList){&side->file->figures->year, 1};
        r->year_count = 0;
    }
    return diag_errors(d) == errors;
}

static bool has_year(const Side *side, int year)
{
    for (size_t i = 0; i < side->years.count; i++)
        if (side->years.items[i] == year)
            return true;
    return false;
}

static void years_compare(Differ *x)
{
    const Side *old = &x->sides[OLD], *new = &x->sides[NEW];
    for (int year = FIGURES_YEAR_FIRST; year <= FIGURES_YEAR_LAST; year++) {
        const int years[] = {x->of_years ? old->years.items[0] : year, x->of_years ? new->years.items[0] : year};
        bool has_old = has_year(old, years[OLD]), has_new = has_year(new, years[NEW]);
        bool is_asked = is_partial(old) == is_partial(new) ? has_old || has_new : is_partial(old) ? has_old : has_new;
        if (x->of_years && year > FIGURES_YEAR_FIRST)
            return;
        if (!is_asked)
            continue;
        states_compare(x, years);
        if (!is_partial(old) && !is_partial(new) && !x->chosen.count)
            wordings_compare(x, years);
    }
}

/* ---- PDFs ---- */

/* False after findings. Where both carry figures these are compared, as folders; '*are_pages': what is printed is. */
static bool pdfs_open(Differ *x, bool *are_pages)
{
    const Texts *operands = &x->request->operands;
    size_t count = 0, carrying = 0;
    for (size_t i = 0; i < SIDES; i++)
        count += !is_folder(operands->items[i]) && pdf_named(operands->items[i]);
    for (size_t i = 0; i < SIDES && count == 1; i++)
        if (!path_exists(operands->items[i]))
            return pdf_read(operands->items[i], x->arena, x->diag), false;
    if (count == 1)
        return diag_error(x->diag, DIAG_USAGE, nowhere,
                          "one of '%s' and '%s' is a PDF, the other is not; name two PDFs, or ask 'ncmec-pdf verify' "
                          "whether the data folder makes it",
                          str_shown(x->arena, str_from(operands->items[OLD])).s,
                          str_shown(x->arena, str_from(operands->items[NEW])).s);
    for (size_t i = 0; i < SIDES && count; i++) {
        Folders held;
        x->sides[i].pdf = pdf_read(operands->items[i], x->arena, x->diag);
        if (!x->sides[i].pdf || !pdf_as_made(x->sides[i].pdf, "compare", x->diag))
            return false;
        carrying += pdf_hold(x->sides[i].pdf, &x->request->folders, &held, x->arena);
    }
    *are_pages = count && carrying < SIDES;
    if (*are_pages && x->request->revisions)
        return diag_error(x->diag, DIAG_USAGE, nowhere,
                          "'--revisions' needs figures, which files for the screen carry; name two of these");
    return true;
}

static void pages_compare(Differ *x)
{
    Arena *a = x->arena;
    const PdfRead *pdfs[] = {x->sides[OLD].pdf, x->sides[NEW].pdf};
    const WordList lists[] = {words_of(pdfs[OLD], 0, pdfs[OLD]->page_count),
                              words_of(pdfs[NEW], 0, pdfs[NEW]->page_count)};
    const Str none[SIDES] = {{0}, {0}};
    size_t count;
    const WordRun *runs = words_differ(lists, &count, a);
    if (!str_eq(pdfs[OLD]->title, pdfs[NEW]->title))
        row_add(x, &(Spot){DIFF_TEXT, STR(""), STR(""), STR("title")}, (Str[]){pdfs[OLD]->title, pdfs[NEW]->title},
                none, (Str[]){str_from(pdfs[OLD]->path), str_from(pdfs[NEW]->path)});
    for (size_t i = 0; i < count; i++) {
        Str texts[SIDES], places[SIDES] = {{0}, {0}};
        for (size_t k = 0; k < SIDES; k++) {
            texts[k] = words_text(lists[k], runs[i].from[k], runs[i].to[k], a);
            if (texts[k].n)
                places[k] = str_printf(a, "%s, %.*s", str_shown(a, str_from(pdfs[k]->path)).s,
                                       STR_ARG(word_place(&lists[k].items[runs[i].from[k]], a)));
        }
        row_add(x, &(Spot){DIFF_TEXT, STR(""), STR(""), STR("words")}, texts, none, places);
    }
}

/* What may hide words, where all else is equal: what another program painted, or laid over them. */
static void covers_compare(Differ *x)
{
    static const char *const names[] = {"/Annots", "/Annot", "/AP", "/Subtype"};
    Arena *a = x->arena;
    const PdfRead *pdfs[] = {x->sides[OLD].pdf, x->sides[NEW].pdf}, *counted[SIDES];
    const Str none[SIDES] = {{0}, {0}};
    Str path = str_shown(a, str_from(pdfs[NEW]->path));
    uint32_t page = pdf_painted_other(pdfs[OLD], pdfs[NEW]);
    if (page < pdfs[OLD]->page_count || page < pdfs[NEW]->page_count) {
        row_add(x, &(Spot){DIFF_TEXT, STR(""), STR(""), STR("page")},
                (Str[]){STR(""), STR("something else is painted, which may hide words")}, none,
                (Str[]){STR(""), str_printf(a, "%.*s, page %u", STR_ARG(path), page + 1)});
        return;
    }
    bool is_same = true;
    for (size_t i = 0; i < SIDES; i++)
        counted[i] = pdf_read_counted(pdfs[i]->path, pdfs[i]->bytes, a, x->diag);
    for (size_t i = 0; i < sizeof names / sizeof *names && counted[OLD] && counted[NEW]; i++)
        is_same = is_same && pdf_count(counted[OLD], names[i]) == pdf_count(counted[NEW], names[i]);
    if (!is_same)
        row_add(x, &(Spot){DIFF_TEXT, STR(""), STR(""), STR("annotations")},
                (Str[]){STR(""), STR("notes or form fields are other ones, which may hide words")}, none,
                (Str[]){STR(""), path});
}

/* ---- Both ---- */

/* False after findings. */
static bool editions_compare(Differ *x, const char *program)
{
    size_t errors = diag_errors(x->diag);
    for (size_t i = 0; i < SIDES; i++)
        x->sides[i].operand = x->request->operands.items[i];
    for (size_t i = 0; i < SIDES; i++)
        if (!side_open(x, &x->sides[i], program))
            return false;
    const char *asked = x->request->state;
    if (asked && strcmp(asked, "all") != 0 &&
        !states_choose(asked, x->sides[NEW].store->jurisdictions, &x->chosen, x->arena, x->diag))
        return false;
    years_compare(x);
    bool are_folders = !is_partial(&x->sides[OLD]) && !is_partial(&x->sides[NEW]) && !x->chosen.count;
    if (are_folders && !x->of_years)
        trees_compare(x, (Spot){DIFF_THEME, STR(""), STR(""), STR("")},
                      look_read(x->sides[OLD].store, x->request->theme_file, x->arena, x->diag),
                      look_read(x->sides[NEW].store, x->request->theme_file, x->arena, x->diag));
    if (diag_errors(x->diag) > errors)
        return false;
    if (is_partial(&x->sides[OLD]) == is_partial(&x->sides[NEW])) {
        const Found before = found_of(x, &x->sides[OLD]), after = found_of(x, &x->sides[NEW]);
        unmatched_put(x, &before, &after, OLD);
        unmatched_put(x, &after, &before, NEW);
    }
    return true;
}

bool diff_find(const Request *r, const char *program, Output form, Differences *found, Arena *a, Diag *d)
{
    Differ *x = ARENA_NEW(a, Differ);
    *x = (Differ){.request = r, .arena = a, .diag = d, .revisions = {.arena = a}};
    x->rows = (Listing){.titles = titles, .fields = FIELDS, .shown = FIELDS, .arena = a};
    if (r->operands.count != SIDES)
        return diag_error(
            d, DIAG_USAGE, nowhere,
            "name two editions, the old one first: folders, tables, files, years or PDFs, as in: ncmec-pdf "
            "diff before data");
    x->of_years = operand_year(r->operands.items[OLD]) && operand_year(r->operands.items[NEW]);
    if (x->of_years && r->revisions)
        return diag_error(d, DIAG_USAGE, nowhere,
                          "'--revisions' is for two editions of one year; name two folders, tables or files");
    bool are_pages = false;
    if (!pdfs_open(x, &are_pages) || (!are_pages && !editions_compare(x, program)))
        return false;
    /* Where figures differ, words must, so that these say no more. */
    bool are_figures = false;
    for (Kind k = 0; k < DIFF_KINDS; k++)
        are_figures = are_figures || (x->sides[OLD].pdf && x->kinds[k].count);
    if (x->sides[OLD].pdf && !are_figures)
        pages_compare(x);
    size_t found_count = 0;
    for (Kind k = 0; k < DIFF_KINDS; k++)
        found_count += x->kinds[k].count;
    if (x->sides[OLD].pdf && !found_count && !str_eq(x->sides[OLD].pdf->bytes, x->sides[NEW].pdf->bytes))
        covers_compare(x);
    for (Kind k = 0; k < DIFF_KINDS; k++)
        for (size_t i = 0; i < x->kinds[k].count; i += FIELDS)
            listing_add(&x->rows, &x->kinds[k].cells[i]);
    Str told = summary(x);
    if (are_figures)
        told =
            str_printf(a,
                       "%.*sThe words of the pages were not compared, as what both carry differs: 'ncmec-pdf verify' "
                       "tells whether each prints what it carries.\n",
                       STR_ARG(told));
    *found = (Differences){.summary = told, .count = x->rows.count / FIELDS};
    found->text = r->revisions                   ? buf_str(&x->revisions)
                  : form == OUTPUT_EXPLAIN_TABLE ? people_text(x)
                                                 : listing_text(&x->rows, form);
    return true;
}
