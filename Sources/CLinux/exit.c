// The end of the process.
#include "CLinux.h"

_Noreturn void clinux_exit(long status) {
  clinux_syscall(SYS_exit_group, status, 0, 0, 0, 0, 0);
  // Refused, it leaves this one, which does the same for a process of one thread.
  clinux_syscall(SYS_exit, status, 0, 0, 0, 0, 0);
  __builtin_trap();
}
