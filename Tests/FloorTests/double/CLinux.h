// Stands in for the product's header when the allocator is compiled for its test: the same system
// calls, through a function that the test can count in and refuse.
#pragma once

#include "system_calls.h"

long clinux_syscall(long number, long a, long b, long c, long d, long e, long f);

_Noreturn void clinux_exit(long status);
