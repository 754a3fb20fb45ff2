/* Number trees (ISO 32000-1, 7.9.7): numbers in ascending order, each with a value. A few stand in the root itself;
   many are cut into leaves, so that no array grows without bound and a reader need not load all to find one. */
#include "stage.h"

enum { LEAF_MOST = 1024 };

NumberTree numbertree_new(Pdf *pdf)
{
    return (NumberTree){.pdf = pdf, .numbers.arena = pdf->arena, .leaves.arena = pdf->arena};
}

static void leaf_end(NumberTree *t)
{
    Buf b = {.arena = t->pdf->arena};
    HPDF_Dict leaf = object_new(t->pdf);
    buf_printf(&b, "/Limits[%u %u]/Nums[", t->first, t->last);
    buf_put(&b, buf_str(&t->numbers));
    buf_char(&b, ']');
    object_set(t->pdf, leaf, buf_str(&b));
    if (t->leaves.n)
        buf_char(&t->leaves, ' ');
    reference_put(&t->leaves, leaf);
    t->count = t->numbers.n = 0;
}

Buf *numbertree_add(NumberTree *t, uint32_t number)
{
    if (t->count == LEAF_MOST)
        leaf_end(t);
    if (t->count++ == 0)
        t->first = number;
    t->last = number;
    integer_put(&t->numbers, number);
    return &t->numbers;
}

Str numbertree_end(NumberTree *t)
{
    bool is_whole = t->leaves.n == 0;
    if (!is_whole)
        leaf_end(t);
    return str_printf(t->pdf->arena, is_whole ? "/Nums[%.*s]" : "/Kids[%.*s]",
                      STR_ARG(buf_str(is_whole ? &t->numbers : &t->leaves)));
}
