import Oracles

/// The bytes of a gRPC server.
func violation(in input: [UInt8]) -> String? {
  GRPCOracle.violation(input)
}
