import Harness
import Testing

/// gRPC and Redis over TLS, as their own servers speak it.
@Suite(.needs("root and Python's cryptography", isThere: Certificates.areAvailable))
struct TLSServiceTests {
  @Test(.needs(program: "redis-server"))
  func redis() throws {
    let server = TLSServer(
      command: "redis-server --dir FOLDER --port 0 --tls-port \(TLSServer.port) "
        + "--tls-cert-file CERTIFICATES/p256.pem --tls-key-file CERTIFICATES/p256.key "
        + "--tls-ca-cert-file CERTIFICATES/p256.pem --tls-auth-clients optional "
        + "--requirepass hunter2 --loglevel warning")
    try server.serve { _ in
      let target = "rediss://localhost:\(TLSServer.port)"
      let run = try probeTLS("rediss://:hunter2@localhost:\(TLSServer.port)", "--timeout=10s")
      #expect(run.isHealthy(target, verdict("PONG", over: "1.3")), "\(run)")
      let wrong = try probeTLS("rediss://:wrong@localhost:\(TLSServer.port)", "--timeout=10s")
      #expect(wrong.isUnhealthy(target, "status WRONGPASS "), "\(wrong)")
    }
  }

  @Test(.needs("Python's grpcio", isThere: GRPCServerTests.Implementation.hasGRPCIO))
  func grpc() throws {
    let server = TLSServer(
      command: "python3 \(TLSServer.scripts)/grpcio-server.py \(TLSServer.address) "
        + "tls=CERTIFICATES/p256")
    try server.serve { _ in
      for (service, text) in [("", verdict("SERVING", over: "1.3")), ("/down", "status NOT_SERV")] {
        let target = "grpcs://localhost:\(TLSServer.port)\(service)"
        let run = try probeTLS(target, "--timeout=10s")
        #expect(run.has(text, of: target), "\(run)")
      }
    }
  }
}
