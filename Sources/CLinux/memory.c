// The memory functions that a compiler may call by itself. A hosted build has the C library's.
#include <stddef.h>

#if !__STDC_HOSTED__

void *memcpy(void *restrict target, const void *restrict source, size_t count) {
#if defined(__x86_64__) || defined(__i386__)
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
#if defined(__x86_64__) || defined(__i386__)
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

#if defined(__arm__)

// By the names of arm's run-time ABI (IHI 0043), of which those with a number promise that all is
// aligned to it.
#define ALIAS(name, function) __attribute__((alias(#function))) __typeof__(function) name
ALIAS(__aeabi_memcpy, memcpy);
ALIAS(__aeabi_memcpy4, memcpy);
ALIAS(__aeabi_memcpy8, memcpy);
ALIAS(__aeabi_memmove, memmove);
ALIAS(__aeabi_memmove4, memmove);
ALIAS(__aeabi_memmove8, memmove);

void __aeabi_memset(void *target, size_t count, int byte) { memset(target, byte, count); }
ALIAS(__aeabi_memset4, __aeabi_memset);
ALIAS(__aeabi_memset8, __aeabi_memset);

void __aeabi_memclr(void *target, size_t count) { memset(target, 0, count); }
ALIAS(__aeabi_memclr4, __aeabi_memclr);
ALIAS(__aeabi_memclr8, __aeabi_memclr);

#endif

#endif
