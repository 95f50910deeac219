"""A command and what it meets; it takes place for real, in a machine of its own (world.py)."""

import contextlib
import os
import subprocess

# Long enough for a busy machine; those that are to run out of time have the program's own.
PATIENCE = "30s"


def nothing():
    """No server at all."""
    return []


class Situation:
    """A command and what it meets.

    `meets` makes the servers before the command starts. `during` gets the running command, and
    returns what it read of its errors and what is to be closed. `files` hold something else for the
    time, or with None are not there; `user` is who runs it; `timeout` is that of each attempt where
    the command has none.
    """

    def __init__(
        self, command, meets=nothing, during=None, files=None, user=None, timeout=PATIENCE
    ):
        self.command, self.meets, self.during = command, meets, during
        self.files, self.user, self.timeout = files or {}, user, timeout

    def play(self):
        """Returns the exit status and the lines that were printed, those of errors last."""
        with contextlib.ExitStack() as stack:
            for path, contents in self.files.items():
                stack.enter_context(replaced(path, contents))
            for server in self.meets():
                stack.callback(server.close)
            command = subprocess.Popen(
                ["/bin/sh", "-c", self.command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                user=self.user,
                start_new_session=True,
                env={"PATH": os.environ["PATH"], "HEALTHPROBE_TIMEOUT": self.timeout},
            )
            errors = ""
            if self.during:
                errors, server = self.during(command)
                stack.callback(server.close)
            output, rest = command.communicate(timeout=60)
            return command.returncode, output.splitlines() + (errors + rest).splitlines()


@contextlib.contextmanager
def replaced(path, contents):
    """The file holds something else for a while, or with None is not there."""
    with open(path) as file:
        before = file.read()
    if contents is None:
        os.unlink(path)
    else:
        with open(path, "w") as file:
            file.write(contents)
    try:
        yield
    finally:
        with open(path, "w") as file:
            file.write(before)
