import Oracles

/// The text of a target.
func violation(in input: [UInt8]) -> String? {
  TargetOracle.violation(input)
}
