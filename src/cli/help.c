/* "ncmec-pdf help" and --help: printed from the rows of commands and options, in 80 columns. */
#include "src/base/file.h"

#include "manual.h"
#include "options.h"

enum { TEXT_COLUMN = 22, COLUMNS = 80 };

/* A name in two columns' space, its text beside it; below it where the name is too long. */
static void row_put(Buf *out, Str name, const char *text)
{
    bool fits = name.n + 2 < TEXT_COLUMN;
    if (!fits)
        buf_printf(out, "  %.*s\n", STR_ARG(name));
    Str head = str_printf(out->arena, "  %-*.*s", TEXT_COLUMN - 2, fits ? (int)name.n : 0, name.s);
    buf_wrapped(out, head, str_from(text), TEXT_COLUMN, COLUMNS);
}

static void option_put(Buf *out, const Option *o, const Command *command, Arena *a)
{
    Buf name = {.arena = a};
    if (o->letter)
        buf_printf(&name, "-%c, ", o->letter);
    buf_printf(&name, "--%s", o->name);
    if (o->value)
        buf_printf(&name, " %s", o->value);
    row_put(out, buf_str(&name), o->one >> command_id(command) & 1 ? o->help_one : o->help);
}

static void options_put(Buf *out, const Command *command, Arena *a)
{
    for (OptionGroup group = 0; group < GROUP_COUNT; group++) {
        bool has_title = false;
        for (size_t i = 0; i < option_count; i++) {
            if (options[i].group != group || !option_is_for(&options[i], command))
                continue;
            if (!has_title)
                buf_printf(out, "\n%s:\n", option_groups[group]);
            has_title = true;
            option_put(out, &options[i], command, a);
        }
    }
}

/* The command with what it cannot do without: operands or options, where it has both. */
static void usage_put(Buf *out, const char *before, const Command *command, bool by_data)
{
    CommandId id = command_id(command);
    buf_printf(out, "%sncmec-pdf%s%s", before, *command->name ? " " : "", command->name);
    if (command->operands && id != COMMAND_NEW)
        buf_printf(out, " %s", command->operands);
    for (size_t i = 0; i < option_count; i++) {
        const Option *o = &options[i];
        if (by_data ? o == option_find("data") : o->needed >> id & 1)
            buf_printf(out, " --%s %s", o->name, o->value);
    }
    buf_put(out, STR(" [OPTION...]\n"));
}

static void usages_put(Buf *out, const Command *command)
{
    unsigned without_data = 0;
    for (size_t i = 0; i < option_count; i++)
        without_data += (options[i].unless_data >> command_id(command) & 1) != 0;
    usage_put(out, "Usage: ", command, false);
    if (command == &commands[COMMAND_NEW])
        buf_printf(out, "       ncmec-pdf new %s [OPTION...]\n", command->operands);
    if (without_data > 1)
        usage_put(out, "       ", command, true);
    if (command == &commands[COMMAND_SHEET])
        buf_put(out, STR("       ncmec-pdf COMMAND ...\n"));
}

static void commands_put(Buf *out, Arena *a)
{
    buf_put(out, STR("\nCommands ('ncmec-pdf help COMMAND' says more):\n"));
    for (CommandId id = COMMAND_SHEET + 1; id < COMMAND_COUNT; id++) {
        const Command *c = &commands[id];
        row_put(out, str_printf(a, c->operands ? "%s %s" : "%s", c->name, c->operands), c->summary);
    }
}

static Str help_text(const Command *command, Arena *a)
{
    Buf out = {.arena = a};
    usages_put(&out, command);
    buf_char(&out, '\n');
    buf_paragraphs(&out, str_from(command->about), COLUMNS);
    if (command == &commands[COMMAND_SHEET])
        commands_put(&out, a);
    options_put(&out, command, a);
    if (command->notes)
        buf_paragraphs(&out, str_printf(a, "\n%s", command->notes), COLUMNS);
    return buf_str(&out);
}

/* The command that is asked about; NULL after a finding. */
static const Command *command_asked(const Request *r, Diag *d)
{
    const Texts *words = &r->operands;
    if (r->help || r->command != &commands[COMMAND_HELP])
        return r->command;
    if (!words->count)
        return &commands[COMMAND_SHEET];
    if (words->count > 1)
        return diag_error(d, DIAG_USAGE, nowhere, "name one command, as in: ncmec-pdf help %s", words->items[0]), NULL;
    const Command *found = command_find(str_from(words->items[0]));
    if (!found)
        command_unknown(str_from(words->items[0]), "'ncmec-pdf help' lists the commands", d);
    return found;
}

int help_run(const Request *r, Arena *a, Diag *d)
{
    bool of_data = manual_of_data(r) && !r->help;
    Buf manual = {.arena = a};
    const Command *command = of_data ? NULL : command_asked(r, d);
    if (of_data)
        buf_paragraphs(&manual, manual_data_text(a), COLUMNS), file_print(buf_str(&manual), d);
    else if (command)
        file_print(help_text(command, a), d);
    return command_end(r, (Str){0}, d);
}
