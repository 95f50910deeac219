// The kernel as the allocator's test sees it: the real one, until it has no more pages to give.
#define clinux_syscall real_syscall
#include "../../../Sources/CLinux/include/CLinux.h"
#undef clinux_syscall

#include "kernel.h"

size_t kernel_left = SIZE_MAX;
size_t kernel_granted;

long clinux_syscall(long number, long a, long b, long c, long d, long e, long f) {
  enum { enomem = 12 };
  if (number != SYS_mmap) return real_syscall(number, a, b, c, d, e, f);
  size_t size = (size_t)b;
  if (size > kernel_left) return -enomem;
  kernel_left -= size;
  kernel_granted += size;
  return real_syscall(number, a, b, c, d, e, f);
}
