"""Changes a PDF of this program as somebody would who knows PDF: the file stays well-formed.

Usage: pdfedit.py IN OUT page NUMBER OLD NEW    the words OLD on that page become NEW, of the same characters' codes
       pdfedit.py IN OUT file NAME OLD NEW      the text OLD of the attached file NAME becomes NEW
       pdfedit.py IN OUT paint NUMBER           a white box is painted over a part of that page
       pdfedit.py IN OUT cover NUMBER           the same, in a revision that is added at the end
       pdfedit.py IN OUT update                 an empty revision is added at the end
       pdfedit.py IN OUT append NUMBER OLD NEW  as page, in a revision that is added at the end
       pdfedit.py IN OUT sign NUMBER            a revision with a note on that page, as a signature that can be seen has
"""
import re
import sys
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\n?(.*?)\n?endobj\n", re.S)
STREAM = re.compile(rb"(.*)stream\r?\n(.*)\r?\nendstream", re.S)


def objects_of(data):
    found = {}
    at = data.index(b"\n", data.index(b"\n") + 1) + 1
    while True:
        head = re.compile(rb"(\d+) 0 obj\s").match(data, at)
        if not head:
            return found, at
        length = re.compile(rb"/Length (\d+) 0 R").search(data, head.end(), head.end() + 4000)
        end = data.index(b"endobj", head.end())
        stream = data.find(b"stream", head.end(), end)
        if stream >= 0 and length:
            start = stream + len(b"stream\r\n")
            number = re.compile(length.group(1) + rb" 0 obj\s+(\d+)").search(data, start)
            end = data.index(b"endobj", start + int(number.group(1)))
        at = end + len(b"endobj\n")
        while data[at : at + 1] in b"\r\n" and at < len(data):
            at += 1
        found[int(head.group(1))] = data[head.end() : end]


def stream_of(body):
    found = re.match(rb"(.*?)stream\r?\n(.*?)\r?\n?endstream", body, re.S)
    start = body.index(b"stream") + len(b"stream")
    start += 2 if body[start : start + 2] == b"\r\n" else 1
    end = body.rindex(b"endstream")
    raw = body[start:end]
    return (zlib.decompressobj().decompress(raw) if b"FlateDecode" in body[:start] else raw), found.group(1)


def stream_put(objects, number, text):
    body = objects[number]
    length = int(re.search(rb"/Length (\d+) 0 R", body).group(1))
    packed = zlib.compress(text, 9) if b"FlateDecode" in body[: body.index(b"stream")] else text
    objects[number] = body[: body.index(b"stream")] + b"stream\r\n" + packed + b"\r\nendstream\n"
    objects[length] = b"%d\n" % len(packed)


def write(path, data, objects, tail):
    head = data[: data.index(b"\n", data.index(b"\n") + 1) + 1]
    out, places = bytearray(head), {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n" % number + objects[number].rstrip(b"\n") + b"\nendobj\n"
    trailer = tail[tail.index(b"trailer") : tail.index(b"startxref")]
    xref = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (max(places) + 1)
    for number in range(1, max(places) + 1):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += trailer + b"startxref\n%d\n%%%%EOF\n" % xref
    open(path, "wb").write(bytes(out))


def pages_of(objects):
    kids = next(b for b in objects.values() if b"/Type /Pages" in b)
    return [int(n) for n in re.findall(rb"(\d+) 0 R", re.search(rb"/Kids \[(.*?)\]", kids, re.S).group(1))]


def fonts_of(objects):
    """Codes by character, of each font resource."""
    resources = next(b for b in objects.values() if b"/Font<<" in b)
    fonts = {}
    for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", resources):
        unicode = int(re.search(rb"/ToUnicode (\d+) 0 R", objects[int(number)]).group(1))
        codes = {}
        for line in stream_of(objects[unicode])[0].split(b"\n"):
            pair = re.findall(rb"<([0-9A-F]+)>", line)
            if len(pair) == 2 and pair[1] != b"FFFF":
                codes[bytes.fromhex(pair[1].decode()).decode("utf-16-be")] = int(pair[0], 16)
            elif len(pair) == 3:
                for i in range(int(pair[1], 16) - int(pair[0], 16) + 1):
                    codes[chr(int(pair[2], 16) + i)] = int(pair[0], 16) + i
        fonts[name] = codes
    return fonts


def escaped(codes, text):
    out = b""
    for c in text:
        for byte in divmod(codes[c], 256):
            one = bytes([byte])
            out += b"\\" + one if one in b"()\\" else b"\\r" if one == b"\r" else one
    return out


def page_edit(objects, number, old, new):
    page = objects[pages_of(objects)[number - 1]]
    content = int(re.search(rb"/Contents (\d+) 0 R", page).group(1))
    text, _ = stream_of(objects[content])
    for name, codes in fonts_of(objects).items():
        if not set(old + new) <= set(codes):
            continue
        # Kerning may stand between two characters.
        between = rb"(\)-?\d+\()?"
        pattern = between.join(re.escape(escaped(codes, c)) for c in old)
        font = rb"/" + name + rb" [\d.]+ Tf(?:(?!/F\d+ [\d.]+ Tf).)*?"
        found = re.search(b"(" + font + b")(" + pattern + b")", text, re.S)
        if found:
            stream_put(objects, content, text[: found.start(2)] + escaped(codes, new) + text[found.end(2) :])
            return
    sys.exit("pdfedit: '%s' is not on page %d in one piece, or '%s' has other characters" % (old, number, new))


def file_edit(objects, name, old, new):
    file = next(b for b in objects.values() if b"/Type/Filespec" in b and b"/F(" + name.encode() + b")" in b)
    stream = int(re.search(rb"/EF<</F (\d+) 0 R", file).group(1))
    text, _ = stream_of(objects[stream])
    assert old.encode() in text, "%s is not in %s" % (old, name)
    stream_put(objects, stream, text.replace(old.encode(), new.encode(), 1))


def revision_of(data, objects):
    """What an incremental update appends, with those objects."""
    start = int(data[data.rindex(b"startxref") + 10 :].split()[0])
    trailer = data[data.rindex(b"trailer") : data.rindex(b"startxref")].rstrip()
    out, table = b"", b"0 0\n" if not objects else b""
    for number, body in sorted(objects.items()):
        table += b"%d 1\n%010d 00000 n \n" % (number, len(data) + len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    xref = len(data) + len(out)
    return out + b"xref\n" + table + trailer[:-2] + b"/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (start, xref)


def main():
    source, target, what, *rest = sys.argv[1:]
    data = open(source, "rb").read()
    if what == "update":
        open(target, "wb").write(data + revision_of(data, {}))
        return
    objects, at = objects_of(data)
    if what == "note":  # written anew, with an annotation over the page
        number = pages_of(objects)[int(rest[0]) - 1]
        note = b"<</Type/Annot/Subtype/FreeText/Rect[60 60 400 400]/Contents(78,000)/DA(/F 9 Tf)>>"
        objects[number] = objects[number].rstrip()[:-2].replace(b"/Annots [ ", b"/Annots [ " + note + b" ")
        objects[number] += b">>" if b"/Annots [ " in objects[number] else b"/Annots [ " + note + b" ]\n>>"
        write(target, data, objects, data[at:])
        return
    if what == "sign":
        number = pages_of(objects)[int(rest[0]) - 1]
        note = b"/Annots [ <</Type/Annot/Subtype/Widget/FT/Sig/Rect[60 60 160 160]/V<</ByteRange[0 9 9 9]>>>> "
        body = objects[number].rstrip()
        body = body.replace(b"/Annots [ ", note) if b"/Annots [ " in body else body[:-2] + note + b"]\n>>"
        open(target, "wb").write(data + revision_of(data, {number: body}))
        return
    before = dict(objects)
    if what in ("page", "append"):
        page_edit(objects, int(rest[0]), rest[1], rest[2])
    elif what == "file":
        file_edit(objects, *rest)
    elif what in ("paint", "cover"):
        page = objects[pages_of(objects)[int(rest[0]) - 1]]
        content = int(re.search(rb"/Contents (\d+) 0 R", page).group(1))
        text, _ = stream_of(objects[content])
        stream_put(objects, content, text + b"/Artifact<</Type/Layout>>BDC\n1 g\n60 60 100 100 re f\n0 g\nEMC\n")
    if what in ("append", "cover"):
        changed = {n: body for n, body in objects.items() if body != before[n]}
        open(target, "wb").write(data + revision_of(data, changed))
        return
    write(target, data, objects, data[at:])


main()
