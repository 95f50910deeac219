// What each test program has beside its test: the function that the product's entry point calls,
// and the one way to fail.
#include "check.h"

#include "CLinux.h"

_Noreturn void check_failed(const char *line) {
  long length = 0;
  while (line[length]) length++;
  clinux_syscall(SYS_write, 2, (long)line, length, 0, 0, 0);
  clinux_exit(1);
}

int main(int argc, char **argv) {
  // The kernel's stack reached it whole: as many arguments as there are, then NULL.
  for (int i = 0; i < argc; i++) CHECK(argv[i]);
  CHECK(!argv[argc]);
  return floor_test(argc);
}
