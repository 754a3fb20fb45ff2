"""Proves that separations.py bites: sound files with a heavy box, with small type in four inks, without small type, in black where the slug says CMYK.

    separations_test.py FILE..."""
import os
import re
import sys
import tempfile

import separations
from draft import Draft

TYPE = b"BT 0 Tr /F0 10 Tf 1 0 0 1 200 300 Tm <00010002000300040005> Tj ET"
CASES = [
    (b"", 0, ""),
    (b"1 1 0.5 0.4 k 200 200 100 100 re f", 0, ""),
    (b"1 1 1 0.05 k 200 200 100 100 re f", 1, "% ink"),
    (b"0.7 0.6 0.6 1 k " + TYPE, 3, "small type on its"),
    (b"0 0 0 1 k " + TYPE, 0, ""),
    (None, 2, "no small type"),
    ("K", 2, "its slug names"),
]


def main():
    wrong = count = 0
    for source in sys.argv[1:]:
        for painted, number, word in CASES:
            draft = Draft(source)
            if painted is None:
                for page in draft.json["pages"]:
                    for contents in page["contents"]:
                        draft.set_data(contents, b"q Q")
            elif painted == "K":
                for page in draft.json["pages"]:
                    for contents in page["contents"]:
                        draft.set_data(contents, re.sub(rb"[0-9. ]+ k\b", b" 0 0 0 1 k", draft.data(contents)))
            else:
                draft.paint(painted)
            with tempfile.TemporaryDirectory() as folder:
                path = os.path.join(folder, "broken.pdf")
                draft.write(path)
                found = list(separations.breaches(path))
            if painted == "K" and not separations.slug_plates(source, 1):
                number = 0
            count += 1
            if len(found) != number or not all(word in what for what in found):
                wrong += 1
                print(f"separations_test.py: {source}, {painted}: {found}")
    print(f"separations_test.py: {count - wrong} of {count} files judged as they should be")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
