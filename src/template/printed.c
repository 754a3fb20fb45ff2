/* Warns of figures with a number that the wording prints in some cases, but not in this sheet. Leaves out figures that
   it never prints: they are kept for another purpose. */
#include "template.h"

/* Notes where a figure is first printed; marks[] has two for each measure, the state's and the nation's. */
static void note(Mark *marks, uint32_t measure, bool nation, Mark mark)
{
    if (!marks[2 * measure + nation].source)
        marks[2 * measure + nation] = mark;
}

static void note_wording(Mark *marks, const Wording *w)
{
    for (size_t i = 0; i < w->count; i++) {
        const Op *op = &w->ops[i];
        if (op->kind == OP_FIGURE)
            note(marks, op->figure.measure, op->figure.nation, op->mark);
        for (size_t k = 0; k < op->arm_count; k++)
            note_wording(marks, &op->arms[k].wording);
    }
}

static void note_entries(Mark *marks, const Entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++)
        note(marks, entries[i].figure.measure, entries[i].figure.nation, entries[i].mark);
}

static void note_forms(Mark *marks, const Form *forms, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Form *form = &forms[i];
        switch (form->kind) {
        case BLOCK_PARAGRAPH:
            note_wording(marks, &form->paragraph);
            break;
        case BLOCK_SECTION:
            note_forms(marks, form->section.blocks, form->section.count);
            break;
        case BLOCK_LIST:
            for (size_t k = 0; k < form->list.count; k++)
                note_wording(marks, &form->list.items[k].text);
            break;
        case BLOCK_TABLE:
            note_entries(marks, form->table.rows, form->table.row_count);
            note_entries(marks, &form->table.total, form->table.has_total);
            break;
        case BLOCK_HIGHLIGHTS:
            note_entries(marks, form->highlights.items, form->highlights.count);
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
    note_forms(possible, t->blocks, t->block_count);
    for (size_t i = 0; i < t->note_count; i++)
        note_wording(possible, &t->notes[i].text);
    document_walk(doc, note_node, printed);
    for (size_t i = 0; i < count; i++) {
        const Figure *figure = &(i % 2 ? data->nation : data->state)->figures[i / 2];
        if (!figure_has_number(figure) || !possible[i].source || printed[i].source)
            continue;
        diag_error(d, DIAG_UNUSED, figure->mark,
                   "%s%.*s has a number, but this sheet does not print it: the wording leaves out what would say it",
                   i % 2 ? "us." : "", STR_ARG(figure->measure->key));
        diag_note(d, possible[i], "here it would be printed; look at the 'when' or 'select' around it");
    }
}
