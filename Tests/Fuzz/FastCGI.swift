import Oracles

/// The bytes of a FastCGI responder.
func violation(in input: [UInt8]) -> String? {
  FastCGIOracle.violation(input)
}
