import Oracles

/// The text of `/etc/hosts`.
func violation(in input: [UInt8]) -> String? {
  HostsOracle.violation(input)
}
