internal import Bytes

/// Options of programs that people come from, and what they write here instead.
enum ForeignOptions {
  // A line for each thing that such options do: letters and names, separated by spaces, and after
  // the `=` the way to it here. Of curl, wget, nc, wait-for-it, pg_isready and grpc-health-probe.
  private static var lines: StaticBytes {
    """
    f fail fail-with-body=leave it out: only a status in --status (200-399) is healthy
    k insecure no-check-certificate=leave it out: certificates are not checked
    L location=leave it out: redirects on the same host are followed, up to --max-redirects
    max-redirs max-redirect=wanted --max-redirects N
    I head=wanted --method HEAD
    request=wanted --method TOKEN
    m max-time connect-timeout rpc-timeout dns-timeout read-timeout T=wanted --timeout DURATION, \
    for all phases together
    retry tries=wanted --retries N
    retry-delay waitretry=wanted --interval DURATION
    retry-max-time=wanted --wait DURATION
    retry-connrefused retry-all-errors=leave it out: --retries tries again after every failure
    A user-agent=wanted --header 'User-Agent: NAME'
    b cookie=wanted --header 'Cookie: NAME=VALUE'
    http-user http-password password=wanted --user USER:PASSWORD, or --user @FILE
    o O output output-document remote-name=leave it out: the body is not printed
    S show-error silent no-verbose=leave it out: one line says the verdict; --quiet prints none \
    when healthy
    spider=leave it out; GNU wget then sends HEAD, as --method HEAD
    x proxy noproxy no-proxy=leave it out: no proxy is used
    ipv4 ipv6 inet4-only inet6-only 4 6=leave it out: both families are tried
    unix-socket=wanted the socket in the target: http+unix://%2Frun%2Fapp.sock/PATH
    url=wanted the URL alone, as a target
    p port host a addr=wanted host and port in the target: tcp://HOST:PORT
    z=leave it out: tcp://HOST:PORT checks the bare connection
    strict child=leave it out: run the command after healthprobe, as with &&
    """
  }

  /// The way to ours from an option of this letter or name, written just so; nil for any other.
  static func hint(for name: StaticBytes) -> StaticBytes? {
    let text = lines
    var index = 0
    while let line = text.span.nextField(&index, isLine: true) {
      let row = text[line]
      let equals = row.span.firstIndex(of: UInt8(ascii: "="))
      let names = row[0..<equals]
      var start = 0
      while let word = names.span.nextField(&start, isLine: false) {
        if names[word].span.equals(name.span) { return row[(equals + 1)...] }
      }
    }
    return nil
  }
}
