#!/usr/bin/env python3
"""What pypdf, a reader in Python, says of files when it is strict. Usage: strict.py FILE.pdf ...

Reads every page's text, every bookmark, annotation and attachment; each warning and each error is a complaint, but for
those that are explained below."""
import logging
import sys

from pypdf import PdfReader

EXPLAINED = {}  # part of the message: why the file is right


class Complaints(logging.Handler):
    def __init__(self):
        super().__init__()
        self.texts = []

    def emit(self, record):
        self.texts.append(record.getMessage())


def read(path):
    reader = PdfReader(path, strict=True)
    for page in reader.pages:
        page.extract_text()
        for annotation in page.get("/Annots", []):
            annotation.get_object()
    reader.outline, reader.attachments, reader.xmp_metadata, reader.page_labels


complaints, bad = Complaints(), 0
logging.getLogger("pypdf").addHandler(complaints)
for path in sys.argv[1:]:
    complaints.texts.clear()
    try:
        read(path)
    except Exception as error:  # whatever it is, the file could not be read
        complaints.texts.append(f"{type(error).__name__}: {error}")
    for text in complaints.texts:
        if not any(part in text for part in EXPLAINED):
            bad += 1
            print(f"{path}: {text}")
if bad:
    sys.exit(1)
print(f"strict.py: pypdf complains of none of {len(sys.argv) - 1} files")
