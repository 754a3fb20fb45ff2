/* libqpdf is loaded and looks at the file in a child process, which tells what it found through a pipe: field by field,
   each with its kind and its length. The parent believes none of the lengths. Repairs nothing: a file that needs that
   is damaged. */
#include "pdfread.h"

#include "src/base/child.h"
#include "src/base/hash.h"
#include "src/base/library.h"
#include "src/base/xml.h"

#include <errno.h>
#include <fcntl.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#define FUNCTIONS(X)                                                                                                   \
    X(init)                                                                                                            \
    X(silence_errors)                                                                                                  \
    X(set_suppress_warnings)                                                                                           \
    X(set_attempt_recovery)                                                                                            \
    X(read_memory)                                                                                                     \
    X(has_error)                                                                                                       \
    X(get_error)                                                                                                       \
    X(more_warnings)                                                                                                   \
    X(next_warning)                                                                                                    \
    X(get_error_code)                                                                                                  \
    X(get_error_message_detail)                                                                                        \
    X(get_trailer)                                                                                                     \
    X(get_root)                                                                                                        \
    X(get_num_pages)                                                                                                   \
    X(get_page_n)                                                                                                      \
    X(get_object_by_id)                                                                                                \
    X(oh_get_dict)                                                                                                     \
    X(oh_get_key_if_dict)                                                                                              \
    X(oh_is_dictionary)                                                                                                \
    X(oh_is_array)                                                                                                     \
    X(oh_is_stream)                                                                                                    \
    X(oh_is_string)                                                                                                    \
    X(oh_is_name)                                                                                                      \
    X(oh_get_name)                                                                                                     \
    X(oh_get_object_id)                                                                                                \
    X(oh_get_array_n_items)                                                                                            \
    X(oh_get_array_item)                                                                                               \
    X(oh_get_binary_string_value)                                                                                      \
    X(oh_get_binary_utf8_value)                                                                                        \
    X(oh_get_value_as_int)                                                                                             \
    X(oh_unparse_resolved)                                                                                             \
    X(oh_get_stream_data)                                                                                              \
    X(oh_get_page_content_data)                                                                                        \
    X(oh_release_all)

static struct {
#define X(name) __typeof__(qpdf_##name) *name;
    FUNCTIONS(X)
#undef X
} qpdf;

#define X(name) "qpdf_" #name,
static const char *const names[] = {FUNCTIONS(X) NULL};
#undef X

/* Debian 12 has the one, Debian 13 the other. */
static Library library = {"libqpdf.so.29", "libqpdf29 (of Debian 13: libqpdf30)", names, &qpdf, false};
static Library library_13 = {"libqpdf.so.30", "libqpdf30", names, &qpdf, false};

/* C++ asks this before it gives up for want of memory, which libqpdf would take for damage or not survive. */
static struct {
    void (*(*set_new_handler)(void (*handler)(void)))(void);
} cpp;
static const char *const cpp_names[] = {"_ZSt15set_new_handlerPFvvE", NULL};
static Library cpp_library = {"libstdc++.so.6", "libstdc++6", cpp_names, &cpp, false};

static bool qpdf_load(Arena *a, Diag *d)
{
    if (!library_load(&cpp_library, nowhere, d))
        return false;
    cpp.set_new_handler(out_of_memory);
    Diag *of_13 = diag_new(a);
    if (library_load(&library_13, nowhere, of_13))
        return true;
    const Str reason = diag_reason(of_13), is_absent = STR("No such file");
    if (str_find(reason, is_absent, 0) == reason.n) { /* it is there: what is wrong with it is what counts */
        diag_take(d, of_13);
        return false;
    }
    return library_load(&library, nowhere, d);
}

/* ---- Fields ---- */

typedef enum FieldKind {
    FIELD_MISSING, /* a library: the whole message */
    FIELD_DAMAGE,  /* why the file cannot be read */
    FIELD_TITLE,
    FIELD_PRODUCER,
    FIELD_DATE,
    FIELD_XMP,
    FIELD_IDENTIFIER,
    FIELD_NAME, /* of an attached file, before its bytes */
    FIELD_BYTES,
    FIELD_PAGE,  /* 'F' where it draws forms, else a blank, and a digest */
    FIELD_LABEL, /* the number of a page, and what goes before it */
    FIELD_WORD,
    FIELD_LANGUAGE,
    FIELD_COUNT, /* of a name, before which it is */
    FIELD_END
} FieldKind;

typedef struct FieldHead {
    uint64_t kind, length;
} FieldHead;

static void field_put(Buf *out, FieldKind kind, Str bytes)
{
    const FieldHead head = {kind, bytes.n};
    buf_put(out, (Str){(const char *)&head, sizeof head});
    buf_put(out, bytes);
}

/* ---- In the child: what the file holds ---- */

enum { SECONDS = 60, DEPTH_MOST = 8, FILES_MOST = 100000, FONTS_MOST = 64, ATTACHED_MOST = 8 << 20 };

typedef struct Reader {
    qpdf_data q;
    Buf *out;
    Arena *arena, *scratch;
    size_t unpacked;
    struct {
        qpdf_oh fonts, forms;
    } resources[1 + PDF_FORMS_MOST]; /* of the page, and of the forms in it that have begun */
    size_t depth;
    uint32_t form_count; /* of the page */
    struct {
        int id;
        const PdfFont *font;
    } known[FONTS_MOST];
    size_t known_count;
    TextSet names; /* in the objects that were looked at */
    uint32_t *counts;
    size_t count_capacity;
} Reader;

static bool refused(const Reader *r, Str why)
{
    field_put(r->out, FIELD_DAMAGE, why);
    return false;
}

static bool damaged(const Reader *r, Str why)
{
    if (errno == ENOMEM) /* of one of the libraries that libqpdf calls */
        out_of_memory();
    return refused(r, str_printf(r->arena, "%.*s; fetch or copy it again", STR_ARG(why)));
}

static bool damaged_by(const Reader *r, qpdf_error e)
{
    if (qpdf.get_error_code(r->q, e) == qpdf_e_password)
        return refused(r, STR("it is locked by a password; ask its owner for a copy without one"));
    return damaged(r, str_printf(r->arena, "it is damaged, or another program wrote it so (%s)",
                                 str_shown(r->arena, str_from(qpdf.get_error_message_detail(r->q, e))).s));
}

/* Such as an attached file that somebody added. */
static bool too_large(const Reader *r)
{
    return refused(r, str_printf(r->arena,
                                 "what it holds unpacks to more than the limit of %d MiB; take out what others "
                                 "attached to it",
                                 PDF_UNPACKED_MAX >> 20));
}

/* What libqpdf has complained of so far; false where there is something. */
static bool is_fine(const Reader *r)
{
    if (qpdf.has_error(r->q))
        return damaged_by(r, qpdf.get_error(r->q));
    return !qpdf.more_warnings(r->q) || damaged_by(r, qpdf.next_warning(r->q));
}

static qpdf_oh key_of(const Reader *r, qpdf_oh of, const char *key)
{
    return qpdf.oh_get_key_if_dict(r->q, of, key);
}

static Str string_of(const Reader *r, qpdf_oh object, bool is_text)
{
    size_t n = 0;
    if (!qpdf.oh_is_string(r->q, object))
        return (Str){0};
    const char *s = (is_text ? qpdf.oh_get_binary_utf8_value : qpdf.oh_get_binary_string_value)(r->q, object, &n);
    return str_copy(r->arena, (Str){s, n});
}

/* A buffer of libqpdf's, which is the caller's to free. */
static Str taken(unsigned char *buffer, size_t n, Arena *a)
{
    Str bytes = str_copy(a, (Str){(const char *)buffer, n});
    free(buffer);
    return bytes;
}

static bool stream_of(Reader *r, qpdf_oh object, Str *bytes, Arena *a)
{
    unsigned char *buffer = NULL;
    size_t n = 0;
    *bytes = (Str){0};
    if (!qpdf.oh_is_stream(r->q, object))
        return true;
    if (qpdf.oh_get_stream_data(r->q, object, qpdf_dl_generalized, NULL, &buffer, &n) != QPDF_SUCCESS || !is_fine(r))
        return is_fine(r) && damaged(r, STR("it is damaged"));
    r->unpacked += n;
    *bytes = taken(buffer, n, a);
    return r->unpacked <= PDF_UNPACKED_MAX || too_large(r);
}

/* ---- Pages ---- */

static Str base_name(const Reader *r, qpdf_oh font)
{
    qpdf_oh object = key_of(r, font, "/BaseFont");
    Str name = qpdf.oh_is_name(r->q, object) ? str_copy(r->arena, str_from(qpdf.oh_get_name(r->q, object))) : STR("/");
    size_t plus = str_find(name, STR("+"), 0);
    return plus < name.n ? str_slice(name, plus + 1, name.n) : str_slice(name, 1, name.n);
}

/* As those of composite fonts: "[ 32 [ 278 333 ] ]". */
static Str simple_widths(const Reader *r, qpdf_oh font)
{
    int first = 0;
    qpdf.oh_get_value_as_int(r->q, key_of(r, font, "/FirstChar"), &first);
    return str_printf(r->arena, "[ %d %s ]", first, qpdf.oh_unparse_resolved(r->q, key_of(r, font, "/Widths")));
}

static const PdfFont *font_read(Reader *r, qpdf_oh object)
{
    Str cmap, widths = STR("[]");
    PdfFont *font = ARENA_NEW(r->arena, PdfFont);
    font->name = base_name(r, object);
    qpdf_oh below = key_of(r, object, "/DescendantFonts");
    bool is_composite = qpdf.oh_is_array(r->q, below) && qpdf.oh_get_array_n_items(r->q, below) == 1;
    if (is_composite)
        widths = str_from(qpdf.oh_unparse_resolved(r->q, key_of(r, qpdf.oh_get_array_item(r->q, below, 0), "/W")));
    else if (qpdf.oh_is_array(r->q, key_of(r, object, "/Widths")))
        widths = simple_widths(r, object);
    widths = str_copy(r->arena, widths);
    font->is_simple = !is_composite;
    if (!stream_of(r, key_of(r, object, "/ToUnicode"), &cmap, r->arena) || !pdffont_texts(font, cmap, r->arena) ||
        !pdffont_widths(font, widths, r->arena))
        return NULL;
    if (font->is_simple)
        pdffont_latin(font, r->arena);
    return font;
}

static const PdfFont *font_named(void *context, Str name)
{
    Reader *r = context;
    qpdf_oh object = key_of(r, r->resources[r->depth].fonts, str_terminated(r->scratch, name));
    int id = qpdf.oh_get_object_id(r->q, object);
    for (size_t i = 0; i < r->known_count; i++)
        if (id && r->known[i].id == id)
            return r->known[i].font;
    const PdfFont *font = font_read(r, object);
    if (r->known_count < FONTS_MOST) {
        r->known[r->known_count].id = id;
        r->known[r->known_count++].font = font;
    }
    return font;
}

typedef struct WordHead {
    Sp x, y, size;
    uint32_t page, is_artifact;
} WordHead;

static void word_put(void *context, const PdfWord *word)
{
    const Reader *r = context;
    const WordHead head = {word->x, word->y, word->size, word->page, word->is_artifact};
    const FieldHead field = {FIELD_WORD, sizeof head + word->text.n};
    buf_put(r->out, (Str){(const char *)&field, sizeof field});
    buf_put(r->out, (Str){(const char *)&head, sizeof head});
    buf_put(r->out, word->text);
}

static void resources_set(Reader *r, qpdf_oh resources)
{
    r->resources[r->depth].fonts = key_of(r, resources, "/Font");
    r->resources[r->depth].forms = key_of(r, resources, "/XObject");
}

/* A form without resources has those of the page. */
static bool form_begin(void *context, Str name, PdfForm *form)
{
    enum { LEAST = 1024 }; /* that a form counts for, so that few bytes do not draw forms without end */
    Reader *r = context;
    qpdf_oh stream = key_of(r, r->resources[r->depth].forms, str_terminated(r->scratch, name));
    qpdf_oh dict = qpdf.oh_is_stream(r->q, stream) ? qpdf.oh_get_dict(r->q, stream) : stream;
    qpdf_oh kind = key_of(r, dict, "/Subtype"), own = key_of(r, dict, "/Resources");
    bool is_form = qpdf.oh_is_name(r->q, kind) && strcmp(qpdf.oh_get_name(r->q, kind), "/Form") == 0;
    if (!is_form || r->depth == PDF_FORMS_MOST || r->unpacked > PDF_UNPACKED_MAX ||
        !stream_of(r, stream, &form->operators, r->scratch))
        return false;
    r->unpacked += LEAST;
    r->form_count++;
    form->matrix = str_copy(r->scratch, str_from(qpdf.oh_unparse_resolved(r->q, key_of(r, dict, "/Matrix"))));
    r->resources[r->depth + 1] = r->resources[r->depth];
    r->depth++;
    if (qpdf.oh_is_dictionary(r->q, own))
        resources_set(r, own);
    return true;
}

static void form_end(void *context)
{
    ((Reader *)context)->depth--;
}

static bool page_read(Reader *r, size_t number)
{
    enum { CORNERS = 4 };
    unsigned char *buffer = NULL;
    size_t n = 0;
    Sp box[CORNERS] = {0};
    qpdf_oh page = qpdf.get_page_n(r->q, number);
    arena_reset(r->scratch);
    pdftext_numbers(str_from(qpdf.oh_unparse_resolved(r->q, key_of(r, page, "/TrimBox"))), box, CORNERS);
    r->depth = r->form_count = 0;
    resources_set(r, key_of(r, page, "/Resources"));
    if (qpdf.oh_get_page_content_data(r->q, page, &buffer, &n) != QPDF_SUCCESS)
        return is_fine(r) && damaged(r, STR("it is damaged"));
    r->unpacked += n;
    if (r->unpacked > PDF_UNPACKED_MAX)
        return too_large(r);
    const PdfPage leaf = {(uint32_t)number, box[0], box[3], font_named, word_put, form_begin, form_end, r};
    Buf painted = {.arena = r->scratch};
    if (!pdftext_read(&leaf, taken(buffer, n, r->scratch), &painted, r->scratch))
        return is_fine(r) && damaged(r, str_printf(r->arena, "it is damaged on page %zu", number + 1));
    if (r->unpacked > PDF_UNPACKED_MAX)
        return too_large(r);
    Str digest = sha256_of(buf_str(&painted), r->scratch);
    field_put(r->out, FIELD_PAGE, str_printf(r->scratch, "%c%.*s", r->form_count ? 'F' : ' ', STR_ARG(digest)));
    qpdf.oh_release_all(r->q);
    return is_fine(r);
}

static bool pages_read(Reader *r)
{
    int count = qpdf.get_num_pages(r->q);
    if (count < 0 || !is_fine(r))
        return is_fine(r) && damaged(r, STR("its pages cannot be told"));
    if (count > PDF_PAGES_MAX)
        return refused(r, str_printf(r->arena, "it has more pages than the limit of %d", PDF_PAGES_MAX));
    for (int i = 0; i < count; i++)
        if (!page_read(r, (size_t)i))
            return false;
    return true;
}

static void labels_read(Reader *r, qpdf_oh tree, int depth)
{
    qpdf_oh kids = key_of(r, tree, "/Kids"), numbers = key_of(r, tree, "/Nums");
    int kid_count = qpdf.oh_is_array(r->q, kids) && depth < DEPTH_MOST ? qpdf.oh_get_array_n_items(r->q, kids) : 0;
    int count = qpdf.oh_is_array(r->q, numbers) ? qpdf.oh_get_array_n_items(r->q, numbers) : 0;
    for (int i = 0; i < kid_count; i++)
        labels_read(r, qpdf.oh_get_array_item(r->q, kids, i), depth + 1);
    for (int i = 0, number; i + 1 < count; i += 2) {
        if (!qpdf.oh_get_value_as_int(r->q, qpdf.oh_get_array_item(r->q, numbers, i), &number))
            continue;
        qpdf_oh label = qpdf.oh_get_array_item(r->q, numbers, i + 1);
        Buf field = {.arena = r->arena};
        buf_put(&field, (Str){(const char *)&number, sizeof number});
        buf_put(&field, string_of(r, key_of(r, label, "/P"), true));
        field_put(r->out, FIELD_LABEL, buf_str(&field));
    }
}

/* ---- The document ---- */

/* Whether an attached file says that it is larger than any of a sheet: it is not unpacked then. */
static bool file_large(const Reader *r, Str name, qpdf_oh stream)
{
    int size = 0;
    if (!qpdf.oh_is_stream(r->q, stream) ||
        !qpdf.oh_get_value_as_int(r->q, key_of(r, key_of(r, qpdf.oh_get_dict(r->q, stream), "/Params"), "/Size"),
                                  &size) ||
        size < ATTACHED_MOST)
        return false;
    refused(r,
            str_printf(r->arena,
                       "the file '%s' attached to it says that it has %d MiB, above the limit of %d MiB; ask for the "
                       "PDF without it",
                       str_shown(r->arena, name).s, size >> 20, ATTACHED_MOST >> 20));
    return true;
}

static bool files_read(Reader *r, qpdf_oh root)
{
    qpdf_oh list = key_of(r, key_of(r, key_of(r, root, "/Names"), "/EmbeddedFiles"), "/Names");
    int count = qpdf.oh_is_array(r->q, list) ? qpdf.oh_get_array_n_items(r->q, list) : 0;
    if (count > FILES_MOST)
        return refused(r, str_printf(r->arena, "more files are attached to it than the limit of %d", FILES_MOST));
    for (int i = 0; i + 1 < count; i += 2) {
        Str bytes;
        qpdf_oh file = qpdf.oh_get_array_item(r->q, list, i + 1);
        qpdf_oh stream = key_of(r, key_of(r, file, "/EF"), "/F");
        Str name = string_of(r, qpdf.oh_get_array_item(r->q, list, i), true);
        if (file_large(r, name, stream) || !stream_of(r, stream, &bytes, r->arena))
            return false;
        field_put(r->out, FIELD_NAME, name);
        field_put(r->out, FIELD_BYTES, bytes);
    }
    return true;
}

/* ---- Names in its objects ---- */

static void name_count(Reader *r, Str before, Str name)
{
    Str pair = str_printf(r->scratch, "%.*s%s%.*s", STR_ARG(before), name.s[0] == '/' ? "" : " ", STR_ARG(name));
    size_t at = textset_add(&r->names, pair) ? r->names.count - 1 : textset_find(&r->names, pair);
    ARENA_ROOM(r->arena, r->counts, at, r->count_capacity);
    r->counts[at]++;
}

/* Where the string that begins at 'at' ends: "(a (b) \\) c)" or "<6162>". */
static size_t string_end(Str text, size_t at)
{
    if (text.s[at] == '<')
        return str_find(text, STR(">"), at) + 1;
    for (int depth = 0; at < text.n; at++) {
        depth += text.s[at] == '(' ? 1 : text.s[at] == ')' ? -1 : 0;
        at += text.s[at] == '\\';
        if (depth == 0)
            break;
    }
    return at + 1;
}

/* Counts the names in an object as libqpdf writes it, and each with the name or word after it. */
static void names_count(Reader *r, Str text)
{
    Str before = {0};
    for (size_t at = 0, end; at < text.n; at = end) {
        char c = text.s[at];
        bool is_string = c == '(' || (c == '<' && at + 1 < text.n && text.s[at + 1] != '<');
        end = is_string ? string_end(text, at) : at + 1 + (c == '<');
        if (c == ' ')
            continue;
        while (!is_string && !strchr("<>[]", c) && end < text.n && !strchr(" /<>[]()", text.s[end]))
            end++;
        Str word = str_slice(text, at, end);
        if (c == '/')
            name_count(r, (Str){0}, word);
        if (before.n && (c == '/' || is_ascii_letter(c)))
            name_count(r, before, word);
        before = c == '/' ? word : (Str){0};
    }
}

static void objects_count(Reader *r, qpdf_oh trailer, qpdf_oh root)
{
    int size = 0;
    qpdf.oh_get_value_as_int(r->q, key_of(r, trailer, "/Size"), &size);
    r->names.arena = r->arena;
    field_put(r->out, FIELD_LANGUAGE, string_of(r, key_of(r, root, "/Lang"), true));
    names_count(r, str_from(qpdf.oh_unparse_resolved(r->q, trailer)));
    for (int id = 1; id < size && id < FILES_MOST; id++) {
        qpdf_oh object = qpdf.get_object_by_id(r->q, id, 0);
        arena_reset(r->scratch);
        if (qpdf.oh_is_stream(r->q, object))
            object = qpdf.oh_get_dict(r->q, object);
        names_count(r, str_copy(r->scratch, str_from(qpdf.oh_unparse_resolved(r->q, object))));
        name_count(r, (Str){0}, STR("objects"));
    }
    for (size_t i = 0; i < r->names.count; i++) {
        Buf field = {.arena = r->arena};
        buf_put(&field, (Str){(const char *)&r->counts[i], sizeof *r->counts});
        buf_put(&field, r->names.items[i]);
        field_put(r->out, FIELD_COUNT, buf_str(&field));
    }
}

static bool document_read(Reader *r, const char *name, Str bytes, bool counts)
{
    Str xmp;
    r->q = qpdf.init();
    qpdf.silence_errors(r->q);
    qpdf.set_suppress_warnings(r->q, QPDF_TRUE);
    qpdf.set_attempt_recovery(r->q, QPDF_FALSE);
    if (qpdf.read_memory(r->q, name, bytes.s, bytes.n, "") != QPDF_SUCCESS || !is_fine(r))
        return is_fine(r) && damaged(r, STR("it is damaged"));
    qpdf_oh trailer = qpdf.get_trailer(r->q), root = qpdf.get_root(r->q), info = key_of(r, trailer, "/Info");
    qpdf_oh ids = key_of(r, trailer, "/ID");
    field_put(r->out, FIELD_TITLE, string_of(r, key_of(r, info, "/Title"), true));
    field_put(r->out, FIELD_PRODUCER, string_of(r, key_of(r, info, "/Producer"), true));
    field_put(r->out, FIELD_DATE, string_of(r, key_of(r, info, "/ModDate"), true));
    if (qpdf.oh_is_array(r->q, ids) && qpdf.oh_get_array_n_items(r->q, ids) > 0)
        field_put(r->out, FIELD_IDENTIFIER, string_of(r, qpdf.oh_get_array_item(r->q, ids, 0), false));
    labels_read(r, key_of(r, root, "/PageLabels"), 0);
    if (!stream_of(r, key_of(r, root, "/Metadata"), &xmp, r->arena))
        return false;
    field_put(r->out, FIELD_XMP, xmp);
    if (counts)
        objects_count(r, trailer, root);
    return files_read(r, root) && is_fine(r) && pages_read(r);
}

/* What reading may take; a sanitizer takes more, however small the file. */
#ifdef __SANITIZE_ADDRESS__
enum { MEMORY_LEAST = 1 << 30 };
#else
enum { MEMORY_LEAST = 32 << 20 };
#endif

static size_t memory_most(Str bytes)
{
    return MEMORY_LEAST + 24 * bytes.n;
}

/* Of memory more than is taken now, since sanitizers take much. */
static void limits_set(size_t memory_most)
{
    const struct rlimit seconds = {SECONDS, SECONDS};
    unsigned long long pages = 0;
    char text[64] = "";
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    if (fd >= 0 && read(fd, text, sizeof text - 1) > 0 && sscanf(text, "%llu", &pages) == 1) {
        const rlim_t most = pages * (rlim_t)sysconf(_SC_PAGESIZE) + memory_most;
        const struct rlimit memory = {most, most};
        setrlimit(RLIMIT_AS, &memory);
    }
    setrlimit(RLIMIT_CPU, &seconds);
}

typedef struct Asked {
    const char *name;
    Str bytes;
    bool counts;
} Asked;

static void pdf_tell(const void *context, Buf *out)
{
    const Asked *asked = context;
    Arena *a = out->arena;
    Diag *d = diag_new(a);
    Reader *r = ARENA_NEW(a, Reader); /* with what libqpdf holds until the end of the process */
    *r = (Reader){.out = out, .arena = a, .scratch = arena_new()};
    if (qpdf_load(a, d)) {
        limits_set(memory_most(asked->bytes));
        errno = 0;
        document_read(r, asked->name, asked->bytes, asked->counts);
    } else {
        field_put(out, FIELD_MISSING, diag_reason(d));
    }
    field_put(out, FIELD_END, (Str){0});
}

/* ---- In the parent ---- */

/* "D:20231231235959Z", or in XMP "2023-12-31T23:59:59Z". */
static bool date_read(Str text, int64_t *date)
{
    enum { DIGITS = 14, YEAR = 4, PARTS = 6, DAY = 24 * 3600 };
    static const int least[PARTS] = {1, 1, 1, 0, 0, 0}, most[PARTS] = {9999, 12, 31, 23, 59, 59};
    int part[PARTS] = {0}, digits = 0;
    for (size_t i = str_starts(text, STR("D:")) ? 2 : 0; i < text.n && digits < DIGITS; i++) {
        bool is_between = text.s[i] == '-' || text.s[i] == ':' || text.s[i] == 'T';
        if (!is_digit(text.s[i]) && !is_between)
            return false;
        int *to = &part[digits < YEAR ? 0 : (digits - 2) / 2];
        *to = is_between ? *to : 10 * *to + (text.s[i] - '0');
        digits += !is_between;
    }
    if (digits < DIGITS)
        return false;
    for (int i = 0; i < PARTS; i++)
        if (part[i] < least[i] || part[i] > most[i])
            return false;
    *date = date_seconds((Date){part[0], part[1], part[2]}) + part[3] * 3600 + part[4] * 60 + part[5];
    return true;
}

/* ---- How it was made ---- */

static void record_read(PdfRead *pdf, Str xmp, Arena *a)
{
    static const char *const spaces[] = {PDF_MADE_URI, "http://ns.adobe.com/xap/1.0/",
                                         "http://purl.org/dc/elements/1.1/", NULL};
    static const XmlRules rules = {
        .code = DIAG_READ, .max_mib = 4, .max_elements = 10000, .max_text = 1 << 20, .spaces = spaces};
    PdfRecord *made = &pdf->record;
    const struct {
        const char *name;
        Str *text;
    } fields[] = {{"Release", &made->release}, {"Flavor", &made->flavor},     {"Standard", &made->standard},
                  {"Level", &made->level},     {"Template", &made->template}, {"Theme", &made->theme},
                  {"Packet", &made->packet},   {"Fonts", &made->fonts},       {"Logo", &made->logo},
                  {"Asked", &made->asked}};
    /* The frame around it is for programs that look for it without reading PDF. */
    size_t from = str_find(xmp, STR("<x:xmpmeta"), 0), to = str_find(xmp, STR("</x:xmpmeta>"), from);
    if (to == xmp.n)
        return;
    const Source *source = source_new(str_from(pdf->path), str_slice(xmp, from, to + STR("</x:xmpmeta>").n), a);
    Xml *x = xml_open(source, &rules, a, diag_new(a));
    Str *field = NULL;
    bool is_date = false, is_title = false;
    for (XmlEvent e = x ? xml_next(x) : XML_END; e != XML_END && e != XML_WRONG; e = xml_next(x)) {
        if (e == XML_TEXT && field)
            *field = str_copy(a, x->text);
        else if (e == XML_TEXT && is_date) /* in PDF 2.0 it is here alone */
            pdf->has_date = date_read(x->text, &pdf->date);
        if (e == XML_TEXT && is_title && !pdf->title.n) /* likewise */
            pdf->title = str_copy(a, str_trim(x->text));
        field = NULL;
        if (e == XML_OPEN && x->space == 2)
            is_title = str_eq(x->name, STR("title"));
        is_date = e == XML_OPEN && x->space == 1 && !pdf->has_date && str_eq(x->name, STR("ModifyDate"));
        for (size_t i = 0; e == XML_OPEN && x->space == 0 && i < sizeof fields / sizeof *fields; i++)
            if (str_eq(x->name, str_from(fields[i].name)))
                field = fields[i].text;
    }
    xml_close(x);
    for (Flavor f = 0; f < FLAVOR_PDFS && !pdf->has_flavor; f++)
        if (str_eq(made->flavor, str_from(flavor_rows[f].word)) && str_eq(made->standard, flavor_standards(f, a))) {
            pdf->has_flavor = true;
            pdf->flavor = f;
        }
}

/* ---- Fields to the file ---- */

typedef struct Filling {
    PdfRead *pdf;
    Arena *arena;
    PdfFile *files;
    PdfWord *words;
    PdfLeaf *pages;
    uint32_t *counts;
    size_t file_capacity, word_capacity, page_capacity, page_count, count_capacity;
    Str labels; /* fields that come before the pages, one after the other */
    Str xmp, missing, damage, name;
    bool is_whole;
} Filling;

static void word_add(Filling *f, Str bytes)
{
    WordHead head;
    if (bytes.n < sizeof head)
        return;
    memcpy(&head, bytes.s, sizeof head);
    ARENA_NEXT(f->arena, f->words, f->pdf->word_count, f->word_capacity) =
        (PdfWord){.text = str_slice(bytes, sizeof head, bytes.n),
                  .page = head.page,
                  .x = head.x,
                  .y = head.y,
                  .size = head.size,
                  .is_artifact = head.is_artifact != 0};
}

static void count_take(Filling *f, Str bytes)
{
    uint32_t count;
    TextSet *known = &f->pdf->names;
    if (bytes.n < sizeof count || !textset_add(known, str_slice(bytes, sizeof count, bytes.n)))
        return;
    memcpy(&count, bytes.s, sizeof count);
    ARENA_ROOM(f->arena, f->counts, known->count - 1, f->count_capacity);
    f->counts[known->count - 1] = count;
}

static void field_take(Filling *f, FieldKind kind, Str bytes)
{
    PdfRead *pdf = f->pdf;
    Str *const texts[] = {[FIELD_MISSING] = &f->missing,     [FIELD_DAMAGE] = &f->damage, [FIELD_TITLE] = &pdf->title,
                          [FIELD_PRODUCER] = &pdf->producer, [FIELD_XMP] = &f->xmp,       [FIELD_NAME] = &f->name,
                          [FIELD_LANGUAGE] = &pdf->language};
    switch (kind) {
    case FIELD_MISSING:
    case FIELD_DAMAGE:
    case FIELD_TITLE:
    case FIELD_PRODUCER:
    case FIELD_XMP:
    case FIELD_NAME:
    case FIELD_LANGUAGE:
        *texts[kind] = bytes;
        break;
    case FIELD_DATE:
        pdf->has_date = date_read(bytes, &pdf->date);
        break;
    case FIELD_IDENTIFIER:
        pdf->identifier = bytes.n == 16 ? bytes : (Str){0};
        break;
    case FIELD_BYTES:
        ARENA_NEXT(f->arena, f->files, pdf->file_count, f->file_capacity) = (PdfFile){.name = f->name, .bytes = bytes};
        break;
    case FIELD_PAGE:
        ARENA_NEXT(f->arena, f->pages, f->page_count, f->page_capacity) =
            (PdfLeaf){.painted = str_slice(bytes, 1, bytes.n), .has_forms = bytes.n && bytes.s[0] == 'F'};
        break;
    case FIELD_WORD:
        word_add(f, bytes);
        break;
    case FIELD_LABEL:
        break;
    case FIELD_COUNT:
        count_take(f, bytes);
        break;
    case FIELD_END:
        f->is_whole = true;
        break;
    }
}

static void label_take(Filling *f, Str bytes)
{
    int number;
    if (bytes.n < sizeof number)
        return;
    memcpy(&number, bytes.s, sizeof number);
    if (number < 0 || (size_t)number >= f->page_count)
        return;
    f->pages[number].begins = true;
    f->pages[number].label = str_slice(bytes, sizeof number, bytes.n);
}

/* Each field of 'told'; labels once the pages are known. */
static void fields_take(Filling *f, Str told, bool is_labels)
{
    FieldHead head;
    for (size_t at = 0; told.n - at >= sizeof head;) {
        memcpy(&head, told.s + at, sizeof head);
        at += sizeof head;
        if (head.kind > FIELD_END || head.length > told.n - at)
            return;
        Str bytes = str_slice(told, at, at + head.length);
        at += head.length;
        if (!is_labels)
            field_take(f, (FieldKind)head.kind, bytes);
        else if (head.kind == FIELD_LABEL)
            label_take(f, bytes);
    }
}

static const PdfRead *bytes_read(const char *name, Str bytes, bool counts, Arena *a, Diag *d)
{
    PdfRead *pdf = ARENA_NEW(a, PdfRead);
    Filling f = {.pdf = pdf, .arena = a};
    Buf told = {.arena = a};
    pdf->path = name;
    pdf->bytes = bytes;
    pdf->names.arena = a;
    const Asked asked = {name, bytes, counts};
    ChildEnd end = child_ask(pdf_tell, &asked, &told, d);
    if (end == CHILD_NONE)
        return NULL;
    fields_take(&f, buf_str(&told), false);
    fields_take(&f, buf_str(&told), true);
    if (f.missing.n)
        return diag_error(d, DIAG_READ, nowhere, "%.*s", STR_ARG(f.missing)), NULL;
    if (f.damage.n)
        return diag_error(d, DIAG_READ, nowhere, "cannot read '%s': %.*s", name, STR_ARG(str_shown(a, f.damage))), NULL;
    if (end != CHILD_DONE || !f.is_whole) {
        Arena *trial = arena_new();
        arena_alloc(trial, memory_most(bytes)); /* out_of_memory() where there is less than it may take */
        arena_free(trial);
        return diag_error(
                   d, DIAG_READ, nowhere,
                   "cannot read '%s': reading it takes more than %d seconds, %zu MiB or the memory that is free; "
                   "unless memory is short, it is damaged, or made to do that",
                   name, SECONDS, memory_most(bytes) >> 20),
               NULL;
    }
    pdf->files = f.files;
    pdf->pages = f.pages;
    pdf->page_count = (uint32_t)f.page_count;
    pdf->words = f.words;
    pdf->name_counts = f.counts;
    record_read(pdf, f.xmp, a);
    return pdf;
}

const PdfRead *pdf_read_bytes(const char *name, Str bytes, Arena *a, Diag *d)
{
    return bytes_read(name, bytes, false, a, d);
}

const PdfRead *pdf_read_counted(const char *name, Str bytes, Arena *a, Diag *d)
{
    return bytes_read(name, bytes, true, a, d);
}

uint32_t pdf_count(const PdfRead *pdf, const char *name)
{
    size_t at = textset_find(&pdf->names, str_from(name));
    return at == SIZE_MAX ? 0 : pdf->name_counts[at];
}

bool pdf_named(const char *path)
{
    return file_starts(path, STR("%PDF-"));
}

const PdfRead *pdf_read(const char *path, Arena *a, Diag *d)
{
    Str bytes = file_map(path, PDF_FILE_MAX, nowhere, d);
    if (!bytes.n)
        return NULL;
    if (!str_starts(bytes, STR("%PDF-")))
        return diag_error(d, DIAG_READ, nowhere, "'%s' is no PDF; name the finished file of a sheet or a packet", path),
               NULL;
    return pdf_read_bytes(path, bytes, a, d);
}

Str pdf_first_revision(Str bytes)
{
    size_t end = str_find(bytes, STR("%%EOF"), 0);
    end += end < bytes.n ? STR("%%EOF").n : 0;
    end += end < bytes.n && bytes.s[end] == '\r';
    end += end < bytes.n && bytes.s[end] == '\n';
    return str_slice(bytes, 0, end);
}

bool pdf_as_made(const PdfRead *pdf, const char *verb, Diag *d)
{
    enum { HEAD = 1024 }; /* bytes in which a linearized file says so */
    Str head = str_slice(pdf->bytes, 0, HEAD < pdf->bytes.n ? HEAD : pdf->bytes.n);
    return pdf_first_revision(pdf->bytes).n == pdf->bytes.n ||
           diag_error(d, DIAG_MISMATCH, nowhere, "'%s' %s; %s the file as it was before", pdf->path,
                      str_find(head, STR("/Linearized"), 0) < head.n
                          ? "was linearized by another program, so that its bytes are not those that are proven"
                          : "goes on after its first revision, as signed files do, and what that adds is not known",
                      verb);
}

uint32_t pdf_painted_other(const PdfRead *one, const PdfRead *other)
{
    uint32_t at = 0;
    while (at < one->page_count && at < other->page_count && str_eq(one->pages[at].painted, other->pages[at].painted))
        at++;
    return at;
}

/* ---- Whose it is ---- */

static bool is_named(const PdfRead *pdf, Str name, PdfOwner *owner)
{
    for (owner->flavor = 0; owner->flavor < FLAVOR_PDFS; owner->flavor++) {
        uint8_t identifier[16];
        pdf_identifier(name, owner->flavor, identifier);
        if (memcmp(identifier, pdf->identifier.s, sizeof identifier) == 0)
            return true;
    }
    return false;
}

static bool packet_find(const PdfRead *pdf, PdfOwner *owner, Arena *a)
{
    for (owner->year = FIGURES_YEAR_FIRST; owner->year <= FIGURES_YEAR_LAST; owner->year++)
        for (owner->last_year = owner->year; owner->last_year <= FIGURES_YEAR_LAST; owner->last_year++) {
            Str years = owner->last_year == owner->year ? str_printf(a, "%d", owner->year)
                                                        : str_printf(a, "%d-%d", owner->year, owner->last_year);
            if (is_named(pdf, str_printf(a, "ncmec-packet-%.*s%s", STR_ARG(years), language_suffix(owner->language, a)),
                         owner))
                return true;
        }
    return false;
}

bool pdf_owner(const PdfRead *pdf, const Jurisdictions *states, PdfOwner *owner)
{
    Arena *a = arena_new();
    bool is_found = false;
    *owner = (PdfOwner){0};
    for (size_t l = 0; l < language_count && pdf->identifier.n && !is_found; l++) {
        owner->language = language_rows[l];
        for (size_t i = 0; i < states->count && !is_found; i++) {
            owner->state = &states->items[i];
            arena_reset(a);
            for (owner->year = FIGURES_YEAR_FIRST; owner->year <= FIGURES_YEAR_LAST && !is_found; owner->year++)
                is_found = is_named(pdf,
                                    str_printf(a, "ncmec-%.*s-%d%s", STR_ARG(owner->state->code), owner->year,
                                               language_suffix(owner->language, a)),
                                    owner);
            owner->last_year = owner->year -= is_found;
        }
        if (is_found)
            break;
        owner->state = NULL;
        is_found = packet_find(pdf, owner, a);
    }
    arena_free(a);
    return is_found;
}
