import Harness
import Testing

/// Names that no file and no server is asked for, and addresses of both families.
@Suite struct NameTests {
  static let names = ["localhost", "LocalHost", "app.localhost", "localhost.", "a.b.LOCALHOST"]

  @Test(arguments: names, [Family.ipv4, .ipv6])
  func localhostIsBothFamilies(_ name: String, _ family: Family) throws {
    let server = try Server(family, holdingOther: true, .ok)
    let run = try probe("http://\(name):\(server.port)/", "tcp://\(name):\(server.port)")
    #expect(run.status == 0)
    #expect(run.out.contains(" (\(server.address), "))
  }

  @Test(arguments: [true, false])
  func silentAddressOnlyDelays(_ ipv4IsSilent: Bool) throws {
    let places = try Place.pair()
    let hole = try Blackhole(ipv4IsSilent ? places.ipv4 : places.ipv6)
    let server = try Server(ipv4IsSilent ? places.ipv6 : places.ipv4, scripts: [.ok])
    let run = try probe("http://localhost:\(hole.port)/", "--timeout=10s")
    #expect(run.status == 0)
    #expect(run.out.contains(" (\(server.address), "))
    #expect(run.duration < .seconds(3))
  }

  @Test func bothFamiliesRefuse() throws {
    let place = try Place(.ipv4, holdingOther: true)
    let run = try probe("tcp://localhost:\(place.port)")
    #expect(run.status == 1)
    #expect(run.err.contains(": connect: connection refused ("))
    #expect(run.err.contains("127.0.0.1:\(place.port)"))
    #expect(run.err.contains("[::1]:\(place.port)"))
  }

  @Test func addressesAreTakenAsTheyAre() throws {
    let place = try Place(.ipv4)
    let run = try probe("tcp://127.0.0.1:\(place.port)", "--timeout=5s")
    #expect(run.err.contains(": connect: connection refused (127.0.0.1:\(place.port), "))
    #expect(!run.err.contains("::1"))
  }
}
