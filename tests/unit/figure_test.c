/* Figures: what each accepted form means and prints as, and every wrong one with the exact message. */
#include "data_case.h"

static const Measure count_measure = {.key = {"missing_other", 13},
                                      .label = {"Other missing children cases", 28},
                                      .unit = {"cases", 5},
                                      .scope = SCOPE_BOTH};
static const Measure percent_measure = {.key = {"likely_trafficked", 17},
                                        .label = {"Share of runaways", 17},
                                        .unit = {"percent", 7},
                                        .percent = true,
                                        .scope = SCOPE_BOTH};

/* 'typed' stands behind "k: ", so that it is what a file holds. */
static bool read_typed(Arena *a, Diag *d, const char *typed, const Measure *measure, Figure *figure)
{
    const Value *map = parse_bytes(a, d, str_printf(a, "k: %s", typed));
    assert_non_null(map);
    return figure_read(map->fields[0].value, measure, figure, d);
}

typedef struct GoodRow {
    const char *typed;
    const Measure *measure;
    FigureKind kind;
    Decimal least, most;
    bool no_most;
    const char *in_text, *in_short;
} GoodRow;

#define COUNT(least, most) &count_measure, FIGURE_EXACT, {least, 0}, {most, 0}, false
#define ROUNDED(least, most) &count_measure, FIGURE_ROUNDED, {least, 0}, {most, 0}, false
#define FLOOR(least, stated) &count_measure, FIGURE_FLOOR, {least, 0}, {stated, 0}, true

#define CEILING(least, most) &count_measure, FIGURE_CEILING, {least, 0}, {most, 0}, false
#define BLANK(measure, kind, most, open) measure, kind, {0, 0}, {most, 0}, open
#define DASH "\xE2\x80\x94"

static const GoodRow good_rows[] = {
    {"78,835", COUNT(78835, 78835), "78,835", "78,835"},
    {"78835", COUNT(78835, 78835), "78,835", "78,835"},
    {"\"1,103\"", COUNT(1103, 1103), "1,103", "1,103"},
    {"' 1,103 '", COUNT(1103, 1103), "1,103", "1,103"},
    {"0", COUNT(0, 0), "0", "0"},
    {"7", COUNT(7, 7), "7", "7"},
    {"100", COUNT(100, 100), "100", "100"},
    {"1,000", COUNT(1000, 1000), "1,000", "1,000"},
    {"999,999,999,999,999", COUNT(999999999999999, 999999999999999), "999,999,999,999,999", "999,999,999,999,999"},
    {"36.2 million", ROUNDED(36150000, 36249999), "36.2 million", "36.2 million"},
    {"36.20 million", ROUNDED(36195000, 36204999), "36.20 million", "36.20 million"},
    {"36 million", ROUNDED(35500000, 36499999), "36 million", "36 million"},
    {"36 Million", ROUNDED(35500000, 36499999), "36 million", "36 million"},
    {"5 thousand", ROUNDED(4500, 5499), "5 thousand", "5 thousand"},
    {"5.123 thousand", ROUNDED(5123, 5123), "5.123 thousand", "5.123 thousand"},
    {"5.12 thousand", ROUNDED(5115, 5124), "5.12 thousand", "5.12 thousand"},
    {"0.5 billion", ROUNDED(450000000, 549999999), "0.5 billion", "0.5 billion"},
    {"1,200 million", ROUNDED(1199500000, 1200499999), "1,200 million", "1,200 million"},
    {"more than 18,400", FLOOR(18401, 18400), "more than 18,400", "18,400+"},
    {"More Than 18400", FLOOR(18401, 18400), "more than 18,400", "18,400+"},
    {"more  than 18,400", FLOOR(18401, 18400), "more than 18,400", "18,400+"},
    {"over 18,000", FLOOR(18001, 18000), "over 18,000", "18,000+"},
    {"at least 18,000", FLOOR(18000, 18000), "at least 18,000", "18,000+"},
    {"more than 105 million", FLOOR(105000001, 105000000), "more than 105 million", "105 million+"},
    {"at least 1.5 million", FLOOR(1500000, 1500000), "at least 1.5 million", "1.5 million+"},
    {"19%", &percent_measure, FIGURE_ROUNDED, {185, 1}, {195, 1}, false, "19%", "19%"},
    {"19.5%", &percent_measure, FIGURE_ROUNDED, {1945, 2}, {1955, 2}, false, "19.5%", "19.5%"},
    {"0%", &percent_measure, FIGURE_ROUNDED, {0, 0}, {5, 1}, false, "0%", "0%"},
    {"100%", &percent_measure, FIGURE_ROUNDED, {995, 1}, {100, 0}, false, "100%", "100%"},
    {"12.34567%", &percent_measure, FIGURE_ROUNDED, {12345665, 6}, {12345675, 6}, false, "12.34567%", "12.34567%"},
    {"more than 19%", &percent_measure, FIGURE_FLOOR, {19, 0}, {100, 0}, false, "more than 19%", "19%+"},
    {"fewer than 10", CEILING(1, 9), "fewer than 10", "<10"},
    {"Under 10", CEILING(1, 9), "under 10", "<10"},
    {"less than 10", CEILING(1, 9), "less than 10", "<10"},
    {"at most 10", CEILING(1, 10), "at most 10", "\xE2\x89\xA4\x31\x30"},
    {"at most 1", CEILING(1, 1), "at most 1", "\xE2\x89\xA4\x31"},
    {"fewer than 2", CEILING(1, 1), "fewer than 2", "<2"},
    {"under 1.5 million", CEILING(1, 1499999), "under 1.5 million", "<1.5 million"},
    {"about 18,400", ROUNDED(18350, 18449), "about 18,400", "~18,400"},
    {"about 18,432", ROUNDED(18431, 18433), "about 18,432", "~18,432"},
    {"about 20,000", ROUNDED(15000, 24999), "about 20,000", "~20,000"},
    {"nearly 20,000", ROUNDED(15000, 19999), "nearly 20,000", "~20,000"},
    {"almost 500", ROUNDED(450, 499), "almost 500", "~500"},
    {"about 1", ROUNDED(1, 2), "about 1", "~1"},
    {"about 36.2 million", ROUNDED(36150000, 36249999), "about 36.2 million", "~36.2 million"},
    {"about 30 million", ROUNDED(25000000, 34999999), "about 30 million", "~30 million"},
    {"nearly 1.5 thousand", ROUNDED(1450, 1499), "nearly 1.5 thousand", "~1.5 thousand"},
    {"suppressed", BLANK(&count_measure, FIGURE_SUPPRESSED, 0, true), "suppressed", DASH},
    {"Not Available", BLANK(&count_measure, FIGURE_NOT_AVAILABLE, 0, true), "not available", DASH},
    {"not  applicable", BLANK(&count_measure, FIGURE_NOT_APPLICABLE, 0, true), "not applicable", DASH},
    {"suppressed", BLANK(&percent_measure, FIGURE_SUPPRESSED, 100, false), "suppressed", DASH},
    {"about 19%", &percent_measure, FIGURE_ROUNDED, {185, 1}, {195, 1}, false, "about 19%", "~19%"},
    {"about 20%", &percent_measure, FIGURE_ROUNDED, {15, 0}, {25, 0}, false, "about 20%", "~20%"},
    {"nearly 19%", &percent_measure, FIGURE_ROUNDED, {185, 1}, {19, 0}, false, "nearly 19%", "~19%"},
    {"less than 5%", &percent_measure, FIGURE_CEILING, {0, 0}, {5, 0}, false, "less than 5%", "<5%"},
    {"at most 100%",
     &percent_measure,
     FIGURE_CEILING,
     {0, 0},
     {100, 0},
     false,
     "at most 100%",
     "\xE2\x89\xA4\x31\x30\x30%"},
    {"at least 100%", &percent_measure, FIGURE_FLOOR, {100, 0}, {100, 0}, false, "at least 100%", "100%+"},
    /* what else is read for these, and prints as they do */
    {"18,400 or more", FLOOR(18400, 18400), "at least 18,400", "18,400+"},
    {"18,400+", FLOOR(18400, 18400), "at least 18,400", "18,400+"},
    {"18,400 +", FLOOR(18400, 18400), "at least 18,400", "18,400+"},
    {"105 million+", FLOOR(105000000, 105000000), "at least 105 million", "105 million+"},
    {"105 million or more", FLOOR(105000000, 105000000), "at least 105 million", "105 million+"},
    {"No fewer than 5", FLOOR(5, 5), "at least 5", "5+"},
    {"18,400 and over", FLOOR(18400, 18400), "at least 18,400", "18,400+"},
    {"\">=18,400\"", FLOOR(18400, 18400), "at least 18,400", "18,400+"},
    {"\xE2\x89\xA5 18,400", FLOOR(18400, 18400), "at least 18,400", "18,400+"},
    {"\"> 18,400\"", FLOOR(18401, 18400), "more than 18,400", "18,400+"},
    {"greater than 18,400", FLOOR(18401, 18400), "more than 18,400", "18,400+"},
    {"5 or fewer", CEILING(1, 5), "at most 5", "\xE2\x89\xA4\x35"},
    {"10 or less", CEILING(1, 10), "at most 10", "\xE2\x89\xA4\x31\x30"},
    {"up to 10", CEILING(1, 10), "at most 10", "\xE2\x89\xA4\x31\x30"},
    {"<=10", CEILING(1, 10), "at most 10", "\xE2\x89\xA4\x31\x30"},
    {"<10", CEILING(1, 9), "fewer than 10", "<10"},
    {"< 10", CEILING(1, 9), "fewer than 10", "<10"},
    {"~600", ROUNDED(550, 649), "about 600", "~600"},
    {"~ 36.2 million", ROUNDED(36150000, 36249999), "about 36.2 million", "~36.2 million"},
    {"\xE2\x89\x88"
     "600",
     ROUNDED(550, 649), "about 600", "~600"},
    {"approx. 600", ROUNDED(550, 649), "about 600", "~600"},
    {"Approximately 600", ROUNDED(550, 649), "about 600", "~600"},
    {"roughly 600", ROUNDED(550, 649), "about 600", "~600"},
    {"around 600", ROUNDED(550, 649), "about 600", "~600"},
    {"78900.0", COUNT(78900, 78900), "78,900", "78,900"},
    {"1,103.00", COUNT(1103, 1103), "1,103", "1,103"},
    {"0.0", COUNT(0, 0), "0", "0"},
    {"36.2\xC2\xA0million", ROUNDED(36150000, 36249999), "36.2 million", "36.2 million"},
    {"1,103\xC2\xA0", COUNT(1103, 1103), "1,103", "1,103"},
    {"\xE2\x80\x89more\xE2\x80\xAFthan 18,400", FLOOR(18401, 18400), "more than 18,400", "18,400+"},
    {"~19%", &percent_measure, FIGURE_ROUNDED, {185, 1}, {195, 1}, false, "about 19%", "~19%"},
    {"5% or less", &percent_measure, FIGURE_CEILING, {0, 0}, {5, 0}, false, "at most 5%", "\xE2\x89\xA4\x35%"},
    {"19%+", &percent_measure, FIGURE_FLOOR, {19, 0}, {100, 0}, false, "at least 19%", "19%+"},
};

static void forms_mean_their_interval(void **state)
{
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(good_rows); i++) {
        const GoodRow *row = &good_rows[i];
        Diag *d = diag_new(a);
        Figure f;
        if (!read_typed(a, d, row->typed, row->measure, &f))
            fail_msg("%s", findings(a, d).s);
        assert_int_equal(f.kind, row->kind);
        if (decimal_compare(f.least, row->least) || decimal_compare(f.most, row->most))
            fail_msg("'%s': from %lld/%d to %lld/%d", row->typed, (long long)f.least.units, f.least.scale,
                     (long long)f.most.units, f.most.scale);
        assert_int_equal(f.no_most, row->no_most);
        assert_false(f.computed);
        assert_ptr_equal(f.measure, row->measure);
        assert_str(figure_long(&f, &language_english, a), row->in_text);
        assert_str(figure_short(&f, &language_english, a), row->in_short);
    }
}

static void parts_of_a_form_are_kept(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a);
    Figure f;
    assert_true(read_typed(a, d, "More than 36.2 Million", &count_measure, &f));
    assert_int_equal(f.phrase, PHRASE_MORE_THAN);
    assert_int_equal(f.magnitude, MAGNITUDE_MILLION);
    assert_int_equal(f.stated.units, 362);
    assert_int_equal(f.stated.scale, 1);
    assert_int_equal(f.mark.offset, 3);
    assert_int_equal(f.mark.length, 22);
}

typedef struct BadRow {
    const char *typed, *reason;
} BadRow;

static const char count_forms[] =
    "note: a figure is typed as 78,835 (exact), 36.2 million (rounded; also thousand, billion), about 18,400 (rounded; "
    "also nearly, almost), more than 18,400 (a floor; also over, at least), fewer than 10 (1 to 9; also under, less "
    "than, at most), suppressed, not available or not applicable, and as 0 where there was none\n";
static const char percent_forms[] =
    "note: a percentage is typed as 19%, about 19% (rounded; also nearly, almost), more than 19% (a floor; also over, "
    "at least), fewer than 5% (a ceiling; also under, less than, at most), suppressed, not available or not "
    "applicable\n";

#define MARK                                                                                                           \
    "a mark means different things in different tables; look up what it means here, then write 'suppressed', 'not "    \
    "available' or 'not applicable'"
#define NOTE(mark)                                                                                                     \
    "'" mark "' after the number looks like the mark of a footnote; look up what that says of this figure"
#define RANGE(upper) "it looks like a range or a date; a range is typed by its upper end, as in 'at most " upper "'"

/* The message's own words; around them stand place, text, source line and the accepted forms. */
static const BadRow count_rows[] = {
    /* other ways to write numbers */
    {"1_103", "digits are grouped by commas alone; write 1,103"},
    {"1'103", "digits are grouped by commas alone; write 1,103"},
    {"1 103", "blanks cannot group digits; write 1,103"},
    {"more than 1 103 000", "blanks cannot group digits; write more than 1,103,000"},
    {"1 10", "there is more than one number here"},
    {"1,103 104", "there is more than one number here"},
    {"1.103", "a count has no decimals; digits are grouped by commas, as in 1,103"},
    {"1.103.000", "digits are grouped by commas alone; write 1,103,000"},
    {"1.103,5", "commas group thousands and a point begins decimals, as in 1,234.5"},
    {"12.5", "a count has no decimals; digits are grouped by commas, as in 1,103"},
    {"12.000", "a count has no decimals; digits are grouped by commas, as in 1,103"},
    {"about 1.103.000", "digits are grouped by commas alone; write about 1,103,000"},
    {"1.10.3", "it has more than one point"},
    {"5'11", "''' cannot be part of a number"},
    {"0123", "a number does not begin with a zero; write 123"},
    {"00", "a number does not begin with a zero; write 0"},
    {"01,103", "a number does not begin with a zero; write 1,103"},
    {"0x1F", "it is hexadecimal; write it in decimal digits"},
    {"0o17", "'o' cannot be part of a number"},
    {"1e400", "it is in scientific notation; write the number in full"},
    {"1E5", "it is in scientific notation; write the number in full"},
    {"1.1E+03", "it is in scientific notation; write the number in full"},
    {"12:30", "it looks like a time"},
    {"12/31", "it looks like a date or a fraction"},
    {"2023-12-31", "it looks like a date"},
    {"10-20", RANGE("20")},
    {"1-9", RANGE("9")},
    {"1\xE2\x80\x93"
     "9",
     RANGE("9")},
    {"1 - 9", RANGE("9")},
    {"1 to 9", RANGE("9")},
    {"3-Apr", "it looks like a date"},
    {"$5", "no figure here is an amount of money"},
    {"(5)", "'(' cannot be part of a number"},
    {"5;", "';' cannot be part of a number"},
    /* grouping */
    {"1,23", "a comma goes before every three digits; a digit is missing here, or one too many"},
    {"1,2", "a comma goes before every three digits; a digit is missing here, or one too many"},
    {"1,23456", "a comma goes before every three digits; a digit is missing here, or one too many"},
    {"1,2345", "a comma goes before every three digits; is it 12,345, or 1,234 with the mark of a footnote?"},
    {"about 1,8792", "a comma goes before every three digits; is it about 18,792, or about 1,879 with the mark of a "
                     "footnote?"},
    {"1234,567", "a comma goes before every three digits; is it 1,234,567?"},
    {"12,34,567", "a comma goes before every three digits; is it 1,234,567?"},
    {"1,,234", "a comma goes before every three digits; is it 1,234?"},
    {"\",123\"", "a comma goes before every three digits; is it 123?"},
    {"1, 234", "there is a blank after a comma; type the number without blanks, or one number alone"},
    {"123,", "a comma goes before every three digits; is it 123?"},
    /* signs */
    {"-5", "it cannot be negative"},
    {"-1,103", "it cannot be negative"},
    {"-0", "zero has no sign; write 0"},
    {"-0.0", "zero has no sign; write 0"},
    {"+5", "a number is written without a sign; write 5"},
    {"about +5", "a number is written without a sign; write about 5"},
    {"about 5 or fewer", "'about' and 'at most' cannot both be said of one number"},
    {"<10+", "'fewer than' and 'at least' cannot both be said of one number"},
    /* no number */
    {"nan", MARK},
    {".inf", "it is text, not a number"},
    {"inf", "it is text, not a number"},
    {"yes", "it is text, not a number"},
    {"null", MARK},
    {"\"-\"", MARK},
    {"\"--\"", MARK},
    {"~", MARK},
    {"<", MARK},
    {"+", MARK},
    {"n/a", MARK},
    {"N/A", MARK},
    {"NA", MARK},
    {"(NA)", MARK},
    {"\"[x]\"", MARK},
    {"\"*\"", MARK},
    {"\"**\"", MARK},
    {"(S)", MARK},
    {"X", MARK},
    {"D", MARK},
    {"N", MARK},
    {"\"?\"", MARK},
    {"\"...\"", MARK},
    {"\xE2\x80\xA6", MARK},
    {"\xE2\x80\x93", MARK},
    {"\xE2\x80\xA0", MARK},
    {"\xC2\xA0", "it is blank"},
    /* behind a number */
    {"1,879[1]", NOTE("[1]")},
    {"1,879*", NOTE("*")},
    {"1,879 (a)", NOTE("(a)")},
    {"1,879 a", NOTE("a")},
    {"1,879r", NOTE("r")},
    {"about 1,879 [2]", NOTE("[2]")},
    {"1,879\xC2\xB9", NOTE("\xC2\xB9")},
    {"1,879 \xE2\x80\xA0", NOTE("\xE2\x80\xA0")},
    {"withheld", "write 'suppressed' where a figure is withheld"},
    {"None", "write 0 where there was none"},
    {"NO", "write 0 where there was none"},
    {"unknown", "write 'not available' where a figure is not known"},
    {"TBD", "write 'not available' where a figure is not known"},
    {"three", "it is text, not a number"},
    {"a text of a good many words, nine or more", "it is text, not a number"},
    {"\"#REF!\"", "it is a spreadsheet's error value; correct the cell it comes from"},
    {"\"#N/A\"", "it is a spreadsheet's error value; correct the cell it comes from"},
    {"supressed", "it is text, not a number; did you mean 'suppressed'?"},
    {"not avaliable", "it is text, not a number; did you mean 'not available'?"},
    {"not applicable here", "it is text, not a number; did you mean 'not applicable'?"},
    {"suppressed 5", "'suppressed' is not a phrase that a figure can have"},
    /* phrases and magnitudes */
    {"maybe 500", "'maybe' is not a phrase that a figure can have"},
    {"fewer then 10", "'fewer then' is not a phrase that a figure can have; did you mean 'fewer than'?"},
    {"fewer than", "a number is missing after 'fewer than'"},
    {"fewer than 1", "'fewer than 1' leaves no number above 0; write 0 where there was none"},
    {"fewer than 0", "'fewer than 0' leaves no number above 0; write 0 where there was none"},
    {"at most 0", "'at most 0' leaves no number above 0; write 0 where there was none"},
    {"about 0", "'about 0' leaves no number above 0; write 0 where there was none"},
    {"nearly 1", "'nearly 1' leaves no number above 0; write 0 where there was none"},
    {"mroe than 10", "'mroe than' is not a phrase that a figure can have; did you mean 'more than'?"},
    {"mor than 10", "'mor than' is not a phrase that a figure can have; did you mean 'more than'?"},
    {"more", "it is text, not a number"},
    {"more 10", "'more' is not a phrase that a figure can have"},
    {"more than", "a number is missing after 'more than'"},
    {"over about 5", "'about' cannot follow 'over'"},
    {"more than suppressed", "it is text, not a number"},
    {"36.2 milion", "'milion' cannot follow the number; did you mean 'million'?"},
    {"36.2 M", "write 36.2 million"},
    {"36.2 mil", "write 36.2 million"},
    {"36.2MM", "write 36.2 million"},
    {"~36.2M", "write about 36.2 million"},
    {"fewer than 10K", "write fewer than 10 thousand"},
    {"5 or so", "'or so' cannot follow the number"},
    {"36.2M", "write 36.2 million"},
    {"36k", "write 36 thousand"},
    {"2bn", "write 2 billion"},
    {"36.2million", "write 36.2 million"},
    {"78,835 reports", "'reports' cannot follow the number"},
    {"36.2 million reports", "'reports' cannot follow the number"},
    {"5 to 6", RANGE("6")},
    {"5 6.x", "there is more than one number here"},
    {"5 million million", "'million' cannot follow million"},
    {"0 million", "0 million is nothing; write 0"},
    {"0.0 million", "0.0 million is nothing; write 0"},
    {"1.2345 thousand", "it has more decimals than a thousand has digits"},
    {"1.2345678 million", "it has more than 6 decimals"},
    {".5 million", "a digit is missing before the point; write 0.5"},
    {"5. million", "digits are missing after the point; write 5"},
    {"0.5 Dozen", "'dozen' cannot follow the number"},
    /* percentages */
    {"19%", "it is a percentage, but this figure is a count"},
    {"19 percent", "it is a percentage, but this figure is a count"},
    {"19 %", "it is a percentage, but this figure is a count"},
    /* size */
    {"1234567890123456", "it has more than 15 digits"},
    {"99999999999999999999999999999999999999999999", "it has more than 15 digits"},
    {"1000000 billion", "it has more than 15 digits"},
    /* characters */
    {"\xD9\xA1\xD9\xA2",
     "'\xD9\xA1' (U+0661) is not one of the characters a figure is typed with: 0 to 9, plain letters, "
     "comma, point and %"},
    {"\xEF\xBC\x91\xEF\xBC\x92", "'\xEF\xBC\x91' (U+FF11) is not one of the characters a figure is typed with: 0 to 9, "
                                 "plain letters, comma, point and %"},
    {"1\xC2\xA0"
     "103",
     "blanks cannot group digits; write 1,103"},
    {"1\xE2\x80\xAF"
     "103",
     "blanks cannot group digits; write 1,103"},
    {"\xE2\x88\x92"
     "5",
     "'\xE2\x88\x92' (U+2212) is not one of the characters a figure is typed with: 0 to 9, plain letters, comma, point "
     "and %"},
    {"\xE2\x80\x94", MARK},
    {"\"1\\n2\"", "it goes over more than one line"},
};

static const BadRow percent_rows[] = {
    {"19", "the '%' is missing, and this figure is a percentage"},
    {"78,835", "the '%' is missing, and this figure is a percentage"},
    {"36.2 million", "the '%' is missing, and this figure is a percentage"},
    {"0.19", "the '%' is missing, and this figure is a percentage; is it 19% or 0.19%?"},
    {"0.195", "the '%' is missing, and this figure is a percentage; is it 19.5% or 0.195%?"},
    {"less than 0%", "a percentage cannot be below 0%"},
    {"under 101%", "a percentage cannot be above 100%"},
    {"19 %", "write 19%"},
    {"19 percent", "write 19%"},
    {"0.19 pct", "write 0.19%"},
    {"101%", "a percentage cannot be above 100%"},
    {"100.1%", "a percentage cannot be above 100%"},
    {"more than 100%", "a percentage cannot be above 100%"},
    {"-5%", "it cannot be negative"},
    {"19%%", "'%' cannot be part of a number"},
    {"about 19 percent", "write about 19%"},
    {"19% million", "'million' cannot follow a percentage"},
    {"19% of them", "'of them' cannot follow the number"},
    {"1.123456%", "it has more than 5 decimals"},
    {"\"%\"", MARK},
};

static void check_bad(Arena *a, const BadRow *rows, size_t count, const Measure *measure, const char *forms)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        Diag *d = diag_new(a);
        Figure f = {.kind = FIGURE_ABSENT};
        bool read = read_typed(a, d, rows[i].typed, measure, &f);
        const char *found = findings(a, d).s;
        const char *reason = strstr(found, " is not a figure: ");
        size_t n = strlen(rows[i].reason);
        Str all = str_from(found);
        if (read || !reason || strncmp(reason + 18, rows[i].reason, n) != 0 || reason[18 + n] != '\n' ||
            !str_starts(all, STR("f:1:4: error: '")) || !str_ends(all, str_from(forms)) || diag_errors(d) != 1 ||
            f.kind != FIGURE_ABSENT) {
            print_message("'%s' should be '%s', but is\n%s\n", rows[i].typed, rows[i].reason, found);
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

static void wrong_counts_are_named(void **state)
{
    check_bad(*state, count_rows, COUNT_OF(count_rows), &count_measure, count_forms);
}

static void wrong_percentages_are_named(void **state)
{
    check_bad(*state, percent_rows, COUNT_OF(percent_rows), &percent_measure, percent_forms);
}

typedef struct WholeRow {
    const char *typed, *findings;
} WholeRow;

static void whole_findings_are_exact(void **state)
{
    static const WholeRow rows[] = {
        {"1,23", "f:1:4: error: '1,23' is not a figure: a comma goes before every three digits; a digit is missing "
                 "here, or one too many\n"
                 "    k: 1,23\n"
                 "       ^~~~\n"},
        {"", "f:1:3: error: the figure of 'missing_other' (Other missing children cases) is empty; type it, as 0 where "
             "there was none, or as 'not available'\n"},
        {"#REF!", "f:1:3: error: the figure of 'missing_other' (Other missing children cases) is empty; type it, as 0 "
                  "where there was none, or as 'not available'\n"
                  "f:1:4: note: what follows '#' is a comment, not a value\n"
                  "    k: #REF!\n"
                  "       ^\n"},
        {"\"  \"", "f:1:4: error: the figure of 'missing_other' (Other missing children cases) is empty; type it, as 0 "
                   "where there was none, or as 'not available'\n"},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        Figure f;
        assert_false(read_typed(a, d, rows[i].typed, &count_measure, &f));
        /* Where nothing is typed, there is no form to mend. */
        bool is_empty = strstr(rows[i].findings, "is empty") != NULL;
        Str expected = str_printf(a, "%s%s", rows[i].findings, is_empty ? "" : count_forms);
        assert_string_equal(findings(a, d).s, str_terminated(a, expected));
    }
}

static void lists_and_maps_are_no_figures(void **state)
{
    static const WholeRow rows[] = {
        {"[1, 103]", "f:1:4: error: 'missing_other' must be a text, but is a list\n"
                     "    k: [1, 103]\n"
                     "       ^\n"
                     "note: put a text that begins with '[' in double quotes\n"},
        {"{a: 1}", "f:1:4: error: 'missing_other' must be a text, but is a map of 'key: value' lines\n"
                   "    k: {a: 1}\n"
                   "       ^\n"
                   "note: put a text that begins with '{' in double quotes\n"},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Diag *d = diag_new(a);
        Figure f;
        assert_false(read_typed(a, d, rows[i].typed, &count_measure, &f));
        assert_string_equal(findings(a, d).s, rows[i].findings);
    }
}

static void long_texts_are_cut(void **state)
{
    Arena *a = *state;
    Diag *d = diag_new(a);
    Figure f;
    Buf text = {.arena = a};
    for (int i = 0; i < 5000; i++)
        buf_put(&text, STR("x1 "));
    assert_false(read_typed(a, d, str_terminated(a, buf_str(&text)), &count_measure, &f));
    assert_string_equal(first_finding(a, d), "f:1:4: error: 'x1 x1 x1 x1 x1 x1 x1 x1 x1 x1 x1 x1 x1 x1 x1 x1 x1 x1 x1 "
                                             "x1 ...' is not a figure: it is too long");
}

static void absent_figures_print_nothing(void **state)
{
    Figure f = {.kind = FIGURE_ABSENT, .measure = &count_measure};
    assert_str(figure_long(&f, &language_english, *state), "");
    assert_str(figure_short(&f, &language_english, *state), "");
}

static void decimals_are_exact(void **state)
{
    (void)state;
    static const struct {
        Decimal a, b, sum;
        int order;
    } rows[] = {
        {{1, 0}, {10, 1}, {20, 1}, 0},
        {{185, 1}, {1849999, 5}, {3699999, 5}, 1},
        {{-5, 0}, {5, 6}, {-4999995, 6}, -1},
        {{999999999999999, 0}, {1, 0}, {1000000000000000, 0}, 1},
        {{999999999999999, 6}, {999999999999999, 0}, {1000000999999998999, 3}, -1},
        {{0, 6}, {0, 0}, {0, 6}, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(decimal_compare(rows[i].a, rows[i].b), rows[i].order);
        assert_int_equal(decimal_compare(rows[i].b, rows[i].a), -rows[i].order);
        Decimal sum = decimal_add(rows[i].a, rows[i].b);
        assert_int_equal(sum.units, rows[i].sum.units);
        assert_int_equal(sum.scale, rows[i].sum.scale);
    }
}

/* Another language is a row: an invented one, whose every entry differs from English. */
static PluralCase plural_invented(Counted number)
{
    return number.whole == 1 ? PLURAL_ONE : PLURAL_MANY;
}

static const Language invented = {
    .name = "Invented",
    .tag = "xx",
    .months = {"un", "du", "tri"},
    .date = "{1} di {0} di {2}",
    .group = "\xC2\xA0",
    .point = ",",
    .percent = "{0} %",
    .phrases = {[PHRASE_NONE] = "",
                [PHRASE_MORE_THAN] = "plu di",
                [PHRASE_LESS_THAN] = "min di",
                [PHRASE_SUPPRESSED] = "celat"},
    .short_phrases = {[PHRASE_NONE] = {"", ""}, [PHRASE_MORE_THAN] = {">", ""}},
    .no_number = "--",
    .magnitudes = {{"", ""}, {"mil", "mil"}, {"milion", "miliones"}, {"", ""}},
    .plural = plural_invented,
    .plurals = 1U << PLURAL_ONE | 1U << PLURAL_MANY,
    .changes = {"{0} min qe in {1}", "sam", "{0} plu qe in {1}"},
    .up_from_none = "nov",
};

static void figures_print_in_the_language_of_the_sheet(void **state)
{
    static const struct {
        const char *typed;
        const Measure *measure;
        const char *in_text, *in_short;
    } rows[] = {
        {"78,835", &count_measure, "78\xC2\xA0\x38\x33\x35", "78\xC2\xA0\x38\x33\x35"},
        {"1 million", &count_measure, "1 milion", "1 milion"},
        {"36.2 million", &count_measure, "36,2 miliones", "36,2 miliones"},
        {"more than 18,400", &count_measure, "plu di 18\xC2\xA0\x34\x30\x30", ">18\xC2\xA0\x34\x30\x30"},
        {"19%", &percent_measure, "19 %", "19 %"},
        {"suppressed", &count_measure, "celat", "--"},
    };
    Arena *a = *state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        Figure f;
        assert_true(read_typed(a, diag_new(a), rows[i].typed, rows[i].measure, &f));
        assert_str(figure_long(&f, &invented, a), rows[i].in_text);
        assert_str(figure_short(&f, &invented, a), rows[i].in_short);
    }
    const Figure few = {.kind = FIGURE_EXACT, .measure = &count_measure, .least = {3, 0}, .most = {3, 0}};
    const Figure many = {.kind = FIGURE_EXACT, .measure = &count_measure, .least = {2000, 0}, .most = {2000, 0}};
    assert_str(figure_change(&many, &few, 2022, &invented, a), "1\xC2\xA0\x39\x39\x37 plu qe in 2022");
    assert_str(figure_change(&few, &many, 2022, &invented, a), "plu di 99 % min qe in 2022");
    assert_str(figure_change(&few, &few, 2022, &invented, a), "sam");
    assert_str(figure_share(&few, &many, &invented, a), "min di 1 %");
    assert_str(language_date(&invented, (Date){2024, 3, 9}, a), "9 di tri di 2024");
}

static void a_language_is_found_by_its_tag(void **state)
{
    Arena *a = *state;
    const char *const known[] = {"en", "en-US", "en-GB"};
    const char *const unknown[] = {"", "e", "EN", "en-", "en-us", "en_US", "en-USA", "eng", "de", "enUS"};
    PluralCase plural;
    for (size_t i = 0; i < COUNT_OF(known); i++)
        assert_ptr_equal(language_find(str_from(known[i])), &language_english);
    for (size_t i = 0; i < COUNT_OF(unknown); i++)
        assert_null(language_find(str_from(unknown[i])));
    assert_true(language_plural(&invented, STR("many"), &plural));
    assert_int_equal(plural, PLURAL_MANY);
    assert_false(language_plural(&language_english, STR("many"), &plural));
    assert_str(language_plurals(&invented, a), "'one', 'many' and 'other'");
    assert_str(language_plurals(&language_english, a), "'one' and 'other'");
    assert_int_equal(language_english.plural((Counted){1, MAGNITUDE_NONE, true}), PLURAL_ONE);
    assert_int_equal(language_english.plural((Counted){1, MAGNITUDE_NONE, false}), PLURAL_OTHER);
    assert_int_equal(language_english.plural((Counted){0, MAGNITUDE_NONE, true}), PLURAL_OTHER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(forms_mean_their_interval, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(parts_of_a_form_are_kept, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(figures_print_in_the_language_of_the_sheet, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(a_language_is_found_by_its_tag, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(wrong_counts_are_named, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(wrong_percentages_are_named, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(whole_findings_are_exact, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(lists_and_maps_are_no_figures, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(long_texts_are_cut, arena_setup, arena_teardown),
        cmocka_unit_test_setup_teardown(absent_figures_print_nothing, arena_setup, arena_teardown),
        cmocka_unit_test(decimals_are_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
