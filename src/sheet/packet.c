/* Many sheets in one document. Each is laid out as it is alone, but for the footer, which counts
   its pages by state; cover, contents and dividers are laid out around them once it is known which page each begins on.
   All pages live until the document is written, since its fonts are made of all of them; of a sheet nothing else does
   but what is attached of its figures. */
#include "sheet.h"
#include "src/store/folders.h"

/* A sheet, laid out, or a page with a title. */
typedef struct Bound {
    Pages *pages;       /* of a divider NULL */
    const Prose *entry; /* what it is called in the contents */
    Divider divider;
} Bound;

/* A text of the command line, or of the file that --from names. */
typedef struct Typed {
    Str text; /* empty where it is not given */
    Mark mark;
} Typed;

/* States that follow each other. */
typedef struct Group {
    Typed title;
    const Jurisdiction *first;
    Mark place; /* where that is typed */
} Group;

typedef struct Packet {
    const Request *request;
    Typed title, subtitle, prepared_for, date;
    Typed *after; /* titles of pages after the sheets */
    Group *groups;
    size_t after_count, group_count;
    bool divides_states, divides_groups;
    Cache *cache;
    const SheetList *list; /* in the document's order */
    const FrontTemplate *wording;
    const Value *root; /* of it */
    bool is_wrong;     /* it says something else than a sheet's figures, which is told once */
    FrontFacts facts;
    Bound *sheets;
    Bound **bound; /* sheets and dividers in their order */
    size_t bound_count, bound_capacity;
    Pages **parts; /* in the document's order */
    size_t part_count, part_capacity;
    uint32_t page_count, roman_count; /* so far */
    bool is_draft, is_sample;         /* a sheet is */
    Published published;
    TextSet templates; /* digests of the sheets' wordings */
    Str wording_digest;
    Front front;
    const Prose *organization; /* as the sheets have it */
    const Prose *strip;        /* of the first sheet that has one */
    TextSet drafts;            /* labels of sheets */
    TextSet read;              /* files */
    Arena *arena, *trial;      /* as long as the packet; until the next sheet */
    Diag *diag;
} Packet;

/* ---- Texts ---- */

static const Prose *prose_new(const Packet *p, Prose prose)
{
    Prose *kept = ARENA_NEW(p->arena, Prose);
    *kept = prose;
    return kept;
}

static const Prose *wording_text(const Packet *p, FrontText which, const FrontFacts *facts)
{
    return prose_new(p, front_fill(p->wording, which, facts, p->arena, p->diag));
}

/* A line of text; findings place that of an option as in "--title:1:7". */
static Typed line_read(const Packet *p, Str text, Mark mark)
{
    size_t end = str_find(text, STR("\n"), 0);
    if (end < text.n)
        diag_error(p->diag, DIAG_VALUE, mark, "this text has more than one line; put all of it on one");
    return (Typed){str_trim(text), mark};
}

static Typed option_read(const Packet *p, const char *option, const char *value)
{
    const Source *source = source_new(str_from(option), str_from(value), p->arena);
    source_characters_check(source, p->diag);
    return line_read(p, source->text, (Mark){source, 0, (uint32_t)source->text.n});
}

static const Language *language_of(const Packet *p)
{
    const Language *language = p->list->items[0].language;
    return language ? language : &language_english;
}

/* A text of the file, in the packet's language where that is there. */
static Typed plan_text(const Packet *p, const Value *v)
{
    const Language *own;
    const Value *text = text_in(v, language_of(p), &own);
    if (own != language_of(p))
        diag_error(p->diag, DIAG_LANGUAGE, text->mark,
                   "this text is in %s, in a packet in %s; add '%s: ...' beside it, as in {en: ..., es: ...}",
                   own->name, language_of(p)->name, language_of(p)->tag);
    return line_read(p, text->text, text->mark);
}

/* As the command line has it, else as the file has it under 'key'. */
static Typed given_text(const Packet *p, const char *option, const char *value, const char *key)
{
    const Value *v = value_get(p->request->plan, str_from(key));
    return value ? option_read(p, option, value) : v ? plan_text(p, v) : (Typed){0};
}

static const Prose *typed_text(const Packet *p, const Typed *typed)
{
    return prose_new(p, front_typed(p->wording, typed->text, typed->mark, p->arena, p->diag));
}

/* As the command line has it, else as the wording has it. */
static const Prose *option_text(const Packet *p, const Typed *typed, FrontText which)
{
    return typed->text.n ? typed_text(p, typed) : wording_text(p, which, &p->facts);
}

/* "CA=The West" */
static Group group_option(const Packet *p, const char *text)
{
    const Typed typed = option_read(p, "--group", text);
    size_t equals = str_find(typed.text, STR("="), 0);
    Mark state = typed.mark, title = typed.mark;
    state.length = (uint32_t)equals;
    title.offset += (uint32_t)equals + 1;
    title.length -= title.length > equals ? (uint32_t)equals + 1 : title.length;
    Group group = {.title = {str_trim(str_slice(typed.text, equals + 1, typed.text.n)), title}, .place = state};
    if (!group.title.text.n || !equals)
        diag_error(p->diag, DIAG_USAGE, typed.mark, "'%.*s' is no group; write it as in --group CA='The West'",
                   STR_ARG(typed.text));
    else
        group.first = jurisdiction_named(p->cache->store->jurisdictions, str_trim(str_slice(typed.text, 0, equals)),
                                         DIAG_USAGE, state, p->diag);
    return group;
}

/* The first state of a group is the one after those of the groups before it. */
static Group plan_group(const Packet *p, const Value *group)
{
    const Value *states = value_get(group, STR("states"));
    Str text = states->kind == VALUE_LIST ? states->items[0]->text : states->text;
    Str first = str_trim(str_slice(text, 0, str_find(text, STR(","), 0)));
    const Jurisdiction *found = jurisdiction_find(p->cache->store->jurisdictions, first);
    return (Group){plan_text(p, value_get(group, STR("title"))), found ? found : p->list->items[0].state, states->mark};
}

static bool options_read(Packet *p)
{
    const Request *r = p->request;
    const Value *after = r->dividers.count ? NULL : value_get(r->plan, STR("after"));
    const Value *groups = r->groups.count || !r->state_typed ? NULL : value_get(r->plan, STR("groups"));
    size_t errors = diag_errors(p->diag);
    p->title = given_text(p, "--title", r->title, "title");
    p->subtitle = given_text(p, "--subtitle", r->subtitle, "subtitle");
    p->prepared_for = given_text(p, "--prepared-for", r->prepared_for, "prepared_for");
    p->date = given_text(p, "--date", r->date_text, "date");
    p->after_count = after ? after->count : r->dividers.count;
    p->after = ARENA_ARRAY(p->arena, Typed, p->after_count);
    for (size_t i = 0; i < p->after_count; i++)
        p->after[i] = after ? plan_text(p, after->items[i]) : option_read(p, "--divider", r->dividers.items[i]);
    p->group_count = groups ? groups->count : r->groups.count;
    p->groups = ARENA_ARRAY(p->arena, Group, p->group_count);
    for (size_t i = 0; i < p->group_count; i++)
        p->groups[i] = groups ? plan_group(p, groups->items[i]) : group_option(p, r->groups.items[i]);
    p->divides_states = (r->divides & DIVIDERS_OF_STATES) != 0;
    p->divides_groups = p->group_count && (!r->divides || r->divides & DIVIDERS_OF_GROUPS);
    return diag_errors(p->diag) == errors;
}

/* ---- Groups ---- */

static const Group *group_beginning(const Packet *p, const Jurisdiction *state)
{
    for (size_t i = 0; i < p->group_count; i++)
        if (p->groups[i].first == state)
            return &p->groups[i];
    return NULL;
}

/* The list, which is year by year, with each group's sheets together, and each state's where it has a page before it.
   A group that no sheet begins is a finding. */
static bool list_order(Packet *p)
{
    const SheetList *list = p->list;
    SheetList *own = ARENA_NEW(p->arena, SheetList);
    SheetKey *items = ARENA_ARRAY(p->arena, SheetKey, list->count);
    bool *is_taken = ARENA_ARRAY(p->arena, bool, list->count);
    size_t count = 0, errors = diag_errors(p->diag);
    for (size_t from = 0, to; from < list->count; from = to) {
        for (to = from + 1; to < list->count && !p->divides_states; to++)
            if (group_beginning(p, list->items[to].state))
                break;
        for (size_t i = from; i < list->count; i++)
            for (size_t k = from; k < to && !is_taken[i]; k++)
                if (list->items[k].state == list->items[i].state) {
                    is_taken[i] = true;
                    items[count++] = list->items[i];
                }
    }
    *own = *list;
    own->items = items;
    p->list = own;
    for (size_t i = 0; i < p->group_count; i++) {
        const Group *group = &p->groups[i];
        size_t k = 0;
        while (k < count && items[k].state != group->first)
            k++;
        if (k == count)
            diag_error(p->diag, DIAG_VALUE, group->place,
                       "the group begins with %.*s, of which there is no sheet here; begin it with another state",
                       STR_ARG(group->first->in_sentence));
    }
    return diag_errors(p->diag) == errors;
}

/* Out of a sheet's memory; emphasis and figures of a band or a strip are nothing that front pages repeat. */
static const Prose *prose_keep(const Packet *p, const Prose *prose)
{
    return prose_new(p, front_typed(p->wording, str_copy(p->arena, prose->text), prose->mark, p->arena, p->diag));
}

/* A packet of one year has that year's wording, where there is one. */
static bool wording_read(Packet *p)
{
    int year = p->list->year_count == 1 ? p->list->years[0] : 0;
    const Value *root = store_packet_wording(p->cache->store, year, p->list->items[0].language, p->diag);
    if (!root)
        return false;
    p->root = root;
    textset_add(&p->read, str_shown(p->arena, root->mark.source->name));
    p->wording_digest = tree_digest(root, p->arena);
    Str stem = str_from(wording_stem("packet", p->list->items[0].language, p->arena));
    published_add_tree(&p->published, str_printf(p->arena, "%.*s.yaml", STR_ARG(stem)),
                       STR("Wording of cover and contents"), root);
    p->wording = front_template_read(root, p->cache->store->jurisdictions, p->arena, p->diag);
    return p->wording != NULL;
}

/* ---- Sheets ---- */

static Str sheet_page_label(const Packet *p, const SheetKey *key)
{
    if (p->list->year_count > 1)
        return str_printf(p->arena, "%.*s-%d", STR_ARG(key->state->code), key->year);
    return key->state->code;
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

static void files_note(Packet *p)
{
    const Store *s = p->cache->store;
    for (size_t i = 0; i < s->read_count; i++)
        textset_add(&p->read, str_from(s->read[i]));
}

static Pages *sheet_layout(Packet *p, const SheetKey *key, uint32_t fixed_level)
{
    arena_reset(p->cache->sheet);
    store_drop(p->cache->store, false);
    arena_reset(p->trial);
    const Document *document = sheet_document(p->cache, p->request, *key, fixed_level, p->diag);
    files_note(p);
    p->is_wrong = p->is_wrong || (document && p->wording && !front_check(p->wording, &p->cache->data, p->diag));
    if (!document)
        return NULL;
    p->is_draft = p->is_draft || cache_is_draft(p->cache);
    p->is_sample = p->is_sample || cache_is_sample(p->cache);
    published_add(&p->published, document->use);
    textset_add(&p->templates, p->cache->made.template);
    if (!p->organization)
        p->organization = prose_new(p, prose_stopped(prose_keep(p, &document->organization), p->arena));
    if (document->strip.text.n && !p->strip)
        p->strip = prose_keep(p, &document->strip);
    Str label = sheet_page_label(p, key);
    if (p->cache->data.state->status == STATUS_DRAFT || p->cache->data.nation->status == STATUS_DRAFT)
        textset_add(&p->drafts, label);
    Document *labelled = ARENA_NEW(p->trial, Document);
    *labelled = *document;
    labelled->year_in_heading = true;
    labelled->footer_right = label_prose(label, document->footer_right.mark, p->trial);
    const Pages *laid = layout_document(labelled, p->cache->fonts, p->cache->shapes, p->trial, p->diag);
    if (!laid || !pages_conform(laid, p->trial, p->diag))
        return NULL;
    Pages *pages = pages_keep(laid, p->arena);
    pages->label = label;
    return pages;
}

/* All sheets, or as many as can be made: what is wrong is said of each. */
static bool sheets_layout(Packet *p)
{
    size_t errors = diag_errors(p->diag);
    uint32_t tightest = 0;
    p->sheets = ARENA_ARRAY(p->arena, Bound, p->list->count);
    for (size_t i = 0; i < p->list->count; i++) {
        Pages *pages = sheet_layout(p, &p->list->items[i], 0);
        p->sheets[i].pages = pages;
        if (pages && pages->level + 1 > tightest)
            tightest = pages->level + 1;
    }
    for (size_t i = 0; p->request->uniform && diag_errors(p->diag) == errors && i < p->list->count; i++)
        if (p->sheets[i].pages->level + 1 != tightest)
            p->sheets[i].pages = sheet_layout(p, &p->list->items[i], tightest);
    return diag_errors(p->diag) == errors;
}

static Str state_name(const Packet *p, const Jurisdiction *state)
{
    return jurisdiction_words(state, template_language(p->cache->template), p->arena).name;
}

/* Sheets below a page with their state's name have the year in theirs. */
static void sheets_name(Packet *p)
{
    for (size_t i = 0; i < p->list->count; i++) {
        FrontFacts facts = p->facts;
        Bound *sheet = &p->sheets[i];
        facts.state = p->list->items[i].state;
        facts.year = p->list->items[i].year;
        sheet->pages->full = str_printf(p->arena, "%.*s %d", STR_ARG(state_name(p, facts.state)), facts.year);
        sheet->entry = p->divides_states
                           ? prose_new(p, front_typed(p->wording, sheet->pages->full, nowhere, p->arena, p->diag))
                           : wording_text(p, FRONT_ENTRY, &facts);
        sheet->pages->part = sheet->entry->text;
    }
}

/* ---- The order of pages ---- */

static void part_add(Packet *p, Pages *pages)
{
    ARENA_NEXT(p->arena, p->parts, p->part_count, p->part_capacity) = pages;
    p->page_count += pages->page_count;
    if (pages->label.n == 0)
        p->roman_count += pages->page_count;
}

/* Empty pages end the last part until a multiple of so many is reached. */
static void pages_pad(Packet *p, uint32_t multiple)
{
    uint32_t count = (multiple - p->page_count % multiple) % multiple;
    Pages *last = p->parts[p->part_count - 1];
    if (!count)
        return;
    Page *pages = ARENA_ARRAY(p->arena, Page, last->page_count + count);
    memcpy(pages, last->pages, last->page_count * sizeof *pages);
    for (uint32_t i = 0; i < count; i++)
        pages[last->page_count + i] = (Page){.width = pages->width, .height = pages->height, .bleed = pages->bleed};
    last->pages = pages;
    last->page_count += count;
    p->page_count += count;
    if (last->label.n == 0)
        p->roman_count += count;
}

/* Right-hand pages are the odd ones: an empty page ends a part that ends on one. */
static void page_turn(Packet *p)
{
    pages_pad(p, 2);
}

/* "2019, 2021-2023": years that follow each other are a range. */
static Str years_text(const SheetList *list, const char *dash, Arena *a)
{
    Buf text = {.arena = a};
    const int *years = list->years;
    for (size_t i = 0, end; i < list->year_count; i = end) {
        for (end = i + 1; end < list->year_count && years[end] == years[end - 1] + 1;)
            end++;
        buf_printf(&text, i ? ", %d" : "%d", years[i]);
        if (end > i + 1)
            buf_printf(&text, "%s%d", dash, years[end - 1]);
    }
    return buf_str(&text);
}

static void facts_fill(Packet *p)
{
    p->facts = (FrontFacts){.sheet_count = (int64_t)p->list->count,
                            .year_count = (int64_t)p->list->year_count,
                            .years = years_text(p->list, "\xE2\x80\x93", p->arena),
                            .years_said = years_text(p->list, template_language(p->cache->template)->to, p->arena),
                            .prepared_for = p->prepared_for.text,
                            .prepared_for_mark = p->prepared_for.mark,
                            .date = p->date.text,
                            .date_mark = p->date.mark};
}

/* The states from a sheet on, up to the next group's or to the end, each once; returns how many. */
static size_t names_fill(const Packet *p, size_t from, bool of_group, const Str **result)
{
    Str *names = ARENA_ARRAY(p->arena, Str, p->list->count - from);
    const Group *group = group_beginning(p, p->list->items[from].state);
    size_t count = 0;
    for (size_t i = from; i < p->list->count; i++) {
        const Group *begun = group_beginning(p, p->list->items[i].state);
        Str name = state_name(p, p->list->items[i].state);
        size_t k = 0;
        if (of_group && begun && begun != group)
            break;
        while (k < count && !str_eq(names[k], name))
            k++;
        if (k == count)
            names[count++] = name;
    }
    *result = names;
    return count;
}

static void divider_add(Packet *p, const Prose *title, uint32_t depth)
{
    Bound *divider = ARENA_NEW(p->arena, Bound);
    divider->divider = (Divider){.title = title, .depth = depth};
    divider->entry = title;
    ARENA_NEXT(p->arena, p->bound, p->bound_count, p->bound_capacity) = divider;
}

/* Sheets and dividers in their order. A group or a state whose first sheet it is has its divider before it. */
static void bound_fill(Packet *p)
{
    bool is_in_group = false;
    const Jurisdiction *before = NULL;
    for (size_t i = 0; i < p->list->count; i++) {
        const Jurisdiction *state = p->list->items[i].state;
        const Group *group = p->divides_groups && state != before ? group_beginning(p, state) : NULL;
        /* With many years a group's first state comes again. */
        for (size_t k = 0; group && k < i; k++)
            group = p->list->items[k].state == state ? NULL : group;
        is_in_group = is_in_group || group;
        if (group) {
            divider_add(p, typed_text(p, &group->title), 0);
            Divider *divider = &p->bound[p->bound_count - 1]->divider;
            divider->name_count = names_fill(p, i, true, &divider->names);
        }
        if (p->divides_states && state != before)
            divider_add(p, prose_new(p, front_typed(p->wording, state_name(p, state), nowhere, p->arena, p->diag)),
                        is_in_group);
        before = state;
        p->sheets[i].pages->depth = (uint32_t)is_in_group + p->divides_states;
        ARENA_NEXT(p->arena, p->bound, p->bound_count, p->bound_capacity) = &p->sheets[i];
    }
    for (size_t i = 0; i < p->after_count; i++)
        divider_add(p, typed_text(p, &p->after[i]), 0);
}

static void front_pages_fill(Packet *p)
{
    Prose *facts = ARENA_ARRAY(p->arena, Prose, 2);
    size_t fact_count = 0;
    if (p->prepared_for.text.n)
        facts[fact_count++] = *wording_text(p, FRONT_PREPARED_FOR, &p->facts);
    if (p->date.text.n)
        facts[fact_count++] = *wording_text(p, FRONT_DATE, &p->facts);
    p->front = (Front){.theme = p->cache->theme,
                       .strip = p->strip,
                       .organization = p->organization,
                       .title = option_text(p, &p->title, FRONT_TITLE),
                       .subtitle = option_text(p, &p->subtitle, FRONT_SUBTITLE),
                       .facts = facts,
                       .fact_count = fact_count,
                       .heading = wording_text(p, FRONT_CONTENTS, &p->facts),
                       .fonts = p->cache->fonts,
                       .cache = p->cache->shapes};
    p->front.name_count = names_fill(p, 0, false, &p->front.names);
    p->facts.title = p->front.title->text;
    p->facts.subtitle = p->front.subtitle->text;
    Str name = wording_text(p, FRONT_NAME, &p->facts)->text;
    p->facts.title =
        name.n ? name : str_printf(p->arena, "%.*s: %.*s", STR_ARG(p->facts.title), STR_ARG(p->facts.subtitle));
    if (p->strip)
        p->facts.title = str_printf(p->arena, "%.*s: %.*s", STR_ARG(p->strip->text), STR_ARG(p->facts.title));
}

/* A front page that the theme's own checks let pass. */
static bool front_add(Packet *p, Pages *pages, Str part, uint32_t depth)
{
    if (!pages)
        return false;
    pages->name = pages->part = pages->full = pages->title = part;
    pages->depth = depth;
    if (!pages_conform(pages, p->arena, p->diag))
        return false;
    part_add(p, pages);
    return true;
}

static FrontLine line_new(const Packet *p, const Bound *bound, Str label, uint32_t target)
{
    FrontFacts facts = p->facts;
    facts.entry = bound->entry->text;
    facts.label = label;
    uint32_t depth = bound->pages ? bound->pages->depth : bound->divider.depth;
    return (FrontLine){bound->entry, label, wording_text(p, FRONT_LINK, &facts)->text, target, depth};
}

/* Counts first, since the contents are in front of what they list. Each sheet and each divider begins on a right-hand
   page. */
static void lines_fill(Packet *p)
{
    FrontLine *lines = ARENA_ARRAY(p->arena, FrontLine, p->bound_count);
    p->front.lines = lines;
    p->front.line_count = p->bound_count;
    uint32_t page = 1 + layout_contents_pages(&p->front), roman = page;
    page += page % 2;
    roman += roman % 2;
    for (size_t i = 0; i < p->bound_count; i++) {
        const Pages *pages = p->bound[i]->pages;
        Str label = pages ? str_printf(p->arena, "%.*s-1", STR_ARG(pages->label)) : roman_number(roman + 1, p->arena);
        lines[i] = line_new(p, p->bound[i], label, page + 1);
        page += pages ? pages->page_count + pages->page_count % 2 : 2;
        roman += pages ? 0 : 2;
    }
}

static bool parts_bind(Packet *p)
{
    Arena *a = p->arena;
    static const Prose no_title;
    size_t errors = diag_errors(p->diag);
    bound_fill(p);
    lines_fill(p);
    /* What is wrong with the cover does not hide what is wrong with the contents; a title there is told once. */
    bool cover = front_add(p, layout_cover(&p->front, a, p->diag), wording_text(p, FRONT_COVER, &p->facts)->text, 0);
    if (!cover)
        p->front.title = &no_title;
    bool contents = front_add(p, layout_contents(&p->front, 2, a, p->diag), p->front.heading->text, 0);
    if (!cover || !contents)
        return false;
    for (size_t i = 0; i < p->bound_count; i++) {
        const Bound *bound = p->bound[i];
        const Divider *divider = &bound->divider;
        page_turn(p);
        if (bound->pages)
            part_add(p, bound->pages);
        else
            front_add(p, layout_divider(&p->front, divider, p->roman_count + 1, a, p->diag), divider->title->text,
                      divider->depth);
    }
    if (p->request->pad)
        pages_pad(p, 4);
    return diag_errors(p->diag) == errors;
}

/* ---- The document ---- */

/* What shapes the document, which its record holds a line each, as texts of its options. */
static const struct {
    const char *name;
    size_t place, read; /* in Request, in Packet */
} asked_options[] = {{"title", offsetof(Request, title), offsetof(Packet, title)},
                     {"subtitle", offsetof(Request, subtitle), offsetof(Packet, subtitle)},
                     {"prepared-for", offsetof(Request, prepared_for), offsetof(Packet, prepared_for)},
                     {"date", offsetof(Request, date_text), offsetof(Packet, date)}};
enum { ASKED_OPTIONS = sizeof asked_options / sizeof *asked_options };

static Str asked_text(const Packet *p)
{
    Buf text = {.arena = p->arena};
    const Request *r = p->request;
    for (size_t i = 0; i < ASKED_OPTIONS; i++) {
        const Typed *typed = (const Typed *)(const void *)((const char *)p + asked_options[i].read);
        if (typed->text.n)
            buf_printf(&text, "%s=%.*s\n", asked_options[i].name, STR_ARG(typed->text));
    }
    for (size_t i = 0; i < p->group_count && p->divides_groups; i++)
        buf_printf(&text, "group=%.*s=%.*s\n", STR_ARG(p->groups[i].first->code), STR_ARG(p->groups[i].title.text));
    for (size_t i = 0; i < p->after_count; i++)
        buf_printf(&text, "divider=%.*s\n", STR_ARG(p->after[i].text));
    buf_put(&text, p->divides_groups && p->divides_states ? STR("dividers=both\n")
                   : p->divides_states                    ? STR("dividers=state\n")
                                                          : STR(""));
    buf_put(&text, r->uniform ? STR("uniform\n") : STR(""));
    buf_put(&text, r->pad ? STR("pad\n") : STR(""));
    return buf_str(&text);
}

static bool texts_take(Texts *texts, const char *value)
{
    if (texts->count < REQUEST_TEXTS_MAX)
        texts->items[texts->count++] = value;
    return true;
}

bool packet_asked(Request *r, Str asked, Arena *a)
{
    bool is_known = true;
    for (size_t at = 0, end; at < asked.n && is_known; at = end + 1) {
        end = str_find(asked, STR("\n"), at);
        Str line = str_slice(asked, at, end), name = str_slice(line, 0, str_find(line, STR("="), 0));
        const char *value = str_terminated(a, str_slice(line, name.n + 1, line.n));
        is_known = false;
        for (size_t i = 0; i < ASKED_OPTIONS; i++)
            if (str_eq(name, str_from(asked_options[i].name))) {
                *(const char **)((char *)r + asked_options[i].place) = value;
                is_known = true;
            }
        if (str_eq(name, STR("divider")))
            is_known = texts_take(&r->dividers, value);
        if (str_eq(name, STR("group")))
            is_known = texts_take(&r->groups, value);
        if (str_eq(line, STR("dividers=both")) || str_eq(line, STR("dividers=state"))) {
            r->divides = DIVIDERS_OF_STATES | (line.s[line.n - 1] == 'h' ? DIVIDERS_OF_GROUPS : 0U);
            is_known = true;
        }
        if (str_eq(name, STR("uniform")))
            is_known = r->uniform = true;
        if (str_eq(name, STR("pad")))
            is_known = r->pad = true;
    }
    return is_known;
}

static PdfMade packet_made(const Packet *p)
{
    Buf templates = {.arena = p->arena};
    uint32_t tightest = 0;
    for (size_t i = 0; i < p->templates.count; i++)
        buf_printf(&templates, "%s%.*s", i ? " " : "", STR_ARG(p->templates.items[i]));
    for (size_t i = 0; i < p->list->count; i++)
        tightest = p->sheets[i].pages->level > tightest ? p->sheets[i].pages->level : tightest;
    PdfMade made = p->cache->made;
    made.level = tightest + 1;
    made.template = buf_str(&templates);
    made.packet = p->wording_digest;
    made.asked = asked_text(p);
    return made;
}

static Str packet_write(Packet *p, Flavor flavor)
{
    PdfOptions options = pdf_options_of(p->sheets[0].pages, &p->cache->colors, STR(NCMEC_PRODUCER));
    for (size_t i = 0; i < p->list->count; i++)
        options.date = p->sheets[i].pages->date > options.date ? p->sheets[i].pages->date : options.date;
    options.title = p->facts.title;
    options.subject = wording_text(p, FRONT_SUBJECT, &p->facts)->text;
    options.name = str_printf(p->arena, "ncmec-packet-%.*s%s", STR_ARG(years_text(p->list, "-", p->arena)),
                              language_suffix(template_language(p->cache->template), p->arena));
    options.flavor = flavor;
    options.made = packet_made(p);
    options.parts = (const Pages *const *)p->parts;
    options.part_count = p->part_count;
    if (flavor_rows[flavor].files)
        options.files = published_files(&p->published, &options.file_count);
    Pdf *pdf = pdf_open(&options, p->cache->subsets, p->diag);
    for (size_t i = 0; pdf && i < p->part_count; i++)
        if (!pdf_add(pdf, p->parts[i], p->diag))
            break;
    return pdf_close(pdf, p->arena, p->diag);
}

/* "CA, VT": each once. */
static Str states_text(const Packet *p)
{
    TextSet codes = {.arena = p->arena};
    Buf text = {.arena = p->arena};
    for (size_t i = 0; i < p->list->count; i++)
        if (textset_add(&codes, p->list->items[i].state->code))
            buf_printf(&text, "%s%.*s", text.n ? ", " : "", STR_ARG(p->list->items[i].state->code));
    return buf_str(&text);
}

/* Nothing is written before all of it is made. */
static bool packet_bind(Packet *p, PacketMade *made)
{
    bool is_typed = options_read(p) && list_order(p), is_worded = wording_read(p);
    if (!sheets_layout(p) || !is_worded || !is_typed)
        return false;
    facts_fill(p);
    sheets_name(p);
    front_pages_fill(p);
    if (!parts_bind(p))
        return false;
    for (size_t i = 0; i < p->request->flavor_count; i++)
        if (p->request->flavors[i] < FLAVOR_PDFS)
            made->bytes[i] = packet_write(p, p->request->flavors[i]);
    made->sheet_count = p->list->count;
    made->draft_count = p->drafts.count;
    made->page_count = p->page_count;
    made->states = states_text(p);
    made->language = p->sheets[0].pages->language;
    made->is_draft = p->is_draft;
    made->is_sample = p->is_sample;
    made->press = press_facts((const Pages *const *)p->parts, p->part_count, p->arena);
    made->parts = p->parts;
    made->part_count = p->part_count;
    made->keys = p->list->items;
    made->years = p->facts.years;
    made->wording = p->root;
    return diag_exit(p->diag, p->request->strict) == EXIT_CODE_DONE;
}

bool packet_make(Cache *cache, const Request *r, const SheetList *list, PacketMade *made, Arena *a, Diag *d)
{
    Packet p = {.request = r,
                .list = list,
                .cache = cache,
                .arena = a,
                .diag = d,
                .read.arena = a,
                .drafts.arena = a,
                .published = published_new(cache, 0, a),
                .templates.arena = a,
                .trial = arena_new()};
    Buf read = {.arena = a};
    if (r->from)
        textset_add(&p.read, str_from(r->from));
    years_judge(cache, r, list);
    bool is_made = packet_bind(&p, made);
    arena_free(p.trial);
    for (size_t i = 0; i < p.read.count; i++)
        buf_printf(&read, "read %.*s\n", STR_ARG(p.read.items[i]));
    made->read = buf_str(&read);
    return is_made;
}
