"""What becomes of each fenced block of the documents. One that nothing here knows is a fault."""

import json
import os
import re
import shlex
import subprocess
import tempfile

import yaml

import documents

# The document, how the block begins, the test that runs it, and the words by which that names it.
ELSEWHERE = [
    ("README.md", "ARG HEALTHPROBE=", "Tests/Release/readme.sh", "readme_block 'ARG HEALTHPROBE='"),
    ("README.md", "url=https://", "Tests/Release/readme.sh", "readme_block 'url=https://"),
    ("README.md", "swift test", ".ci/run", 'gate "swift test" swift_test'),
    ("CONTRIBUTING.md", "diff --git ", "Tests/Gates/contributing", "CONTRIBUTING.md"),
    ("CONTRIBUTING.md", "WRITE_DOCUMENTS=1 ", "Tests/Gates/contributing", "\nWRITE_DOCUMENTS=1 "),
    ("Documents/Recipes.md", "", "Tests/Recipes/run", "Recipes.md"),
]

# How a line of the program begins.
LINE = re.compile(r'(healthy|unhealthy|attempt \d+|healthprobe:) |\{"target":')


class Work:
    """What the blocks ask of the program, once they are understood.

    `commands` are to be healthy in a world where all is well, `lines` are to be printed in some
    situation, `sessions` are commands with all lines that they print, `scripts` are run whole, and
    `reasons` are to stand in lines.
    """

    def __init__(self):
        self.commands, self.lines, self.sessions, self.scripts = [], [], [], []
        self.reasons, self.faults, self.count = [], [], 0


def read():
    """Goes through all blocks."""
    work = Work()
    for page in documents.pages():
        for block in documents.blocks(page):
            work.count += 1
            try:
                if not understand(block, work):
                    work.faults.append(
                        f"{block}: nothing runs this block; see Tests/Documents/blocks.py"
                    )
            except (Fault, yaml.YAMLError, ValueError, OSError) as fault:
                work.faults.append(f"{block}: {fault}")
    return work


class Fault(Exception):
    """Why a block is wrong."""


def understand(block, work):
    first = block.lines[0] if block.lines else ""
    for document, beginning, test, words in ELSEWHERE:
        if block.document == document and first.startswith(beginning):
            if words not in documents.read(test):
                raise Fault(f"{test} does not run it")
            return True
    for (document, beginning), handler in HERE.items():
        if block.document == document and first.startswith(beginning):
            handler(block, work)
            return True
    if block.language == "" and all(LINE.match(line) for line in block.lines):
        work.lines += [(str(block), line) for line in block.lines]
        return True
    if block.language == "" and first.startswith("$ "):
        for line in block.lines:
            if line.startswith("$ "):
                work.sessions.append((str(block), line[2:], []))
            else:
                work.sessions[-1][2].append(line)
        return True
    if block.language == "sh" and all(line.startswith("healthprobe ") for line in block.lines):
        work.commands += [(str(block), line) for line in block.lines]
        return True
    return False


def run(*command, **options):
    """Runs a program that must end well, and returns what it prints."""
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise Fault(f"{command[0]}: {done.stdout}{done.stderr}".strip())
    return done.stdout


def add(work, block, arguments, replaced="${"):
    """Takes the words of a container's command, in which `replaced` stands for ${."""
    words = [shlex.quote(word.replace(replaced, "${")) for word in arguments]
    work.commands.append((str(block), " ".join(words)))


def checked_yaml(contents, *tool):
    with tempfile.NamedTemporaryFile("w", suffix=".yaml") as file:
        yaml.safe_dump(contents, file)
        file.flush()
        run(*tool, file.name)


def kubernetes(block, work):
    """A part of a container or of a pod."""
    part = yaml.safe_load(block.text)
    container = {"name": "app", "image": "app"}
    spec = {"containers": [container]}
    (spec if "initContainers" in part else container).update(part)
    pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "app"}, "spec": spec}
    checked_yaml(pod, "kubernetes-validate", "--strict")
    for each in part.get("initContainers", []):
        add(work, block, each["command"])
    for name, probe in part.items():
        if name.endswith("Probe"):
            add(work, block, probe["exec"]["command"])


def compose(block, work):
    file = yaml.safe_load(block.text)
    checked_yaml(file, "check-jsonschema", "--quiet", "--builtin-schema", "vendor.compose-spec")
    for service in file["services"].values():
        if "healthcheck" in service:
            kind, *arguments = service["healthcheck"]["test"]
            if kind != "CMD":
                raise Fault("wanted CMD, which needs no shell")
            add(work, block, arguments, replaced="$${")


def dockerfile(block, work):
    """Lines for a Dockerfile, whose health check is of the exec form."""
    for line in block.lines:
        if check := re.fullmatch(r"HEALTHCHECK (?:--[a-z-]+=\w+ )*CMD (\[.*\])", line):
            add(work, block, json.loads(check[1]))
        elif line != "COPY --from=probe /healthprobe /healthprobe":
            raise Fault(f"'{line}' is not known here")


def script(block, work):
    work.scripts.append((str(block), block.text))


def synopsis(block, work):
    """Is that of the manual page."""
    page = run(
        "mandoc", "-T", "ascii", "-O", "width=200", "Documents/healthprobe.1", cwd=documents.ROOT
    )
    page = re.sub(".\b", "", page)
    found = re.search(r"^SYNOPSIS\n +(.*)$", page, flags=re.M)[1]
    if block.lines != [found]:
        raise Fault(f"the manual page has: {found}")


def tree(block, work):
    """Names each folder, and of Sources and Tests those within, and none that is not there."""
    named, top = {"": set()}, ""
    for line in block.lines:
        if match := re.match(r"(  )?([\w.]+)/", line):
            if not match[1]:
                top = match[2]
            named.setdefault(top if match[1] else "", set()).add(match[2])
    for folder, parts in named.items():
        there = {
            entry.name
            for entry in os.scandir(os.path.join(documents.ROOT, folder))
            if entry.is_dir() and not entry.name.startswith((".", "__"))
        }
        if parts != there:
            wrong, missing = sorted(parts - there), sorted(there - parts)
            raise Fault(f"{folder}/: {wrong} are not there, {missing} are left out")


def first_steps(block, work):
    """The lines of README's Try it, in a network where port 8080 is free, and what follows them.

    They build the program, as those who try it do.
    """
    session = "ip link set lo up\n" + block.text + "status=$?; wait; exit $status\n"
    printed = run("unshare", "--net", "bash", "-c", session, cwd=documents.ROOT)
    following = [each for each in documents.blocks(block.document) if each.number > block.number][0]
    # The server may be quicker than the first attempt.
    shown, found = (
        [re.sub(r", N attempts", "", documents.normalized(line)) for line in lines]
        for lines in (following.lines, printed.splitlines()[-1:])
    )
    if shown != found:
        raise Fault(f"prints: {printed}")


def provenance(block, work):
    """The check of a release. Neither its signature nor the services that vouch for it are here,
    so programs of the same names stand for cosign and gh, and hold their arguments to the workflow
    that makes releases; the checksums are checked by sha256sum itself.
    """
    workflow = documents.read(".github/workflows/release.yml")
    with tempfile.TemporaryDirectory() as folder:
        for name, contents in STAND_INS.items():
            with open(f"{folder}/{name}", "w") as file:
                file.write(contents)
            os.chmod(f"{folder}/{name}", 0o755)
        for name in ["healthprobe-linux-amd64.tar.gz", "SHA256SUMS.sigstore.json"]:
            open(f"{folder}/{name}", "w").close()
        sums = run("sha256sum", "healthprobe-linux-amd64.tar.gz", cwd=folder)
        with open(f"{folder}/SHA256SUMS", "w") as file:
            file.write(sums + sums.replace("amd64", "arm64"))
        environment = {"PATH": f"{folder}:/usr/bin:/bin"}
        printed = run("bash", "-euc", block.text, cwd=folder, env=environment).splitlines()
        if printed != ["healthprobe-linux-amd64.tar.gz: OK", "cosign", "gh"]:
            raise Fault(f"prints: {printed}")
    for words in ["SHA256SUMS.sigstore.json", "cosign sign-blob", "attest-build-provenance"]:
        if words not in workflow:
            raise Fault(f"release.yml has no {words}")


STAND_INS = {
    "cosign": r"""#!/bin/bash -eu
[ "$1 $2 $4 $6" = "verify-blob --bundle --certificate-identity --certificate-oidc-issuer" ]
[ -e "$3" ]
[ "$5" = https://github.com/OWNER/healthprobe/.github/workflows/release.yml@refs/tags/VERSION ]
[ "$7" = https://token.actions.githubusercontent.com ]
[ -e "$8" ] && [ $# = 8 ]
echo cosign
""",
    "gh": r"""#!/bin/bash -eu
[ "$1 $2 $3 $4" = "attestation verify --repo OWNER/healthprobe" ]
[ -e "$5" ] && [ $# = 5 ]
echo gh
""",
}

HERE = {
    ("README.md", "swift build -c release && {"): first_steps,
    ("README.md", "COPY --from=probe "): dockerfile,
    ("README.md", "HEALTHCHECK "): dockerfile,
    ("README.md", "readinessProbe:"): kubernetes,
    ("README.md", "initContainers:"): kubernetes,
    ("README.md", "services:"): compose,
    ("README.md", "#!/bin/sh"): script,
    ("README.md", "healthprobe [OPTION]"): synopsis,
    ("README.md", "Sources/"): tree,
    ("SECURITY.md", "sha256sum --check"): provenance,
}
