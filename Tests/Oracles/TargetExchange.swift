import Bytes

@testable import Probe
@testable import Wire

extension Conversation {
  /// A new exchange with the server of a target, with no option.
  public static func exchange(with target: String) -> Exchange {
    do throws(TargetError) {
      return try Target(StaticBytes(target)).exchange(Demand(agent: "healthprobe/test"))
    } catch {
      fatalError("\(target): \(error)")
    }
  }

  /// What is wrong with how an exchange with a target's server judges these bytes; nil when all is
  /// right.
  public static func violation(_ bytes: [UInt8], with target: String) -> String? {
    violation(bytes) { exchange(with: target) }
  }
}
