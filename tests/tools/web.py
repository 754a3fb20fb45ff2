"""Judges web pages without a browser: web.py [--style | --seen] PAGE TAGS [PAGE TAGS ...], --data FOLDER, or
--texts FOLDER.

A page must be well-formed, self-contained and structured for those who hear it, and say what the tags say, which
"--dump tags" or "pdfinfo -struct-text" prints, in the same order and in elements of the same kinds; of pdfinfo's list,
which knows no ActualText, what is seen (--seen). With --style, its colors are legible in the light and in the dark. TAGS
"-": none. Prints each breach; the last line sums up.
"""

import base64
import hashlib
import json
import os
import re
import sys
from html.parser import HTMLParser
from urllib.parse import unquote

VOID = {"br", "img", "link", "meta", "path", "rect"}
KINDS = {"h1": "H1", "p": "P", "caption": "P", "li": "LI", "th": "TH", "td": "TD", "footnote": "P"}
KINDS.update({f"h{i}": "H2" for i in range(2, 7)})
LIMIT = 60 * 1024
HIDDEN = "aria-hidden"


class Page(HTMLParser):
    def __init__(self, path, text):
        super().__init__()
        self.path, self.text = path, text
        self.breaches, self.stack, self.ids, self.said = [], [], set(), []
        self.count, self.levels, self.links, self.style, self.csp, self.title = {}, [], [], "", "", ""
        self.feed(text)
        self.close()
        if self.stack:
            self.breach(f"<{self.stack[-1][0]}> stays open")

    def breach(self, what):
        self.breaches.append(f"{self.path}:{self.getpos()[0]}: {what}")

    def inside(self, *names):
        return any(name in names or ("nav" in names and have.get("class") == "ncmec-nav") for name, have in self.stack)

    def handle_starttag(self, tag, attrs):
        have = dict(attrs)
        if len(have) < len(attrs):
            self.breach(f"<{tag}> has an attribute twice")
        self.count[tag] = self.count.get(tag, 0) + 1
        if tag in ("script", "iframe", "object", "embed", "form", "video", "audio"):
            self.breach(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "style" or (name == "src" and not (value or "").startswith("data:")):
                self.breach(f"<{tag} {name}>")
        if "id" in have:
            if have["id"] in self.ids:
                self.breach(f"id {have['id']} twice")
            self.ids.add(have["id"])
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "th" and have.get("scope") not in ("row", "col"):
            self.breach("<th> without a scope")
        if tag == "svg" and not (have.get(HIDDEN) == "true" or (have.get("role") == "img" and have.get("aria-label"))):
            self.breach("<svg> is neither hidden nor named")
        if tag in ("svg", "img") and not (have.get("width") and have.get("height")):
            self.breach(f"<{tag}> has no size of its own, and fills a page that lost the style sheet")
        if tag == "img" and not have.get("alt"):
            self.breach("<img> without a text")
        if tag == "html" and not have.get("lang"):
            self.breach("<html> without a language")
        if tag == "link" and have.get("rel") != "alternate":
            self.breach("<link> is a request")
        if tag in ("a", "link"):
            self.links.append(have)
        if tag == "meta" and have.get("http-equiv") == "Content-Security-Policy":
            self.csp = have["content"]
        if tag in KINDS and not self.inside("nav"):
            self.said.append([KINDS[tag], "", ""])
        if tag == "br" and self.said:
            self.said[-1][1:] = [text + " " for text in self.said[-1][1:]]
        if tag not in VOID and not (tag in ("path", "rect") and self.inside("svg")):
            self.stack.append((tag, have))

    def handle_startendtag(self, tag, attrs):
        if tag not in VOID:
            self.breach(f"<{tag}/>")
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag):
        if not self.stack or self.stack[-1][0] != tag:
            self.breach(f"</{tag}> closes <{self.stack[-1][0] if self.stack else ''}>")
        if self.stack:
            self.stack.pop()

    def handle_data(self, data):
        if self.inside("style"):
            self.style += data
        elif self.inside("title"):
            self.title += data
        elif not self.inside("nav", "head", "svg"):
            if self.said and any(name in KINDS for name, _ in self.stack):
                is_heard = not any(have.get(HIDDEN) == "true" for _, have in self.stack)
                is_seen = not any(have.get("class") == "ncmec-said" for _, have in self.stack)
                self.said[-1][1] += data if is_heard else ""
                self.said[-1][2] += data if is_seen else ""
            elif data.strip():
                self.breach(f"text outside of every block: {data.strip()!r}")

    def judge(self, is_fragment):
        if is_fragment:
            for tag in ("html", "head", "body", "style", "h1", "header", "main", "footer", "nav", "title"):
                if tag in self.count:
                    self.breach(f"<{tag}> in a fragment")
        else:
            for tag in ("html", "head", "body", "style", "h1", "header", "main", "title"):
                if self.count.get(tag) != 1:
                    self.breach(f"{self.count.get(tag, 0)} <{tag}>")
            digest = base64.b64encode(hashlib.sha256(self.style.encode()).digest()).decode()
            if "default-src 'none'" not in self.csp or f"style-src 'sha256-{digest}'" not in self.csp:
                self.breach("the policy does not name the style sheet's hash")
            if not self.title.strip():
                self.breach("no title")
            if re.search(r"url\(|@import|@font-face", self.style):
                self.breach("the style sheet requests something")
        first = 2 if is_fragment else 1
        for before, level in zip([first - 1] + self.levels, self.levels):
            if level > before + 1 or level < first:
                self.breach(f"h{level} after h{before}")
        if self.count.get("table", 0) != self.count.get("caption", 0):
            self.breach("a table without a caption")
        if len(self.text.encode()) > LIMIT:
            self.breach(f"{len(self.text.encode())} bytes")
        for have in self.links:
            href = have.get("href", "")
            if re.match("[a-z]+:", href):
                continue
            target = os.path.join(os.path.dirname(self.path), unquote(href))
            if not os.path.isfile(target):
                self.breach(f"no file {href!r}")


def plain(text):
    return " ".join(text.split())


def blocks(said, which=1):
    return [(row[0], plain(row[which])) for row in said if plain(row[which])]


def tags_of(text):
    """Blocks of a dump of tags; of pdfinfo's list too, whose lines have (block) behind the names."""
    said, stack, skip = [], [], None
    for line in text.split("\n"):
        bare = line.lstrip()
        depth = len(line) - len(bare)
        if not bare:
            continue
        while stack and stack[-1][0] >= depth:
            stack.pop()
        if bare.startswith('"'):
            names = [name for _, name, _ in stack]
            heard = [what for _, _, what in stack if what is not None]
            if "Lbl" in names:
                continue
            words = bare[1:-1] if bare.endswith('"') else bare[1:]
            if said:
                if heard:
                    what = stack[[w is not None for _, _, w in stack].index(True)]
                    words = what[2] if what is not skip else ""
                    skip = what
                said[-1][1] += words
            continue
        if bare.startswith("/"):  # pdfinfo's attributes
            continue
        name = re.match(r"\w+", bare).group()
        what = re.search(r' said="(.*?)"(?: alt=|$)', bare)
        stack.append((depth, name, what.group(1) if what else None))
        if name in ("H1", "H2", "P", "LI", "TH", "TD"):
            said.append([name, ""])
    return blocks(said)


def texts_of(folder):
    """Of each page what the tags beside it say: to those who hear, and to those who see."""
    names = [name[:-5] for name in os.listdir(folder) if name.endswith(".tags")]
    files = {"heard": ".tags", "seen": ".seen"}
    return {name: {which: " ".join(text for _, text in tags_of(open(os.path.join(folder, name + ending)).read()))
                   for which, ending in files.items() if os.path.exists(os.path.join(folder, name + ending))}
            for name in names}


def luminance(color):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
              for c in (int(color[i:i + 2], 16) / 255 for i in (1, 3, 5))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


PAIRS = [("text", "ground", 4.5), ("heading", "ground", 4.5), ("figure", "ground", 4.5), ("link", "ground", 4.5),
         ("bar", "ground", 3), ("note-text", "note", 4.5), ("note-link", "note", 4.5), ("title", "band", 4.5),
         ("org", "band", 4.5), ("year", "band", 4.5), ("strip-text", "strip", 4.5)]


def contrasts(style):
    """The contrasts of both palettes, light and dark."""
    light, dark = re.findall(r"color-scheme:(?:light|dark);([^}]*)}", style)[:2]
    palette = dict(re.findall(r"--ncmec-([a-z-]+):(#[0-9a-f]{6})", light))
    for scheme, text in (("light", ""), ("dark", dark)):
        palette.update(re.findall(r"--ncmec-([a-z-]+):(#[0-9a-f]{6})", text))
        for color, ground, least in PAIRS:
            a, b = sorted((luminance(palette[color]), luminance(palette[ground])))
            yield scheme, color, ground, (b + 0.05) / (a + 0.05), least


def judge_style(page):
    return [f"{page.path}: {color} on {ground} in the {scheme}: {ratio:.2f}, needs {least}"
            for scheme, color, ground, ratio, least in contrasts(page.style) if ratio < least]


def judge_data(folder):
    """The data set beside the pages: a data package whose rows keep to its own schema."""
    package = json.load(open(os.path.join(folder, "dataset.json"), encoding="utf-8"))
    resource = package["resources"][0]
    types = {"string": str, "integer": int, "number": (int, float), "boolean": bool, "date": str}
    fields = {field["name"]: types[field["type"]] for field in resource["schema"]["fields"]}
    breaches, seen = [], set()
    titles = [source["title"] for source in package.get("sources", [])]
    if set(titles) != {row["source"] for row in resource["data"]} - {""} or len(titles) != len(set(titles)):
        breaches.append(f"sources are {titles}")
    for row in resource["data"]:
        key = tuple(row[name] for name in resource["schema"]["primaryKey"])
        if list(row) != list(fields) or key in seen:
            breaches.append(f"{key}: is there twice, or has other fields")
        seen.add(key)
        breaches += [f"{key}: {name} is {row[name]!r}" for name, kind in fields.items()
                     if not isinstance(row[name], kind) and not (name in ("value", "as_of") and row[name] is None)]
        if (row["value"] is None) != (row["kind"] in ("suppressed", "not_available", "not_applicable")):
            breaches.append(f"{key}: {row['kind']}, but the value is {row['value']!r}")
    return breaches


def main(arguments):
    breaches, pages = [], 0
    if arguments[0] == "--texts":
        print(json.dumps(texts_of(arguments[1])))
        return 0
    if arguments[0] == "--data":
        breaches = judge_data(arguments[1])
        arguments = []
    with_style = arguments[:1] == ["--style"]
    which = 2 if arguments[:1] == ["--seen"] else 1
    arguments = arguments[with_style + which - 1:]
    for path, tags in zip(arguments[::2], arguments[1::2]):
        text = open(path, encoding="utf-8").read()
        page = Page(path, text)
        is_fragment = not text.startswith("<!DOCTYPE html>")
        page.judge(is_fragment)
        breaches += page.breaches
        pages += 1
        if with_style:
            breaches += judge_style(page)
        if tags == "-":
            continue
        said, heard = blocks(page.said, which), tags_of(open(tags, encoding="utf-8").read())
        if is_fragment:
            heard = [("H2" if kind == "H1" else kind, text) for kind, text in heard]
        for i in range(max(len(said), len(heard))):
            one, other = (row[i] if i < len(row) else None for row in (said, heard))
            if one != other:
                breaches.append(f"{path}: says {one}, the tags {other}")
                break
    print("\n".join(breaches[:20] + [f"{pages} pages, {len(breaches)} breaches"]))
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
