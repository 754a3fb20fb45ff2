/* What is typed in the wording, but changes from sheet to sheet: years, states' names, figures. Each is noted where it
   is typed; a name is reported at once, years and figures when the wording meets its data. 'fixed' in the template
   lists what is meant for every sheet, 'years' the years. */
#include "wording.h"

#include "markup.h"

/* ---- Numbers ----
   Next year a year that was typed instead of '{year}' would be wrong; the template's 'years' lists those that are meant
   (history, laws). A year is four digits from 1900 to 2199, alone or in a range or a date (2021-2023, 2023/24,
   12/31/2023), that are no part of a longer number, an amount, a percentage or a word. Figures are other numbers of
   four digits or more, with commas or without, and all with a percent sign or a word such as "million". */

enum { YEAR_LEAST = 1900, YEAR_MOST = 2199, YEAR_DIGITS = 4, DAY_DIGITS = 2 };

static bool digit_at(Str text, size_t at)
{
    return at < text.n && is_digit(text.s[at]);
}

/* Whether a digit beside this character is a part of something else. */
static bool joins(uint32_t c)
{
    enum { LATIN_SIGNS_END = 0xC0, PUNCTUATION = 0x2000, PUNCTUATION_END = 0x2070 };
    if (c < 0x80)
        return is_digit(c) || is_ascii_letter(c) || c == '$' || c == '#' || c == '.' || c == ',' || c == '/' ||
               c == '_' || c == '=';
    return c >= LATIN_SIGNS_END && (c < PUNCTUATION || c >= PUNCTUATION_END);
}

/* Whether the number that ends at 'at' goes on: "2023e", "2,023", "2023%", "2023.5". */
static bool goes_on(Str text, size_t at)
{
    if (at >= text.n)
        return false;
    if (text.s[at] == ',' || text.s[at] == '.')
        return digit_at(text, at + 1);
    size_t next = at;
    uint32_t c = utf8_next(text, &next);
    return c == '%' || joins(c);
}

/* Index after the digits at 'at' and the digits that a hyphen or a slash joins to them. */
static size_t number_end(Str text, size_t at)
{
    while (digit_at(text, at) || ((text.s[at] == '-' || text.s[at] == '/') && digit_at(text, at + 1))) {
        at++;
        if (at == text.n)
            break;
    }
    return at;
}

static bool is_year(Str part, int *year)
{
    *year = (int)digits_value(part, YEAR_MOST);
    return part.n == YEAR_DIGITS && *year >= YEAR_LEAST;
}

typedef struct Part {
    size_t from, to;
    int year; /* 0: a day, a month, "24" */
} Part;

/* The parts of "12/31/2023"; 0 if one of them is neither a year nor as short as a day. */
static size_t parts_of(Str text, size_t from, size_t to, Part parts[], size_t most)
{
    size_t count = 0;
    while (from < to) {
        size_t end = from;
        while (end < to && digit_at(text, end))
            end++;
        Part part = {from, end, 0};
        if (count == most || end - from > YEAR_DIGITS)
            return 0;
        if (!is_year(str_slice(text, from, end), &part.year)) {
            part.year = 0;
            if (end - from > DAY_DIGITS)
                return 0;
        }
        parts[count++] = part;
        from = end + 1;
    }
    return count;
}

typedef struct Literals {
    const Compiler *c;
    StateSet own;
    Str text;
    const Place *places;
    size_t place_count;
    Mark whole; /* the place of a text that has none */
} Literals;

static Mark place_of(const Literals *l, size_t from, size_t to)
{
    return place_find(l->places, l->place_count, from, to - from, l->whole);
}

/* Index after 'typed', which the text has at 'at' as a whole word; 0: it has not. A straight apostrophe is a curly one
   too, a blank one that does not break. */
static size_t words_end(Str text, size_t at, Str typed)
{
    static const Str apostrophe = {"\xE2\x80\x99", 3}, space = {"\xC2\xA0", 2};
    for (size_t i = 0; i < typed.n; i++) {
        if (at < text.n && typed.s[i] == text.s[at])
            at++;
        else if (typed.s[i] == '\'' && str_starts(str_slice(text, at, text.n), apostrophe))
            at += apostrophe.n;
        else if ((typed.s[i] == ' ' || typed.s[i] == '~') && str_starts(str_slice(text, at, text.n), space))
            at += space.n;
        else
            return 0;
    }
    return typed.n && !(is_word(utf8_at(text, at)) && is_word(utf8_before(text, at))) ? at : 0;
}

/* Index after the language's sign between thousands, which a digit follows; 0: none is at 'at'. */
static size_t group_end(const Literals *l, size_t at)
{
    size_t end = words_end(l->text, at, str_from(l->c->language->group));
    return digit_at(l->text, end) ? end : 0;
}

static void number_add(const Literals *l, TypedNumber number, size_t at, size_t end)
{
    NumberList *list = &l->c->typed->numbers;
    Mark last = place_of(l, end - 1, end);
    number.mark = place_of(l, at, at + 1);
    number.mark.length += last.offset - number.mark.offset; /* an apostrophe is curly in the text alone */
    ARENA_NEXT(l->c->arena, list->items, list->count, list->capacity) = number;
}

/* Notes "18,400" or "78835" at 'at'; 'end' is after its digits. */
static void number_note(const Literals *l, size_t at, size_t end)
{
    enum { LEAST_DIGITS = 4, MOST_DIGITS = 15, GROUP = 3 };
    int64_t number = 0;
    size_t digits = 0, group = 0;
    bool grouped = false;
    for (size_t i = at; i < end; i++) {
        char byte = l->text.s[i];
        size_t next = is_digit(byte) ? 0 : group_end(l, i);
        if (next && group > 0 && (grouped ? group == GROUP : group <= GROUP)) {
            grouped = true;
            group = 0;
            i = next - 1;
        } else if (is_digit(byte) && digits < MOST_DIGITS) {
            number = 10 * number + (byte - '0');
            digits++;
            group++;
        } else {
            return;
        }
    }
    if (digits >= LEAST_DIGITS && (!grouped || group == GROUP))
        number_add(l, (TypedNumber){.number.units = number}, at, end);
}

/* Notes "36.2 million" or "19%" at 'at'. Returns where it ends; 0: none is there. */
static size_t scaled_note(const Literals *l, size_t at)
{
    enum { MOST_DIGITS = 15, MOST_SCALE = 6 };
    static const Str slot = {"{0}", 3};
    const Language *language = l->c->language;
    TypedNumber typed = {.is_percent = true};
    bool has_point = false;
    size_t end = at;
    for (size_t digits = 0, next = at; next && digits < MOST_DIGITS && typed.number.scale < MOST_SCALE; digits++) {
        typed.number.units = 10 * typed.number.units + (l->text.s[next] - '0');
        typed.number.scale += has_point;
        end = next + 1;
        next = digit_at(l->text, end) ? end : has_point ? 0 : group_end(l, end);
        if (!next && !has_point) {
            next = words_end(l->text, end, str_from(language->point));
            next = digit_at(l->text, next) ? next : 0;
            has_point = next;
        }
    }
    Str sign = str_from(language->percent);
    size_t whole = words_end(l->text, end, str_slice(sign, slot.n, sign.n));
    size_t word = words_end(l->text, end, STR(" "));
    for (Magnitude m = MAGNITUDE_THOUSAND; word && m < MAGNITUDE_COUNT; m++)
        for (size_t i = 0; i < 2; i++) {
            size_t to = words_end(l->text, word, str_from(language->magnitudes[m][i]));
            if (to > whole)
                whole = to, typed.magnitude = m, typed.is_percent = false;
        }
    if (whole)
        number_add(l, typed, at, whole);
    return whole;
}

/* Notes the years or the number at 'at', where a digit is. Returns where they end. */
static size_t digits_note(const Literals *l, size_t at)
{
    enum { PARTS_MOST = 3 };
    size_t scaled = scaled_note(l, at);
    if (scaled)
        return scaled;
    Part parts[PARTS_MOST];
    YearList *list = &l->c->typed->years;
    size_t end = number_end(l->text, at), long_end = end;
    size_t count = goes_on(l->text, end) ? 0 : parts_of(l->text, at, end, parts, PARTS_MOST), years = 0;
    for (size_t i = 0; i < count; i++) {
        if (!parts[i].year)
            continue;
        ARENA_NEXT(l->c->arena, list->items, list->count, list->capacity) =
            (TypedYear){parts[i].year, place_of(l, parts[i].from, parts[i].from + YEAR_DIGITS)};
        years++;
    }
    for (size_t next = end; next; next = digit_at(l->text, next) ? next + 1 : group_end(l, next))
        long_end = next > long_end ? next : long_end;
    if (!years && !goes_on(l->text, long_end))
        number_note(l, at, long_end);
    return end > long_end ? end : long_end;
}

/* ---- Names and what is meant ---- */

/* Index after the longest text of 'fixed' at 'at'; 0: none. */
static size_t fixed_end(const Fixed *fixed, Str text, size_t at)
{
    size_t longest = 0;
    for (size_t i = 0; fixed->list && i < fixed->list->count; i++) {
        size_t end = words_end(text, at, fixed->list->items[i]->text);
        fixed->used[i] = fixed->used[i] || end;
        longest = end > longest ? end : longest;
    }
    return longest;
}

static const StateName *name_at(const StateNames *names, Str text, size_t at, size_t *end)
{
    const StateName *found = NULL;
    *end = 0;
    for (size_t i = 0; names->first[(unsigned char)text.s[at]] && i < names->count; i++) {
        const Str name = names->items[i].name;
        size_t to = name.s[0] == text.s[at] ? words_end(text, at, name) : 0;
        if (to > *end)
            found = &names->items[i], *end = to;
    }
    return found;
}

static bool is_capital(Str text, size_t at)
{
    return at < text.n && text.s[at] >= 'A' && text.s[at] <= 'Z';
}

static size_t word_end(Str text, size_t at)
{
    while (at < text.n && is_ascii_letter(text.s[at]))
        at++;
    return at;
}

/* The name with the capitalized words beside it: "Washington Post", "George Washington". */
static Str longer_name(Str text, size_t from, size_t to)
{
    while (to < text.n && text.s[to] == ' ' && is_capital(text, to + 1))
        to = word_end(text, to + 1);
    while (from > 1 && text.s[from - 1] == ' ') {
        size_t start = from - 1;
        while (start > 0 && is_ascii_letter(text.s[start - 1]))
            start--;
        /* A sentence's first word has its capital for that. */
        if (!is_capital(text, start) || start < 2 || !is_ascii_letter(text.s[start - 2]))
            break;
        from = start;
    }
    return str_slice(text, from, to);
}

bool states_hold(StateSet set, Str code)
{
    for (size_t i = 0; i < set.count; i++)
        if (str_eq(set.codes[i], code))
            return true;
    return false;
}

static void name_report(const Literals *l, const StateName *name, size_t at, size_t end)
{
    const Jurisdiction *state = name->state;
    if (states_hold(l->own, state->code))
        return;
    if (l->c->words->is_front)
        diag_error(l->c->diag, DIAG_LITERAL, place_of(l, at, end),
                   "the wording is for every packet, but names %.*s; take the name out, or, where it is meant on every "
                   "packet, add it to the wording's list, as in 'fixed: [\"%.*s\"]'",
                   STR_ARG(name->name), STR_ARG(longer_name(l->text, at, end)));
    else
        diag_error(
            l->c->diag, DIAG_LITERAL, place_of(l, at, end),
            "the wording is for every state, but names %.*s; write {state}, {in_state} or {state_adj}, or 'when: "
            "state in [%.*s]' where it is for that state, or, where it is meant on every sheet, add it to the "
            "template's list, as in 'fixed: [\"%.*s\"]'",
            STR_ARG(name->name), STR_ARG(state->code), STR_ARG(longer_name(l->text, at, end)));
    diag_note(l->c->diag, state->mark, "the state of that name");
}

void literals_note(const Compiler *c, StateSet own, const Op *op)
{
    const Literals l = {c, own, op->text, op->places, op->place_count, op->mark};
    uint32_t before = ' ';
    for (size_t at = 0; at < op->text.n;) {
        size_t end = is_word(before) ? 0 : fixed_end(&c->typed->fixed, op->text, at);
        const StateName *name = NULL;
        if (!end && c->names_of_states && !is_word(before) && (name = name_at(c->names_of_states, op->text, at, &end)))
            name_report(&l, name, at, end);
        if (!end && digit_at(op->text, at) && !joins(before))
            end = digits_note(&l, at);
        if (end) {
            at = end;
            before = utf8_before(op->text, end);
        } else {
            before = utf8_next(op->text, &at);
        }
    }
}

/* By hand, since names and their other languages are few. */
StateNames *state_names(const Jurisdictions *all, Arena *a)
{
    StateNames *names = ARENA_NEW(a, StateNames);
    size_t capacity = 0;
    for (size_t i = 0; i < all->count; i++) {
        const Jurisdiction *j = &all->items[i];
        for (size_t k = 0; k < 1 + j->also_count + (j->typed ? language_count : 0); k++) {
            Str name = k == 0 ? j->name : k <= j->also_count ? j->also[k - 1] : j->typed[k - 1 - j->also_count].name;
            if (!name.n)
                continue;
            ARENA_NEXT(a, names->items, names->count, capacity) = (StateName){name, j};
            names->first[(unsigned char)name.s[0]] = true;
        }
    }
    return names;
}

/* A comma cuts a number in [...] in two. */
void fixed_read(const Value *v, Fixed *fixed, Arena *a, Diag *d)
{
    for (size_t i = 0; i < v->count; i++) {
        const Value *item = v->items[i], *next = i + 1 < v->count ? v->items[i + 1] : NULL;
        if (item->kind != VALUE_SCALAR || !str_trim(item->text).n) {
            diag_error(d, DIAG_KIND, item->mark, "a text of the wording belongs here, as in \"Washington Post\"");
        } else if (sentence_check(item, d) && next && next->kind == VALUE_SCALAR && is_digit(item->text.s[0]) &&
                   next->mark.source == item->mark.source &&
                   next->mark.offset == item->mark.offset + item->mark.length + 1 && is_digit(next->text.s[0])) {
            diag_error(d, DIAG_SYNTAX,
                       (Mark){item->mark.source, item->mark.offset, item->mark.length + 1 + next->mark.length},
                       "in [...] the comma cuts this number in two; write \"%.*s,%.*s\", in quotes",
                       STR_ARG(item->text), STR_ARG(next->text));
        }
    }
    *fixed = (Fixed){v, ARENA_ARRAY(a, bool, v->count)};
}

void fixed_check(const Fixed *fixed, Diag *d)
{
    for (size_t i = 0; fixed->list && i < fixed->list->count; i++)
        if (!fixed->used[i])
            diag_error(d, DIAG_UNUSED, fixed->list->items[i]->mark, "no text says '%.*s'; take it out of 'fixed'",
                       STR_ARG(fixed->list->items[i]->text));
}

void years_mean(YearList *list, const Value *meant, Diag *d)
{
    for (size_t i = 0; i < meant->count; i++) {
        const Value *v = meant->items[i];
        int64_t year;
        size_t kept = 0, count = list->count;
        if (!value_integer(v, YEAR_LEAST, YEAR_MOST, &year, d))
            continue;
        for (size_t k = 0; k < count; k++)
            if (list->items[k].year != year)
                list->items[kept++] = list->items[k];
        list->count = kept;
        if (kept == count)
            diag_error(d, DIAG_UNUSED, v->mark, "no text says %d; take it out of 'years'", (int)year);
    }
}

/* The figure that is printed as this number; NULL: none is. */
static const Figure *number_find(const FigureFile *file, const TypedNumber *number)
{
    for (size_t i = 0; i < file->dictionary->count; i++) {
        const Figure *figure = &file->figures[i];
        if (figure_has_number(figure) && decimal_compare(figure->stated, number->number) == 0 &&
            figure->magnitude == number->magnitude && figure->measure->percent == number->is_percent)
            return figure;
    }
    return NULL;
}

bool typed_check_numbers(const TypedTexts *typed, const YearFigures *of, bool is_front, Diag *d)
{
    size_t errors = diag_errors(d);
    for (size_t i = 0; i < typed->numbers.count; i++) {
        const TypedNumber *number = &typed->numbers.items[i];
        const Figure *own = NULL, *figure;
        for (size_t k = 0; k < of->count && !own; k++)
            own = number_find(of->states[k], number);
        figure = own || !of->nation ? own : number_find(of->nation, number);
        if (!figure)
            continue;
        Mark at = number->mark;
        Str text = str_slice(at.source->text, at.offset, at.offset + at.length);
        Str key = figure->measure->key;
        diag_error(
            d, DIAG_LITERAL, at,
            "the wording says %.*s, which is a figure of the data; %s%s%.*s%s, or, where it is meant on every %s, add "
            "it to the template's list, as in 'fixed: [\"%.*s\"]'",
            STR_ARG(text), is_front ? "take it out" : "write {", own || is_front ? "" : "us.",
            (int)(is_front ? 0 : key.n), key.s, is_front ? "" : "}", is_front ? "packet" : "sheet", STR_ARG(text));
        diag_note(d, figure->mark, "%.*s", STR_ARG(figure->measure->key));
    }
    return diag_errors(d) == errors;
}

bool typed_check_years(const TypedTexts *typed, const Dataset *data, bool is_front, Diag *d)
{
    bool good = true;
    for (size_t i = 0; i < typed->years.count; i++) {
        const TypedYear *year = &typed->years.items[i];
        const char *word = is_front ? "years" : "year";
        if (year->year == data->year)
            good =
                diag_error(d, DIAG_LITERAL, year->mark,
                           "the wording says %d, and would say it of other years' figures too; write {%s}, or, where "
                           "%d is meant for every year, add it to the template's list, as in 'years: [%d]'",
                           year->year, word, year->year, year->year);
        else
            good = diag_error(
                d, DIAG_MISMATCH, year->mark,
                "the wording says %d, but these are the figures of %d; write {%s}, or, where %d is meant for "
                "every year, add it to the template's list, as in 'years: [%d]'",
                year->year, data->year, word, year->year, year->year);
        diag_note(d, data->state->year_mark, "the year of the figures");
    }
    return good;
}
