import Oracles

/// The bytes of a Redis server, without a password and with one.
func violation(in input: [UInt8]) -> String? {
  Conversation.violation(input, with: "redis://cache")
    ?? Conversation.violation(input, with: "redis://me:secret@cache")
}
