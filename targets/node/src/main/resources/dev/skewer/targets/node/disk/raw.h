/* The calls of the kernel that the shim stands before, without it. They set errno and return -1 as the C library's do. */
#ifndef SKEWER_RAW_H
#define SKEWER_RAW_H

#include <fcntl.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static inline int raw_openat(int directory, const char *path, int flags, unsigned mode) {
    return (int) syscall(SYS_openat, directory, path, flags, mode);
}
static inline int raw_close(int fd) { return (int) syscall(SYS_close, fd); }
static inline ssize_t raw_read(int fd, void *bytes, size_t length) { return syscall(SYS_read, fd, bytes, length); }
static inline ssize_t raw_pread(int fd, void *bytes, size_t length, off_t offset) {
    return syscall(SYS_pread64, fd, bytes, length, offset);
}
static inline ssize_t raw_readv(int fd, const struct iovec *parts, int count) { return syscall(SYS_readv, fd, parts, count); }
static inline ssize_t raw_preadv(int fd, const struct iovec *parts, int count, off_t offset) {
    return syscall(SYS_preadv, fd, parts, count, offset, 0);
}
static inline ssize_t raw_write(int fd, const void *bytes, size_t length) { return syscall(SYS_write, fd, bytes, length); }
static inline ssize_t raw_pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    return syscall(SYS_pwrite64, fd, bytes, length, offset);
}
static inline ssize_t raw_writev(int fd, const struct iovec *parts, int count) { return syscall(SYS_writev, fd, parts, count); }
static inline ssize_t raw_pwritev(int fd, const struct iovec *parts, int count, off_t offset, int flags) {
    return syscall(SYS_pwritev2, fd, parts, count, offset, 0, flags);
}
static inline int raw_ftruncate(int fd, off_t size) { return (int) syscall(SYS_ftruncate, fd, size); }
static inline int raw_fsync(int fd) { return (int) syscall(SYS_fsync, fd); }
static inline int raw_fdatasync(int fd) { return (int) syscall(SYS_fdatasync, fd); }
static inline int raw_unlinkat(int directory, const char *path, int flags) {
    return (int) syscall(SYS_unlinkat, directory, path, flags);
}
static inline int raw_linkat(int old_directory, const char *old_path, int directory, const char *path, int flags) {
    return (int) syscall(SYS_linkat, old_directory, old_path, directory, path, flags);
}
static inline int raw_renameat(int old_directory, const char *old_path, int directory, const char *path, unsigned flags) {
    return (int) syscall(SYS_renameat2, old_directory, old_path, directory, path, flags);
}
static inline int raw_mkdirat(int directory, const char *path, unsigned mode) {
    return (int) syscall(SYS_mkdirat, directory, path, mode);
}
#endif
