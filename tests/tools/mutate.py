#!/usr/bin/env python3
"""Plants mistakes in copies of files of figures, one at a time, and counts which 'check' finds.

Usage: mutate.py PROGRAM FOLDER [COUNT [SEED [workbook]]]. FOLDER is a data folder without findings. Prints a table by
kind of mistake: planted, found, share. A kind marked 'rule' is one that a rule covers: all of it must be found, or the
exit code is 1; of a kind marked 'none' no rule can know, and what is found of it is luck. Found means: a finding more,
in the file that was changed or against it.

With 'workbook' the same mistakes stand in a workbook of the year, as a spreadsheet program keeps its cells, and 'check'
and the preview of an import look at that. What an import would write must be what stands in the cell, or it is refused:
any other figure was changed silently, and the exit code is 1."""
import csv
import io
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from workbook import Book, error, number

PARTS = ("missing_from_social_services", "missing_other", "missing_from_orr")
PART_PAIRS = ((PARTS[0], PARTS[1]), (PARTS[1], PARTS[2]), (PARTS[0], PARTS[2]))
LONE_PAIRS = (("mental_health_connections", "team_hope_supported"), ("cvip_submissions", "trafficking_engagements"),
              ("connect_new_professionals", "team_hope_supported"))
LINE = re.compile(r"^  (\w+): ([\d,]+)$", re.M)


def figures(text):
    return {m[1]: int(m[2].replace(",", "")) for m in LINE.finditer(text)}


def with_figure(text, key, value):
    return re.sub(rf"^(  {key}): .*$", lambda m: f"{m[1]}: {value}", text, count=1, flags=re.M)


def changed_digit(number, rng):
    digits = list(str(number))
    at = rng.randrange(len(digits))
    digits[at] = rng.choice([d for d in "0123456789" if d != digits[at] and not (at == 0 and len(digits) > 1 and d == "0")])
    return int("".join(digits))


def digit_in(keys):
    def plant(text, rng, around):
        known = figures(text)
        if not all(key in known for key in PARTS + ("missing_total",)):
            return None
        key = rng.choice([key for key in keys if key in known])
        return with_figure(text, key, f"{changed_digit(known[key], rng):,}")
    return plant


def exchanged(pairs, is_far):
    """Two figures in each other's place; far: so far apart that the year before tells them from one another."""
    def plant(text, rng, around):
        known, then = figures(text), around["then"]
        a, b = rng.choice(pairs)
        x, y = known.get(a), known.get(b)
        if x is None or y is None or x == y:
            return None
        far = min(x, y) >= 20 and max(x, y) > 2 * min(x, y) and min(then.get(a, 0), then.get(b, 0)) >= 20
        if far != is_far:
            return None
        return with_figure(with_figure(text, a, f"{y:,}"), b, f"{x:,}")
    return plant


def left_out_part(text, rng, around):
    return re.sub(rf"^  {rng.choice(PARTS)}: .*\n", "", text, count=1, flags=re.M)


def other_state(text, rng, around):
    code = re.search(r"^state: (\w+)", text, re.M)[1]
    return re.sub(r"^state: \w+", "state: " + rng.choice([c for c in around["codes"] if c != code]), text, flags=re.M)


def other_year(text, rng, around):
    return re.sub(r"^year: (\d+)", lambda m: f"year: {int(m[1]) + rng.choice((-1, 1))}", text, flags=re.M)


def old_source(text, rng, around):
    year = int(re.search(r"^year: (\d+)", text, re.M)[1])
    return re.sub(r"^source: .*", f"source: Invented Data {year - 1}", text, flags=re.M)


def no_source(text, rng, around):
    return re.sub(r"^source: .*\n", "", text, flags=re.M)


def copied_state(text, rng, around):
    code = re.search(r"^state: (\w+)", text, re.M)[1]
    other = rng.choice([c for c in around["codes"] if c != code])
    with open(os.path.join(around["folder"], f"{other}.yaml"), encoding="utf-8") as file:
        copy = file.read()
    if max(figures(copy).values()) == 0:
        return None
    return re.sub(r"^state: \w+", f"state: {code}", copy, flags=re.M)


def above_nation(text, rng, around):
    return with_figure(text, "team_hope_supported", f"{around['nation'] + rng.randrange(1, 10**6):,}")


def shifted(text, rng, around):
    """A thousand fold or a thousandth, as by a column of another unit."""
    known = figures(text)
    key = rng.choice([k for k in ("cvip_submissions", "mental_health_connections", "trafficking_engagements")
                      if known.get(k, 0) > 100] or [None])
    if not key or not around["before"]:
        return None
    return with_figure(text, key, f"{known[key] * 1000:,}" if rng.random() < 0.5 else str(known[key] // 100))


def to_zero(text, rng, around):
    known = figures(text)
    keys = [k for k in ("cvip_submissions", "trafficking_engagements", "connect_new_professionals") if known.get(k)]
    return with_figure(text, rng.choice(keys), "0") if keys and around["before"] else None


def one_withheld(text, rng, around):
    known = figures(text)
    if not all(key in known for key in PARTS + ("missing_total",)):
        return None
    return with_figure(text, rng.choice(PARTS), rng.choice(("suppressed", "not available")[:1]))


def misspelled_key(text, rng, around):
    key = rng.choice(list(figures(text)))
    at = rng.randrange(1, len(key) - 1)
    return text.replace(f"  {key}:", f"  {key[:at]}{key[at + 1:]}:", 1)


def spreadsheet(text, rng, around):
    known = [k for k, v in figures(text).items() if v >= 1000]
    if not known:
        return None
    key = rng.choice(known)
    number = figures(text)[key]
    typed = f"{number:,}"
    return with_figure(text, key, rng.choice((
        typed.replace(",", "."), typed.replace(",", " "), typed.replace(",", "\u00a0"), f"'{typed}", f"{number:.1E}",
        "'#REF!'", "\u2212" + typed, "-" + typed, "\u2013" + typed, "", "12/31/2023", "n/a", f"{number}.5",
        "".join(chr(0xFF10 + int(d)) for d in str(number)))))


def percent_wrong(text, rng, around):
    key = rng.choice(list(figures(text)))
    return with_figure(text, key, rng.choice(("19%", "0.19", "120%")))


def digit_in_lone_figure(is_far):
    """Far: by more than three times, with a year before to tell it by."""
    def plant(text, rng, around):
        known = {k: v for k, v in figures(text).items() if k not in PARTS + ("missing_total",) and v > 100}
        if not known:
            return None
        comparable = [k for k, v in figures(text).items() if v >= 20 and around["then"].get(k, 0) >= 20]
        for _ in range(100):
            key = rng.choice(list(known))
            number, then = changed_digit(known[key], rng), around["then"].get(key, 0)
            far = then >= 20 and number >= 20 and len(comparable) > 4 and max(number, then) > 3 * min(number, then)
            if far == is_far:
                return with_figure(text, key, f"{number:,}")
        return None
    return plant


KINDS = (
    ("a digit in a total", True, digit_in(("missing_total",))),
    ("a digit in a part", True, digit_in(PARTS)),
    ("a part left out", True, left_out_part),
    ("the state swapped", True, other_state),
    ("the year off by one", True, other_year),
    ("a source of the year before", True, old_source),
    ("no source", True, no_source),
    ("another state's file copied", True, copied_state),
    ("above the nation", True, above_nation),
    ("a hundredth or a thousand fold", True, shifted),
    ("down to zero", True, to_zero),
    ("one part alone withheld", True, one_withheld),
    ("a key misspelled", True, misspelled_key),
    ("a spreadsheet's spelling", True, spreadsheet),
    ("a percentage for a count", True, percent_wrong),
    ("a digit in a figure that stands alone, to three times", True, digit_in_lone_figure(True)),
    ("two parts exchanged, twice apart", True, exchanged(PART_PAIRS, True)),
    ("two figures exchanged, twice apart", True, exchanged(LONE_PAIRS, True)),
    ("two parts exchanged, nearer or with none before", False, exchanged(PART_PAIRS, False)),
    ("a digit in a figure that stands alone, by less", False, digit_in_lone_figure(False)),
    ("two figures exchanged, nearer or with none before", False, exchanged(LONE_PAIRS, False)),
)


def findings(program, folder):
    run = subprocess.run([program, "check", "--data-dir", folder, "--diagnostics", "json"], capture_output=True,
                         text=True, check=False)
    return len([line for line in run.stderr.splitlines() if line.startswith("{")])


def cell(text):
    """A figure as a spreadsheet program keeps it that was given it so."""
    text = text.strip("'\"")
    plain = text.replace(",", "")
    if re.fullmatch(r"-?[\d,]+", text):
        return number(plain, "#,##0")
    if re.fullmatch(r"[\d.]+%", text):
        return number(round(float(text[:-1]) / 100, 9), "0%")
    if re.fullmatch(r"\d+\.\d+", text):
        return number(text)
    if text == "12/31/2023":
        return number(45291, "m/d/yyyy")
    return error(text) if text.startswith("#") else text or None


def stands_in_a_workbook(text, changed):
    """Whether what was planted is a mistake there too: an apostrophe before a number is none, nor is a total that its
    parts give, nor a heading without its signs."""
    before, after = set(text.splitlines()), set(changed.splitlines())
    old, new = ("\n".join(re.sub(r"[_' ]", "", line) for line in sorted(a - b))
                for a, b in ((before, after), (after, before)))
    return old != new and not re.search(r"^missingtotal:$", new, re.M)


class Workbook:
    """A year's figures in a workbook, where one state's row may be that of a changed file."""
    def __init__(self, program, folder, year):
        self.program, self.folder, self.year = program, folder, year
        run = subprocess.run([program, "export", "--data-dir", folder, "--year", year, "-q"], capture_output=True,
                             text=True, check=True)
        self.rows = list(csv.DictReader(io.StringIO(run.stdout.lstrip("\ufeff"))))
        self.path = os.path.join(folder, os.pardir, "year.xlsx")

    def run(self, command, *options):
        return subprocess.run([self.program, command, self.path, "--data-dir", self.folder, "--diagnostics", "json",
                               *options], capture_output=True, text=True, check=False)

    def write(self, code=None, text=""):
        """What stands in the changed row, by column."""
        keys, heads = list(self.rows[0]), list(self.rows[0])
        typed = {k: re.sub(r"(^|\s)#.*", "", v).strip() for k, v in re.findall(r"^ *(\w+):(.*)$", text, re.M)}
        lost = [k for row in self.rows if row["state"] == code for k in keys if row[k] and k not in typed]
        strange = [k for k in typed if k not in keys and k not in ("figures", "notes", "revisions", "accept", "date",
                                                                   "figure", "was", "why")]
        if len(lost) == len(strange) == 1:
            heads[keys.index(lost[0])] = strange[0]
            typed[lost[0]] = typed[strange[0]]
        table = [heads]
        for row in self.rows:
            now = {**row, **{k: typed.get(k, "") for k in keys if k not in ("notes", "accept")}} \
                if row["state"] == code else row
            table.append([number(row[k].replace(",", ""), "0.0E+00") if re.fullmatch(r"\d\.\dE\+\d\d", now[k]) else
                          True if now[k] == "true" else cell(now[k]) if k not in ("state", "source", "notes", "as_of",
                          "revised", "accept") else now[k] or None for k in keys])
            table[-1][keys.index("year")] = int(now["year"])
        book = Book(shared=True)
        book.sheet("Figures", table)
        book.save(self.path)
        return typed

    def look(self, code=None, text=""):
        """Whether the mistake is found; what was changed silently."""
        typed = self.write(code, text)
        check = self.run("check", "--year", self.year)
        write = self.run("import", "--year", self.year, "-o", "-")
        says = sum(line.startswith("{") for line in (check.stderr + write.stderr).splitlines())
        silent = []
        for line in csv.DictReader(io.StringIO(write.stdout.lstrip("\ufeff"))):
            wanted = typed.get(line["figure"], "").strip("'\"")
            same = line["new"].replace(",", "") == wanted.replace(",", "")
            if not same or line["state"] != typed.get("state", ""):
                silent.append(f"{line['state']} {line['figure']}: {wanted!r} became {line['new']!r}")
        return says > 0, silent


def main(program, source, count, seed, in_workbook):
    rng = random.Random(seed)
    planted = {name: 0 for name, _, _ in KINDS}
    found = dict(planted)
    with tempfile.TemporaryDirectory() as scratch:
        folder = os.path.join(scratch, "data")
        shutil.copytree(source, folder)
        if findings(program, folder):
            sys.exit(f"{source} has findings already")
        years = sorted(name for name in os.listdir(folder) if name.isdigit())
        books = {year: Workbook(program, folder, year) for year in years if in_workbook}
        silent = []
        for year, book in books.items():
            if book.look() != (False, []):
                sys.exit(f"the workbook of {year} has findings already")
        turn = 0
        while sum(planted.values()) < count:
            name, _, plant = KINDS[turn % len(KINDS)]
            turn += 1
            year = rng.choice(years)
            here = os.path.join(folder, year)
            codes = sorted(file[:2] for file in os.listdir(here) if len(file) == 7)
            path = os.path.join(here, f"{rng.choice(codes)}.yaml")
            with open(os.path.join(here, "national.yaml"), encoding="utf-8") as file:
                nation = figures(file.read())["team_hope_supported"]
            with open(path, encoding="utf-8") as file:
                text = file.read()
            then = os.path.join(folder, str(int(year) - 1), os.path.basename(path))
            around = {"codes": codes, "folder": here, "nation": nation, "before": year != years[0], "then": {}}
            if os.path.exists(then):
                with open(then, encoding="utf-8") as file:
                    around["then"] = figures(file.read())
            changed = plant(text, rng, around)
            if changed is None or changed == text or (in_workbook and not stands_in_a_workbook(text, changed)):
                continue
            if in_workbook:
                hit, lines = books[year].look(os.path.basename(path)[:2], changed)
                silent += lines
            else:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(changed)
                hit = findings(program, folder) > 0
            planted[name] += 1
            found[name] += hit
            if not hit and dict((n, r) for n, r, _ in KINDS)[name]:
                print(f"not found: {name} in {path[len(scratch) + 1:]}")
                before, after = text.splitlines(), changed.splitlines()
                print("\n".join(f"  {b}" for b in after if b not in before))
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
    missed = False
    for name, rule, _ in KINDS:
        missed = missed or (rule and found[name] < planted[name])
        print(f"{'rule' if rule else 'none'}  {found[name]:4} of {planted[name]:4}  {name}")
    ruled = [name for name, rule, _ in KINDS if rule]
    print(f"of what a rule covers: {sum(found[n] for n in ruled)} of {sum(planted[n] for n in ruled)}")
    print(f"of all: {sum(found.values())} of {sum(planted.values())}")
    if in_workbook:
        print("\n".join([f"changed silently: {len(silent)}"] + silent))
    sys.exit(1 if missed or silent else 0)


if __name__ == "__main__":
    options = sys.argv[3:] + [None] * 3
    main(sys.argv[1], sys.argv[2], int(options[0] or 630), int(options[1] or 1), options[2] == "workbook")
