/*
 * The names of files: changes of directory entries, in order, until they are durable.
 *
 * A loss of power leaves the first so many of them, at least those up to the newest that a sync made durable. That is how the journals of
 * ext4 and XFS have it: metadata reaches the disk in the order of its changes, and a sync of a file or directory writes the journal up to
 * the last change of it. Its size and its time are metadata of a file, so a sync that writes a new size, or fsync a
 * new time, writes all changes of names before it. A file that loses its name is kept by a further link until that change is durable.
 */
#define _GNU_SOURCE
#include "shim.h"
#include "raw.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static struct entry *entry_at(uint64_t number) { return &record->entries[(number - 1) % ENTRIES]; }

static void held_path(char *path, size_t size, uint64_t number) { snprintf(path, size, "%s/held/%llu", record_path, (unsigned long long) number); }

/* Lets go of the file that an entry keeps. */
static void let_go(struct entry *entry) {
    if (entry->held == 0) {
        return;
    }
    char path[PATH_MAX];
    held_path(path, sizeof path, entry->number);
    struct stat status;
    if (stat(path, &status) == 0 && status.st_nlink == 1) {
        file_gone(status.st_ino);
    }
    raw_unlinkat(AT_FDCWD, path, 0);
}

/* With the lock held. The number first: what is kept after it is too much, and harmless. */
static void make_durable(uint64_t number) {
    uint64_t first = record->header.durable_entry + 1;
    if (number < first) {
        return;
    }
    __atomic_store_n(&record->header.durable_entry, number, __ATOMIC_RELEASE);
    for (uint64_t i = first; i <= number; i++) {
        let_go(entry_at(i));
    }
}

void entries_sync(uint64_t inode, uint64_t number) {
    if (record->header.durable_entry == record->header.last_entry) {
        return;
    }
    lock_take(&record->names);
    uint64_t newest = record->header.last_entry;
    uint64_t durable = number < newest ? number : newest; /* a change that failed has given its number back */
    for (uint64_t each = newest; each > durable && each > record->header.durable_entry; each--) {
        struct entry *entry = entry_at(each);
        if (entry->inode == inode || entry->parent == inode || entry->new_parent == inode || entry->held == inode) {
            durable = each;
        }
    }
    make_durable(durable);
    lock_release(&record->names);
}

struct entry *entry_begin(enum entry_kind kind, const struct name *name, const struct name *new_name) {
    lock_take(&record->names);
    uint64_t number = record->header.last_entry + 1;
    if (number - record->header.durable_entry > ENTRIES) {
        make_durable(number - ENTRIES / 2);
    }
    struct entry *entry = entry_at(number);
    memset(entry, 0, sizeof *entry);
    entry->number = number;
    entry->kind = kind;
    entry->parent = name->parent;
    strcpy(entry->path, name->path);
    if (new_name != NULL) {
        entry->new_parent = new_name->parent;
        strcpy(entry->new_path, new_name->path);
    }
    __atomic_store_n(&record->header.last_entry, number, __ATOMIC_RELEASE);
    return entry;
}

bool entry_hold(struct entry *entry, const struct name *name, const struct stat *status) {
    char path[PATH_MAX];
    char held[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", folder_path, name->path);
    held_path(held, sizeof held, entry->number);
    raw_unlinkat(AT_FDCWD, held, 0);
    entry->held = status->st_ino;
    if (raw_linkat(AT_FDCWD, path, AT_FDCWD, held, 0) != 0) {
        entry->held = 0;
        note_limit(LIMIT_HELD);
        return false;
    }
    return true;
}

void entry_end(struct entry *entry, bool is_made) {
    int error = errno;
    if (!is_made) {
        if (entry->held != 0) {
            char held[PATH_MAX];
            held_path(held, sizeof held, entry->number);
            raw_unlinkat(AT_FDCWD, held, 0);
        }
        __atomic_store_n(&record->header.last_entry, entry->number - 1, __ATOMIC_RELEASE);
    }
    lock_release(&record->names);
    errno = error;
}
