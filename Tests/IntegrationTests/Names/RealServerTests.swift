import Harness
import Testing

/// DNS servers of Debian, as in a container's network: a service is found by its name.
@Suite(.needsNamespace)
struct RealServerTests {
  static let resolver = "nameserver 127.0.0.2\nsearch svc.test\n"

  static let cases: [(target: String, listener: String, address: String)] = [
    ("tcp://db:5432", "127.0.0.3", "127.0.0.3:5432"), ("tcp://db6:5432", "::1", "[::1]:5432"),
    ("tcp://both:5432", "::1", "[::1]:5432"), ("tcp://both:5432", "127.0.0.3", "127.0.0.3:5432"),
    ("tcp://alias:5432", "127.0.0.3", "127.0.0.3:5432"),
    ("tcp://db.svc.test:5432", "127.0.0.3", "127.0.0.3:5432"),
    ("tcp://DB.svc.test.:5432", "127.0.0.3", "127.0.0.3:5432"),
    ("tcp://many:5432", "0.0.0.0", "127.0.1."),
  ]

  static let many = (1...120).map { "127.0.1.\($0)" }

  private func check(_ target: String, _ listener: String, _ address: String) throws {
    let service = try serve(listener)
    let run = try probe(target, "--timeout=10s")
    #expect(run.status == 0, "\(run)")
    #expect(run.out.contains(" (\(address)"), "\(run)")
    let nobody = try probe("tcp://nobody:5432", "--timeout=10s")
    #expect(nobody.failedToResolve("no such host 'nobody'"), "\(nobody)")
    service.finish()
  }

  @Test(.needs(program: "dnsmasq"), arguments: cases)
  func dnsmasq(_ target: String, _ listener: String, _ address: String) throws {
    let hosts = """
      127.0.0.3 db.svc.test both.svc.test
      ::1 db6.svc.test both.svc.test
      \(Self.many.map { "\($0) many.svc.test\n" }.joined())
      """
    let etc = [
      "resolv.conf": Self.resolver, "names": hosts, "passwd": "root:x:0:0::/:/bin/sh\n",
      "group": "root:x:0:\n",
    ]
    try Namespace.run(etc: etc) {
      let command = [
        "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--user=root", "--group=root",
        "--pid-file=", "--no-resolv", "--no-hosts", "--addn-hosts=/etc/names",
        "--listen-address=127.0.0.2", "--bind-interfaces", "--local=/svc.test/", "--domain-needed",
        "--cname=alias.svc.test,db.svc.test", "--log-facility=-",
      ]
      try Daemon.run(command, listeningOn: "127.0.0.2", port: 53) {
        try check(target, listener, address)
      }
    }
  }

  @Test(.needs(program: "unbound"), arguments: cases)
  func unbound(_ target: String, _ listener: String, _ address: String) throws {
    // A local zone follows no alias; one of its own file does.
    let zone = """
      $ORIGIN svc.test.
      $TTL 60
      @ SOA ns.svc.test. nobody.svc.test. 1 60 60 60 60
      @ NS ns.svc.test.
      db A 127.0.0.3
      db6 AAAA ::1
      both A 127.0.0.3
      both AAAA ::1
      alias CNAME db
      \(Self.many.map { "many A \($0)\n" }.joined())
      """
    let configuration = """
      server:
        interface: 127.0.0.2
        do-daemonize: no
        username: ""
        chroot: ""
        directory: "/etc"
        pidfile: ""
        use-syslog: no
        logfile: ""
        module-config: "iterator"
        local-zone: "nobody." static
        local-zone: "test." nodefault
      auth-zone:
        name: "svc.test."
        zonefile: "/etc/svc.zone"
        for-downstream: yes
        for-upstream: yes
      remote-control:
        control-enable: no
      """
    let etc = [
      "resolv.conf": Self.resolver, "svc.zone": zone, "unbound.conf": configuration,
    ]
    try Namespace.run(etc: etc) {
      let command = ["unbound", "-d", "-c", "/etc/unbound.conf"]
      try Daemon.run(command, listeningOn: "127.0.0.2", port: 53) {
        try check(target, listener, address)
      }
    }
  }
}
