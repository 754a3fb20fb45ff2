/* What a size twice as large costs: each reader, and what follows it, over a text that is made of one part again and
   again. Prints a line a case with both sizes; growth.sh counts the instructions of growth_measured(), which is called
   twice a case. Usage: growth [CASE...] */
#include "src/picture/picture.h"
#include "src/text/item.h"
#include "tests/fuzz/fuzz.h"
#include "tests/tools/random.h"

#include <string.h>

enum { KIB = 1024 };

typedef struct Case Case;

/* What is made ready before the measured part. */
typedef struct Input {
    const Case *c;
    Arena *a;
    Diag *d;
    Str text;
    Item *items; /* of a case for lines */
    size_t item_count;
} Input;

struct Case {
    const char *name;
    void (*run)(const Input *in);
    const char *head, *part, *tail; /* '@' in the part is its number */
    size_t size;                    /* the smaller one, in KiB of text */
    Sp measure;
    bool justified;
};

/* ---- What is measured ---- */

static const Value *tree_of(const Input *in)
{
    return yaml_parse(source_new(STR("f"), in->text, in->a), in->a, in->d);
}

static void findings_printed(const Input *in)
{
    FILE *out = fopen("/dev/null", "w");
    fuzz_require(out != NULL, "there is a place for what is printed");
    diag_print(in->d, out, DIAG_PLAIN);
    diag_print(in->d, out, DIAG_JSON);
    fclose(out);
}

static void yaml_run(const Input *in)
{
    tree_of(in);
    findings_printed(in);
}

static void figures_run(const Input *in)
{
    const Cache *e = fuzz_cache();
    const Value *root = tree_of(in);
    if (root)
        figures_read(root, &(FiguresAsked){e->store->dictionary, e->store->jurisdictions, e->data.jurisdiction, 2023},
                     in->a, in->d);
    findings_printed(in);
}

static void dictionary_run(const Input *in)
{
    const Value *root = tree_of(in);
    if (root)
        dictionary_read(root, in->a, in->d);
    findings_printed(in);
}

static void table_run(const Input *in)
{
    const Cache *e = fuzz_cache();
    const Table *t = table_read(source_new(STR("f"), in->text, in->a), STR(""),
                                &(Dictionaries){.shared = e->store->dictionary}, e->store->jurisdictions, in->a, in->d);
    if (t) {
        const TableCells cells = table_cells(t->sheets, t->count, 0, e->store->dictionary, in->a);
        table_csv(&cells, in->a);
    }
    findings_printed(in);
}

static void theme_run(const Input *in)
{
    const Value *root = tree_of(in);
    if (root)
        theme_read(root, in->a, in->d);
    findings_printed(in);
}

/* To finished pages, or to where the text stops fitting on them. */
static void wording_run(const Input *in)
{
    const Cache *e = fuzz_cache();
    const DocumentOptions options = {0};
    const Value *root = tree_of(in);
    const Template *t = root ? template_read(root, e->store->dictionary, e->store->jurisdictions, in->a, in->d) : NULL;
    const Document *document = t ? document_make(t, e->theme, &e->data, &options, in->a, in->d) : NULL;
    const Pages *pages = document ? layout_document(document, e->fonts, e->shapes, in->a, in->d) : NULL;
    if (pages)
        pages_conform(pages, in->a, in->d);
    findings_printed(in);
}

static void svg_run(const Input *in)
{
    const Theme *theme = fuzz_cache()->theme;
    PictureFile file = {.name.path = STR("f"),
                        .name.folder = ".",
                        .colors = theme->colors,
                        .color_count = theme->color_count,
                        .ground = theme->header.ground};
    Picture picture = {0};
    svg_read(source_new(STR("f"), in->text, in->a), &file, &picture, in->a, in->d);
    findings_printed(in);
}

static void paragraph_run(const Input *in)
{
    const Cache *e = fuzz_cache();
    const ParagraphStyle style = {.fonts = e->fonts,
                                  .face = FACE_REGULAR,
                                  .strong = FACE_BOLD,
                                  .emphasis = FACE_ITALIC,
                                  .strong_emphasis = FACE_BOLD_ITALIC,
                                  .size = SP_PT(11),
                                  .leading = SP_PT(15),
                                  .justified = in->c->justified,
                                  .hyphenate = in->c->justified};
    const Prose prose = {.text = in->text};
    paragraph_layout(&prose, &style, SP_PT(468), e->shapes, in->a, in->d);
}

static void word_run(const Input *in)
{
    const Cache *e = fuzz_cache();
    word_shape(e->shapes, fontset_face(e->fonts, FACE_REGULAR), false, in->text, in->a);
}

static void lines_run(const Input *in)
{
    const BreakRules rules = {.measure = in->c->measure, .justified = in->c->justified};
    size_t count;
    lines_break(in->items, in->item_count, &rules, in->a, &count);
}

/* ---- The cases ---- */

#define WORDING                                                                                                        \
    "language: en-US\ntitle: T\nauthor: A\nsubject: S\nheader: {organization: O, heading: H, year: Y}\n"               \
    "running: {left: L, right: R}\nfooter: {left: L, right: R}\nstrip: {sample: S, draft: D}\nnotes: [N]\n"
#define FIGURES "state: CA\nyear: 2023\nstatus: final\nsource: NCMEC California Data 2023\n"
#define SVG "<svg viewBox='0 0 9 9'>"

static const Case cases[] = {
    /* YAML */
    {"brackets", yaml_run, "", "[", "", 512, 0, false},
    {"brackets on lines", yaml_run, "", "[\n", "", 512, 0, false},
    {"maps in maps", yaml_run, "", "{a: ", "", 512, 0, false},
    {"dashes", yaml_run, "", "- ", "", 512, 0, false},
    {"question marks", yaml_run, "", "? ", "", 512, 0, false},
    {"list of lines", yaml_run, "", "- a\n", "", 64, 0, false},
    {"list in a line", yaml_run, "[", "a,", "]", 64, 0, false},
    {"one key again", yaml_run, "", "a: b\n", "", 64, 0, false},
    {"many keys", yaml_run, "", "k@: b\n", "", 128, 0, false},
    {"long quoted line", yaml_run, "a: \"", "x ", "", 512, 0, false},
    {"plain text of lines", yaml_run, "a: x", " y\n  ", "z", 512, 0, false},
    {"literal text", yaml_run, "a: |\n", "  x\n", "", 512, 0, false},
    {"folded text", yaml_run, "a: >\n", "  x\n", "", 512, 0, false},
    {"escapes", yaml_run, "a: \"", "\\u00e9", "\"", 512, 0, false},
    {"escaped line ends", yaml_run, "a: \"", "\\\n", "\"", 512, 0, false},
    {"comments", yaml_run, "a: b\n", "#\n", "", 512, 0, false},
    {"anchors", yaml_run, "", "- &a@ b\n", "", 512, 0, false},
    {"tags", yaml_run, "", "- !a b\n", "", 512, 0, false},
    {"directives", yaml_run, "", "%TAG !@ !\n", "", 512, 0, false},
    {"documents", yaml_run, "", "---\n", "", 512, 0, false},
    {"colons", yaml_run, "a", ": a", "", 512, 0, false},
    {"tabs", yaml_run, "a:\n", "\t", "", 512, 0, false},
    {"aliases", yaml_run, "- ", "*a ", "", 512, 0, false},
    {"characters that are refused", yaml_run, "a: ", "\xE2\x80\xAE", "", 512, 0, false},
    {"empty lines in a text", yaml_run, "a: \"x", "\n\n\ny\n\n", "\"", 512, 0, false},
    /* Figures */
    {"unknown keys", figures_run, FIGURES "figures:\n", "  missing_othr@: 1\n", "", 256, 0, false},
    {"figures again", figures_run, FIGURES "figures:\n", "  missing_other: x\n", "", 256, 0, false},
    {"notes", figures_run, FIGURES "figures: {}\nnotes:\n", "  - A note.\n", "", 256, 0, false},
    {"measures", dictionary_run, "", "m@: {label: L, unit: u, parts: [m1, m2]}\n", "", 16, 0, false},
    {"too many measures", dictionary_run, "", "m@: {label: L, unit: u}\n", "", 256, 0, false},
    {"parts", dictionary_run, "a: {label: A, unit: u, parts: [", "b, ", "]}\n", 128, 0, false},
    {"unknown parts of a theme", theme_run, "", "part@: {}\n", "", 128, 0, false},
    {"colors of a theme", theme_run, "colors:\n", "  c@: {srgb: '#000000', cmyk: [0, 0, 0, 100]}\n", "", 64, 0, false},
    /* Tables */
    {"rows of unknown states", table_run, "state,missing_other\n", "X@,1\n", "", 32, 0, false},
    {"rows of one state", table_run, "state,missing_other\n", "CA,1\n", "", 32, 0, false},
    {"rows of figures", table_run, "state,figure,value\n", "CA,missing_other,1\n", "", 64, 0, false},
    {"columns", table_run, "state", ",c@", "\nCA\n", 512, 0, false},
    {"a long cell", table_run, "state,source\nCA,\"", "x \"\"", "\"\n", 256, 0, false},
    {"empty rows", table_run, "state,missing_other\n", ",\n", "", 8, 0, false},
    {"Windows-1252", table_run, "state,source\nCA,", "\xE9", "\n", 256, 0, false},
    /* Wording */
    {"paragraphs", wording_run, WORDING "body:\n", "  - Words of a paragraph, like these.\n", "", 128, 0, false},
    {"a long paragraph", wording_run, WORDING "body:\n  - |\n", "    Words of a paragraph.\n", "", 24, 0, false},
    {"placeholders", wording_run, WORDING "body:\n  - \"", "{year} ", "\"\n", 24, 0, false},
    {"choices", wording_run, WORDING "body:\n  - \"", "{missing_other, plural, =0 {no} one {#} other {#}} ", "\"\n", 24,
     0, false},
    {"choices within", wording_run, WORDING "body:\n  - \"", "{missing_other, plural, other {", "\"\n", 24, 0, false},
    {"asterisks", wording_run, WORDING "body:\n  - \"a", "*", "\"\n", 24, 0, false},
    {"bold words", wording_run, WORDING "body:\n  - \"", "**a** *b* ", "\"\n", 24, 0, false},
    {"emphasis within", wording_run, WORDING "body:\n  - \"", "*a **b ", "\"\n", 24, 0, false},
    {"emphasis never closed", wording_run, WORDING "body:\n  - \"", "_a b* ", "\"\n", 24, 0, false},
    {"emphasis of both kinds", wording_run, WORDING "body:\n  - \"", "a**b*c_d (_e*) ", "\"\n", 24, 0, false},
    {"tag beginnings", wording_run, WORDING "body:\n  - \"", "<a ", ">\"\n", 24, 0, false},
    {"addresses", wording_run, WORDING "body:\n  - \"", "[a](https://@.org) ", "\"\n", 24, 0, false},
    {"address beginnings", wording_run, WORDING "body:\n  - \"", "[a](<b", "\"\n", 24, 0, false},
    {"links", wording_run, WORDING "body:\n  - \"", "[a](https://a.org) ", "\"\n", 24, 0, false},
    {"link beginnings", wording_run, WORDING "body:\n  - \"", "[a](", "\"\n", 24, 0, false},
    {"links within", wording_run, WORDING "body:\n  - \"", "[", "\"\n", 24, 0, false},
    {"backticks", wording_run, WORDING "body:\n  - \"", "`a ``b ", "\"\n", 24, 0, false},
    {"entities", wording_run, WORDING "body:\n  - \"", "&amp; ", "\"\n", 24, 0, false},
    {"kept words", wording_run, WORDING "keep: [\"a a a\", \"# a\", \"* a\"]\nbody:\n  - \"", "a ", "\"\n", 24, 0,
     false},
    {"patterns of kept words", wording_run, WORDING "body: [x]\nkeep:\n", "  - w@ a\n", "", 64, 0, false},
    {"unknown placeholders", wording_run, WORDING "body:\n", "  - \"{missing_othr@}\"\n", "", 64, 0, false},
    {"list items", wording_run, WORDING "body:\n  - list:\n", "      - a\n", "", 64, 0, false},
    {"sections", wording_run, WORDING "body:\n", "  - section: H\n    body: [a]\n", "", 64, 0, false},
    {"rows", wording_run,
     WORDING "body:\n  - table:\n      columns: [{label: L}, bar, {figure: F}, {share: S}]\n      rows:\n",
     "        - {label: R, figure: missing_other}\n", "", 32, 0, false},
    {"highlights", wording_run, WORDING "body:\n  - highlights:\n      heading: H\n      items:\n",
     "        - {label: R, figure: missing_other}\n", "", 32, 0, false},
    /* One paragraph */
    {"words", paragraph_run, "", "Words of a paragraph, like these. ", "", 64, 0, false},
    {"words, justified", paragraph_run, "", "Words of a paragraph, like these. ", "", 64, 0, true},
    {"one word", paragraph_run, "", "unbreakable", "", 32, 0, false},
    {"one word, justified", paragraph_run, "", "unbreakable", "", 32, 0, true},
    {"slashes", paragraph_run, "", "a/b-c/", "", 32, 0, true},
    {"accents", paragraph_run, "", "e\xCC\x81", "", 32, 0, true},
    {"one letter", paragraph_run, "", "i", "", 32, 0, true},
    {"spaces", paragraph_run, "", "a \xC2\xA0", "", 32, 0, true},
    {"numbers", paragraph_run, "", "1.", "", 32, 0, true},
    {"dashes in text", paragraph_run, "", "\xE2\x80\x94", "", 32, 0, true},
    {"characters without a glyph", paragraph_run, "", "\xE4\xB8\xAD ", "", 32, 0, false},
    {"a word's letters", word_run, "", "qwertzuiop", "", 64, 0, false},
    {"marks on one base", word_run, "a", "\xCC\x81", "", 64, 0, false},
    {"marks on some bases", word_run, "", "q\xCC\xA7\xCC\xA7\xCC\xA7\xCC\xA7\xCC\xA7\xCC\xA7\xCC\xA7\xCC\xA7", "", 64,
     0, false},
    {"no width", lines_run, "", "", "", 64, SP_PT(1), false},
    {"no width, justified", lines_run, "", "", "", 64, SP_PT(1), true},
    {"a page's width", lines_run, "", "", "", 64, SP_PT(468), false},
    {"a page's width, justified", lines_run, "", "", "", 64, SP_PT(468), true},
    {"a wall's width", lines_run, "", "", "", 64, SP_PT(14400), false},
    {"a wall's width, justified", lines_run, "", "", "", 64, SP_PT(14400), true},
    {"endless width", lines_run, "", "", "", 64, SP_PT(1000000), false},
    {"endless width, justified", lines_run, "", "", "", 64, SP_PT(1000000), true},
    /* SVG */
    {"declarations", svg_run, SVG, "<!", "", 256, 0, false},
    {"comment beginnings", svg_run, SVG "<style>", "/*", "", 256, 0, false},
    {"selectors", svg_run, SVG "<style>.a", ",.a", "{fill:red}</style></svg>", 256, 0, false},
    {"references", svg_run, SVG "<title>", "&amp;", "</title></svg>", 256, 0, false},
    {"a long number", svg_run, SVG "<path d='M0 0", "9", "'/></svg>", 256, 0, false},
    {"points", svg_run, SVG "<path d='M0 0", "h1h-1", "'/></svg>", 32, 0, false},
    {"arcs", svg_run, SVG "<path d='M0 0", "a1 1 0 0 0 1 1a1 1 0 0 0-1-1", "'/></svg>", 32, 0, false},
    {"shapes", svg_run, SVG, "<rect width='1' height='1'/>", "</svg>", 64, 0, false},
    {"shapes in groups", svg_run, SVG, "<g>", "</svg>", 256, 0, false},
    {"transforms", svg_run, SVG "<path transform='", "scale(1)", "' d='M0 0h1'/></svg>", 256, 0, false},
    {"a style", svg_run, SVG "<path style='", "fill:black;", "' d='M0 0h1'/></svg>", 128, 0, false},
    {"classes", svg_run, SVG "<style>.a{fill:black}</style><path class='", "a ", "' d='M0 0h1'/></svg>", 256, 0, false},
    {"shapes of a class", svg_run, SVG "<style>.a{fill:black;stroke:none;stroke-width:1;fill-rule:evenodd}</style>",
     "<path class='a' d='M0 0h1'/>", "</svg>", 64, 0, false},
    {"colors", svg_run, SVG, "<path d='M0 0h1' fill='rgb(@,@,@)'/>", "</svg>", 64, 0, false},
    {"character data", svg_run, SVG, "<![CDATA[]]>", "</svg>", 256, 0, false},
};

/* ---- Both sizes ---- */

static Str case_text(const Case *c, size_t size, Arena *a)
{
    Buf text = {.arena = a};
    buf_put(&text, str_from(c->head));
    for (unsigned number = 1; text.n < size && c->part[0]; number++)
        for (const char *p = c->part; *p; p++)
            if (*p == '@')
                buf_printf(&text, "%u", number);
            else
                buf_char(&text, *p);
    buf_put(&text, str_from(c->tail));
    return buf_str(&text);
}

static void case_items(Input *in, size_t words)
{
    uint32_t state = 7;
    in->items = ARENA_ARRAY(in->a, Item, 2 * words);
    in->item_count = 2 * words - 1;
    for (size_t i = 0; i < words; i++) {
        in->items[2 * i] = (Item){.kind = ITEM_BOX, .width = SP_PT(lcg_next(&state) >> 8 & 31)};
        in->items[2 * i + 1] = (Item){.kind = ITEM_GLUE, .width = SP_PT(3)};
    }
}

/* What growth.sh tells valgrind to count. */
void growth_measured(const Input *in);

__attribute__((noinline)) void growth_measured(const Input *in)
{
    in->c->run(in);
}

static void case_run(const Case *c)
{
    for (size_t times = 1; times <= 2; times++) {
        Input in = {.c = c, .a = arena_new()};
        size_t size = c->size * KIB * times;
        in.d = diag_new(in.a);
        in.text = case_text(c, size, in.a);
        if (c->run == lines_run)
            case_items(&in, size);
        growth_measured(&in);
        shape_cache_trim(fuzz_cache()->shapes);
        arena_free(in.a);
    }
    printf("%zu %zu %s\n", c->size, 2 * c->size, c->name);
}

int main(int argc, char **argv)
{
    fuzz_cache();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool is_chosen = argc == 1;
        for (int k = 1; k < argc; k++)
            is_chosen = is_chosen || strcmp(argv[k], cases[i].name) == 0;
        if (is_chosen)
            case_run(&cases[i]);
    }
    return 0;
}
