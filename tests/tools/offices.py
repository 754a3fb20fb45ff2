#!/usr/bin/env python3
"""Lays out a year's figures as six offices keep them, each in a workbook or two: titles, merged headings and states,
hidden rows, columns and sheets, notes, totals, formulas, days, percentages. The first three are as openpyxl writes them:
no formula has a stored value, and a merged cell's others are there and empty.

Usage: offices.py LAYOUT NOW.csv BEFORE.csv    writes a.xlsx, for layout 5 b.xlsx too; both tables are of "export"
       offices.py same A.csv B.csv            prints which figures differ"""
import csv
import datetime
import os
import re
import sys

from workbook import Book, Cell, formula, letters, number

TREE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
HEADS = ("state", "year", "status", "sample", "source", "as_of", "revised", "notes")


def names(path, pattern):
    with open(os.path.join(TREE, "data", path), encoding="utf-8") as file:
        return dict(re.findall(pattern, file.read(), re.M))


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


LABELS = names("measures.yaml", r"^(\w+):\n  label: (.*)$")
STATES = {"US": "United States", **names("jurisdictions.yaml", r"^(\w\w): \{name: ([^,}]*)")}


def day(text, form="m/d/yyyy"):
    """A true one."""
    then = datetime.date(*map(int, text.split("-"))) - datetime.date(1899, 12, 30)
    return number(then.days, form)


def cell(text, form="#,##0"):
    """What a person would type, as the spreadsheet program keeps it."""
    if re.fullmatch(r"[\d,]+", text):
        return number(text.replace(",", ""), form)
    if re.fullmatch(r"\d+%", text):
        return number(int(text[:-1]) / 100, "0%")
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return day(text)
    return text or Cell("")


def figures(rows):
    return [key for key in rows[0] if key not in HEADS]


def titled(rows, others):
    """A row a state under labels, with a title, groups, totals that no program has counted yet, and notes below."""
    keys = figures(rows)
    out = [["Invented figures for 2023"] + [Cell("")] * len(keys), [], ["State", "Sample"] + [LABELS[k] for k in keys]]
    for i, row in enumerate(rows):
        if i % 19 == 1:
            out.append([f"Region {i // 19 + 1}"])
        out.append([STATES[row["state"]], True] + [cell(row[k]) for k in keys])
    out.append(["Total", None] + [formula(f"SUM({letters(c)}5:{letters(c)}60)") for c in range(3, 3 + len(keys))])
    out += [[], ["Note: small counts are withheld by law."], ["Prepared by the office, January 2024"]]
    book = Book(shared=True)
    book.sheet("Figures", out, merged=[f"A1:{letters(2 + len(keys))}1"], hidden_rows=range(54, 58))
    return [book]


def long_form(rows, others):
    """A row a figure, states merged over theirs, the year as a day that shows its year alone."""
    out, merged = [["Location", "Year", "Sample", "Indicator", "Value"]], []
    for row in rows:
        first = len(out) + 1
        for key in figures(rows):
            if row[key]:
                is_first = len(out) + 1 == first
                out.append([STATES[row["state"]] if is_first else Cell(""), day("2023-12-31", "yyyy"), True, LABELS[key],
                            cell(row[key])])
        merged.append(f"A{first}:A{len(out)}")
    book = Book(shared=True)
    book.sheet("About", [["Figures of many offices"], ["All are invented."]])
    book.sheet("Figures", out, merged=merged)
    book.sheet("Old", [["state", "team_adam_cases"], ["CA", 1]], hidden=True)
    return [book]


def two_rows_of_headings(rows, others):
    """Groups above the headings; FIPS codes beside the states; days, and notes of more than a line."""
    keys = figures(rows)
    fips = names("jurisdictions.yaml", r"^(\w\w): .*fips: (\d\d)")
    out = [["State", "FIPS", "Sample", "As of", "Revised", "Counts"] + [Cell("")] * (len(keys) - 1) + ["Notes"],
           [Cell("")] * 5 + keys + [Cell("")]]
    for row in rows:
        out.append([STATES[row["state"]], fips.get(row["state"], Cell("")), True, cell(row["as_of"]),
                    cell(row["revised"])] + [cell(row[k], "General") for k in keys] + [row["notes"] or Cell("")])
    last = letters(6 + len(keys))
    book = Book(shared=True)
    book.sheet("2023", out, merged=["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:E2", f"F1:{letters(5 + len(keys))}1",
                                    f"{last}1:{last}2"], before='<sheetViews><sheetView workbookViewId="0"><pane xSplit="1" '
               'ySplit="2" topLeftCell="B3" state="frozen"/></sheetView></sheetViews>')
    return [book]


def kids_count(rows, others):
    """Both years under each other, counts and percentages, states and cities."""
    out = [["LocationType", "Location", "TimeFrame", "DataFormat", "Indicator", "Data", "Sample"]]
    for year, lines in (("2022", others), ("2023", rows)):
        for row in lines:
            kind = "Nation" if row["state"] == "US" else "State"
            for key in figures(lines):
                if row[key]:
                    form = "Percent" if row[key].endswith("%") else "Number"
                    out.append([kind, STATES[row["state"]], number(year), form, LABELS[key], cell(row[key]), True])
    out.append(["City", "New York", number(2023), "Number", LABELS["team_adam_cases"], 3, True])
    out += [[], ["Definitions: of the office."], ["Footnotes: invented, updated January 2024."]]
    book = Book()
    book.sheet("Sheet1", out)
    return [book]


def departments(rows, others):
    """Two offices: one counts missing children, with totals as formulas, the other the rest, with filtered rows."""
    missing = [k for k in figures(rows) if k.startswith("missing_")]
    a, b = [["state", "sample"] + missing], [["State Name", "Sample"] + [k for k in figures(rows) if k not in missing]]
    for row in rows:
        line = [row["state"], True] + [cell(row[k]) for k in missing]
        at = missing.index("missing_total")
        if row["missing_total"] and all(isinstance(c, Cell) and c.inner for c in line[3 + at:6 + at]):
            r = len(a) + 1
            line[2 + at] = formula(f"SUM({letters(4 + at)}{r}:{letters(6 + at)}{r})", row["missing_total"].replace(",", ""))
        a.append(line)
        b.append([STATES[row["state"]], True] + [cell(row[k]) for k in b[0][2:]])
    first, second = Book(shared=True), Book()
    first.sheet("Missing", a, before='<cols><col min="2" max="2" width="9" hidden="1"/></cols>')
    second.sheet("All", b, hidden_rows=range(5, 40, 3), after=f'<autoFilter ref="A1:{letters(len(b[0]))}{len(b)}"/>')
    return [first, second]


def pages(rows, others):
    """Two years in one table of printed pages, each with its headings, and a format that changes nothing."""
    keys = figures(rows)
    headings = ["Year", "State", "Sample"] + [LABELS[k] for k in keys]
    out = [["Table 3. Invented figures"], []]
    for year, lines in ((2022, others), (2023, rows)):
        for i, row in enumerate(lines):
            if i % 20 == 0:
                out.append(headings)
            out.append([year, row["state"], True] + [cell(row.get(k, ""), "0") for k in keys])
    out += [[], ["Source: invented."]]
    book = Book()
    book.conditionals = ['<numFmt numFmtId="300" formatCode="#,##0"/>']
    book.sheet("Table 3", out, after=f'<conditionalFormatting sqref="E4:H{len(out)}"><cfRule type="cellIs" dxfId="0" '
               'priority="1" operator="greaterThan"><formula>999</formula></cfRule></conditionalFormatting>')
    return [book]


def same(first, second):
    before, after = ({row["state"]: row for row in table(path)} for path in (first, second))
    for state, row in before.items():
        for key in figures([row]) + ["sample"]:
            if row[key] != after.get(state, {}).get(key, ""):
                print(f"{state} {key}: {row[key]!r} became {after.get(state, {}).get(key)!r}")


if __name__ == "__main__":
    if sys.argv[1] == "same":
        same(*sys.argv[2:])
    else:
        layout = (titled, long_form, two_rows_of_headings, kids_count, departments, pages)[int(sys.argv[1]) - 1]
        for name, book in zip("ab", layout(table(sys.argv[2]), table(sys.argv[3]))):
            book.save(f"{name}.xlsx")
