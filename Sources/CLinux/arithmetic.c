// The arithmetic on 64 bits that a 32-bit CPU lacks an instruction for, by the names under which a
// compiler calls it: those of libgcc, and on arm those of its run-time ABI (IHI 0043). A divisor is
// never 0, for Swift has looked. The time follows from the numbers of a division and the count of a
// shift, neither of which is ever secret; what is shifted may be.
#include <stddef.h>
#include <stdint.h>

#if !__STDC_HOSTED__ && (defined(__i386__) || defined(__arm__))

static uint64_t join(uint32_t high, uint32_t low) { return (uint64_t)high << 32 | low; }
static uint32_t high(uint64_t value) { return (uint32_t)(value >> 32); }
static uint32_t low(uint64_t value) { return (uint32_t)value; }

// Shifts by 0 to 63 bits. A shift of half the words by all their bits would be undefined, so it is
// made in two steps.
static uint64_t shift_left(uint64_t value, unsigned count) {
  if (count >= 32) return join(low(value) << (count - 32), 0);
  return join(high(value) << count | low(value) >> 1 >> (31 - count), low(value) << count);
}

static uint64_t shift_right(uint64_t value, unsigned count) {
  if (count >= 32) return high(value) >> (count - 32);
  return join(high(value) >> count, low(value) >> count | high(value) << 1 << (31 - count));
}

static int64_t shift_right_signed(int64_t value, unsigned count) {
  uint64_t sign = value < 0 ? UINT64_MAX : 0;
  return (int64_t)(shift_right((uint64_t)value ^ sign, count) ^ sign);
}

struct division {
  uint64_t quotient, remainder;
};

__attribute__((used, noinline)) static void divide(uint64_t dividend, uint64_t divisor,
                                             struct division *result) {
  uint64_t quotient = 0;
  if (dividend >= divisor) {
    int shift = __builtin_clzll(divisor) - __builtin_clzll(dividend);
    for (divisor = shift_left(divisor, (unsigned)shift); shift >= 0; shift--, divisor >>= 1) {
      quotient <<= 1;
      if (dividend < divisor) continue;
      dividend -= divisor;
      quotient |= 1;
    }
  }
  *result = (struct division){quotient, dividend};
}

static uint64_t magnitude(int64_t value) { return value < 0 ? -(uint64_t)value : (uint64_t)value; }

// The quotient is rounded to 0, so the remainder has the sign of the dividend.
__attribute__((used, noinline)) static void divide_signed(int64_t dividend, int64_t divisor,
                                                    struct division *result) {
  divide(magnitude(dividend), magnitude(divisor), result);
  if ((dividend ^ divisor) < 0) result->quotient = -result->quotient;
  if (dividend < 0) result->remainder = -result->remainder;
}

#if defined(__i386__)

uint64_t __ashldi3(uint64_t value, int count) { return shift_left(value, (unsigned)count); }
uint64_t __lshrdi3(uint64_t value, int count) { return shift_right(value, (unsigned)count); }
int64_t __ashrdi3(int64_t value, int count) { return shift_right_signed(value, (unsigned)count); }

uint64_t __udivdi3(uint64_t dividend, uint64_t divisor) {
  struct division result;
  divide(dividend, divisor, &result);
  return result.quotient;
}

uint64_t __umoddi3(uint64_t dividend, uint64_t divisor) {
  struct division result;
  divide(dividend, divisor, &result);
  return result.remainder;
}

int64_t __divdi3(int64_t dividend, int64_t divisor) {
  struct division result;
  divide_signed(dividend, divisor, &result);
  return (int64_t)result.quotient;
}

int64_t __moddi3(int64_t dividend, int64_t divisor) {
  struct division result;
  divide_signed(dividend, divisor, &result);
  return (int64_t)result.remainder;
}

#else

uint64_t __aeabi_llsl(uint64_t value, int count) { return shift_left(value, (unsigned)count); }
uint64_t __aeabi_llsr(uint64_t value, int count) { return shift_right(value, (unsigned)count); }
int64_t __aeabi_lasr(int64_t value, int count) {
  return shift_right_signed(value, (unsigned)count);
}

// Both results in registers, which no C function returns: the quotient in r0 and r1, the remainder
// in r2 and r3.
#define DIVIDE_LONG(name, function)                                 \
  __asm__(".pushsection .text." name ", \"ax\", %progbits\n" \
          ".globl " name "\n"                                \
          ".type " name ", %function\n"                      \
          name ":\n"                                         \
          "  push {r4, lr}\n"                                \
          "  sub sp, sp, #24\n"                              \
          "  add r4, sp, #8\n"                               \
          "  str r4, [sp]\n"                                 \
          "  bl " function "\n"                              \
          "  ldm r4, {r0, r1, r2, r3}\n"                     \
          "  add sp, sp, #24\n"                              \
          "  pop {r4, pc}\n"                                 \
          ".popsection")
DIVIDE_LONG("__aeabi_uldivmod", "divide");
DIVIDE_LONG("__aeabi_ldivmod", "divide_signed");

// The quotient in r0, the remainder in r1.
uint64_t __aeabi_uidivmod(uint32_t dividend, uint32_t divisor) {
  struct division result;
  divide(dividend, divisor, &result);
  return join(low(result.remainder), low(result.quotient));
}

uint64_t __aeabi_idivmod(int32_t dividend, int32_t divisor) {
  struct division result;
  divide_signed(dividend, divisor, &result);
  return join(low(result.remainder), low(result.quotient));
}

uint32_t __aeabi_uidiv(uint32_t dividend, uint32_t divisor) {
  return low(__aeabi_uidivmod(dividend, divisor));
}

int32_t __aeabi_idiv(int32_t dividend, int32_t divisor) {
  return (int32_t)low(__aeabi_idivmod(dividend, divisor));
}

#endif

#endif
