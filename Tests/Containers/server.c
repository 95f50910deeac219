// The service in the test images: static, without a shell or a library. On $PORT, else 8080, it
// answers HTTP with 200 and PostgreSQL's first message with "come in"; while it is broken, as after
// SIGUSR1 or as `server broken` from the start, with 503 and "starting up". SIGUSR2 mends it.
//
// As in many a container, process 1 is not the one that serves, and reaps no process but that: one
// that a health check left behind would stay to be seen, dead or alive.

#include <netinet/in.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#define ANSWER(bytes) {bytes, sizeof bytes - 1}

struct answer {
  const char *bytes;
  size_t length;
};

static const struct answer http[2] = {
    ANSWER("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n"),
    ANSWER("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
};
// AuthenticationOk; ErrorResponse with severity, code and text.
static const struct answer postgres[2] = {
    ANSWER("R\0\0\0\x08\0\0\0\0"),
    ANSWER("E\0\0\0\x30"
           "SFATAL\0C57P03\0Mthe database is starting up\0\0"),
};

static volatile sig_atomic_t broken;

static void break_it(int signal) { broken = 1; }
static void mend_it(int signal) { broken = 0; }

static void handle(int signal, void (*handler)(int)) {
  struct sigaction action = {.sa_handler = handler};
  sigaction(signal, &action, NULL);
}

// Returns a socket that listens on both families, or on IPv4 where the kernel has no other.
static int listening(int port) {
  int on = 1, off = 0;
  struct sockaddr_in6 both = {.sin6_family = AF_INET6, .sin6_port = htons(port)};
  struct sockaddr_in old = {.sin_family = AF_INET, .sin_port = htons(port)};
  struct sockaddr *address = (struct sockaddr *)&both;
  socklen_t length = sizeof both;
  int listener = socket(AF_INET6, SOCK_STREAM, 0);
  if (listener < 0) {
    listener = socket(AF_INET, SOCK_STREAM, 0);
    address = (struct sockaddr *)&old;
    length = sizeof old;
  } else {
    setsockopt(listener, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
  }
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, address, length) < 0 || listen(listener, 128) < 0) exit(1);
  return listener;
}

// A check sends its request as one piece.
static void answer(int connection) {
  struct timeval patience = {.tv_sec = 1};
  char request[4096];
  setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (read(connection, request, sizeof request) > 0) {
    // PostgreSQL's first message begins with its length, below 16 MiB.
    const struct answer *answer = &(request[0] == 0 ? postgres : http)[broken];
    send(connection, answer->bytes, answer->length, MSG_NOSIGNAL);
  }
  close(connection);
}

static void serve(void) {
  const char *port = getenv("PORT");
  handle(SIGUSR1, break_it);
  handle(SIGUSR2, mend_it);
  int listener = listening(port ? atoi(port) : 8080);
  for (;;) {
    int connection = accept(listener, NULL, NULL);
    if (connection >= 0) answer(connection);
  }
}

int main(int argc, char **argv) {
  sigset_t awaited, before;
  broken = argc > 1 && strcmp(argv[1], "broken") == 0;
  sigemptyset(&awaited);
  sigaddset(&awaited, SIGTERM);
  sigaddset(&awaited, SIGCHLD);
  sigprocmask(SIG_BLOCK, &awaited, &before);
  pid_t server = fork();
  if (server == 0) {
    // Where it is no container's, the kernel does not end it with its parent by itself.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigprocmask(SIG_SETMASK, &before, NULL);
    serve();
  }
  // It stays when its server has died.
  for (;;) {
    int signal;
    sigwait(&awaited, &signal);
    if (signal == SIGTERM) return 0;
    waitpid(server, NULL, WNOHANG);
  }
}
