#!/usr/bin/env python3
"""Invents years of 56 states with withheld figures, and has what 'check --disclosure' proves of each compared with an
integer solver that knows nothing of the program: scipy's milp (HiGHS). Of half the years some states' sheets went out
before, with other roundings, with figures that are withheld now, and with figures that were corrected since.

Usage: disclosure.py PROGRAM JURISDICTIONS [YEARS [SEED]]. Exits 1 where an interval is not the solver's, where a
withheld value is outside, or where a remedy that a finding names does not hold; 'unproven' is counted."""
import csv
import io
import os
import random
import re
import subprocess
import sys
import tempfile

import numpy
from scipy.optimize import Bounds, LinearConstraint, milp

DICTIONARY = """\
total: {label: Total, unit: cases, scope: both, parts: [one, two, three], at_most: us.total%(sum)s}
one: {label: One, unit: cases, scope: both%(sum)s, at_most: us.one}
two: {label: Two, unit: cases, scope: state}
three: {label: Three, unit: cases, scope: state, protect: 3}
few: {label: Few, unit: cases, scope: both%(sum)s, at_most: us.few}
all: {label: All, unit: cases, scope: state}
some: {label: Some, unit: cases, scope: state, at_most: all}
share: {label: Share, unit: percent, scope: state, percent_of: [some, all]}
lone: {label: Lone, unit: cases, scope: state}
other: {label: Other, unit: cases, scope: state}
last: {label: Last, unit: cases, scope: state}
"""
PARTS = ("one", "two", "three")
COUNTS = ("total",) + PARTS + ("few", "all", "some", "lone", "other", "last")
OF_NATION = ("total", "one", "few")
NEEDED = {"suppressed": 10, "fewer": 5}


def about(number, unit):
    """What is typed for a rounded number, and what it may stand for: the last digit that is not 0 was rounded to."""
    stated = (number + unit // 2) // unit * unit
    if not stated:
        return str(number), number, number
    while stated % (unit * 10) == 0:
        unit *= 10
    return f"about {stated:,}", max(1, stated - unit // 2), stated + unit // 2 - 1


class Year:
    """The true figures, how they are typed, and what readers know: {(state, key): (text, least, most)}."""

    def __init__(self, codes, rng):
        self.codes, self.is_sum = codes, rng.random() < 0.7
        self.true, self.typed, self.shares = {}, {}, {}
        small = rng.choice((3, 8, 20))
        for code in codes:
            for key in COUNTS:
                self.true[code, key] = rng.randrange(small) if rng.random() < 0.4 else rng.randrange(5, 3000)
            self.true[code, "total"] = sum(self.true[code, part] for part in PARTS)
            self.true[code, "all"] = max(1, self.true[code, "all"])
            self.true[code, "some"] = rng.randrange(self.true[code, "all"] + 1)
        for key in OF_NATION:
            over = 0 if self.is_sum else rng.choice((0, 3, 500))
            self.true["US", key] = sum(self.true[code, key] for code in codes) + over
        if not self.is_sum:
            self.true["US", "total"] = max(self.true["US", "total"], self.true["US", "one"])
        for place, number in self.true.items():
            self.typed[place] = (f"{number:,}", number, number)
        for code in codes:
            some, count = self.true[code, "some"], self.true[code, "all"]
            self.shares[code] = (200 * some + count) // (2 * count)
        for key in OF_NATION:
            if rng.random() < 0.3:
                self.typed["US", key] = about(self.true["US", key], rng.choice((10, 100)))
        for place in rng.sample([p for p in self.true if p[0] != "US"], rng.choice((1, 2, 6, 15, 40))):
            self.withhold(place, rng)
        if rng.random() < 0.8:
            for key in rng.sample(("total", "few", "one"), 2):
                for code in rng.sample(codes, rng.choice((1, 2, 3))):
                    self.withhold((code, key), rng)
        for code in rng.sample(codes, 6):
            for part in rng.sample(PARTS, 2):
                self.withhold((code, part), rng)
            if rng.random() < 0.5:
                self.typed[code, "total"] = about(self.true[code, "total"], 10)

        self.old, self.revised, self.released = {}, set(), []
        if rng.random() < 0.5:
            self.released = rng.sample(codes, rng.choice((1, 3, 9)))
        for code in self.released:
            self.release(code, rng)

    def release(self, code, rng):
        """An earlier edition of a state: of each figure the value and how it was typed, under the key "was KEY"."""
        then = {key: self.true[code, key] for key in COUNTS}
        printed = [part for part in PARTS if self.typed[code, part][1] == self.typed[code, part][2]]
        total = self.typed[code, "total"]
        if printed and total[1] == total[2] and rng.random() < 0.4:
            part, more = rng.choice(printed), rng.choice((1, 4, 30))
            then[part] += more
            then["total"] += more
            self.revised |= {(code, part), (code, "total")}
        for key, number in then.items():
            text = self.typed[code, key]
            if text[0] in ("suppressed", "fewer than 10"):
                chance = rng.random()
                text = (f"{number:,}", number, number) if chance < 0.05 else about(number, 10) if chance < 0.2 else text
            elif (code, key) in self.revised or rng.random() < 0.7:
                text = (f"{number:,}", number, number)
            else:
                text = about(number, rng.choice((10, 100)))
            self.old[code, "was " + key] = text
            self.true[code, "was " + key] = number
        for key in OF_NATION:
            number = self.true["US", key]
            text = about(number, 10) if rng.random() < 0.3 else self.typed["US", key]
            self.old[code, "was us." + key] = text
            self.true[code, "was us." + key] = number

    def ledger(self):
        out = io.StringIO()
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(("file", "sha256", "modified", "state", "year", "edition", "figures"))
        for i, code in enumerate(self.released):
            lines = [f"{key[4:]}: {typed[0]}" for (state, key), typed in self.old.items() if state == code]
            lines.append(f"share: {self.shares[code]}%")
            rows.writerow((f"{code}.pdf", f"{i:064d}", "2024-01-01T00:00:00Z", code, 2023, 1, "\n".join(lines)))
        return out.getvalue()

    def withhold(self, place, rng):
        number = self.true[place]
        if 1 <= number <= 9 and rng.random() < 0.7:
            self.typed[place] = ("fewer than 10", 1, 9)
        else:
            self.typed[place] = ("suppressed", 0, numpy.inf)

    def withheld(self):
        return [place for place, typed in self.typed.items() if typed[0] in ("suppressed", "fewer than 10")]

    def table(self):
        out = io.StringIO()
        rows = csv.writer(out)
        rows.writerow(("state", "source", "status") + COUNTS + ("share",))
        for code in self.codes + ["US"]:
            share = f"{self.shares[code]}%" if code in self.shares else ""
            rows.writerow([code, "Test", "final"] + [self.typed.get((code, key), ("",))[0] for key in COUNTS] + [share])
        return out.getvalue()


class Solver:
    def __init__(self, year):
        self.places, self.old = list(year.true), year.old
        self.index = {place: i for i, place in enumerate(self.places)}
        self.rows, self.least, self.most = [], [], []
        for code in year.codes:
            self.add({(code, "total"): -1, **{(code, part): 1 for part in PARTS}}, 0, 0)
            self.add({(code, "all"): 1, (code, "some"): -1}, 0, numpy.inf)
            # Half up: from a half below to short of a half above.
            share = year.shares[code]
            self.add({(code, "some"): 200, (code, "all"): -(2 * share - 1)}, 0, numpy.inf)
            above = share < 100
            self.add({(code, "some"): -200, (code, "all"): min(2 * share + 1, 200)}, 1 if above else 0, numpy.inf)
        for key in OF_NATION:
            self.add({("US", key): 1, **{(code, key): -1 for code in year.codes}}, 0, 0 if year.is_sum else numpy.inf)
        for code in year.released:
            self.add_edition(year, code)

    def add_edition(self, year, code):
        self.add({(code, "was total"): -1, **{(code, "was " + part): 1 for part in PARTS}}, 0, 0)
        self.add({(code, "was all"): 1, (code, "was some"): -1}, 0, numpy.inf)
        share = year.shares[code]
        self.add({(code, "was some"): 200, (code, "was all"): -(2 * share - 1)}, 0, numpy.inf)
        self.add({(code, "was some"): -200, (code, "was all"): min(2 * share + 1, 200)}, 1 if share < 100 else 0,
                 numpy.inf)
        for key in OF_NATION:
            self.add({(code, "was us." + key): 1, (code, "was " + key): -1}, 0, numpy.inf)
            self.add({(code, "was us." + key): 1, ("US", key): -1}, 0, 0)
        kept = ("suppressed", "fewer than 10")
        for key in COUNTS:
            both = year.old[code, "was " + key][0] in kept and year.typed[code, key][0] in kept
            may = key in PARTS + ("total",) and (code, "total") in year.revised
            if (code, key) not in year.revised and not (both and may):
                self.add({(code, key): 1, (code, "was " + key): -1}, 0, 0)

    def add(self, factors, least, most):
        row = numpy.zeros(len(self.places))
        for place, factor in factors.items():
            row[self.index[place]] = factor
        self.rows.append(row)
        self.least.append(least)
        self.most.append(most)

    def block(self, typed, place):
        """The unknowns that hang together with one, without what is fixed: a small problem instead of a large one."""
        matrix = numpy.array(self.rows)
        low = numpy.array([typed[p][1] for p in self.places], float)
        high = numpy.array([typed[p][2] for p in self.places], float)
        loose, seen, rows = low != high, {self.index[place]}, set()
        todo = list(seen)
        while todo:
            for r in numpy.nonzero(matrix[:, todo.pop()])[0]:
                if r not in rows:
                    rows.add(r)
                    new = set(numpy.nonzero(matrix[r] * loose)[0]) - seen
                    seen |= new
                    todo += new
        columns, rows = sorted(seen), sorted(rows)
        fixed = matrix[rows] @ numpy.where(loose, 0, low) if rows else numpy.zeros(0)
        return columns, matrix[numpy.ix_(rows, columns)], fixed, rows, low[columns], high[columns]

    def interval(self, typed, place):
        typed = {**self.old, **typed}
        columns, matrix, fixed, rows, low, high = self.block(typed, place)
        at, ends = columns.index(self.index[place]), []
        for sign in (1, -1):
            cost = numpy.zeros(len(columns))
            cost[at] = sign
            limits = [LinearConstraint(matrix, numpy.array(self.least)[rows] - fixed,
                                       numpy.array(self.most)[rows] - fixed)] if rows else []
            found = milp(cost, constraints=limits, bounds=Bounds(low, high), integrality=numpy.ones(len(columns)),
                         options={"mip_rel_gap": 0})
            if found.status == 2:
                return None
            ends.append(numpy.inf if found.status in (3, 4) else round(sign * found.fun))
        return tuple(ends)


def wording(shipped):
    """The head of the shipped wording, and below it every figure."""
    items = "".join(f"        - {{figure: {key}, label: A figure}}\n" for key in COUNTS + ("share",))
    return shipped[:shipped.index("\nbody:")] + f"\nbody:\n  - highlights:\n      heading: All\n      items:\n{items}notes: [A note]\n"


def remedy_typed(year, message, own):
    """The figures with the advice of a finding followed, and whether there was any."""
    typed = dict(year.typed)

    def place_of(name):
        name = name.strip()
        if name.startswith("us."):
            return "US", name[3:]
        key, _, state = name.partition(" of ")
        return year.names[state] if state else own, key

    rounded = re.search(r"; type (\S+(?: of [^']+)?) as 'about ([\d,]+)'$", message)
    if rounded:
        place, stated = place_of(rounded[1]), int(rounded[2].replace(",", ""))
        unit = 1
        while stated % (unit * 10) == 0:
            unit *= 10
        typed[place] = ("about", max(1, stated - unit // 2), stated + unit // 2 - 1)
        assert typed[place][1] <= year.true[place] <= typed[place][2], "the advice is false: " + message
        return typed, []
    further = re.search(r"; (?:withhold|type) (.+?)( as 'fewer than 10')? as well$", message)
    if not further:
        return None, []
    places = [place_of(name) for name in further[1].split(" and ")]
    for place in places:
        assert year.true[place] > 0, "a zero is to be withheld: " + message
        assert not further[2] or year.true[place] < 10, "the advice is false: " + message
        typed[place] = ("fewer than 10", 1, 9) if further[2] else ("suppressed", 0, numpy.inf)
    return typed, places


def main():
    program, jurisdictions = os.path.abspath(sys.argv[1]), sys.argv[2]
    years = int(sys.argv[3]) if len(sys.argv) > 3 else 40
    seed = int(sys.argv[4]) if len(sys.argv) > 4 else 5
    with open(jurisdictions, encoding="utf-8") as file:
        text = file.read()
    codes = re.findall(r"^([A-Z]{2}):", text, re.M)
    with open(os.path.join(os.path.dirname(jurisdictions), "templates/fact-sheet.yaml"), encoding="utf-8") as file:
        words = wording(file.read())
    counts = dict.fromkeys(("figures", "same", "unproven", "safe", "remedies", "no remedy"), 0)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(years):
            rng = random.Random(seed * 1000003 + number)
            year = Year(codes, rng)
            with open(os.path.join(folder, "measures.yaml"), "w", encoding="utf-8") as file:
                file.write(DICTIONARY % {"sum": ", nation_is_sum: true" if year.is_sum else ""})
            with open(os.path.join(folder, "wording.yaml"), "w", encoding="utf-8") as file:
                file.write(words)
            with open(os.path.join(folder, "f.csv"), "w", encoding="utf-8") as file:
                file.write(year.table())
            with open(os.path.join(folder, "released.csv"), "w", encoding="utf-8") as file:
                file.write(year.ledger())
            run = subprocess.run([program, "check", "f.csv", "--year", "2023", "--data-dir", ".", "--template",
                                  "wording.yaml", "--disclosure", "--format", "csv"], cwd=folder, capture_output=True, encoding="utf-8", check=False)
            solver = Solver(year)
            rows = {(row["state"], row["figure"]): row for row in csv.DictReader(io.StringIO(run.stdout))}
            if set(rows) != set(year.withheld()):
                print(f"year {number}: other figures are withheld than the certificate has\n{run.stderr}")
                return 1
            for place, row in rows.items():
                counts["figures"] += 1
                if row["verdict"] == "unproven":
                    counts["unproven"] += 1
                    continue
                is_open = row["most"] == "no limit"
                found = (int(row["least"]), numpy.inf if is_open else int(row["most"])) if row["least"] else None
                expected = solver.interval(year.typed, place)
                is_true = found and found[0] <= year.true[place] <= found[1]
                counts["safe"] += row["verdict"] == "safe"
                if found != expected or not is_true:
                    wrong += 1
                    print(f"year {number}: {place} is {found}, by milp {expected}, in truth {year.true[place]}")
                else:
                    counts["same"] += 1
            wrong += remedies_check(year, solver, run.stderr, text, counts)
    print("disclosure.py:", ", ".join(f"{value} {name}" for name, value in counts.items()), f"in {years} years")
    return 1 if wrong or not counts["same"] else 0


def remedies_check(year, solver, messages, jurisdictions, counts):
    """Each finding's advice, followed, leaves its figures as many values as they need, by milp."""
    wrong = 0
    names = re.findall(r"^([A-Z]{2}):\s*\{name: \"?([^,}\"]+)\"?(?:.*?in_sentence: \"?([^,}\"]+)\"?)?", jurisdictions, re.M)
    year.names = {name: code for code, *both in names for name in both if name}
    for line in messages.splitlines():
        cell = re.match(r"f\.csv:([A-Z]+)(\d+): (?:error|warning): (\w+)(?: of .+?)? is .*(?:gives? it away|possible values)", line)
        if not cell:
            continue
        own = (year.codes + ["US"])[int(cell[2]) - 2]
        typed, further = remedy_typed(year, line, own)
        if not typed:
            counts["no remedy"] += 1
            continue
        counts["remedies"] += 1
        for place in [(own, cell[3])] + further:
            least, most = solver.interval(typed, place) or (0, -1)
            kind = "fewer" if typed[place][0].startswith("fewer") else "suppressed"
            needed = 3 if place[1] == "three" else NEEDED[kind]
            if most - least + 1 < needed:
                wrong += 1
                print(f"the advice leaves {place} {least} to {most}: {line}")
    return wrong


sys.exit(main())
