import Oracles

/// A certificate in DER.
func violation(in input: [UInt8]) -> String? {
  TLSOracle.violation(inCertificate: input)
}
