/* Fills a compiled template with one sheet's figures. What could be wrong for every sheet was found when the template
   was read; left are figures that the data lack, and rows that do not add up to their total. */
#include "template.h"

/* A figure that files of the sheet's year do not hold leaves no row. */
static bool entry_holds(const Filling *f, const Entry *entry)
{
    const Measure *measure = filling_figure(f, entry->figure)->measure;
    return when_holds(f, &entry->when) && (!measure || measure_is_of(measure, SCOPE_BOTH, f->data->year));
}

/* ---- Tables ----
   Bars and shares are printed only if every figure is exact: beside a floor, a rounded or a suppressed figure they
   would tell what it is, or pretend to. Shares are rounded by the method of largest remainders, so that the column adds
   up to the 100% below it. */

enum { SHARE_TENTHS = 1000 }; /* 100% in tenths of a percent */

/* The rows that are printed; the total, if there is one, is one more entry after them. */
typedef struct Amounts {
    const Entry **entries;
    size_t count, row_count;
    int64_t *units;  /* of each row, all at one scale */
    int64_t *tenths; /* each row's share, in tenths of a percent */
    int64_t sum, largest;
} Amounts;

/* At the scale of the finest figure; false if that is beyond 18 digits. */
static bool units_at(Decimal decimal, int scale, int64_t *units)
{
    *units = decimal.units;
    for (; scale > decimal.scale; scale--)
        if (__builtin_mul_overflow(*units, (int64_t)10, units))
            return false;
    return true;
}

/* Whether every figure is exact, and they are not all 0. Reports rows that do not add up to the total. */
static bool amounts_compare(const Filling *f, Amounts *amounts)
{
    int scale = 0;
    for (size_t i = 0; i < amounts->count; i++) {
        const Figure *figure = filling_figure(f, amounts->entries[i]->figure);
        if (figure->kind != FIGURE_EXACT)
            return false;
        if (figure->least.scale > scale)
            scale = figure->least.scale;
    }
    for (size_t i = 0; i < amounts->row_count; i++) {
        int64_t *units = &amounts->units[i];
        if (!units_at(filling_figure(f, amounts->entries[i]->figure)->least, scale, units) ||
            __builtin_add_overflow(amounts->sum, *units, &amounts->sum))
            return false;
        if (*units > amounts->largest)
            amounts->largest = *units;
    }
    if (amounts->sum <= 0 || amounts->count == amounts->row_count)
        return amounts->sum > 0;
    const Entry *entry = amounts->entries[amounts->row_count];
    const Figure *total = filling_figure(f, entry->figure);
    int64_t units;
    if (units_at(total->least, scale, &units) && units == amounts->sum)
        return true;
    diag_error(f->diag, DIAG_TOTAL, entry->mark, "the rows of this table do not add up to its total, which is %.*s",
               STR_ARG(figure_long(total, &language_english, f->arena)));
    diag_note(f->diag, total->mark, "the total");
    return false;
}

/* Rounds all shares down, then adds a tenth to those that lost most, the first of equals first, until they add up. */
static void shares_round(const Filling *f, Amounts *amounts)
{
    int64_t *tenths = amounts->tenths = ARENA_ARRAY(f->arena, int64_t, amounts->row_count), left = SHARE_TENTHS;
    __int128 *lost = ARENA_ARRAY(f->arena, __int128, amounts->row_count);
    for (size_t i = 0; i < amounts->row_count; i++) {
        __int128 product = (__int128)amounts->units[i] * SHARE_TENTHS;
        tenths[i] = (int64_t)(product / amounts->sum);
        lost[i] = product % amounts->sum;
        left -= tenths[i];
    }
    for (; left > 0; left--) {
        size_t most = 0;
        for (size_t i = 1; i < amounts->row_count; i++)
            if (lost[i] > lost[most])
                most = i;
        tenths[most]++;
        lost[most] = -1;
    }
}

static Cell fill_cell(const Filling *f, TableColumn column, const Amounts *amounts, size_t i)
{
    Cell cell = {0};
    const Entry *entry = amounts->entries[i];
    bool is_total = i == amounts->row_count;
    Figure share = {.kind = FIGURE_EXACT, .measure = &(const Measure){.percent = true}};
    int tenths = is_total || !amounts->tenths ? SHARE_TENTHS : (int)amounts->tenths[i];
    switch (column) {
    case COLUMN_LABEL:
        cell.prose = wording_fill(f, &entry->label);
        dash_note(f, entry->figure, prose_without_marks(f, &cell.prose));
        break;
    case COLUMN_BAR:
        cell.prose.mark = filling_figure(f, entry->figure)->mark;
        cell.part = is_total ? 0 : amounts->units[i];
        cell.whole = is_total ? 0 : amounts->largest;
        break;
    case COLUMN_FIGURE:
        cell.prose = figure_fill(f, entry->figure, entry->mark, false);
        break;
    case COLUMN_SHARE:
        share.stated = is_total || amounts->units[i] == amounts->sum ? (Decimal){100, 0} : (Decimal){tenths, 1};
        cell.prose = share_fill(f, entry->figure, figure_long(&share, f->language, f->arena));
        break;
    case TABLE_COLUMNS:
        break;
    }
    return cell;
}

static Block fill_table(const Filling *f, const TableForm *table, Mark mark)
{
    static const CellKind kinds[] = {[COLUMN_LABEL] = CELL_LABEL,
                                     [COLUMN_BAR] = CELL_BAR,
                                     [COLUMN_FIGURE] = CELL_FIGURE,
                                     [COLUMN_SHARE] = CELL_FIGURE};
    Block block = {.kind = BLOCK_TABLE, .mark = mark};
    const Entry *entries = table->rows.items;
    Amounts amounts = {.entries = ARENA_ARRAY(f->arena, const Entry *, table->rows.count + 1),
                       .units = ARENA_ARRAY(f->arena, int64_t, table->rows.count)};
    for (size_t i = 0; i < table->rows.count; i++)
        if (entry_holds(f, &entries[i]))
            amounts.entries[amounts.row_count++] = &entries[i];
    if (amounts.row_count == 0)
        return block;
    amounts.entries[amounts.row_count] = &table->total;
    amounts.count = amounts.row_count + table->has_total;
    bool comparable = amounts_compare(f, &amounts);
    if (comparable)
        shares_round(f, &amounts);
    TableColumn shown[TABLE_COLUMNS];
    Column *columns = ARENA_ARRAY(f->arena, Column, table->column_count);
    size_t count = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        TableColumn column = table->columns[i];
        if (!comparable && (column == COLUMN_BAR || column == COLUMN_SHARE))
            continue;
        columns[count].kind = kinds[column];
        if (column != COLUMN_BAR)
            columns[count].head = wording_fill(f, &table->heads[i]);
        shown[count++] = column;
    }
    Row *rows = ARENA_ARRAY(f->arena, Row, amounts.count);
    for (size_t i = 0; i < amounts.count; i++) {
        Cell *cells = ARENA_ARRAY(f->arena, Cell, count);
        for (size_t j = 0; j < count; j++)
            cells[j] = fill_cell(f, shown[j], &amounts, i);
        rows[i] = (Row){cells, i == amounts.row_count};
    }
    block.table.columns = columns;
    block.table.column_count = count;
    block.table.rows = rows;
    block.table.row_count = amounts.count;
    return block;
}

/* ---- Blocks ---- */

static const Block *fill_blocks(const Filling *f, Items list, size_t *filled);

static Block fill_highlights(const Filling *f, const Form *form)
{
    Block block = {.kind = BLOCK_HIGHLIGHTS, .mark = form->mark};
    Highlight *items = ARENA_ARRAY(f->arena, Highlight, form->highlights.items.count);
    size_t count = 0;
    for (size_t i = 0; i < form->highlights.items.count; i++) {
        const Entry *entry = (const Entry *)form->highlights.items.items + i;
        if (!entry_holds(f, entry))
            continue;
        if (f->draft && filling_figure(f, entry->figure)->kind == FIGURE_ABSENT) {
            /* A key is too long to be set in a figure's size. */
            items[count++] = (Highlight){text_fill(f, STR("?"), NULL, entry->mark),
                                         label_fill_missing(f, entry->figure, &entry->label)};
            continue;
        }
        Prose label = label_fill(f, &entry->label, entry->figure, entry->has_of ? &entry->of : NULL);
        items[count++] = (Highlight){figure_fill(f, entry->figure, entry->mark, true), label};
        dash_note(f, entry->figure, prose_without_marks(f, &label));
    }
    block.highlights.heading = wording_fill(f, &form->highlights.heading);
    block.highlights.items = items;
    block.highlights.count = count;
    return block;
}

static Block fill_list(const Filling *f, const Form *form)
{
    Block block = {.kind = BLOCK_LIST, .mark = form->mark};
    const Item *list = form->list.items.items;
    Prose *items = ARENA_ARRAY(f->arena, Prose, form->list.items.count);
    size_t count = 0;
    for (size_t i = 0; i < form->list.items.count; i++)
        if (when_holds(f, &list[i].own.when))
            items[count++] = sentences_fill(f, list[i].sentences);
    block.list.ordered = form->list.ordered;
    block.list.items = items;
    block.list.count = count;
    return block;
}

static Block fill_block(const Filling *f, const Form *form)
{
    Block block = {.kind = form->kind, .mark = form->mark};
    switch (form->kind) {
    case BLOCK_PARAGRAPH:
        block.paragraph = sentences_fill(f, form->paragraph.sentences);
        break;
    case BLOCK_SECTION:
        block.section.heading = wording_fill(f, &form->section.heading);
        block.section.blocks = fill_blocks(f, form->section.blocks, &block.section.count);
        break;
    case BLOCK_LIST:
        return fill_list(f, form);
    case BLOCK_TABLE:
        return fill_table(f, &form->table, form->mark);
    case BLOCK_HIGHLIGHTS:
        return fill_highlights(f, form);
    case BLOCK_SPACER:
        block.spacer = form->spacer;
        break;
    }
    return block;
}

/* A sentence before a table or a list stays with it. */
static bool leads(const Block *block, const Block *next)
{
    return block->kind == BLOCK_PARAGRAPH && (next->kind == BLOCK_TABLE || next->kind == BLOCK_LIST);
}

/* Whether 'when' left nothing of it. */
static bool is_empty(const Block *block)
{
    switch (block->kind) {
    case BLOCK_PARAGRAPH:
        return block->paragraph.text.n == 0;
    case BLOCK_SECTION:
        return block->section.count == 0;
    case BLOCK_LIST:
        return block->list.count == 0;
    case BLOCK_TABLE:
        return block->table.row_count == 0;
    case BLOCK_HIGHLIGHTS:
        return block->highlights.count == 0;
    case BLOCK_SPACER:
        break;
    }
    return false;
}

static const Block *fill_blocks(const Filling *f, Items list, size_t *filled)
{
    const Form *forms = list.items;
    Block *blocks = ARENA_ARRAY(f->arena, Block, list.count);
    size_t n = 0;
    for (size_t i = 0; i < list.count; i++) {
        if (!when_holds(f, &forms[i].when))
            continue;
        blocks[n] = fill_block(f, &forms[i]);
        if (is_empty(&blocks[n]))
            continue;
        if (n > 0)
            blocks[n - 1].keep_with_next = leads(&blocks[n - 1], &blocks[n]);
        n++;
    }
    *filled = n;
    return blocks;
}

/* ---- Notes ---- */

static size_t fill_file_notes(const Filling *f, const FigureFile *file, Prose *notes)
{
    for (size_t i = 0; i < file->note_count; i++)
        notes[i] = texts_fill(f, file->notes[i].value, file);
    return file->note_count;
}

/* What the sheet calls a figure: its label in a table or among the highlights; NULL: it has none. */
static const Wording *entry_label(Items list, FigureRef ref)
{
    const Entry *entries = list.items;
    for (size_t i = 0; i < list.count; i++)
        if (entries[i].figure.measure == ref.measure && entries[i].figure.nation == ref.nation)
            return &entries[i].label;
    return NULL;
}

static const Wording *label_find(Items blocks, FigureRef ref)
{
    const Wording *label = NULL;
    for (size_t i = 0; i < blocks.count && !label; i++) {
        const Form *form = (const Form *)blocks.items + i;
        if (form->kind == BLOCK_SECTION)
            label = label_find(form->section.blocks, ref);
        if (form->kind == BLOCK_HIGHLIGHTS)
            label = entry_label(form->highlights.items, ref);
        if (form->kind == BLOCK_TABLE)
            label = entry_label(form->table.rows, ref);
        if (form->kind == BLOCK_TABLE && !label && form->table.has_total)
            label = entry_label((Items){&form->table.total, 1}, ref);
    }
    return label;
}

/* Corrections of figures that the sheet prints. */
static size_t fill_revisions(const Filling *f, const Template *t, const FigureFile *file, Prose *notes)
{
    bool nation = file == f->data->nation;
    Filling plain = *f;
    plain.references = NULL;
    FileUse *use = nation ? &f->use->nation : &f->use->state;
    size_t count = 0;
    use->revisions = true;
    for (size_t i = 0; i < file->revision_count; i++) {
        const Revision *one = &file->revisions[i];
        const Measure *m = one->was.measure;
        FigureRef ref = {(uint32_t)(m - f->data->dictionary->items), nation};
        const Wording *label = label_find(t->blocks, ref);
        if (!t->sides[ref.measure]) {
            accept_next(file, DIAG_UNUSED, m, f->diag);
            diag_error(f->diag, DIAG_UNUSED, one->value->mark,
                       "this revision is not printed, for the wording does not print %.*s", STR_ARG(m->key));
        } else if (use->figures[ref.measure]) {
            notes[count++] = revision_fill(f, one, file, label ? wording_fill(&plain, label).text : m->label);
        }
    }
    return count;
}

/* Whether it explains a kind of dash that the sheet does not print. */
static bool explains_no_dash(const Filling *f, const Wording *w)
{
    for (size_t i = 0; i < w->count; i++) {
        bool any = w->ops[i].kind != OP_DASHES;
        for (size_t j = 0; j < f->dashes->count && !any; j++)
            any = f->dashes->items[j].kind == w->ops[i].detail;
        if (!any)
            return true;
    }
    return false;
}

/* The bold words that the first note begins with are the heading of all. */
static void notes_part(const Filling *f, Prose *notes, Document *doc)
{
    const Prose whole = notes[0];
    uint32_t bold = 0;
    while (bold < whole.inline_count && whole.inlines[bold].strong)
        bold++;
    if (bold == 0 || bold == whole.inline_count)
        return;
    uint32_t end = whole.inlines[bold].start, from = end + (whole.text.s[end] == ' ');
    doc->first_note = whole;
    doc->notes_heading = prose_slice(&whole, 0, end, false, f->arena);
    notes[0] = prose_slice(&whole, from, (uint32_t)whole.text.n, true, f->arena);
}

static void fill_notes(const Filling *f, const Template *t, Document *doc)
{
    const FigureFile *files[] = {f->data->state, f->data->nation};
    const Item *items = t->notes.items;
    Prose *notes = ARENA_ARRAY(f->arena, Prose,
                               t->notes.count + files[0]->note_count + files[1]->note_count + files[0]->revision_count +
                                   files[1]->revision_count);
    bool printed = false;
    for (size_t i = 0; i < t->notes.count; i++) {
        if (!when_holds(f, &items[i].own.when) || explains_no_dash(f, &items[i].own.text))
            continue;
        bool is_data_notes = items[i].own.text.count == 1 && items[i].own.text.ops[0].kind == OP_NOTES;
        if (!is_data_notes) {
            notes[doc->note_count++] = sentences_fill(f, items[i].sentences);
            continue;
        }
        f->use->state.notes = f->use->nation.notes = true;
        for (size_t j = 0; j < 2 && !printed; j++)
            doc->note_count += fill_revisions(f, t, files[j], notes + doc->note_count);
        for (size_t j = 0; j < 2 && !printed; j++)
            doc->note_count += fill_file_notes(f, files[j], notes + doc->note_count);
        printed = true;
    }
    static const char unprinted[] = "this %s is not printed, for the template's 'notes' hold no '{notes}'";
    for (size_t j = 0; j < 2 && !printed; j++) {
        for (size_t i = 0; i < files[j]->note_count; i++) {
            accept_next(files[j], DIAG_UNUSED, NULL, f->diag);
            diag_error(f->diag, DIAG_UNUSED, files[j]->notes[i].value->mark, unprinted, "note");
        }
        for (size_t i = 0; i < files[j]->revision_count; i++) {
            accept_next(files[j], DIAG_UNUSED, files[j]->revisions[i].was.measure, f->diag);
            diag_error(f->diag, DIAG_UNUSED, files[j]->revisions[i].value->mark, unprinted, "revision");
        }
    }
    doc->notes = notes;
    if (doc->note_count)
        notes_part(f, notes, doc);
}

/* ---- The document ---- */

/* Drafts and samples on either side mark the whole sheet, which quotes the nation's figures. */
static void fill_strip(const Filling *f, const Template *t, Document *doc)
{
    const FigureFile *state = f->data->state, *nation = f->data->nation;
    const Wording *words[3];
    size_t count = 0;
    f->use->state.status = f->use->nation.status = true;
    f->use->state.sample = f->use->nation.sample = true;
    if (state->sample || nation->sample)
        words[count++] = &t->sample;
    if (state->status == STATUS_DRAFT || nation->status == STATUS_DRAFT)
        words[count++] = &t->draft;
    if (t->review.source)
        words[count++] = &t->unreviewed;
    doc->strip = wording_fill_all(f, words, count);
    doc->title = f->given[GIVEN_TITLE].text;
    if (count)
        doc->title = str_printf(f->arena, "%.*s: %.*s", STR_ARG(doc->strip.text), STR_ARG(doc->title));
}

Prose prose_stopped(const Prose *prose, Arena *a)
{
    Prose stopped = *prose;
    Str text = prose->text;
    if (!text.n || is_ascii_punctuation(text.s[text.n - 1]))
        return stopped;
    const Inline *last = &prose->inlines[prose->inline_count - 1];
    uint32_t cut = last->end;
    while (cut > last->start && text.s[cut - 1] != ' ')
        cut--;
    if (last->kind != INLINE_TEXT || last->said.n || cut == last->end)
        return stopped;
    Inline *inlines = ARENA_ARRAY(a, Inline, prose->inline_count + 1);
    memcpy(inlines, prose->inlines, prose->inline_count * sizeof *inlines);
    stopped.inlines = inlines;
    stopped.inline_count += cut > last->start;
    Inline *word = &inlines[stopped.inline_count - 1];
    *word = *last;
    inlines[prose->inline_count - 1].end = cut > last->start ? cut : last->end;
    word->start = cut;
    word->end = last->end;
    word->said = str_printf(a, "%.*s:", STR_ARG(str_slice(text, cut, last->end)));
    return stopped;
}

const Document *document_make(const Template *t, const Theme *theme, const Dataset *data,
                              const DocumentOptions *options, Arena *a, Diag *d)
{
    size_t errors = diag_errors(d);
    Dashes dashes = {0};
    References references = {0};
    Spent spent = {0};
    DataUse *use = data_use_new(data->dictionary, a);
    Filling f = {.arena = a,
                 .diag = d,
                 .data = data,
                 .language = t->rules,
                 .state = jurisdiction_words(data->jurisdiction, t->rules, a),
                 .keeps = t->keeps,
                 .foreign = t->foreign.items,
                 .foreign_count = t->foreign.count,
                 .dashes = &dashes,
                 .references = &references,
                 .use = use,
                 .spent = &spent,
                 .draft = options && options->draft};
    Document *doc = ARENA_NEW(a, Document);
    doc->use = use;
    if (t->dictionary != data->dictionary)
        return diag_error(d, DIAG_INTERNAL, (Mark){0}, "template and data were read with two dictionaries"), NULL;
    const Given title = {.text = wording_fill(&f, &t->title).text};
    f.given = &title;
    doc->theme = theme;
    doc->name =
        str_printf(a, "ncmec-%.*s-%d%s", STR_ARG(data->jurisdiction->code), data->year, language_suffix(t->rules, a));
    doc->author = wording_fill(&f, &t->author).text;
    doc->subject = wording_fill(&f, &t->subject).text;
    doc->language = t->language;
    bool has_date = options && options->has_date;
    doc->date = has_date ? options->date : date_seconds(dataset_date(data));
    use->state.as_of = use->state.as_of || !has_date;
    use->state.revised = use->nation.revised = use->state.revised || !has_date;
    if (dataset_revised(data)) {
        const Str day = language_date(t->rules, dataset_revised(data)->revised, a);
        doc->edition = language_fill(t->rules->edition, &day, 1, a);
    }
    fill_strip(&f, t, doc);
    doc->organization = wording_fill(&f, &t->organization);
    doc->heading = wording_fill(&f, &t->heading);
    if (doc->heading.text.n)
        doc->organization = prose_stopped(&doc->organization, a);
    doc->year = wording_fill(&f, &t->year);
    doc->silhouette = options ? options->silhouette : NULL;
    doc->running_left = wording_fill(&f, &t->running_left);
    doc->running_right = wording_fill(&f, &t->running_right);
    doc->footer_left = wording_fill(&f, &t->footer_left);
    doc->footer_right = wording_fill(&f, &t->footer_right);
    doc->blocks = fill_blocks(&f, t->blocks, &doc->block_count);
    fill_notes(&f, t, doc);
    Prose *footnotes = ARENA_ARRAY(a, Prose, references.count);
    for (size_t i = 0; i < references.count; i++)
        footnotes[i] = footnote_fill(&f, references.items[i], i + 1);
    doc->footnotes = footnotes;
    doc->footnote_count = references.count;
    spent_check(&f);
    return diag_errors(d) == errors ? doc : NULL;
}

/* ---- Figures left out: with a number, and printed by the wording in some cases, but not in this sheet ---- */

/* Notes where a figure is first printed; marks[] has two for each measure, the state's and the nation's. */
static void note(Mark *marks, uint32_t measure, bool nation, Mark mark)
{
    if (!marks[2 * measure + nation].source)
        marks[2 * measure + nation] = mark;
}

/* What is possible on a sheet of one state. */
typedef struct Possible {
    Mark *marks;
    Str state; /* its code */
} Possible;

static void note_wording(const Possible *p, const Wording *w)
{
    for (size_t i = 0; i < w->count; i++) {
        const Op *op = &w->ops[i];
        if (op->kind == OP_FIGURE)
            note(p->marks, op->figure.measure, op->figure.nation, op->mark);
        bool of_state = op->kind == OP_SELECT && op->subject == OP_STATE;
        for (size_t k = 0; k < op->arm_count; k++)
            if (!of_state || &op->arms[k] == arm_of_state(op, p->state))
                note_wording(p, &op->arms[k].wording);
    }
}

static bool is_for(const Possible *p, const When *when)
{
    return !when->states.count || states_hold(when->states, p->state);
}

static void note_entries(const Possible *p, Items list)
{
    const Entry *entries = list.items;
    for (size_t i = 0; i < list.count; i++)
        if (is_for(p, &entries[i].when))
            note(p->marks, entries[i].figure.measure, entries[i].figure.nation, entries[i].mark);
}

static void note_item(const Possible *p, const Item *item)
{
    const Sentence *sentences = item->sentences.items;
    for (size_t i = 0; i < item->sentences.count && is_for(p, &item->own.when); i++) {
        if (!is_for(p, &sentences[i].when))
            continue;
        note_wording(p, &sentences[i].text);
        for (size_t k = 0; k < INSTEADS; k++)
            note_wording(p, &sentences[i].instead[k]);
    }
}

static void note_items(const Possible *p, Items list)
{
    const Item *items = list.items;
    for (size_t i = 0; i < list.count; i++)
        note_item(p, &items[i]);
}

static void note_forms(const Possible *p, Items list)
{
    for (size_t i = 0; i < list.count; i++) {
        const Form *form = (const Form *)list.items + i;
        if (!is_for(p, &form->when))
            continue;
        switch (form->kind) {
        case BLOCK_PARAGRAPH:
            note_item(p, &form->paragraph);
            break;
        case BLOCK_SECTION:
            note_forms(p, form->section.blocks);
            break;
        case BLOCK_LIST:
            note_items(p, form->list.items);
            break;
        case BLOCK_TABLE:
            note_entries(p, form->table.rows);
            note_entries(p, (Items){&form->table.total, form->table.has_total});
            break;
        case BLOCK_HIGHLIGHTS:
            note_entries(p, form->highlights.items);
            break;
        case BLOCK_SPACER:
            break;
        }
    }
}

static void note_node(void *marks, const Node *node)
{
    for (uint32_t i = 0; node->prose && !node->leaving && i < node->prose->use_count; i++)
        if (!node->prose->uses[i].share)
            note(marks, node->prose->uses[i].measure, node->prose->uses[i].nation, node->prose->mark);
}

void document_check(const Document *doc, const Template *t, const Dataset *data, Arena *a, Diag *d)
{
    size_t count = 2 * data->dictionary->count;
    Mark *possible = ARENA_ARRAY(a, Mark, count), *printed = ARENA_ARRAY(a, Mark, count);
    const Possible here = {possible, data->jurisdiction->code};
    note_forms(&here, t->blocks);
    note_items(&here, t->notes);
    document_walk(doc, note_node, printed);
    for (size_t i = 0; i < count; i++) {
        const FigureFile *file = i % 2 ? data->nation : data->state;
        const Figure *figure = &file->figures[i / 2];
        if (!figure_has_number(figure) || !possible[i].source || printed[i].source)
            continue;
        accept_next(file, DIAG_UNUSED, figure->measure, d);
        diag_error(d, DIAG_UNUSED, figure->mark,
                   "%s%.*s has a number, but this sheet does not print it: the wording leaves out what would say it",
                   i % 2 ? "us." : "", STR_ARG(figure->measure->key));
        diag_note(d, possible[i], "here it would be printed; look at the 'when' or 'select' around it");
    }
}

/* ---- Links ---- */

static Str digits_of(Str text, Arena *a)
{
    Buf digits = {.arena = a};
    for (size_t i = 0; i < text.n; i++)
        if (is_digit(text.s[i]))
            buf_char(&digits, text.s[i]);
    return buf_str(&digits);
}

/* Without what people leave out. */
static Str address_bare(Str url)
{
    static const Str heads[] = {{"https://", 8}, {"http://", 7}, {"mailto:", 7}, {"www.", 4}};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (str_eq_any_case(str_slice(url, 0, heads[i].n), heads[i]))
            url = str_slice(url, heads[i].n, url.n);
    return str_slice(url, 0, url.n - str_ends(url, STR("/")));
}

static bool is_telephone(Str url)
{
    return str_eq_any_case(str_slice(url, 0, 4), STR("tel:"));
}

bool text_prints_address(Str text, Str url, Arena *a)
{
    bool is_tel = is_telephone(url);
    Str bare = is_tel ? digits_of(url, a) : address_bare(url);
    text = is_tel ? digits_of(text, a) : text;
    return !bare.n || str_find_any_case(text, bare) < text.n;
}

/* Ends as a site's name does, "missingkids.org", before what comes after it; no file's name. */
static bool looks_like_address(Str bare)
{
    size_t from = str_find(bare, STR("@"), 0), to = 0, dot = 0;
    from = from < bare.n ? from + 1 : 0;
    for (to = from; to < bare.n && !strchr("/?#:", bare.s[to]); to++) {
        if (bare.s[to] == '.')
            dot = to;
        else if (!is_ascii_letter(bare.s[to]) && !is_digit(bare.s[to]) && bare.s[to] != '-')
            return false;
    }
    for (size_t i = dot; i && i < to; i++)
        if (i > dot && !is_ascii_letter(bare.s[i]))
            return false;
    Str ending = str_slice(bare, dot, to);
    return dot > from && ending.n > 2 && str_find_any_case(STR(".pdf.html.csv.xlsx.docx"), ending) == 23;
}

bool text_names_other_address(Str text, Str url, Arena *a)
{
    Str target = is_telephone(url) ? digits_of(url, a) : address_bare(url), digits = digits_of(text, a);
    enum { DIGITS_LEAST = 7 };
    bool has_letters = false;
    for (size_t i = 0; i < text.n; i++)
        has_letters = has_letters || is_ascii_letter(text.s[i]);
    if (is_telephone(url) && !has_letters)
        return digits.n >= DIGITS_LEAST && str_find(digits, target, 0) == digits.n &&
               str_find(target, digits, 0) == target.n;
    while (text.n) {
        Str word = str_cut(&text, STR(" "));
        while (word.n && strchr("([<\"'", word.s[0]))
            word = str_slice(word, 1, word.n);
        while (word.n && strchr(".,;:!?)]>\"'", word.s[word.n - 1]))
            word.n--;
        word = address_bare(word);
        bool begins = word.n <= target.n && str_eq_any_case(str_slice(target, 0, word.n), word);
        if (looks_like_address(word) && !(begins && (word.n == target.n || strchr("/?#:", target.s[word.n]))))
            return true;
    }
    return false;
}

typedef struct LinkCheck {
    Arena *arena;
    Diag *diag;
} LinkCheck;

/* As paper has it: without the scheme of a mail address or a telephone number. */
static Str address_shown(Str url)
{
    size_t from = str_starts(url, STR("mailto:")) ? 7 : str_starts(url, STR("tel:")) ? 4 : 0;
    return str_slice(url, from, url.n);
}

static void check_links(void *context, const Node *node)
{
    const LinkCheck *check = context;
    const Prose *p = node->leaving ? NULL : node->prose;
    for (uint32_t i = 0; p && i < p->inline_count; i++) {
        const Inline *run = &p->inlines[i];
        bool is_first = i == 0 || !str_eq(run->url, p->inlines[i - 1].url);
        if (run->url.n && run->url.s[0] != '#' && is_first && !text_prints_address(p->text, run->url, check->arena))
            diag_error(
                check->diag, DIAG_PRINT, prose_mark(p, run->start, run->end - run->start),
                "this link cannot be followed on paper: its paragraph does not print '%.*s'; add the address, as "
                "in [words](address) (address)",
                STR_ARG(address_shown(run->url)));
    }
}

void document_check_links(const Document *doc, Arena *a, Diag *d)
{
    document_walk(doc, check_links, &(LinkCheck){a, d});
}
