/* The calls that write, sync and read what is in files. */
#define _GNU_SOURCE
#include "calls.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>

/* ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────── */

/* A write, whichever call it came by. */
struct write {
    int fd;
    const struct iovec *parts;
    int count;
    off_t offset; /* -1: where the descriptor stands */
    int flags;    /* of pwritev2 */
};

static size_t length_of(const struct write *write) {
    size_t length = 0;
    for (int i = 0; i < write->count; i++) {
        length += write->parts[i].iov_len;
    }
    return length;
}

static ssize_t write_raw(const struct write *write) {
    if (write->offset < 0 && write->flags == 0) {
        return write->count == 1 ? raw_write(write->fd, write->parts[0].iov_base, write->parts[0].iov_len)
                                 : raw_writev(write->fd, write->parts, write->count);
    }
    return write->count == 1 && write->flags == 0
            ? raw_pwrite(write->fd, write->parts[0].iov_base, write->parts[0].iov_len, write->offset)
            : raw_pwritev(write->fd, write->parts, write->count, write->offset, write->flags);
}

/* The first bytes of a write in one piece, aligned as O_DIRECT wants it; NULL if there is no memory. */
static char *gather(const struct write *write, size_t length) {
    void *memory = NULL;
    if (posix_memalign(&memory, PAGE_BYTES, length == 0 ? 1 : length) != 0) {
        return NULL;
    }
    char *bytes = memory;
    size_t done = 0;
    for (int i = 0; i < write->count && done < length; i++) {
        size_t part = write->parts[i].iov_len < length - done ? write->parts[i].iov_len : length - done;
        memcpy(bytes + done, write->parts[i].iov_base, part);
        done += part;
    }
    return bytes;
}

/* Only the first bytes of it. */
static ssize_t write_first(const struct write *write, size_t length) {
    char *bytes = gather(write, length);
    if (bytes == NULL) {
        errno = ENOMEM;
        return -1;
    }
    struct iovec part = {bytes, length};
    struct write first = {write->fd, &part, 1, write->offset, write->flags};
    ssize_t result = write_raw(&first);
    int error = errno;
    free(bytes);
    errno = error;
    return result;
}

static ssize_t write_flipped(const struct write *write, size_t length, uint64_t random) {
    char *bytes = gather(write, length);
    if (bytes == NULL) {
        return write_raw(write);
    }
    bytes[(random >> 3) % length] ^= (char) (1 << (random & 7));
    struct iovec whole = {bytes, length};
    struct write flipped = {write->fd, &whole, 1, write->offset, write->flags};
    ssize_t result = write_raw(&flipped);
    int error = errno;
    free(bytes);
    errno = error;
    return result;
}

/* Some of its sectors, and the end of the process. */
static void write_torn(const struct write *write, uint64_t start, size_t length, uint64_t random) {
    size_t head = SECTOR_BYTES - start % SECTOR_BYTES;
    size_t cut = head >= length ? random % length : head + SECTOR_BYTES * (random % ((length - head - 1) / SECTOR_BYTES + 1));
    if (cut > 0) {
        write_first(write, cut);
    }
    kill(getpid(), SIGKILL);
}

static bool is_synchronous(const struct write *write) {
    return (write->flags & (RWF_DSYNC | RWF_SYNC)) != 0 || descriptor_is_synchronous(write->fd);
}

static ssize_t write_known(const struct write *write, int place, const struct stat *before) {
    uint64_t size = (uint64_t) before->st_size;
    size_t length = length_of(write);
    int flags = fcntl(write->fd, F_GETFL);
    bool appends = flags >= 0 && (flags & O_APPEND) != 0;
    uint64_t start = appends ? size : (uint64_t) (write->offset >= 0 ? write->offset : lseek(write->fd, 0, SEEK_CUR));
    uint64_t random;
    struct space space;
    size_t fits = space_take(&space, write->fd, before, start, length);
    if (fits == 0 && length > 0) {
        errno = ENOSPC;
        return -1;
    }
    pages_before_write(place, write->fd, start, fits);
    if (fits > 0 && fault_tears(place, &random)) {
        write_torn(write, start, fits, random);
    }
    ssize_t result = fits > 0 && fault_flips(place, &random) ? write_flipped(write, fits, random)
            : fits < length                                  ? write_first(write, fits)
                                                             : write_raw(write);
    int error = errno;
    space_settle(&space, write->fd);
    if (result > 0) {
        pages_after_write(place, size, start + (uint64_t) result);
        if (is_synchronous(write) && !fault_lies(place)) {
            pages_written_through(place, write->fd, start, (uint64_t) result);
        }
    }
    errno = error;
    return result;
}

static ssize_t do_write(struct write write) {
    struct stat status;
    if (!enter()) {
        return write_raw(&write);
    }
    int place = descriptor_file(write.fd, &status);
    ssize_t result;
    if (place < 0) {
        result = write_raw(&write);
    } else if (fault_error(place, CALL_WRITE)) {
        result = -1;
    } else {
        bool syncs = is_synchronous(&write);
        if (syncs) {
            fault_delay(place);
        }
        uint64_t entries = record->header.last_entry;
        lock_take(file_lock(place));
        fstat(write.fd, &status);
        uint64_t durable_size = record->files[place].durable_size;
        result = write_known(&write, place, &status);
        bool is_resized = record->files[place].durable_size != durable_size;
        lock_release(file_lock(place));
        if (syncs && result > 0 && (is_resized || !record->header.faults.sync_lies)) {
            int error = errno;
            entries_sync(status.st_ino, is_resized ? entries : 0);
            errno = error;
        }
    }
    leave();
    return result;
}

VISIBLE ssize_t write(int fd, const void *bytes, size_t length) {
    struct iovec part = {(void *) bytes, length};
    return do_write((struct write) {fd, &part, 1, -1, 0});
}

VISIBLE ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    if (offset < 0) {
        errno = EINVAL;
        return -1;
    }
    struct iovec part = {(void *) bytes, length};
    return do_write((struct write) {fd, &part, 1, offset, 0});
}
VISIBLE ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) { return pwrite(fd, bytes, length, offset); }

VISIBLE ssize_t writev(int fd, const struct iovec *parts, int count) {
    return do_write((struct write) {fd, parts, count, -1, 0});
}

VISIBLE ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
    if (offset < 0) {
        errno = EINVAL;
        return -1;
    }
    return do_write((struct write) {fd, parts, count, offset, 0});
}
VISIBLE ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) { return pwritev(fd, parts, count, offset); }

VISIBLE ssize_t pwritev2(int fd, const struct iovec *parts, int count, off_t offset, int flags) {
    return do_write((struct write) {fd, parts, count, offset, flags});
}
VISIBLE ssize_t pwritev64v2(int fd, const struct iovec *parts, int count, off64_t offset, int flags) {
    return pwritev2(fd, parts, count, offset, flags);
}

/* How many bytes of so many there are to be had from a file; all, if that is not known. */
static size_t left_in(int fd, const off_t *offset, size_t length) {
    struct stat status;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        return length;
    }
    off_t from = offset != NULL ? *offset : lseek(fd, 0, SEEK_CUR);
    size_t left = from < status.st_size ? (size_t) (status.st_size - from) : 0;
    return left < length ? left : length;
}

/* Calls that move bytes inside the kernel: what they write over is kept as for a write. */
static ssize_t move_to(int out, int in, off_t *in_offset, off_t *out_offset, size_t length, unsigned flags, bool is_sendfile) {
    struct stat status;
    int place = -1;
    bool is_seen = enter();
    if (is_seen) {
        place = descriptor_file(out, &status);
        if (place >= 0 && fault_error(place, CALL_WRITE)) {
            leave();
            return -1;
        }
    }
    struct space space = {0};
    size_t fits = length;
    if (place >= 0) {
        lock_take(file_lock(place));
        fstat(out, &status);
        uint64_t start = (uint64_t) (out_offset != NULL ? *out_offset : lseek(out, 0, SEEK_CUR));
        size_t there = left_in(in, in_offset, length);
        fits = space_take(&space, out, &status, start, there);
        fits = fits == there ? length : fits;
        pages_before_write(place, out, start, fits);
    }
    errno = ENOSPC;
    ssize_t result = fits == 0 && length > 0 ? -1
            : is_sendfile                    ? syscall(SYS_sendfile, out, in, in_offset, fits)
                                             : syscall(SYS_copy_file_range, in, in_offset, out, out_offset, fits, flags);
    if (place >= 0) {
        int error = errno;
        space_settle(&space, out);
        lock_release(file_lock(place));
        errno = error;
    }
    if (is_seen) {
        leave();
    }
    return result;
}

VISIBLE ssize_t sendfile(int out, int in, off_t *offset, size_t length) { return move_to(out, in, offset, NULL, length, 0, true); }
VISIBLE ssize_t sendfile64(int out, int in, off64_t *offset, size_t length) { return sendfile(out, in, offset, length); }
VISIBLE ssize_t copy_file_range(int in, off64_t *in_offset, int out, off64_t *out_offset, size_t length, unsigned flags) {
    return move_to(out, in, in_offset, out_offset, length, flags, false);
}

/* ── syncing ──────────────────────────────────────────────────────────────────────────────────────────────────── */

static int sync_file(int fd, int place, const struct stat *status, bool is_data_only) {
    fault_delay(place);
    if (fault_lies(place)) {
        return 0;
    }
    struct sync sync = pages_sync_begin(place, (uint64_t) status->st_size, is_data_only);
    bool fails = fault_error(place, CALL_SYNC);
    int result = fails ? -1 : is_data_only ? raw_fdatasync(fd) : raw_fsync(fd);
    int error = errno;
    pages_sync_end(place, fd, sync, result != 0);
    if (result == 0) {
        entries_sync(status->st_ino, sync.entries);
    }
    errno = error;
    return result;
}

static int sync_directory(int fd, const struct stat *status) {
    fault_delay(-1);
    if (fault_lies(-1)) {
        return 0;
    }
    if (fault_error(-1, CALL_SYNC)) {
        return -1;
    }
    int result = raw_fsync(fd);
    if (result == 0) {
        entries_sync(status->st_ino, 0);
    }
    return result;
}

static int do_sync(int fd, bool is_data_only) {
    struct stat status;
    if (!enter()) {
        return is_data_only ? raw_fdatasync(fd) : raw_fsync(fd);
    }
    int place = descriptor_file(fd, &status);
    int result;
    if (place >= 0) {
        __atomic_fetch_add(&record->header.counters.syncs, 1, __ATOMIC_RELAXED);
        result = sync_file(fd, place, &status, is_data_only);
    } else if (fstat(fd, &status) == 0 && S_ISDIR(status.st_mode) && status.st_dev == folder_device) {
        result = sync_directory(fd, &status);
    } else {
        result = is_data_only ? raw_fdatasync(fd) : raw_fsync(fd);
    }
    leave();
    return result;
}

VISIBLE int fsync(int fd) { return do_sync(fd, false); }
VISIBLE int fdatasync(int fd) { return do_sync(fd, true); }

/* All files; as with fsync, what is written meanwhile may be left out. */
static void sync_all(void) {
    for (int place = 0; place < FILES; place++) {
        struct file *file = &record->files[place];
        if (file->state == FILE_LIVE) {
            char path[PATH_MAX + FILE_NAME_BYTES];
            struct stat status;
            strcpy(path, folder_path);
            strcat(path, "/");
            strcat(path, file->name);
            if (stat(path, &status) == 0 && status.st_ino == file->inode) {
                pages_sync_end(place, -1, pages_sync_begin(place, (uint64_t) status.st_size, false), false);
            }
        }
    }
    entries_sync(0, record->header.last_entry);
}

VISIBLE void sync(void) {
    syscall(SYS_sync);
    if (enter()) {
        if (!fault_lies(-1)) {
            sync_all();
        }
        leave();
    }
}

VISIBLE int syncfs(int fd) {
    int result = (int) syscall(SYS_syncfs, fd);
    struct stat status;
    if (result == 0 && enter()) {
        if (fstat(fd, &status) == 0 && status.st_dev == folder_device && !fault_lies(-1)) {
            sync_all();
        }
        leave();
    }
    return result;
}

/* ── mapping: what is written by it is not seen ───────────────────────────────────────────────────────────────── */

VISIBLE void *mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset) {
    if (fd >= 0 && (flags & MAP_SHARED) != 0 && (protection & PROT_WRITE) != 0 && enter()) {
        struct stat status;
        if (descriptor_file(fd, &status) >= 0) {
            note_limit(LIMIT_MAPPED);
        }
        leave();
    }
    return (void *) syscall(SYS_mmap, address, length, protection, flags, fd, offset);
}
VISIBLE void *mmap64(void *address, size_t length, int protection, int flags, int fd, off64_t offset) {
    return mmap(address, length, protection, flags, fd, offset);
}

/* ── rings of the kernel: a program that is refused them writes by the calls above ────────────────────────────── */

static int refused(void) {
    errno = ENOSYS;
    return -1;
}

VISIBLE int io_uring_queue_init(unsigned entries, void *ring, unsigned flags) {
    (void) entries, (void) ring, (void) flags;
    return -ENOSYS;
}
VISIBLE int io_uring_queue_init_params(unsigned entries, void *ring, void *parameters) {
    (void) entries, (void) ring, (void) parameters;
    return -ENOSYS;
}
VISIBLE int io_uring_setup(unsigned entries, void *parameters) {
    (void) entries, (void) parameters;
    return refused();
}
VISIBLE int io_setup(int events, void *context) {
    (void) events, (void) context;
    return -ENOSYS;
}

/* ── reading: only where it is to fail ────────────────────────────────────────────────────────────────────────── */

static bool read_fails(int fd) {
    if (record == NULL || (record->header.faults.error_calls & CALL_READ) == 0 || !enter()) {
        return false;
    }
    struct stat status;
    int place = descriptor_file(fd, &status);
    bool fails = place >= 0 && fault_error(place, CALL_READ);
    leave();
    return fails;
}

VISIBLE ssize_t read(int fd, void *bytes, size_t length) { return read_fails(fd) ? -1 : raw_read(fd, bytes, length); }
VISIBLE ssize_t pread(int fd, void *bytes, size_t length, off_t offset) {
    return read_fails(fd) ? -1 : raw_pread(fd, bytes, length, offset);
}
VISIBLE ssize_t pread64(int fd, void *bytes, size_t length, off64_t offset) { return pread(fd, bytes, length, offset); }
VISIBLE ssize_t readv(int fd, const struct iovec *parts, int count) { return read_fails(fd) ? -1 : raw_readv(fd, parts, count); }
VISIBLE ssize_t preadv(int fd, const struct iovec *parts, int count, off_t offset) {
    return read_fails(fd) ? -1 : raw_preadv(fd, parts, count, offset);
}
VISIBLE ssize_t preadv64(int fd, const struct iovec *parts, int count, off64_t offset) { return preadv(fd, parts, count, offset); }

/* As the C library's, which ends a program that reads more than fits. */
static void check(size_t length, size_t space) {
    if (length > space) {
        abort();
    }
}
VISIBLE ssize_t __read_chk(int fd, void *bytes, size_t length, size_t space) {
    check(length, space);
    return read(fd, bytes, length);
}
VISIBLE ssize_t __pread_chk(int fd, void *bytes, size_t length, off_t offset, size_t space) {
    check(length, space);
    return pread(fd, bytes, length, offset);
}
VISIBLE ssize_t __pread64_chk(int fd, void *bytes, size_t length, off64_t offset, size_t space) {
    check(length, space);
    return pread(fd, bytes, length, offset);
}
