import Oracles

/// Arguments, one a line, an empty line, and variables, one a line.
func violation(in input: [UInt8]) -> String? {
  CommandLineOracle.violation(input)
}
