/* A row a withheld figure: how it is typed, which values an outsider can tell that it has, how many those are and how
   many must remain, the verdict, and the printed figures that tell of it. */
#include "certificate.h"

#include "listing.h"

static const char *const titles[] = {"year",   "state",  "figure",  "typed", "least",    "most",
                                     "values", "needed", "verdict", "binds", "not known"};
enum { FIELDS = sizeof titles / sizeof *titles };

static const char limits[] =
    "What readers know from other publications, or from editions that released.csv lacks, is not looked at, nor are "
    "notes,\n"
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

static void item_add(Listing *list, const SurveyYear *of, const Withheld *item)
{
    Arena *a = list->arena;
    Verdict verdict = of->has_errors && item->verdict != VERDICT_CONTRADICTION ? VERDICT_UNPROVEN : item->verdict;
    bool is_proven = verdict != VERDICT_UNPROVEN && verdict != VERDICT_CONTRADICTION;
    bool has_most = is_proven && !item->no_most;
    listing_add(
        list,
        (Str[FIELDS]){number(of->year, true, a), item->file->jurisdiction ? item->file->jurisdiction->code : STR("US"),
                      item->figure->measure->key, figure_long(item->figure, &language_english, a),
                      number(item->least, is_proven, a),
                      is_proven && item->no_most ? STR("no limit") : number(item->most, has_most, a),
                      number(has_most ? item->most - item->least + 1 : 0, has_most, a), number(item->needed, true, a),
                      str_from(words[verdict]), item->binds,
                      STR("other publications, editions that released.csv lacks, notes, withheld percentages")});
}

Str certificate_text(const SurveyYear *years, size_t year_count, Output form, Arena *a)
{
    Listing list = {.titles = titles, .fields = FIELDS, .shown = FIELDS - 1, .arena = a};
    for (size_t y = 0; y < year_count; y++) {
        size_t count;
        const Withheld *items = disclosure_items(years[y].found, &count);
        for (size_t i = 0; i < count; i++)
            item_add(&list, &years[y], &items[i]);
    }
    if (form == OUTPUT_EXPLAIN_CSV || form == OUTPUT_EXPLAIN_JSON)
        return listing_text(&list, form);
    Str table = list.count ? listing_text(&list, form) : STR("no figure is withheld\n");
    return str_printf(a, "%.*s\n%s", STR_ARG(table), limits);
}
