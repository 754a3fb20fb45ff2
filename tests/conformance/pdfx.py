"""PDF/X-4 and PDF/X-1a:2003, clause by clause, for files of a kind that has no pictures of pixels. No free validator
judges PDF/X; this one follows ISO 15930-7:2010 and ISO 15930-4:2003 as far as a file without images, forms to fill and
layers can break them, and what a printer asks beyond them (small type in black alone, rules that hold, live matter).

    pdfx.py x4|x1a FILE...

prints each breach as "FILE: clause: what" and exits 1 where there is one."""
import re
import sys
import xml.etree.ElementTree as ET

from pdffile import Pdf, Stream, marks, operators, text_of

CLAUSES = []
SMALL, RULE, ONE_INK, LIVE, EPSILON = 12.0, 0.25, 0.5, 18.0, 0.01


def clause(name, only=None):
    def add(function):
        CLAUSES.append((name, function, only))
        return function

    return add


# ---- The file --------------------------------------------------------------------------------------------------------


@clause("header")
def header(pdf, standard):
    versions = {"x4": [b"1.6"], "x1a": [b"1.3", b"1.4"]}[standard]
    first, _, rest = pdf.bytes.partition(b"\n")
    if first[:5] != b"%PDF-" or first[5:].strip() not in versions:
        yield f"the file begins with {first[:12]!r}"
    if rest[:1] != b"%" or sum(byte > 127 for byte in rest[1:5]) < 4:
        yield "the second line is not a comment of four bytes above 127"
    if "/Version" in pdf.catalog:
        yield "the catalog has a version of its own"


@clause("encryption")
def encryption(pdf, standard):
    if pdf.encrypted or "/Encrypt" in pdf.trailer:
        yield "the file is encrypted"


@clause("identifier")
def identifier(pdf, standard):
    ids = pdf.trailer.get("/ID")
    if not isinstance(ids, list) or len(ids) != 2 or not all(isinstance(i, str) and len(i) > 17 for i in ids):
        yield f"the trailer's ID is {ids}"


@clause("filters")
def filters(pdf, standard):
    banned = {"/LZWDecode", "/LZW", "/Crypt"} | ({"/JBIG2Decode", "/JPXDecode"} if standard == "x1a" else set())
    for key, stream in pdf.streams():
        for name in pdf.get_list(stream.dictionary.get("/Filter")):
            if pdf.get(name) in banned:
                yield f"{key} is packed by {name}"
        if "/F" in stream.dictionary:
            yield f"the data of {key} are in another file"


@clause("xref", only="x1a")
def xref(pdf, standard):
    for key, stream in pdf.streams():
        if stream.dictionary.get("/Type") in ("/XRef", "/ObjStm"):
            yield f"{key} is a {stream.dictionary['/Type']}, which PDF 1.4 does not know"
    if re.search(rb"/Type\s*/(XRef|ObjStm)\b", pdf.bytes):
        yield "objects stand in streams, which PDF 1.4 does not know"


# ---- What it says of itself ------------------------------------------------------------------------------------------

NAMES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfxid": "http://www.npes.org/pdfx/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}


def xmp(pdf):
    """Property to text (the first of several), or None where there is no packet that can be read."""
    stream = pdf.follow(pdf.catalog.get("/Metadata"))
    if not isinstance(stream, Stream):
        return None
    try:
        root = ET.fromstring(stream.data)
    except ET.ParseError:
        return None
    found = {}
    for description in root.iter("{%s}Description" % NAMES["rdf"]):
        for key, value in description.attrib.items():
            found.setdefault(key, value)
        for child in description:
            item = child.find(".//{%s}li" % NAMES["rdf"])
            found.setdefault(child.tag, (item if item is not None else child).text or "")
    return {f"{p}:{tag[len(uri) + 2:]}": text for tag, text in found.items() for p, uri in NAMES.items() if
            tag.startswith("{" + uri + "}")}


def iso_date(date):
    m = re.match(r"D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(Z|[+-]\d\d'?\d\d)?", date or "")
    return "%s-%s-%sT%s:%s:%s" % m.groups()[:6] + ("Z" if m.group(7) in (None, "Z") else m.group(7)) if m else None


@clause("version")
def version(pdf, standard):
    said, packet = text_of(pdf.info.get("/GTS_PDFXVersion")), xmp(pdf) or {}
    if standard == "x1a":
        if said != "PDF/X-1a:2003":
            yield f"Info's GTS_PDFXVersion is {said}"
    elif packet.get("pdfxid:GTS_PDFXVersion") != "PDF/X-4":
        yield f"XMP's pdfxid:GTS_PDFXVersion is {packet.get('pdfxid:GTS_PDFXVersion')}"
    elif said not in (None, "PDF/X-4"):
        yield f"Info's GTS_PDFXVersion is {said}, XMP's PDF/X-4"


@clause("trapped")
def trapped(pdf, standard):
    said = pdf.info.get("/Trapped")
    if said not in ("/True", "/False"):
        yield f"Info's Trapped is {said}, not the name True or False"
    elif standard == "x4" and (xmp(pdf) or {}).get("pdf:Trapped") != said[1:]:
        yield f"XMP's pdf:Trapped is {(xmp(pdf) or {}).get('pdf:Trapped')}, Info's {said[1:]}"


@clause("info")
def info(pdf, standard):
    for key in ("/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"):
        if not text_of(pdf.info.get(key)):
            yield f"Info has no {key[1:]}"
    for key in ("/CreationDate", "/ModDate"):
        if pdf.info.get(key) and not iso_date(text_of(pdf.info[key])):
            yield f"Info's {key[1:]} is no date"


@clause("metadata")
def metadata(pdf, standard):
    packet = xmp(pdf)
    if packet is None:
        if standard == "x4" or "/Metadata" in pdf.catalog:
            yield "the catalog has no XMP packet that can be read"
        return
    for key in ("xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass"):
        if standard == "x4" and not packet.get(key):
            yield f"XMP has no {key}"
    pairs = {"/Title": "dc:title", "/Author": "dc:creator", "/Subject": "dc:description", "/Creator": "xmp:CreatorTool",
             "/Producer": "pdf:Producer", "/CreationDate": "xmp:CreateDate", "/ModDate": "xmp:ModifyDate",
             "/Keywords": "pdf:Keywords"}
    for key, name in pairs.items():
        said = text_of(pdf.info.get(key))
        said = iso_date(said) if key.endswith("Date") else said
        if (said or packet.get(name)) and said != packet.get(name):
            yield f"Info's {key[1:]} is {said!r}, XMP's {name} {packet.get(name)!r}"


# ---- Output intent ---------------------------------------------------------------------------------------------------


def profile_faults(pdf, reference):
    stream = pdf.follow(reference)
    if not isinstance(stream, Stream):
        return ["is no stream"]
    data, faults = stream.data, []
    if len(data) < 128 or int.from_bytes(data[:4], "big") != len(data):
        faults.append("is not as long as its header says")
    if data[36:40] != b"acsp":
        faults.append("is no ICC profile")
    if data[12:16] != b"prtr" or data[16:20] != b"CMYK":
        faults.append("is not one of a CMYK printer")
    if stream.dictionary.get("/N") != 4:
        faults.append("says of itself that it has not four colors")
    return faults


@clause("intent")
def intent(pdf, standard):
    intents = [pdf.get(i) for i in pdf.get_list(pdf.catalog.get("/OutputIntents"))]
    for_x = [i for i in intents if i.get("/S") == "/GTS_PDFX"]
    if len(for_x) != 1:
        yield f"{len(for_x)} output intents for PDF/X, not one"
        return
    if not text_of(for_x[0].get("/OutputConditionIdentifier")):
        yield "the output intent does not name its condition"
    if not text_of(for_x[0].get("/Info")) and standard == "x1a":
        yield "the output intent does not say in words what it is"
    profile = for_x[0].get("/DestOutputProfile")
    if profile is None and (standard == "x4" or text_of(for_x[0].get("/RegistryName")) != "http://www.color.org"):
        yield "the output intent has neither a profile nor a registered name"
    for fault in profile_faults(pdf, profile) if profile is not None else []:
        yield f"its profile {fault}"
    profiles = {str(i["/DestOutputProfile"]) for i in intents if "/DestOutputProfile" in i}
    if len(profiles) > 1:
        yield f"the output intents have profiles of their own: {', '.join(sorted(profiles))}"


# ---- Pages -----------------------------------------------------------------------------------------------------------


def box(pdf, page, key):
    found = pdf.inherited(page, key) if key in ("/MediaBox", "/CropBox") else pdf.get(page.get(key))
    return [float(pdf.get(n)) for n in found] if found else None


def within(inner, outer):
    return inner[0] >= outer[0] and inner[1] >= outer[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


@clause("boxes")
def boxes(pdf, standard):
    for number, page in enumerate(pdf.pages(), 1):
        media, crop, bleed, trim = (box(pdf, page, k) for k in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox"))
        if "/ArtBox" in page:
            yield f"page {number} has an ArtBox"
        if not media or not trim:
            yield f"page {number} lacks its MediaBox or its TrimBox"
            continue
        if trim[0] >= trim[2] or trim[1] >= trim[3]:
            yield f"page {number} is empty"
        nested = [("TrimBox", trim, "BleedBox", bleed), ("BleedBox", bleed, "MediaBox", media),
                  ("TrimBox", trim, "CropBox", crop), ("CropBox", crop, "MediaBox", media),
                  ("TrimBox", trim, "MediaBox", media)]
        for inner, small, outer, large in nested:
            if small and large and not within(small, large):
                yield f"page {number}: the {inner} is not within the {outer}"


@clause("annotations")
def annotations(pdf, standard):
    for number, page in enumerate(pdf.pages(), 1):
        inside = box(pdf, page, "/BleedBox") or box(pdf, page, "/TrimBox") or box(pdf, page, "/MediaBox")
        for annotation in map(pdf.get, pdf.get_list(page.get("/Annots"))):
            r = [float(n) for n in annotation.get("/Rect", [0, 0, 0, 0])]
            outside = r[2] <= inside[0] or r[0] >= inside[2] or r[3] <= inside[1] or r[1] >= inside[3]
            if not outside and annotation.get("/Subtype") not in ("/TrapNet", "/PrinterMark"):
                yield f"page {number} has a {annotation.get('/Subtype')} on the printed area"
    if "/AcroForm" in pdf.catalog and standard == "x1a":
        yield "the catalog has a form"


@clause("actions")
def actions(pdf, standard):
    kinds = {"/GoTo", "/GoToR", "/GoToE", "/Launch", "/Thread", "/URI", "/Sound", "/Movie", "/Hide", "/Named",
             "/SubmitForm", "/ResetForm", "/ImportData", "/JavaScript", "/SetOCGState", "/Rendition", "/Trans",
             "/GoTo3DView"}
    if isinstance(pdf.get(pdf.catalog.get("/OpenAction")), dict):
        yield "the catalog opens by an action"
    for key, dictionary in pdf.dictionaries():
        if "/AA" in dictionary:
            yield f"{key} has additional actions"
        if "/JS" in dictionary or "/JavaScript" in dictionary:
            yield f"{key} holds JavaScript"
        kind = dictionary.get("/S")
        if dictionary.get("/Type") == "/Action" or (isinstance(kind, str) and kind in kinds):
            yield f"{key} is an action"


@clause("attachments")
def attachments(pdf, standard):
    for key, dictionary in pdf.dictionaries():
        if "/EmbeddedFiles" in dictionary or "/AF" in dictionary or "/EF" in dictionary or "/Collection" in dictionary:
            yield f"{key} holds a file"


@clause("foreign")
def foreign(pdf, standard):
    for key, dictionary in pdf.dictionaries():
        if dictionary.get("/Subtype") == "/PS" or "/PS" in dictionary:
            yield f"{key} is PostScript"
        if "/OPI" in dictionary:
            yield f"{key} stands for a picture elsewhere (OPI)"
        if dictionary.get("/Subtype") == "/Form" and "/Ref" in dictionary:
            yield f"{key} stands for a page elsewhere"
        if "/OCProperties" in dictionary and standard == "x1a":
            yield f"{key} has layers, which PDF 1.4 does not know"


@clause("fonts")
def fonts(pdf, standard):
    for key, dictionary in pdf.dictionaries():
        if dictionary.get("/Type") != "/Font" or dictionary.get("/Subtype") in ("/Type0", "/Type3"):
            continue
        descriptor = pdf.get(dictionary.get("/FontDescriptor")) or {}
        programs = [pdf.follow(descriptor.get(k)) for k in ("/FontFile", "/FontFile2", "/FontFile3")]
        if not any(isinstance(program, Stream) for program in programs):
            yield f"the font {dictionary.get('/BaseFont')} is not embedded"


# ---- Colors ----------------------------------------------------------------------------------------------------------


def contents(pdf):
    """The content streams of pages and forms, each with a name."""
    for number, page in enumerate(pdf.pages(), 1):
        yield f"page {number}", pdf.content(page)
    for key, stream in pdf.streams():
        if stream.dictionary.get("/Subtype") == "/Form":
            yield f"the form {key}", stream.data


@clause("colors")
def colors(pdf, standard):
    independent = ("/CalGray", "/CalRGB", "/Lab", "/ICCBased")
    banned = ("/DeviceRGB",) + (independent if standard == "x1a" else ())
    for key, container in pdf.containers():
        for value in container.values() if isinstance(container, dict) else container:
            if isinstance(value, str) and value in banned:
                yield f"{key} holds {value}"
        if isinstance(container, dict) and "/DefaultRGB" in (pdf.get(container.get("/ColorSpace")) or {}):
            yield f"{key} explains away DeviceRGB"
    for where, data in contents(pdf):
        used = {name for name, _, _, _ in operators(data)}
        if used & {"rg", "RG"}:
            yield f"{where} paints in DeviceRGB"
        for name, operands, _, _ in operators(data):
            if name in ("cs", "CS") and operands[0] in banned:
                yield f"{where} paints in {operands[0]}"


@clause("profiles", only="x4")
def profiles(pdf, standard):
    intents = [pdf.get(i) for i in pdf.get_list(pdf.catalog.get("/OutputIntents"))]
    destinations = [pdf.follow(i.get("/DestOutputProfile")) for i in intents]
    spaces = {1: b"GRAY", 3: b"RGB ", 4: b"CMYK"}
    for key, container in pdf.containers():
        if not isinstance(container, list) or len(container) != 2 or container[0] != "/ICCBased":
            continue
        profile = pdf.follow(container[1])
        data = profile.data
        if data[36:40] != b"acsp" or data[16:20] != spaces.get(profile.dictionary.get("/N")):
            yield f"the profile of {key} is not what it says"
        if any(isinstance(d, Stream) and d.data == data for d in destinations):
            yield f"{key} paints through the output intent's own profile"


@clause("transparency")
def transparency(pdf, standard):
    for key, d in pdf.dictionaries():
        if pdf.get(d.get("/SMask", "/None")) != "/None" or "/SMaskInData" in d:
            yield f"{key} has a soft mask"
        graphics = d.get("/Type") == "/ExtGState" or "/ca" in d or "/CA" in d or "/BM" in d
        if graphics and (d.get("/ca", 1) != 1 or (d.get("/CA", 1) != 1 and not isinstance(d.get("/CA"), str))):
            yield f"{key} paints with less than full opacity"
        if any(mode not in ("/Normal", "/Compatible") for mode in pdf.get_list(d.get("/BM"))):
            yield f"{key} blends by {d['/BM']}"
        if d.get("/S") == "/Transparency":
            yield f"{key} is a transparency group"


@clause("transfer")
def transfer(pdf, standard):
    for key, d in pdf.dictionaries():
        if d.get("/Type") == "/ExtGState" or "/TR" in d or "/TR2" in d:
            if "/TR" in d or d.get("/TR2", "/Default") != "/Default":
                yield f"{key} has a transfer curve"
            if "/HTP" in d or (isinstance(pdf.get(d.get("/HT")), dict) and
                               pdf.get(d["/HT"]).get("/HalftoneType") not in (1, 5)):
                yield f"{key} has a halftone of its own"


# ---- What a printer asks ---------------------------------------------------------------------------------------------


BLACK = (("/DeviceGray", (0.0,)), ("/DeviceCMYK", (0.0, 0.0, 0.0, 1.0)))
PAPER = (("/DeviceGray", (1.0,)), ("/DeviceCMYK", (0.0, 0.0, 0.0, 0.0)))


def is_solid_spot(fill):
    """A spot color in full is one plate, which needs no register, as black is."""
    return isinstance(fill[0], list) and fill[0][:1] == ["/Separation"] and fill[1] == (1.0,)


@clause("small type")
def small_type(pdf, standard):
    for number, page in enumerate(pdf.pages(), 1):
        for mark in marks(pdf, page):
            if mark.kind != "text":
                continue
            if mark.mode not in (0, 3):
                yield f"page {number}: text of {mark.size:.2f} pt is outlined"
            if mark.size <= SMALL + EPSILON and mark.fill not in BLACK + PAPER and not is_solid_spot(mark.fill):
                yield f"page {number}: text of {mark.size:.2f} pt in {mark.fill}"


@clause("overprint")
def overprint(pdf, standard):
    """What is black alone lies over its ground, so that no press shows paper around it; what is paper white cannot. A
    file whose colors are mixed later, on the way through a profile, leaves that to who mixes them."""
    mixed = any(isinstance(c, list) and c[:1] == ["/ICCBased"] for _, c in pdf.containers())
    for number, page in enumerate(pdf.pages(), 1):
        for mark in marks(pdf, page):
            if mark.fill in PAPER and mark.overprints and mark.kind != "line":
                yield f"page {number}: a {mark.kind} of paper white overprints, so that it is not seen"
            if mark.kind == "text" and mark.fill in BLACK and not mark.overprints and not mixed:
                yield f"page {number}: black text of {mark.size:.2f} pt knocks out its ground"


@clause("rules")
def rules(pdf, standard):
    for number, page in enumerate(pdf.pages(), 1):
        for mark in marks(pdf, page):
            if mark.kind not in ("box", "line"):
                continue
            at = f"a rule of {mark.size:.3f} pt at {mark.rect[0]:.1f}, {mark.rect[1]:.1f}"
            if mark.size < RULE - EPSILON / 10:
                yield f"page {number}: {at}"
            # Plates never lie on each other that well. Where a profile mixes the inks, that is not the file's choice.
            color = mark.stroke if mark.kind == "line" else mark.fill
            if mark.size < ONE_INK and color[0] == "/DeviceCMYK" and sum(map(bool, color[1])) > 1:
                yield f"page {number}: {at} takes more than one ink"


@clause("live matter")
def live_matter(pdf, standard):
    for number, page in enumerate(pdf.pages(), 1):
        trim = box(pdf, page, "/TrimBox")
        bleed = box(pdf, page, "/BleedBox") or trim
        if not trim:
            continue  # told with the boxes
        for mark in marks(pdf, page):
            r = mark.rect
            if r[2] <= bleed[0] + EPSILON or r[0] >= bleed[2] - EPSILON or r[3] <= bleed[1] + EPSILON or \
                    r[1] >= bleed[3] - EPSILON:
                continue  # marks and slug: they are cut off
            sides = (("left", r[0] - trim[0], bleed[0] - r[0]), ("right", trim[2] - r[2], r[2] - bleed[2]),
                     ("bottom", r[1] - trim[1], bleed[1] - r[1]), ("top", trim[3] - r[3], r[3] - bleed[3]))
            for side, inside, over in sides:
                if inside < LIVE - EPSILON and (mark.kind == "text" or over < -EPSILON):
                    yield f"page {number}: a {mark.kind} stops {inside:.2f} pt inside the {side} edge"


def breaches(path, standard):
    pdf = Pdf(path)
    found = []
    for name, function, only in CLAUSES:
        if only in (None, standard):
            found += [(name, what) for what in function(pdf, standard)]
    return found


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in ("x4", "x1a"):
        sys.exit("usage: pdfx.py x4|x1a FILE...")
    broken = 0
    for path in sys.argv[2:]:
        found = breaches(path, sys.argv[1])
        broken += bool(found)
        for name, what in found:
            print(f"{path}: {name}: {what}")
    checked = sum(only in (None, sys.argv[1]) for _, _, only in CLAUSES)
    names = {"x4": "PDF/X-4", "x1a": "PDF/X-1a:2003"}
    print(f"pdfx.py: {len(sys.argv) - 2 - broken} of {len(sys.argv) - 2} files hold {checked} clauses of "
          f"{names[sys.argv[1]]} and of printers")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
