import Oracles

/// The text of `/etc/resolv.conf`.
func violation(in input: [UInt8]) -> String? {
  ResolverOracle.violation(input)
}
