/* dlopen() and dlsym() with errors as findings. A loaded library stays until the process ends. */
#include "library.h"

#include <dlfcn.h>
#include <errno.h>

/* What dlerror() says, without the library's name in front, which the message has already. Where memory is short, no
   package helps: that is the libc's number or the loader's word, or that it gives no number why a file did not open. */
static const char *reason(const char *soname)
{
    bool is_short = errno == ENOMEM;
    const char *text = dlerror();
    Str told = str_from(text ? text : "");
    if (is_short || str_ends(told, str_from(strerror(ENOMEM))) || str_eq(told, STR("out of memory")) ||
        str_ends(told, STR("cannot open shared object file")))
        out_of_memory();
    if (!text)
        return "unknown reason";
    size_t n = strlen(soname);
    return strncmp(text, soname, n) == 0 && strncmp(text + n, ": ", 2) == 0 ? text + n + 2 : text;
}

bool library_load(Library *library, Mark needed_at, Diag *d)
{
    if (library->loaded)
        return true;
    errno = 0;
    void *handle = dlopen(library->soname, RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
        const char *why = reason(library->soname);
        /* The loader does not say whether memory is short or the file system forbids it. */
        bool is_unmapped = strstr(why, "failed to map segment") != NULL;
        return diag_error(d, DIAG_READ, needed_at, "cannot load the library '%s' (%s); %s%s", library->soname, why,
                          is_unmapped ? "free memory, or mount its folder without 'noexec'" : "install the package ",
                          is_unmapped ? "" : library->package);
    }
    for (size_t i = 0; library->names[i]; i++) {
        void *symbol = dlsym(handle, library->names[i]);
        if (!symbol)
            return diag_error(d, DIAG_READ, needed_at, "the library '%s' has no function '%s'; update the package %s",
                              library->soname, library->names[i], library->package);
        memcpy((char *)library->functions + i * sizeof symbol, &symbol, sizeof symbol);
    }
    return library->loaded = true;
}
