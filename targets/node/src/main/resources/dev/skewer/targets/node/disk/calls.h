/* What every call that is stood before begins and ends with. */
#ifndef SKEWER_CALLS_H
#define SKEWER_CALLS_H

#include "shim.h"
#include "raw.h"

#include <errno.h>

#define VISIBLE __attribute__((visibility("default")))

/* Whether a call is looked at: not before the record is there, and not from inside the shim. */
static inline bool enter(void) {
    if (record == NULL || is_inside) {
        return false;
    }
    is_inside = true;
    return true;
}

static inline void leave(void) { is_inside = false; }

/* A change of a file's size, for calls that cut it on their way. */
int cut_file(int fd, off_t size);
#endif
