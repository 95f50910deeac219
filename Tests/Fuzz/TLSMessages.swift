import Oracles

/// Handshake messages of a TLS server under the keys of the handshake.
func violation(in input: [UInt8]) -> String? {
  TLSOracle.violation(inMessages: input)
}
