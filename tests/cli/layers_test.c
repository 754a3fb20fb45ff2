/* The layer check bites: each rule is broken once in a copy of the tree. */
#include "tests/tools/shell.h"

static const struct {
    const char *file, *line, *said;
} breaches[] = {
    {"include/ncmec/text.h", "#include \"ncmec/page.h\"", "include/ncmec/text.h: includes ncmec/page.h, which stands"},
    {"include/ncmec/base.h", "#include <yaml.h>", "include/ncmec/base.h: includes yaml.h"},
    {"include/ncmec/extra.h", "int x;", "include/ncmec/extra.h: is not in the row of stages"},
    {"src/base/str.c", "#include \"ncmec/data.h\"", "src/base/str.c: sees ncmec/data.h"},
    {"src/base/str.c", "#include <hb.h>", "src/base/str.c: includes hb.h"},
    {"src/base/str.c", "#include <expat.h>", "src/base/str.c: includes expat.h"},
    {"src/picture/extra.c", "#include <dlfcn.h>", "src/picture/extra.c: includes dlfcn.h"},
    {"src/data/extra.c", "#include \"ncmec/theme.h\"", "src/data/extra.c: sees ncmec/theme.h"},
    {"src/data/extra.c", "#include <hpdf.h>", "src/data/extra.c: includes hpdf.h"},
    {"src/template/extra.c", "#include \"ncmec/text.h\"", "src/template/extra.c: sees ncmec/text.h"},
    {"src/text/extra.c", "#include \"ncmec/data.h\"", "src/text/extra.c: sees ncmec/data.h"},
    {"src/picture/extra.c", "#include <png.h>", "src/picture/extra.c: includes png.h; only src/picture/png.c may"},
    {"src/text/extra.c", "#include <hpdf.h>", "src/text/extra.c: includes hpdf.h"},
    {"src/layout/extra.c", "#include \"ncmec/data.h\"", "src/layout/extra.c: sees ncmec/data.h"},
    {"src/layout/extra.c", "#include \"ncmec/pdf.h\"", "src/layout/extra.c: sees ncmec/pdf.h"},
    {"src/layout/extra.c", "#include <hb.h>", "src/layout/extra.c: includes hb.h"},
    {"src/pdf/extra.c", "#include \"ncmec/document.h\"", "src/pdf/extra.c: sees ncmec/document.h"},
    {"src/pdf/extra.c", "#include \"ncmec/theme.h\"", "src/pdf/extra.c: sees ncmec/theme.h"},
    {"src/pdf/extra.c", "#include <yaml.h>", "src/pdf/extra.c: includes yaml.h"},
    {"src/pdf/extra.c", "#include \"../text/font.h\"", "src/pdf/extra.c: includes ../text/font.h"},
    {"src/pdf/object.c", "#include \"tags.h\"", "src/pdf: sources that need each other in a circle: "},
    {"src/extra/extra.c", "int x;", "src/extra/extra.c: no stage has this folder"},
    {"src/extra.c", "int x;", "src/extra.c: no stage has this folder"},
    {"src/store/extra.c", "#include \"src/run/jobs.h\"",
     "src/store/extra.c: sees src/run/jobs.h; run is not below store"},
    {"src/store/extra.c", "#include \"../cli/command.h\"", "src/store/extra.c: includes ../cli/command.h"},
    {"src/sheet/pipeline.c", "#include <hpdf.h>", "src/sheet/pipeline.c: includes hpdf.h"},
    {"src/sheet/pipeline.c", "void *f(void) { return malloc(1); }", "src/sheet/pipeline.c: takes memory"},
    {"src/text/extra.c", "char *f(char *s) { return strdup (s); }", "src/text/extra.c: takes memory"},
    {"src/sheet/pipeline.c", "char *f(void) { return getenv(\"HOME\"); }",
     "src/sheet/pipeline.c: reads the environment"},
    {"src/sheet/pipeline.c", "double f(char *s) { return strtod(s, 0); }",
     "src/sheet/pipeline.c: depends on the locale"},
    {"src/main.c", "void f(void) { setlocale(0, \"\"); }", "src/main.c: depends on the locale"},
    {"src/sheet/pipeline.c", "long f(void) { return time(0); }", "src/sheet/pipeline.c: depends on the clock"},
    {"src/pdf/extra.c", "void f(double x) { printf(\"%6.2f\", x); }", "src/pdf/extra.c: prints a floating number"},
};

static void every_rule_bites(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof breaches / sizeof *breaches; i++) {
        /* Only the file broken and the headers: the check reads every file for itself. */
        const char *folder = folder_new(arena);
        const char *file = breaches[i].file;
        shell_expect(arena, 0, folder, "mkdir -p src && cp -R '%s/include' . && mkdir -p $(dirname %s)", shell_tree,
                     file);
        shell_expect(arena, 0, folder,
                     "if [ -f '%s/%s' ]; then cp '%s/%s' %s && cp '%s/'$(dirname %s)/*.h $(dirname %s) "
                     "2>/dev/null; fi; true",
                     shell_tree, file, shell_tree, file, file, shell_tree, file, file);
        shell_expect(arena, 0, folder, "sh '%s/tests/tools/layers.sh' .", shell_tree);
        Str line = str_printf(arena, "%s\n", breaches[i].line);
        Str before = file_exists(arena, folder, file) ? file_text(arena, folder, file) : STR("");
        file_write(arena, folder, file, str_printf(arena, "%.*s%.*s", STR_ARG(before), STR_ARG(line)));
        Run run = shell_expect(arena, 1, folder, "sh '%s/tests/tools/layers.sh' .", shell_tree);
        assert_holds(run.out, breaches[i].said);
    }
}

/* Names that a shared header declares: only what is compiled says which source has them. */
static void sources_that_call_each_other_are_a_breach(void **state)
{
    (void)state;
    const char *folder = folder_new(arena);
    shell_expect(arena, 0, folder, "mkdir -p src/base build/src/base && cp -R '%s/include' .", shell_tree);
    file_write(arena, folder, "src/base/one.c", STR("int two(void); int one(void); int one(void) { return two(); }\n"));
    file_write(arena, folder, "src/base/two.c", STR("int two(void); int two(void) { return 2; }\n"));
    static const char check[] = "for file in one two; do cc -c src/base/$file.c -o build/src/base/$file.o; done && "
                                "sh '%s/tests/tools/layers.sh' . build";
    shell_expect(arena, 0, folder, check, shell_tree);
    file_write(arena, folder, "src/base/two.c", STR("int one(void); int two(void); int two(void) { return one(); }\n"));
    Run run = shell_expect(arena, 1, folder, check, shell_tree);
    assert_holds(run.out, "src: sources that call each other in a circle: src/base/one src/base/two\n");
}

static void comments_and_longer_names_are_no_breach(void **state)
{
    (void)state;
    const char *folder = folder_new(arena);
    shell_expect(arena, 0, folder, "mkdir -p src/base && cp -R '%s/include' .", shell_tree);
    file_write(arena, folder, "src/base/a.c",
               STR("/* malloc(1), time(0) and \"%f\" are named here only. */\n"
                   "void run_time(void); void f(void) { run_time(); x->time(3); printf(\"100%%, %d%%\", 3); }\n"));
    shell_expect(arena, 0, folder, "sh '%s/tests/tools/layers.sh' .", shell_tree);
}

static void the_tree_passes(void **state)
{
    (void)state;
    shell_expect(arena, 0, shell_tree, "sh tests/tools/layers.sh . $(dirname '%s')", shell_program);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tree_passes),
        cmocka_unit_test(every_rule_bites),
        cmocka_unit_test(sources_that_call_each_other_are_a_breach),
        cmocka_unit_test(comments_and_longer_names_are_no_breach),
    };
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
