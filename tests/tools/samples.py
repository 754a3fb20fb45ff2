#!/usr/bin/env python3
"""Writes tests/samples/: invented figures for all jurisdictions and three years, the same for the same seed.

Usage: samples.py FOLDER. Files that stand in FOLDER with a role of their own (see ROLES) are read, not written: their
earlier years follow from them. Nothing here describes anything that happened: every file says so, and prints SAMPLE
DATA. Among them are zeros, withheld parts, figures that are not known or do not apply, floors, rounded and huge ones,
drafts, corrections and notes; all are free of findings."""
import os
import random
import re
import sys

SEED = 5
YEARS = (2021, 2022, 2023)
CODES = (
    "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA "
    "RI SC SD TN TX UT VT VA WA WV WI WY DC PR VI GU AS MP"
).split()
ROLES = ("TX", "DC", "MP", "WY", "NY")  # of 2023, written by hand
PARTS = ("missing_from_social_services", "missing_other", "missing_from_orr")
GROUPS = (
    ("Child sexual exploitation", ("cybertipline_reports", "cvip_submissions")),
    ("Missing children", ("missing_total",) + PARTS),
    ("Child sex trafficking", ("trafficking_engagements",)),
    ("Survivors and families", ("team_hope_supported", "mental_health_connections", "team_adam_cases")),
    ("Education", ("connect_new_professionals",)),
)
LEVELS = {  # what a middling jurisdiction has
    "cybertipline_reports": 20000, "cvip_submissions": 150, "missing_from_social_services": 300, "missing_other": 200,
    "missing_from_orr": 60, "trafficking_engagements": 400, "team_hope_supported": 150,
    "mental_health_connections": 110, "team_adam_cases": 4, "connect_new_professionals": 200,
}


def group(number):
    return f"{number:,}"


def state_figures(code, rng):
    """Counts of 2021, 2022 and 2023; they change by less than tenfold and never to zero."""
    size = rng.uniform(0.3, 4)
    years = [{} for _ in YEARS]
    for key, level in LEVELS.items():
        first = max(1, int(level * size * rng.uniform(0.7, 1.4)))
        for year in years:
            year[key] = first
            first = max(1, int(first * rng.uniform(0.8, 1.3)))
    for year in years:
        if code in ("AS", "GU"):
            year.update({key: 0 for key in LEVELS if key not in ("cybertipline_reports", "team_hope_supported")})
        if code == "FL":
            year["cybertipline_reports"] = 7777777 + year["cybertipline_reports"]
            year["connect_new_professionals"] = 888888888888 + year["team_adam_cases"]
        year["missing_total"] = sum(year[part] for part in PARTS)
    return years


def role_figures(path):
    """The figures of a file written by hand, and two years before them."""
    with open(path, encoding="utf-8") as file:
        typed = {key: int(value.replace(",", "")) for key, value in re.findall(r"^  (\w+): ([\d,]+)", file.read(), re.M)}
    years = []
    for back in (2, 1, 0):
        year = {key: value if value < 20 else value - value * back // 15 for key, value in typed.items()}
        some = next(key for key, value in typed.items() if value and key not in PARTS and key != "missing_total")
        year[some] += back
        year["missing_total"] = sum(year[part] for part in PARTS)
        years.append(year)
    return years


def typed_figures(code, year, counts):
    """As an analyst types them: some are withheld, rounded or not known."""
    typed = {key: group(value) for key, value in counts.items()}
    if code == "VT":
        typed["missing_other"] = typed["missing_from_orr"] = "suppressed"
        typed["team_adam_cases"] = "suppressed"
    if code == "AK":
        typed["missing_from_orr"] = typed["missing_other"] = "fewer than 10"
        typed["missing_total"] = group(counts["missing_from_social_services"] + 11)
        typed["team_adam_cases"] = "fewer than 10"
    if code == "PR":
        typed["missing_from_orr"] = "not applicable"
        typed["missing_total"] = group(counts["missing_total"] - counts["missing_from_orr"])
    if code == "VI":
        typed["mental_health_connections"] = "not available"
        typed["trafficking_engagements"] = "not applicable"
    if code == "OH":
        typed["cybertipline_reports"] = f"{counts['cybertipline_reports'] / 1000:.1f} thousand"
        typed["connect_new_professionals"] = f"more than {group(counts['connect_new_professionals'] // 10 * 10)}"
    if code == "NC":
        typed["cybertipline_reports"] = f"about {group(round(counts['cybertipline_reports'], -3))}"
    if code == "NH":
        del typed["missing_total"]  # computed
    return typed


def head(code, year):
    lines = ["# Invented figures for tests, written by tests/tools/samples.py. They describe nothing that happened.", ""]
    if code:
        lines.append(f"state: {code}")
    lines += [f"year: {year}", f"status: {'draft' if code == 'ND' else 'final'}",
              "sample: true                          # prints SAMPLE DATA on every page",
              "source: Invented figures for tests"]
    if code == "RI":
        lines += [f"as_of: {year + 1}-01-31", f"revised: {year + 1}-06-30"]
    if code in ("VI", "KS"):
        lines += ["notes:", "  - An invented note, to see a jurisdiction's own line printed."]
    return lines + ["", "figures:"]


def nation_figures(year):
    back = YEARS[-1] - year
    return [
        ("Child sexual exploitation", (("cybertipline_reports", f"{123.4 - 8 * back:.1f} million"),
                                       ("cybertipline_content", f"more than {555 - 11 * back} million"),
                                       ("cvip_identified_children", group(111111 - 1111 * back)))),
        ("Missing children", (("missing_total", group(2000000 - 20000 * back)),
                              ("missing_runaways", group(222222 - 2222 * back)), ("likely_trafficked", f"{50 - back}%"))),
        ("Child sex trafficking", (("trafficking_reports", f"more than {group(99900 - 900 * back)}"),)),
        ("Survivors and families", (("team_hope_supported", group(300000 - 3000 * back)),)),
        ("Education", (("connect_registered_users", f"at least {300 - 10 * back} thousand"),)),
    ]


def write(path, lines):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines) + "\n")


def main(folder):
    for code in CODES:
        rng = random.Random(f"{SEED} {code}")
        role = os.path.join(folder, "2023", f"{code}.yaml") if code in ROLES else None
        years = role_figures(role) if role else state_figures(code, rng)
        for year, counts in zip(YEARS, years):
            if role and year == YEARS[-1]:
                continue
            typed = counts and typed_figures(code, year, counts)
            lines = head(code, year)
            for title, keys in GROUPS:
                lines += [f"  # {title}"] + [f"  {key}: {typed[key]}" for key in keys if key in typed] + [""]
            write(os.path.join(folder, str(year), f"{code}.yaml"), lines[:-1])
    for year in YEARS:
        lines = head(None, year)
        for title, figures in nation_figures(year):
            lines += [f"  # {title}"] + [f"  {key}: {typed}" for key, typed in figures] + [""]
        write(os.path.join(folder, str(year), "national.yaml"), lines[:-1])


if __name__ == "__main__":
    main(sys.argv[1])
