// The numbers of the system calls in use, by CPU: asm/unistd_64.h of x86-64, asm-generic/unistd.h
// of arm64. They stand in C because the entry point and the allocator need some of them too.
#pragma once

enum {
#if defined(__x86_64__)
  SYS_read = 0,
  SYS_write = 1,
  SYS_close = 3,
  SYS_mmap = 9,
  SYS_rt_sigaction = 13,
  SYS_rt_sigprocmask = 14,
  SYS_ioctl = 16,
  SYS_socket = 41,
  SYS_connect = 42,
  SYS_sendto = 44,
  SYS_recvfrom = 45,
  SYS_getsockname = 51,
  SYS_getpeername = 52,
  SYS_exit = 60,
  SYS_fcntl = 72,
  SYS_rt_sigtimedwait = 128,
  SYS_sigaltstack = 131,
  SYS_clock_gettime = 228,
  SYS_exit_group = 231,
  SYS_openat = 257,
  SYS_ppoll = 271,
  SYS_prlimit64 = 302,
  SYS_getrandom = 318,
#elif defined(__aarch64__)
  SYS_fcntl = 25,
  SYS_ioctl = 29,
  SYS_openat = 56,
  SYS_close = 57,
  SYS_read = 63,
  SYS_write = 64,
  SYS_ppoll = 73,
  SYS_exit = 93,
  SYS_exit_group = 94,
  SYS_clock_gettime = 113,
  SYS_sigaltstack = 132,
  SYS_rt_sigaction = 134,
  SYS_rt_sigprocmask = 135,
  SYS_rt_sigtimedwait = 137,
  SYS_socket = 198,
  SYS_connect = 203,
  SYS_getsockname = 204,
  SYS_getpeername = 205,
  SYS_sendto = 206,
  SYS_recvfrom = 207,
  SYS_mmap = 222,
  SYS_prlimit64 = 261,
  SYS_getrandom = 278,
#else
#error "healthprobe knows the system calls of x86-64 and arm64"
#endif
};
