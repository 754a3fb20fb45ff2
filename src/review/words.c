/* What is equal at both ends is passed over; of the rest the longest row of words that both have stays, if it is not
   too long for that. */
#include "words.h"

enum { CELLS_MOST = 10000000 };

WordList words_of(const PdfRead *pdf, uint32_t first, uint32_t end)
{
    size_t from = 0;
    while (from < pdf->word_count && pdf->words[from].page < first)
        from++;
    size_t to = from;
    while (to < pdf->word_count && pdf->words[to].page < end)
        to++;
    return (WordList){pdf->words + from, to - from};
}

typedef struct RunList {
    WordRun *items;
    size_t count, capacity;
    Arena *arena;
} RunList;

static void run_add(RunList *runs, size_t from[2], size_t to, size_t other_to)
{
    if (from[0] < to || from[1] < other_to) {
        ARENA_NEXT(runs->arena, runs->items, runs->count, runs->capacity) =
            (WordRun){{from[0], from[1]}, {to, other_to}};
    }
    from[0] = to + 1;
    from[1] = other_to + 1;
}

/* cells[row][column]: the longest row of equal words from there on, of n and m. */
static uint32_t *cells_fill(const WordList lists[2], size_t head, size_t n, size_t m, Arena *a)
{
    uint32_t *cells = ARENA_ARRAY(a, uint32_t, (n + 1) * (m + 1));
    for (size_t row = n; row-- > 0;)
        for (size_t column = m; column-- > 0;) {
            uint32_t *cell = &cells[row * (m + 1) + column], below = cell[m + 1], right = cell[1];
            bool is_same = str_eq(lists[0].items[head + row].text, lists[1].items[head + column].text);
            *cell = is_same ? cell[m + 2] + 1 : below > right ? below : right;
        }
    return cells;
}

const WordRun *words_differ(const WordList lists[2], size_t *count, Arena *a)
{
    RunList runs = {.arena = a};
    size_t head = 0, tail = 0, least = lists[lists[1].count < lists[0].count].count;
    while (head < least && str_eq(lists[0].items[head].text, lists[1].items[head].text))
        head++;
    while (tail < least - head &&
           str_eq(lists[0].items[lists[0].count - 1 - tail].text, lists[1].items[lists[1].count - 1 - tail].text))
        tail++;
    size_t n = lists[0].count - head - tail, m = lists[1].count - head - tail, from[2] = {head, head}, i = 0, k = 0;
    Arena *scratch = arena_new();
    bool is_small = n < CELLS_MOST && m < CELLS_MOST && (n + 1) * (m + 1) <= CELLS_MOST;
    const uint32_t *cells = is_small ? cells_fill(lists, head, n, m, scratch) : NULL;
    while (is_small && i < n && k < m) {
        const uint32_t *cell = &cells[i * (m + 1) + k];
        if (str_eq(lists[0].items[head + i].text, lists[1].items[head + k].text)) {
            run_add(&runs, from, head + i, head + k);
            i++;
            k++;
        } else if (cell[m + 1] >= cell[1]) {
            i++;
        } else {
            k++;
        }
    }
    run_add(&runs, from, head + n, head + m);
    arena_free(scratch);
    *count = runs.count;
    return runs.items;
}

Str words_text(WordList words, size_t from, size_t to, Arena *a)
{
    Buf text = {.arena = a};
    for (size_t i = from; i < to; i++) {
        buf_put(&text, i > from ? STR(" ") : STR(""));
        buf_put(&text, words.items[i].text);
    }
    return buf_str(&text);
}

Str word_place(const PdfWord *word, Arena *a)
{
    enum { POINTS_PER_INCH = 72 };
    char left[32], top[32];
    size_t n = sp_format(word->x / POINTS_PER_INCH, 2, left), m = sp_format(word->y / POINTS_PER_INCH, 2, top);
    return str_printf(a, "page %u, %.*s in from the left and %.*s in from the top", word->page + 1, (int)n, left,
                      (int)m, top);
}
