import Oracles

/// The bytes of a TLS server, from its first record on.
func violation(in input: [UInt8]) -> String? {
  TLSOracle.violation(inRecords: input)
}
