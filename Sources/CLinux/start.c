// The entry point. A hosted build (debug, tests) has a C library with one of its own.
#include "CLinux.h"

static const long *initial_stack;

const long *clinux_initial_stack(void) { return initial_stack; }

#if __STDC_HOSTED__

// glibc passes constructors the arguments of main, which lie on the initial stack.
__attribute__((constructor)) static void note_stack(int argc, char **argv) {
  (void)argc;
  initial_stack = (const long *)argv - 1;
}

#else

int main(int argc, char **argv);

__attribute__((used)) static void start(const long *stack) {
  initial_stack = stack;
  clinux_exit(main((int)stack[0], (char **)(stack + 1)));
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
        "  and sp, x0, #-16\n"
        "  b start\n");
#elif defined(__riscv)
// The linker makes addresses near gp shorter by it, but for the one that sets it.
__asm__(".globl _start\n"
        "_start:\n"
        ".option push\n"
        ".option norelax\n"
        "  la gp, __global_pointer$\n"
        ".option pop\n"
        "  mv a0, sp\n"
        "  andi sp, sp, -16\n"
        "  tail start\n");
#elif defined(__i386__)
__asm__(".globl _start\n"
        "_start:\n"
        "  xor %ebp, %ebp\n"
        "  mov %esp, %eax\n"
        "  and $-16, %esp\n"
        "  sub $12, %esp\n"
        "  push %eax\n"
        "  call start\n");
#elif defined(__arm__)
__asm__(".globl _start\n"
        "_start:\n"
        "  mov r11, #0\n"
        "  mov lr, #0\n"
        "  mov r0, sp\n"
        "  bic sp, sp, #7\n"
        "  b start\n");
#endif

#endif
