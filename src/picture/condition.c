/* Printing conditions by the names of the ICC's registry (registry.color.org), which a file may give instead of a
   profile of its own. What paper takes of all inks together is this program's rule: 300% on coated paper, as the
   standard profiles of sheet-fed and heatset web offset are separated, less where paper is soft. */
#include "ncmec/color.h"

enum { NAME_MOST = 32 };

static const PrintCondition conditions[] = {
    {"CGATS TR 001", 300, NULL},          /* SWOP of 1995: web offset, grade 5 */
    {"CGATS TR 002", 240, NULL},          /* SNAP: newsprint, coldset */
    {"CGATS TR 003", 300, NULL},          /* SWOP: grade 3, coated */
    {"CGATS TR 005", 300, "tr005.icc.z"}, /* SWOP: grade 5, coated */
    {"CGATS TR 006", 300, "tr006.icc.z"}, /* GRACoL 2006: grade 1, coated */
    {"GRACoL2006_Coated1", 300, "tr006.icc.z"},
    {"SWOP2006_Coated3", 300, NULL},
    {"SWOP2006_Coated5", 300, "tr005.icc.z"},
    {"CGATS21-2-CRPC1", 240, NULL},    /* coldset newsprint */
    {"CGATS21-2-CRPC2", 260, NULL},    /* heatset newsprint */
    {"CGATS21-2-CRPC3", 280, NULL},    /* uncoated */
    {"CGATS21-2-CRPC4", 280, NULL},    /* supercalendered */
    {"CGATS21-2-CRPC5", 300, NULL},    /* coated, publications */
    {"CGATS21-2-CRPC6", 300, NULL},    /* coated, commercial: GRACoL 2013 */
    {"CGATS21-2-CRPC7", 300, NULL},    /* coated, the largest gamut */
    {"FOGRA27", 300, NULL},            /* coated */
    {"FOGRA28", 300, NULL},            /* light coated, web */
    {"FOGRA29", 280, "fogra29.icc.z"}, /* white, uncoated */
    {"FOGRA30", 280, NULL},            /* yellowish, uncoated */
    {"FOGRA39", 300, NULL},            /* coated */
    {"FOGRA40", 260, NULL},            /* supercalendered */
    {"FOGRA45", 300, NULL},            /* light coated, web */
    {"FOGRA46", 300, NULL},            /* heavy coated, web */
    {"FOGRA47", 280, NULL},            /* white, uncoated */
    {"FOGRA51", 300, NULL},            /* coated */
    {"FOGRA52", 280, NULL},            /* white, uncoated, with brighteners */
};

const PrintCondition *print_condition(Str name)
{
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        if (str_eq(name, str_from(conditions[i].name)))
            return &conditions[i];
    return NULL;
}

/* The letters and digits of a name, as many as any condition's has. */
static Str name_bare(Str name, char bare[NAME_MOST])
{
    size_t n = 0;
    for (size_t i = 0; i < name.n && n < NAME_MOST; i++)
        if (is_digit(name.s[i]) || is_ascii_letter(name.s[i]))
            bare[n++] = name.s[i];
    return (Str){bare, n};
}

const PrintCondition *print_condition_meant(Str name)
{
    char bare[NAME_MOST], known[NAME_MOST];
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        if (str_eq_any_case(name_bare(name, bare), name_bare(str_from(conditions[i].name), known)))
            return &conditions[i];
    return NULL;
}

const PrintCondition *print_condition_of(Str profile)
{
    for (size_t i = 0; i < sizeof conditions / sizeof *conditions; i++)
        if (conditions[i].profile && str_eq(profile, str_from(conditions[i].profile)))
            return &conditions[i];
    return NULL;
}

int print_ink_most(Str condition)
{
    const PrintCondition *known = print_condition(condition);
    return known ? known->ink_most : INK_MOST;
}
