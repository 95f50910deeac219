"""Scripted servers, as small as the lines of the documents need them.

Each listens before its constructor returns. A handler gets each connection in a thread of its own;
the connection is closed behind it. Where a client begins with TLS, the handler gets what is inside.
"""

import os
import socket
import ssl
import threading


class Server:
    """Listens at (host, port), or at the path of a Unix socket, until close()."""

    def __init__(self, place, handler, tls=None):
        self.handler, self.tls = handler, tls
        if isinstance(place, str):
            os.makedirs(os.path.dirname(place), exist_ok=True)
            self.socket = socket.socket(socket.AF_UNIX)
        else:
            family = socket.AF_INET6 if ":" in place[0] else socket.AF_INET
            self.socket = socket.socket(family)
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.place = place
        self.socket.bind(place)
        self.socket.listen(64)
        self.acceptor = threading.Thread(target=self.accept, daemon=True)
        self.acceptor.start()

    def accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=[connection], daemon=True).start()

    def serve(self, connection):
        connection.settimeout(60)
        try:
            # A server that speaks first doesn't wait for what the client does.
            if self.tls and connection.recv(1, socket.MSG_PEEK) == b"\x16":
                connection = self.tls.wrap_socket(connection, server_side=True)
            self.handler(connection)
            if isinstance(connection, ssl.SSLSocket):
                connection.unwrap()
        except OSError:
            pass
        finally:
            connection.close()

    def close(self):
        # close() alone would leave accept() waiting, and the port taken.
        self.socket.shutdown(socket.SHUT_RDWR)
        self.acceptor.join()
        self.socket.close()
        if isinstance(self.place, str):
            os.unlink(self.place)


class Datagrams:
    """Answers each datagram to (host, port) with what `answer` makes of it, perhaps nothing."""

    def __init__(self, place, answer=lambda request: None):
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(place)
        self.stopped = False
        self.thread = threading.Thread(target=self.serve, args=[answer], daemon=True)
        self.thread.start()

    def serve(self, answer):
        while True:
            request, client = self.socket.recvfrom(65536)
            if self.stopped:
                return
            if reply := answer(request):
                self.socket.sendto(reply, client)

    def close(self):
        self.stopped = True
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as waker:
            waker.sendto(b"", self.socket.getsockname())
        self.thread.join()
        self.socket.close()


class Full:
    """Listens at a place where nobody accepts, and whose backlog is full."""

    def __init__(self, place):
        self.sockets = [socket.socket()]
        self.sockets[0].setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.sockets[0].bind(place)
        self.sockets[0].listen(0)
        for _ in range(4):
            client = socket.socket()
            client.setblocking(False)
            client.connect_ex(place)
            self.sockets.append(client)

    def close(self):
        for each in self.sockets:
            each.close()


def tls_context(certificate, key, **settings):
    """What a server of TLS shows and wants; `settings` are attributes of ssl.SSLContext."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    context.set_alpn_protocols(["h2", "http/1.1"])
    if ciphers := settings.pop("ciphers", None):
        context.set_ciphers(ciphers)
    if settings.get("verify_mode"):
        context.load_verify_locations(certificate)
    for name, value in settings.items():
        setattr(context, name, value)
    return context


def receive(connection, count):
    received = b""
    while len(received) < count:
        more = connection.recv(count - len(received))
        if not more:
            raise OSError("closed")
        received += more
    return received


def response(status="200 OK", body=b"", headers=""):
    """A response of HTTP/1.1, whole."""
    return f"HTTP/1.1 {status}\r\n{headers}Content-Length: {len(body)}\r\n\r\n".encode() + body


def redirect(location):
    return response("302 Found", headers=f"Location: {location}\r\n")


def http(pages, otherwise=response("404 Not Found")):
    """Answers each request with the page of its path: bytes, or a handler."""

    def handle(connection):
        head = b""
        while b"\r\n\r\n" not in head:
            more = connection.recv(65536)
            if not more:
                return
            head += more
            if head[0] == 0x16:
                return connection.sendall(response("400 Bad Request"))
            if head.startswith((b"PROXY ", b"\r\n\r\n\0\r\nQUIT\n")):
                head = head.partition(b"\r\n" if head[0] == 80 else b"QUIT\n\x20\0\0\0")[2]
        path = head.split()[1].decode()
        page = pages.get(path, otherwise)
        if callable(page):
            return page(connection)
        connection.sendall(page)

    return handle


def says(greeting):
    """Sends its greeting, and waits until the client goes."""

    def handle(connection):
        connection.sendall(greeting)
        silent(connection)

    return handle


def answers(reply):
    """Sends the same to whatever comes first, and waits until the client goes."""

    def handle(connection):
        if connection.recv(65536):
            says(reply)(connection)

    return handle


def silent(connection):
    """Says nothing until the client goes."""
    while connection.recv(65536):
        pass


def closing(connection):
    """Takes a request and goes."""
    connection.recv(65536)
