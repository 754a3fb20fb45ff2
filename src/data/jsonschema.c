/* The JSON Schema of typed files, made of the dictionary: editors that know YAML (VS Code by its extension) complete
   keys, show what a figure is and mark what no figure can be, while it is typed. Draft 7, as those editors take it:
   beside a "$ref" it ignores all else, hence "allOf". What holds between figures no schema can say; that is left to the
   program, as are names of states in other letter cases. */
#include "form.h"

typedef struct Scoped {
    const char *name, *title;
    MeasureScope scope;
} Scoped;

static void put_pair(Buf *out, const char *key, Str text)
{
    buf_printf(out, "\"%s\": ", key);
    buf_json(out, text);
}

static void put_figure(Buf *out, const Measure *m, Arena *a)
{
    Buf pattern = {.arena = a};
    form_pattern(m, &pattern);
    buf_put(out, STR("\"anyOf\": ["));
    if (!m->percent && (!m->kinds || m->kinds & 1U << FIGURE_EXACT))
        buf_put(out, STR("{\"type\": \"integer\", \"minimum\": 0, \"maximum\": 999999999999999}, "));
    buf_put(out, STR("{\"type\": \"string\", "));
    put_pair(out, "pattern", buf_str(&pattern));
    buf_put(out, STR("}]"));
}

static void put_measure(Buf *out, const Measure *m, const Dictionary *dict, Arena *a)
{
    Str about = str_printf(a, "%.*s (%.*s)", STR_ARG(m->label), STR_ARG(m->unit));
    for (size_t i = 0; i < m->part_count; i++)
        about = str_printf(a, "%.*s%s%.*s", STR_ARG(about),
                           i ? ", " : ". Adds up: ", STR_ARG(dict->items[m->parts[i]].key));
    if (m->bounded)
        about = str_printf(a, "%.*s. At most %s%.*s", STR_ARG(about), m->at_most_nation ? "us." : "",
                           STR_ARG(dict->items[m->at_most].key));
    buf_put(out, STR("        "));
    buf_json(out, m->key);
    buf_put(out, STR(": {"));
    put_pair(out, "description", about);
    buf_put(out, STR(",\n          "));
    if (m->kinds)
        put_figure(out, m, a);
    else
        buf_printf(out, "\"allOf\": [{\"$ref\": \"#/definitions/%s\"}]", m->percent ? "percentage" : "count");
    buf_char(out, '}');
}

static void put_scope(Buf *out, const Scoped *scoped, const Dictionary *dict, Arena *a)
{
    bool first = true;
    buf_printf(out, ",\n    \"%s\": {\n      \"type\": \"object\",\n      ", scoped->name);
    put_pair(out, "description", str_from(scoped->title));
    buf_put(out, STR(",\n      \"additionalProperties\": false,\n      \"properties\": {\n"));
    for (size_t i = 0; i < dict->count; i++)
        if (dict->items[i].scope & scoped->scope) {
            buf_put(out, first ? STR("") : STR(",\n"));
            put_measure(out, &dict->items[i], dict, a);
            first = false;
        }
    buf_put(out, STR("\n      },\n      \"required\": ["));
    first = true;
    for (size_t i = 0; i < dict->count; i++)
        if (dict->items[i].scope & scoped->scope && !dict->items[i].part_count && !dict->items[i].since &&
            !dict->items[i].until) {
            buf_put(out, first ? STR("") : STR(", "));
            buf_json(out, dict->items[i].key);
            first = false;
        }
    buf_put(out, STR("]\n    }"));
}

static void put_states(Buf *out, const Jurisdictions *all)
{
    for (size_t i = 0; i < all->count; i++) {
        buf_put(out, i ? STR(", ") : STR(""));
        buf_json(out, all->items[i].code);
    }
    for (size_t i = 0; i < all->count; i++) {
        buf_put(out, STR(", "));
        buf_json(out, all->items[i].name);
    }
}

static void put_heads(Buf *out, const Jurisdictions *all)
{
    static const char date[] = "\"type\": \"string\", \"pattern\": \"^[0-9]{4}-[0-9]{2}-[0-9]{2}$\"";
    buf_put(out,
            STR("    \"state\": {\"description\": \"Whose figures these are: a postal code or a name. The nation's "
                "file has none.\",\n      \"enum\": ["));
    put_states(out, all);
    buf_put(out, STR("]},\n"
                     "    \"year\": {\"description\": \"The year of all figures in this file\", \"type\": \"integer\", "
                     "\"minimum\": 1984, \"maximum\": 2199},\n"
                     "    \"status\": {\"description\": \"draft prints DRAFT on every page\", \"enum\": [\"final\", "
                     "\"draft\"]},\n"
                     "    \"sample\": {\"description\": \"true prints SAMPLE DATA on every page\", \"type\": "
                     "\"boolean\"},\n"
                     "    \"source\": {\"description\": \"Where the figures are from\", \"type\": [\"string\", "
                     "\"object\"], \"minLength\": 1, \"minProperties\": 1},\n"));
    buf_printf(out, "    \"as_of\": {\"description\": \"The day of the count, printed where it is typed\", %s},\n",
               date);
    buf_printf(out, "    \"revised\": {\"description\": \"The day of the last correction\", %s},\n", date);
    buf_printf(
        out,
        "    \"revisions\": {\"description\": \"What was corrected, printed in 'About these figures'\", \"type\": "
        "\"array\", \"items\": {\n      \"type\": \"object\", \"required\": [\"date\", \"figure\", \"was\", "
        "\"why\"], \"additionalProperties\": false,\n      \"properties\": {\"date\": {%s}, \"figure\": {\"type\": "
        "\"string\"}, \"was\": {\"type\": [\"string\", \"number\"]}, \"why\": {\"type\": [\"string\", "
        "\"object\"]}}}},\n",
        date);
    buf_put(out,
            STR("    \"accept\": {\"description\": \"Warnings that are known and right; printed nowhere\", \"type\": "
                "\"array\", \"items\": {\n      \"type\": \"object\", \"required\": [\"code\", \"why\"], "
                "\"additionalProperties\": false,\n      \"properties\": {\"code\": {\"enum\": ["));
    DiagCode code;
    for (size_t i = 0; accept_code(i, &code); i++) {
        buf_put(out, i ? STR(", ") : STR(""));
        buf_json(out, diag_word(code));
    }
    buf_put(out, STR("]}, \"figure\": {\"type\": \"string\"}, \"why\": {\"type\": [\"string\", \"object\"], "
                     "\"minLength\": 1}}}},\n"));
    buf_put(out, STR("    \"notes\": {\"description\": \"Paragraphs of your own for 'About these figures'\", \"type\": "
                     "\"array\", \"items\": {\"type\": [\"string\", \"object\"]}},\n"
                     "    \"figures\": {\"type\": \"object\"}\n"));
}

Str schema_text(const Dictionary *dict, const Jurisdictions *all, Arena *a)
{
    static const Scoped scopes[] = {{"state", "The figures of one state", SCOPE_STATE},
                                    {"nation", "The figures of the nation", SCOPE_NATION}};
    static const Measure count = {.percent = false}, percentage = {.percent = true};
    Buf out = {.arena = a};
    buf_put(&out, STR("{\n"
                      "  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n"
                      "  \"title\": \"Figures of one year: a state's file or the nation's\",\n"
                      "  \"description\": \"Made by 'ncmec-pdf schema' from measures.yaml\",\n"
                      "  \"type\": \"object\",\n"
                      "  \"required\": [\"year\", \"status\", \"source\", \"figures\"],\n"
                      "  \"additionalProperties\": false,\n"
                      "  \"properties\": {\n"));
    put_heads(&out, all);
    buf_put(&out, STR("  },\n"
                      "  \"if\": {\"required\": [\"state\"]},\n"
                      "  \"then\": {\"properties\": {\"figures\": {\"$ref\": \"#/definitions/state\"}}},\n"
                      "  \"else\": {\"properties\": {\"figures\": {\"$ref\": \"#/definitions/nation\"}}},\n"
                      "  \"definitions\": {\n"
                      "    \"count\": {"));
    put_figure(&out, &count, a);
    buf_put(&out, STR("},\n    \"percentage\": {"));
    put_figure(&out, &percentage, a);
    buf_put(&out, STR("}"));
    for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++)
        put_scope(&out, &scopes[i], dict, a);
    buf_put(&out, STR("\n  }\n}\n"));
    return buf_str(&out);
}
