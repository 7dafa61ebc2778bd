/* The faults that are on, and whether one happens now. */
#define _GNU_SOURCE
#include "shim.h"

#include <errno.h>
#include <fnmatch.h>
#include <string.h>
#include <time.h>

/* The next of the numbers that follow from the seed (splitmix64); shared, so that which call gets which follows from the order of calls. */
static uint64_t draw(void) {
    uint64_t count = __atomic_add_fetch(&record->header.counters.draws, 1, __ATOMIC_RELAXED);
    uint64_t z = record->header.faults.seed + count * 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static bool concerns(int place) {
    if (place < 0) { /* a directory */
        return record->header.faults.pattern[0] == 0;
    }
    const char *pattern = record->header.faults.pattern;
    if (pattern[0] == 0) {
        return true;
    }
    const char *name = record->files[place].name;
    const char *base = strrchr(name, '/');
    return fnmatch(pattern, base == NULL ? name : base + 1, 0) == 0;
}

static bool happens(uint32_t per_million) { return draw() % 1000000 < per_million; }

static void count(uint64_t *counter) { __atomic_fetch_add(counter, 1, __ATOMIC_RELAXED); }

bool fault_error(int place, uint32_t call) {
    struct faults *faults = &record->header.faults;
    if ((faults->error_calls & call) == 0 || !concerns(place) || !happens(faults->error_per_million)) {
        return false;
    }
    count(&record->header.counters.errors);
    errno = (int) faults->error_number;
    return true;
}

bool fault_lies(int place) {
    if (!record->header.faults.sync_lies || !concerns(place)) {
        return false;
    }
    count(&record->header.counters.lies);
    return true;
}

void fault_delay(int place) {
    uint32_t low = record->header.faults.sync_delay_min_us;
    uint32_t high = record->header.faults.sync_delay_max_us;
    if (high == 0 || high < low || !concerns(place)) {
        return;
    }
    uint64_t micros = low + draw() % (high - low + 1);
    struct timespec left = {(time_t) (micros / 1000000), (long) (micros % 1000000) * 1000};
    count(&record->header.counters.delays);
    while (nanosleep(&left, &left) != 0 && errno == EINTR) {
    }
}

/* One of so many that are left. */
static bool take(int32_t *left) {
    int32_t now = __atomic_load_n(left, __ATOMIC_RELAXED);
    while (now > 0) {
        if (__atomic_compare_exchange_n(left, &now, now - 1, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
            return true;
        }
    }
    return false;
}

bool fault_flips(int place, uint64_t *random) {
    struct faults *faults = &record->header.faults;
    if (faults->flips_left <= 0 || !concerns(place) || !happens(faults->flip_per_million) || !take(&faults->flips_left)) {
        return false;
    }
    count(&record->header.counters.flips);
    *random = draw();
    return true;
}

bool fault_tears(int place, uint64_t *random) {
    struct faults *faults = &record->header.faults;
    if (faults->tears_left <= 0 || !concerns(place) || !happens(faults->tear_per_million) || !take(&faults->tears_left)) {
        return false;
    }
    count(&record->header.counters.tears);
    *random = draw();
    return true;
}
