/* An office's files of figures as commands find, read and write them. */
#include "office.h"

#include "folders.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCHEMA_NAME "figures.schema.json"

static const Mark nowhere;

static const Value *shared_tree(const Request *r, const char *name, Arena *a, Diag *d)
{
    const Source *source = source_read(shared_path(&r->folders, &name, 1, a), a, d);
    return source ? yaml_parse(source, a, d) : NULL;
}

bool office_read(const Request *r, Office *office, Arena *a, Diag *d)
{
    const Value *states = shared_tree(r, "jurisdictions.yaml", a, d), *measures = shared_tree(r, "measures.yaml", a, d);
    office->jurisdictions = states ? jurisdictions_read(states, a, d) : NULL;
    office->dictionary = measures ? dictionary_read(measures, a, d) : NULL;
    office->files[0] = states ? states->mark.source->name : (Str){0};
    office->files[1] = measures ? measures->mark.source->name : (Str){0};
    return office->jurisdictions && office->dictionary;
}

const char *office_path(const Request *r, int year, const Jurisdiction *jurisdiction, Arena *a)
{
    Str name = jurisdiction ? jurisdiction->code : STR("national");
    return str_printf(a, "%s/%d/%.*s.yaml", r->folders.office, year, STR_ARG(name)).s;
}

const FigureFile *office_before(const Request *r, const Office *office, TypedName name, Arena *a, Diag *d)
{
    Diag *quiet = diag_new(a);
    int year = name.year - 1;
    const char *path = office_path(r, year, name.jurisdiction, a);
    const Source *source = path_exists(path) ? source_read(path, a, d) : NULL;
    const Value *root = source ? yaml_parse(source, a, quiet) : NULL;
    diag_soften(quiet, true);
    return root ? figures_read(root, office->dictionary, office->jurisdictions, name.jurisdiction, year, a, quiet)
                : NULL;
}

const char *office_schema(const Request *r, Arena *a)
{
    const char *path = str_printf(a, "%s/" SCHEMA_NAME, r->folders.office).s;
    return path_exists(path) ? "../" SCHEMA_NAME : NULL;
}

bool office_write(const Request *r, int year, const FileChange *files, size_t count, Arena *a, Diag *d)
{
    const char *folder = str_printf(a, "%s/%d", r->folders.office, year).s;
    bool made = count && mkdir(folder, 0777) == 0;
    if (count && !made && errno != EEXIST)
        return diag_error(d, DIAG_WRITE, nowhere, "cannot make the folder '%s': %s", folder, strerror(errno));
    if (file_write_all(files, count, a, d))
        return true;
    if (made)
        rmdir(folder);
    return false;
}
