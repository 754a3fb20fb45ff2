/* Has files of figures checked by the rules of src/data, and by the wording that would print them. What they are
   compared with comes from the store, and its findings are told too, or a figure there that cannot be read would switch
   a check off in silence: the nation's as they are, since every sheet quotes them, last year's as warnings. */
#include "check.h"

#include "listing.h"

#include "ncmec/document.h"
#include "pdfread.h"
#include "src/sheet/sheet.h"
#include "src/store/folders.h"
#include "src/store/ledger.h"
#include "statement.h"

#include <stdlib.h>

typedef struct Item {
    const StoreFile *file;
    const char *folder; /* that it is in; of a row its table */
    bool is_neighbor, in_checked_year;
} Item;

/* What was found of one year's withheld figures, or of one draft's. */
typedef struct SurveyYear {
    int year;
    const Disclosure *found;
    const Jurisdiction *own; /* whose file that is; NULL: what goes out of the year */
    /* The file cannot go out as it is, or the ledger cannot be read: only contradictions are certain. */
    bool has_errors;
} SurveyYear;

struct Survey {
    Store *store;
    Arena *arena;
    Arena *sheet; /* for one sheet's text */
    Diag *diag;
    Item *items;
    size_t count, capacity;
    TextSet paths;      /* of files */
    const Source *told; /* the last table that was said to have no source */
    Wordings wordings;
    SurveyYear *judged;
    size_t judged_count, judged_capacity;
    bool lacks_editions; /* something of the ledger cannot be read */
};

static void item_add(Survey *s, const StoreFile *file, bool is_neighbor)
{
    const char *folder = file->is_row ? file->path : path_folder(file->path, s->arena);
    if (!file->is_row && !textset_add(&s->paths, str_from(file->path)))
        return;
    ARENA_NEXT(s->arena, s->items, s->count, s->capacity) =
        (Item){.file = file, .folder = folder, .is_neighbor = is_neighbor};
}

void survey_add(Survey *s, const StoreFile *file)
{
    item_add(s, file, false);
}

void survey_add_neighbor(Survey *s, const StoreFile *file)
{
    item_add(s, file, true);
}

static bool is_sound(const StoreFile *file)
{
    return file->figures && !diag_errors(file->findings);
}

/* ---- Wording ---- */

/* What the sheet would say: fills it, and forgets it. What is wrong in the same words with every sheet is told once. */
static void words_check(Survey *s, const Dataset *data, const Language *language)
{
    const Template *template = wordings_template(&s->wordings, data->year, language, s->diag);
    if (!template)
        return;
    arena_reset(s->sheet);
    Diag *found = diag_new(s->sheet);
    template_check_year(template, data, found);
    const YearFigures alone = dataset_alone(data);
    if (template_check_numbers(template, &alone, found) && template_has_numbers(template))
        year_numbers(s->store, NULL, template, data->year, found);
    const Document *document = document_make(template, NULL, data, NULL, s->sheet, found);
    if (document) {
        document_check(document, template, data, s->sheet, found);
        document_check_links(document, s->sheet, found);
    }
    diag_take(s->diag, found);
}

/* ---- Checking ---- */

/* The nation's file of the same year: of a row, that of its table where there is one. */
static const StoreFile *nation_of(const Survey *s, const StoreFile *file)
{
    for (size_t i = 0; i < s->count && file->is_row; i++) {
        const StoreFile *row = s->items[i].file;
        if (row->is_row && row->figures && !row->figures->jurisdiction && row->figures->year == file->figures->year &&
            strcmp(row->path, file->path) == 0)
            return row;
    }
    return store_beside(s->store, file, NULL, file->figures->year);
}

static const FigureFile *before_of(const Survey *s, const StoreFile *file, const Jurisdiction *whose)
{
    return store_before(s->store, file, whose, file->figures->year, s->diag);
}

/* That it cannot be read is said by whoever reads the figures. */
static const Dictionary *dictionary_for(const Survey *s, const FigureFile *file)
{
    return store_dictionary(s->store, file->year, s->diag);
}

/* What a file and the nation's say together. */
static void sheet_check(Survey *s, const StoreFile *file, const StoreFile *nation)
{
    Dataset data = {.dictionary = dictionary_for(s, file->figures),
                    .jurisdiction = file->figures->jurisdiction,
                    .year = file->figures->year,
                    .state = file->figures,
                    .nation = nation->figures};
    dataset_check(&data, s->diag);
    if (data.state->has_gaps || data.nation->has_gaps || !is_sound(nation))
        return;
    data.state_before = before_of(s, file, data.jurisdiction);
    data.nation_before = before_of(s, file, NULL);
    const Language *asked[LANGUAGES_MAX];
    size_t count = store_languages(s->store, data.year, asked);
    for (size_t i = 0; i < count; i++)
        words_check(s, &data, asked[i]);
}

/* That rows of one table do not say where their figures are from is one finding. */
static void own_check(Survey *s, const Item *item)
{
    const FigureFile *figures = item->file->figures;
    Mark mark = figures->source_mark, first = mark, last = mark;
    char from[CELL_NAME_MAX], to[CELL_NAME_MAX];
    bool is_of_table = !figures->source.n && !accept_find(figures, DIAG_SOURCE, NULL) && mark_cell(mark, from);
    size_t same = 0;
    if (is_of_table && s->told == mark.source)
        return;
    for (size_t i = 0; i < s->count && is_of_table; i++) {
        const FigureFile *other = s->items[i].file->figures;
        if (s->items[i].is_neighbor || !other || other->source.n || other->source_mark.source != mark.source ||
            accept_find(other, DIAG_SOURCE, NULL))
            continue;
        same++;
        first = other->source_mark.offset < first.offset ? other->source_mark : first;
        last = other->source_mark.offset > last.offset ? other->source_mark : last;
    }
    if (same < 2) {
        lint_file(s->store->jurisdictions, figures, s->diag);
        return;
    }
    s->told = mark.source;
    mark_cell(first, from);
    mark_cell(last, to);
    diag_error(s->diag, DIAG_SOURCE, first,
               "the table does not say where the figures of %zu rows are from (%s to %s); give it a column 'source', "
               "or import it with --source",
               same, from, to);
}

static void file_check(Survey *s, const Item *item)
{
    const StoreFile *file = item->file;
    const FigureFile *figures = file->figures;
    const StoreFile *nation = figures->jurisdiction ? nation_of(s, file) : NULL;
    if (!item->is_neighbor)
        own_check(s, item);
    if (nation && !item->is_neighbor && textset_find(&s->paths, str_from(nation->path)) == SIZE_MAX)
        diag_take(s->diag, nation->findings);
    /* New figures of the nation concern all that is beside them. */
    if (nation && store_compared(nation, NULL, figures->year, NULL) && (nation->is_new || !item->is_neighbor))
        sheet_check(s, file, nation);
    const FigureFile *before = item->is_neighbor ? NULL : before_of(s, file, figures->jurisdiction);
    if (before)
        lint_change(dictionary_for(s, figures), figures, before, s->diag);
}

/* Whether two are files of one year in one folder, or rows of one table. */
static bool is_beside(const Item *a, const Item *b)
{
    return a->file->figures->year == b->file->figures->year && a->file->is_row == b->file->is_row &&
           strcmp(a->folder, b->folder) == 0;
}

static bool is_comparable(const StoreFile *file)
{
    return file->figures && !file->is_misplaced;
}

/* ---- What no sheet prints ---- */

/* Whether the check can have met what the line accepts: what is found in a wording depends on which are read. */
static bool is_looked_for(const Request *r, DiagCode code)
{
    return (code != DIAG_LANGUAGE || r->all_languages) &&
           (code != DIAG_UNUSED || (!r->template_file && (!r->language_count || r->all_languages)));
}

/* Reads the wordings that the check did not: what is wrong with them is not its question. */
static void unprinted_check(Survey *s, const YearFigures *year)
{
    const FigureFile *first = year->nation ? year->nation : year->count ? year->states[0] : NULL;
    if (!first || first->is_extract || !is_looked_for(s->store->request, DIAG_UNUSED))
        return;
    unsigned *sides = wordings_sides(&s->wordings, first->year, s->arena);
    if (sides)
        lint_unprinted(year, sides, s->diag);
}

/* ---- What went out ---- */

static const Released *editions_of(Survey *s, int year, size_t *count)
{
    Diag *said = diag_new(s->arena);
    const Released *editions = store_released(s->store, year, count, said);
    s->lacks_editions = diag_errors(said) > 0;
    diag_take(s->diag, said);
    return editions;
}

/* The office's files beside its ledger; rows of a table cannot hold corrections. */
static void released_check(Survey *s, const Item *first)
{
    size_t count;
    const FigureFile *figures = first->file->figures;
    if (first->file->is_row || !str_eq(first->file->data_folder, str_from(s->store->request->folders.office)))
        return;
    const Released *editions = editions_of(s, figures->year, &count);
    for (size_t i = 0; i < s->count; i++)
        if (!s->items[i].is_neighbor && is_sound(s->items[i].file) && is_comparable(s->items[i].file) &&
            is_beside(first, &s->items[i]))
            released_report(s->items[i].file->figures, s->items[i].file->path, editions, count, s->arena, s->diag);
}

/* ---- Withheld figures ---- */

/* The other files of the year, which are not checked themselves, but go out as well. */
static size_t others_add(Survey *s, const StoreFile *first, const FigureFile **states, size_t count, Arena *a)
{
    size_t own = count;
    for (size_t i = 0; i < s->store->jurisdictions->count; i++) {
        const Jurisdiction *state = &s->store->jurisdictions->items[i];
        size_t known = 0;
        while (known < own && states[known]->jurisdiction != state)
            known++;
        const FigureFile *file =
            known < own ? NULL : store_judged(store_beside(s->store, first, state, first->figures->year), a);
        if (file && file->jurisdiction == state)
            states[count++] = file;
    }
    return count;
}

/* Where what is found of a year, or of a draft, is kept: as long as the certificate needs it, or until the next. */
static Arena *judging(Survey *s)
{
    if (s->store->request->disclosure)
        return s->arena;
    arena_reset(s->sheet);
    return s->sheet;
}

static void judged_add(Survey *s, const Item *first, const Disclosure *found, bool is_year, bool has_errors)
{
    const FigureFile *figures = first->file->figures;
    ARENA_NEXT(s->arena, s->judged, s->judged_count, s->judged_capacity) =
        (SurveyYear){figures->year, found, is_year ? NULL : figures->jurisdiction, has_errors || s->lacks_editions};
}

/* What concerns the item or, of a year, all final files that are checked. */
static void found_report(Survey *s, const Disclosure *found, const Item *first, bool is_year, Arena *a)
{
    const Jurisdiction **checked = ARENA_ARRAY(a, const Jurisdiction *, s->count);
    size_t count = 0;
    if (a == s->arena)
        judged_add(s, first, found, is_year, false);
    for (size_t i = 0; i < s->count; i++) {
        const Item *item = &s->items[i];
        if (!is_comparable(item->file) || item->is_neighbor)
            continue; /* what cannot be read has no figures to ask */
        if (is_year ? is_beside(first, item) && store_is_final(item->file) : item == first)
            checked[count++] = item->file->figures->jurisdiction;
    }
    Diag *said = diag_new(a);
    disclosure_report(found, checked, count, said);
    diag_take(s->diag, said);
}

/* As it is typed, though it is a draft. */
static const FigureFile *as_final(const FigureFile *file, Arena *a)
{
    FigureFile *copy = ARENA_NEW(a, FigureFile);
    *copy = *file;
    copy->status = STATUS_FINAL;
    return copy;
}

/* What can be told where the final files of the year go out and, unless it is NULL, 'own' as it is typed. */
static const Disclosure *year_find(Survey *s, const Item *first, const Item *own, const FigureFile *nation, Arena *a)
{
    const FigureFile **states = ARENA_ARRAY(a, const FigureFile *, s->count + s->store->jurisdictions->count);
    YearFigures year = {.dictionary = dictionary_for(s, first->file->figures), .nation = nation, .states = states};
    for (size_t i = 0; i < s->count; i++) {
        const StoreFile *file = s->items[i].file;
        if (!is_comparable(file) || !is_beside(first, &s->items[i]) || !file->figures->jurisdiction)
            continue;
        states[year.count++] = &s->items[i] == own ? as_final(file->figures, a) : store_judged(file, a);
    }
    int of = first->file->figures->year;
    if (!first->file->is_row)
        year.count = others_add(s, first->file, states, year.count, a);
    if (!disclosure_has_cause(&year) && !store_released_withheld(s->store, of))
        return NULL;
    year.sides = wordings_sides(&s->wordings, of, a);
    year.released = editions_of(s, of, &year.released_count);
    disclosure_complete(&year, s->store->jurisdictions, of, a);
    return disclosure_find(&year, a);
}

/* What goes out together. */
static void year_judge(Survey *s, const Item *first, const FigureFile *nation)
{
    Arena *a = judging(s);
    if (nation && nation->status == STATUS_DRAFT)
        nation = disclosure_draft(nation, a);
    found_report(s, year_find(s, first, NULL, nation, a), first, true, a);
}

/* A draft as its own sheet would be judged before it goes out; for the certificate alone a file with errors. */
static void draft_judge(Survey *s, const Item *item)
{
    const FigureFile *figures = item->file->figures;
    bool has_errors = !is_sound(item->file);
    if ((has_errors ? !s->store->request->disclosure : figures->status != STATUS_DRAFT) || !figures->jurisdiction ||
        item->is_neighbor)
        return;
    const FigureFile *nation = store_compared(nation_of(s, item->file), NULL, figures->year, NULL);
    const YearFigures own = {
        .dictionary = dictionary_for(s, figures), .nation = nation, .states = &figures, .count = 1};
    if (!disclosure_has_cause(&own))
        return;
    Arena *a = judging(s);
    const Disclosure *found = year_find(s, item, item, nation ? as_final(nation, a) : NULL, a);
    if (has_errors)
        judged_add(s, item, found, false, true);
    else
        found_report(s, found, item, false, a);
}

/* ---- The certificate: what was proven of each withheld figure, for those who release a year ---- */

/* A row a withheld figure: how it is typed, which values an outsider can tell that it has, how many those are and how
   many must remain, the verdict, and the printed figures that tell of it. */
static const char *const titles[] = {"year",   "state",  "figure",  "typed", "least",    "most",
                                     "values", "needed", "verdict", "binds", "not known"};
enum { FIELDS = sizeof titles / sizeof *titles };

static const char limits[] =
    "What readers know from other publications, or from editions that released.csv lacks, is not looked at, nor are "
    "notes, "
    "which are free text. Printed percentages are; withheld ones only beside two exact figures.\n";

static const char *const words[] = {[VERDICT_SAFE] = "safe",
                                    [VERDICT_FEW] = "few values",
                                    [VERDICT_KNOWN] = "known",
                                    [VERDICT_UNPROVEN] = "unproven",
                                    [VERDICT_CONTRADICTION] = "contradiction"};

static Str number(int64_t value, bool is_there, Arena *a)
{
    return is_there ? str_printf(a, "%lld", (long long)value) : STR("");
}

static void certificate_add(Listing *list, const SurveyYear *of, const Withheld *item)
{
    Arena *a = list->arena;
    Verdict verdict = of->has_errors && item->verdict != VERDICT_CONTRADICTION ? VERDICT_UNPROVEN : item->verdict;
    bool is_proven = verdict != VERDICT_UNPROVEN && verdict != VERDICT_CONTRADICTION;
    bool has_most = is_proven && !item->no_most;
    listing_add(
        list, (Str[FIELDS]){number(of->year, true, a), jurisdiction_code(item->file->jurisdiction),
                            item->figure->measure->key, figure_long(item->figure, &language_english, a),
                            number(item->least, is_proven, a),
                            is_proven && item->no_most ? STR("no limit") : number(item->most, has_most, a),
                            number(has_most ? item->most - item->least + 1 : 0, has_most, a),
                            number(item->needed, true, a), str_from(words[verdict]), item->binds,
                            STR("other publications, editions that released.csv lacks, notes, withheld percentages")});
}

/* Whether the figure is of a file that is judged by itself as well, as it is typed there. */
static bool is_elsewhere(const SurveyYear *years, size_t count, const SurveyYear *of, const Withheld *item)
{
    if (of->own)
        return item->file->jurisdiction != of->own;
    for (size_t y = 0; y < count && item->file->status == STATUS_DRAFT; y++) {
        size_t others;
        const Withheld *items = disclosure_items(years[y].found, &others);
        for (size_t i = 0; i < others && years[y].own && years[y].year == of->year; i++)
            if (items[i].file->jurisdiction == years[y].own && years[y].own == item->file->jurisdiction &&
                items[i].figure->measure == item->figure->measure)
                return true;
    }
    return false;
}

/* What is withheld of the files that are checked; the others of their year take part in the proof alone. */
static bool is_checked(const Survey *s, const FigureFile *file)
{
    size_t i = 0;
    while (i < s->count &&
           (s->items[i].is_neighbor || !s->items[i].file->figures || s->items[i].file->figures->year != file->year ||
            s->items[i].file->figures->jurisdiction != file->jurisdiction))
        i++;
    return i < s->count;
}

static Str certificate_text(const Survey *s, Output form, Arena *a)
{
    const SurveyYear *years = s->judged;
    Listing list = {.titles = titles, .fields = FIELDS, .shown = FIELDS - 1, .arena = a};
    for (size_t y = 0; y < s->judged_count; y++) {
        size_t count;
        const Withheld *items = disclosure_items(years[y].found, &count);
        for (size_t i = 0; i < count; i++)
            if (is_checked(s, items[i].file) && !is_elsewhere(years, s->judged_count, &years[y], &items[i]))
                certificate_add(&list, &years[y], &items[i]);
    }
    if (form == OUTPUT_EXPLAIN_CSV || form == OUTPUT_EXPLAIN_JSON)
        return listing_text(&list, form);
    Buf out = {.arena = a};
    buf_put(&out, list.count ? listing_text(&list, form) : STR("no figure is withheld\n"));
    buf_char(&out, '\n');
    buf_paragraphs(&out, str_from(limits), text_columns());
    return buf_str(&out);
}

/* ---- Years ---- */

static void years_check(Survey *s)
{
    const FigureFile **states = ARENA_ARRAY(s->arena, const FigureFile *, s->count);
    for (size_t i = 0; i < s->count; i++) {
        const StoreFile *first = s->items[i].file;
        size_t count = 0;
        if (!is_comparable(first) || s->items[i].in_checked_year)
            continue;
        for (size_t k = i; k < s->count; k++) {
            const StoreFile *file = s->items[k].file;
            if (!is_comparable(file) || !is_beside(&s->items[i], &s->items[k]))
                continue;
            s->items[k].in_checked_year = true;
            if (file->figures->jurisdiction)
                states[count++] = file->figures;
        }
        /* The same findings, in any order of the files. */
        qsort(states, count, sizeof *states, figures_order);
        const FigureFile *nation = store_compared(nation_of(s, first), NULL, first->figures->year, NULL);
        const YearFigures year = {.dictionary = dictionary_for(s, first->figures),
                                  .nation = nation,
                                  .states = states,
                                  .count = count,
                                  .is_whole = count == s->store->jurisdictions->count};
        lint_year(&year, s->arena, s->diag);
        unprinted_check(s, &year);
        released_check(s, &s->items[i]);
        year_judge(s, &s->items[i], nation);
    }
}

/* ---- The survey ---- */

Survey *survey_new(Store *store, Arena *a, Diag *d)
{
    Survey *s = ARENA_NEW(a, Survey);
    *s = (Survey){
        .store = store, .arena = a, .diag = d, .paths = {.arena = a}, .wordings = {.store = store, .arena = a}};
    return s;
}

void survey_run(Survey *s)
{
    s->sheet = arena_new();
    for (size_t i = 0; i < s->count; i++)
        if (!s->items[i].is_neighbor)
            diag_take_code(s->diag, s->items[i].file->findings, DIAG_EMPTY, true);
    for (size_t i = 0; i < s->count; i++)
        if (is_sound(s->items[i].file))
            file_check(s, &s->items[i]);
    years_check(s);
    for (size_t i = 0; i < s->count; i++)
        if (is_comparable(s->items[i].file))
            draft_judge(s, &s->items[i]);
    /* What is wrong comes first, so that what is not begun hides none of it. */
    for (size_t i = 0; i < s->count; i++)
        if (!s->items[i].is_neighbor)
            diag_take_code(s->diag, s->items[i].file->findings, DIAG_EMPTY, false);
    arena_free(s->sheet);
}

/* Whether all that could be found about the file was looked for. */
static bool is_settled(const Survey *s, const StoreFile *file)
{
    const FigureFile *figures = file->figures;
    const StoreFile *nation = figures->jurisdiction ? nation_of(s, file) : file;
    const StoreFile *before = store_beside(s->store, file, figures->jurisdiction, figures->year - 1);
    return is_sound(nation) && (!before->exists || is_sound(before));
}

/* Where all files of a year were added: reports lines of 'accept' whose warning is not found any more. */
static void survey_accepts(Survey *s)
{
    for (size_t i = 0; i < s->count; i++) {
        const StoreFile *file = s->items[i].file;
        bool is_judged = !s->items[i].is_neighbor && is_sound(file) && is_settled(s, file);
        for (size_t k = 0; is_judged && k < file->figures->accept_count; k++) {
            const Accept *accept = &file->figures->accepts[k];
            if (diag_has_met(s->diag, accept) || !is_looked_for(s->store->request, accept->code))
                continue;
            bool soft = diag_soften(s->diag, true);
            diag_error(s->diag, DIAG_ACCEPT, accept->mark,
                       "no warning '%.*s'%s%.*s is found any more; remove this line", STR_ARG(diag_word(accept->code)),
                       accept->measure ? " about " : "", STR_ARG(accept->measure ? accept->measure->key : STR("")));
            diag_soften(s->diag, soft);
        }
    }
}

/* Files, or rows, that were added to be checked. */
static size_t survey_count(const Survey *s, bool rows)
{
    size_t count = 0;
    for (size_t i = 0; i < s->count; i++)
        count += !s->items[i].is_neighbor && s->items[i].file->is_row == rows;
    return count;
}

/* ---- The command: which files of figures, or which tables, are checked, and their findings ---- */

typedef struct Checker {
    const Request *request;
    Store *store;
    Survey *survey;
    Arena *arena;
    Diag *diag;
    YearList years; /* of the data folder */
    size_t rows;    /* of tables, those of other years too */
    bool is_whole;  /* all states of the years are checked */
    size_t others;  /* files of other kinds that were checked */
} Checker;

static void file_select(Checker *c, const Jurisdiction *state, int year)
{
    const StoreFile *file = store_figures(c->store, state, year);
    if (!file->exists)
        store_report_missing(c->store, file, state, year, DIAG_READ, c->diag);
    survey_add(c->survey, file);
}

static bool folder_select(Checker *c)
{
    const Request *r = c->request;
    StateChoice chosen;
    const char *asked = r->state ? r->state : "all";
    size_t errors = diag_errors(c->diag);
    if (!states_choose(asked, c->store->jurisdictions, &chosen, c->arena, c->diag))
        return false;
    bool all = states_are_all(asked), is_whole = c->is_whole = all && chosen.count == c->store->jurisdictions->count;
    YearList years = c->years = r->year_count ? (YearList){r->years, r->year_count} : store_years(c->store, c->diag);
    if (!store_lock_to_read(c->store, years.items, years.count, c->diag))
        return false;
    if (!r->template_file)
        store_wordings_passed(c->store, years, c->diag);
    for (size_t y = 0; y < years.count; y++) {
        int year = years.items[y];
        if (!r->year_count && !store_year_is_begun(c->store, year))
            continue;
        StateChoice states = is_whole ? store_states(c->store, year, c->diag) : chosen;
        for (size_t i = 0; i < states.count; i++)
            if ((!all && !r->all_years) || store_has(c->store, states.items[i], year))
                file_select(c, states.items[i], year);
        if (is_whole)
            file_select(c, NULL, year);
    }
    bool has_others = is_whole && !r->year_count && is_data_folder(r->folders.office, c->arena);
    return survey_count(c->survey, false) > 0 || diag_errors(c->diag) > errors || has_others ||
           diag_error(c->diag, DIAG_READ, nowhere, "there are no figures in '%s'", r->folders.office);
}

static void table_select(Checker *c, const char *path)
{
    const Table *table = store_table(c->store, path, c->diag);
    YearList years = table ? store_table_years(c->store, table, c->diag) : (YearList){0};
    if (table)
        table_lost_check(table, c->request->years, c->request->year_count, c->diag);
    for (size_t y = 0; y < years.count; y++)
        for (size_t i = 0; i < table->count; i++)
            if (sheet_is_of(&table->sheets[i], years.items[y]))
                survey_add(c->survey, store_row(c->store, table, &table->sheets[i], years.items[y]));
    c->rows += years.count ? table->count : 0;
}

/* Whether an operand is one that is before it. */
static bool is_again(const Request *r, size_t operand)
{
    size_t i = 0;
    while (strcmp(r->operands.items[i], r->operands.items[operand]) != 0)
        i++;
    return i < operand;
}

/* ---- Files of other kinds that are named ---- */

typedef enum Kind {
    KIND_FIGURES,
    KIND_THEME,
    KIND_WORDING,
    KIND_FRONT,
    KIND_DICTIONARY,
    KIND_JURISDICTIONS,
    KIND_LEDGER,
    KIND_SIGNED,
    KIND_UNREAD,
    KIND_UNKNOWN
} Kind;

/* How names begin in a data folder or in a year's, the longer ones first. */
static const struct {
    const char *name;
    Kind kind;
} kinds_by_name[] = {{"themes/", KIND_THEME},        {"templates/packet", KIND_FRONT},
                     {"templates/", KIND_WORDING},   {MEASURES_NAME, KIND_DICTIONARY},
                     {LEDGER_NAME, KIND_LEDGER},     {JURISDICTIONS_NAME, KIND_JURISDICTIONS},
                     {"statement.yaml", KIND_SIGNED}};

/* Keys that only such a file has, of those that may be anywhere. */
static const struct {
    const char *key;
    Kind kind;
} kinds_by_key[] = {{"figures", KIND_FIGURES}, {"state", KIND_FIGURES}, {"year", KIND_FIGURES},
                    {"status", KIND_FIGURES},  {"body", KIND_WORDING},  {"base", KIND_THEME},
                    {"colors", KIND_THEME},    {"faces", KIND_THEME}};

/* What a file is by the end of its path, '*name', which has no year before it, or else by its keys. */
static Kind kind_of(Checker *c, const char *path, Str *name, const char **use, int *year)
{
    enum { DIGITS = 4 };
    *name = str_from(path);
    while (!(*use = data_name_use(*name)) && str_find(*name, STR("/"), 0) < name->n)
        *name = str_slice(*name, str_find(*name, STR("/"), 0) + 1, name->n);
    *year = *use ? year_parse(str_slice(*name, 0, DIGITS)) : 0;
    *name = str_slice(*name, *year ? DIGITS + 1 : 0, name->n);
    bool is_yaml = str_ends(*name, STR(".yaml")) || str_ends(*name, STR(".csv"));
    for (size_t i = 0; *use && is_yaml && i < sizeof kinds_by_name / sizeof *kinds_by_name; i++)
        if (str_starts(*name, str_from(kinds_by_name[i].name)))
            return kinds_by_name[i].kind;
    if (*use)
        return str_ends(str_from(*use), STR("'s figures")) ? KIND_FIGURES : KIND_UNREAD;
    const Value *root = store_file(c->store, path, NULL, 0)->root;
    for (size_t i = 0; root && root->kind == VALUE_MAP && i < sizeof kinds_by_key / sizeof *kinds_by_key; i++)
        if (value_get(root, str_from(kinds_by_key[i].key)))
            return kinds_by_key[i].kind;
    /* What is wrong with a text is for its reading to say. */
    bool is_text = str_find(*name, STR("."), 0) == name->n || str_ends(*name, STR(".yaml")) ||
                   str_ends(*name, STR(".yml")) || str_ends(*name, STR(".txt"));
    return root ? (root->kind == VALUE_MAP && root->count ? KIND_UNKNOWN : KIND_FIGURES)
                : (is_text ? KIND_FIGURES : KIND_UNKNOWN);
}

/* The figures of the data folder's year, where the path is that folder. */
static void folder_named_check(Checker *c, const char *path)
{
    const char *office = c->request->folders.office;
    Str folder = str_from(path);
    while (folder.n > 1 && str_ends(folder, STR("/")))
        folder.n--;
    int year = year_parse(path_cut(&folder));
    if (year && path_same(str_printf(c->arena, "%s/%d", office, year).s, path)) {
        if (!store_lock_to_read(c->store, &year, 1, c->diag))
            return;
        StateChoice states = store_states(c->store, year, c->diag);
        for (size_t i = 0; i < states.count; i++)
            file_select(c, states.items[i], year);
        file_select(c, NULL, year);
    } else if (is_data_folder(path, c->arena)) {
        diag_error(c->diag, DIAG_USAGE, nowhere, "'%s' is a data folder; give it as --data-dir %s", path, path);
    } else {
        diag_error(c->diag, DIAG_READ, nowhere, "'%s' is a folder; name its files", path);
    }
}

/* One of the data folder is asked for as those are that sheets are checked with, so that it is read once. */
static void wording_named_check(Checker *c, const char *path, int year)
{
    const Language *all[LANGUAGES_MAX];
    size_t count = store_all_languages(c->store, year, all), i = 0;
    while (i < count && !path_same(template_path(&c->request->folders, year, all[i], c->arena), path))
        i++;
    if (i < count) {
        wordings_template(&c->survey->wordings, year, all[i], c->diag);
        return;
    }
    Request r = *c->request;
    r.template_file = path;
    Store *s = store_open(&r, c->arena, c->diag);
    Wordings wordings = {.store = s, .arena = c->arena};
    wordings_template(&wordings, year, NULL, c->diag);
    store_close(s);
}

/* With its fonts, its logo and what prints of its colors. */
static void theme_named_check(Checker *c, const char *path)
{
    Request r = *c->request;
    r.theme_file = path;
    cache_free(cache_new(&r, c->arena, c->diag));
}

static void front_named_check(Checker *c, const char *path)
{
    const Source *source = source_read(path, c->arena, c->diag);
    const Value *root = source ? yaml_parse(source, c->arena, c->diag) : NULL;
    if (root)
        front_template_read(root, c->store->jurisdictions, c->arena, c->diag);
}

/* False: it is a file of figures. */
static bool other_check(Checker *c, const char *path)
{
    Str name;
    const char *use, *office = c->request->folders.office;
    int year;
    if (is_folder(path))
        return folder_named_check(c, path), true;
    if (pdf_named(path))
        return diag_error(c->diag, DIAG_USAGE, nowhere,
                          "'%s' is a finished PDF; 'ncmec-pdf verify' and 'ncmec-pdf diff' read it, not check", path),
               true;
    Kind kind = path_exists(path) ? kind_of(c, path, &name, &use, &year) : KIND_FIGURES; /* which says why */
    if (kind == KIND_FIGURES)
        return false;
    const char *folder = year ? str_printf(c->arena, "%s/%d", office, year).s : office;
    const char *own = str_printf(c->arena, "%s/%.*s", folder, STR_ARG(name)).s;
    bool is_kept = kind >= KIND_DICTIONARY && kind <= KIND_SIGNED;
    if (is_kept && !path_same(own, path))
        return diag_error(c->diag, DIAG_USAGE, nowhere,
                          "'%s' is %s, but not of '%s'; check it with its own folder, by --data-dir", path, use,
                          office),
               true;
    switch (kind) {
    case KIND_FIGURES:
        break;
    case KIND_THEME:
        theme_named_check(c, path);
        break;
    case KIND_WORDING:
        wording_named_check(c, path, year);
        break;
    case KIND_FRONT:
        front_named_check(c, path);
        break;
    case KIND_DICTIONARY:
        store_dictionary(c->store, year, c->diag);
        break;
    case KIND_LEDGER:
        store_ledger(c->store, c->diag);
        break;
    case KIND_SIGNED:
        statement_check(c->store, c->diag);
        break;
    case KIND_JURISDICTIONS: /* read before all others */
        break;
    case KIND_UNREAD:
        return diag_error(c->diag, DIAG_USAGE, nowhere, "'%s' belongs to what check does not read (%s); %s", path, use,
                          strcmp(use, DATA_SCHEMA_USE) == 0 ? "editors do, and 'ncmec-pdf schema' prints it"
                                                            : "a sheet that is made with it does"),
               true;
    case KIND_UNKNOWN:
        return diag_error(c->diag, DIAG_USAGE, nowhere,
                          "'%s' is none of the files that check reads; a file of figures has 'state:', 'year:' and "
                          "'figures:'",
                          path),
               true;
    }
    c->others++;
    return true;
}

static bool files_select(Checker *c)
{
    const Request *r = c->request;
    bool all = r->operands.count == 1 && strcmp(r->operands.items[0], "all") == 0, all_tables = true;
    if (r->operands.count == 0 || all)
        return folder_select(c);
    for (size_t i = 0; i < r->operands.count; i++)
        all_tables = all_tables && table_named(r->operands.items[i]);
    /* A table need not say its year. */
    if (r->state || r->all_years || (r->year_count && !all_tables))
        return diag_error(c->diag, DIAG_USAGE, nowhere,
                          "files are named, and a state or year as well; give the one or the other");
    for (size_t i = 0; i < r->operands.count; i++) {
        if (is_again(r, i))
            continue;
        Str base = str_from(r->operands.items[i]);
        if (table_named(base.s) && !str_eq(path_cut(&base), STR(LEDGER_NAME)))
            table_select(c, r->operands.items[i]);
        else if (!other_check(c, r->operands.items[i]))
            survey_add(c->survey, store_file(c->store, r->operands.items[i], NULL, 0));
    }
    return true;
}

static bool is_office_path(const Checker *c, const char *path)
{
    return str_starts(str_from(path), str_from(c->request->folders.office));
}

/* Wordings that no sheet above was made with, but that the office keeps: other languages, and those of a year, or of
   all, without figures. Year 0: of all years. */
static void wordings_check(Checker *c, int year)
{
    const Request *r = c->request;
    const Language *all[LANGUAGES_MAX];
    bool is_begun = year && store_year_is_begun(c->store, year);
    Dataset data = {.year = year};
    const Dictionary *dict = store_dictionary(c->store, year, c->diag);
    /* Without a figure all that is wrong is wrong in each. */
    size_t count = dict && dict->count ? store_all_languages(c->store, year, all) : 0;
    for (size_t i = 0; i < count; i++) {
        if ((is_begun && all[i] == &language_english) ||
            !is_office_path(c, template_path(&r->folders, year, all[i], c->arena)))
            continue;
        const Template *t = wordings_template(&c->survey->wordings, year, all[i], c->diag);
        data.state = t && is_begun ? store_figures(c->store, NULL, year)->figures : NULL;
        if (data.state)
            template_check_year(t, &data, c->diag);
        if (t && is_begun && template_has_numbers(t))
            year_numbers(c->store, NULL, t, year, c->diag);
    }
}

static void packet_wordings_check(Checker *c, int year)
{
    for (size_t i = 0; i < language_count; i++) {
        const Folders *from = &c->request->folders;
        const char *path = wording_path(from, "packet", year, language_rows[i], c->arena);
        bool is_shared = year && strcmp(path, wording_path(from, "packet", 0, language_rows[i], c->arena)) == 0;
        bool is_own = is_office_path(c, path) && path_exists(path) && !is_shared;
        const Value *root = is_own ? store_packet_wording(c->store, year, language_rows[i], c->diag) : NULL;
        if (root)
            front_template_read(root, c->store->jurisdictions, c->arena, c->diag);
    }
}

/* What the office keeps besides figures, as far as it is read without them. */
static void others_check(Checker *c)
{
    const Request *r = c->request;
    const char *folder = str_printf(c->arena, "%s/themes", r->folders.office).s;
    NameList names = folder_names(folder, c->arena, NULL);
    for (size_t y = 0; y <= c->years.count && !r->template_file; y++) {
        int year = y ? c->years.items[y - 1] : 0;
        if (!r->language_count && !r->all_languages && (year || c->is_whole))
            wordings_check(c, year);
        if (c->is_whole)
            packet_wordings_check(c, year);
    }
    for (size_t i = 0; i < names.count && c->is_whole; i++) {
        Str name = names.items[i], ending = STR(".yaml");
        if (!str_ends(name, ending) || name.s[0] == '.')
            continue;
        name.n -= ending.n;
        const Value *look = look_read(c->store, str_terminated(c->arena, name), c->arena, c->diag);
        if (look)
            theme_read(look, c->arena, c->diag);
    }
}

static Str summary(const Checker *c)
{
    Buf text = {.arena = c->arena};
    size_t errors = diag_errors(c->diag), warnings = diag_warnings(c->diag), rows = survey_count(c->survey, true);
    size_t files = survey_count(c->survey, false) + c->others, drafts = 0;
    for (size_t i = 0; i < c->survey->count; i++) {
        const StoreFile *file = c->survey->items[i].file;
        drafts += !c->survey->items[i].is_neighbor && file->figures && file->figures->status == STATUS_DRAFT;
    }
    for (size_t i = 0; i < c->store->read_count && c->request->verbose; i++)
        buf_printf(&text, "read %s\n", c->store->read[i]);
    if (!files && !rows && c->is_whole)
        buf_put(&text, STR("no figures yet; wording, look and dictionary"));
    else if (files || !rows)
        buf_printf(&text, "%zu file%s%s", files, PLURAL(files), rows ? ", " : "");
    if (rows)
        buf_printf(&text, "%zu row%s", rows, PLURAL(rows));
    buf_put(&text, STR(" checked"));
    if (c->rows > rows)
        buf_printf(&text, ", %zu of other years not", c->rows - rows);
    buf_put(&text, STR(": "));
    if (errors + warnings == 0)
        buf_put(&text, STR("nothing found"));
    if (errors)
        buf_printf(&text, "%zu error%s", errors, PLURAL(errors));
    if (warnings)
        buf_printf(&text, "%s%zu warning%s", errors ? ", " : "", warnings, PLURAL(warnings));
    if (diag_accepted(c->diag))
        buf_printf(&text, ", %zu accepted", diag_accepted(c->diag));
    if (drafts)
        buf_printf(&text, "; %zu draft%s", drafts, PLURAL(drafts));
    buf_put(&text, STR("\n"));
    return buf_str(&text);
}

Str check_run(Store *store, size_t others, Str *certificate, Arena *a, Diag *d)
{
    const Request *r = store->request;
    Checker c = {
        .request = r, .store = store, .survey = survey_new(store, a, d), .others = others, .arena = a, .diag = d};
    if (!store->dictionary || !store->jurisdictions || (!(others && !r->operands.count) && !files_select(&c)))
        return (Str){0};
    survey_run(c.survey);
    others_check(&c);
    if (c.is_whole)
        survey_accepts(c.survey);
    if (r->disclosure)
        *certificate = certificate_text(c.survey, r->output, a);
    return summary(&c);
}
