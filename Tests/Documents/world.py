"""A machine of its own for the program: a network with the hosts of the documents, and a root
folder with /healthprobe, /run and /etc. Entered for good by the process that calls enter()."""

import ctypes
import datetime
import os
import shutil
import subprocess

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

HOSTS = {
    "db": "10.0.0.7",
    "php": "10.0.0.8",
    "cache": "10.0.0.9",
    "auth": "10.0.0.10",
    "app.example": "10.0.0.11",
    "mail": "10.0.0.12",
}
NEW_NETWORK, NEW_MOUNTS = 0x40000000, 0x20000
BIND, RECURSIVE, PRIVATE = 0x1000, 0x4000, 0x40000


def enter(executable, folder):
    """Enters the machine; `folder` is empty, and becomes its root."""
    libc = ctypes.CDLL(None, use_errno=True)

    def call(name, *arguments):
        if getattr(libc, name)(*arguments) != 0:
            number = ctypes.get_errno()
            raise OSError(number, f"{name}: {os.strerror(number)}")

    def mount(source, target, kind, flags=0):
        os.makedirs(target, exist_ok=True)
        call("mount", source.encode(), target.encode(), kind, flags, None)

    call("unshare", NEW_NETWORK | NEW_MOUNTS)
    mount("none", "/", None, RECURSIVE | PRIVATE)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    for address in HOSTS.values():
        subprocess.run(["ip", "address", "add", f"{address}/32", "dev", "lo"], check=True)
    mount("none", folder, b"tmpfs")
    os.chmod(folder, 0o755)
    for name in ["usr", "proc", "dev"]:
        mount(f"/{name}", f"{folder}/{name}", None, BIND | RECURSIVE)
    for name in ["bin", "sbin", "lib", "lib64", "lib32", "libx32"]:
        if os.path.islink(f"/{name}"):
            os.symlink(os.readlink(f"/{name}"), f"{folder}/{name}")
        elif os.path.isdir(f"/{name}"):
            mount(f"/{name}", f"{folder}/{name}", None, BIND | RECURSIVE)
    shutil.copy(executable, f"{folder}/healthprobe")
    os.chmod(f"{folder}/healthprobe", 0o755)
    os.chroot(folder)
    os.chdir("/")
    for name in ["/etc", "/run/secrets", "/tmp", "/var/run/postgresql"]:
        os.makedirs(name)
    os.chmod("/tmp", 0o1777)
    # The name by which the documents call it.
    os.makedirs("/opt")
    os.symlink("/healthprobe", "/opt/healthprobe")
    os.environ["PATH"] = "/opt:/usr/sbin:/usr/bin:/sbin:/bin"
    write("/etc/hosts", "".join(f"{address} {name}\n" for name, address in HOSTS.items()))
    write("/app", "#!/bin/sh\necho 'the app runs'\n", 0o755)
    write("/etc/resolv.conf", "nameserver 127.0.0.1\n")
    certificate("valid", 90)
    certificate("expired", -3)


def write(path, contents, mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as file:
        file.write(contents)
    os.chmod(path, mode)


def certificate(name, days):
    """Makes /etc/NAME.pem and NAME.key, valid from a year ago for so many days from now."""
    now = datetime.datetime.now(datetime.timezone.utc)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    key = ec.generate_private_key(ec.SECP256R1())
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=365))
        .not_valid_after(now + datetime.timedelta(days=days))
        .sign(key, hashes.SHA256())
    )
    write(f"/etc/{name}.pem", made.public_bytes(Encoding.PEM).decode())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write(f"/etc/{name}.key", pem.decode())
