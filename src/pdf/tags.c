/* The structure tree (ISO 32000-1, 14.7 and 14.8; ISO 14289-1, 7). The kids of an element are its marked-content
   sequences and its child elements in the order in which they appear: elements are numbered parents first in reading
   order and painted in that order, so before anything of element e is painted every element up to e has taken its place
   among its parent's kids. A Link's annotations come behind its text. Each sheet's root is the Document, or a Part of
   it where there are several sheets. */
#include "stage.h"

#include <string.h>

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
    bool labelled; /* an L whose items have labels */
    bool covers;   /* a Figure that has painted something: box, left and bottom to right and top */
    Sp box[4];
} Node;

typedef struct Marks {
    ElemId *elems; /* by MCID */
    size_t count, capacity;
} Marks;

struct Tags {
    const Pages *pages;
    Node *nodes;  /* one an element */
    Marks *marks; /* one a page */
    ElemId next;  /* the first element that has no place among its parent's kids yet */
};

static bool elem_is(const Pages *pages, ElemId id, Role role)
{
    return id != 0 && pages->elems[id].role == role;
}

Tags *tags_start(Pdf *pdf, const Pages *pages)
{
    Tags *tags = ARENA_NEW(pdf->arena, Tags);
    tags->pages = pages;
    tags->nodes = ARENA_ARRAY(pdf->arena, Node, pages->elem_count);
    tags->marks = ARENA_ARRAY(pdf->arena, Marks, pages->page_count);
    tags->next = ELEM_ROOT + 1;
    for (ElemId id = ELEM_ROOT; id < pages->elem_count; id++) {
        tags->nodes[id].object = object_new(pdf);
        ElemId item = pages->elems[id].parent;
        if (elem_is(pages, id, ROLE_LBL) && elem_is(pages, item, ROLE_LI))
            tags->nodes[pages->elems[item].parent].labelled = true;
    }
    return tags;
}

static void kid_add(Pdf *pdf, Node *node, Kid kid)
{
    Kid *added = ARENA_NEW(pdf->arena, Kid);
    *added = kid;
    if (node->last)
        node->last->next = added;
    else
        node->first = added;
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
    ARENA_ROOM(pdf->arena, marks->elems, marks->count, marks->capacity);
    marks->elems[marks->count++] = elem;
    return mcid;
}

void tags_object(Pdf *pdf, Tags *tags, ElemId elem, uint32_t page, HPDF_Dict object)
{
    elems_place(pdf, tags, elem);
    kid_add(pdf, &tags->nodes[elem], (Kid){.page = page, .object = object});
}

HPDF_Dict tags_elem(const Tags *tags, ElemId elem)
{
    return tags->nodes[elem].object;
}

void tags_cover(const Pdf *pdf, Tags *tags, ElemId elem, const Page *page, Rect rect)
{
    Node *node = &tags->nodes[elem];
    Sp box[4];
    content_box(pdf, page, rect, box);
    for (int i = 0; i < 4; i++) {
        bool further = i < 2 ? box[i] < node->box[i] : box[i] > node->box[i];
        if (!node->covers || further)
            node->box[i] = box[i];
    }
    node->covers = true;
}

const char *tags_name(const Pdf *pdf, Role role)
{
    return role_names[role == ROLE_LINK && pdf->options.flavor != FLAVOR_SCREEN ? ROLE_SPAN : role];
}

/* ---- Writing ----------------------------------------------------------------------------------------------------- */

static void kid_put(Buf *b, const Sheet *sheet, const Kid *kid, const Kid *home)
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

static void kids_put(Buf *b, const Sheet *sheet, const Node *node)
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

static const char *list_numbering(const StructElem *elem, const Node *node)
{
    return elem->ordered ? "Decimal" : node->labelled ? "Disc" : "None";
}

static void attributes_put(Buf *b, const StructElem *elem, const Node *node)
{
    if (elem->role == ROLE_TH && elem->scope != SCOPE_NONE)
        buf_printf(b, "/A<</O/Table/Scope/%s>>", elem->scope == SCOPE_ROW ? "Row" : "Column");
    if (elem->role == ROLE_L)
        buf_printf(b, "/A<</O/List/ListNumbering/%s>>", list_numbering(elem, node));
    if (elem->role == ROLE_FIGURE && node->covers) {
        buf_put(b, STR("/A<</O/Layout/Placement/Block/BBox"));
        box_put(b, node->box);
        buf_put(b, STR(">>"));
    }
    if (elem->alt.n) {
        buf_put(b, STR("/Alt"));
        text_put(b, elem->alt);
    }
    if (elem->language.n) {
        buf_put(b, STR("/Lang"));
        text_put(b, elem->language);
    }
}

static void elem_write(Pdf *pdf, const Sheet *sheet, ElemId id, const char *name, HPDF_Dict parent)
{
    const StructElem *elem = &sheet->tags->pages->elems[id];
    const Node *node = &sheet->tags->nodes[id];
    Buf b = {.arena = pdf->arena};
    buf_put(&b, STR("/S"));
    name_put(&b, str_from(name));
    buf_put(&b, STR("/P "));
    reference_put(&b, parent);
    kids_put(&b, sheet, node);
    attributes_put(&b, elem, node);
    object_set(pdf, node->object, buf_str(&b));
}

void tags_end(Pdf *pdf, const Sheet *sheet)
{
    Tags *tags = sheet->tags;
    elems_place(pdf, tags, tags->pages->elem_count - 1);
    for (ElemId id = ELEM_ROOT + 1; id < tags->pages->elem_count; id++) {
        const StructElem *elem = &tags->pages->elems[id];
        elem_write(pdf, sheet, id, tags_name(pdf, elem->role), tags->nodes[elem->parent].object);
    }
}

static void parent_tree_write(Pdf *pdf, HPDF_Dict root)
{
    NumberTree tree = numbertree_new(pdf);
    for (size_t i = 0; i < pdf->sheet_count; i++) {
        const Sheet *sheet = &pdf->sheets[i];
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
    links_parents(pdf, &tree);
    object_set(pdf, root, numbertree_end(&tree));
}

/* One Document, the Parts of which are the sheets. */
static HPDF_Dict parts_write(Pdf *pdf)
{
    HPDF_Dict document = object_new(pdf);
    Buf b = {.arena = pdf->arena};
    buf_put(&b, STR("/S"));
    name_put(&b, str_from(tags_name(pdf, ROLE_DOCUMENT)));
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
    if (pdf->sheet_count > 1) {
        document = parts_write(pdf);
    } else {
        const Sheet *sheet = &pdf->sheets[0];
        document = sheet->tags->nodes[ELEM_ROOT].object;
        elem_write(pdf, sheet, ELEM_ROOT, tags_name(pdf, sheet->pages->elems[ELEM_ROOT].role), pdf->struct_tree_root);
    }
    HPDF_Dict tree = object_new(pdf);
    parent_tree_write(pdf, tree);
    Buf b = {.arena = pdf->arena};
    buf_printf(&b, "/Type/StructTreeRoot/K %u 0 R/ParentTree %u 0 R/ParentTreeNextKey %u/RoleMap<<",
               object_id(document), object_id(tree), pdf->leaf_count + pdf->link_count);
    static const Role inline_roles[] = {ROLE_STRONG, ROLE_EM};
    for (size_t i = 0; i < sizeof inline_roles / sizeof inline_roles[0]; i++) {
        name_put(&b, str_from(tags_name(pdf, inline_roles[i])));
        name_put(&b, str_from(tags_name(pdf, ROLE_SPAN)));
    }
    buf_put(&b, STR(">>"));
    object_set(pdf, pdf->struct_tree_root, buf_str(&b));
}
