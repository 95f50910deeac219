// The allocator against posix_memalign(3) and free(3), and against what the product asks beyond
// them: that its memory stops growing, and that there is a line where it ends.
#include "check.h"
#include "double/kernel.h"

int posix_memalign(void **, size_t, size_t);
void free(void *);

static unsigned char *allocate(size_t alignment, size_t size) {
  void *block = NULL;
  CHECK(posix_memalign(&block, alignment, size) == 0);
  CHECK((uintptr_t)block % alignment == 0);
  CHECK(block || size == 0);
  return block;
}

static void fill(unsigned char *block, size_t size, unsigned char byte) {
  for (size_t i = 0; i < size; i++) block[i] = byte;
}

static void check_filled(const unsigned char *block, size_t size, unsigned char byte) {
  for (size_t i = 0; i < size; i++) CHECK(block[i] == byte);
}

// A generator with a fixed seed: Knuth's MMIX constants.
static uint32_t next_random(void) {
  static uint64_t state = 20240229;
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(state >> 33);
}

static void test_alignments(void) {
  for (size_t size = 0; size < 3000; size = size < 100 ? size + 1 : size + 37) {
    free(allocate(8, size));
    free(allocate(16, size));
  }
  // A wider alignment is kept or refused with EINVAL, never missed.
  for (size_t alignment = 32; alignment <= 4096; alignment *= 2) {
    void *block = NULL;
    int error = posix_memalign(&block, alignment, 100);
    CHECK(error == 22 || (error == 0 && block && (uintptr_t)block % alignment == 0));
    if (!error) free(block);
  }
  free(NULL);
}

// Blocks of all sizes live side by side: none has a byte in common with another, or with what the
// allocator notes about them.
static void test_blocks_are_apart(void) {
  enum { slots = 256, rounds = 30000 };
  static struct {
    unsigned char *block;
    size_t size;
  } live[slots];
  for (unsigned round = 0; round < rounds; round++) {
    unsigned slot = next_random() % slots;
    unsigned char byte = (unsigned char)(slot * 31 + 1);
    if (live[slot].block) {
      check_filled(live[slot].block, live[slot].size, byte);
      free(live[slot].block);
      live[slot].block = NULL;
      continue;
    }
    // Mostly small; now and then over every arena.
    uint32_t kind = next_random() % 512;
    size_t size = 1 + next_random() % (kind == 0 ? 600000 : kind < 16 ? 9000 : 300);
    live[slot].block = allocate(16, size);
    live[slot].size = size;
    fill(live[slot].block, size, byte);
  }
  for (unsigned slot = 0; slot < slots; slot++) {
    if (!live[slot].block) continue;
    check_filled(live[slot].block, live[slot].size, (unsigned char)(slot * 31 + 1));
    free(live[slot].block);
  }
}

// What one check needs is enough for all that follow.
static void test_freed_blocks_serve_again(void) {
  static const size_t sizes[] = {24, 100, 16, 700, 5000, 33, 70000, 300000, 64, 1};
  enum { count = sizeof sizes / sizeof *sizes };
  size_t before = 0;
  for (unsigned round = 0; round < 2000; round++) {
    unsigned char *blocks[count];
    for (unsigned i = 0; i < count; i++) blocks[i] = allocate(16, sizes[i]);
    // In another order each time.
    for (unsigned i = 0; i < count; i++) free(blocks[(i * 3 + round) % count]);
    if (round == 0) before = kernel_granted;
  }
  CHECK(kernel_granted == before);
}

// An array that grows one block at a time, as Swift's do, costs a few times its size.
static void test_growth_is_bounded(void) {
  enum { largest = 1 << 20 };
  size_t before = kernel_granted;
  unsigned char *block = allocate(16, 32);
  fill(block, 32, 9);
  for (size_t size = 64; size <= largest; size *= 2) {
    unsigned char *larger = allocate(16, size);
    fill(larger, size, 9);
    check_filled(block, size / 2, 9);
    free(block);
    block = larger;
  }
  free(block);
  CHECK(kernel_granted - before <= 8 * (size_t)largest);
}

// Ends the run where memory ends, in blocks of `size`: the status and the line are the runner's to
// check.
static int exhaust(size_t size) {
  kernel_left = 4 << 20;
  for (;;) {
    unsigned char *block = allocate(16, size);
    CHECK(kernel_granted <= 4 << 20);
    // A block that was promised is there to its last byte.
    fill(block, size, 1);
  }
}

int floor_test(int argc) {
  switch (argc) {
    case 1:
      test_alignments();
      test_blocks_are_apart();
      test_freed_blocks_serve_again();
      test_growth_is_bounded();
      return 0;
    case 2:
      return exhaust(40);
    case 3:
      return exhaust(1 << 20);
    default:
      // More than any address space has, so that rounding up can't wrap round to little.
      return exhaust(SIZE_MAX - 8);
  }
}
