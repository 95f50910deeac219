"""Prints cases of cryptography that OpenSSL computed: a name, and hexadecimal arguments and results.

Lengths are all from 0 to 300, and some on both sides of a TLS record's 16 KiB.
"""

import random

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.asymmetric import ec, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

LENGTHS = [*range(301), 16383, 16384, 16385, 16640]
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
random.seed(11)


def say(name, *values):
    print(name, *(value.hex() or "-" for value in values))


for length in LENGTHS:
    message = random.randbytes(length)
    for function in hashes.SHA256(), hashes.SHA384():
        digest = hashes.Hash(function)
        digest.update(message)
        say(function.name, message, digest.finalize())
        # A key of each length in turn, of those that are longer than a block too.
        key = random.randbytes(length % 200)
        code = hmac.HMAC(key, function)
        code.update(message)
        say("hmac-" + function.name, key, message, code.finalize())
    for size in 16, 32:
        key, nonce = random.randbytes(size), random.randbytes(12)
        data = random.randbytes(random.choice([0, 5, 13, 16, 17, 300]))
        say("gcm", key, nonce, data, message, AESGCM(key).encrypt(nonce, message, data))


def x25519_pair():
    key = x25519.X25519PrivateKey.generate()
    return key, key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


for _ in range(200):
    private = random.randbytes(32)
    key = x25519.X25519PrivateKey.from_private_bytes(private)
    say("x25519-key", private, key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
    _, peer = x25519_pair()
    shared = key.exchange(x25519.X25519PublicKey.from_public_bytes(peer))
    say("x25519", private, peer, shared)


def point(key):
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


scalars = [1, 2, 3, 4, 5, ORDER - 1, ORDER - 2, ORDER // 2, 1 << 255, (1 << 255) - 1]
scalars += [random.randrange(1, ORDER) for _ in range(200)]
for scalar in scalars:
    key = ec.derive_private_key(scalar, ec.SECP256R1())
    private = scalar.to_bytes(32, "big")
    say("p256-key", private, point(key))
    peer = ec.derive_private_key(random.choice(scalars), ec.SECP256R1())
    say("p256", private, point(peer), key.exchange(ec.ECDH(), peer.public_key()))
