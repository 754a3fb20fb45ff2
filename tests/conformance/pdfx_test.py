"""Proves that pdfx.py bites: takes sound files, breaks each in one way at a time (by qpdf's JSON, or by the bytes), and
expects the clause that forbids it to say so, and no other clause to say anything but where a break breaks two.

    pdfx_test.py X4.pdf PRESS.pdf X1A.pdf"""
import base64
import copy
import os
import re
import sys
import tempfile

import pdfx
from draft import Draft
from pdffile import qpdf

X4, PRESS, X1A = "x4", "press", "x1a"
EVERY = (X4, PRESS, X1A)
VERSIONS = {X4: "1.6", PRESS: "1.6", X1A: "1.4"}
BREAKS = []


def broken(clauses, files=EVERY):
    def add(function):
        BREAKS.append((clauses.split(", "), function, files if isinstance(files, tuple) else (files,)))
        return function

    return add


# ---- Objects ---------------------------------------------------------------------------------------------------------


@broken("trapped")
def trapped_is_unknown(d):
    d.info["/Trapped"] = "/Unknown"


@broken("trapped")
def trapped_is_missing(d):
    del d.info["/Trapped"]


@broken("trapped")
def trapped_is_a_string(d):
    d.info["/Trapped"] = "u:False"


@broken("trapped", (X4, PRESS))
def trapped_differs_in_xmp(d):
    d.edit_xmp(rb"<pdf:Trapped>False", b"<pdf:Trapped>True")


@broken("version", X1A)
def version_is_missing(d):
    del d.info["/GTS_PDFXVersion"]


@broken("version", (X4, PRESS))
def version_in_xmp_is_another(d):
    d.edit_xmp(rb"Version>PDF/X-4<", b"Version>PDF/X-3<")


@broken("version", (X4, PRESS))
def version_differs_in_info(d):
    d.info["/GTS_PDFXVersion"] = "u:PDF/X-1a:2003"


@broken("info, metadata")
def title_is_missing(d):
    del d.info["/Title"]


@broken("metadata")
def title_differs(d):
    d.info["/Title"] = "u:Another"


@broken("metadata")
def date_differs(d):
    d.info["/ModDate"] = "u:D:20240101000000Z"


@broken("info, metadata")
def date_is_none(d):
    d.info["/CreationDate"] = "u:yesterday"


@broken("metadata")
def author_is_in_info_alone(d):
    d.edit_xmp(rb"<dc:creator>.*?</dc:creator>", b"")


@broken("metadata", (X4, PRESS))
def rendition_is_missing(d):
    d.edit_xmp(rb"<xmpMM:RenditionClass>.*?</xmpMM:RenditionClass>", b"")


@broken("metadata")
def xmp_is_no_xml(d):
    d.edit_xmp(rb"</rdf:RDF>", b"")


xmp_is_no_xml.also = {X4: {"version", "trapped"}, PRESS: {"version", "trapped"}}


@broken("intent")
def intent_is_missing(d):
    del d.catalog["/OutputIntents"]


@broken("intent")
def intent_stands_twice(d):
    d.intents.append(copy.deepcopy(d.intents[-1]))


@broken("intent")
def intent_has_no_condition(d):
    del d.intents[-1]["/OutputConditionIdentifier"]


@broken("intent", (X4, PRESS))
def intent_has_no_profile(d):
    for intent in d.intents:
        intent.pop("/DestOutputProfile")


@broken("intent", X1A)
def intent_is_not_registered(d):
    del d.intents[-1]["/RegistryName"]


@broken("intent", X1A)
def intent_has_no_words(d):
    del d.intents[-1]["/Info"]


@broken("intent", X4)
def intents_have_copies_of_a_profile(d):
    first = d.objects["obj:" + d.intents[0]["/DestOutputProfile"]]
    d.intents[0]["/DestOutputProfile"] = d.add(copy.deepcopy(first))


def profile_edit(d, at, bytes_):
    """The profile's data, decoded, with other bytes at one place."""
    reference = d.intents[-1]["/DestOutputProfile"]
    data = bytearray(qpdf(d.path, "--show-object=" + reference.replace(" 0 R", ""), "--filtered-stream-data"))
    data[at : at + len(bytes_)] = bytes_
    d.set_data(reference, bytes(data))


@broken("intent", (X4, PRESS))
def profile_is_cut(d):
    profile_edit(d, 0, b"\0\0\1\0")


@broken("intent", (X4, PRESS))
def profile_is_none(d):
    profile_edit(d, 36, b"nope")


@broken("intent", (X4, PRESS))
def profile_is_of_a_screen(d):
    profile_edit(d, 12, b"mntrRGB ")


@broken("profiles", X4)
def color_is_through_the_intents_profile(d):
    d.resources["/ColorSpace"]["/X"] = ["/ICCBased", d.intents[-1]["/DestOutputProfile"]]


@broken("profiles", X4)
def color_profile_is_of_another_space(d):
    d.stream(d.resources["/ColorSpace"]["/S"][1])["dict"]["/N"] = 1


# ---- Pages -----------------------------------------------------------------------------------------------------------


@broken("boxes")
def page_has_an_art_box(d):
    d.page["/ArtBox"] = d.page["/TrimBox"]


@broken("boxes")
def trim_is_missing(d):
    del d.page["/TrimBox"]


@broken("boxes")
def trim_is_outside_the_bleed(d):
    d.page["/BleedBox"] = [n + 30 for n in d.page["/TrimBox"]]


trim_is_outside_the_bleed.also = {name: {"live matter"} for name in EVERY}


@broken("boxes")
def bleed_is_outside_the_media(d):
    d.page["/BleedBox"] = [-1, *d.page["/BleedBox"][1:]]


bleed_is_outside_the_media.also = {name: {"live matter"} for name in EVERY}


@broken("boxes")
def crop_cuts_the_trim(d):
    d.page["/CropBox"] = [d.page["/TrimBox"][0] + 1, *d.page["/TrimBox"][1:]]


def annotate(d, rect, **more):
    d.page["/Annots"] = [{"/Type": "/Annot", "/Subtype": "/Square", "/Rect": rect, **more}]


@broken("annotations")
def annotation_is_printed(d):
    annotate(d, [100, 100, 200, 200])


@broken("annotations")
def annotation_touches_the_bleed(d):
    bleed = d.page["/BleedBox"]
    annotate(d, [bleed[2] - 1, 100, bleed[2] + 20, 200])


@broken("annotations", X1A)
def form_to_fill(d):
    d.catalog["/AcroForm"] = {"/Fields": []}


@broken("actions")
def opens_by_an_action(d):
    d.catalog["/OpenAction"] = {"/S": "/GoTo", "/D": [d.json["pages"][0]["object"], "/Fit"]}


@broken("actions")
def opens_by_a_script(d):
    d.catalog["/Names"] = {"/JavaScript": {"/Names": ["u:a", {"/S": "/JavaScript", "/JS": "u:app.beep()"}]}}


@broken("actions")
def page_has_additional_actions(d):
    d.page["/AA"] = {"/O": {"/S": "/Named", "/N": "/NextPage"}}


@broken("actions")
def bookmark_leads_away(d):
    first = d.of(d.of(d.catalog["/Outlines"])["/First"])
    first["/A"] = {"/S": "/URI", "/URI": "u:https://example.org/"}
    first.pop("/Dest")


@broken("attachments")
def file_is_embedded(d):
    data = d.add_stream({"/Type": "/EmbeddedFile"}, b"a: 1\n")
    file = {"/Type": "/Filespec", "/F": "u:a", "/EF": {"/F": data}}
    d.catalog["/Names"] = {"/EmbeddedFiles": {"/Names": ["u:a", file]}}


@broken("attachments")
def file_is_associated(d):
    d.catalog["/AF"] = [{"/Type": "/Filespec", "/F": "u:a"}]


@broken("fonts")
def font_is_not_embedded(d):
    values = [entry.get("value") for entry in d.objects.values()]
    descriptor = next(v for v in values if isinstance(v, dict) and "/FontFile2" in v)
    del descriptor["/FontFile2"]


def form_add(d, more):
    form = d.add_stream({"/Type": "/XObject", "/Subtype": "/Form", "/BBox": [0, 0, 9, 9], **more}, b"")
    d.resources["/XObject"] = {"/Form": form}


@broken("foreign")
def page_is_elsewhere(d):
    form_add(d, {"/Ref": {"/F": "u:other.pdf", "/Page": 0}})


@broken("foreign")
def picture_is_elsewhere(d):
    form_add(d, {"/OPI": {"/2.0": {"/F": "u:a.tif"}}})


@broken("foreign")
def postscript_is_in_it(d):
    d.resources["/XObject"] = {"/Program": d.add_stream({"/Type": "/XObject", "/Subtype": "/PS"}, b"showpage")}


@broken("foreign", X1A)
def layers_are_in_it(d):
    d.catalog["/OCProperties"] = {"/OCGs": [], "/D": {}}


@broken("filters")
def stream_is_packed_by_lzw(d):
    # The specification's own example, ISO 32000-1, 7.4.4.2.
    lzw = d.add_stream({"/Filter": "/LZWDecode"}, bytes.fromhex("800B6050220C0C8501"))
    d.resources["/Properties"] = {"/Old": lzw}


@broken("filters", X1A)
def picture_is_packed_by_jpeg_2000(d):
    d.resources["/XObject"] = {"/P": d.add_stream({"/Subtype": "/Image", "/Filter": "/JPXDecode"}, b"")}


# ---- Color, transparency ---------------------------------------------------------------------------------------------


@broken("colors")
def rgb_is_painted(d):
    d.paint(b"0 0 1 rg 100 100 50 50 re f")


@broken("colors")
def rgb_is_stroked(d):
    d.paint(b"0 0 1 RG 100 100 m 200 200 l S")


@broken("colors")
def rgb_is_named(d):
    d.paint(b"/DeviceRGB cs 0 0 1 sc 100 100 50 50 re f")


@broken("colors")
def rgb_is_an_alternate(d):
    spot = ["/Separation", "/Spot", "/DeviceRGB", {"/FunctionType": 2, "/Domain": [0, 1], "/N": 1, "/C0": [1, 1, 1],
                                                  "/C1": [1, 0, 0]}]
    d.resources.setdefault("/ColorSpace", {})["/Spot"] = spot


@broken("colors")
def rgb_is_in_a_picture(d):
    picture = {"/Type": "/XObject", "/Subtype": "/Image", "/Width": 1, "/Height": 1, "/BitsPerComponent": 8,
               "/ColorSpace": "/DeviceRGB"}
    d.resources["/XObject"] = {"/P": d.add_stream(picture, b"\0\0\0")}


@broken("colors", X1A)
def color_is_calibrated(d):
    d.resources.setdefault("/ColorSpace", {})["/Cal"] = ["/CalRGB", {"/WhitePoint": [0.95, 1, 1.09]}]


@broken("colors", X1A)
def color_is_lab(d):
    d.resources.setdefault("/ColorSpace", {})["/Lab"] = ["/Lab", {"/WhitePoint": [0.95, 1, 1.09]}]


def state_add(d, state):
    d.resources.setdefault("/ExtGState", {})["/Broken"] = {"/Type": "/ExtGState", **state}


@broken("transparency")
def fill_is_half_opaque(d):
    state_add(d, {"/ca": 0.5})


@broken("transparency")
def stroke_is_half_opaque(d):
    state_add(d, {"/CA": 0.5})


@broken("transparency")
def blend_is_multiply(d):
    state_add(d, {"/BM": "/Multiply"})


@broken("transparency")
def soft_mask(d):
    state_add(d, {"/SMask": {"/S": "/Luminosity"}})


@broken("transparency")
def page_is_a_group(d):
    d.page["/Group"] = {"/Type": "/Group", "/S": "/Transparency", "/CS": "/DeviceCMYK"}


@broken("transfer")
def transfer_curve(d):
    state_add(d, {"/TR": "/Identity"})


@broken("transfer")
def second_transfer_curve(d):
    state_add(d, {"/TR2": "/Identity"})


@broken("transfer")
def halftone_phase(d):
    state_add(d, {"/HTP": [0, 0]})


@broken("transfer")
def halftone(d):
    state_add(d, {"/HT": {"/Type": "/Halftone", "/HalftoneType": 6}})


# ---- What a printer asks ---------------------------------------------------------------------------------------------

TYPE = b"BT %s /F0 %g Tf 1 0 0 1 100 300 Tm <0001> Tj ET"


@broken("small type")
def small_type_is_colored(d):
    d.paint(TYPE % (b"0.5 0 0 0.9 k", 12))


@broken("small type")
def small_type_is_gray(d):
    d.paint(TYPE % (b"0.4 g", 9))


@broken("small type")
def type_is_small_after_scaling(d):
    d.paint(b"0.5 0 0 0.5 100 100 cm " + TYPE % (b"1 0 0 0 k", 20))


@broken("small type")
def small_type_takes_a_color_that_was_left(d):
    d.paint(b"0 1 0 0 k 100 100 50 50 re f " + TYPE % (b"", 10))


@broken("small type")
def type_is_outlined(d):
    d.paint(TYPE % (b"1 0 0 0 k 2 Tr", 30))


@broken("rules")
def box_is_thin(d):
    d.paint(b"100 100 300 0.2 re f")


@broken("rules")
def box_is_thin_after_scaling(d):
    d.paint(b"1 0 0 0.1 0 100 cm 100 100 300 2 re f")


@broken("rules")
def line_is_thin(d):
    d.paint(b"0.1 w 100 100 m 300 100 l S")


@broken("rules")
def line_is_as_thin_as_can_be(d):
    d.paint(b"0 w 100 100 m 300 100 l S")


@broken("rules")
def rule_is_of_four_tints(d):
    d.paint(b"0.2 0.15 0.15 0.4 k 100 100 300 0.25 re f")


@broken("rules")
def line_is_of_two_inks(d):
    d.paint(b"0 0.3 0.8 0 K 0.4 w 100 100 m 300 100 l S")


@broken("live matter")
def box_stops_at_the_trim(d):
    d.paint(b"%g 300 100 20 re f" % d.page["/TrimBox"][0])


@broken("live matter")
def box_stops_before_the_trim(d):
    d.paint(b"100 %g 100 20 re f" % (d.page["/TrimBox"][1] + 17))


@broken("live matter")
def text_is_over_the_trim(d):
    d.paint(b"1 0 0 0 k BT /F0 20 Tf 1 0 0 1 %g 300 Tm <0001> Tj ET" % (d.page["/TrimBox"][0] + 10))


@broken("live matter")
def curve_stops_at_the_trim(d):
    x = d.page["/TrimBox"][2]
    d.paint(b"300 300 m %g 320 %g 340 300 360 c f" % (x, x))


@broken("overprint", (PRESS, X1A))
def black_type_knocks_out(d):
    state_add(d, {"/op": False, "/OP": False})
    d.paint(b"/Broken gs " + TYPE % (b"0 0 0 1 k", 10))


@broken("overprint")
def paper_type_overprints(d):
    state_add(d, {"/op": True, "/OP": True})
    d.paint(b"/Broken gs " + TYPE % (b"0 0 0 0 k", 10))


@broken("overprint")
def paper_box_overprints(d):
    state_add(d, {"/OP": True})
    d.paint(b"/Broken gs 1 g 200 200 50 50 re f")


# ---- Bytes -----------------------------------------------------------------------------------------------------------


def header_names_another_version(data):
    return data.replace(data[:8], b"%PDF-1.7", 1)


def header_has_no_binary_comment(data):
    at = data.index(b"\n") + 1
    return data[:at] + b"%abcd" + data[at + 5 :]


def identifier_is_missing(data):
    return re.sub(rb"/ID\s*\[", b"/XD [", data, count=1)


def identifier_is_empty(data):
    both = rb"/ID\s*\[\s*<[0-9A-Fa-f]*>\s*<[0-9A-Fa-f]*>"
    return re.sub(both, lambda m: b"/ID [<><>".ljust(len(m.group())), data, count=1)


BYTES = [("header", header_names_another_version), ("header", header_has_no_binary_comment),
         ("identifier", identifier_is_missing), ("identifier", identifier_is_empty)]
TOOLS = {X4: [("encryption", ["--encrypt", "", "owner", "128", "--use-aes=y", "--"])],
         X1A: [("encryption", ["--encrypt", "", "owner", "128", "--use-aes=n", "--force-V4", "--"]),
               ("xref", ["--object-streams=generate"])]}


def standard_of(name):
    return "x1a" if name == X1A else "x4"


class Test:
    def __init__(self, folder):
        self.folder, self.count, self.wrong, self.bitten = folder, 0, 0, set()

    def expect(self, path, name, what, clauses, allowed=()):
        """The clauses named say something, and no others, those allowed aside."""
        self.count += 1
        try:
            found = {clause for clause, _ in pdfx.breaches(path, standard_of(name))}
        except Exception as error:  # a broken file may be broken for good, but not silently
            found = {f"{type(error).__name__}: {error}"}
        self.bitten |= {(standard_of(name), clause) for clause in clauses}
        if not set(clauses) <= found or found - set(clauses) - set(allowed):
            self.wrong += 1
            print(f"pdfx_test.py: {what} ({name}): {sorted(found)} instead of {clauses}")

    def path(self):
        return os.path.join(self.folder, f"{self.count}.pdf")


def main():
    if len(sys.argv) != 4:
        sys.exit("usage: pdfx_test.py X4.pdf PRESS.pdf X1A.pdf")
    sources = dict(zip(EVERY, sys.argv[1:]))
    with tempfile.TemporaryDirectory() as folder:
        test = Test(folder)
        for name, source in sources.items():
            test.expect(source, name, "the sound file", [])
            # qpdf writes the sound file anew: all that differs is what is broken.
            options = ("--stream-data=preserve", "--object-streams=disable", "--force-version=" + VERSIONS[name])
            for clauses, function, files in BREAKS:
                if name in files:
                    draft = Draft(source)
                    function(draft)
                    draft.write(test.path(), *options)
                    also = getattr(function, "also", {}).get(name, set())
                    test.expect(test.path(), name, function.__name__, clauses, also)
            with open(source, "rb") as file:
                data = file.read()
            for clause, function in BYTES:
                with open(test.path(), "wb") as file:
                    file.write(function(data))
                test.expect(test.path(), name, function.__name__, [clause])
            for clause, arguments in TOOLS.get(name, []):
                # Such a file is of another version too, which is not what is asked here.
                qpdf("--allow-weak-crypto", source, test.path(), *arguments)
                test.expect(test.path(), name, arguments[0], [clause], {"header", "metadata", "identifier"})
        standards = ("x4", "x1a")
        every = {(s, clause) for clause, _, only in pdfx.CLAUSES for s in standards if only in (None, s)}
        for standard, clause in sorted(every - test.bitten):
            test.wrong += 1
            print(f"pdfx_test.py: nothing breaks the clause '{clause}' of {standard}")
    print(f"pdfx_test.py: {test.count - test.wrong} of {test.count} files judged as they should be")
    sys.exit(1 if test.wrong else 0)


if __name__ == "__main__":
    main()
