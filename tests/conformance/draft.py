"""A sound file on its way to be broken: its objects by qpdf's JSON, changed and written back."""
import base64
import functools
import json
import re

from pdffile import qpdf


@functools.cache
def sound_json(path):
    return qpdf("--json=2", "--json-stream-data=inline", "--decode-level=generalized", path)


class Draft:
    def __init__(self, path):
        self.path = path
        self.json = json.loads(sound_json(path))
        self.objects = self.json["qpdf"][1]
        for entry in self.objects.values():
            if "stream" in entry:
                entry["stream"]["dict"].pop("/Length", None)

    def write(self, path, *options):
        with open(path + ".json", "w") as file:
            json.dump(self.json, file)
        qpdf("--json-input", *options, path + ".json", path)

    def of(self, reference):
        return self.objects["obj:" + reference]["value"]

    @property
    def trailer(self):
        return self.objects["trailer"]["value"]

    @property
    def catalog(self):
        return self.of(self.trailer["/Root"])

    @property
    def info(self):
        return self.of(self.trailer["/Info"])

    @property
    def page(self):
        return self.of(self.json["pages"][0]["object"])

    @property
    def resources(self):
        found = self.page["/Resources"]
        return self.of(found) if isinstance(found, str) else found

    @property
    def intents(self):
        return self.catalog["/OutputIntents"]

    def stream(self, reference):
        return self.objects["obj:" + reference]["stream"]

    def data(self, reference):
        return base64.b64decode(self.stream(reference)["data"])

    def set_data(self, reference, data):
        self.stream(reference)["data"] = base64.b64encode(data).decode()
        self.stream(reference)["dict"].pop("/Filter", None)

    def add(self, value):
        number = max(int(key[4:].split()[0]) for key in self.objects if key != "trailer") + 1
        self.objects[f"obj:{number} 0 R"] = value
        self.json["qpdf"][0]["maxobjectid"] = number
        return f"{number} 0 R"

    def add_stream(self, dictionary, data):
        return self.add({"stream": {"dict": dictionary, "data": base64.b64encode(data).decode()}})

    def paint(self, operators):
        """Operators behind everything on page 1."""
        self.edit(lambda data: data + b"\nq " + operators + b" Q\n")

    def edit(self, change):
        contents = self.page["/Contents"]
        self.set_data(contents, change(self.data(contents)))

    def edit_xmp(self, pattern, replacement):
        metadata = self.catalog["/Metadata"]
        data, count = re.subn(pattern, replacement, self.data(metadata), count=1)
        assert count == 1, pattern
        self.set_data(metadata, data)
