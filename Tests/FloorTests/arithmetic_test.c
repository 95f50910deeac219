// The arithmetic that a 32-bit CPU has no instruction for, as the compiler calls it: each result
// against what defines it, by operations that need no help. On other CPUs it holds the test to the
// same.
#include <stdint.h>

#include "check.h"

// Around each place where a word, a half or a sign ends.
static const uint64_t numbers[] = {
    0,
    1,
    2,
    3,
    7,
    10,
    1000,
    65535,
    65536,
    1000000000,
    0x7fffffff,
    0x80000000,
    0x80000001,
    0xfffffffe,
    0xffffffff,
    0x100000000,
    0x100000001,
    0x1ffffffff,
    86400000000000,
    0x123456789abcdef0,
    0x7fffffff00000000,
    0x7ffffffffffffffe,
    0x7fffffffffffffff,
    0x8000000000000000,
    0x8000000000000001,
    0xfffffffeffffffff,
    0xffffffff00000000,
    0xfffffffffffffffe,
    0xffffffffffffffff,
};
enum { number_count = sizeof numbers / sizeof *numbers };

// Apart, so that no remainder is made of a quotient.
__attribute__((noinline)) static uint64_t modulo(uint64_t dividend, uint64_t divisor) {
  return dividend % divisor;
}

__attribute__((noinline)) static int64_t signed_modulo(int64_t dividend, int64_t divisor) {
  return dividend % divisor;
}

static void test_division(volatile uint64_t dividend, volatile uint64_t divisor) {
  uint64_t quotient = dividend / divisor;
  uint64_t remainder = modulo(dividend, divisor);
  CHECK(remainder < divisor);
  CHECK(quotient * divisor + remainder == dividend);
  // Without a remainder nothing is left out: the product did not wrap around.
  CHECK(quotient <= dividend && (divisor == 1 || quotient == 0 || quotient < dividend));
}

static void test_signed_division(volatile int64_t dividend, volatile int64_t divisor) {
  // The one quotient that does not fit, which Swift refuses.
  if (dividend == INT64_MIN && divisor == -1) return;
  uint64_t quotient = (uint64_t)(dividend / divisor);
  uint64_t remainder = (uint64_t)signed_modulo(dividend, divisor);
  CHECK(quotient * (uint64_t)divisor + remainder == (uint64_t)dividend);
  // ISO C 6.5.5: rounded to 0, so what is left is of the dividend's sign and below the divisor.
  CHECK(remainder == 0 || ((int64_t)remainder < 0) == (dividend < 0));
  uint64_t rest = (int64_t)remainder < 0 ? -remainder : remainder;
  CHECK(rest < (divisor < 0 ? -(uint64_t)divisor : (uint64_t)divisor));
  CHECK(quotient == 0 || ((int64_t)quotient < 0) == ((dividend < 0) != (divisor < 0)));
}

static void test_short_division(volatile uint32_t dividend, volatile uint32_t divisor) {
  CHECK(dividend / divisor == (uint32_t)((uint64_t)dividend / divisor));
  CHECK(dividend % divisor == (uint32_t)((uint64_t)dividend % divisor));
  volatile int32_t numerator = (int32_t)dividend, denominator = (int32_t)divisor;
  if (numerator == INT32_MIN && denominator == -1) return;
  CHECK(numerator / denominator == (int32_t)((int64_t)numerator / denominator));
  CHECK(numerator % denominator == (int32_t)((int64_t)numerator % denominator));
}

// For size, as Swift's code is compiled; else each shift would be made in place.
__attribute__((minsize, noinline)) static void test_shifts(volatile uint64_t value) {
  uint64_t left = value;
  uint64_t right = value;
  uint64_t arithmetic = value;
  for (volatile unsigned count = 0; count < 64; count++) {
    CHECK(value << count == left);
    CHECK(value >> count == right);
    CHECK((uint64_t)((int64_t)value >> count) == arithmetic);
    left += left;
    right >>= 1;
    arithmetic = arithmetic >> 1 | (arithmetic & (uint64_t)1 << 63);
  }
}

int floor_test(int argc) {
  (void)argc;
  for (unsigned i = 0; i < number_count; i++) {
    test_shifts(numbers[i]);
    for (unsigned j = 0; j < number_count; j++) {
      if (numbers[j] == 0) continue;
      test_division(numbers[i], numbers[j]);
      test_signed_division((int64_t)numbers[i], (int64_t)numbers[j]);
      if ((uint32_t)numbers[j] == 0) continue;
      test_short_division((uint32_t)numbers[i], (uint32_t)numbers[j]);
    }
  }
  return 0;
}
