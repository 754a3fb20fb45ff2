/* What each code of a finding means, at length: for people who meet it for the first time, and for those who decide
   whether a program may go on. One text a code, in the order of the header's table. */
#include "ncmec/diag.h"

static const char *const meanings[DIAG_CODE_COUNT] = {
    [DIAG_READ] = "A file cannot be read: it is missing, is a folder or a device, or is too large.\n"
                  "Look at its name and at who may read it.",
    [DIAG_WRITE] = "A file cannot be written. What was there before is still there.\n"
                   "Look at the folder, at who may write there, and at the room left on the disk.",
    [DIAG_USAGE] = "An option of the command line, or its value, is not understood.\n"
                   "ncmec-pdf --help lists all of them.",
    [DIAG_ENCODING] = "A text holds bytes that are not UTF-8, or a character that cannot be seen.\n"
                      "Such characters come in by pasting. Delete them, or type the text anew.",
    [DIAG_SYNTAX] = "A file is not YAML, or uses a part of YAML that is refused (anchors, tags, a second document).\n"
                    "Most often a text that holds ': ' or ' #', or begins with a sign, lacks quotes around it.",
    [DIAG_DUPLICATE] = "Something is there twice that may be there once: a key, an arm of the wording, a column.\n"
                       "Remove one of the two; nothing decides between them.",
    [DIAG_UNKNOWN_KEY] = "A key is not one of those that belong there.\n"
                         "Most often it is misspelled, or it belongs in another file.",
    [DIAG_MISSING_KEY] = "A key that must be there is not. A missing figure never prints as a blank.\n"
                         "Type it; where a figure is not known, type 'not available'.",
    [DIAG_KIND] = "There is a list where a text belongs, or the other way around.",
    [DIAG_VALUE] = "A value is outside of what its key allows: a date that does not exist, an unknown state.",
    [DIAG_FIGURE] = "What is typed is not a figure, or the wording has no words for it.\n"
                    "Figures are typed as 78,835 or 36.2 million, with 'more than', 'fewer than' or 'about' before\n"
                    "them, as 19% where they are percentages, and as 'suppressed', 'not available' or 'not\n"
                    "applicable' where there is no number to print. None of these three is 0.",
    [DIAG_EMPTY] =
        "The keys of figures are there, and no figures. One finding names all that a file lacks, after what\n"
        "is wrong in any file. Type them: 0 where there was none, 'not available' where nobody knows.",
    [DIAG_FIGURE_KIND] = "A figure is of a kind that the dictionary's 'kinds' leave out for it.\n"
                         "Type another kind of figure, or change the dictionary.",
    [DIAG_TOTAL] = "A total is certainly not what its parts add up to, even if some are rounded.\n"
                   "One of the figures named is wrong; the dictionary's 'parts' say which belong together.",
    [DIAG_BOUND] = "A figure is certainly above the one that it cannot exceed, most often the nation's.\n"
                   "One of the two is wrong; the dictionary's 'at_most' says which bounds which.",
    [DIAG_SUM] = "The states of one year together are certainly above the nation, or below it where the dictionary\n"
                 "says 'nation_is_sum'. A state's or the nation's figure is wrong, or one state is in two files.",
    [DIAG_PERCENT] = "A percentage is certainly not what the two figures it is of give.\n"
                     "One of the three is wrong; the dictionary's 'percent_of' says what it is a percentage of.",
    [DIAG_MISMATCH] = "Two places name different years or states: the file, its name, its folder, its source, the\n"
                      "wording. Most often a file was copied and not changed throughout. A year that the wording\n"
                      "means for every sheet ('founded in 1984') belongs in the template's list 'years'; the sheet's\n"
                      "own is {year}.",
    [DIAG_LITERAL] =
        "A state's name, or a number that is a figure of the data, is typed in the wording that all states\n"
        "share: other sheets would say it too, or say it next year. Write the placeholder. Add what is\n"
        "meant on every sheet ('Washington Post') to the template's list 'fixed'.",
    [DIAG_MARKUP] = "The wording's markup does not pair, or makes something other than one paragraph.",
    [DIAG_PLACEHOLDER] = "A placeholder of the wording is not closed, not known, or lacks an arm.",
    [DIAG_FONT] = "A font file cannot be used: it is damaged, or of a kind that is not understood.",
    [DIAG_GLYPH] = "A character is not in the font, and nothing is printed in its place.\n"
                   "Type another character, or give the theme a font that has it.",
    [DIAG_THEME] = "Values of the theme contradict each other.",
    [DIAG_PICTURE] = "A picture cannot be used: it is damaged, of a kind that is not read, or too coarse to print.",
    [DIAG_RESOLUTION] = "A picture has too few pixels for the size at which it is printed.\n"
                        "Give one with more pixels, or print it smaller.",
    [DIAG_PROFILE] = "An ICC profile cannot be used: it is damaged, or not of the kind that printing takes.",
    [DIAG_PRINT] = "What is printed will not look as on the screen, or takes too much ink; or a logo is nearly the\n"
                   "color of its ground; or a link has words that are not its address, which its paragraph does not\n"
                   "print either.",
    [DIAG_BARRIER] =
        "A finished PDF fails a criterion of WCAG 2.1 or PDF/UA-1, as its accessibility record measured it.\n"
        "Change the wording or the theme; the record's row says what was measured, and where.",
    [DIAG_FIT] = "The text does not fit on the pages that the theme allows: shorten it, or allow more. Or the sheets\n"
                 "of a packet do not fit into one document: bind fewer.",
    [DIAG_CONFORM] = "The file would not keep what it promises to be (accessible, printable).",
    [DIAG_DRAFT] = "Figures are a draft where final ones are asked for: by a printer, or because they cannot be final\n"
                   "while something is wrong with them. Mend what the finding names; 'import --status final' then\n"
                   "makes them final.",
    [DIAG_INTERNAL] = "A mistake in the program itself. Please report it with the files that lead to it.",
    [DIAG_MISREAD] = "A table that is not in UTF-8 is read as Windows-1252, and gives letters that are not in\n"
                     "words, as in 'Caf\xC5\xBD': it was probably saved on a Mac. Save it as 'CSV UTF-8'.",
    [DIAG_UNUSED] = "Something is typed that has no effect: a note that no sheet prints, a year of 'years' that no\n"
                    "text says, a figure whose sentence the wording leaves out of this sheet, a measure that no\n"
                    "wording prints and no printed figure is checked with, a file of figures whose name nothing\n"
                    "reads, a color that a theme adds and no place of it uses.",
    [DIAG_LEFT_OUT] = "There are more findings than the hundred errors and the hundred warnings that are shown. Mend\n"
                      "some of these first; often one cause explains many.",
    [DIAG_SOURCE] = "A file of figures does not say where they are from. A figure that cannot be traced is an\n"
                    "assertion: give it a 'source: ...', the report or the database that they are from, and its date.",
    [DIAG_LANGUAGE] =
        "A note of a file of figures is not typed in the language of the sheet that prints it. It prints\n"
        "as it is, and a screen reader speaks it in its own language.",
    [DIAG_CHANGE] =
        "A figure is more than ten times, or less than a tenth, of the one of the year before, or 0\n"
        "where there were 3 or more; or it more than tripled, or fell to less than a third, while no other\n"
        "figure changed by half. It may be true; more often a digit, a line or a unit slipped.",
    [DIAG_SWAPPED] = "Two figures are each near to what the other was the year before, and far from what they were\n"
                     "themselves. Most often two cells, or two columns, were exchanged.",
    [DIAG_DISCLOSURE] =
        "What is printed gives a withheld figure away. If one value remains, that is an error, and so is\n"
        "less than the dictionary's 'protect' says. Where that is not typed, fewer than 10 values of a\n"
        "suppressed figure, or 5 of a bound such as 'fewer than 10', are a warning. The finding names a\n"
        "remedy that was proven: a total to round, or what to withhold as well.",
    [DIAG_CONTRADICTION] = "No value of a withheld figure fits those that are printed beside it: one of them is wrong.",
    [DIAG_WITHHOLD] = "A number is below what the dictionary's 'withhold_below' lets be printed.\n"
                      "Type it as 'fewer than' that number, or as 'suppressed'.",
    [DIAG_INSIDER] =
        "Just two states' figures are withheld of those that add up to the nation's: each of the two knows\n"
        "its own, and so the other's. A third withheld figure, or a rounded one of the nation, is enough.",
    [DIAG_ACCEPT] = "A line of 'accept' says that a warning is known and right, and why. An error cannot be\n"
                    "accepted; where such a warning is no longer found, the line is to be removed.",
    [DIAG_REVISION] =
        "A figure is another than an edition printed that went out, and no line in 'revisions:' says what\n"
        "it was. Readers who hold both cannot tell which is right. 'ncmec-pdf diff OLD NEW --revisions'\n"
        "prints the line; a file that goes out is made again with it, and so is one whose figures are\n"
        "typed otherwise by now. A line that says what no edition printed is false, and misleads those\n"
        "readers, too, as web pages do that contradict each other. Of figures of final files that a table\n"
        "changes it is not known whether they went out, where released.csv does not say so.",
    [DIAG_STRICT] = "Nothing is wrong but the warnings above it, and --strict was given: the run ends with exit\n"
                    "code 3, and the files that the warnings are about stay as they were.",
    [DIAG_IDENTICAL] =
        "Two files hold the same figures throughout: two states of one year, or two years of one state.\n"
        "Most often one was copied and not filled in.",
};

const char *diag_meaning(DiagCode code)
{
    return meanings[code];
}
