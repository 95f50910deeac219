public import Bytes
public import Linux
public import Wire

/// How a run checks its targets; written once, before it begins.
public final class Settings {
  /// The time for one attempt at one target, everything in it together.
  public var timeout = TimeAmount.seconds(2)
  /// Further attempts after one that fails.
  public var retries = 0
  /// The pause between two attempts.
  public var interval = TimeAmount.milliseconds(500)
  /// How long to go on until healthy, whatever ``retries`` says; nil to go by ``retries``.
  public var wait: TimeAmount?
  /// Whether one healthy target is enough.
  public var any = false
  /// Whether each attempt is to be told, with the time of each phase.
  public var verbose = false
  /// What the checks ask of their protocols.
  public let demand: Demand

  /// The settings of a run without options.
  ///
  /// - Parameter agent: How the program calls itself to servers.
  public init(agent: StaticBytes) {
    demand = Demand(agent: agent)
  }
}
