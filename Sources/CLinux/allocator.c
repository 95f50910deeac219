// The allocator behind Swift's arrays and objects: blocks of power-of-two sizes, each size with a
// list of free ones, cut from a first arena in .bss and then from the kernel's pages. Blocks are
// reused, never merged: a probe's needs repeat, so a run of days stays as small as its first hour.
// A hosted build has the C library's.
#include "CLinux.h"

#include <stddef.h>
#include <stdint.h>

#if !__STDC_HOSTED__

enum {
  smallest_shift = 5,          // 32 bytes: a header of 16 and room for 16
  largest_shift = 30,          // 1 GiB, far over any bound in the program
  first_arena = 64 << 10,      // covers a plain check, which then maps no page
  arena = 256 << 10,
  einval = 22,
  alignment = 16,
};

// Stands in the 16 bytes before what the caller gets.
struct header {
  _Alignas(alignment) struct header *next;  // while free
  uintptr_t shift;                          // while in use
};

static struct header *free_blocks[largest_shift + 1];
static _Alignas(alignment) unsigned char first[first_arena];
static unsigned char *unused = first;
static size_t unused_size = first_arena;

// Swift has no way to go on without memory, so this is where the run ends, with its reason.
_Noreturn static void out_of_memory(void) {
  static const char line[] = "healthprobe: out of memory\n";
  clinux_syscall(SYS_write, 2, (long)line, sizeof line - 1, 0, 0, 0);
  clinux_exit(1);
}

static void *pages(size_t size) {
  enum { read_write = 3, private_anonymous = 0x22 };
  long address = clinux_syscall(SYS_mmap, 0, (long)size, read_write, private_anonymous, -1, 0);
  if (address < 0 && address > -4096) out_of_memory();
  return (void *)address;
}

// Apart from what reuses a block, which then needs no register of its own.
__attribute__((noinline)) static struct header *cut(size_t size) {
  if (size > unused_size) {
    // A block as large as an arena has pages of its own, and what is left of the arena stays.
    if (size >= arena) return pages(size);
    unused = pages(arena);
    unused_size = arena;
  }
  struct header *block = (struct header *)unused;
  unused += size;
  unused_size -= size;
  return block;
}

int posix_memalign(void **result, size_t wanted_alignment, size_t size) {
  if (wanted_alignment > alignment) return einval;
  if (size > ((size_t)1 << largest_shift) - sizeof(struct header)) out_of_memory();
  // The smallest power of two that holds the header too.
  size_t last = (size + sizeof(struct header) - 1) | (((size_t)1 << smallest_shift) - 1);
  unsigned shift = 64 - (unsigned)__builtin_clzll(last);
  struct header *block = free_blocks[shift];
  if (block) {
    free_blocks[shift] = block->next;
  } else {
    block = cut((size_t)1 << shift);
  }
  block->shift = shift;
  *result = block + 1;
  return 0;
}

void free(void *pointer) {
  if (!pointer) return;
  struct header *block = (struct header *)pointer - 1;
  block->next = free_blocks[block->shift];
  free_blocks[block->shift] = block;
}

#endif
