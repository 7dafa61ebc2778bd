/* The calls that make, move and remove files and directories, and those that make a descriptor another. */
#define _GNU_SOURCE
#include "calls.h"

#include <dirent.h>
#include <dlfcn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPENS_TEMPORARY(flags) (((flags) & O_TMPFILE) == O_TMPFILE)

static unsigned mode_of(int flags, va_list arguments) {
    return (flags & O_CREAT) != 0 || OPENS_TEMPORARY(flags) ? va_arg(arguments, unsigned) : 0;
}

/* ── opening ──────────────────────────────────────────────────────────────────────────────────────────────────── */

/* Readable where it can be: to keep what is written over, it has to be read. */
static int open_readable(int directory, const char *path, int flags, unsigned mode) {
    if ((flags & O_ACCMODE) == O_WRONLY) {
        int fd = raw_openat(directory, path, (flags & ~O_ACCMODE) | O_RDWR, mode);
        if (fd >= 0 || errno != EACCES) {
            return fd;
        }
    }
    return raw_openat(directory, path, flags, mode);
}

static bool exists(int directory, const char *path) {
    struct stat status;
    return fstatat(directory, path, &status, AT_SYMLINK_NOFOLLOW) == 0;
}

/* Opens a file that is not there; false if it is, by now: names are made under one lock. */
static bool create(int directory, const char *path, int flags, unsigned mode, const struct name *name, int *fd) {
    struct entry *entry = entry_begin(ENTRY_CREATE, name, NULL);
    if (exists(directory, path)) {
        entry_end(entry, false);
        return false;
    }
    *fd = open_readable(directory, path, flags, mode);
    struct stat status;
    if (*fd >= 0 && fstat(*fd, &status) == 0) {
        entry->inode = status.st_ino;
        file_created(status.st_ino, name->path);
    }
    entry_end(entry, *fd >= 0);
    return true;
}

static int open_below(int directory, const char *path, int flags, unsigned mode, const struct name *name) {
    struct stat status;
    int fd;
    if ((flags & O_CREAT) != 0 && !exists(directory, path) && create(directory, path, flags, mode, name, &fd)) {
        return fd;
    }
    fd = open_readable(directory, path, flags & ~O_TRUNC, mode);
    if (fd < 0) {
        return fd;
    }
    descriptor_changed(fd);
    int place = descriptor_file(fd, &status);
    if (place >= 0) {
        file_named(place, name->path);
    }
    if ((flags & O_TRUNC) != 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && cut_file(fd, 0) != 0) {
        int error = errno;
        raw_close(fd);
        errno = error;
        return -1;
    }
    return fd;
}

static int do_open(int directory, const char *path, int flags, unsigned mode) {
    bool writes = (flags & O_ACCMODE) != O_RDONLY || (flags & (O_CREAT | O_TRUNC)) != 0;
    if (!writes || OPENS_TEMPORARY(flags) || (flags & O_PATH) != 0 || !enter()) {
        int fd = raw_openat(directory, path, flags, mode);
        descriptor_changed(fd);
        return fd;
    }
    struct name name;
    name_resolve(directory, path, &name);
    int fd = name.is_below ? open_below(directory, path, flags, mode, &name) : raw_openat(directory, path, flags, mode);
    descriptor_changed(fd);
    leave();
    return fd;
}

#define OPEN(directory)                                    \
    va_list arguments;                                     \
    va_start(arguments, flags);                            \
    unsigned mode = mode_of(flags, arguments);             \
    va_end(arguments);                                     \
    return do_open(directory, path, flags, mode)

VISIBLE int open(const char *path, int flags, ...) { OPEN(AT_FDCWD); }
VISIBLE int open64(const char *path, int flags, ...) { OPEN(AT_FDCWD); }
VISIBLE int openat(int directory, const char *path, int flags, ...) { OPEN(directory); }
VISIBLE int openat64(int directory, const char *path, int flags, ...) { OPEN(directory); }
VISIBLE int __open_2(const char *path, int flags) { return do_open(AT_FDCWD, path, flags, 0); }
VISIBLE int __open64_2(const char *path, int flags) { return do_open(AT_FDCWD, path, flags, 0); }
VISIBLE int __openat_2(int directory, const char *path, int flags) { return do_open(directory, path, flags, 0); }
VISIBLE int __openat64_2(int directory, const char *path, int flags) { return do_open(directory, path, flags, 0); }
VISIBLE int creat(const char *path, mode_t mode) { return do_open(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }
VISIBLE int creat64(const char *path, mode_t mode) { return creat(path, mode); }

/*
 * Streams write by calls inside the C library, which are not seen. What they append needs no copy; that they made the file, or emptied it,
 * is seen here.
 */
static FILE *open_stream(const char *path, const char *mode, const char *function) {
    FILE *(*next)(const char *, const char *) = (FILE * (*) (const char *, const char *)) dlsym(RTLD_NEXT, function);
    if ((mode[0] != 'w' && mode[0] != 'a') || strchr(mode, 'x') != NULL || !enter()) {
        FILE *stream = next(path, mode);
        if (stream != NULL) {
            descriptor_changed(fileno(stream));
        }
        return stream;
    }
    struct name name;
    name_resolve(AT_FDCWD, path, &name);
    if (name.is_below) {
        int fd = open_below(AT_FDCWD, path, O_WRONLY | O_CREAT | O_CLOEXEC | (mode[0] == 'w' ? O_TRUNC : 0), 0666, &name);
        if (fd >= 0) {
            raw_close(fd);
        }
    }
    FILE *stream = next(path, mode);
    if (stream != NULL) {
        descriptor_changed(fileno(stream));
    }
    leave();
    return stream;
}

VISIBLE FILE *fopen(const char *path, const char *mode) { return open_stream(path, mode, "fopen"); }
VISIBLE FILE *fopen64(const char *path, const char *mode) { return open_stream(path, mode, "fopen64"); }

static int open_temporary(char *pattern, int end, int flags) {
    int (*next)(char *, int, int) = (int (*)(char *, int, int)) dlsym(RTLD_NEXT, "mkostemps");
    if (!enter()) {
        return next(pattern, end, flags);
    }
    int fd = next(pattern, end, flags);
    struct stat status;
    struct name name;
    descriptor_changed(fd);
    if (fd >= 0 && fstat(fd, &status) == 0) {
        name_resolve(AT_FDCWD, pattern, &name);
        if (name.is_below) {
            struct entry *entry = entry_begin(ENTRY_CREATE, &name, NULL);
            entry->inode = status.st_ino;
            file_created(status.st_ino, name.path);
            entry_end(entry, true);
        }
    }
    leave();
    return fd;
}

VISIBLE int mkstemp(char *pattern) { return open_temporary(pattern, 0, 0); }
VISIBLE int mkstemp64(char *pattern) { return open_temporary(pattern, 0, 0); }
VISIBLE int mkostemp(char *pattern, int flags) { return open_temporary(pattern, 0, flags); }
VISIBLE int mkostemp64(char *pattern, int flags) { return open_temporary(pattern, 0, flags); }
VISIBLE int mkstemps(char *pattern, int end) { return open_temporary(pattern, end, 0); }
VISIBLE int mkstemps64(char *pattern, int end) { return open_temporary(pattern, end, 0); }

/* ── names ────────────────────────────────────────────────────────────────────────────────────────────────────── */

static int do_remove(int directory, const char *path, int flags) {
    struct name name;
    struct stat status;
    if (!enter()) {
        return raw_unlinkat(directory, path, flags);
    }
    name_resolve(directory, path, &name);
    int result;
    if (!name.is_below || fstatat(directory, path, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        result = raw_unlinkat(directory, path, flags);
    } else {
        bool is_directory = (flags & AT_REMOVEDIR) != 0;
        struct entry *entry = entry_begin(is_directory ? ENTRY_RMDIR : ENTRY_UNLINK, &name, NULL);
        entry->inode = status.st_ino;
        entry->mode = status.st_mode & 07777;
        bool is_kept = is_directory || entry_hold(entry, &name, &status);
        result = raw_unlinkat(directory, path, flags);
        entry_end(entry, result == 0 && is_kept);
        if (result == 0) {
            space_give(&status);
        }
    }
    leave();
    return result;
}

VISIBLE int unlink(const char *path) { return do_remove(AT_FDCWD, path, 0); }
VISIBLE int unlinkat(int directory, const char *path, int flags) { return do_remove(directory, path, flags); }
VISIBLE int rmdir(const char *path) { return do_remove(AT_FDCWD, path, AT_REMOVEDIR); }
VISIBLE int remove(const char *path) {
    struct stat status;
    bool is_directory = lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
    return do_remove(AT_FDCWD, path, is_directory ? AT_REMOVEDIR : 0);
}

static int rename_below(int old_directory, const char *old_path, int directory, const char *path, unsigned flags,
                        const struct name *old_name, const struct name *name) {
    struct stat source;
    struct stat target;
    if (fstatat(old_directory, old_path, &source, AT_SYMLINK_NOFOLLOW) != 0) {
        return raw_renameat(old_directory, old_path, directory, path, flags);
    }
    bool is_target = fstatat(directory, path, &target, AT_SYMLINK_NOFOLLOW) == 0;
    if (is_target && source.st_ino == target.st_ino) {
        return raw_renameat(old_directory, old_path, directory, path, flags);
    }
    struct entry *entry = entry_begin((flags & RENAME_EXCHANGE) != 0 ? ENTRY_EXCHANGE : ENTRY_RENAME, old_name, name);
    entry->inode = source.st_ino;
    bool is_kept = true;
    if (is_target && (flags & (RENAME_EXCHANGE | RENAME_NOREPLACE)) == 0) {
        is_kept = !S_ISDIR(target.st_mode) && entry_hold(entry, name, &target);
    }
    int result = raw_renameat(old_directory, old_path, directory, path, flags);
    entry_end(entry, result == 0 && is_kept);
    if (result == 0 && is_target && (flags & RENAME_EXCHANGE) == 0) {
        space_give(&target);
    }
    int place = result == 0 ? file_find(source.st_ino) : -1;
    if (place >= 0) {
        file_named(place, name->path);
    }
    return result;
}

/* Into the folder from elsewhere, it is as if the file were made there; out of it, as if it were removed. */
static int rename_across(int old_directory, const char *old_path, int directory, const char *path, unsigned flags,
                         const struct name *old_name, const struct name *name) {
    struct stat status;
    if (fstatat(old_directory, old_path, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return raw_renameat(old_directory, old_path, directory, path, flags);
    }
    struct entry *entry = entry_begin(name->is_below ? ENTRY_CREATE : ENTRY_UNLINK, name->is_below ? name : old_name, NULL);
    entry->inode = status.st_ino;
    bool is_kept = name->is_below || entry_hold(entry, old_name, &status);
    int result = raw_renameat(old_directory, old_path, directory, path, flags);
    entry_end(entry, result == 0 && is_kept);
    return result;
}

static int do_rename(int old_directory, const char *old_path, int directory, const char *path, unsigned flags) {
    struct name old_name;
    struct name name;
    if (!enter()) {
        return raw_renameat(old_directory, old_path, directory, path, flags);
    }
    name_resolve(old_directory, old_path, &old_name);
    name_resolve(directory, path, &name);
    int result = !old_name.is_below && !name.is_below ? raw_renameat(old_directory, old_path, directory, path, flags)
            : old_name.is_below && name.is_below ? rename_below(old_directory, old_path, directory, path, flags, &old_name, &name)
                                                 : rename_across(old_directory, old_path, directory, path, flags, &old_name, &name);
    leave();
    return result;
}

VISIBLE int rename(const char *old_path, const char *path) { return do_rename(AT_FDCWD, old_path, AT_FDCWD, path, 0); }
VISIBLE int renameat(int old_directory, const char *old_path, int directory, const char *path) {
    return do_rename(old_directory, old_path, directory, path, 0);
}
VISIBLE int renameat2(int old_directory, const char *old_path, int directory, const char *path, unsigned flags) {
    return do_rename(old_directory, old_path, directory, path, flags);
}

static int do_link(int old_directory, const char *old_path, int directory, const char *path, int flags) {
    struct name name;
    struct stat status;
    if (!enter()) {
        return raw_linkat(old_directory, old_path, directory, path, flags);
    }
    name_resolve(directory, path, &name);
    int result;
    if (!name.is_below) {
        result = raw_linkat(old_directory, old_path, directory, path, flags);
    } else {
        struct entry *entry = entry_begin(ENTRY_LINK, &name, NULL);
        result = raw_linkat(old_directory, old_path, directory, path, flags);
        if (result == 0 && fstatat(directory, path, &status, AT_SYMLINK_NOFOLLOW) == 0) {
            entry->inode = status.st_ino;
        }
        entry_end(entry, result == 0);
    }
    leave();
    return result;
}

VISIBLE int link(const char *old_path, const char *path) { return do_link(AT_FDCWD, old_path, AT_FDCWD, path, 0); }
VISIBLE int linkat(int old_directory, const char *old_path, int directory, const char *path, int flags) {
    return do_link(old_directory, old_path, directory, path, flags);
}

static int do_symlink(const char *text, int directory, const char *path) {
    struct name name;
    if (!enter()) {
        return (int) syscall(SYS_symlinkat, text, directory, path);
    }
    name_resolve(directory, path, &name);
    struct entry *entry = name.is_below ? entry_begin(ENTRY_LINK, &name, NULL) : NULL;
    int result = (int) syscall(SYS_symlinkat, text, directory, path);
    if (entry != NULL) {
        entry_end(entry, result == 0);
    }
    leave();
    return result;
}

VISIBLE int symlink(const char *text, const char *path) { return do_symlink(text, AT_FDCWD, path); }
VISIBLE int symlinkat(const char *text, int directory, const char *path) { return do_symlink(text, directory, path); }

static int do_mkdir(int directory, const char *path, mode_t mode) {
    struct name name;
    struct stat status;
    if (!enter()) {
        return raw_mkdirat(directory, path, mode);
    }
    name_resolve(directory, path, &name);
    struct entry *entry = name.is_below ? entry_begin(ENTRY_MKDIR, &name, NULL) : NULL;
    int result = entry != NULL && !exists(directory, path) && !space_take_page() ? -1 : raw_mkdirat(directory, path, mode);
    if (entry != NULL) {
        if (result == 0 && fstatat(directory, path, &status, AT_SYMLINK_NOFOLLOW) == 0) {
            entry->inode = status.st_ino;
        }
        entry_end(entry, result == 0);
    }
    leave();
    return result;
}

VISIBLE int mkdir(const char *path, mode_t mode) { return do_mkdir(AT_FDCWD, path, mode); }
VISIBLE int mkdirat(int directory, const char *path, mode_t mode) { return do_mkdir(directory, path, mode); }

/* ── descriptors that become others ───────────────────────────────────────────────────────────────────────────── */

VISIBLE int close(int fd) {
    descriptor_changed(fd);
    return raw_close(fd);
}

VISIBLE int dup(int fd) {
    int copy = (int) syscall(SYS_dup, fd);
    descriptor_changed(copy);
    return copy;
}

VISIBLE int dup3(int fd, int copy, int flags) {
    int result = (int) syscall(SYS_dup3, fd, copy, flags);
    descriptor_changed(result);
    return result;
}

VISIBLE int dup2(int fd, int copy) { return fd == copy ? (fcntl(fd, F_GETFD) < 0 ? -1 : fd) : dup3(fd, copy, 0); }

VISIBLE int close_range(unsigned first, unsigned last, int flags) {
    for (unsigned fd = first; fd <= last && fd < 1 << 20; fd++) {
        descriptor_changed((int) fd);
    }
    return (int) syscall(SYS_close_range, first, last, flags);
}

VISIBLE int fclose(FILE *stream) {
    int (*next)(FILE *) = (int (*)(FILE *)) dlsym(RTLD_NEXT, "fclose");
    descriptor_changed(fileno(stream));
    return next(stream);
}

VISIBLE int closedir(DIR *directory) {
    int (*next)(DIR *) = (int (*)(DIR *)) dlsym(RTLD_NEXT, "closedir");
    descriptor_changed(dirfd(directory));
    return next(directory);
}
