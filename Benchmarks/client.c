// The floor under every HTTP check on this machine: a static program that connects, writes, reads
// and compares, and does nothing else. Other programs' times are given as multiples of its own.
//
// usage: client PORT, of 127.0.0.1; status 0 if /health answers 200.
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc != 2) return 1;
  static const char request[] =
      "GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
  static const char wanted[] = "HTTP/1.1 200";
  struct sockaddr_in address = {
      .sin_family = AF_INET,
      .sin_port = htons((unsigned short)atoi(argv[1])),
      .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
  };
  int server = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(server, (struct sockaddr *)&address, sizeof address) != 0) return 1;
  if (write(server, request, sizeof request - 1) != sizeof request - 1) return 1;
  char response[4096];
  ssize_t length = read(server, response, sizeof response);
  if (length < (ssize_t)sizeof wanted - 1) return 1;
  return memcmp(response, wanted, sizeof wanted - 1) != 0;
}
