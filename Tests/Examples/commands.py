"""Prints the commands of the probe that the examples hold, one a line as a JSON array, as the probe
gets them: what an orchestrator expands itself has been undone.

usage: commands.py FILE...
"""

import json
import pathlib
import re
import shlex
import sys

import hcl2
import yaml

PROGRAM = re.compile(r"(^|/)healthprobe$")


def commands(value):
    """Finds commands in what a YAML document holds, as lists or inside of strings."""
    if isinstance(value, dict):
        for item in value.values():
            yield from commands(item)
    elif isinstance(value, list):
        words = [str(item) for item in value]
        begin = next((i for i, word in enumerate(words) if PROGRAM.search(word)), None)
        if begin is not None:
            yield words[begin:]
        else:
            for item in value:
                yield from commands(item)
    elif isinstance(value, str):
        yield from shell_commands(value)


def shell_commands(text):
    """Finds commands in lines of shell, and in options that hold one in quotes."""
    for line in text.splitlines():
        words = shlex.split(line)
        for i, word in enumerate(words):
            if PROGRAM.search(word):
                yield words[i:]
                break
            if "healthprobe " in word:
                yield from shell_commands(word)


def script_checks(value):
    """Finds the script checks of a Nomad job, each of which must have its two times."""
    if isinstance(value, dict):
        if value.get("type") == "script":
            assert value["interval"] and value["timeout"]
            yield [value["command"], *value["args"]]
        for item in value.values():
            yield from script_checks(item)
    elif isinstance(value, list):
        for item in value:
            yield from script_checks(item)


def found(path):
    text = path.read_text()
    if path.suffix == ".hcl":
        strings = hcl2.SerializationOptions(strip_string_quotes=True)
        return script_checks(hcl2.loads(text, serialization_options=strings))
    if path.suffix == ".service":
        return shell_commands("\n".join(re.findall(r"^Exec\w+=(.*healthprobe.*)$", text, re.M)))
    if path.suffix in (".yaml", ".yml"):
        return commands(list(yaml.safe_load_all(text)))
    return (json.loads(words) for words in re.findall(r"^HEALTHCHECK .*CMD (\[.*\])$", text, re.M))


for name in sys.argv[1:]:
    path = pathlib.Path(name)
    for words in found(path):
        # Compose, Swarm and systemd: $$ is a dollar. Kubernetes expands $(...) alone.
        if path.name != "kubernetes.yaml":
            words = [word.replace("$$", "$") for word in words]
        print(json.dumps(words))
