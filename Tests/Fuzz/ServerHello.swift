import Oracles

/// The body of a ServerHello.
func violation(in input: [UInt8]) -> String? {
  TLSOracle.violation(inServerHello: input)
}
