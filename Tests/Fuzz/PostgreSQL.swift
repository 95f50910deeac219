import Oracles

/// The bytes of a PostgreSQL server.
func violation(in input: [UInt8]) -> String? {
  Conversation.violation(input, with: "postgres://me@db/app")
}
