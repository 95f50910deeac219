import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A server of Java's TLS, which answers each request with a page.
 *
 * <p>usage: java TLSServer.java PORT CERTIFICATE KEY [NAME=VALUE]..., where KEY is of RSA, and NAME
 * is protocols, suites or client; the groups are set by -Djdk.tls.namedGroups.
 */
class TLSServer {
  private static final byte[] PAGE =
      "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n".getBytes();

  public static void main(String[] arguments) throws Exception {
    var server =
        (SSLServerSocket)
            context(arguments[1], arguments[2])
                .getServerSocketFactory()
                .createServerSocket(
                    Integer.parseInt(arguments[0]), 16, InetAddress.getByName("127.0.0.1"));
    for (int i = 3; i < arguments.length; i++) {
      String[] option = arguments[i].split("=");
      switch (option[0]) {
        case "protocols" -> server.setEnabledProtocols(option[1].split(","));
        case "suites" -> server.setEnabledCipherSuites(option[1].split(","));
        case "client" -> server.setNeedClientAuth(true);
        default -> throw new IllegalArgumentException(option[0]);
      }
    }
    while (true) {
      try (var connection = server.accept()) {
        var head = new BufferedReader(new InputStreamReader(connection.getInputStream()));
        for (String line = head.readLine(); line != null && !line.isEmpty(); ) {
          line = head.readLine();
        }
        connection.getOutputStream().write(PAGE);
      } catch (IOException refused) {
        System.err.println(refused);
      }
    }
  }

  private static SSLContext context(String certificate, String key) throws Exception {
    String pem = Files.readString(Path.of(key)).replaceAll("-----[A-Z ]+-----|\\s", "");
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null);
    keys.setKeyEntry(
        "key",
        KeyFactory.getInstance("RSA")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))),
        new char[0],
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(Path.of(certificate))))
            .toArray(Certificate[]::new));
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, new char[0]);
    var context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
