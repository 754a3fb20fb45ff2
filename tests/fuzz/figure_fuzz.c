/* What is typed behind a figure's key: a figure that reads the same when it is printed and typed again, or a finding.
 */
#include "fuzz.h"

const char *const fuzz_seeds[] = {"tests/fuzz/corpus/figure/*", NULL};

static const Figure *figure_typed(Fuzz *f, Str text, const Measure *measure)
{
    const Value *map = yaml_parse(source_new(STR("input"), text, f->a), f->a, f->d);
    if (!map || map->kind != VALUE_MAP || map->count != 1)
        return NULL;
    Figure *figure = ARENA_NEW(f->a, Figure);
    size_t errors = diag_errors(f->d);
    bool is_figure = figure_read(map->fields[0].value, measure, figure, f->d);
    fuzz_require_agreed(f, errors, is_figure);
    return is_figure ? figure : NULL;
}

static void figure_check(Fuzz *f, const Figure *figure)
{
    Str text = figure_long(figure, &language_english, f->a);
    fuzz_require(text.n > 0 && figure_short(figure, &language_english, f->a).n > 0 &&
                     figure_meaning(figure, f->a).n > 0,
                 "a figure can be printed");
    fuzz_require(figure->no_most || decimal_compare(figure->least, figure->most) <= 0, "an interval is not empty");
    const Figure one = {.kind = FIGURE_EXACT, .measure = figure->measure, .least = {1, 0}, .most = {1, 0}};
    figure_change(figure, &one, 2022, &language_english, f->a);
    figure_change(&one, figure, 2022, &language_english, f->a);
    figure_share(figure, &one, &language_english, f->a);
    figure_share(&one, figure, &language_english, f->a);
    if (!figure_has_number(figure))
        return;
    const Figure *again = figure_typed(f, str_printf(f->a, "k: %.*s", STR_ARG(text)), figure->measure);
    fuzz_require(again && again->kind == figure->kind && again->no_most == figure->no_most &&
                     decimal_compare(again->least, figure->least) == 0 &&
                     (figure->no_most || decimal_compare(again->most, figure->most) == 0),
                 "a figure that is printed can be typed again");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    Fuzz f = fuzz_start(bytes, size);
    const Dictionary *dict = fuzz_cache()->store->dictionary;
    for (size_t i = 0; i < 2; i++) {
        size_t m = 0;
        while (dict->items[m].percent != (i == 1))
            m++;
        const Figure *figure = figure_typed(&f, str_printf(f.a, "k: %.*s", STR_ARG(f.bytes)), &dict->items[m]);
        if (figure)
            figure_check(&f, figure);
    }
    return fuzz_end(&f);
}
