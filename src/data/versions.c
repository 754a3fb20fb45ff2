/* Which library reads the typed files, for --version. */
#include "ncmec/data.h"

#include <yaml.h>

Str data_versions(Arena *a)
{
    return str_printf(a, "libyaml %s", yaml_get_version_string());
}
