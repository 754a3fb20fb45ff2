/* PDF objects through libharu: dictionaries and streams whose entries are written here as bytes, strings and names (ISO
   32000-1, 7.3), number trees (7.9.7), and libharu's memory. libharu strips a /Filter that it did not apply itself, so
   that entry is among the bytes. */
#include "object.h"

#include <libdeflate.h>
#include <zlib.h>

enum { OBJECT_ID_BITS = 0x0FFFFFFF }; /* libharu keeps flags above them */
enum { DEFLATE_LEAST = 128 };         /* bytes; with fewer the dictionary entry costs more than it saves */

static _Thread_local Arena *memory;

void object_enter(const Pdf *pdf)
{
    memory = pdf->arena;
}

void *object_memory(HPDF_UINT size)
{
    return arena_alloc(memory, size);
}

void object_memory_free(void *pointer)
{
    (void)pointer; /* the arena frees it */
}

/* Entries set as bytes follow those that libharu keeps. */
static HPDF_STATUS entries_write(HPDF_Dict object, HPDF_Stream out)
{
    const Str *entries = object->attr;
    return HPDF_Stream_Write(out, (const HPDF_BYTE *)entries->s, (HPDF_UINT)entries->n);
}

static void entries_set(Pdf *pdf, HPDF_Dict object, Str entries)
{
    Str *kept = ARENA_NEW(pdf->arena, Str);
    *kept = entries;
    object->attr = kept;
    object->write_fn = entries_write;
}

HPDF_Dict object_new(Pdf *pdf)
{
    HPDF_Dict object = HPDF_Dict_New(pdf->doc->mmgr);
    if (HPDF_Xref_Add(pdf->doc->xref, object) != HPDF_OK)
        return NULL;
    entries_set(pdf, object, STR(""));
    return object;
}

void object_set(Pdf *pdf, HPDF_Dict object, Str entries)
{
    identity_add(&pdf->content, entries);
    if (object)
        entries_set(pdf, object, entries);
}

unsigned object_id(const HPDF_Dict object)
{
    return object ? object->header.obj_id & OBJECT_ID_BITS : 0;
}

/* ---- Streams ---- */

/* Bytes that libharu reads when it writes the file, in place of a copy of its own. */
typedef struct Lent {
    Str data;
    size_t at;
} Lent;

static HPDF_STATUS lent_read(HPDF_Stream stream, HPDF_BYTE *out, HPDF_UINT *size)
{
    Lent *lent = stream->attr;
    size_t left = lent->data.n - lent->at;
    bool ends = left <= *size;
    if (ends)
        *size = (HPDF_UINT)left;
    if (*size)
        memcpy(out, lent->data.s + lent->at, *size);
    lent->at += *size;
    return ends ? HPDF_STREAM_EOF : HPDF_OK;
}

/* libharu goes to the start, and nowhere else. */
static HPDF_STATUS lent_seek(HPDF_Stream stream, HPDF_INT pos, HPDF_WhenceMode mode)
{
    if (pos != 0 || mode != HPDF_SEEK_SET)
        return HPDF_INVALID_OPERATION;
    ((Lent *)stream->attr)->at = 0;
    return HPDF_OK;
}

static HPDF_INT32 lent_tell(HPDF_Stream stream)
{
    return (HPDF_INT32)((const Lent *)stream->attr)->at;
}

static HPDF_UINT32 lent_size(HPDF_Stream stream)
{
    return (HPDF_UINT32)((const Lent *)stream->attr)->data.n;
}

static void stream_lend(Pdf *pdf, HPDF_Dict object, Str data)
{
    Lent *lent = ARENA_NEW(pdf->arena, Lent);
    lent->data = data;
    HPDF_Stream reader = HPDF_CallbackReader_New(pdf->doc->mmgr, lent_read, lent_seek, lent_tell, lent_size, lent);
    if (reader)
        object->stream = reader; /* in place of one that the arena frees */
}

struct libdeflate_compressor *compressor_new(int level)
{
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(level);
    if (!compressor)
        out_of_memory();
    return compressor;
}

Str deflate_bytes(struct libdeflate_compressor *compressor, Str data, Arena *a)
{
    size_t bound = libdeflate_zlib_compress_bound(compressor, data.n);
    char *deflated = arena_alloc(a, bound);
    size_t length = libdeflate_zlib_compress(compressor, data.s, data.n, deflated, bound);
    arena_trim(a, deflated, length);
    return (Str){deflated, length};
}

struct Deflater {
    z_stream z;
    Buf out;
};

static void *deflater_alloc(void *arena, unsigned count, unsigned size)
{
    return arena_grow(arena, NULL, 0, count, size);
}

static void deflater_free(void *arena, void *item)
{
    (void)arena; /* all of it goes with the arena */
    (void)item;
}

Deflater *deflater_new(Arena *a)
{
    Deflater *f = ARENA_NEW(a, Deflater);
    f->z = (z_stream){.zalloc = deflater_alloc, .zfree = deflater_free, .opaque = a};
    f->out.arena = a;
    if (deflateInit(&f->z, Z_DEFAULT_COMPRESSION) != Z_OK)
        out_of_memory();
    return f;
}

static void deflater_run(Deflater *f, Str piece, int flush)
{
    unsigned char part[16384];
    f->z.next_in = (unsigned char *)(uintptr_t)piece.s; /* zlib only reads it */
    f->z.avail_in = (unsigned)piece.n;
    do {
        f->z.next_out = part;
        f->z.avail_out = sizeof part;
        deflate(&f->z, flush);
        buf_put(&f->out, (Str){(const char *)part, sizeof part - f->z.avail_out});
    } while (f->z.avail_out == 0);
}

void deflater_put(Deflater *f, Str piece)
{
    deflater_run(f, piece, Z_NO_FLUSH);
}

Str deflater_end(Deflater *f)
{
    deflater_run(f, STR(""), Z_FINISH);
    return buf_str(&f->out);
}

HPDF_Dict stream_plain_new(Pdf *pdf, Str lent, Str entries)
{
    HPDF_Dict stream = HPDF_DictStream_New(pdf->doc->mmgr, pdf->doc->xref);
    if (!stream)
        return NULL;
    entries_set(pdf, stream, entries);
    stream_lend(pdf, stream, lent);
    return stream;
}

HPDF_Dict stream_deflated_new(Pdf *pdf, Str lent, Str entries)
{
    identity_add(&pdf->content, lent);
    identity_add(&pdf->content, entries);
    return stream_plain_new(pdf, lent, str_printf(pdf->arena, "/Filter/FlateDecode%.*s", STR_ARG(entries)));
}

HPDF_Dict stream_new(Pdf *pdf, Str data, Str entries)
{
    if (data.n >= DEFLATE_LEAST)
        return stream_deflated_new(pdf, deflate_bytes(pdf->compressor, data, pdf->arena), entries);
    identity_add(&pdf->content, data);
    identity_add(&pdf->content, entries);
    return stream_plain_new(pdf, str_copy(pdf->arena, data), entries);
}

void stream_fill(Pdf *pdf, HPDF_Dict stream, Str data)
{
    if (!stream)
        return;
    Str deflated = deflate_bytes(pdf->compressor, data, pdf->arena);
    identity_add(&pdf->content, deflated);
    stream->filter = HPDF_STREAM_FILTER_NONE;
    entries_set(pdf, stream, STR("/Filter/FlateDecode\n"));
    stream_lend(pdf, stream, deflated);
}

/* ---- Names, strings, numbers ---- */

static const char hex_digits[] = "0123456789ABCDEF";

void name_put(Buf *b, Str name)
{
    buf_char(b, '/');
    for (size_t i = 0; i < name.n; i++) {
        unsigned char c = (unsigned char)name.s[i];
        if (c <= ' ' || c > '~' || strchr("#%()/<>[]{}", c)) {
            char escaped[3] = {'#', hex_digits[c >> 4], hex_digits[c & 15]};
            buf_put(b, (Str){escaped, sizeof escaped});
        } else {
            buf_char(b, (char)c);
        }
    }
}

/* Big-endian, after a byte order mark. */
static Str utf16_of(Str utf8, Arena *a)
{
    char *bytes = arena_alloc(a, 2 + 4 * utf8.n);
    size_t n = 2;
    memcpy(bytes, "\xFE\xFF", n);
    for (size_t at = 0; at < utf8.n;) {
        uint32_t c = utf8_next(utf8, &at);
        uint32_t units[] = {c < 0x10000 ? c : 0xD800 + ((c - 0x10000) >> 10), 0xDC00 + (c & 0x3FF)};
        for (int i = 0; i < (c < 0x10000 ? 1 : 2); i++) {
            bytes[n++] = (char)(units[i] >> 8);
            bytes[n++] = (char)(units[i] & 0xFF);
        }
    }
    return (Str){bytes, n};
}

void hex_put(Buf *b, Str bytes)
{
    for (size_t i = 0; i < bytes.n; i++) {
        buf_char(b, hex_digits[(unsigned char)bytes.s[i] >> 4]);
        buf_char(b, hex_digits[bytes.s[i] & 15]);
    }
}

void utf16_put(Buf *b, Str utf8)
{
    hex_put(b, str_slice(utf16_of(utf8, b->arena), 2, SIZE_MAX));
}

/* Printable ASCII reads the same in PDFDocEncoding. */
static bool text_is_plain(Str text)
{
    return ascii_end(text, 0) == text.n;
}

void text_put(Buf *b, Str utf8)
{
    bool plain = text_is_plain(utf8);
    buf_char(b, plain ? '(' : '<');
    if (!plain)
        hex_put(b, utf16_of(utf8, b->arena));
    else
        buf_escaped(b, utf8, "()\\");
    buf_char(b, plain ? ')' : '>');
}

void *text_object(Pdf *pdf, Str utf8)
{
    if (text_is_plain(utf8))
        return HPDF_String_New(pdf->doc->mmgr, str_terminated(pdf->arena, utf8), NULL);
    /* HPDF_String ends at the first NUL, and UTF-16 has many. */
    Str bytes = utf16_of(utf8, pdf->arena);
    return HPDF_Binary_New(pdf->doc->mmgr, (HPDF_BYTE *)bytes.s, (HPDF_UINT)bytes.n);
}

void integer_put(Buf *b, int64_t value)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t left = value < 0 ? -(uint64_t)value : (uint64_t)value;
    do
        digits[--at] = (char)('0' + left % 10);
    while (left /= 10);
    if (value < 0)
        digits[--at] = '-';
    buf_put(b, (Str){digits + at, sizeof digits - at});
}

void number_put(Buf *b, Sp length)
{
    enum { SCALE = 1000, PLACES = 3 };
    int64_t units = sp_scale(length, SCALE, SP_PER_PT);
    int64_t fraction = (units < 0 ? -units : units) % SCALE;
    if (units < 0 && units > -SCALE)
        buf_char(b, '-');
    if (fraction == 0 || units / SCALE != 0)
        integer_put(b, units / SCALE);
    if (fraction == 0)
        return;
    char digits[PLACES + 1] = {'.'};
    for (int i = PLACES; i > 0; i--, fraction /= 10)
        digits[i] = (char)('0' + fraction % 10);
    size_t n = sizeof digits;
    while (digits[n - 1] == '0')
        n--;
    buf_put(b, (Str){digits, n});
}

void point_put(Buf *b, Sp x, Sp y)
{
    number_put(b, x);
    buf_char(b, ' ');
    number_put(b, y);
    buf_char(b, ' ');
}

void reference_put(Buf *b, const HPDF_Dict object)
{
    integer_put(b, object_id(object));
    buf_put(b, STR(" 0 R"));
}

/* ---- Number trees ---- */

/* Few numbers go into the root itself, many into leaves: no array grows without bound, and a reader need not load all
   to find one. */
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
