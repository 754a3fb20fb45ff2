"""Proves that viewers.py bites: what one engine paints of a file is compared with what the other paints of the same
file with its text moved, without its ground, without its text; and files that are damaged are complained of.

    viewers_test.py FILE"""
import os
import re
import sys
import tempfile

import viewers
from draft import Draft

CHANGES = {
    "as it is": (lambda data: data, False),
    "moved by 2 pt": (lambda data: b"1 0 0 1 2 0 cm\n" + data, True),
    "without boxes": (lambda data: re.sub(rb"\bre\s+f\b", b"re n", data), True),
    "without text": (lambda data: re.sub(rb"\bBT\b", b"BT 3 Tr", data), True),
}


def main():
    source, wrong = sys.argv[1], []
    sound = viewers.by_poppler(source, 1)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "changed.pdf")
        for name, (change, differs) in CHANGES.items():
            draft = Draft(source)
            draft.edit(change)
            draft.write(path)
            mean = viewers.difference(sound, viewers.by_chromium(path, 1))
            if (mean > viewers.MEAN_MOST) != differs:
                wrong.append(f"{name}: differs by {mean:.2f}")
        with open(source, "rb") as file:
            data = file.read()
        for name, damaged in (("cut", data[: len(data) // 2]), ("no xref", data.replace(b"startxref", b"startferx")),
                              ("no font", re.sub(rb"/FontFile2 ", b"/FontFile9 ", data))):
            with open(path, "wb") as file:
                file.write(damaged)
            if not list(viewers.complaints(path)):
                wrong.append(f"{name}: no complaint")
    for what in wrong:
        print(f"viewers_test.py: {what}")
    print(f"viewers_test.py: {len(CHANGES) + 3 - len(wrong)} of {len(CHANGES) + 3} files judged as they should be")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
