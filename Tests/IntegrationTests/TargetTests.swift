import Harness
import Testing

@Suite struct TargetTests {
  @Test func http() throws {
    let server = try Server(.ipv4, .ok)
    let run = try probe("http://127.0.0.1:\(server.port)/health")
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("healthy http://127.0.0.1:\(server.port)/health: 200 OK ("))
  }
}
