/* The calls that change how long files are and what is allocated to them, and those that say how much space there is. */
#define _GNU_SOURCE
#include "calls.h"

#include <dlfcn.h>
#include <sys/statvfs.h>
#include <sys/vfs.h>

/* ── sizes ────────────────────────────────────────────────────────────────────────────────────────────────────── */

int cut_file(int fd, off_t size) {
    struct stat status;
    int place = size < 0 ? -1 : descriptor_file(fd, &status);
    if (place < 0) {
        return raw_ftruncate(fd, size);
    }
    lock_take(file_lock(place));
    fstat(fd, &status);
    struct space space;
    space_take(&space, fd, &status, 0, 0);
    pages_before_cut(place, fd, (uint64_t) status.st_size, (uint64_t) size);
    int result = raw_ftruncate(fd, size);
    int error = errno;
    if (result == 0) {
        pages_after_write(place, (uint64_t) status.st_size, (uint64_t) size);
    }
    space_settle(&space, fd);
    lock_release(file_lock(place));
    errno = error;
    return result;
}

VISIBLE int ftruncate(int fd, off_t size) {
    if (!enter()) {
        return raw_ftruncate(fd, size);
    }
    int result = cut_file(fd, size);
    leave();
    return result;
}
VISIBLE int ftruncate64(int fd, off64_t size) { return ftruncate(fd, size); }

VISIBLE int truncate(const char *path, off_t size) {
    if (!enter()) {
        return (int) syscall(SYS_truncate, path, size);
    }
    int result;
    int fd = raw_openat(AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
    if (fd < 0) {
        result = (int) syscall(SYS_truncate, path, size);
    } else {
        descriptor_changed(fd);
        result = cut_file(fd, size);
        descriptor_changed(fd);
        raw_close(fd);
    }
    leave();
    return result;
}
VISIBLE int truncate64(const char *path, off64_t size) { return truncate(path, size); }

#ifndef FALLOC_FL_KEEP_SIZE
#define FALLOC_FL_KEEP_SIZE 1
#define FALLOC_FL_PUNCH_HOLE 2
#define FALLOC_FL_COLLAPSE_RANGE 8
#define FALLOC_FL_INSERT_RANGE 32
#endif

static int allocate_known(int place, int fd, const struct stat *status, int mode, off_t offset, off_t length) {
    bool is_valid = offset >= 0 && length > 0;
    bool allocates = is_valid && (mode & FALLOC_FL_PUNCH_HOLE) == 0;
    size_t wanted = allocates ? (size_t) length : 0;
    struct space space;
    if (space_take(&space, fd, status, (uint64_t) offset, wanted) < wanted) {
        space_settle(&space, fd);
        errno = ENOSPC;
        return -1;
    }
    if (is_valid && (mode & ~FALLOC_FL_KEEP_SIZE) != 0) {
        pages_before_write(place, fd, (uint64_t) offset, (uint64_t) length);
    }
    int result = (int) syscall(SYS_fallocate, fd, mode, offset, length);
    int error = errno;
    if (result == 0 && (mode & FALLOC_FL_KEEP_SIZE) == 0) {
        pages_after_write(place, (uint64_t) status->st_size, (uint64_t) (offset + length));
    }
    space_settle(&space, fd);
    errno = error;
    return result;
}

static int allocate(int fd, int mode, off_t offset, off_t length) {
    struct stat status;
    if (!enter()) {
        return (int) syscall(SYS_fallocate, fd, mode, offset, length);
    }
    int place = descriptor_file(fd, &status);
    int result;
    if (place < 0) {
        result = (int) syscall(SYS_fallocate, fd, mode, offset, length);
    } else if (fault_error(place, CALL_WRITE)) {
        result = -1;
    } else if ((mode & (FALLOC_FL_COLLAPSE_RANGE | FALLOC_FL_INSERT_RANGE)) != 0) {
        errno = EOPNOTSUPP;
        result = -1;
    } else {
        lock_take(file_lock(place));
        fstat(fd, &status);
        result = allocate_known(place, fd, &status, mode, offset, length);
        int error = errno;
        lock_release(file_lock(place));
        errno = error;
    }
    leave();
    return result;
}

VISIBLE int fallocate(int fd, int mode, off_t offset, off_t length) { return allocate(fd, mode, offset, length); }
VISIBLE int fallocate64(int fd, int mode, off64_t offset, off64_t length) { return allocate(fd, mode, offset, length); }
VISIBLE int posix_fallocate(int fd, off_t offset, off_t length) {
    int before = errno;
    int error = allocate(fd, 0, offset, length) == 0 ? 0 : errno;
    errno = before;
    return error;
}
VISIBLE int posix_fallocate64(int fd, off64_t offset, off64_t length) { return posix_fallocate(fd, offset, length); }

/* ── how much space there is ──────────────────────────────────────────────────────────────────────────────────── */

static bool concerns_path(const char *path) {
    int fd = raw_openat(AT_FDCWD, path, O_PATH | O_CLOEXEC, 0);
    bool is_below = fd >= 0 && descriptor_is_below(fd);
    if (fd >= 0) {
        raw_close(fd);
    }
    return is_below;
}

/* Only what is left is another's to say: how large the file system is remains true. */
#define LIMIT(result, is_below, status, unit)                               \
    do {                                                                    \
        uint64_t blocks;                                                    \
        if (result == 0 && enter()) {                                       \
            if ((is_below) && space_left_in(unit, &blocks)) {               \
                status->f_bfree = blocks < status->f_bfree ? blocks : status->f_bfree;    \
                status->f_bavail = blocks < status->f_bavail ? blocks : status->f_bavail; \
            }                                                               \
            leave();                                                        \
        }                                                                   \
        return result;                                                      \
    } while (0)

VISIBLE int statfs(const char *path, struct statfs *status) {
    int result = (int) syscall(SYS_statfs, path, status);
    LIMIT(result, concerns_path(path), status, (uint64_t) status->f_bsize);
}
VISIBLE int fstatfs(int fd, struct statfs *status) {
    int result = (int) syscall(SYS_fstatfs, fd, status);
    LIMIT(result, descriptor_is_below(fd), status, (uint64_t) status->f_bsize);
}
VISIBLE int statvfs(const char *path, struct statvfs *status) {
    int (*next)(const char *, struct statvfs *) = (int (*)(const char *, struct statvfs *)) dlsym(RTLD_NEXT, "statvfs");
    int result = next(path, status);
    LIMIT(result, concerns_path(path), status, status->f_frsize);
}
VISIBLE int fstatvfs(int fd, struct statvfs *status) {
    int (*next)(int, struct statvfs *) = (int (*)(int, struct statvfs *)) dlsym(RTLD_NEXT, "fstatvfs");
    int result = next(fd, status);
    LIMIT(result, descriptor_is_below(fd), status, status->f_frsize);
}

/* The same structures, on machines of 64 bits. */
VISIBLE int statfs64(const char *path, struct statfs64 *status) { return statfs(path, (struct statfs *) status); }
VISIBLE int fstatfs64(int fd, struct statfs64 *status) { return fstatfs(fd, (struct statfs *) status); }
VISIBLE int statvfs64(const char *path, struct statvfs64 *status) { return statvfs(path, (struct statvfs *) status); }
VISIBLE int fstatvfs64(int fd, struct statvfs64 *status) { return fstatvfs(fd, (struct statvfs *) status); }
