"""Type up to 12 pt and total ink, judged on the plates that Ghostscript makes: small type leaves ink on the black plate
alone, no place takes more than 300 % ink, and the plates with ink are those that the slug names, where there is one.

    separations.py FILE...

prints each breach and exits 1 where there is one. Colors go through the file's own output profile, where it has one."""
import base64
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

from pdffile import Pdf, Stream, marks, qpdf
from pdfx import EPSILON, PAPER, SMALL, box

DPI, INK_MOST = 50, 300
# A plate has 255 steps; four of them round up by two percent at the most.
ROUNDING = 4 * 100 / 255
PLATES = ("Cyan", "Magenta", "Yellow", "Black")


def plate_read(path):
    """Width, height and bytes of an uncompressed gray TIFF; 255 is full ink."""
    with open(path, "rb") as file:
        data = file.read()
    assert data[:4] == b"II*\0", path
    number = lambda at, size: int.from_bytes(data[at : at + size], "little")
    directory, tags = number(4, 4), {}
    sizes = {3: 2, 4: 4}
    for i in range(number(directory, 2)):
        at = directory + 2 + 12 * i
        size, count = sizes.get(number(at + 2, 2), 1), number(at + 4, 4)
        first = at + 8 if size * count <= 4 else number(at + 8, 4)
        tags[number(at, 2)] = [number(first + size * k, size) for k in range(count)]
    assert tags.get(258) == [8] and tags.get(259, [1]) == [1], path
    pixels = b"".join(data[at : at + n] for at, n in zip(tags[273], tags[279]))
    if tags[262] == [1]:  # black is zero: ink is dark
        pixels = pixels.translate(bytes(255 - i for i in range(256)))
    return tags[256][0], tags[257][0], pixels


def plates(path, profile, pages):
    """For each page the four plates, then those of spot colors."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=tiffsep", "-sCompression=none", f"-r{DPI}"]
        if profile:
            with open(os.path.join(folder, "output.icc"), "wb") as file:
                file.write(profile)
            command += [f"--permit-file-read={folder}/", f"-sOutputICCProfile={folder}/output.icc",
                        f"-sDefaultCMYKProfile={folder}/output.icc"]
        run = subprocess.run([*command, f"-sOutputFile={folder}/%d.tif", path], capture_output=True)
        if run.returncode or run.stdout or run.stderr:
            raise ValueError(f"Ghostscript says: {(run.stdout + run.stderr).decode(errors='replace')}")
        for number in range(1, pages + 1):
            made = {os.path.basename(path): path for path in glob.glob(f"{glob.escape(folder)}/{number}(*).tif")}
            four = [f"{number}({name}).tif" for name in PLATES]
            yield [plate_read(made[name]) for name in four + sorted(set(made) - set(four))]


def output_profile(pdf):
    for intent in map(pdf.get, pdf.get_list(pdf.catalog.get("/OutputIntents"))):
        stream = pdf.follow(intent.get("/DestOutputProfile"))
        if isinstance(stream, Stream) and stream.data[16:20] == b"CMYK":
            return stream.data
    return None


def small_type_alone(pdf, path, target):
    """The file without anything but its small type that is not paper white."""
    whole = json.loads(qpdf("--json=2", "--json-stream-data=inline", "--decode-level=generalized", path))
    objects = whole["qpdf"][1]
    for page in pdf.pages():
        data = bytearray(re.sub(rb"/\w+ Do\b", lambda image: b" " * len(image[0]), pdf.content(page)))
        for mark in marks(pdf, page):
            length = mark.end - mark.start
            if mark.kind != "text":
                data[mark.start : mark.end] = b"n".ljust(length)
            elif mark.size > SMALL + EPSILON or mark.fill in PAPER:
                data[mark.start : mark.end] = b" " * length
        first, *others = pdf.get_list(page["/Contents"])
        for reference in others:
            objects["obj:" + reference]["stream"]["data"] = ""
        stream = objects["obj:" + first]["stream"]
        stream["dict"].pop("/Filter", None)
        stream["data"] = base64.b64encode(bytes(data)).decode()
    with open(target + ".json", "w") as file:
        json.dump(whole, file)
    qpdf("--json-input", target + ".json", target)


def slug_plates(path, number):
    """"CMYK", or None for a page without a slug."""
    text = subprocess.run(["pdftotext", "-raw", "-f", str(number), "-l", str(number), path, "-"],
                          capture_output=True, text=True).stdout
    found = re.search(r"\(PDF/X-\w+\) [^\f]*?\s([CMYK]+)(?: \+ .+)?$", text, re.M)
    return found and found.group(1)


def breaches(path, heaviest=None):
    """What is wrong; the most ink of each page goes into the list 'heaviest'."""
    pdf = Pdf(path)
    profile, pages = output_profile(pdf), pdf.pages()
    for number, (page, made) in enumerate(zip(pages, plates(path, profile, len(pages))), 1):
        media, bleed = box(pdf, page, "/MediaBox"), box(pdf, page, "/BleedBox")
        width, height, _ = made[0]
        scale = DPI / 72
        # A pixel inside the bleed's edge: marks in registration color, which take all inks, stand outside.
        left, right = int((bleed[0] - media[0]) * scale) + 1, min(width, int((bleed[2] - media[0]) * scale) - 1)
        top, bottom = int((media[3] - bleed[3]) * scale) + 1, min(height, int((media[3] - bleed[1]) * scale) - 1)
        spans = [(y * width + left, y * width + right) for y in range(top, bottom)]
        rows = ([pixels[start:end] for _, _, pixels in made] for start, end in spans)
        page_most = max(max(map(sum, zip(*row))) for row in rows) * 100 / 255
        if heaviest is not None:
            heaviest.append(page_most)
        if page_most > INK_MOST + ROUNDING:
            yield f"page {number} takes {page_most:.0f} % ink"
        named = slug_plates(path, number)
        inked = "".join(name for name, (_, _, pixels) in zip("CMYK", made) if any(any(pixels[a:b]) for a, b in spans))
        if named and inked != named:
            yield f"page {number} has ink on {inked}, and its slug names {named}"
    with tempfile.TemporaryDirectory() as folder:
        alone = os.path.join(folder, "alone.pdf")
        small_type_alone(pdf, path, alone)
        for number, made in enumerate(plates(alone, profile, len(pages)), 1):
            inked = {name: len(pixels) - pixels.count(0) for name, (_, _, pixels) in zip(PLATES, made)}
            if not inked["Black"]:
                yield f"page {number} has no small type on its black plate"
            for name in PLATES[:3]:
                if inked[name]:
                    yield f"page {number} has small type on its {name.lower()} plate"


def main():
    broken, heaviest = 0, []
    for path in sys.argv[1:]:
        for what in breaches(path, heaviest):
            print(f"{path}: {what}")
            broken += 1
    print(f"separations.py: {len(sys.argv) - 1} files, {max(heaviest):.0f} % ink at the most, {broken} breaches")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
