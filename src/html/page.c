/* A document as HTML, in the order in which it is walked, which is that of the PDF's tags. What the PDF paints as an
   artifact (bars, the state's outline) is hidden from those who hear the page; what only the web has (links to the
   sheet's other forms) is in <nav>. */
#include "html.h"

#include "src/base/hash.h"

enum { HEADING_MAX = 6 };

typedef struct Page {
    Buf *out;
    const Document *doc;
    const HtmlOptions *options;
    size_t headings;   /* so far, for their ids */
    bool is_captioned; /* the next table is open: its lead sentence is the caption */
} Page;

/* ---- Text ---- */

/* Opens a link. On paper it prints its address, where its paragraph does not. */
static void put_link(Buf *out, const Prose *p, Str url)
{
    buf_put(out, url.s[0] == '#' || text_prints_address(p->text, url, out->arena) ? STR("<a")
                                                                                  : STR("<a class=\"ncmec-away\""));
    html_put_attribute(out, "href", url);
    buf_char(out, '>');
}

static void put_run(Buf *out, const Prose *p, const Inline *run)
{
    bool is_foreign = run->language.n > 0;
    buf_put(out, run->strong ? STR("<strong>") : STR(""));
    buf_put(out, run->emphasis ? STR("<em>") : STR(""));
    if (is_foreign) {
        buf_put(out, STR("<span"));
        html_put_attribute(out, "lang", run->language);
        buf_char(out, '>');
    }
    const Str text = str_slice(p->text, run->start, run->end);
    bool goes_on = run->kind == INLINE_TEXT && str_starts(run->said, text);
    if (run->said.n && !goes_on)
        buf_put(out, STR("<span aria-hidden=\"true\">"));
    if (run->kind == INLINE_TEXT)
        buf_xml(out, text);
    else
        buf_put(out, inline_sign(run->kind, STR("<br>")));
    if (run->said.n) { /* the space is for pages that lost the style sheet, and show both */
        buf_put(out, goes_on ? STR("<span class=\"ncmec-said\">") : STR("</span><span class=\"ncmec-said\"> "));
        buf_xml(out, str_slice(run->said, goes_on ? text.n : 0, run->said.n));
        buf_put(out, STR("</span>"));
    }
    buf_put(out, is_foreign ? STR("</span>") : STR(""));
    buf_put(out, run->emphasis ? STR("</em>") : STR(""));
    buf_put(out, run->strong ? STR("</strong>") : STR(""));
}

/* With the tags around it. */
static void put_prose(Buf *out, const char *before, const Prose *p, const char *after)
{
    Str url = {0};
    buf_put(out, str_from(before));
    for (uint32_t i = 0; i < p->inline_count; i++) {
        const Inline *run = &p->inlines[i];
        if (!str_eq(run->url, url)) {
            buf_put(out, url.n ? STR("</a>") : STR(""));
            url = run->url;
            if (url.n)
                put_link(out, p, url);
        }
        put_run(out, p, run);
    }
    buf_put(out, url.n ? STR("</a>") : STR(""));
    buf_put(out, str_from(after));
}

static void put_heading(Page *page, const Node *node)
{
    size_t level = (node->depth ? node->depth : 1) + 1 + page->options->fragment;
    level = level < HEADING_MAX ? level : HEADING_MAX;
    buf_printf(page->out, "<h%zu id=\"%.*s-%zu\">", level, STR_ARG(page->doc->name), ++page->headings);
    put_prose(page->out, "", node->prose, "");
    buf_printf(page->out, "</h%zu>\n", level);
}

/* ---- Pictures ---- */

/* Hundredths of a point: finer than a screen. */
static void put_number(Buf *out, Sp length)
{
    char text[32];
    enum { DECIMALS = 2 };
    buf_put(out, (Str){text, sp_format(length, DECIMALS, text)});
}

static void put_path(Buf *out, const Path *path)
{
    static const char signs[] = {[PATH_MOVE] = 'M', [PATH_LINE] = 'L', [PATH_CURVE] = 'C', [PATH_CLOSE] = 'Z'};
    const Point *at = path->points;
    for (uint32_t i = 0; i < path->op_count; i++) {
        PathOp op = path->ops[i];
        if (i == 0 || op != PATH_LINE || path->ops[i - 1] != PATH_LINE)
            buf_char(out, signs[op]);
        else
            buf_char(out, ' ');
        for (uint32_t k = 0; k < path_op_points(op); k++, at++) {
            buf_put(out, k ? STR(" ") : STR(""));
            put_number(out, at->x);
            buf_char(out, ' ');
            put_number(out, at->y);
        }
    }
}

static void put_shape(Buf *out, const Shape *shape)
{
    static const char *const caps[] = {"butt", "round", "square"}, *const joins[] = {"miter", "round", "bevel"};
    buf_put(out, STR("<path d=\""));
    put_path(out, &shape->path);
    buf_put(out, shape->path.even_odd ? STR("\" fill-rule=\"evenodd\"") : STR("\""));
    if (shape->stroke.width) {
        buf_printf(out, " fill=\"none\" stroke-linecap=\"%s\" stroke-linejoin=\"%s\" stroke-width=\"",
                   caps[shape->stroke.cap], joins[shape->stroke.join]);
        put_number(out, shape->stroke.width);
        buf_put(out, STR("\" stroke-miterlimit=\""));
        put_number(out, shape->stroke.miter_limit);
        buf_char(out, '"');
    }
    if (shape->color) {
        buf_put(out, shape->stroke.width ? STR(" stroke=\"") : STR(" fill=\""));
        html_put_color(out, shape->color);
        buf_char(out, '"');
    }
    buf_put(out, STR("/>"));
}

enum { STATE_HEIGHT = 96, LOGO_HEIGHT = 56 }; /* pixels, as the style sheet has them, for pages that lost it */

static void put_size(Buf *out, const Picture *picture, int height)
{
    buf_printf(out, " width=\"%lld\" height=\"%d\"",
               (long long)sp_most(1, sp_scale(height, picture->width, picture->height)), height);
}

/* 'alt' empty: an ornament, in the color of the text where the style sheet is lost. */
static void put_shapes(Buf *out, const char *kind, const Picture *picture, Str alt)
{
    buf_printf(out, "<svg class=\"%s\"", kind);
    put_size(out, picture, alt.n ? LOGO_HEIGHT : STATE_HEIGHT);
    buf_put(out, STR(" viewBox=\"0 0 "));
    put_number(out, picture->width);
    buf_char(out, ' ');
    put_number(out, picture->height);
    buf_put(out, alt.n ? STR("\" role=\"img\"") : STR("\" fill=\"currentColor\" aria-hidden=\"true\""));
    if (alt.n)
        html_put_attribute(out, "aria-label", alt);
    buf_char(out, '>');
    for (size_t i = 0; i < picture->shape_count; i++)
        put_shape(out, &picture->shapes[i]);
    buf_put(out, STR("</svg>\n"));
}

static void put_logo(Buf *out, const Theme *theme)
{
    const Picture *picture = theme->logo.picture;
    if (!picture)
        return;
    if (!picture->raster) {
        put_shapes(out, "ncmec-logo", picture, theme->logo.alt);
        return;
    }
    buf_put(out, STR("<img class=\"ncmec-logo\""));
    put_size(out, picture, LOGO_HEIGHT);
    html_put_attribute(out, "alt", theme->logo.alt);
    buf_printf(out, " src=\"data:image/png;base64,%.*s\">\n", STR_ARG(base64_of(picture->file, out->arena)));
}

/* ---- Tables ---- */

static bool leads_table(const Node *node)
{
    return node->block->keep_with_next && node->block[1].kind == BLOCK_TABLE;
}

/* Without a lead sentence the caption is the first head, whose place is empty then. */
static void table_open(Page *page, const Block *table)
{
    if (!page->is_captioned)
        put_prose(page->out, "<table>\n<caption>", &table->table.columns[0].head, "</caption>\n");
    buf_put(page->out, STR("<thead>\n<tr>"));
}

static void put_column(Page *page, const Node *node)
{
    const Column *column = &node->block->table.columns[node->index];
    bool is_caption = node->index == 0 && !page->is_captioned;
    if (is_caption)
        buf_put(page->out, STR("<td></td>"));
    else if (column->kind != CELL_BAR)
        put_prose(page->out,
                  column->kind == CELL_FIGURE ? "<th scope=\"col\" class=\"ncmec-n\">" : "<th scope=\"col\">",
                  node->prose, "</th>");
    if (node->index + 1 == node->block->table.column_count)
        buf_put(page->out, STR("</tr>\n</thead>\n<tbody>\n"));
}

/* A bar is as long as its figure, which stands beside it: to those who hear the page it is nothing. */
static void put_bar(Buf *out, const Cell *cell)
{
    enum { WHOLE = 1000 };
    if (cell->whole <= 0 || cell->part <= 0)
        return;
    buf_printf(
        out,
        "<svg class=\"ncmec-bar\" width=\"100%%\" height=\"8\" viewBox=\"0 0 %d 1\" preserveAspectRatio=\"none\" "
        "fill=\"currentColor\" aria-hidden=\"true\">"
        "<rect width=\"%lld\" height=\"1\"/></svg>",
        WHOLE, (long long)sp_most(1, sp_scale(WHOLE, cell->part, cell->whole)));
}

static void put_cell(Page *page, const Node *node)
{
    const Block *table = node->block;
    CellKind kind = table->table.columns[node->index].kind;
    if (kind == CELL_FIGURE)
        put_prose(page->out, "<td class=\"ncmec-n\">", node->prose, "</td>");
    if (kind != CELL_LABEL)
        return;
    put_prose(page->out, "<th scope=\"row\">", node->prose, "");
    for (size_t i = 0; i < table->table.column_count; i++)
        if (table->table.columns[i].kind == CELL_BAR)
            put_bar(page->out, &node->row->cells[i]);
    buf_put(page->out, STR("</th>"));
}

/* ---- The page's parts ---- */

/* A landmark of the page; of a fragment, which is a part of another page, none. */
static const char *part(const Page *page, const char *landmark)
{
    return page->options->fragment ? "div" : landmark;
}

static void put_band_end(Page *page)
{
    Buf *out = page->out;
    if (page->doc->silhouette)
        put_shapes(out, "ncmec-state", page->doc->silhouette, (Str){0});
    buf_printf(out, "</div>\n</%s>\n", part(page, "header"));
    if (page->options->link_count)
        buf_printf(out, "<%s class=\"ncmec-nav\">\n", part(page, "nav"));
    for (size_t i = 0; i < page->options->link_count; i++) {
        const HtmlLink *link = &page->options->links[i];
        buf_put(out, i ? STR("</li>\n<li><a") : STR("<ul role=\"list\">\n<li><a"));
        html_put_attribute(out, "href", link->address);
        if (link->language)
            buf_printf(out, " hreflang=\"%s\" lang=\"%s\">%s</a>", link->language->tag, link->language->tag,
                       link->language->own_name);
        else
            buf_printf(out, " type=\"application/pdf\">PDF (%zu KB)</a>", (link->bytes + 512) / 1024);
    }
    if (page->options->link_count)
        buf_printf(out, "</li>\n</ul>\n</%s>\n", part(page, "nav"));
    buf_printf(out, "<%s class=\"ncmec-main\">\n", part(page, "main"));
}

static void put_end(Page *page, const Node *node)
{
    static const char *const ends[] = {
        [NODE_SECTION] = "</section>\n",
        [NODE_HIGHLIGHTS] = "</ul>\n</section>\n",
        [NODE_TABLE] = "</tbody>\n</table>\n",
        [NODE_ROW] = "</tr>\n",
        [NODE_NOTES] = "",
    };
    if (node->kind == NODE_LIST)
        buf_put(page->out, node->block->list.ordered ? STR("</ol>\n") : STR("</ul>\n"));
    else
        buf_put(page->out, str_from(ends[node->kind]));
    page->is_captioned = page->is_captioned && node->kind != NODE_TABLE;
    if (node->kind == NODE_NOTES && page->doc->note_count)
        buf_printf(page->out, "</%s>\n", part(page, "footer"));
}

static void put_node(void *context, const Node *node)
{
    Page *page = context;
    Buf *out = page->out;
    bool fragment = page->options->fragment;
    if (node->leaving) {
        put_end(page, node);
        return;
    }
    switch (node->kind) {
    case NODE_STRIP:
        buf_printf(out, "<%s>\n", part(page, "header"));
        if (node->prose->text.n)
            put_prose(out, "<p class=\"ncmec-strip\">", node->prose, "</p>\n");
        buf_put(out, STR("<div class=\"ncmec-band\">\n"));
        put_logo(out, page->doc->theme);
        break;
    case NODE_ORGANIZATION:
        buf_put(out, fragment ? STR("<h2>") : STR("<h1>"));
        if (node->prose->text.n)
            put_prose(out, "<span class=\"ncmec-org\">", node->prose, "</span> ");
        break;
    case NODE_HEADING:
        put_prose(out, "", node->prose, fragment ? "</h2>\n" : "</h1>\n");
        break;
    case NODE_YEAR:
        if (node->prose->text.n)
            put_prose(out, "<p class=\"ncmec-year\">", node->prose, "</p>\n");
        put_band_end(page);
        break;
    case NODE_PARAGRAPH:
        page->is_captioned = leads_table(node);
        if (page->is_captioned)
            put_prose(out, "<table>\n<caption>", node->prose, "</caption>\n");
        else
            put_prose(out, "<p>", node->prose, "</p>\n");
        break;
    case NODE_SECTION:
        buf_put(out, STR("<section>\n"));
        put_heading(page, node);
        break;
    case NODE_HIGHLIGHTS:
        buf_put(out, STR("<section class=\"ncmec-figures\">\n"));
        if (node->prose->text.n)
            put_heading(page, node);
        buf_put(out, STR("<ul role=\"list\">\n"));
        break;
    case NODE_FIGURE:
        put_prose(out, "<li><strong>", node->prose, "</strong> ");
        break;
    case NODE_LABEL:
        put_prose(out, "<span>", node->prose, "</span></li>\n");
        break;
    case NODE_LIST:
        buf_put(out, node->block->list.ordered ? STR("<ol>\n") : STR("<ul>\n"));
        break;
    case NODE_ITEM:
        put_prose(out, "<li>", node->prose, "</li>\n");
        break;
    case NODE_TABLE:
        table_open(page, node->block);
        break;
    case NODE_COLUMN:
        put_column(page, node);
        break;
    case NODE_ROW:
        buf_put(out, node->row->total ? STR("<tr class=\"ncmec-total\">") : STR("<tr>"));
        break;
    case NODE_CELL:
        put_cell(page, node);
        break;
    case NODE_NOTES:
        buf_printf(out, "</%s>\n", part(page, "main"));
        if (page->doc->note_count)
            buf_printf(out, "<%s class=\"ncmec-notes\">\n", part(page, "footer"));
        if (node->prose)
            put_heading(page, node);
        break;
    case NODE_NOTE:
        put_prose(out, "<p>", node->prose, "</p>\n");
        break;
    case NODE_FOOTNOTE:
        buf_printf(out, "<p id=\"note-%zu\">", node->index + 1);
        put_prose(out, "", node->prose, "</p>\n");
        break;
    case NODE_SPACER:
        break;
    }
}

/* ---- The whole ---- */

static void put_meta(Buf *out, const char *name, Str content)
{
    buf_printf(out, "<meta name=\"%s\"", name);
    html_put_attribute(out, "content", content);
    buf_put(out, STR(">\n"));
}

static void put_head(Buf *out, const Document *doc, const HtmlOptions *options)
{
    html_put_head(out, doc->theme, doc->language, doc->title);
    put_meta(out, "description", doc->subject);
    put_meta(out, "author", doc->author);
    for (size_t i = 0; i < options->link_count; i++) {
        const HtmlLink *link = &options->links[i];
        buf_put(out, STR("<link rel=\"alternate\""));
        if (link->language)
            buf_printf(out, " hreflang=\"%s\"", link->language->tag);
        else
            buf_put(out, STR(" type=\"application/pdf\""));
        html_put_attribute(out, "href", link->address);
        buf_put(out, STR(">\n"));
    }
    buf_put(out, STR("</head>\n<body class=\"ncmec\">\n"));
}

Str html_page(const Document *doc, const HtmlOptions *options, Arena *a)
{
    Buf out = {.arena = a};
    Page page = {.out = &out, .doc = doc, .options = options};
    buf_put(&out, options->fragment ? STR("") : STR("<!DOCTYPE html>\n"));
    html_put_entry(&out, doc, options->data);
    if (options->fragment) {
        buf_put(&out, STR("<div class=\"ncmec\""));
        html_put_attribute(&out, "lang", doc->language);
        buf_put(&out, STR(">\n"));
    } else {
        put_head(&out, doc, options);
    }
    document_walk(doc, put_node, &page);
    buf_put(&out, options->fragment ? STR("</div>\n") : STR("</body>\n</html>\n"));
    return buf_str(&out);
}

/* ---- Addresses ---- */

/* Bytes that a path of an address may hold as they are. */
static bool is_plain(char c)
{
    return is_digit(c) || is_ascii_letter(c) || (c && strchr("-._~/", c));
}

Str html_address(Str page, Str target, Arena *a)
{
    size_t common = 0;
    Buf out = {.arena = a};
    for (size_t i = 0; i < page.n && i < target.n && page.s[i] == target.s[i]; i++)
        if (page.s[i] == '/')
            common = i + 1;
    for (size_t i = common; i < page.n; i++)
        if (page.s[i] == '/')
            buf_put(&out, STR("../"));
    for (size_t i = common; i < target.n; i++)
        if (is_plain(target.s[i]))
            buf_char(&out, target.s[i]);
        else
            buf_printf(&out, "%%%02X", (unsigned)(unsigned char)target.s[i]);
    return buf_str(&out);
}
