// What the allocator's test sets and reads of its kernel.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// Bytes of pages that may still be mapped; a request for more fails with ENOMEM.
extern size_t kernel_left;

/// Bytes of pages mapped so far.
extern size_t kernel_granted;
