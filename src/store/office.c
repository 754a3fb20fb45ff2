/* An office's files of figures as commands find, read and write them. */
#include "office.h"

#include "folders.h"
#include "src/cli/options.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SCHEMA_NAME "figures.schema.json"

static const Mark nowhere;

static const Value *shared_tree(Invocation *in, const char *name)
{
    const Source *source = source_read(shared_path(&in->folders, &name, 1, in->arena), in->arena, in->diag);
    return source ? yaml_parse(source, in->arena, in->diag) : NULL;
}

bool office_read(Invocation *in, Office *office)
{
    const Value *states = shared_tree(in, "jurisdictions.yaml"), *measures = shared_tree(in, "measures.yaml");
    office->jurisdictions = states ? jurisdictions_read(states, in->arena, in->diag) : NULL;
    office->dictionary = measures ? dictionary_read(measures, in->arena, in->diag) : NULL;
    office->files[0] = states ? states->mark.source->name : (Str){0};
    office->files[1] = measures ? measures->mark.source->name : (Str){0};
    return office->jurisdictions && office->dictionary;
}

const char *office_path(const Invocation *in, int year, const Jurisdiction *jurisdiction)
{
    Str name = jurisdiction ? jurisdiction->code : STR("national");
    return str_printf(in->arena, "%s/%d/%.*s.yaml", in->folders.office, year, STR_ARG(name)).s;
}

const FigureFile *office_before(const Invocation *in, const Office *office, const Jurisdiction *jurisdiction, int year)
{
    Diag *quiet = diag_new(in->arena);
    const char *path = office_path(in, year - 1, jurisdiction);
    const Source *source = path_exists(path) ? source_read(path, in->arena, in->diag) : NULL;
    const Value *root = source ? yaml_parse(source, in->arena, quiet) : NULL;
    diag_soften(quiet, true);
    return root
               ? figures_read(root, office->dictionary, office->jurisdictions, jurisdiction, year - 1, in->arena, quiet)
               : NULL;
}

const char *office_schema(const Invocation *in)
{
    const char *path = str_printf(in->arena, "%s/" SCHEMA_NAME, in->folders.office).s;
    return path_exists(path) ? "../" SCHEMA_NAME : NULL;
}

bool office_write(const Invocation *in, int year, const FileChange *files, size_t count)
{
    const char *folder = str_printf(in->arena, "%s/%d", in->folders.office, year).s;
    bool made = count && mkdir(folder, 0777) == 0;
    if (count && !made && errno != EEXIST)
        return diag_error(in->diag, DIAG_WRITE, nowhere, "cannot make the folder '%s': %s", folder, strerror(errno));
    if (file_write_all(files, count, in->arena, in->diag))
        return true;
    if (made)
        rmdir(folder);
    return false;
}
