import Bytes
import Probe
import Wire

/// Rules for what a gRPC server may send.
public enum GRPCOracle {
  /// A new exchange with a target's server.
  public static func exchange(
    _ target: String = "localhost:50051/app.Service",
    _ demand: Demand = Demand(agent: "healthprobe/test"), isSecure: Bool = false
  ) -> Exchange {
    do throws(TargetError) {
      let form = URLForm(port: nil, path: "[/SERVICE]")
      let isUnix = target.hasPrefix("%")
      let url = try URL(StaticBytes(target), form, isUnix: isUnix)
      return GRPCExchange(url, demand, isSecure: isSecure)
    } catch {
      fatalError("\(error)")
    }
  }

  /// What is wrong with how these bytes of a server are judged, alone or behind the settings with
  /// which every server begins; nil when all is right.
  public static func violation(_ bytes: [UInt8]) -> String? {
    for start in [[], HTTP2Bytes.settings()] {
      if let violation = Conversation.violation(start + bytes, { exchange() }) { return violation }
    }
    return nil
  }
}
