"""A server of TLS 1.3 on 127.0.0.1, TLS_AES_128_GCM_SHA256 with X25519, that does as CASE says.

usage: tls-hostile.py PORT CASE CERTIFICATE.pem KEY.pem

The case "breach" goes by the name of the server that is asked for, as in finished.twice.test: which
message of the handshake is broken, and how.
"""

import hashlib
import hmac
import os
import re
import socket
import sys
import time

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

HANDSHAKE, ALERT, DATA = 22, 21, 23
OK = b"HTTP/1.1 200 OK\r\n"
CLOSE_NOTIFY = b"\1\0"


def number(value, size):
    return value.to_bytes(size, "big")


def vector(contents, size):
    return number(len(contents), size) + contents


def message(kind, body):
    return number(kind, 1) + vector(body, 3)


def record(kind, contents):
    return number(kind, 1) + b"\3\3" + vector(contents, 2)


def expand(secret, label, context=b"", size=32):
    info = number(size, 2) + vector(b"tls13 " + label, 1) + vector(context, 1)
    return hmac.digest(secret, info + b"\1", "sha256")[:size]


class Keys:
    """What protects the records of one direction, RFC 8446 §5.3 and §7.3."""

    def __init__(self, secret):
        self.secret, self.sequence = secret, 0
        self.cipher, self.iv = AESGCM(expand(secret, b"key", size=16)), expand(secret, b"iv", size=12)

    def updated(self):
        return Keys(expand(self.secret, b"traffic upd"))

    def seal(self, kind, contents):
        nonce = number(int.from_bytes(self.iv, "big") ^ self.sequence, 12)
        self.sequence += 1
        head = number(DATA, 1) + b"\3\3" + number(len(contents) + 17, 2)
        return head + self.cipher.encrypt(nonce, contents + number(kind, 1), head)


# What is done to a message: its bytes, as its type, three bytes of length and a body, changed.
BREACHES = {
    "empty": lambda whole: message(whole[0], b""),
    "short": lambda whole: message(whole[0], whole[4:-1]),
    "long": lambda whole: message(whole[0], whole[4:] + b"\0"),
    "says-more": lambda whole: whole[:1] + number(len(whole) - 3, 3) + whole[4:],
    "says-less": lambda whole: whole[:1] + number(len(whole) - 5, 3) + whole[4:],
    "unknown": lambda whole: b"\x63" + whole[1:],
    "request": lambda whole: b"\0" + whole[1:],
}


class Connection:
    """One handshake; what a case sends goes through `write`."""

    def __init__(self, peer, limit):
        self.peer, self.limit, self.pause = peer, limit, 0
        # The message that is broken, and how.
        self.broken, self.breach = "", ""
        self.received = b""
        self.hello = self.read_record()

    def read_record(self):
        while len(self.received) < 5 or len(self.received) < 5 + self.length():
            piece = self.peer.recv(65536)
            if not piece:
                raise ConnectionError
            self.received += piece
        size = 5 + self.length()
        read, self.received = self.received[:size], self.received[size:]
        return read

    def length(self):
        return int.from_bytes(self.received[3:5], "big")

    def write(self, data):
        """Sends as much as the limit allows, and ends the connection where it is reached."""
        data, self.limit = data[: self.limit], self.limit - len(data)
        if self.pause:
            for byte in data:
                self.peer.sendall(bytes([byte]))
                time.sleep(self.pause)
        else:
            self.peer.sendall(data)
        if self.limit <= 0:
            raise ConnectionError

    def begin(self):
        """Sends ServerHello, and leaves what else the flight holds, unprotected, in `flight`."""
        hello = self.hello[5:]
        session = hello[39 : 39 + hello[38]]
        # The share of X25519: the extension's type, three lengths and the group's number.
        share = hello[hello.index(b"\0\x1d\0\x20") + 4 :][:32]
        private = x25519.X25519PrivateKey.generate()
        public = private.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )
        extensions = vector(b"\0\x33" + vector(b"\0\x1d" + vector(public, 2), 2) + b"\0\x2b\0\2\3\4", 2)
        body = b"\3\3" + os.urandom(32) + vector(session, 1) + b"\x13\1\0" + extensions
        server_hello = self.broke("server-hello", message(2, body))
        transcript = hello + server_hello
        early = expand(hmac.digest(bytes(32), bytes(32), "sha256"), b"derived", hashlib.sha256().digest())
        shared = private.exchange(x25519.X25519PublicKey.from_public_bytes(share))
        secret = hmac.digest(early, shared, "sha256")
        server = expand(secret, b"s hs traffic", hashlib.sha256(transcript).digest())
        self.keys = Keys(server)
        count = 1
        if self.broken == "server-hello":
            count = {"missing": 0, "twice": 2}.get(self.breach, 1)
        self.write(record(HANDSHAKE, server_hello) * count + record(20, b"\1"))

        # Signed and finished is what was sent: a message that is broken is all that is wrong.
        flight = b""
        for name in self.order():
            digest = hashlib.sha256(transcript + flight).digest()
            flight += self.broke(name, self.made(name, server, digest))
        self.flight = flight
        derived = expand(secret, b"derived", hashlib.sha256().digest())
        master = hmac.digest(derived, bytes(32), "sha256")
        self.next = Keys(expand(master, b"s ap traffic", hashlib.sha256(transcript + flight).digest()))

    def order(self):
        """The messages of the flight."""
        order = ["encrypted-extensions", "certificate", "certificate-verify", "finished"]
        if self.broken in order:
            place = order.index(self.broken)
            if self.breach == "missing":
                del order[place]
            elif self.breach == "twice":
                order.insert(place, self.broken)
            elif self.breach == "early":
                order[place - 1 : place + 1] = reversed(order[place - 1 : place + 1])
        return order

    def broke(self, name, whole):
        """The message, or what has become of it."""
        if name != self.broken:
            return whole
        return BREACHES.get(self.breach, lambda whole: whole)(whole)

    def made(self, name, secret, digest):
        """A message of the flight after the messages of that digest."""
        if name == "encrypted-extensions":
            return message(8, b"\0\0")
        if name == "certificate":
            der = certificate.public_bytes(serialization.Encoding.DER)
            return message(11, b"\0" + vector(vector(der, 3) + b"\0\0", 3))
        if name == "certificate-verify":
            signed = b" " * 64 + b"TLS 1.3, server CertificateVerify\0" + digest
            signature = key.sign(signed, ec.ECDSA(hashes.SHA256()))
            return message(15, b"\4\3" + vector(signature, 2))
        return message(20, hmac.digest(expand(secret, b"finished"), digest, "sha256"))

    def establish(self):
        """Ends the handshake, and waits for the client's Finished and its request."""
        self.begin()
        self.write(self.keys.seal(HANDSHAKE, self.flight))
        self.keys = self.next
        count = 0
        while count < 2:
            count += self.read_record()[0] == DATA

    def send(self, contents, kind=DATA):
        self.write(self.keys.seal(kind, contents))


def answer(connection, text, *ends):
    connection.establish()
    connection.send(text)
    for end in ends:
        connection.send(end, ALERT)


def flood(connection, kind, contents, sealed=True):
    """The same record until the client has had enough of it."""
    while True:
        connection.write(connection.keys.seal(kind, contents) if sealed else record(kind, contents))


def flood_established(kind, contents):
    def run(connection):
        connection.establish()
        flood(connection, kind, contents)

    return run


def flood_handshake(kind, contents):
    def run(connection):
        connection.begin()
        flood(connection, kind, contents, sealed=False)

    return run


def flood_key_updates(connection):
    connection.establish()
    while True:
        connection.send(message(24, b"\1"), HANDSHAKE)
        connection.keys = connection.keys.updated()


def drip(connection):
    connection.pause = 0.02
    answer(connection, OK + b"Content-Length: 2\r\n\r\nok")


def drip_body(connection):
    answer(connection, OK + b"Content-Length: 1000000\r\n\r\n")
    while True:
        connection.send(b"x")
        time.sleep(0.02)


def endless_body(connection):
    answer(connection, OK + b"\r\n")
    flood(connection, DATA, b"x" * 16384)


def endless_header(connection):
    answer(connection, OK + b"X: ")
    flood(connection, DATA, b"x" * 16384)


def bad_mac(connection):
    connection.establish()
    sealed = connection.keys.seal(DATA, OK + b"Content-Length: 2\r\n\r\nok")
    connection.write(sealed[:-1] + number(sealed[-1] ^ 1, 1))


def bad_mac_handshake(connection):
    connection.begin()
    sealed = connection.keys.seal(HANDSHAKE, connection.flight)
    connection.write(sealed[:-1] + number(sealed[-1] ^ 1, 1))


def wrong_finished(connection):
    connection.begin()
    connection.write(connection.keys.seal(HANDSHAKE, connection.flight[:-1] + b"\0"))
    connection.read_record()


def long_message(connection):
    connection.begin()
    flood(connection, HANDSHAKE, b"\x0b\xff\xff\xff" + b"x" * 16000)


def breach(connection):
    name = re.search(rb"([a-z-]+)\.([a-z-]+)\.test", connection.hello)
    connection.broken, connection.breach = (part.decode() for part in name.groups())
    connection.begin()
    if connection.breach == "unprotected":
        connection.write(record(HANDSHAKE, connection.flight))
    connection.write(connection.keys.seal(HANDSHAKE, connection.flight))
    while connection.read_record():
        pass


def silent(connection):
    connection.begin()
    while connection.read_record():
        pass


cases = {
    "ok": lambda c: answer(c, OK + b"Content-Length: 2\r\n\r\nok", CLOSE_NOTIFY),
    "close": lambda c: answer(c, OK + b"\r\nok"),
    "close-length": lambda c: answer(c, OK + b"Content-Length: 2\r\n\r\nok"),
    "close-notify": lambda c: answer(c, OK + b"\r\nok", CLOSE_NOTIFY),
    "close-chunked": lambda c: answer(
        c, OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"
    ),
    "short-length": lambda c: answer(c, OK + b"Content-Length: 3\r\n\r\nok", CLOSE_NOTIFY),
    "no-answer": lambda c: answer(c, b"", CLOSE_NOTIFY),
    "alert": lambda c: answer(c, b"HTTP/1.1 200", b"\2\x50"),
    "cut": lambda c: answer(c, OK + b"Content-Length: 2\r\n\r\nok"),
    "drip": drip,
    "drip-body": drip_body,
    "silent": silent,
    "breach": breach,
    "tickets": flood_established(
        HANDSHAKE, message(4, bytes(8) + vector(b"nonce", 1) + vector(b"t" * 200, 2) + b"\0\0")
    ),
    "key-updates": flood_key_updates,
    "empty-records": flood_established(DATA, b""),
    "warnings": flood_established(ALERT, b"\1\x5a"),
    "interim-responses": flood_established(DATA, b"HTTP/1.1 100 Continue\r\n\r\n"),
    "change-cipher-specs": flood_handshake(20, b"\1"),
    "handshake-warnings": flood_handshake(ALERT, b"\1\x5a"),
    "long-message": long_message,
    "endless-body": endless_body,
    "endless-header": endless_header,
    "bad-mac": bad_mac,
    "bad-mac-handshake": bad_mac_handshake,
    "wrong-finished": wrong_finished,
}

with open(sys.argv[3], "rb") as file:
    certificate = x509.load_pem_x509_certificate(file.read())
with open(sys.argv[4], "rb") as file:
    key = serialization.load_pem_private_key(file.read(), None)
listener = socket.create_server(("127.0.0.1", int(sys.argv[1])), backlog=64)
# How many handshakes were begun: "cut" sends so many bytes and no more.
begun = 0
while True:
    peer, _ = listener.accept()
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with peer:
        try:
            connection = Connection(peer, 1 << 40)
            begun += 1
            if sys.argv[2] == "cut":
                connection.limit = begun
            cases[sys.argv[2]](connection)
            # Closed without a reset, whatever the client still says.
            peer.shutdown(socket.SHUT_WR)
            while peer.recv(65536):
                pass
        except OSError:
            pass
