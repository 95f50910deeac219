"""The documents as they are written: fenced blocks, tables, and lines of the program."""

import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Block:
    """A fenced block: where it stands, what language it names, and its lines."""

    def __init__(self, document, number, language):
        self.document, self.number, self.language, self.lines = document, number, language, []

    def __str__(self):
        return f"{self.document}:{self.number}: {self.lines[0] if self.lines else ''}"

    @property
    def text(self):
        return "\n".join(self.lines) + "\n"


def pages():
    """The paths of all documents, from the root of the repository."""
    found = []
    for folder, folders, files in os.walk(ROOT):
        folders[:] = sorted(set(folders) - {".git", ".build", "Corpus"})
        found += [
            os.path.relpath(os.path.join(folder, name), ROOT)
            for name in sorted(files)
            if name.endswith(".md")
        ]
    return found


def read(path):
    with open(os.path.join(ROOT, path)) as file:
        return file.read()


def blocks(document):
    """The fenced blocks of a document, with what they quote or indent taken away."""
    found, block = [], None
    for number, line in enumerate(read(document).splitlines(), 1):
        fence = re.match(r"( *)```(\w*)", line)
        if fence and block is None:
            block, indent = Block(document, number, fence[2]), len(fence[1])
        elif fence:
            found.append(block)
            block = None
        elif block is not None:
            block.lines.append(line[indent:])
    if block is not None:
        raise SystemExit(f"{block}: a fence without an end")
    return found


def table(document, heading):
    """The rows of the first table under a heading, each a list of cells."""
    lines = read(document).splitlines()
    rows = []
    for line in lines[lines.index(heading) + 1 :]:
        if line.startswith("|"):
            # A bar behind a backslash is one of the text.
            cells = re.split(r"(?<!\\)\|", line)[1:-1]
            rows.append([cell.replace(r"\|", "|").strip() for cell in cells])
        elif rows:
            break
    if len(rows) < 3:
        raise SystemExit(f"{document}: no table under '{heading}'")
    return rows[2:]


def code(cell):
    """What stands between backticks in a cell."""
    return re.findall(r"`([^`]+)`", cell)


def normalized(line):
    """A line of the program without what differs from run to run."""
    line = re.sub(r"\b\d+\.\d (ms|s|h|days)\b", "TIME", line)
    line = re.sub(r"\b\d+ attempts\b", "N attempts", line)
    line = re.sub(r"\bprocess \d+\b", "process N", line)
    return re.sub(r'("(?:resolve|connect|tls|send|receive|total)":)[\d.]+', r"\1TIME", line)
