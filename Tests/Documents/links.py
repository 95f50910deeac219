"""Every link of the documents leads somewhere: to a file, a heading, or an address that is one."""

import os
import re
import urllib.parse

import documents


def without_code(text):
    """The text without what links are only quoted in."""
    text = re.sub(r"^ *```.*?^ *```$", "", text, flags=re.S | re.M)
    return re.sub(r"`[^`\n]*`", "", text)


def anchors(path):
    """The names of a document's headings, as GitHub makes them."""
    text = re.sub(r"^ *```.*?^ *```$", "", documents.read(path), flags=re.S | re.M)
    found = []
    for heading in re.findall(r"^#+ +(.*?) *$", text, flags=re.M):
        heading = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", heading)
        name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        found.append(name if name not in found else f"{name}-{found.count(name)}")
    return found + re.findall(r'<a (?:id|name)="([^"]+)"', text)


def targets(text):
    text = without_code(text)
    inline = re.findall(r"\]\(<?([^\s)>]*)>?(?: \"[^\"]*\")?\)", text)
    named = re.findall(r"^\[[^]]+\]: *<?([^\s>]+)", text, flags=re.M)
    html = re.findall(r'(?:src|srcset|href)="([^"]*)"', text)
    automatic = re.findall(r"<(https?:[^>]*)>", text)
    return inline + named + html + automatic


def fault(document, target):
    """What is wrong with a link; None where nothing is."""
    url = urllib.parse.urlsplit(target)
    if url.scheme or url.netloc:
        # There is no network to ask.
        return None if url.scheme == "https" and "." in url.netloc else "wanted https://HOST/"
    path = document
    if url.path:
        path = os.path.normpath(os.path.join(os.path.dirname(document), url.path))
        if path.startswith("..") or not os.path.exists(os.path.join(documents.ROOT, path)):
            return "no such file"
    if url.fragment and url.fragment not in anchors(path):
        return "no such heading"
    return None if url.path or url.fragment else "empty"


def check():
    """Returns how many links there are, and a line for each that is broken."""
    found = [
        (page, target) for page in documents.pages() for target in targets(documents.read(page))
    ]
    faults = [
        f"{page}: link to '{target}': {reason}"
        for page, target in found
        if (reason := fault(page, target))
    ]
    return len(found), faults
