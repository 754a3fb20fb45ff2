/* The structure tree (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7) and the annotations of links in it (12.5.6.5; 7.18).
   Elements are numbered and painted in reading order, parents first: before element e paints anything, every element up
   to e has its place among its parent's kids. A Link's annotations come after its text. A sheet's root is the Document,
   or with several sheets a Part of it. */
#include "tags.h"

#include "leaf.h"
#include "ncmec/language.h"

typedef struct Kid Kid;

struct Kid {
    Kid *next;
    ElemId elem;      /* 0: a marked-content sequence or an annotation */
    HPDF_Dict object; /* the annotation */
    uint32_t page;    /* of that sheet */
    uint32_t mcid;
};

typedef struct Node {
    HPDF_Dict object;
    Kid *first, *last;
    uint32_t kid_count;
    uint32_t target; /* a page of the whole document that a Link leads to; 0: none */
    bool labelled;   /* an L whose items have labels */
    bool covers;     /* a Figure that has painted something, within 'box': left, bottom, right, top */
    Sp box[4];
} Node;

typedef struct Marks {
    ElemId *elems; /* by MCID */
    size_t count, capacity;
} Marks;

typedef struct Link {
    HPDF_Dict object;
    uint32_t page;
    const LinkArea *area;
} Link;

struct Tags {
    const Pages *pages;
    Node *nodes;  /* one an element */
    Marks *marks; /* one a page */
    ElemId next;  /* the first element that has no place among its parent's kids yet */
    Link *links;  /* in page order */
    size_t link_count, link_capacity;
};

Tags *tags_start(Pdf *pdf, const Pages *pages)
{
    Tags *tags = ARENA_NEW(pdf->arena, Tags);
    tags->pages = pages;
    tags->nodes = ARENA_ARRAY(pdf->arena, Node, pages->elem_count);
    tags->marks = ARENA_ARRAY(pdf->arena, Marks, pages->page_count);
    tags->next = ELEM_ROOT + 1;
    for (ElemId id = ELEM_ROOT; id < pages->elem_count; id++) {
        tags->nodes[id].object = object_new(pdf);
        if (pages->elems[id].role == ROLE_LBL) /* in an LI in an L */
            tags->nodes[pages->elems[pages->elems[id].parent].parent].labelled = true;
    }
    return tags;
}

static void kid_add(Pdf *pdf, Node *node, Kid kid)
{
    Kid *added = ARENA_NEW(pdf->arena, Kid);
    *added = kid;
    *(node->last ? &node->last->next : &node->first) = added;
    node->last = added;
    node->kid_count++;
}

/* Gives every element up to 'last' its place among its parent's kids. */
static void elems_place(Pdf *pdf, Tags *tags, ElemId last)
{
    for (; tags->next <= last; tags->next++)
        kid_add(pdf, &tags->nodes[tags->pages->elems[tags->next].parent], (Kid){.elem = tags->next});
}

uint32_t tags_mark(Pdf *pdf, Tags *tags, ElemId elem, uint32_t page)
{
    Marks *marks = &tags->marks[page];
    uint32_t mcid = (uint32_t)marks->count;
    elems_place(pdf, tags, elem);
    kid_add(pdf, &tags->nodes[elem], (Kid){.page = page, .mcid = mcid});
    ARENA_NEXT(pdf->arena, marks->elems, marks->count, marks->capacity) = elem;
    return mcid;
}

void tags_cover(const Pdf *pdf, Tags *tags, ElemId elem, const Page *page, Rect rect)
{
    Node *node = &tags->nodes[elem];
    Sp box[4];
    leaf_box(pdf, page, rect, box);
    for (int i = 0; i < 4; i++) {
        bool further = i < 2 ? box[i] < node->box[i] : box[i] > node->box[i];
        if (!node->covers || further)
            node->box[i] = box[i];
    }
    node->covers = true;
}

const char *tags_name(const Pdf *pdf, Role role)
{
    if (pdf->namespace && role == ROLE_H1)
        return "Title"; /* of PDF 2.0, where the headings of sections begin with H1 */
    if (pdf->namespace && role == ROLE_NOTE)
        return "FENote";
    if (pdf->namespace && role == ROLE_H2)
        role = ROLE_H1;
    return role_names[role == ROLE_LINK && !pdf->flavor->links ? ROLE_SPAN : role];
}

/* ---- Links ---- */

static void page_links_add(Pdf *pdf, const PdfSheet *sheet, uint32_t number)
{
    Tags *tags = sheet->tags;
    const Page *page = &sheet->pages->pages[number];
    HPDF_Array annotations = page->link_count ? HPDF_Array_New(pdf->doc->mmgr) : NULL;
    for (uint32_t i = 0; i < page->link_count; i++) {
        Link link = {object_new(pdf), number, &page->links[i]};
        if (!link.object)
            return;
        HPDF_Array_Add(annotations, link.object);
        elems_place(pdf, tags, link.area->elem);
        kid_add(pdf, &tags->nodes[link.area->elem], (Kid){.page = number, .object = link.object});
        tags->nodes[link.area->elem].target = link.area->target;
        ARENA_NEXT(pdf->arena, tags->links, tags->link_count, tags->link_capacity) = link;
    }
    if (annotations)
        HPDF_Dict_Add(sheet->leaves[number], "Annots", annotations);
}

HPDF_Dict tags_object(const Tags *tags, ElemId elem)
{
    return tags->nodes[elem].object;
}

void action_put(Buf *b, HPDF_Dict leaf, HPDF_Dict elem, Str view)
{
    buf_printf(b, "/S/GoTo/D[%u 0 R%.*s]/SD[%u 0 R%.*s]", object_id(leaf), STR_ARG(view), object_id(elem),
               STR_ARG(view));
}

/* The sheet that holds the n-th page of the document, from 1. */
static const PdfSheet *sheet_of(const Pdf *pdf, uint32_t number)
{
    const PdfSheet *sheet = pdf->sheets;
    while (number - sheet->first_leaf > sheet->pages->page_count)
        sheet++;
    return sheet;
}

/* What it is for, in the document's language: "Call +1-800-843-5678". */
static Str link_purpose(const Pdf *pdf, Str url)
{
    const Language *language = language_find(pdf->options.language);
    const char *const *words = (language ? language : &language_english)->links;
    static const Str note = {"#note-", 6};
    if (str_starts(url, note)) {
        const Str number = str_slice(url, note.n, url.n);
        return language_fill(words[3], &number, 1, pdf->arena);
    }
    size_t colon = str_find(url, STR(":"), 0);
    Str scheme = str_slice(url, 0, colon), rest = str_slice(url, colon + 1, url.n);
    int which = str_eq_any_case(scheme, STR("tel")) ? 1 : str_eq_any_case(scheme, STR("mailto")) ? 2 : 0;
    return language_fill(words[which], which ? &rest : &url, 1, pdf->arena);
}

/* The number in "#note-1". */
static uint32_t url_note(Str url)
{
    int64_t number = digits_value(str_slice(url, STR("#note-").n, url.n), UINT32_MAX);
    return number > 0 ? (uint32_t)number : 0;
}

/* The footnote of that number, or the reference to it. */
static ElemId note_find(const Pages *pages, Role role, uint32_t number)
{
    ElemId id = ELEM_ROOT;
    while (id + 1 < pages->elem_count && !(pages->elems[id].role == role && pages->elems[id].note == number))
        id++;
    return id;
}

/* Where a link within the document leads. */
static void goto_put(const Pdf *pdf, Buf *b, HPDF_Dict leaf, HPDF_Dict elem)
{
    if (pdf->flavor->version >= PDF_2_0) {
        buf_put(b, STR("/A<<"));
        action_put(b, leaf, elem, STR("/XYZ null null null"));
        buf_put(b, STR(">>"));
    } else {
        buf_printf(b, "/Dest[%u 0 R/XYZ null null null]", object_id(leaf));
    }
}

static void link_write(Pdf *pdf, const PdfSheet *sheet, const Link *link, uint32_t key)
{
    Str url = sheet->pages->elems[link->area->elem].url;
    Sp edges[4];
    Buf b = {.arena = pdf->arena};
    leaf_box(pdf, &sheet->pages->pages[link->page], link->area->rect, edges);
    buf_put(&b, STR("/Type/Annot/Subtype/Link/Rect"));
    box_put(&b, edges);
    buf_printf(&b, "/F 4/Border[0 0 0]/StructParent %u/P %u 0 R/Contents", key, object_id(sheet->leaves[link->page]));
    bool refers = str_starts(url, STR("#"));
    text_put(&b, link->area->target ? link->area->text : link_purpose(pdf, url));
    if (link->area->target) {
        const PdfSheet *to = sheet_of(pdf, link->area->target);
        goto_put(pdf, &b, to->leaves[link->area->target - 1 - to->first_leaf], to->tags->nodes[ELEM_ROOT].object);
    } else if (refers) { /* footnotes are on the last page */
        ElemId note = note_find(sheet->pages, ROLE_NOTE, url_note(url));
        goto_put(pdf, &b, sheet->leaves[sheet->pages->page_count - 1], sheet->tags->nodes[note].object);
    } else {
        buf_put(&b, STR("/A<</S/URI/URI"));
        text_put(&b, url);
        buf_put(&b, STR(">>"));
    }
    object_set(pdf, link->object, buf_str(&b));
}

static void elem_write(Pdf *pdf, const PdfSheet *sheet, ElemId id, const char *name, HPDF_Dict parent);

/* By its own name and parent. */
static void inner_write(Pdf *pdf, const PdfSheet *sheet, ElemId id)
{
    const StructElem *elem = &sheet->pages->elems[id];
    elem_write(pdf, sheet, id, tags_name(pdf, elem->role), sheet->tags->nodes[elem->parent].object);
}

/* Annotations are numbered on after the pages. Returns the number after theirs. */
static uint32_t links_write(Pdf *pdf)
{
    uint32_t key = pdf->leaf_count;
    for (size_t i = 0; i < pdf->sheet_count; i++) {
        const Tags *tags = pdf->sheets[i].tags;
        for (size_t k = 0; k < tags->link_count; k++) {
            link_write(pdf, &pdf->sheets[i], &tags->links[k], key++);
            if (pdf->namespace && tags->links[k].area->target)
                inner_write(pdf, &pdf->sheets[i], tags->links[k].area->elem);
        }
    }
    return key;
}

/* ---- Writing ---- */

static void kid_put(Buf *b, const PdfSheet *sheet, const Kid *kid, const Kid *home)
{
    if (kid->elem)
        reference_put(b, sheet->tags->nodes[kid->elem].object);
    else if (kid->object)
        buf_printf(b, "<</Type/OBJR/Pg %u 0 R/Obj %u 0 R>>", object_id(sheet->leaves[kid->page]),
                   object_id(kid->object));
    else if (kid->page == home->page)
        integer_put(b, kid->mcid);
    else
        buf_printf(b, "<</Type/MCR/Pg %u 0 R/MCID %u>>", object_id(sheet->leaves[kid->page]), kid->mcid);
}

static void kids_put(Buf *b, const PdfSheet *sheet, const Node *node)
{
    const Kid *home = node->first; /* the sequence whose page is the element's own */
    while (home && (home->elem || home->object))
        home = home->next;
    if (home) {
        buf_put(b, STR("/Pg "));
        reference_put(b, sheet->leaves[home->page]);
    }
    if (!node->first)
        return;
    buf_put(b, STR("/K"));
    if (node->kid_count == 1) {
        buf_char(b, ' ');
        kid_put(b, sheet, node->first, home);
        return;
    }
    buf_char(b, '[');
    for (const Kid *kid = node->first; kid; kid = kid->next) {
        kid_put(b, sheet, kid, home);
        if (kid->next)
            buf_char(b, ' ');
    }
    buf_char(b, ']');
}

static void attributes_put(const Pdf *pdf, Buf *b, const StructElem *elem, const Node *node)
{
    if (elem->role == ROLE_TH && elem->scope != SCOPE_NONE && pdf->flavor->version >= PDF_1_5)
        buf_printf(b, "/A<</O/Table/Scope/%s>>", elem->scope == SCOPE_ROW ? "Row" : "Column");
    if (elem->role == ROLE_L)
        buf_printf(b, "/A<</O/List/ListNumbering/%s>>", elem->ordered ? "Decimal" : node->labelled ? "Disc" : "None");
    if (elem->role == ROLE_FIGURE && node->covers) {
        buf_put(b, STR("/A<</O/Layout/Placement/Block/BBox"));
        box_put(b, node->box);
        buf_put(b, STR(">>"));
    }
    if (elem->alt.n) {
        buf_put(b, STR("/Alt"));
        text_put(b, elem->alt);
    }
    if (elem->said.n) {
        buf_put(b, STR("/ActualText"));
        text_put(b, elem->said);
    }
    if (elem->language.n) {
        buf_put(b, STR("/Lang"));
        text_put(b, elem->language);
    }
}

/* Of a role that PDF 1.7 does not have, or does not have so. */
static void namespace_put(const Pdf *pdf, Buf *b)
{
    if (pdf->namespace)
        buf_printf(b, "/NS %u 0 R", object_id(pdf->namespace));
}

/* Of a sheet's footnote: in the order of the bytes, as a name tree wants it. */
#define NOTE_ID "%07u-%04u" /* the sheet by its first page */

static void elem_write(Pdf *pdf, const PdfSheet *sheet, ElemId id, const char *name, HPDF_Dict parent)
{
    const StructElem *elem = &sheet->tags->pages->elems[id];
    const Node *node = &sheet->tags->nodes[id];
    Buf b = {.arena = pdf->arena};
    buf_put(&b, STR("/S"));
    name_put(&b, str_from(name));
    buf_put(&b, STR("/P "));
    reference_put(&b, parent);
    if (elem->role == ROLE_DOCUMENT || elem->role == ROLE_H1 || elem->role == ROLE_STRONG || elem->role == ROLE_EM ||
        elem->role == ROLE_NOTE)
        namespace_put(pdf, &b);
    if (pdf->namespace && node->target)
        buf_printf(&b, "/Ref[%u 0 R]", object_id(sheet_of(pdf, node->target)->tags->nodes[ELEM_ROOT].object));
    kids_put(&b, sheet, node);
    attributes_put(pdf, &b, elem, node);
    if (elem->role == ROLE_NOTE)
        buf_printf(&b, "/ID(" NOTE_ID ")", sheet->first_leaf, elem->note);
    if (pdf->namespace && elem->note) {
        ElemId other = note_find(sheet->pages, elem->role == ROLE_NOTE ? ROLE_REFERENCE : ROLE_NOTE, elem->note);
        buf_printf(&b, "/Ref[%u 0 R]", object_id(sheet->tags->nodes[other].object));
    }
    if (id == ELEM_ROOT && sheet->pages->full.n) {
        buf_put(&b, STR("/T"));
        text_put(&b, sheet->pages->full);
    }
    object_set(pdf, node->object, buf_str(&b));
}

void tags_end(Pdf *pdf, const PdfSheet *sheet)
{
    Tags *tags = sheet->tags;
    for (uint32_t page = 0; pdf->flavor->links && page < tags->pages->page_count; page++)
        page_links_add(pdf, sheet, page);
    elems_place(pdf, tags, tags->pages->elem_count - 1);
    for (ElemId id = ELEM_ROOT + 1; id < tags->pages->elem_count; id++)
        if (!pdf->namespace || !tags->nodes[id].target) /* those refer to sheets that come later */
            inner_write(pdf, sheet, id);
}

static void parent_tree_write(Pdf *pdf, HPDF_Dict root)
{
    NumberTree tree = numbertree_new(pdf);
    for (size_t i = 0; i < pdf->sheet_count; i++) {
        const PdfSheet *sheet = &pdf->sheets[i];
        for (uint32_t page = 0; page < sheet->pages->page_count; page++) {
            const Marks *marks = &sheet->tags->marks[page];
            Buf *b = numbertree_add(&tree, sheet->first_leaf + page);
            buf_char(b, '[');
            for (size_t mcid = 0; mcid < marks->count; mcid++) {
                if (mcid)
                    buf_char(b, ' ');
                reference_put(b, sheet->tags->nodes[marks->elems[mcid]].object);
            }
            buf_put(b, STR("]\n"));
        }
    }
    uint32_t key = pdf->leaf_count;
    for (size_t i = 0; i < pdf->sheet_count; i++) {
        const Tags *tags = pdf->sheets[i].tags;
        for (size_t k = 0; k < tags->link_count; k++)
            buf_printf(numbertree_add(&tree, key++), " %u 0 R\n",
                       object_id(tags->nodes[tags->links[k].area->elem].object));
    }
    object_set(pdf, root, numbertree_end(&tree));
}

/* Where the footnotes' elements are found by their identifiers; nothing where there are none. */
static void notes_put(const Pdf *pdf, Buf *b)
{
    bool any = false;
    for (size_t i = 0; i < pdf->sheet_count; i++) {
        const PdfSheet *sheet = &pdf->sheets[i];
        for (ElemId id = ELEM_ROOT; id < sheet->pages->elem_count; id++) {
            if (sheet->pages->elems[id].role != ROLE_NOTE)
                continue;
            buf_printf(b, "%s(" NOTE_ID ") %u 0 R", any ? " " : "/IDTree<</Names[", sheet->first_leaf,
                       sheet->pages->elems[id].note, object_id(sheet->tags->nodes[id].object));
            any = true;
        }
    }
    buf_put(b, any ? STR("]>>") : STR(""));
}

/* One Document, with a Part for each sheet. */
static HPDF_Dict parts_write(Pdf *pdf)
{
    HPDF_Dict document = object_new(pdf);
    Buf b = {.arena = pdf->arena};
    buf_put(&b, STR("/S"));
    name_put(&b, str_from(tags_name(pdf, ROLE_DOCUMENT)));
    namespace_put(pdf, &b);
    buf_printf(&b, "/P %u 0 R/K[", object_id(pdf->struct_tree_root));
    for (size_t i = 0; i < pdf->sheet_count; i++) {
        elem_write(pdf, &pdf->sheets[i], ELEM_ROOT, tags_name(pdf, ROLE_PART), document);
        buf_printf(&b, i ? " %u 0 R" : "%u 0 R", object_id(pdf->sheets[i].tags->nodes[ELEM_ROOT].object));
    }
    buf_char(&b, ']');
    object_set(pdf, document, buf_str(&b));
    return document;
}

void tags_write(Pdf *pdf)
{
    HPDF_Dict document;
    uint32_t next_key = links_write(pdf);
    if (pdf->sheet_count > 1) {
        document = parts_write(pdf);
    } else {
        const PdfSheet *sheet = &pdf->sheets[0];
        document = sheet->tags->nodes[ELEM_ROOT].object;
        elem_write(pdf, sheet, ELEM_ROOT, tags_name(pdf, sheet->pages->elems[ELEM_ROOT].role), pdf->struct_tree_root);
    }
    HPDF_Dict tree = object_new(pdf);
    parent_tree_write(pdf, tree);
    Buf b = {.arena = pdf->arena};
    buf_printf(&b, "/Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %u", object_id(document),
               object_id(tree), next_key);
    if (pdf->namespace) {
        buf_printf(&b, "/Namespaces[%u 0 R]", object_id(pdf->namespace));
        object_set(pdf, pdf->namespace, STR("/Type/Namespace/NS(http://iso.org/pdf2/ssn)"));
    } else {
        buf_put(&b, STR("/RoleMap<</Strong/Span/Em/Span>>"));
    }
    notes_put(pdf, &b);
    object_set(pdf, pdf->struct_tree_root, buf_str(&b));
}
