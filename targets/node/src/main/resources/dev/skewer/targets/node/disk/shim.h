/* What the parts of the shim are to each other. */
#ifndef SKEWER_SHIM_H
#define SKEWER_SHIM_H

#include "record.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>

/* ── record.c: the record of this process ─────────────────────────────────────────────────────────────────────── */

extern struct record *record;      /* NULL: the shim does nothing */
extern char folder_path[PATH_MAX]; /* whose files it is about, without symbolic links */
extern char record_path[PATH_MAX]; /* the folder of the record, beside it */
extern dev_t folder_device;

/* Set while the shim works for a call of this thread: what it calls itself, or a signal handler calls, goes straight to the kernel. */
extern __thread bool is_inside;

void lock_take(struct lock *lock);
void lock_release(struct lock *lock);
void note_limit(uint32_t limit);

/* The place of a file, found or made; -1 if there is none left. */
int file_place(uint64_t inode, uint64_t size_if_new);
/* The place of a file, or -1. */
int file_find(uint64_t inode);
/* A new inode: nothing of it is durable. */
void file_created(uint64_t inode, const char *name);
/* What it is called now, below the folder. */
void file_named(int place, const char *name);
/* The last name of it has gone for good. */
void file_gone(uint64_t inode);

static inline struct lock *file_lock(int place) { return &record->pages[place % LOCKS]; }

/* ── descriptors.c: which descriptor is which file ────────────────────────────────────────────────────────────── */

/* The place of the regular file below the folder that a descriptor refers to, or -1. Fills in what fstat says if it is one. */
int descriptor_file(int fd, struct stat *status);
/* A descriptor refers to something else than before, or to nothing. */
void descriptor_changed(int fd);
/* Whether each write through it is durable when it returns. */
bool descriptor_is_synchronous(int fd);

/* Whether it refers to the folder, or to what is below. */
bool descriptor_is_below(int fd);

/* A name below the folder, as a call gave it. */
struct name {
    bool is_below;
    uint64_t parent;             /* inode of its directory */
    char path[ENTRY_PATH_BYTES]; /* below the folder */
};
void name_resolve(int directory, const char *path, struct name *name);

/* ── pages.c: the contents of files ───────────────────────────────────────────────────────────────────────────── */

/* Around each change of contents, with the file's lock held. */
void pages_before_write(int place, int fd, uint64_t offset, uint64_t length);
void pages_after_write(int place, uint64_t old_size, uint64_t new_size);
void pages_before_cut(int place, int fd, uint64_t old_size, uint64_t size);
/* What was written through a descriptor that is synchronous. */
void pages_written_through(int place, int fd, uint64_t offset, uint64_t length);

/* A sync. Takes the file's lock itself; begin says what end is to be given. */
struct sync {
    uint32_t epoch;
    uint64_t size;
    uint64_t entries; /* the newest change of names before it, if metadata of the file is to be written; 0 if only pages are */
};
struct sync pages_sync_begin(int place, uint64_t size, bool is_data_only);
/* failed: the kernel forgets that the pages are dirty, as after an error of the disk. */
void pages_sync_end(int place, int fd, struct sync sync, bool failed);
void pages_forget(int place, uint32_t generation);

/* ── entries.c: the names of files ────────────────────────────────────────────────────────────────────────────── */

/* All changes of names become durable up to the newest that touches an inode, and up to a number. */
void entries_sync(uint64_t inode, uint64_t number);
/* A change of names: begin, then the change itself, then end, which keeps the entry if the change was made. */
struct entry *entry_begin(enum entry_kind kind, const struct name *name, const struct name *new_name);
void entry_end(struct entry *entry, bool is_made);
/* Keeps a file that is about to lose a name; false if it cannot be kept. */
bool entry_hold(struct entry *entry, const struct name *name, const struct stat *status);

/* ── space.c: how much is left ────────────────────────────────────────────────────────────────────────────────── */

/* Around a change of what a file has allocated, with the file's lock held. */
struct space {
    bool is_limited;
    bool is_thin;
    uint64_t allocated; /* before */
    uint64_t taken;
};
/* Takes what so many bytes need; the number of bytes, from the first one on, that there is space for. */
size_t space_take(struct space *space, int fd, const struct stat *status, uint64_t offset, size_t length);
/* After it, made or not. */
void space_settle(struct space *space, int fd);
/* What a new directory needs; false, with errno, if there is no space. */
bool space_take_page(void);
/* What had a name that it has lost. */
void space_give(const struct stat *gone);
/* How much is left, in units; false if that is not limited. */
bool space_left_in(uint64_t unit, uint64_t *units);

/* ── faults.c ─────────────────────────────────────────────────────────────────────────────────────────────────── */

/* Whether a call on a file fails now; sets errno. */
bool fault_error(int place, uint32_t call);
/* Takes as long as a slow sync. */
void fault_delay(int place);
bool fault_lies(int place);
bool fault_flips(int place, uint64_t *random);
bool fault_tears(int place, uint64_t *random);
#endif
