import Bytes
import Conformance
import Oracles
import Testing
import Wire

extension HTTPExchange {
  /// The exchange that a row of a table asks for.
  static func asking(
    _ url: String, method: String, expected: String?, headers: [String] = [],
    statuses: String? = nil
  ) -> HTTPExchange {
    let demand = Demand(agent: "healthprobe/test")
    demand.method = StaticBytes(method)
    if let expected { demand.expect(StaticBytes(expected)) }
    for header in headers {
      if let field = HTTPField(StaticBytes(header)) { demand.add(field) }
    }
    if let statuses, let set = StatusSet(StaticBytes(statuses)) { demand.statuses = set }
    do throws(TargetError) {
      return HTTPExchange(try URL(http: url), demand)
    } catch {
      fatalError("the URL of the tests is malformed")
    }
  }
}

extension ResponseCase.Verdict {
  /// Expects that a conversation came to this verdict.
  func expect(_ heard: Conversation) {
    switch self {
    case .healthy(let start):
      #expect(heard.isHealthy, "\(heard.report)")
      #expect(heard.report.hasPrefix(start), "\(heard.report)")
    case .unhealthy(let start):
      #expect(!heard.isHealthy)
      #expect(heard.report.hasPrefix(start), "\(heard.report)")
    }
  }
}
