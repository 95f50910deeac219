// memcpy, memmove, memset and memcmp against their contracts (ISO C 7.24): every small size at
// every alignment, sizes around a page, overlaps in both directions, no byte outside touched.
#include "CLinux.h"
#include "check.h"

void *memcpy(void *restrict, const void *restrict, size_t);
void *memmove(void *, const void *, size_t);
void *memset(void *, int, size_t);
int memcmp(const void *, const void *, size_t);

enum { largest = 4200, margin = 32, room = largest + 2 * margin };

static _Alignas(16) unsigned char source[room];
static _Alignas(16) unsigned char target[room];

static const size_t sizes[] = {
    0,  1,  2,  3,  4,   5,   6,   7,   8,   9,   10,  11,  12,   13,   14,   15,   16,      17,
    24, 31, 32, 33, 47,  48,  49,  63,  64,  65,  95,  96,  97,   127,  128,  129,  255,     256,
    257, 511, 512, 513, 1000, 1023, 1024, 1025, 4095, 4096, 4097, largest,
};
enum { size_count = sizeof sizes / sizeof *sizes };

// A byte that tells its place, in a pattern without a period of a power of two.
static unsigned char mark(size_t place) { return (unsigned char)(place * 7 + place / 251 + 1); }

static void fill(unsigned char *bytes) {
  for (size_t i = 0; i < room; i++) bytes[i] = mark(i);
}

static void test_copies(size_t size, size_t from, size_t to) {
  for (size_t i = 0; i < room; i++) target[i] = 0xA5;
  CHECK(memcpy(target + to, source + from, size) == target + to);
  for (size_t i = 0; i < room; i++) {
    unsigned char wanted = i >= to && i < to + size ? mark(i - to + from) : 0xA5;
    CHECK(target[i] == wanted);
    CHECK(source[i] == mark(i));
  }
}

static void test_moves(size_t size, size_t from, size_t to) {
  fill(target);
  CHECK(memmove(target + to, target + from, size) == target + to);
  for (size_t i = 0; i < room; i++) {
    unsigned char wanted = i >= to && i < to + size ? mark(i - to + from) : mark(i);
    CHECK(target[i] == wanted);
  }
}

static void test_fills(size_t size, size_t to, int byte) {
  fill(target);
  CHECK(memset(target + to, byte, size) == target + to);
  for (size_t i = 0; i < room; i++) {
    unsigned char wanted = i >= to && i < to + size ? (unsigned char)byte : mark(i);
    CHECK(target[i] == wanted);
  }
}

static void test_comparisons(size_t size, size_t left, size_t right) {
  unsigned char *l = source + left;
  unsigned char *r = target + right;
  for (size_t i = 0; i < room; i++) target[i] = 0xA5;
  for (size_t i = 0; i < size; i++) r[i] = l[i];
  CHECK(memcmp(l, r, size) == 0);

  // The bytes after the last one don't count, and the first difference decides.
  size_t places[] = {0, size / 2, size - 1};
  for (size_t i = 0; size > 0 && i < 3; i++) {
    size_t place = places[i];
    unsigned char kept = r[place];
    r[place] = (unsigned char)(kept ^ 0x80);
    // Bytes compare as unsigned: with the high bit set one is the greater.
    CHECK((memcmp(l, r, size) > 0) == (kept >= 0x80));
    CHECK((memcmp(r, l, size) > 0) == (kept < 0x80));
    CHECK(memcmp(l, r, size) != 0 && memcmp(r, l, size) != 0);
    CHECK(memcmp(l, r, place) == 0);
    r[place] = kept;
  }
  if (size >= 2) {
    l[0] = 1, l[size - 1] = 9;
    r[0] = 2, r[size - 1] = 0;
    CHECK(memcmp(l, r, size) < 0);
    CHECK(memcmp(r, l, size) > 0);
    fill(source);
  }
}

// A byte read or written outside of a block that fills its page to one end is a SIGSEGV here.
static void test_bounds(void) {
  enum { page = 64 << 10, none = 0, read_write = 3, private_anonymous = 0x22, fixed = 0x10 };
  long guards = clinux_syscall(SYS_mmap, 0, 3 * page, none, private_anonymous, -1, 0);
  // With 32 bits an address may be negative; -4095 to -1 are reasons.
  CHECK((unsigned long)guards < -4095ul);
  long middle = clinux_syscall(SYS_mmap, guards + page, page, read_write,
                               private_anonymous | fixed, -1, 0);
  CHECK(middle == guards + page);
  unsigned char *start = (unsigned char *)middle;
  unsigned char *end = start + page;
  for (size_t size = 0; size <= 300; size++) {
    memset(start, 7, size);
    memset(end - size, 7, size);
    CHECK(memcmp(start, end - size, size) == 0);
    CHECK(memcmp(end - size, start, size) == 0);
    memcpy(start, end - size, size);
    memcpy(end - size, start, size);
    memmove(start, start + size / 2, size);
    memmove(end - size, end - size - size / 2, size);
    memmove(start + 1, start, size);
    memmove(end - size - 1, end - size, size);
  }
}

int floor_test(int argc) {
  (void)argc;
  fill(source);
  for (size_t s = 0; s < size_count; s++) {
    size_t size = sizes[s];
    // All pairs of alignments where it is cheap, and a few where it is not.
    size_t step = size <= 64 ? 1 : 5;
    for (size_t from = 0; from < 16; from += step) {
      for (size_t to = 0; to < 16; to += step) {
        test_copies(size, from, to);
        test_comparisons(size, from, to);
      }
      test_fills(size, from, 0);
      test_fills(size, from, -1);
      test_fills(size, from, 0x1234);  // only its low byte counts
    }
    // Distances shorter than a word, than a vector and than the block; both directions; none.
    static const size_t distances[] = {0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 31};
    for (size_t d = 0; d < sizeof distances / sizeof *distances; d++) {
      for (size_t start = 0; start < 16; start += step) {
        test_moves(size, start, start + distances[d]);
        test_moves(size, start + distances[d], start);
      }
    }
    test_moves(size - size / 4, 0, size / 4);
    test_moves(size - size / 4, size / 4, 0);
  }
  test_bounds();
  return 0;
}
