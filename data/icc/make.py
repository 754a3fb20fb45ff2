#!/usr/bin/env python3
"""Makes the ICC profiles of this folder; not part of the build.

    make.py FOLDER           writes tr006.icc.z and so on, and srgb.icc.z, beside itself

Needs Python 3.8 and colprof (Debian package 'argyll'). FOLDER holds TR006.ti3 and so on, as does /usr/share/color/icc of
Debian's package 'icc-profiles-free'. colprof fits the measured press to tables of 16 bits; they are written again with 8 bits (ICC.1:2001-04, 6.5.9), which halves the
profile and moves a color by less than the press does from sheet to sheet. Everything that does not describe the press
(the measurements themselves, the program's notes, the date of making) is left out, so that the same input gives the same
bytes. sRGB is computed from the numbers of IEC 61966-2-1. README.md says how far the
first is from the measurements, and how to see it.
"""
import os
import struct
import subprocess
import sys
import tempfile
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
CGATS = "the characterization data of ANSI CGATS/%s."
# Measurements, the most ink in percent, when they were made, what they are called, whose they are.
PRESSES = [
    ("TR006", 320, (2007, 1, 1), "CGATS TR 006 (GRACoL 2006 coated)", CGATS % "GRACoL TR 006-2007"),
    ("TR005", 300, (2007, 1, 1), "CGATS TR 005 (SWOP, grade 5 coated)", CGATS % "SWOP TR 005-2007"),
    ("FOGRA29L", 280, (2003, 9, 1), "FOGRA29 (white uncoated)", "Fogra's characterization data FOGRA29 of 2003."),
]
NOTICE = "From %s No rights are claimed in this profile; it may be used and distributed freely."


def tag_text(text):
    return b"text" + bytes(4) + text.encode("ascii") + b"\0"


def tag_description(text):
    ascii_text = text.encode("ascii") + b"\0"
    return b"desc" + bytes(4) + struct.pack(">I", len(ascii_text)) + ascii_text + bytes(4 + 4 + 2 + 1 + 67)


def tag_xyz(xyz):
    return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(v * 65536) for v in xyz))


def profile(kind, space, connection, tags, date=(2007, 1, 1)):
    """A whole version 2 profile; tags that are equal share their bytes."""
    head = 128 + 4 + 12 * len(tags)
    body, places, table = b"", {}, b""
    for signature, data in tags:
        if data not in places:
            places[data] = head + len(body)
            body += data + bytes(-len(data) % 4)
        table += signature + struct.pack(">II", places[data], len(data))
    header = struct.pack(">I4sI4s4s4s6H4s4sI4s4sQI3i4s", head + len(body), bytes(4), 0x02200000, kind, space,
                         connection, *date, 0, 0, 0, b"acsp", bytes(4), 0, bytes(4), bytes(4), 0, 1,
                         63190, 65536, 54061, bytes(4))
    header += bytes(128 - len(header))
    return header + struct.pack(">I", len(tags)) + table + body


def tags_of(data):
    count = struct.unpack_from(">I", data, 128)[0]
    result = {}
    for i in range(count):
        signature, offset, size = struct.unpack_from(">4sII", data, 132 + 12 * i)
        result[signature] = data[offset:offset + size]
    return result


def sample(table, at):
    """The table's value at 0..1, between its entries."""
    at *= len(table) - 1
    i = min(int(at), len(table) - 2)
    return table[i] + (table[i + 1] - table[i]) * (at - i)


def byte(value):
    return min(255, max(0, round(value)))


def lut8(data, lab_in, lab_out):
    """lut16Type (6.5.8) as lut8Type (6.5.9). In 16 bits 100% of L* is FF00, in 8 bits FF: Lab goes by 256, ink by 257."""
    assert data[:4] == b"mft2"
    inputs, outputs, grid = data[8], data[9], data[10]
    in_entries, out_entries = struct.unpack_from(">HH", data, 48)
    values = struct.unpack_from(">%dH" % ((len(data) - 52) // 2), data, 52)
    clut_at = inputs * in_entries
    out_at = clut_at + outputs * grid ** inputs
    result = b"mft1" + data[4:48]
    for channel in range(inputs):
        table = values[channel * in_entries:(channel + 1) * in_entries]
        for i in range(256):
            at = i * 256 / 65535 if lab_in else i / 255
            result += bytes([byte(sample(table, at) / 257)])
    result += bytes(byte(v / 257) for v in values[clut_at:out_at])
    for channel in range(outputs):
        table = values[out_at + channel * out_entries:out_at + (channel + 1) * out_entries]
        for i in range(256):
            result += bytes([byte(sample(table, i / 255) / (256 if lab_out else 257))])
    return result


def press(measurements, ink_limit, date, name, source):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "press.ti3")
        with open(measurements, "rb") as measured, open(path, "wb") as copy:
            copy.write(measured.read())
        subprocess.run(["colprof", "-ql", "-bm", "-l%d" % ink_limit, os.path.splitext(path)[0]], check=True,
                       stdout=subprocess.DEVNULL)
        made = [name for name in os.listdir(folder) if name.endswith((".icc", ".icm"))]
        with open(os.path.join(folder, made[0]), "rb") as result:
            tags = tags_of(result.read())
    to_lab = lut8(tags[b"A2B0"], False, True)
    to_ink = lut8(tags[b"B2A0"], True, False)
    assert tags[b"A2B1"] == tags[b"A2B0"] and tags[b"B2A1"] == tags[b"B2A0"]
    return profile(b"prtr", b"CMYK", b"Lab ", [
        (b"desc", tag_description(name + ", 8-bit tables")),
        (b"cprt", tag_text(NOTICE % source)),
        (b"wtpt", tags[b"wtpt"]),
        (b"A2B0", to_lab), (b"A2B1", to_lab), (b"A2B2", to_lab),
        (b"B2A0", to_ink), (b"B2A1", to_ink), (b"B2A2", to_ink),
        (b"gamt", lut8(tags[b"gamt"], True, False)),
    ], date)


def srgb():
    # Chromaticities of IEC 61966-2-1 under D65, taken to D50 by Bradford's matrix (as in ICC.1, annex E).
    def product(a, b):
        return [[sum(a[i][k] * b[k][j] for k in range(3)) for j in range(len(b[0]))] for i in range(3)]

    def inverse(m):
        (a, b, c), (d, e, f), (g, h, i) = m
        det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
        return [[(e * i - f * h) / det, (c * h - b * i) / det, (b * f - c * e) / det],
                [(f * g - d * i) / det, (a * i - c * g) / det, (c * d - a * f) / det],
                [(d * h - e * g) / det, (b * g - a * h) / det, (a * e - b * d) / det]]

    def xyz(x, y):
        return [x / y, 1.0, (1 - x - y) / y]

    primaries = [xyz(0.64, 0.33), xyz(0.30, 0.60), xyz(0.15, 0.06)]
    columns = [[primaries[j][i] for j in range(3)] for i in range(3)]
    d65, d50 = xyz(0.3127, 0.3290), [0.9642, 1.0, 0.8249]
    bradford = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]]
    cones = [product(bradford, [[v] for v in white]) for white in (d65, d50)]
    scale = [[cones[1][i][0] / cones[0][i][0] if i == j else 0.0 for j in range(3)] for i in range(3)]
    adapt = product(inverse(bradford), product(scale, bradford))
    amounts = product(inverse(columns), [[v] for v in d65])
    matrix = product(adapt, [[columns[i][j] * amounts[j][0] for j in range(3)] for i in range(3)])
    curve = []
    for i in range(256):  # an entry for each byte, so that none lies between two
        v = i / 255
        curve.append(round(65535 * (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4)))
    trc = b"curv" + bytes(4) + struct.pack(">I256H", 256, *curve)
    return profile(b"mntr", b"RGB ", b"XYZ ", [
        (b"desc", tag_description("sRGB IEC 61966-2-1")),
        (b"cprt", tag_text("Computed from the numbers of IEC 61966-2-1. No rights are claimed in this profile.")),
        (b"wtpt", tag_xyz(d50)),
        (b"rXYZ", tag_xyz([row[0] for row in matrix])),
        (b"gXYZ", tag_xyz([row[1] for row in matrix])),
        (b"bXYZ", tag_xyz([row[2] for row in matrix])),
        (b"rTRC", trc), (b"gTRC", trc), (b"bTRC", trc),
    ])


def write(name, data):
    deflated = zlib.compress(data, 9)
    with open(os.path.join(HERE, name), "wb") as target:
        target.write(deflated)
    print("%s: %d bytes, %d deflated" % (name, len(data), len(deflated)))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: make.py FOLDER")
    write("srgb.icc.z", srgb())
    for name, *how in PRESSES:
        write(name.lower().replace("29l", "29") + ".icc.z", press(os.path.join(sys.argv[1], name + ".ti3"), *how))
