import Oracles

/// An argument with variables.
func violation(in input: [UInt8]) -> String? {
  ExpansionOracle.violation(input)
}
