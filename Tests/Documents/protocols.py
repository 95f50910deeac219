"""What servers of other protocols than HTTP say, as handlers of servers.Server and Datagrams."""

import socket

from servers import answers, receive, silent


def postgres(kind, *fields):
    """Answers a startup message with one message, a type, a length and fields."""
    body = b"".join(fields)
    return answers(kind + (len(body) + 4).to_bytes(4, "big") + body)


def redis(password=None):
    """Knows AUTH and PING."""

    def handle(connection):
        allowed = password is None
        while command := connection.recv(65536):
            if b"AUTH" in command.upper():
                allowed = password is None or password.encode() in command
                connection.sendall(
                    b"+OK\r\n"
                    if allowed
                    else b"-WRONGPASS invalid username-password" b" pair or user is disabled.\r\n"
                )
            if b"PING" in command.upper():
                connection.sendall(
                    b"+PONG\r\n" if allowed else b"-NOAUTH Authentication required." b"\r\n"
                )

    return handle


def mysql(reply):
    """Shows a handshake, and answers a login with a packet's payload."""
    handshake = (
        b"\x0a8.4.0\0"
        + bytes(4)
        + b"12345678\0"
        + b"\xff\xf7\x21\x02\0\xff\xdf\x15"
        + bytes(10)
        + b"123456789012\0mysql_native_password\0"
    )

    def handle(connection):
        packet = lambda number, payload: len(payload).to_bytes(3, "little") + number + payload
        connection.sendall(packet(b"\0", handshake))
        receive(connection, int.from_bytes(receive(connection, 4)[:3], "little"))
        connection.sendall(packet(b"\2", reply))
        silent(connection)

    return handle


def grpc(services, serving=b"\x08\1"):
    """Answers Health/Check, by the service's name, with a message or a status, RFC 9113."""
    frame = lambda kind, flags, stream, payload=b"": (
        len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload
    )
    literal = lambda name, value: bytes([0, len(name)]) + name + bytes([len(value)]) + value

    def handle(connection):
        receive(connection, len(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
        connection.sendall(frame(4, 0, 0))
        content, is_over = b"", False
        while not is_over:
            head = receive(connection, 9)
            payload = receive(connection, int.from_bytes(head[:3], "big"))
            if head[3] == 0:
                content += payload
            is_over = head[3] in (0, 1) and head[4] & 1
        # Behind the prefix of a message: field 1, its length, the name.
        answer = services.get(content[7:].decode(), serving)
        begin = b"\x88" + literal(b"content-type", b"application/grpc")
        if isinstance(answer, int):
            status = literal(b"grpc-status", str(answer).encode())
            connection.sendall(frame(1, 5, 1, begin + status))
        else:
            message = b"\0" + len(answer).to_bytes(4, "big") + answer
            connection.sendall(
                frame(1, 4, 1, begin)
                + frame(0, 0, 1, message)
                + frame(1, 5, 1, literal(b"grpc-status", b"0"))
            )
        silent(connection)

    return handle


def fastcgi(pages, errors=b""):
    """Answers a request by its SCRIPT_NAME with a CGI response, and writes errors."""
    record = lambda kind, content: (
        b"\1" + bytes([kind]) + b"\0\1" + len(content).to_bytes(2, "big") + b"\0\0" + content
    )

    def handle(connection):
        parameters = b""
        while True:
            head = receive(connection, 8)
            content = receive(connection, int.from_bytes(head[4:6], "big"))
            receive(connection, head[6])
            if head[1] == 4:
                parameters += content
            if head[1] == 5 and not content:
                break
        page = next(
            (page for path, page in pages.items() if b"SCRIPT_NAME" + path.encode() in parameters),
            b"Status: 404 Not Found\r\n\r\nFile not found.\n",
        )
        if errors:
            connection.sendall(record(7, errors))
        connection.sendall(record(6, page) + record(6, b"") + record(3, bytes(8)))

    return handle


def names(hosts, failing=False):
    """Answers questions for A with an address where there is one, and others with NXDOMAIN, or with
    SERVFAIL where it is failing."""

    def answer(query):
        if len(query) < 17:
            return None
        end = query.index(b"\0", 12)
        labels, rest = [], query[12:end]
        while rest:
            labels.append(rest[1 : 1 + rest[0]].decode().lower())
            rest = rest[1 + rest[0] :]
        known = hosts.get(".".join(labels))
        question = query[12 : end + 5]
        code = b"\x81\x80" if known else b"\x81\x82" if failing else b"\x81\x83"
        found = known if known and query[end + 1 : end + 3] == b"\0\1" else None
        record = b"\xc0\x0c\0\1\0\1\0\0\0\x3c\0\4" + socket.inet_aton(found) if found else b""
        return (
            query[:2]
            + code
            + b"\0\1"
            + bytes([0, 1 if found else 0])
            + bytes(4)
            + question
            + record
        )

    return answer
