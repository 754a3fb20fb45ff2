/* minizip asks for its file by functions: they read from a text in memory, or grow one. Nothing that an archive says of
   its sizes is believed before it was held against a limit. */
#include "zip.h"
#include "child.h"
#include "library.h"

#include <errno.h>
#include <minizip/unzip.h>
#include <minizip/zip.h>

#define FUNCTIONS(X)                                                                                                   \
    X(unzOpen2)                                                                                                        \
    X(unzClose)                                                                                                        \
    X(unzLocateFile)                                                                                                   \
    X(unzGetCurrentFileInfo)                                                                                           \
    X(unzOpenCurrentFile)                                                                                              \
    X(unzReadCurrentFile)                                                                                              \
    X(unzCloseCurrentFile)                                                                                             \
    X(zipOpen2)                                                                                                        \
    X(zipOpenNewFileInZip)                                                                                             \
    X(zipWriteInFileInZip)                                                                                             \
    X(zipCloseFileInZip)                                                                                               \
    X(zipClose)

static struct {
#define X(name) __typeof__(name) *name;
    FUNCTIONS(X)
#undef X
} minizip;

#define X(name) #name,
static const char *const names[] = {FUNCTIONS(X) NULL};
#undef X

static Library library = {"libminizip.so.1", "libminizip1", names, &minizip, false};

/* ---- A file in memory ---- */

typedef struct Memory {
    Buf bytes; /* of one that is read: without an arena, never grown */
    size_t at;
} Memory;

static voidpf memory_open(voidpf opaque, const char *name, int mode)
{
    (void)name;
    (void)mode;
    return opaque;
}

static uLong memory_read(voidpf opaque, voidpf stream, void *to, uLong size)
{
    Memory *m = stream;
    Str part = str_slice((Str){m->bytes.s, m->bytes.n}, m->at, m->at + size);
    (void)opaque;
    if (part.n)
        memcpy(to, part.s, part.n);
    m->at += part.n;
    return part.n;
}

static uLong memory_write(voidpf opaque, voidpf stream, const void *from, uLong size)
{
    Memory *m = stream;
    size_t over = m->bytes.n - m->at < size ? m->bytes.n - m->at : size;
    (void)opaque;
    if (over)
        memcpy(m->bytes.s + m->at, from, over);
    buf_put(&m->bytes, (Str){(const char *)from + over, size - over});
    m->at += size;
    return size;
}

static long memory_tell(voidpf opaque, voidpf stream)
{
    (void)opaque;
    return (long)((Memory *)stream)->at;
}

static long memory_seek(voidpf opaque, voidpf stream, uLong offset, int origin)
{
    Memory *m = stream;
    size_t base = origin == ZLIB_FILEFUNC_SEEK_CUR ? m->at : origin == ZLIB_FILEFUNC_SEEK_END ? m->bytes.n : 0;
    (void)opaque;
    if (offset > m->bytes.n || base + offset > m->bytes.n)
        return -1;
    m->at = base + offset;
    return 0;
}

static int memory_no_error(voidpf opaque, voidpf stream)
{
    (void)opaque;
    (void)stream;
    return 0;
}

static zlib_filefunc_def memory_functions(Memory *m)
{
    return (zlib_filefunc_def){memory_open, memory_read,     memory_write,    memory_tell,
                               memory_seek, memory_no_error, memory_no_error, m};
}

static void memory_check(void)
{
    if (errno == ENOMEM)
        out_of_memory();
}

/* ---- Reading ---- */

struct Zip {
    Memory memory;
    unzFile handle;
    const Source *file;
    Diag *diag;
    size_t left; /* of ZIP_TOTAL_MAX */
};

Zip *zip_open(const Source *file, Arena *a, Diag *d)
{
    Zip *zip = ARENA_NEW(a, Zip);
    const Mark mark = {0};
    *zip = (Zip){.file = file, .diag = d, .left = ZIP_TOTAL_MAX};
    /* minizip only reads from it. */
    zip->memory.bytes = (Buf){.s = (char *)(uintptr_t)file->text.s, .n = file->text.n};
    if (!library_load(&library, mark, d))
        return NULL;
    zlib_filefunc_def functions = memory_functions(&zip->memory);
    errno = 0;
    zip->handle = minizip.unzOpen2("", &functions);
    if (zip->handle)
        return zip;
    memory_check();
    return diag_error(d, DIAG_SYNTAX, mark, "'%.*s' is damaged: its list of parts is missing; save or fetch it again",
                      STR_ARG(file->name)),
           NULL;
}

void zip_close(Zip *zip)
{
    if (zip)
        minizip.unzClose(zip->handle);
}

static bool part_read(Zip *zip, char *to, size_t size)
{
    bool good = minizip.unzOpenCurrentFile(zip->handle) == UNZ_OK;
    if (!good)
        return false;
    for (size_t at = 0; good && at < size;) {
        int n = minizip.unzReadCurrentFile(zip->handle, to + at, (unsigned)(size - at));
        good = n > 0;
        at += good ? (size_t)n : 0;
    }
    return (minizip.unzCloseCurrentFile(zip->handle) == UNZ_OK) && good;
}

bool zip_read(Zip *zip, const char *name, Str *bytes, Arena *a)
{
    enum { ANY_CASE = 2, ENCRYPTED = 1 };
    unz_file_info info;
    *bytes = (Str){0};
    errno = 0;
    if (minizip.unzLocateFile(zip->handle, name, ANY_CASE) != UNZ_OK)
        return true;
    if (minizip.unzGetCurrentFileInfo(zip->handle, &info, NULL, 0, NULL, 0, NULL, 0) == UNZ_OK) {
        if (info.flag & ENCRYPTED)
            return diag_error(zip->diag, DIAG_SYNTAX, (Mark){0}, "'%.*s' is locked by a password; save it without one",
                              STR_ARG(zip->file->name));
        if (info.compression_method && info.compression_method != Z_DEFLATED)
            return diag_error(zip->diag, DIAG_SYNTAX, (Mark){0},
                              "'%s' in '%.*s' is packed by the ZIP method %lu, and only methods 0 (stored) and %d "
                              "(deflated) are read; save it again with the spreadsheet program",
                              name, STR_ARG(zip->file->name), info.compression_method, Z_DEFLATED);
        if (info.uncompressed_size > ZIP_PART_MAX || info.uncompressed_size > zip->left)
            return diag_error(
                zip->diag, DIAG_SYNTAX, (Mark){0},
                "'%s' in '%.*s' is larger than %d MiB when unpacked; save the table alone in a new workbook", name,
                STR_ARG(zip->file->name), (int)((zip->left < ZIP_PART_MAX ? ZIP_TOTAL_MAX : ZIP_PART_MAX) >> 20));
        char *to = arena_alloc(a, info.uncompressed_size + 1);
        if (part_read(zip, to, info.uncompressed_size)) {
            zip->left -= info.uncompressed_size;
            *bytes = (Str){to, info.uncompressed_size};
            return true;
        }
    }
    memory_check();
    return diag_error(zip->diag, DIAG_SYNTAX, (Mark){0}, "'%.*s' is damaged at its part '%s'; save or fetch it again",
                      STR_ARG(zip->file->name), name);
}

/* ---- Writing ---- */

typedef struct Writing {
    const ZipPart *parts;
    size_t count;
} Writing;

static void archive_tell(const void *context, Buf *out)
{
    enum { FIRST_DAY = 0x210000, LEVEL = 9 }; /* 1980-01-01, where the dates of archives begin */
    const Writing *w = context;
    const zip_fileinfo info = {.dosDate = FIRST_DAY};
    Memory memory = {.bytes = {.arena = out->arena}};
    zlib_filefunc_def functions = memory_functions(&memory);
    zipFile handle = minizip.zipOpen2("", APPEND_STATUS_CREATE, NULL, &functions);
    bool good = handle != NULL;
    for (size_t i = 0; i < w->count && good; i++)
        good = minizip.zipOpenNewFileInZip(handle, w->parts[i].name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED,
                                           LEVEL) == ZIP_OK &&
               minizip.zipWriteInFileInZip(handle, w->parts[i].bytes.s, (unsigned)w->parts[i].bytes.n) == ZIP_OK &&
               minizip.zipCloseFileInZip(handle) == ZIP_OK;
    good = handle && minizip.zipClose(handle, NULL) == ZIP_OK && good;
    if (!good)
        out_of_memory();
    *out = memory.bytes;
}

Str zip_write(const ZipPart *parts, size_t count, Arena *a, Diag *d)
{
    const Writing writing = {parts, count};
    Buf bytes = {.arena = a};
    /* Without memory for a part's head, zipOpenNewFileInZip() writes into none. */
    ChildEnd end = library_load(&library, (Mark){0}, d) ? child_ask(archive_tell, &writing, &bytes, d) : CHILD_NONE;
    if (end == CHILD_ENDED)
        out_of_memory(); /* nothing else can fail: the archive is in memory */
    return end == CHILD_DONE ? buf_str(&bytes) : (Str){0};
}

Str zip_version(Arena *a)
{
    return library_load(&library, (Mark){0}, diag_new(a)) ? STR("minizip 1") : STR("minizip (missing)");
}
