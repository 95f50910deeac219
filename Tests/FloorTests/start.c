// The entry point of a test program, and its one way to fail.
#include "CLinux.h"
#include "check.h"

_Noreturn void check_failed(const char *line) {
  long length = 0;
  while (line[length]) length++;
  clinux_syscall(SYS_write, 2, (long)line, length, 0, 0, 0);
  clinux_exit(1);
}

__attribute__((used)) _Noreturn static void start(const long *stack) {
  clinux_exit(floor_test((int)stack[0]));
}

#if defined(__x86_64__)
__asm__(".globl _start\n"
        "_start:\n"
        "  xor %ebp, %ebp\n"
        "  mov %rsp, %rdi\n"
        "  and $-16, %rsp\n"
        "  call start\n");
#elif defined(__aarch64__)
__asm__(".globl _start\n"
        "_start:\n"
        "  mov x29, #0\n"
        "  mov x30, #0\n"
        "  mov x0, sp\n"
        "  b start\n");
#endif
