#!/usr/bin/env python3
"""Whether a file's version knows the keys in it. Usage: keys.py FILE.pdf ...

The table below says since which version of PDF (17 is 1.7) a dictionary of a kind may hold a key, after ISO 32000-1 and
-2; '>' names the kind of what it leads to, and of each member where that is a list. A key that the table lacks is a
finding too: it has no meaning there, or the table is to grow. Knows nothing of the program that wrote the file."""
import re
import sys

from pdffile import Pdf, Stream, operators

STREAM = "Length:10 Filter:10 DecodeParms:10 "
TABLE = {
    "Trailer": "Size:10 Root:10>Catalog Info:10-19>Info ID:11",
    "Info": "Title:11 Author:10 Subject:11 Keywords:11 Creator:10 Producer:10 CreationDate:10 ModDate:11 Trapped:13 "
    "GTS_PDFXVersion:13",
    "Catalog": "Type:10 Version:14 Pages:10>PageNode PageLabels:13>NumberTree Names:12>Names ViewerPreferences:12>Viewer "
    "PageLayout:10 PageMode:10 Outlines:10>Outlines Metadata:14>Metadata StructTreeRoot:13>StructTree MarkInfo:14>MarkInfo "
    "Lang:14 OutputIntents:14>OutputIntent AF:20>FileSpec",
    "PageNode": "Type:10 Kids:10>PageNode Count:10 Parent:10 " "Resources:10>Resources MediaBox:10 CropBox:11 BleedBox:13 "
    "TrimBox:13 Contents:10 Rotate:10 Annots:10>Annot Tabs:15 StructParents:13 OutputIntents:20",
    "Resources": "Font:10>*Font XObject:10>*XObject ColorSpace:10 ExtGState:12>*State ProcSet:10-19 Properties:12",
    "Font": "Type:10 Subtype:10 BaseFont:10 Encoding:10 DescendantFonts:12>CidFont ToUnicode:12>Plain",
    "CidFont": "Type:12 Subtype:12 BaseFont:12 CIDSystemInfo:12>SystemInfo FontDescriptor:12>Descriptor DW:12 W:12 "
    "CIDToGIDMap:13>Plain",
    "SystemInfo": "Registry:12 Ordering:12 Supplement:12",
    "Descriptor": "Type:10 FontName:10 FontFamily:15 FontWeight:15 Flags:10 FontBBox:10 ItalicAngle:10 Ascent:10 Descent:10 "
    "CapHeight:10 StemV:10 FontFile2:11>FontFile FontFile3:12>FontFile",
    "FontFile": STREAM + "Length1:10 Length2:10 Length3:10 Subtype:12",
    "Plain": STREAM + "Type:10",
    "XObject": STREAM + "Type:10 Subtype:10 Width:10 Height:10 ColorSpace:10 BitsPerComponent:10 Intent:11 Interpolate:10",
    "State": "Type:12 OP:12 op:13 OPM:13 LW:13 SA:12",
    "Metadata": STREAM + "Type:14 Subtype:14",
    "MarkInfo": "Marked:14 Suspects:16 UserProperties:16",
    "Viewer": "DisplayDocTitle:14 Duplex:17 PrintScaling:16 NumCopies:17 Direction:13",
    "OutputIntent": "Type:14 S:14 OutputCondition:14 OutputConditionIdentifier:14 RegistryName:14 Info:14 "
    "DestOutputProfile:14>Profile",
    "Profile": STREAM + "N:13 Alternate:13 Range:13",
    "NumberTree": "Nums:13>Label Kids:13>NumberTree Limits:13",
    "Label": "Type:13 S:13 P:13 St:13",
    "Names": "EmbeddedFiles:14>NameTree Dests:12",
    "NameTree": "Names:12>FileSpec Kids:12>NameTree Limits:12",
    "FileSpec": "Type:10 F:10 UF:17 EF:13>Embedded Desc:16 AFRelationship:20",
    "Embedded": "F:13>EmbeddedFile UF:17>EmbeddedFile",
    "EmbeddedFile": STREAM + "Type:13 Subtype:13 Params:13>Params",
    "Params": "Size:13 CreationDate:13 ModDate:13 CheckSum:13",
    "Outlines": "Type:10 First:10>Outline Last:10 Count:10",
    "Outline": "Title:10 Parent:10 Prev:10 Next:10>Outline First:10>Outline Last:10 Count:10 Dest:10 A:11>Action SE:13 C:14 F:14",
    "Action": "Type:10 S:10 D:10 SD:20 URI:10",
    "Annot": "Type:10 Subtype:10 Rect:10 F:11 Border:10 StructParent:13 P:13 Contents:10 Dest:10 A:11>Action",
    "StructTree": "Type:13 K:13>Elem ParentTree:13 ParentTreeNextKey:13 RoleMap:13 IDTree:13 Namespaces:20>Namespace AF:20",
    "Namespace": "Type:20 NS:20 RoleMapNS:20",
    "Elem": "Type:13 S:13 P:13 K:13>Kid ID:13 Pg:13 A:13>Attribute T:13 Lang:14 Alt:13 ActualText:14 E:15 NS:20 Ref:20",
    "MCR": "Type:13 Pg:13 MCID:13",
    "OBJR": "Type:13 Pg:13 Obj:13",
    "Attribute": "O:13",
    "Artifact": "Type:14 BBox:14 Attached:14 Subtype:17",
    "Span": "MCID:13 ActualText:14 Lang:14",
}
# Of an attribute by its owner, and of values that came later than their key.
ATTRIBUTES = {
    "/Table": {"/Scope": 15, "/RowSpan": 13, "/ColSpan": 13, "/Headers": 15, "/Summary": 17},
    "/List": {"/ListNumbering": 13},
    "/Layout": {"/Placement": 13, "/BBox": 13},
}
VALUES = {
    ("Artifact", "/Type"): {"/Background": 17, "/Pagination": 14, "/Layout": 14, "/Page": 14, "/Inline": 20},
    ("Elem", "/S"): {"/Title": 20, "/Em": 20, "/Strong": 20, "/FENote": 20, "/Sub": 20, "/DocumentFragment": 20, "/Aside": 20},
    ("Viewer", "/PrintScaling"): {"/None": 16, "/AppDefault": 16},
}
# What a later standard lets an older version hold.
EXPLAINED = {
    ("Catalog", "/AF"): "PDF/A-3 (ISO 19005-3, 6.8)",
    ("FileSpec", "/AFRelationship"): "PDF/A-3 (ISO 19005-3, 6.8)",
}


def read_table():
    known = {}
    for kind, row in TABLE.items():
        known[kind] = {}
        for key, since, until, leads in re.findall(r"(\w+):(\d+)(?:-(\d+))?(?:>(\*?\w+))?", row):
            known[kind]["/" + key] = (int(since), int(until or 99), leads)
    return known


class Check:
    def __init__(self, pdf):
        self.pdf, self.known, self.seen, self.found = pdf, read_table(), set(), set()
        self.version = int(re.match(rb"%PDF-(\d)\.(\d)", pdf.bytes).expand(rb"\1\2"))
        self.role_map = {}

    def report(self, text):
        self.found.add(text)

    def key(self, kind, key):
        if key not in self.known[kind]:
            self.report(f"{kind} {key}: not in the table of keys")
            return ""
        since, until, leads = self.known[kind][key]
        if not since <= self.version <= until and (kind, key) not in EXPLAINED:
            self.report(f"{kind} {key}: of PDF {since / 10}" + (f" to {until / 10}" if until < 99 else ""))
        return leads

    def value(self, kind, key, value):
        since = VALUES.get((kind, key), {}).get(value, 0) if isinstance(value, str) else 0
        if since > self.version and value not in self.role_map:
            self.report(f"{kind} {key} {value}: of PDF {since / 10}")

    def walk(self, value, kind):
        if isinstance(value, str):
            if value in self.seen:
                return
            if self.pdf.follow(value) is not value:
                self.seen.add(value)
        found = self.pdf.get(value)
        if isinstance(found, list):
            for member in found:
                self.walk(member, kind)
        elif isinstance(found, dict):
            self.dictionary(found, self.kind_of(found, kind))

    def kind_of(self, found, kind):
        if kind == "Kid":
            return "MCR" if "/MCID" in found else "OBJR" if "/Obj" in found else "Elem"
        return kind

    def dictionary(self, found, kind):
        if kind == "Attribute":
            for key in found:
                since = 13 if key == "/O" else ATTRIBUTES.get(found.get("/O"), {}).get(key)
                if since is None:
                    self.report(f"attribute {found.get('/O')} {key}: not in the table of keys")
                elif since > self.version:
                    self.report(f"attribute {found.get('/O')} {key}: of PDF {since / 10}")
            return
        for key, value in found.items():
            leads = self.key(kind, key)
            self.value(kind, key, value)
            if leads.startswith("*"):
                for named in (self.pdf.get(value) or {}).values():
                    self.walk(named, leads[1:])
            elif leads:
                self.walk(value, leads)

    def contents(self):
        for page in self.pdf.pages():
            data = self.pdf.content(page)
            for name, _, start, end in operators(data):
                if name != "BDC":
                    continue
                raw = data[start:end]
                kind = "Artifact" if raw.startswith(b"/Artifact") else "Span"
                names = dict(re.findall(r"(/\w+)\s*(/\w+)?", raw.decode("latin-1").split("<<", 1)[1].split("(", 1)[0]))
                for key, value in names.items():
                    self.key(kind, key)
                    self.value(kind, key, value)
                if names.get("/Type") == "/Background" and "/BBox" not in names:
                    self.report("Artifact of the background without its BBox")

    def run(self):
        tree = self.pdf.get(self.pdf.catalog.get("/StructTreeRoot")) or {}
        self.role_map = self.pdf.get(tree.get("/RoleMap")) or {}
        self.walk(self.pdf.trailer, "Trailer")
        self.contents()
        return sorted(self.found)


if __name__ == "__main__":
    bad = 0
    for path in sys.argv[1:]:
        check = Check(Pdf(path))
        for finding in check.run():
            bad += 1
            print(f"{path}: PDF {check.version / 10}: {finding}")
    if bad:
        sys.exit(1)
    print(f"keys.py: all {len(sys.argv) - 1} files hold keys of their version")
