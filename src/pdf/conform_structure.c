/* Whether a document's structure is one that can be followed: the part of the check of finished pages that looks at
   elements alone, whatever is painted for them. */
#include "conform.h"

/* 0 for what is no heading. */
static int heading_level(Role role)
{
    switch (role) {
    case ROLE_H1:
        return 1;
    case ROLE_H2:
        return 2;
    case ROLE_DOCUMENT:
    case ROLE_PART:
    case ROLE_SECT:
    case ROLE_P:
    case ROLE_STRONG:
    case ROLE_EM:
    case ROLE_SPAN:
    case ROLE_LINK:
    case ROLE_L:
    case ROLE_LI:
    case ROLE_LBL:
    case ROLE_LBODY:
    case ROLE_TABLE:
    case ROLE_TR:
    case ROLE_TH:
    case ROLE_TD:
    case ROLE_FIGURE:
    case ROLE_TOC:
    case ROLE_TOCI:
    case ROLE_COUNT:
        break;
    }
    return 0;
}

/* Elements are numbered in reading order, so that one walk sees the headings as a reader meets them. */
static void check_headings(const Pages *pages, Diag *d)
{
    const StructElem *before = NULL, *title = NULL;
    for (ElemId id = ELEM_ROOT; id < pages->elem_count; id++) {
        const StructElem *e = &pages->elems[id];
        int level = heading_level(e->role), last = before ? heading_level(before->role) : 0;
        if (level == 0)
            continue;
        if (level > last + 1) {
            diag_error(d, DIAG_CONFORM, e->mark, "this heading is an H%d where an H%d comes next; skip no level", level,
                       last + 1);
            if (before)
                diag_note(d, before->mark, "the heading before it is an H%d", last);
        }
        if (level == 1 && title) {
            diag_error(d, DIAG_CONFORM, e->mark, "a second H1; a sheet has one, its title");
            diag_note(d, title->mark, "the first one");
        } else if (level == 1) {
            title = e;
        }
        before = e;
    }
    if (!title)
        diag_error(d, DIAG_CONFORM, (Mark){0}, "sheet '%.*s' has no H1; give it a title", STR_ARG(pages->name));
}

static void check_elements(const Pages *pages, Diag *d)
{
    for (ElemId id = ELEM_ROOT; id < pages->elem_count; id++) {
        const StructElem *e = &pages->elems[id];
        if (e->role == ROLE_FIGURE && str_trim(e->alt).n == 0)
            diag_error(d, DIAG_CONFORM, e->mark, "this picture has no alternative text; say in words what it shows");
        if (e->role == ROLE_TH && e->scope == SCOPE_NONE)
            diag_error(d, DIAG_CONFORM, e->mark, "this table header heads neither a row nor a column; give it a scope");
    }
}

void structure_conform(const Pages *pages, Diag *d)
{
    check_headings(pages, d);
    check_elements(pages, d);
}
