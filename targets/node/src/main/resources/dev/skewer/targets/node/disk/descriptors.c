/*
 * Which descriptor of this process is which file. A descriptor is looked at when it is first used, and again after every call that may have
 * made it another; and a write looks at the inode besides, for calls that are not seen.
 */
#define _GNU_SOURCE
#include "shim.h"
#include "raw.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define DESCRIPTORS (1 << 20)
#define UNKNOWN 0
#define ELSEWHERE 1
#define SYNCHRONOUS (1u << 31)

/* UNKNOWN, ELSEWHERE, or 2 more than the place, with SYNCHRONOUS; above that the generation of the place. */
static uint64_t descriptors[DESCRIPTORS];

void descriptor_changed(int fd) {
    if (fd >= 0 && fd < DESCRIPTORS) {
        __atomic_store_n(&descriptors[fd], UNKNOWN, __ATOMIC_RELEASE);
    }
}

/* The path of a descriptor or directory below the folder: "" for itself; NULL if it is elsewhere. */
static const char *below_folder(int fd, char *path, size_t size) {
    char link[48];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    if (length < 0) {
        return NULL;
    }
    path[length] = 0;
    size_t folder = strlen(folder_path);
    if (strncmp(path, folder_path, folder) != 0) {
        return NULL;
    }
    return path[folder] == 0 ? path + folder : path[folder] == '/' ? path + folder + 1 : NULL;
}

bool descriptor_is_below(int fd) {
    char path[PATH_MAX];
    return below_folder(fd, path, sizeof path) != NULL;
}

static uint64_t look_at(int fd, const struct stat *status) {
    if (!S_ISREG(status->st_mode) || status->st_dev != folder_device) {
        return ELSEWHERE;
    }
    char path[PATH_MAX];
    const char *name = below_folder(fd, path, sizeof path);
    if (name == NULL || status->st_nlink == 0) {
        return ELSEWHERE;
    }
    int known = file_find(status->st_ino);
    int place = known >= 0 ? known : file_place(status->st_ino, (uint64_t) status->st_size);
    if (place < 0) {
        return ELSEWHERE;
    }
    if (known < 0) {
        file_named(place, name);
    }
    int flags = fcntl(fd, F_GETFL);
    uint64_t synchronous = flags >= 0 && (flags & (O_DSYNC | O_SYNC)) != 0 ? SYNCHRONOUS : 0;
    return ((uint64_t) record->files[place].generation << 32) | synchronous | ((uint64_t) place + 2);
}

int descriptor_file(int fd, struct stat *status) {
    if (fd < 0 || fd >= DESCRIPTORS) {
        return -1;
    }
    uint64_t known = __atomic_load_n(&descriptors[fd], __ATOMIC_ACQUIRE);
    if (known == ELSEWHERE || fstat(fd, status) != 0) {
        return -1;
    }
    for (int i = 0; i < 2; i++) {
        if (known > ELSEWHERE) {
            int place = (int) ((uint32_t) known & ~SYNCHRONOUS) - 2;
            struct file *file = &record->files[place];
            if (file->generation == (uint32_t) (known >> 32) && file->state == FILE_LIVE && file->inode == status->st_ino
                && status->st_dev == folder_device) {
                return place;
            }
        }
        known = look_at(fd, status);
        __atomic_store_n(&descriptors[fd], known, __ATOMIC_RELEASE);
    }
    return -1;
}

bool descriptor_is_synchronous(int fd) {
    return fd >= 0 && fd < DESCRIPTORS && (__atomic_load_n(&descriptors[fd], __ATOMIC_ACQUIRE) & SYNCHRONOUS) != 0;
}

void name_resolve(int directory, const char *path, struct name *name) {
    name->is_below = false;
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') {
        length--;
    }
    if (length == 0 || length >= PATH_MAX) {
        return;
    }
    size_t base = length;
    while (base > 0 && path[base - 1] != '/') {
        base--;
    }
    size_t base_length = length - base;
    if (base_length == 0 || (path[base] == '.' && (base_length == 1 || (base_length == 2 && path[base + 1] == '.')))) {
        return;
    }
    char parent[PATH_MAX];
    memcpy(parent, path, base);
    parent[base] = 0;
    int fd = raw_openat(directory, base == 0 ? "." : parent, O_PATH | O_DIRECTORY | O_CLOEXEC, 0);
    if (fd < 0) {
        return;
    }
    struct stat status;
    char absolute[PATH_MAX];
    const char *below = fstat(fd, &status) == 0 && status.st_dev == folder_device
            ? below_folder(fd, absolute, sizeof absolute)
            : NULL;
    raw_close(fd);
    if (below == NULL) {
        return;
    }
    size_t below_length = strlen(below);
    if (below_length + 1 + base_length >= ENTRY_PATH_BYTES) {
        note_limit(LIMIT_PATH);
        return;
    }
    if (below_length > 0) {
        memcpy(name->path, below, below_length);
        name->path[below_length++] = '/';
    }
    memcpy(name->path + below_length, path + base, base_length);
    name->path[below_length + base_length] = 0;
    name->parent = status.st_ino;
    name->is_below = true;
}
