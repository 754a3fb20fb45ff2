#!/usr/bin/env python3
"""What a screen reader says of a PDF file: its structure tree in order, a line a block, each text as its ActualText or
Alt has it, else as its glyphs map to Unicode; where other words are printed, these too. Usage: heard.py FILE.pdf. Knows
nothing of the program that wrote it."""
import re
import sys

from pdffile import Pdf, operators, string_end, text_of

BLOCKS = {"Title", "H1", "H2", "H3", "P", "LI", "Lbl", "LBody", "TH", "TD", "Figure", "Caption", "FENote", "Note"}
QUIET = {"LI"}  # its parts are lines of their own
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def unescaped(raw):
    """The bytes of a literal string, without its parentheses."""
    text = re.sub(rb"\\([0-7]{1,3}|\r\n|.)", escape, raw[1:-1], flags=re.S)
    return text


def escape(match):
    sign = match.group(1)
    if sign.isdigit():
        return bytes([int(sign, 8) & 255])
    return b"" if sign in (b"\n", b"\r", b"\r\n") else ESCAPES.get(sign, sign)


def strings(raw):
    at = 0
    while (at := raw.find(b"(", at)) >= 0:
        end = string_end(raw, at)
        yield unescaped(raw[at:end])
        at = end


def utf16(digits):
    return bytes.fromhex(digits.decode()).decode("utf-16-be")


def characters(cmap):
    """Code to text, of a ToUnicode stream with codes of two bytes."""
    known = {}
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in re.findall(rb"<(\w+)>\s*<(\w+)>", part):
            known[int(code, 16)] = utf16(text)
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, text in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", part):
            start = utf16(text)
            for code in range(int(first, 16), int(last, 16) + 1):
                known[code] = start[:-1] + chr(ord(start[-1]) + code - int(first, 16))
    return known


def actual(raw):
    """The ActualText of a marked-content sequence; None: it has none."""
    found = re.search(rb"/ActualText\s*(<[0-9A-Fa-f\s]*>|\()", raw)
    if not found:
        return None
    if found.group(1) == b"(":
        return unescaped(raw[found.start(1) : string_end(raw, found.start(1))]).decode("latin-1")
    return utf16(re.sub(rb"\s", b"", found.group(1)[1:-1])).lstrip("\ufeff")


def page_texts(pdf, page):
    """The text of each marked-content sequence of a page, by its number."""
    fonts = pdf.get((pdf.inherited(page, "/Resources") or {}).get("/Font")) or {}
    maps, texts, open_ones, known = {}, {}, [], {}
    data = pdf.content(page)
    for name, operands, start, end in operators(data):
        raw = data[start:end]
        if name == "BDC":
            number = re.search(rb"/MCID (\d+)", raw)
            open_ones.append(int(number.group(1)) if number else None)
            if number:
                texts[open_ones[-1]] = [actual(raw), ""]
        elif name == "EMC":
            open_ones.pop()
        elif name == "Tf":
            if operands[0] not in maps:
                maps[operands[0]] = characters(pdf.follow(pdf.get(fonts[operands[0]])["/ToUnicode"]).data)
            known = maps[operands[0]]
        elif name in ("Tj", "TJ") and open_ones and open_ones[-1] is not None:
            for string in strings(raw):
                codes = [string[i] << 8 | string[i + 1] for i in range(0, len(string), 2)]
                texts[open_ones[-1]][1] += "".join(known[code] for code in codes)
    return {mcid: text if replaced is None else replaced for mcid, (replaced, text) in texts.items()}


class Reader:
    def __init__(self, pdf):
        self.pdf, self.lines, self.replaced = pdf, [], False
        self.pages = {page: page_texts(pdf, pdf.get(page)) for page in pdf.page_ids}

    def role(self, element):
        return element["/S"][1:]

    def line(self, role):
        self.lines.append([role, "", ""])

    def say(self, heard, printed):
        if not self.lines:
            self.line("?")
        self.lines[-1][1] += heard
        self.lines[-1][2] += printed

    def read(self, value, page):
        """An element, a sequence or an annotation; 'page' is the one its parent names."""
        found = self.pdf.get(value)
        if isinstance(found, int):
            self.glyphs(page, found)
        elif "/S" in found:
            self.element(found, found.get("/Pg", page))
        elif "/MCID" in found:
            self.glyphs(found.get("/Pg", page), found["/MCID"])
        elif "/Obj" in found:
            self.say(f"[{text_of(self.pdf.get(found['/Obj']).get('/Contents'))}]", "")

    def element(self, element, page):
        role, heard = self.role(element), text_of(element.get("/ActualText")) or text_of(element.get("/Alt"))
        if role in BLOCKS - QUIET:
            self.line(role)
        around = self.replaced
        if heard is not None and not around:
            self.say(heard, "")
            self.replaced = True
        for kid in self.pdf.get_list(element.get("/K")):
            self.read(kid, page)
        self.replaced = around

    def glyphs(self, page, number):
        text = self.pages[page][number]
        self.say("" if self.replaced else text, text)


def plain(text):
    return " ".join(text.replace("\xad", "").split())


def heard(path):
    pdf = Pdf(path)
    reader = Reader(pdf)
    for kid in pdf.get_list(pdf.get(pdf.catalog["/StructTreeRoot"]).get("/K")):
        reader.read(kid, None)
    lines = [(role, plain(heard), plain(printed)) for role, heard, printed in reader.lines]
    return [
        f"{role}: {heard}" + (f" (printed: {printed})" if plain(re.sub(r"\[.*?\]", "", heard)) != printed else "")
        for role, heard, printed in lines
        if heard
    ]


if __name__ == "__main__":
    print("\n".join(line for path in sys.argv[1:] for line in heard(path)))
