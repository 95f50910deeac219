// What the build knows and Swift's settings can't carry: text values.
#include "CLinux.h"

const unsigned char *clinux_version(void) { return (const unsigned char *)HEALTHPROBE_VERSION; }
const unsigned char *clinux_commit(void) { return (const unsigned char *)HEALTHPROBE_COMMIT; }
