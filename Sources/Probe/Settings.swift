public import Bytes
public import Linux
public import Wire

/// How a group of targets is checked; written once, before the run begins.
public final class Settings {
  /// The time for one attempt at one target, everything in it together.
  public var timeout = TimeAmount.seconds(2)
  /// Further attempts after one that fails.
  public var retries = 0
  /// The pause between two attempts.
  public var interval = TimeAmount.milliseconds(500)
  /// How long to go on until healthy, whatever ``retries`` says; nil to go by ``retries``.
  public var wait: TimeAmount?
  /// Whether a target is healthy that is found not to be.
  public var inverts = false
  /// What the checks ask of their protocols.
  public let demand: Demand

  /// The settings of a group without options.
  ///
  /// - Parameter agent: How the program calls itself to servers.
  public init(agent: StaticBytes) {
    demand = Demand(agent: agent)
  }
}
