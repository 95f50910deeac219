import Harness
import Testing

/// Options of other programs lead to ours, and nothing is sent.
@Suite struct ForeignOptionTests {
  static let rows: [(arguments: [String], named: String, hint: String)] = [
    // curl
    (["-f"], "'-f'", "--status"), (["-fsS"], "'-f'", "--status"),
    (["--fail"], "'--fail'", "--status"),
    (["--fail-with-body"], "'--fail-with-body'", "--status"), (["-k"], "'-k'", "leave it out"),
    (["--insecure"], "'--insecure'", "leave it out"), (["-L"], "'-L'", "--max-redirects"),
    (["--location"], "'--location'", "--max-redirects"), (["-I"], "'-I'", "--method HEAD"),
    (["--head"], "'--head'", "--method HEAD"), (["-m", "2"], "'-m'", "--timeout DURATION"),
    (["-m2"], "'-m'", "--timeout DURATION"), (["--max-time", "2"], "'--max-time'", "--timeout"),
    (["--max-time=2"], "'--max-time'", "--timeout"), (["-A", "x"], "'-A'", "User-Agent"),
    (["--user-agent=x"], "'--user-agent'", "User-Agent"), (["-o", "/dev/null"], "'-o'", "leave"),
    (["--output", "x"], "'--output'", "body is not printed"), (["-O"], "'-O'", "leave it out"),
    (["-qO-"], "'-O'", "body is not printed"), (["-S"], "'-S'", "--quiet"), (["-sf"], "-s", "curl"),
    (["-s"], "-s", "curl"), (["--silent"], "'--silent'", "--quiet"),
    (["--retry", "3"], "'--retry'", "--retries N"), (["--retry=3"], "'--retry'", "--retries N"),
    (["--retry-delay", "1"], "'--retry-delay'", "--interval DURATION"),
    (["--retry-max-time", "9"], "'--retry-max-time'", "--wait DURATION"),
    (["--retry-connrefused"], "'--retry-connrefused'", "--retries"),
    (["--connect-timeout", "1"], "'--connect-timeout'", "--timeout DURATION"),
    (["--max-redirs", "3"], "'--max-redirs'", "--max-redirects N"), (["-x", "p"], "'-x'", "proxy"),
    (["--noproxy", "*"], "'--noproxy'", "proxy"), (["-b", "a=b"], "'-b'", "'Cookie: NAME=VALUE'"),
    (["--request", "PUT"], "'--request'", "--method TOKEN"), (["--url", "a"], "'--url'", "target"),
    (["--unix-socket", "/a"], "'--unix-socket'", "http+unix://%2Frun%2Fapp.sock/PATH"),
    (["-4"], "'-4'", "both families"), (["--ipv6"], "'--ipv6'", "both families"),
    // wget
    (["--spider"], "'--spider'", "--method HEAD"), (["--tries=1"], "'--tries'", "--retries N"),
    (["-T", "2"], "'-T'", "--timeout DURATION"), (["-T2"], "'-T'", "--timeout DURATION"),
    (["--no-check-certificate"], "'--no-check-certificate'", "leave it out"),
    (["--no-verbose"], "'--no-verbose'", "--quiet"), (["--no-proxy"], "'--no-proxy'", "proxy"),
    (["--read-timeout=1"], "'--read-timeout'", "--timeout"),
    (["--http-password=s3cr3t"], "'--http-password'", "--user @FILE"),
    // grpc-health-probe
    (["-addr=localhost:1"], "'-addr'", "tcp://HOST:PORT"),
    (["-addr", "localhost:1"], "'-addr'", "tcp://HOST:PORT"),
    (["--addr=localhost:1"], "'--addr'", "tcp://HOST:PORT"),
    (["-connect-timeout=1s"], "'-connect-timeout'", "--timeout"),
    (["-rpc-timeout=1s"], "'-rpc-timeout'", "--timeout"),
    (["-user-agent=x"], "'-user-agent'", "-H"),
    // wait-for-it, nc, pg_isready
    (["--strict"], "'--strict'", "&&"), (["--child"], "'--child'", "&&"),
    (["--host=db"], "'--host'", "tcp://HOST:PORT"), (["--port=1"], "'--port'", "tcp://HOST:PORT"),
    (["-p", "5432"], "'-p'", "tcp://HOST:PORT"),
    (["-h", "db", "-p", "1"], "-h", "tcp://HOST:PORT"),
    (["-z", "db", "1"], "'-z'", "tcp://HOST:PORT"),
  ]

  @Test(arguments: rows)
  func leadsToOurs(_ arguments: [String], _ named: String, _ hint: String) throws {
    let server = try Server(.ipv4, .ok)
    for arguments in [arguments + [server.url()], [server.url()] + arguments] {
      let run = try probe(arguments: arguments)
      #expect(run.status == 1)
      #expect(run.out == "")
      #expect(run.err.contains(named) && run.err.contains(hint.replacing("-H", with: "--header")))
      #expect(!run.err.contains("s3cr3t") && !run.err.contains("--help lists"))
    }
    #expect(server.finish().isEmpty)
  }
}
