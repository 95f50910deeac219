"""Makes certificates and their keys, NAME.pem and NAME.key in the folder given."""

import datetime
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import NameOID

now = datetime.datetime.utcnow()


def days(count):
    # An hour more, so that a number of whole days is not one less a moment later.
    return now + datetime.timedelta(days=count, hours=1)


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(subject, key, issuer=None, issuer_key=None, begin=-1, end=30, names=("localhost",)):
    builder = (
        x509.CertificateBuilder()
        .subject_name(name(subject))
        .issuer_name(name(issuer or subject))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(days(begin))
        .not_valid_after(days(end))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.DNSName(text) for text in names]), critical=False
        )
    )
    signer = issuer_key or key
    hash = None if isinstance(signer, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return builder.sign(signer, hash)


def write(label, key, *chain):
    pem = serialization.Encoding.PEM
    with open(f"{sys.argv[1]}/{label}.pem", "wb") as file:
        for link in chain:
            file.write(link.public_bytes(pem))
    with open(f"{sys.argv[1]}/{label}.key", "wb") as file:
        file.write(
            key.private_bytes(
                pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )


keys = {
    "rsa2048": rsa.generate_private_key(65537, 2048),
    "rsa4096": rsa.generate_private_key(65537, 4096),
    "p256": ec.generate_private_key(ec.SECP256R1()),
    "p384": ec.generate_private_key(ec.SECP384R1()),
    "ed25519": ed25519.Ed25519PrivateKey.generate(),
}
for label, key in keys.items():
    write(label, key, certificate("localhost", key))

key = keys["p256"]
write("expired", key, certificate("localhost", key, begin=-40, end=-3.1))
write("future", key, certificate("localhost", key, begin=5))
# About 16 KB of one certificate, in three records with the rest of the flight.
many = [f"name-{number:04}.{'x' * 40}.test" for number in range(285)]
write("large", key, certificate("localhost", key, names=many))

root, middle = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
write(
    "chain",
    key,
    certificate("localhost", key, "middle", middle),
    certificate("middle", middle, "root", root),
    certificate("root", root),
)
