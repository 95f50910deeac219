// What the floor's tests are made of. They run without a C library, on the product's own functions.
#pragma once

#include <stddef.h>

/// Ends the run with status 1 and a line that names the place, unless `condition` holds.
#define CHECK(condition) \
  ((condition) ? (void)0 : check_failed(__FILE__ ":" CHECK_TEXT(__LINE__) ": " #condition "\n"))
#define CHECK_TEXT(value) CHECK_TEXT_(value)
#define CHECK_TEXT_(value) #value

_Noreturn void check_failed(const char *line);

/// Where each test program begins, with the number of its arguments, its own name included; its
/// result is the status.
int floor_test(int argc);
