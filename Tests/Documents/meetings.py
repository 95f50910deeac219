"""What the commands of the documents meet: pages, servers, files, and what happens meanwhile."""

import contextlib
import os
import signal
import time

import protocols
import servers
from protocols import postgres
from servers import Datagrams, Server, http, response, says

EVERYWHERE = "0.0.0.0"


def trusted(**settings):
    return servers.tls_context("/etc/valid.pem", "/etc/valid.key", **settings)


def expired():
    return servers.tls_context("/etc/expired.pem", "/etc/expired.key")


PAGES = {
    "/": response(body=b"hello\n"),
    "/health": response(body=b'{"status":"UP","checks":[{"name":"db","ok":true}]}'),
    "/ready": response(body=b'{"status":"UP"} ready\n'),
    "/admin": response("401 Unauthorized"),
    "/login": response("401 Unauthorized"),
    "/live": response(),
    "/graphql": response(body=b'{"data":{"ok":true}}'),
}
DOWN = response("503 Service Unavailable", body=b'{"status":"DOWN","db":"connection refused"}\n')
SCRAM = (b"R", (10).to_bytes(4, "big"), b"SCRAM-SHA-256\0\0")


def well():
    """All that the documents' commands ask is there, and healthy."""
    tls = trusted()
    web, database, cache = http(PAGES), postgres(*SCRAM), protocols.redis()
    ports = {
        80: web,
        443: web,
        8080: web,
        8443: web,
        9090: web,
        5432: database,
        6379: cache,
        6380: cache,
        995: says(b"+OK ready\r\n"),
        25: says(b"220 mail ESMTP\r\n"),
        3306: protocols.mysql(b"\xff\x15\x04#28000Access denied for user 'healthprobe'"),
        9000: protocols.fastcgi({"/ping": b"Content-Type: text/plain\r\n\r\npong"}),
        50051: protocols.grpc({}),
    }
    # These greet before the client has said a byte.
    found = [
        Server((EVERYWHERE, port), handler, None if port in (25, 3306) else tls)
        for port, handler in ports.items()
    ]
    found += [
        Server("/run/app.sock", web),
        Server("/run/php.sock", ports[9000]),
        Server("/var/run/postgresql/.s.PGSQL.5432", database),
    ]
    echo = protocols.names({"localhost": "127.0.0.1"})
    return found + [Datagrams((EVERYWHERE, 53), echo), Present()]


class Present:
    """The files of the documents: a heartbeat, a process, secrets."""

    files = {
        "/run/beat": "",
        "/run/nginx.pid": f"{os.getpid()}\n",
        "/run/app.pid": f"{os.getpid()}\n",
        "/run/secrets/health-headers": "Authorization: Bearer token\n",
        "/run/secrets/health-user": "user:password\n",
    }

    def __init__(self):
        for path, contents in self.files.items():
            with open(path, "w") as file:
                file.write(contents)

    def close(self):
        for path in self.files:
            os.unlink(path)


def at(port, handler, tls=None):
    """What makes a server at a port."""
    return lambda: [Server((EVERYWHERE, port), handler, tls and tls())]


def web(pages, tls=None):
    return at(8080, http(pages), tls)


class Old:
    """A file that was changed a while ago."""

    def __init__(self):
        open("/run/beat", "w").close()
        os.utime("/run/beat", (time.time() - 45.2, time.time() - 45.2))

    def close(self):
        os.unlink("/run/beat")


class Zombie:
    """A pid file of a process that has ended, and whose parent does not look."""

    def __init__(self):
        self.child = os.fork()
        if self.child == 0:
            os._exit(0)
        os.waitid(os.P_PID, self.child, os.WEXITED | os.WNOWAIT)
        with open("/run/app.pid", "w") as file:
            file.write(f"{self.child}\n")

    def close(self):
        os.waitpid(self.child, 0)
        os.unlink("/run/app.pid")


def told_to_end(command):
    """Sends SIGTERM once there was an attempt."""
    first = command.stderr.readline()
    os.killpg(command.pid, signal.SIGTERM)
    return first, contextlib.ExitStack()


def begins_to_listen(command):
    """The server comes up after the first attempt."""
    first = command.stderr.readline()
    return first, Server((EVERYWHERE, 8080), http(PAGES))


def locked():
    server = Server("/run/locked.sock", http(PAGES))
    os.chmod("/run/locked.sock", 0o600)
    return [server]


def nameless(**hosts):
    """A name server that knows these, and says of all others that there are none."""
    return lambda: [Datagrams(("127.0.0.1", 53), protocols.names(hosts))]
