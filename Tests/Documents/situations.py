"""The situations in which the program prints what the documents quote."""

import ssl

import protocols
import servers
from meetings import (
    DOWN,
    EVERYWHERE,
    PAGES,
    Old,
    Zombie,
    at,
    begins_to_listen,
    expired,
    locked,
    nameless,
    told_to_end,
    trusted,
    web,
    well,
)
from protocols import postgres
from servers import Datagrams, Full, Server, answers, http, redirect, response, says
from situation import Situation

SITUATIONS = [
    # As README.md begins.
    Situation("healthprobe https://localhost:8443/health", well),
    Situation("healthprobe -r 2 tcp://db:5432"),
    Situation("healthprobe -v -w 60s http://localhost:8080/health", during=begins_to_listen),
    Situation("healthprobe http://localhost:8080/health"),
    # What the lines mean.
    Situation("healthprobe http://localhost:9"),
    Situation("healthprobe -t 300ms http://localhost:8080/slow", web({"/slow": servers.silent})),
    Situation("healthprobe http://localhost:8080/ready", web({"/ready": DOWN})),
    Situation("healthprobe -e ready http://localhost:8080/health", well),
    Situation("healthprobe --expect-json /status=DOWN http://localhost:8080/health", well),
    Situation("healthprobe --cert-days 120 https://localhost:8443/health", well),
    Situation("healthprobe https://localhost:8080/health", web(PAGES)),
    Situation("healthprobe grpc://localhost:8080", at(8080, answers(response("400 Bad Request")))),
    Situation("healthprobe redis://localhost:8080", at(8080, answers(response("400 Bad Request")))),
    Situation("healthprobe unix:///run/app.sock"),
    Situation("healthprobe -v -w 60s -i 10ms tcp://db:5432", during=told_to_end),
    Situation(
        "healthprobe fastcgi://php/srv/health.php",
        at(
            9000,
            protocols.fastcgi(
                {"/srv/health.php": b"Status: 503 Service Unavailable\r\n\r\n"},
                errors=b"PHP message: database is down\n",
            ),
        ),
    ),
    Situation("healthprobe 'file:///run/beat?max-age=30s'", lambda: [Old()]),
    Situation("healthprobe pid:///run/app.pid", lambda: [Zombie()]),
    Situation("healthprobe postgres://db", well),
    Situation("healthprobe redis://cache", at(6379, protocols.redis("secret"))),
    Situation("healthprobe udp://db:53", lambda: [Datagrams(("10.0.0.7", 53))], timeout="2s"),
    Situation("healthprobe http://localhost:8080/old", web({**PAGES, "/old": redirect("/health")})),
    Situation(
        "healthprobe http://localhost:8080/tls",
        lambda: [
            Server((EVERYWHERE, 8080), http({"/tls": redirect("https://localhost:8443/health")})),
            Server((EVERYWHERE, 8443), http(PAGES), trusted()),
        ],
    ),
    Situation(
        "healthprobe http://localhost:8080/app", web({"/app": redirect("https://sso.example/")})
    ),
    Situation("healthprobe http://localhost:8080", web({"/": redirect("http://localhost:99999/")})),
    Situation("healthprobe --timout 3s :8080"),
    Situation("healthprobe --max-time 3 :8080"),
    Situation("healthprobe tcp://db"),
    Situation("healthprobe --send x :8080"),
    Situation("healthprobe 'http://localhost:${PORT}/'"),
    Situation("healthprobe --show-body http://localhost:8080/ready", web({"/ready": DOWN})),
    Situation("healthprobe --invert tcp://localhost:5432"),
    Situation("healthprobe -s 401 :8080/login --next -t 1s -e UP :8080/health", well),
    Situation("healthprobe -v https://localhost:8443/health", well),
    Situation("healthprobe --json http://localhost:8080/ready", web({"/ready": DOWN})),
    # Troubleshooting.
    Situation(
        "healthprobe http://auth:8080/health", lambda: [Full(("10.0.0.10", 8080))], timeout="2s"
    ),
    Situation("healthprobe tcp://192.0.2.1:5432"),
    Situation("healthprobe tcp://dbx:5432", nameless()),
    Situation("healthprobe tcp://dbx:5432", lambda: [Datagrams(("127.0.0.1", 53))], timeout="2s"),
    Situation("healthprobe tcp://dbx:5432", files={"/etc/resolv.conf": None}),
    Situation(
        "healthprobe tcp://db:5432",
        lambda: [Datagrams(("127.0.0.1", 53), protocols.names({}, failing=True))],
        files={"/etc/hosts": None},
    ),
    Situation("healthprobe http://localhost:8080/health", at(8080, servers.closing)),
    Situation("healthprobe :5432", at(5432, answers(b"E\0\0\0\5\0"))),
    Situation("healthprobe :6379", at(6379, servers.silent), timeout="2s"),
    Situation("healthprobe :22", at(22, says(b"SSH-2.0-OpenSSH_9.2\r\n"))),
    Situation("healthprobe http://localhost:8443", at(8443, answers(b"\x15\3\1\0\2\2\x46"))),
    Situation(
        "healthprobe http://localhost:8080/health", web({"/health": response("401 Unauthorized")})
    ),
    Situation(
        "healthprobe http://localhost:8080/health", web({"/health": response("403 Forbidden")})
    ),
    Situation("healthprobe http://localhost:8080/health", web({})),
    Situation(
        "healthprobe http://localhost:8080/health", web({"/health": response("400 Bad Request")})
    ),
    Situation("healthprobe http://localhost:8080/health", web({"/health": redirect("/health")})),
    Situation(
        "healthprobe http://localhost:8080/health",
        web({"/health": redirect("/login"), "/login": response(body=b"log in")}),
    ),
    Situation(
        "healthprobe --max-redirects 0 -s 200 http://localhost:8080/health",
        web({"/health": redirect("/login")}),
    ),
    Situation("healthprobe http+unix://%2Frun%2Flocked.sock/health", locked, user=65534),
    Situation("healthprobe https://localhost:8443/health", at(8443, http(PAGES), expired)),
    Situation(
        "healthprobe --cert-days 0 https://localhost:8443/health", at(8443, http(PAGES), expired)
    ),
    Situation(
        "healthprobe https://localhost:8443/health",
        at(
            8443,
            http(PAGES),
            lambda: trusted(
                maximum_version=ssl.TLSVersion.TLSv1_2, ciphers="ECDHE-ECDSA-CHACHA20-POLY1305"
            ),
        ),
    ),
    Situation(
        "healthprobe https://localhost:8443/health",
        at(8443, http(PAGES), lambda: trusted(verify_mode=ssl.CERT_REQUIRED)),
    ),
    Situation("healthprobe tls://localhost:8443", at(8443, says(b"220 mail ESMTP\r\n"))),
    Situation("healthprobe -u user:password https://app.example/health"),
    Situation(
        "healthprobe postgres://db",
        at(
            5432,
            postgres(b"E", b"SFATAL\0", b"C57P03\0", b"Mthe database system is starting up\0\0"),
        ),
    ),
    Situation("healthprobe redis://:wrong@cache", at(6379, protocols.redis("secret"))),
    Situation(
        "healthprobe redis://cache",
        at(6379, answers(b"-LOADING Redis is loading the dataset in memory\r\n")),
    ),
    Situation(
        "healthprobe mysql://db",
        at(
            3306,
            says(
                b"\x3f\0\0\0\xff\x69\x04"
                b"Host '10.0.0.1' is blocked because of many connection errors"
            ),
        ),
    ),
    Situation("healthprobe grpc://localhost:50051/app", at(50051, protocols.grpc({"app": 5}))),
    Situation(
        "healthprobe grpc://localhost:50051/app", at(50051, protocols.grpc({"app": b"\x08\3"}))
    ),
    Situation("healthprobe grpc://localhost:50051", at(50051, protocols.grpc({"": b"\x08\2"}))),
    Situation("healthprobe grpc://localhost:50051", at(50051, protocols.grpc({"": 12}))),
    Situation("healthprobe fastcgi://localhost/ping", at(9000, protocols.fastcgi({}))),
    Situation("healthprobe pid:///run/app.pid"),
    Situation("healthprobe udp://localhost:53"),
    Situation("healthprobe -u @/run/secrets/user :8080"),
]
