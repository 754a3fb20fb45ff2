/* Sheets in Spanish: what each kind of number prints in the shipped wording, by the rules of CLDR (plurals, grouping)
   and of the Real Academia (names of states, "del", millones with "de"); no word of English where none belongs; and a
   third language, which takes a row and wordings alone. */
#include "tests/tools/shell.h"

#include <string.h>

#define CYBER "En 2023, "
#define CYBER_END " a la CyberTipline a disposición de las agencias del orden público en California."
#define CVIP_END " de material de explotación sexual infantil de las agencias del orden público de California."
#define TRADE_END " con las agencias de servicios sociales de California en casos de trata sexual infantil."
#define HIGHLIGHT " a disposición de las agencias del orden público"

typedef struct Row {
    const char *state, *set, *prints;
} Row;

static const Row rows[] = {
    /* 0, 1, some, exact millions, more than a million. */
    {"CA", "cybertipline_reports=0", CYBER "no se puso ninguna denuncia" CYBER_END},
    {"CA", "cybertipline_reports=0", "- 0 denuncias a la CyberTipline puestas" HIGHLIGHT},
    {"CA", "cybertipline_reports=1", CYBER "se puso 1 denuncia" CYBER_END},
    {"CA", "cybertipline_reports=1", "- 1 denuncia a la CyberTipline puesta" HIGHLIGHT},
    {"CA", "cybertipline_reports=2", CYBER "se pusieron 2 denuncias" CYBER_END},
    {"CA", "cybertipline_reports=21", CYBER "se pusieron 21 denuncias" CYBER_END},
    {"CA", "cybertipline_reports=78,835", CYBER "se pusieron 78,835 denuncias" CYBER_END},
    {"CA", "cybertipline_reports=1,000,000", CYBER "se pusieron 1,000,000 de denuncias" CYBER_END},
    {"CA", "cybertipline_reports=1,000,000", "- 1,000,000 de denuncias a la CyberTipline puestas" HIGHLIGHT},
    {"CA", "cybertipline_reports=3,000,000", CYBER "se pusieron 3,000,000 de denuncias" CYBER_END},
    {"CA", "cybertipline_reports=1,000,001", CYBER "se pusieron 1,000,001 denuncias" CYBER_END},
    /* Rounded. */
    {"CA", "cybertipline_reports=1 million", CYBER "se pusieron 1 millón de denuncias" CYBER_END},
    {"CA", "cybertipline_reports=2 million", CYBER "se pusieron 2 millones de denuncias" CYBER_END},
    {"CA", "cybertipline_reports=36.2 million", CYBER "se pusieron 36.2 millones de denuncias" CYBER_END},
    {"CA", "cybertipline_reports=36.2 million", "- 36.2 millones de denuncias a la CyberTipline puestas" HIGHLIGHT},
    {"CA", "cybertipline_reports=1 billion", CYBER "se pusieron mil millones de denuncias" CYBER_END},
    {"CA", "cybertipline_reports=2.5 billion", CYBER "se pusieron 2.5 mil millones de denuncias" CYBER_END},
    {"CA", "cybertipline_reports=1 thousand", CYBER "se pusieron mil denuncias" CYBER_END},
    {"CA", "cybertipline_reports=18.4 thousand", CYBER "se pusieron 18.4 mil denuncias" CYBER_END},
    {"CA", "cybertipline_reports=about 500", CYBER "se pusieron aproximadamente 500 denuncias" CYBER_END},
    {"CA", "cybertipline_reports=about 500", "- ~500 denuncias a la CyberTipline puestas" HIGHLIGHT},
    {"CA", "cybertipline_reports=nearly 500", CYBER "se pusieron casi 500 denuncias" CYBER_END},
    /* Floors and ceilings. */
    {"CA", "cybertipline_reports=more than 18,400", CYBER "se pusieron más de 18,400 denuncias" CYBER_END},
    {"CA", "cybertipline_reports=more than 18,400", "- 18,400+ denuncias a la CyberTipline puestas" HIGHLIGHT},
    {"CA", "cybertipline_reports=more than 1", CYBER "se puso más de 1 denuncia" CYBER_END},
    {"CA", "cybertipline_reports=more than 2 million", CYBER "se pusieron más de 2 millones de denuncias" CYBER_END},
    {"CA", "cybertipline_reports=over 1,000,000", CYBER "se pusieron más de 1,000,000 de denuncias" CYBER_END},
    {"CA", "cybertipline_reports=at least 50", CYBER "se pusieron al menos 50 denuncias" CYBER_END},
    {"CA", "cybertipline_reports=fewer than 10", CYBER "se pusieron menos de 10 denuncias" CYBER_END},
    {"CA", "cybertipline_reports=fewer than 10", "- <10 denuncias a la CyberTipline puestas" HIGHLIGHT},
    {"CA", "cybertipline_reports=at most 10", CYBER "se pusieron como máximo 10 denuncias" CYBER_END},
    /* Withheld, missing, not applicable. */
    {"CA", "cybertipline_reports=suppressed",
     "El número de denuncias a la CyberTipline puestas a disposición de las agencias del orden público en California "
     "en "
     "2023 se reserva para proteger la privacidad."},
    {"CA", "cybertipline_reports=suppressed",
     "Una raya (—) indica una cifra reservada para proteger la privacidad: "
     "denuncias a la CyberTipline puestas" HIGHLIGHT "."},
    {"CA", "team_adam_cases=not available",
     "El número de casos en California en los que Team Adam brindó asistencia en 2023 no está disponible."},
    {"CA", "team_adam_cases=not available",
     "Una raya (—) indica una cifra que no está disponible: casos con asistencia de Team Adam en situaciones "
     "críticas."},
    {"CA", "team_adam_cases=not applicable", "al lugar de los incidentes críticos.\n"},
    /* The other sentences, of one, none and many. */
    {"CA", "cvip_submissions=0", "el NCMEC no revisó ninguna remisión" CVIP_END},
    {"CA", "cvip_submissions=1", "el NCMEC revisó 1 remisión" CVIP_END},
    {"CA", "cvip_submissions=185", "el NCMEC revisó 185 remisiones" CVIP_END},
    {"CA", "missing_total=0", "En 2023, el NCMEC no atendió ningún caso de menores desaparecidos de California."},
    {"CA", "missing_total=1",
     "el NCMEC atendió 1 caso de un menor desaparecido de California, como se detalla a continuación:"},
    {"CA", "missing_total=2",
     "el NCMEC atendió 2 casos de menores desaparecidos de California, como se detalla a continuación:"},
    {"CA", "trafficking_engagements=0", "el NCMEC no tuvo ninguna intervención" TRADE_END},
    {"CA", "trafficking_engagements=1", "el NCMEC tuvo 1 intervención" TRADE_END},
    {"CA", "trafficking_engagements=2,028", "el NCMEC tuvo 2,028 intervenciones" TRADE_END},
    {"CA", "team_hope_supported=0", "ninguno de ellos en California."},
    {"CA", "team_hope_supported=1", "- 1 sobreviviente o familia que recibió apoyo de Team HOPE"},
    {"CA", "mental_health_connections=0",
     "no puso en contacto con servicios de salud mental a ningún sobreviviente ni familia en California."},
    {"CA", "mental_health_connections=1",
     "puso en contacto con servicios de salud mental a 1 sobreviviente o familia en California."},
    {"CA", "team_adam_cases=1", "Team Adam brindó asistencia en situaciones críticas en 1 caso en California."},
    {"CA", "team_adam_cases=0", "no brindó asistencia en situaciones críticas en ningún caso en California."},
    {"CA", "connect_new_professionals=1",
     "entre ellos 1 nuevo profesional del orden público o de la niñez en California."},
    {"CA", "us.missing_runaways=1", "1 correspondió a un menor que había huido"},
    {"CA", "us.likely_trafficked=12%", "12% de estos menores fueron"},
    {"CA", "us.cybertipline_content=1 billion", "con mil millones de elementos de contenido denunciado."},
    /* Each state's grammar. */
    {"DC", "cvip_submissions=2", "de las agencias del orden público del Distrito de Columbia."},
    {"DC", "team_adam_cases=2", "en 2 casos en el Distrito de Columbia."},
    {"DC", "team_adam_cases=2", ": Datos del Distrito de Columbia\n"},
    {"MP", "cvip_submissions=2", "de las agencias del orden público de las Islas Marianas del Norte."},
    {"MP", "team_adam_cases=2", "en 2 casos en las Islas Marianas del Norte."},
    {"VI", "team_adam_cases=2", "en 2 casos en las Islas Vírgenes de los Estados Unidos."},
    {"NY", "team_adam_cases=2", "en 2 casos en Nueva York."},
    {"HI", "team_adam_cases=2", "## Hawái de un vistazo"},
    {"LA", "team_adam_cases=2", "## Luisiana de un vistazo"},
    {"MS", "team_adam_cases=2", "## Misisipi de un vistazo"},
    {"MO", "team_adam_cases=2", "## Misuri de un vistazo"},
    {"NM", "team_adam_cases=2", "## Nuevo México de un vistazo"},
    {"OR", "team_adam_cases=2", "## Oregón de un vistazo"},
    {"PA", "team_adam_cases=2", "## Pensilvania de un vistazo"},
    {"WV", "team_adam_cases=2", "## Virginia Occidental de un vistazo"},
    {"ND", "team_adam_cases=2", "## Dakota del Norte de un vistazo"},
    {"NH", "team_adam_cases=2", "## Nuevo Hampshire de un vistazo"},
    {"NJ", "team_adam_cases=2", "## Nueva Jersey de un vistazo"},
    {"PR", "team_adam_cases=2", ": Datos de Puerto Rico\n"},
};

enum { ROWS = sizeof rows / sizeof *rows };

static void numbers_and_names_print_by_the_rules(void **state)
{
    size_t wrong = 0;
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        Str text =
            shell_expect(arena, 0, shell_tree,
                         "ncmec-pdf --data-dir tests/samples --state %s --year 2023 --language es --draft --set '%s' "
                         "--dump markdown 2>/dev/null | tr -d '*\\\\'",
                         rows[i].state, rows[i].set)
                .out;
        if (str_find(text, str_from(rows[i].prints), 0) == text.n && ++wrong)
            print_error("%s, %s does not print: %s\n", rows[i].state, rows[i].set, rows[i].prints);
    }
    assert_int_equal(wrong, 0);
}

/* All 56 on two pages, and no English but names, addresses and what the samples' own files say. */
static void no_english_is_left(void **state)
{
    static const char *const english[] = {
        " the ",   " of ",     " and ",   " in ",     " with ",   " from ",  "report",    "case ",
        "cases",   "missing ", "child",   "milli ",   "thousand", "billion", "million ",  "than",
        "least",   "about",    "Page 1",  "Source",   "figure",   "Figure",  "available", "withheld",
        "nation",  "SAMPLE",   "DRAFT",   "Calendar", "Data ",    "hotline", "law ",      "surviv",
        "family ", "Total:",   "January", "Februar",  "December", "North",   "Islands",   "New "};
    (void)state;
    const char *folder = folder_new(arena);
    Run run = shell_expect(
        arena, 0, shell_tree,
        "ncmec-pdf --data-dir tests/samples --state all --year 2023 --language es -q -o '%s/' && cd '%s' && for f in "
        "*.pdf; "
        "do pdftotext $f - | tr '\\n' ' ' | sed -e 's/An invented note[^.]*[.]//' -e 's/Invented figures for tests//'; "
        "pdfinfo $f | grep '^Title\\|^Subject\\|^Pages'; done",
        folder, folder);
    for (size_t i = 0; i < sizeof english / sizeof *english; i++)
        assert_lacks(run.out, english[i]);
    size_t pages = 0;
    for (size_t at = 0; (at = str_find(run.out, STR("Pages:           2\n"), at)) < run.out.n; at++)
        pages++;
    assert_int_equal(pages, 56);
}

static void files_say_their_language(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 --language en,es --for screen,press -q");
    shell_expect(arena, 0, folder,
                 "ls ncmec-CA-2023.pdf ncmec-CA-2023-press.pdf ncmec-CA-2023-es.pdf ncmec-CA-2023-es-press.pdf");
    Run run = shell_expect(arena, 0, folder, "qpdf --qdf --object-streams=disable ncmec-CA-2023-es.pdf - | strings");
    assert_holds(run.out, "/Lang (es-US)");
    assert_holds(run.out, "/Lang (en-US)");
    /* The hotline is in two languages, and one place where the tabulator stops. */
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf --state CA --year 2023 --language es --for screen -o s.pdf && qpdf --qdf "
                       "--object-streams=disable s.pdf - | strings");
    assert_int_equal(count_of(run.out, "/Subtype /Link"), 3);
    assert_int_equal(count_of(run.out, "/URI (tel:+1-800-843-5678)"), 1);
    run = shell_expect(arena, 0, folder, "ncmec-pdf statement --state CA --year 2023 --language es");
    assert_holds(run.out, "3 links, all underlined");
    run = shell_expect(arena, 0, folder, "pdftotext ncmec-CA-2023-es-press.pdf -; pdftotext ncmec-CA-2023-es.pdf -");
    assert_holds(run.out, "prensa (PDF/X-4)");
    assert_holds(run.out, "TRADUCCIÓN SIN REVISAR");
    run = shell_expect(
        arena, 0, folder,
        "sed -i '/^review:/d' data/templates/fact-sheet.es.yaml; ncmec-pdf --state CA --year 2023 --language "
        "es --dump document");
    assert_lacks(run.out, "SIN REVISAR");
    run = shell_expect(arena, 0, folder, "ncmec-pdf --state CA --year 2023 --language es --dump markdown");
    assert_holds(run.out,
                 "denuncias a la CyberTipline a disposición de las agencias del orden público en California.**");
    assert_lacks(run.out, "** **");
    run = shell_expect(arena, 0, folder,
                       "ncmec-pdf --state CA --year 2023 --language all -o 'x/{language}-{state}.pdf' && "
                       "ls x; ncmec-pdf packet --state CA --year 2023 --language es; ls packet*");
    assert_text(run.out, STR("en-CA.pdf\nes-CA.pdf\npacket-es.pdf\n"));
    run = shell_expect(arena, 4, folder,
                       "ncmec-pdf --state CA --year 2023 --language en --template data/templates/fact-sheet.es.yaml");
    assert_holds(run.err, "this wording is in Spanish, but --language asks for English");
}

/* Notes and sources, in the sheet's language where they are typed in it. */
static void texts_are_typed_for_each_language(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    Run run =
        shell_expect(arena, 0, folder,
                     "sed -i -e 's/^source:.*/source: {en: A report, es: Un informe}/' -e 's/^# notes:.*/notes: "
                     "[{en: \"One note.\", es: \"Una nota.\"}, {en: \"Left in English.\"}]/' data/2023/CA.yaml; "
                     "ncmec-pdf --state CA --year 2023 --language es --for screen; ncmec-pdf --state CA --year 2023 "
                     "--language es --dump tags; ncmec-pdf --state CA --year 2023 --dump tags; ncmec-pdf check "
                     "--language es");
    assert_holds(run.out, "Fuente: Un informe.\"");
    assert_holds(run.out, "\"Una nota.\"");
    assert_holds(run.out, "Span language=en\n        \"Left in English.\"");
    assert_holds(run.out, "Source: A report.\"");
    assert_holds(run.out, "\"One note.\"");
    assert_holds(run.err,
                 "warning: this sheet is in Spanish, but the text is in English; type it for both, as in {en: ");
    run = shell_expect(arena, 0, folder,
                       "qpdf --show-attachment=CA.yaml ncmec-CA-2023-es.pdf >CA.yaml && cat CA.yaml && qpdf "
                       "--show-attachment=jurisdictions.yaml ncmec-CA-2023-es.pdf && qpdf --list-attachments "
                       "ncmec-CA-2023-es.pdf");
    assert_holds(run.out, "es: \"Un informe\"");
    assert_holds(run.out, "fact-sheet.es.yaml");
    run = shell_expect(arena, 4, folder,
                       "sed -i 's/es: Un informe/fr: Un rapport/' data/2023/CA.yaml; ncmec-pdf --state CA --year 2023");
    assert_holds(run.err, "'fr' is not the tag of a language here; write as in {en: ");
}

/* Of "all", by the names that are printed. */
static void lists_are_sorted_by_the_printed_name(void **state)
{
    (void)state;
    const char *folder = folder_with_states(arena, "NC CO NV NY OR");
    Run run =
        shell_expect(arena, 0, folder,
                     "ncmec-pdf packet --state all --year 2023 --language es -o p.pdf && pdftotext -f 2 -l 2 p.pdf - "
                     "| grep -x 'California\\|Carolina.*\\|Colorado\\|Nevada\\|Nueva York\\|Oreg.*'");
    assert_text(run.out, STR("California\nCarolina del Norte\nColorado\nNevada\nNueva York\nOregón\n"));
}

/* The program with one row more, an invented language: its wordings are the Spanish ones under another tag. */
static void a_third_language_is_a_row_and_wordings(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    const char *program = str_printf(arena, "'%.*s/tests/tools/ncmec-pdf-more'",
                                     (int)(strrchr(shell_program, '/') - shell_program), shell_program)
                              .s;
    shell_expect(
        arena, 0, folder,
        "cd data/templates && for f in fact-sheet packet; do sed -e '/^review:/d' -e 's/^language: es-US/language: "
        "xx-US/' -e 's/many {/few {/g' $f.es.yaml >$f.xx.yaml; done && sed -i 's/fips: 06}/fips: 06, xx: {name: "
        "Kalifornio, of: dal Kalifornio}}/' ../jurisdictions.yaml");
    Run run = shell_expect(arena, 4, folder, "%s --state CA --year 2023 --language xx", program);
    assert_holds(run.err, "unknown plural category 'few'; Invented has 'many' and 'other'");
    shell_expect(arena, 0, folder,
                 "sed -z -E -i -e 's/few \\{/many {/g' -e 's/one([ \\n]+)\\{/=1\\1{/g' data/templates/*.xx.yaml");
    run = shell_expect(arena, 0, folder,
                       "%s --state CA --year 2023 --language xx,en -q && ls ncmec-CA-2023-xx.pdf ncmec-CA-2023.pdf && "
                       "%s --state CA --year 2023 --language xx --dump markdown && "
                       "%s packet --state CA --year 2023 --language xx -q && ls packet-xx.pdf",
                       program, program, program);
    assert_holds(run.out, "Datos dal Kalifornio");
    assert_holds(run.out, "36:2 gogol");
    assert_holds(run.out, "packet-xx.pdf");
    /* A figure that is typed is found as the language groups it. */
    run = shell_expect(arena, 4, folder,
                       "sed -i \"s/^body:/&\\n  - El 78'835 y/\" data/templates/fact-sheet.xx.yaml && "
                       "%s --state CA --year 2023 --language xx",
                       program);
    assert_holds(run.err, "the wording says 78'835, which is a figure of the data; write {cybertipline_reports}");
}

/* What 'new' begins is the English text under the strip that says so; nothing that is there is made again. */
static void new_begins_a_language(void **state)
{
    (void)state;
    const char *folder = folder_with_data(arena);
    const char *program = str_printf(arena, "'%.*s/tests/tools/ncmec-pdf-more'",
                                     (int)(strrchr(shell_program, '/') - shell_program), shell_program)
                              .s;
    Run run = shell_expect(arena, 0, folder, "%s new --state CA --year 2023 --language en,es,xx", program);
    assert_holds(run.err, "data/templates/fact-sheet.es.yaml: there, in Spanish\n");
    assert_holds(run.err, "data/templates/fact-sheet.xx.yaml: new, to be translated into Invented\n"
                          "data/templates/packet.xx.yaml: new, to be translated into Invented\n"
                          "2 files existed before and are left as they are\n"
                          "next: translate the texts;");
    assert_holds(run.err, "--state CA --year 2023 --language en,es,xx' makes the sheet");
    shell_expect(arena, 0, folder,
                 "sed -z -E -i -e 's/one([ \\n]+)\\{/=1\\1{/g' data/templates/*.xx.yaml && cp -r data before");
    run = shell_expect(
        arena, 0, folder,
        "%s --state CA --year 2023 --language en,es,xx -q --report made.csv && grep -o 'default,.*pdf' made.csv "
        "&& %s --state CA --year 2023 --language xx --dump markdown && %s packet --state CA --year 2023 "
        "--language xx -q && %s new --state CA --year 2023 --language xx && diff -r data before",
        program, program, program, program);
    assert_holds(run.out, "default,en-US,ncmec-CA-2023.pdf\n"
                          "default,es-US,ncmec-CA-2023-es.pdf\n"
                          "default,xx-US,ncmec-CA-2023-xx.pdf\n");
    assert_holds(run.out, "UNREVIEWED TRANSLATION");
    assert_holds(run.err, "data/templates/packet.xx.yaml: there, in Invented\n");
    run = shell_expect(arena, 0, folder,
                       "%s new --state TX --year 2023 --language en,es -q && grep source data/2023/TX.yaml", program);
    assert_holds(run.out, "; as in {en: \"...\", es: \"...\"}\n");
    run = shell_expect(arena, 2, folder, "%s new --state TX --year 2023 --language es --csv", program);
    assert_holds(run.err, "'--language' makes a wording to be translated, and a table has none");
    run = shell_expect(arena, 2, folder, "%s new --state TX --year 2023 --language all", program);
    assert_holds(run.err, "as in --language en,es");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_and_names_print_by_the_rules),
        cmocka_unit_test(no_english_is_left),
        cmocka_unit_test(files_say_their_language),
        cmocka_unit_test(texts_are_typed_for_each_language),
        cmocka_unit_test(lists_are_sorted_by_the_printed_name),
        cmocka_unit_test(a_third_language_is_a_row_and_wordings),
        cmocka_unit_test(new_begins_a_language),
    };
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
