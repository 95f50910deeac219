import Oracles

/// A message from a name server.
func violation(in input: [UInt8]) -> String? {
  DNSOracle.violation(input)
}
