// The memory functions that a compiler may call by itself. A hosted build has the C library's.
#include <stddef.h>

#if !__STDC_HOSTED__

void *memcpy(void *restrict target, const void *restrict source, size_t count) {
#if defined(__x86_64__)
  void *result = target;
  __asm__ volatile("rep movsb" : "+D"(target), "+S"(source), "+c"(count) : : "memory");
  return result;
#else
  unsigned char *to = target;
  const unsigned char *from = source;
  while (count-- > 0) *to++ = *from++;
  return target;
#endif
}

void *memmove(void *target, const void *source, size_t count) {
  unsigned char *to = target;
  const unsigned char *from = source;
  // Unsigned distance: a target inside the source must be filled from its end.
  if ((size_t)(to - from) >= count) return memcpy(target, source, count);
  while (count-- > 0) to[count] = from[count];
  return target;
}

void *memset(void *target, int byte, size_t count) {
#if defined(__x86_64__)
  void *result = target;
  __asm__ volatile("rep stosb" : "+D"(target), "+c"(count) : "a"(byte) : "memory");
  return result;
#else
  unsigned char *to = target;
  while (count-- > 0) *to++ = (unsigned char)byte;
  return target;
#endif
}

int memcmp(const void *left, const void *right, size_t count) {
  const unsigned char *l = left;
  const unsigned char *r = right;
  for (; count > 0; count--, l++, r++) {
    if (*l != *r) return *l < *r ? -1 : 1;
  }
  return 0;
}

#endif
