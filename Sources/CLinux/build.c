// What the build knows and Swift's settings can't carry: text values.
#include "CLinux.h"

const char *clinux_version(void) { return HEALTHPROBE_VERSION; }
const char *clinux_commit(void) { return HEALTHPROBE_COMMIT; }
