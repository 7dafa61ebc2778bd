/*
 * The space that is left for the files below the folder, while it is limited: as on a disk that others have filled but for so many bytes.
 *
 * What a change takes is what the file system allocates for it, in whole pages. It is reckoned before the change, from what fstat says is
 * allocated and from where holes are, and taken then, so that no two changes take the same; afterwards it is put right by what fstat says.
 * What a file has allocated beyond its end, as after fallocate, is its own, unless space is thin: then it counts when it is written. What was allocated in a hole of a file that has others passes for
 * a hole until it is written, and a file with both may take more than was left. A file gives back what it had when it loses its last name, though a file system waits for those
 * who have it open.
 */
#define _GNU_SOURCE
#include "shim.h"
#include "raw.h"

#include <errno.h>
#include <stdio.h>

#define BLOCK_BYTES 512 /* in which fstat counts */

static uint64_t down(uint64_t bytes) { return bytes / PAGE_BYTES * PAGE_BYTES; }
static uint64_t up(uint64_t bytes) { return down(bytes + PAGE_BYTES - 1); }
static uint64_t smaller(uint64_t a, uint64_t b) { return a < b ? a : b; }
static uint64_t larger(uint64_t a, uint64_t b) { return a > b ? a : b; }

static uint64_t allocated(const struct stat *status, bool is_thin) {
    uint64_t bytes = (uint64_t) status->st_blocks * BLOCK_BYTES;
    return is_thin ? smaller(bytes, up((uint64_t) status->st_size)) : bytes;
}

/* How much of [from, to) is holes. Asked by a descriptor of its own, as asking moves where a descriptor stands. */
static uint64_t holes(int fd, uint64_t from, uint64_t to) {
    char path[48];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    int copy = raw_openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
    uint64_t sum = 0;
    while (copy >= 0 && from < to) {
        off_t hole = lseek(copy, (off_t) from, SEEK_HOLE);
        if (hole < 0 || (uint64_t) hole >= to) {
            break;
        }
        off_t data = lseek(copy, hole, SEEK_DATA);
        uint64_t end = data < 0 ? to : smaller((uint64_t) data, to);
        sum += end - (uint64_t) hole;
        from = end;
    }
    if (copy >= 0) {
        raw_close(copy);
    }
    return sum;
}

/* How much has to be allocated for so many bytes. What is allocated beyond the end lies right behind it. */
static uint64_t needed(const struct space *space, int fd, const struct stat *status, uint64_t offset, uint64_t length) {
    if (length == 0) {
        return 0;
    }
    uint64_t from = down(offset);
    uint64_t to = up(offset + length);
    uint64_t size = up((uint64_t) status->st_size);
    uint64_t had = larger(size, space->allocated);
    uint64_t inside = space->allocated < size && from < size ? holes(fd, from, smaller(to, size)) : 0;
    return inside + (to > had ? to - larger(from, had) : 0);
}

/* How many of so many bytes there is space for: up to the end of a page, or all. */
static uint64_t fitting(const struct space *space, int fd, const struct stat *status, uint64_t offset, uint64_t length, uint64_t left) {
    if (needed(space, fd, status, offset, length) <= left) {
        return length;
    }
    uint64_t fits = 0; /* pages that do, from the one on that the first byte is in, and pages that do not */
    uint64_t fits_not = (up(offset + length) - down(offset)) / PAGE_BYTES;
    while (fits_not - fits > 1) {
        uint64_t middle = fits + (fits_not - fits) / 2;
        uint64_t bytes = down(offset) + middle * PAGE_BYTES - offset;
        if (needed(space, fd, status, offset, bytes) <= left) {
            fits = middle;
        } else {
            fits_not = middle;
        }
    }
    return fits == 0 ? 0 : down(offset) + fits * PAGE_BYTES - offset;
}

static int64_t *space_left(void) { return &record->header.faults.space_left; }

static void give(int64_t bytes) {
    if (bytes != 0) {
        __atomic_fetch_add(space_left(), bytes, __ATOMIC_RELAXED);
    }
}

static void count_refusal(void) { __atomic_fetch_add(&record->header.counters.refusals, 1, __ATOMIC_RELAXED); }

size_t space_take(struct space *space, int fd, const struct stat *status, uint64_t offset, size_t length) {
    const struct faults *faults = &record->header.faults;
    bool is_thin = faults->space_is_thin != 0;
    *space = (struct space) {faults->space_is_limited != 0, is_thin, allocated(status, is_thin), 0};
    if (!space->is_limited) {
        return length;
    }
    int error = errno;
    int64_t left = __atomic_load_n(space_left(), __ATOMIC_RELAXED);
    uint64_t fits;
    do {
        fits = fitting(space, fd, status, offset, length, left < 0 ? 0 : (uint64_t) left);
        space->taken = needed(space, fd, status, offset, fits);
    } while (!__atomic_compare_exchange_n(space_left(), &left, left - (int64_t) space->taken, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED));
    if (fits < length) {
        count_refusal();
    }
    errno = error;
    return (size_t) fits;
}

void space_settle(struct space *space, int fd) {
    struct stat status;
    if (!space->is_limited || fstat(fd, &status) != 0) {
        return;
    }
    int64_t grown = (int64_t) (allocated(&status, space->is_thin) - space->allocated);
    give((int64_t) space->taken - grown);
}

bool space_take_page(void) {
    if (!record->header.faults.space_is_limited) {
        return true;
    }
    int64_t left = __atomic_load_n(space_left(), __ATOMIC_RELAXED);
    do {
        if (left < PAGE_BYTES) {
            count_refusal();
            errno = ENOSPC;
            return false;
        }
    } while (!__atomic_compare_exchange_n(space_left(), &left, left - PAGE_BYTES, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED));
    return true;
}

void space_give(const struct stat *gone) {
    const struct faults *faults = &record->header.faults;
    if (!faults->space_is_limited) {
        return;
    }
    if (S_ISDIR(gone->st_mode)) {
        give(PAGE_BYTES);
    } else if (gone->st_nlink == 1) {
        give((int64_t) allocated(gone, faults->space_is_thin != 0));
    }
}

bool space_left_in(uint64_t unit, uint64_t *units) {
    if (!record->header.faults.space_is_limited || unit == 0) {
        return false;
    }
    int64_t left = __atomic_load_n(space_left(), __ATOMIC_RELAXED);
    *units = left < 0 ? 0 : (uint64_t) left / unit;
    return true;
}
