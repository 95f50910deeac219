import Oracles

/// A JSON document.
func violation(in input: [UInt8]) -> String? {
  JSONOracle.violation(input)
}
