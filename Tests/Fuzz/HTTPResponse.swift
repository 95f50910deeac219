import Oracles

/// The bytes of an HTTP server.
func violation(in input: [UInt8]) -> String? {
  HTTPResponseOracle.violation(input)
}
