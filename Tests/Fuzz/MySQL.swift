import Oracles

/// The bytes of a MySQL server.
func violation(in input: [UInt8]) -> String? {
  Conversation.violation(input, with: "mysql://db")
}
