"""A PDF file as the conformance checks see it: objects by qpdf's JSON (version 2), content streams by an own tokenizer
and a graphics state that knows sizes, places and colors. Knows nothing of the program that wrote the file, and needs
no package beside qpdf."""
import base64
import functools
import json
import re
import subprocess
import zlib

REFERENCE = re.compile(r"^\d+ \d+ R$")


def qpdf(*arguments):
    run = subprocess.run(["qpdf", *arguments], capture_output=True)
    if run.returncode not in (0, 3):
        raise ValueError(f"qpdf {' '.join(arguments)}: {run.stderr.decode(errors='replace').strip()}")
    return run.stdout


class Stream:
    def __init__(self, dictionary, raw):
        self.dictionary, self.raw = dictionary, raw

    @functools.cached_property
    def data(self):
        """Decoded, where that takes what this kind of file needs; as it is elsewhere."""
        by_zlib = self.dictionary.get("/Filter") in ("/FlateDecode", ["/FlateDecode"])
        return zlib.decompress(self.raw) if by_zlib and "/DecodeParms" not in self.dictionary else self.raw


class Pdf:
    def __init__(self, path):
        self.path = path
        with open(path, "rb") as file:
            self.bytes = file.read()
        whole = json.loads(qpdf("--json=2", "--json-stream-data=inline", "--decode-level=none", path))
        self.encrypted = whole["encrypt"]["encrypted"]
        self.page_ids = [page["object"] for page in whole["pages"]]
        self.objects = {}
        for key, entry in whole["qpdf"][1].items():
            if key == "trailer":
                self.trailer = entry["value"]
            elif "stream" in entry:
                self.objects[key[4:]] = Stream(entry["stream"]["dict"], base64.b64decode(entry["stream"]["data"]))
            else:
                self.objects[key[4:]] = entry["value"]
        self.catalog = self.get(self.trailer["/Root"])
        self.info = self.get(self.trailer.get("/Info")) or {}

    def get(self, value):
        """What a reference leads to; a stream's dictionary for a stream."""
        found = self.follow(value)
        return found.dictionary if isinstance(found, Stream) else found

    def follow(self, value):
        while isinstance(value, str) and REFERENCE.match(value):
            value = self.objects.get(value)
        return value

    def pages(self):
        return [self.get(page) for page in self.page_ids]

    def inherited(self, page, key):
        while page is not None:
            if key in page:
                return self.get(page[key])
            page = self.get(page.get("/Parent"))
        return None

    def content(self, page):
        parts = self.get_list(page.get("/Contents"))
        return b"\n".join(self.follow(part).data for part in parts)

    def get_list(self, value):
        """A list of what may stand alone; its members stay references."""
        if value is None:
            return []
        found = self.follow(value)
        return found if isinstance(found, list) else [value]

    def containers(self):
        """Every dictionary and list of the file, direct ones too, with the number of the object it is in."""
        for key, entry in [("trailer", self.trailer), *self.objects.items()]:
            stack = [entry.dictionary if isinstance(entry, Stream) else entry]
            while stack:
                value = stack.pop()
                if isinstance(value, (dict, list)):
                    yield key, value
                    stack.extend(value.values() if isinstance(value, dict) else value)

    def dictionaries(self):
        return [(key, value) for key, value in self.containers() if isinstance(value, dict)]

    def streams(self):
        return [(key, entry) for key, entry in self.objects.items() if isinstance(entry, Stream)]


def text_of(value):
    """A text string without qpdf's mark of its kind; None for anything else."""
    if isinstance(value, str) and value[:2] == "u:":
        return value[2:]
    if isinstance(value, str) and value[:2] == "b:":
        return bytes.fromhex(value[2:]).decode("latin-1")
    return None


# ---- Content streams -------------------------------------------------------------------------------------------------

TOKEN = re.compile(
    rb"""[\0\t\n\f\r ]+ | %[^\r\n]* |
    (?P<number>[+-]?(?:\d+\.?\d*|\.\d+)) | (?P<name>/[^\0\t\n\f\r ()<>\[\]{}/%]*) | (?P<open><<|\[) | (?P<close>>>|\]) |
    (?P<hex><[0-9A-Fa-f\0\t\n\f\r ]*>) | (?P<string>\() | (?P<word>[A-Za-z'"*][A-Za-z0-9'"*]*)""",
    re.X,
)


def string_end(data, at):
    depth = 0
    while at < len(data):
        byte = data[at]
        if byte == 0x5C:
            at += 1
        elif byte == 0x28:
            depth += 1
        elif byte == 0x29:
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1
    raise ValueError("a string does not end")


def operators(data):
    """(name, operands, from, to); operands are numbers, "/names", bytes for strings, lists, None for dictionaries."""
    at, start, stack = 0, 0, [[]]
    while at < len(data):
        match = TOKEN.match(data, at)
        if not match:
            raise ValueError(f"what is this in a content stream: {data[at:at + 20]!r}")
        kind, at = match.lastgroup, match.end()
        if kind is None:
            continue
        if not stack[0] and len(stack) == 1:
            start = match.start()
        if kind == "number":
            stack[-1].append(float(match.group()))
        elif kind == "name":
            stack[-1].append(match.group().decode("latin-1"))
        elif kind == "hex":
            stack[-1].append(b"<>")
        elif kind == "string":
            at = string_end(data, match.start())
            stack[-1].append(b"()")
        elif kind == "open":
            stack.append([])
        elif kind == "close":
            done = stack.pop()
            stack[-1].append(done if match.group() == b"]" else None)
        elif match.group() in (b"true", b"false", b"null"):
            stack[-1].append(match.group().decode())
        else:
            if match.group() == b"BI":
                raise ValueError("an inline image, which these checks do not read")
            yield match.group().decode("latin-1"), stack[0], start, at
            stack = [[]]


def times(m, n):
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3], m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )


def applied(m, x, y):
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
BLACK = ("/DeviceGray", (0.0,))


class State:
    def __init__(self):
        self.ctm, self.fill, self.stroke, self.width = IDENTITY, BLACK, BLACK, 1.0
        self.font, self.size, self.mode, self.overprints = None, 0.0, 0, False

    def copy(self):
        other = State()
        other.__dict__.update(self.__dict__)
        return other


class Mark:
    """Something that is painted: a "text" (its place is its origin), "box", "path" or "line", with the size of the
    type, of the thinner side or of the pen, and the state it is painted in."""

    def __init__(self, kind, rect, state, size, start, end):
        self.kind, self.rect, self.size, self.start, self.end = kind, rect, size, start, end
        self.fill, self.stroke, self.overprints, self.mode = state.fill, state.stroke, state.overprints, state.mode


def bounds(points):
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


DEVICE = {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK"}


def marks(pdf, page):
    """What a page paints, in order. Form XObjects are read where they are used."""
    yield from content_marks(pdf, pdf.content(page), pdf.inherited(page, "/Resources") or {}, State())


def content_marks(pdf, data, resources, state):
    stack, path, tm, line = [], [], IDENTITY, IDENTITY
    boxes, other = [], False
    for name, operands, start, end in operators(data):
        numbers = [o for o in operands if isinstance(o, float)]
        if name == "q":
            stack.append(state.copy())
        elif name == "Q":
            state = stack.pop()
        elif name == "cm":
            state.ctm = times(tuple(numbers), state.ctm)
        elif name == "w":
            state.width = numbers[0]
        elif name == "gs":
            entry = pdf.get((pdf.get(resources.get("/ExtGState")) or {}).get(operands[0])) or {}
            state.overprints = entry.get("/op", entry.get("/OP", state.overprints))
            state.width = entry.get("/LW", state.width)
        elif name in DEVICE:
            state.fill = (DEVICE[name], tuple(numbers))
        elif name.lower() in DEVICE:
            state.stroke = (DEVICE[name.lower()], tuple(numbers))
        elif name in ("cs", "CS"):
            named = operands[0]
            space = pdf.follow((pdf.get(resources.get("/ColorSpace")) or {}).get(named, named))
            setattr(state, "fill" if name == "cs" else "stroke", (space, ()))
        elif name in ("sc", "scn"):
            state.fill = (state.fill[0], tuple(numbers))
        elif name in ("SC", "SCN"):
            state.stroke = (state.stroke[0], tuple(numbers))
        elif name == "BT":
            tm = line = IDENTITY
        elif name == "Tf":
            state.font, state.size = operands[0], numbers[0]
        elif name == "Tr":
            state.mode = int(numbers[0])
        elif name in ("Td", "TD"):
            tm = line = times((1, 0, 0, 1, numbers[0], numbers[1]), line)
        elif name == "Tm":
            tm = line = tuple(numbers)
        elif name in ("Tj", "TJ", "'", '"'):
            whole = times(tm, state.ctm)
            height = state.size * (whole[2] ** 2 + whole[3] ** 2) ** 0.5
            x, y = whole[4], whole[5]
            yield Mark("text", (x, y, x, y), state, height, start, end)
        elif name == "re":
            x, y, w, h = numbers
            corners = [applied(state.ctm, *p) for p in ((x, y), (x + w, y), (x, y + h), (x + w, y + h))]
            boxes.append(bounds(corners))
            path += corners
        elif name in ("m", "l", "c", "v", "y"):
            path += [applied(state.ctm, *numbers[i : i + 2]) for i in range(0, len(numbers), 2)]
            other = True
        elif name in ("f", "F", "f*", "B", "B*", "b", "b*", "S", "s"):
            if name not in ("S", "s"):
                for box in boxes:
                    yield Mark("box", box, state, min(box[2] - box[0], box[3] - box[1]), start, end)
                if other:
                    yield Mark("path", bounds(path), state, 0, start, end)
            if name not in ("f", "F", "f*"):
                scale = abs(state.ctm[0] * state.ctm[3] - state.ctm[1] * state.ctm[2]) ** 0.5
                yield Mark("line", bounds(path), state, state.width * scale, start, end)
            path, boxes, other = [], [], False
        elif name == "n":
            path, boxes, other = [], [], False
        elif name == "Do":
            form = pdf.follow((pdf.get(resources.get("/XObject")) or {}).get(operands[0]))
            if isinstance(form, Stream) and form.dictionary.get("/Subtype") == "/Form":
                inner = state.copy()
                matrix = tuple(float(n) for n in form.dictionary.get("/Matrix", IDENTITY))
                inner.ctm = times(matrix, state.ctm)
                own = pdf.get(form.dictionary.get("/Resources")) or resources
                for mark in content_marks(pdf, form.data, own, inner):
                    mark.start, mark.end = start, end
                    yield mark
