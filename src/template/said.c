/* What a filled sheet does not say though its wording can: a figure with a number that the wording prints in some case,
   and not in this one. Left out are figures that the wording never prints: whoever keeps those knows why. */
#include "template.h"

/* Where each figure is first printed, by the index of its measure; .source NULL: nowhere. */
typedef struct Said {
    Mark *state, *nation;
} Said;

static Said said_new(size_t count, Arena *a)
{
    return (Said){ARENA_ARRAY(a, Mark, count), ARENA_ARRAY(a, Mark, count)};
}

static void say(Said *said, uint32_t measure, bool nation, Mark mark)
{
    Mark *first = nation ? &said->nation[measure] : &said->state[measure];
    if (!first->source)
        *first = mark;
}

/* ---- What the wording can say ---- */

static void wording_say(Said *said, const Wording *w)
{
    for (size_t i = 0; i < w->count; i++) {
        const Op *op = &w->ops[i];
        if (op->kind == OP_FIGURE)
            say(said, op->figure.measure, op->figure.nation, op->mark);
        for (size_t k = 0; k < op->arm_count; k++)
            wording_say(said, &op->arms[k].wording);
    }
}

static void entries_say(Said *said, const Entry *entries, size_t count)
{
    for (size_t i = 0; i < count; i++)
        say(said, entries[i].figure.measure, entries[i].figure.nation, entries[i].mark);
}

static void forms_say(Said *said, const Form *forms, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const Form *form = &forms[i];
        switch (form->kind) {
        case BLOCK_PARAGRAPH:
            wording_say(said, &form->paragraph);
            break;
        case BLOCK_SECTION:
            forms_say(said, form->section.blocks, form->section.count);
            break;
        case BLOCK_LIST:
            for (size_t k = 0; k < form->list.count; k++)
                wording_say(said, &form->list.items[k].text);
            break;
        case BLOCK_TABLE:
            entries_say(said, form->table.rows, form->table.row_count);
            entries_say(said, &form->table.total, form->table.has_total);
            break;
        case BLOCK_HIGHLIGHTS:
            entries_say(said, form->highlights.items, form->highlights.count);
            break;
        case BLOCK_SPACER:
            break;
        }
    }
}

/* ---- What the sheet says ---- */

static void node_say(void *context, const Node *node)
{
    for (uint32_t i = 0; node->prose && !node->leaving && i < node->prose->use_count; i++)
        if (!node->prose->uses[i].share)
            say(context, node->prose->uses[i].measure, node->prose->uses[i].nation, node->prose->mark);
}

/* ---- The difference ---- */

static void figure_check(const Figure *figure, const char *prefix, Mark can, Mark says, Diag *d)
{
    if (!figure_has_number(figure) || !can.source || says.source)
        return;
    Str key = figure->measure->key;
    diag_error(d, DIAG_UNUSED, figure->mark,
               "%s%.*s has a number, but this sheet does not print it: the wording leaves out what would say it",
               prefix, STR_ARG(key));
    diag_note(d, can, "here it would be printed; look at the 'when' or 'select' around it");
}

void document_check(const Document *doc, const Template *t, const Dataset *data, Arena *a, Diag *d)
{
    size_t count = data->dictionary->count;
    Said can = said_new(count, a), says = said_new(count, a);
    forms_say(&can, t->blocks, t->block_count);
    for (size_t i = 0; i < t->note_count; i++)
        wording_say(&can, &t->notes[i].text);
    document_walk(doc, node_say, &says);
    for (size_t i = 0; i < count; i++) {
        figure_check(&data->state->figures[i], "", can.state[i], says.state[i], d);
        figure_check(&data->nation->figures[i], "us.", can.nation[i], says.nation[i], d);
    }
}
