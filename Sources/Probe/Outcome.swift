public import Bytes
internal import Linux
internal import Wire

/// What one attempt came to.
public final class Outcome {
  /// Whether the target is healthy.
  public let isHealthy: Bool
  /// What happened, as a verdict prints it.
  public let text: Text
  /// The address that answered, or those that were tried; empty where it did not come so far.
  public let address: Text

  init(isHealthy: Bool, _ text: Text, address: Text) {
    self.isHealthy = isHealthy
    self.text = text
    self.address = address
  }

  @inline(never)
  convenience init(_ failure: Failure, address: Text) {
    self.init(isHealthy: false, failure.text, address: address)
  }
}

/// How long an attempt spent in each phase, redirects included.
public struct PhaseTimes {
  // By the raw values of resolve, connect, send and receive; what comes after counts as receive.
  private var amounts = InlineArray<4, Int64>(repeating: 0)

  mutating func add(_ amount: TimeAmount, to phase: Phase) {
    amounts[min(Int(phase.rawValue), 3)] += amount.nanoseconds
  }

  /// The time of each phase in words.
  public var text: Text {
    let (resolve, connect) = (TimeAmount(nanoseconds: amounts[0]), TimeAmount(nanoseconds: amounts[1]))
    let (send, receive) = (TimeAmount(nanoseconds: amounts[2]), TimeAmount(nanoseconds: amounts[3]))
    return "resolve \(resolve.text), connect \(connect.text), send \(send.text), receive \(receive.text)"
  }
}
