"""What the manual ncmec-pdf-data(5) says, tried. Usage: manual.py keys TREE <PAGE, prints the keys of typed files that the
page lacks; manual.py examples <PAGE, lays its examples into the files of ./data that they name and prints its commands."""
import glob, json, os, re, subprocess, sys


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def keys(tree):
    """Of figures from the schema, of the dictionary and the wording from the rows that read them, of a theme as printed."""
    schema = json.loads(read(f"{tree}/data/figures.schema.json"))
    found = set(schema["properties"])
    for key in ("revisions", "accept"):
        found |= set(schema["properties"][key]["items"]["properties"])
    found |= set(re.findall(r'\{"(\w+)", KEY_', read(f"{tree}/src/data/measure.c")))
    for path in glob.glob(f"{tree}/src/template/template.c"):
        found |= set(re.findall(r'\b(?:MUST|MAY|TEXT|PART|INSTEAD)\("(\w+)"', read(path)))
    found |= set(re.findall(r'\{"(\w+)", +PLAN_', read(f"{tree}/src/cli/plan.c")))
    theme = subprocess.run(["ncmec-pdf", "--data-dir", f"{tree}/data", "--dump", "theme"], capture_output=True, check=True)
    found |= set(re.findall(r"\b(\w+):", re.sub(r"(?m)^  \w+: (?=\{srgb)", "", theme.stdout.decode())))
    return found


def blocks(page):
    """Indented lines that belong together, without their indentation."""
    for block in re.findall(r"(?m)(?:^  .*\n|^\n(?=  ))+", page):
        yield [line[2:] for line in block.strip("\n").split("\n")]


def main():
    page = sys.stdin.read()
    if sys.argv[1] == "keys":
        found = keys(sys.argv[2])
        assert len(found) > 100, len(found)
        # Among indented lines, or in a sentence as a key: 'key', key:
        words = set(re.findall(r"\w+", "".join(re.findall(r"(?m)^  .*\n", page))))
        words |= {word for pair in re.findall(r"'(\w+)'|\b(\w+):", page) for word in pair}
        print("".join(f"{key}\n" for key in sorted(found - words)), end="")
        return
    laid = 0
    for block in blocks(page):
        into = re.match(r"# in (\S+?)(?:, below (\w+))?$", block[0])
        if into:
            path, below = into.groups()
            text, example = read(path) if os.path.exists(path) else "", "\n".join(block[1:]) + "\n"
            head = f"\n{below}:\n"
            assert not below or head in text, path
            with open(path, "w", encoding="utf-8") as file:
                file.write(text.replace(head, head + example) if below else text + example)
            laid += 1
        command = False
        for line in block:
            command = line.startswith("$ ") or (command and goes_on)
            goes_on = line.endswith("\\")
            if command:
                print(line.removeprefix("$ "))
    assert laid >= 5, laid


main()
