"""What four independent readers say of a file, and whether two engines paint it alike: poppler's, and Chromium's
(PDFium, by the package pypdfium2).

    viewers.py FILE...

    viewers.py --same FILE...

The first prints each complaint, the second each page that the engines paint differently; both exit 1 where there is
one. Pages are compared in gray and by blocks of 4 pt, since engines smooth the edges of letters differently. Not for
files in CMYK: without color management each engine has its own idea of how they look on a screen."""
import subprocess
import sys
import tempfile

import pypdfium2

DPI, BLOCK = 144, 8
# Of 255. Pages that the engines paint alike differ by 2 or 3; one that is moved by 2 pt, or that lacks its text or its
# ground, by 6 and more (viewers_test.py).
MEAN_MOST = 4.0

COMMANDS = [
    (["qpdf", "--check", "{}"], b"No syntax or stream encoding errors found"),
    (["pdfinfo", "{}"], None),
    (["pdftotext", "{}", "/dev/null"], None),
    (["pdftoppm", "-r", "30", "-png", "{}", "{folder}/page"], None),
    (["pdffonts", "{}"], None),
    (["mutool", "draw", "-q", "-r", "30", "-o", "{folder}/page%d.png", "{}"], None),
    (["gs", "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-dPDFSTOPONWARNING", "-sDEVICE=nullpage", "{}"], b""),
]
# Debian builds MuPDF without color management and says so of each file with an output intent: not of the file.
OF_THE_READER = b"ICC support is not available"


def complaints(path):
    for command, wanted in COMMANDS:
        with tempfile.TemporaryDirectory() as folder:
            run = subprocess.run([word.replace("{folder}", folder).replace("{}", path) for word in command],
                                 capture_output=True)
        said = b"\n".join(line for line in run.stderr.splitlines() if line.strip() and OF_THE_READER not in line)
        if run.returncode or said:
            yield f"{command[0]} ends with {run.returncode} and says: {said.decode(errors='replace')}"
        if wanted is not None and (wanted not in run.stdout if wanted else run.stdout):
            yield f"{command[0]} says: {run.stdout.decode(errors='replace')}"


def by_poppler(path, number):
    run = subprocess.run(["pdftoppm", "-cropbox", "-gray", "-r", str(DPI), "-f", str(number), "-l", str(number), path],
                         capture_output=True, check=True)
    kind, size, most, pixels = run.stdout.split(b"\n", 3)
    width, height = map(int, size.split())
    assert kind == b"P5" and most == b"255" and len(pixels) == width * height
    return width, height, pixels


def by_chromium(path, number):
    document = pypdfium2.PdfDocument(path)
    bitmap = document[number - 1].render(scale=DPI / 72, grayscale=True)
    data, width, height = bytes(bitmap.buffer), bitmap.width, bitmap.height
    pixels = b"".join(data[y * bitmap.stride : y * bitmap.stride + width] for y in range(height))
    document.close()
    return width, height, pixels


def blocks(width, height, pixels):
    """Mean brightness of each whole block, row by row."""
    means = []
    for y in range(0, height - BLOCK + 1, BLOCK):
        rows = (pixels[(y + i) * width : (y + i + 1) * width] for i in range(BLOCK))
        columns = [sum(column) for column in zip(*rows)]
        means += [sum(columns[x : x + BLOCK]) / BLOCK**2 for x in range(0, width - BLOCK + 1, BLOCK)]
    return means


def difference(one, other):
    """Mean difference of two renderings' blocks; all there can be where they differ in size."""
    if one[:2] != other[:2]:
        return 255.0
    pairs = list(zip(blocks(*one), blocks(*other)))
    return sum(abs(a - b) for a, b in pairs) / len(pairs)


def page_count(path):
    document = pypdfium2.PdfDocument(path)
    count = len(document)
    document.close()
    return count


def main():
    same = sys.argv[1:2] == ["--same"]
    paths, wrong, means = sys.argv[2 if same else 1 :], 0, []
    for path in paths:
        found = [] if same else list(complaints(path))
        for number in range(1, page_count(path) + 1) if same else ():
            means.append(difference(by_poppler(path, number), by_chromium(path, number)))
            if means[-1] > MEAN_MOST:
                found.append(f"page {number} differs by {means[-1]:.2f} between poppler and Chromium's engine")
        for what in found:
            print(f"{path}: {what}")
        wrong += len(found)
    if same:
        print(f"viewers.py: {len(means)} pages, poppler and Chromium's engine differ by {max(means):.2f} at the most "
              f"({MEAN_MOST} allowed)")
    else:
        print(f"viewers.py: {len(paths)} files, {wrong} complaints of poppler, MuPDF, qpdf and Ghostscript")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
