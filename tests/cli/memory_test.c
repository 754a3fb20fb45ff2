/* What an input of at most 1 MiB costs: the peak of memory of the whole program, for inputs of every kind that are as
   large as they may be, or larger than a limit allows. A limit has to be named before the memory is spent. */
#include "tests/tools/shell.h"

#include <stdlib.h>
#include <sys/resource.h>

enum { MOST_KIB = 64 * 1024 };

typedef struct Case {
    const char *name;
    const char *make; /* in a copy of the data folder; what is written to 'in' becomes the end of a file, or the body */
    const char *run;  /* empty: a sheet */
    int exit;
    const char *said;
} Case;

/* repeat COUNT TEXT; body: 'in' becomes the first blocks of the wording; logo NAME: the theme gets one. */
static const char tools[] =
    "repeat() { awk -v n=\"$1\" -v t=\"$2\" 'BEGIN { while (n-- > 0) printf \"%s\", t }'; }; "
    "body() { sed -i '/^body:/r in' data/templates/fact-sheet.yaml; }; "
    "notes() { { echo notes:; cat in; } >>data/2023/CA.yaml; }; "
    "logo() { printf 'logo: {file: %s, alt: N, width: 84 pt, side: left, top: 20 pt, clear_space: 14 pt}\\n' $1 "
    ">>data/themes/ncmec.yaml; }; "
    /* table FIGURE ROWS STATUS MORE: a row a state and year, from 1984 on; MORE goes to the end of each row */
    "table() { states=$(sed -n 's/^\\([A-Z][A-Z]\\):.*/\\1/p' data/jurisdictions.yaml); { printf state,year,status; "
    "printf ,%s cybertipline_reports cvip_submissions missing_total missing_from_social_services missing_other "
    "missing_from_orr trafficking_engagements team_hope_supported mental_health_connections team_adam_cases "
    "connect_new_professionals; echo \"$4\"; awk -v f=\",$1\" -v n=$2 -v s=$3 -v m=\"$4\" -v states=\"$states\" 'BEGIN "
    "{ "
    "for (i = 0; i < 11; i++) cells = cells f; c = split(states, state); for (i = 0; i < n; i++) print "
    "state[i % c + 1] \",\" 1984 + int(i / c) \",\" s cells m }'; } >t.csv; }; "
    "png() { python3 -c '\nimport struct, sys, zlib\nwidth, height, kind = map(int, sys.argv[1:])\n"
    "def chunk(t, d): return struct.pack(\">I\", len(d)) + t + d + struct.pack(\">I\", zlib.crc32(t + d))\n"
    "z = zlib.compressobj(9)\nrow = bytes([0]) + bytes([200, 40, 90, 255][:4 if kind == 6 else 3]) * width\n"
    "data = b\"\".join(z.compress(row) for _ in range(height)) + z.flush()\n"
    "text = b\"\".join(chunk(b\"zTXt\", b\"k\\0\\0\" + zlib.compress(bytes(900000))) for _ in range(100))\n"
    "sys.stdout.buffer.write(b\"\\x89PNG\\r\\n\\x1a\\n\" + chunk(b\"IHDR\", struct.pack(\">IIBBBBB\", width, height, "
    "8, "
    "kind, 0, 0, 0)) + text + chunk(b\"IDAT\", data) + chunk(b\"IEND\", b\"\"))' $@; }; "
    /* pdf PAGES MEBIBYTES: each page shows, and each attached file holds, so much of nothing. */
    "pdf() { python3 -c '\nimport sys, zlib\npages, size = map(int, sys.argv[1:])\nz = zlib.compressobj(9)\n"
    "data = b\"\".join(z.compress(bytes(1 << 20)) for _ in range(size)) + z.flush()\n"
    "out, places = b\"%PDF-1.7\\n\", []\n"
    "def put(text, stream=None):\n    global out\n    places.append(len(out))\n"
    "    tail = b\"\" if stream is None else b\"\\nstream\\n\" + stream + b\"\\nendstream\"\n"
    "    out += b\"%d 0 obj\\n<< \" % len(places) + text.encode() + b\" >>\" + tail + b\"\\nendobj\\n\"\n"
    "put(\"/Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [\" + \"(f) 5 0 R \" * pages + \"] >> >>\")\n"
    "put(\"/Type /Pages /Count %d /Kids [\" % pages + \"3 0 R \" * pages + \"]\")\n"
    "put(\"/Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R\")\n"
    "put(\"/Filter /FlateDecode /Length %d\" % len(data), data)\n"
    "put(\"/Type /Filespec /F (f) /UF (f) /EF << /F 4 0 R >>\")\nstart = len(out)\n"
    "out += b\"xref\\n0 6\\n0000000000 65535 f \\n\" + b\"\".join(b\"%010d 00000 n \\n\" % p for p in places)\n"
    "out += b\"trailer\\n<< /Root 1 0 R /Size 6 >>\\nstartxref\\n%d\\n%%%%EOF\\n\" % start\n"
    "sys.stdout.buffer.write(out)' $@; }; "
    "svg() { { printf '<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 3\">'; cat; printf '</svg>'; } "
    ">data/themes/logo.svg; logo logo.svg; }; ";

static const Case cases[] = {
    {"an ordinary sheet", "", "", 0, "2 pages"},
    /* Figures */
    {"notes", "repeat 5000 '  - A text\\n' >in; notes", "", 5, "more than 4096 texts"},
    {"many notes", "repeat 40000 '  - A text of a note\\n' >in; notes", "", 5, "more than 4096 texts"},
    {"notes on one line", "{ echo \"  [$(repeat 49000 '\"a\",')]\"; } >in; notes", "", 5, "more than 4096 texts"},
    {"long notes", "for i in 1 2 3 4 5 6 7 8; do echo \"  - $(repeat 13000 'word ')\"; done >in; notes", "", 5,
     "more than 131072 bytes of text"},
    {"a word", "{ echo \"  - $(repeat 65000 w)\"; } >in; notes", "", 5, "does not fit"},
    {"unknown figures", "awk 'BEGIN { while (i < 40000) print \"  k\" i++ \": 1\" }' >>data/2023/CA.yaml", "", 4,
     "unknown figure 'k0'"},
    {"a long source", "sed -i \"s/^source: .*/source: $(repeat 65000 S)/\" data/2023/CA.yaml", "", 5, "does not fit"},
    {"a state's name", "sed -i \"s/California/$(repeat 65000 C)/\" data/jurisdictions.yaml", "", 4,
     "'name' is longer than 100 letters"},
    /* Lists of states */
    {"a list of states", "awk 'BEGIN { while (i < 14349) print \"NoState\" i++ }' >list", "--state @list --year 2023",
     2, "unknown state 'NoState0'"},
    {"states on one line", "repeat 340000 CA, >list", "--state @list --year 2023", 0, "2 pages"},
    {"titles after a packet's sheets",
     "{ echo 'after:'; awk 'BEGIN { while (i < 30000) print \"  - T\" i++ }'; } >p.yaml",
     "packet --from p.yaml --state CA --year 2023", 4, "'after' has more than 1000 titles"},
    {"as many as may be", "{ echo 'after:'; awk 'BEGIN { while (i < 1000) print \"  - T\" i++ }'; } >p.yaml",
     "packet --from p.yaml --state CA --year 2023", 0, "1 sheet"},
    /* Wording */
    {"a list", "{ echo '  - list:'; repeat 14349 '      - An item\\n'; } >in; body", "", 5, "more than 4096 texts"},
    {"a table",
     "{ printf '  - table:\\n      columns: [label: a, bar, figure: b, share: c]\\n      rows:\\n'; "
     "repeat 14000 '        - {label: a, figure: cvip_submissions}\\n'; } >in; body",
     "", 5, "more than 4096 texts"},
    {"sections", "repeat 6000 '  - section: A\\n    body: [a]\\n' >in; body", "", 5, "more than 4096 texts"},
    {"emphasis", "for i in 1 2 3 4 5 6 7 8 9 10; do echo \"  - '$(repeat 16000 '*a* ')'\"; done >in; body", "", 4,
     "more than 16384 texts"},
    {"emphasis that is laid out", "echo \"  - '$(repeat 3900 '*a* ')'\" >in; body", "--draft", 0, "3 pages"},
    {"links", "for i in 1 2 3 4 5 6 7 8 9 10; do echo \"  - '$(repeat 3800 '[a](https://a.b) ')'\"; done >in; body", "",
     4, "more than 16384 texts"},
    {"placeholders",
     "sed -i \"s/^title: .*/title: $(repeat 60000 T)/\" data/templates/fact-sheet.yaml; "
     "echo \"  - '$(repeat 9000 '{title}')'\" >in; body",
     "", 5, "more than 131072 bytes of text"},
    {"a long draft", "echo \"  - '$(repeat 30000 'a ')'\" >in; body", "--draft", 0, "14 pages"},
    {"years", "{ printf 'years: ['; repeat 49000 1984,; echo ']'; } >>data/templates/fact-sheet.yaml", "", 0,
     "no text says 1984"},
    /* Theme and pictures */
    {"unknown keys", "awk 'BEGIN { while (i < 45000) print \"k\" i++ \": 1\" }' >>data/themes/ncmec.yaml", "", 4,
     "unknown key 'k0'"},
    {"pixels", "png 4096 4096 6 >data/themes/logo.png; logo logo.png", "", 4, "at most 8 million pixels"},
    {"as many pixels as may be", "png 3000 2666 6 >data/themes/logo.png; logo logo.png", "", 0, "2 pages"},
    {"the same in inks", "png 3000 2666 6 >data/themes/logo.png; logo logo.png", "--for press", 0, "2 pages"},
    {"texts in a picture", "png 400 20 2 >data/themes/logo.png; logo logo.png", "", 0, "2 pages"},
    {"shapes", "repeat 9900 '<rect width=\"9\" height=\"3\" fill=\"#12284C\"/>' | svg", "", 0, "2 pages"},
    {"points", "{ printf '<path d=\"M0 0'; repeat 400000 h1; printf '\"/>'; } | svg", "", 4, "is outside the viewBox"},
    /* Finished files */
    {"a PDF that unpacks to much", "pdf 1 900 >x.pdf", "verify x.pdf", 1, "cannot read 'x.pdf': "},
    {"pages and files that do", "pdf 3000 1 >x.pdf", "diff x.pdf x.pdf", 1, "cannot read 'x.pdf': "},
    {"the same to be released", "pdf 3000 1 >x.pdf", "release x.pdf", 1, "cannot read 'x.pdf': "},
    /* Tables */
    {"cells",
     "{ echo \"state,year,cvip_submissions$(repeat 190 ,x)\"; repeat 2500 \"CA,2023,5$(repeat 190 ,x)\\n\"; } >t.csv",
     "import t.csv --year 2023", 4, "at most 10000 rows, 200 columns and 175000 cells"},
    {"empty cells",
     "{ echo \"state,year,cvip_submissions$(repeat 197 ,)\"; repeat 4800 \"CA,2023,5$(repeat 197 ,)\\n\"; } >t.csv",
     "check t.csv", 4, "175000 cells"},
    {"empty rows", "{ echo state,year,cvip_submissions; repeat 1000000 '\\n'; } >t.csv", "check t.csv", 4,
     "no row of this table holds a figure"},
    {"withheld figures of 26 years", "table '<7' 1480 draft", "import t.csv", 0, "nothing is written yet"},
    {"the same, checked as drafts", "table '<7' 1480 draft", "check t.csv", 0, "1480 rows checked"},
    {"the same, checked together", "table suppressed 1480 final", "check t.csv", 0, "1480 rows checked"},
    {"what is no figure", "table x7 1480 final", "import t.csv", 4, "'x7' is not a figure"},
    {"rows of too many years", "table '<7' 9990 draft", "import t.csv", 4, "at most 1500 states and years"},
    {"the same for one of them", "table 7 9990 draft", "import t.csv --year 2024", 4, "at most 1500 states and years"},
    {"rows of one state", "table 7 9990 draft; sed -i '2,$s/^..,..../CA,2024/' t.csv", "import t.csv", 4,
     "a second row for CA"},
    {"empty columns", "table 7 910 draft $(repeat 178 ,)", "import t.csv", 4, "its parts add up to 21"},
};

static void an_input_of_a_mebibyte_costs_at_most_64(void **state)
{
    (void)state;
    if (shell_is_sanitized())
        skip();
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const Case *c = &cases[i];
        const char *folder = folder_with_data(arena);
        bool is_sheet = c->run[0] == '-' || !c->run[0];
        Run run = shell(arena, folder, "%s %s\n ncmec-pdf %s %s 2>&1", tools, c->make,
                        !is_sheet                   ? ""
                        : strstr(c->run, "--state") ? "-o out/"
                                                    : "--state CA --year 2023 -o x.pdf",
                        c->run);
        struct rusage usage;
        getrusage(RUSAGE_CHILDREN, &usage);
        if (run.exit != c->exit || str_find(run.out, str_from(c->said), 0) == run.out.n)
            fail_msg("%s: exit code %d\n%.*s%.*s", c->name, run.exit, STR_ARG(text_shown(run.out, 0)),
                     STR_ARG(text_shown(run.err, 0)));
        /* The largest of all until now. */
        if (usage.ru_maxrss > MOST_KIB)
            fail_msg("%s: %ld KiB", c->name, usage.ru_maxrss);
        if (getenv("MEMORY_SHOWN"))
            printf("%-40s %ld\n", c->name, usage.ru_maxrss);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(an_input_of_a_mebibyte_costs_at_most_64)};
    shell_begin();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
