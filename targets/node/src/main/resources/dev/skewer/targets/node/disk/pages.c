/*
 * The contents of files: what a page held when the file was last synced is kept until the next sync, beside the record, at the same
 * offset in a sparse file. A number for each page says in which epoch it was first changed since; 0 is a page that is as it was.
 *
 *   durable_size    bytes beyond it were appended since, and need no copy
 *   epoch           is ended by each sync that begins; what the sync makes durable is what was changed in it or before
 *   LOST            a sync failed: the kernel takes the page for clean, and no later sync writes it unless it is changed again
 *
 * A page that is changed while a sync is under way may reach the disk with its contents of the beginning of the sync, so those become
 * what it held before; that spares a third copy, and is a state that a disk may be in.
 */
#define _GNU_SOURCE
#include "shim.h"
#include "raw.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define LOST UINT32_MAX

/* The numbers of each file's pages, mapped by this process when it first needs them. */
static struct {
    uint32_t generation;
    uint32_t *epochs;
} maps[FILES];

static void shadow_path(char *path, size_t size, int place, uint32_t generation, const char *end) {
    snprintf(path, size, "%s/pages/%d-%u%s", record_path, place, generation, end);
}

void pages_forget(int place, uint32_t generation) {
    char path[PATH_MAX];
    shadow_path(path, sizeof path, place, generation, ".epochs");
    if (raw_unlinkat(AT_FDCWD, path, 0) == 0) {
        shadow_path(path, sizeof path, place, generation, "");
        raw_unlinkat(AT_FDCWD, path, 0);
    }
}

/* NULL if there are none, and is_needed is not set; or if they cannot be made. */
static uint32_t *epochs_of(int place, bool is_needed) {
    uint32_t generation = record->files[place].generation;
    if (maps[place].epochs != NULL && maps[place].generation == generation) {
        return maps[place].epochs;
    }
    if (maps[place].epochs != NULL) {
        munmap(maps[place].epochs, PAGES_PER_FILE * sizeof(uint32_t));
        maps[place].epochs = NULL;
    }
    char path[PATH_MAX];
    shadow_path(path, sizeof path, place, generation, ".epochs");
    int fd = raw_openat(AT_FDCWD, path, O_RDWR | O_CLOEXEC | (is_needed ? O_CREAT : 0), 0666);
    if (fd < 0) {
        return NULL;
    }
    void *memory = MAP_FAILED;
    if (raw_ftruncate(fd, PAGES_PER_FILE * sizeof(uint32_t)) == 0) {
        memory = mmap(NULL, PAGES_PER_FILE * sizeof(uint32_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    }
    raw_close(fd);
    if (memory == MAP_FAILED) {
        return NULL;
    }
    maps[place].generation = generation;
    maps[place].epochs = memory;
    return memory;
}

static int open_shadow(int place) {
    char path[PATH_MAX];
    shadow_path(path, sizeof path, place, record->files[place].generation, "");
    return raw_openat(AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
}

/* The copy is there before the number says so, and the range before both. */
static bool save(struct file *file, int fd, int shadow, uint64_t page, uint64_t valid, uint32_t *epochs, uint32_t epoch) {
    _Alignas(PAGE_BYTES) char bytes[PAGE_BYTES];
    ssize_t length = valid == 0 ? 0 : raw_pread(fd, bytes, PAGE_BYTES, (off_t) (page * PAGE_BYTES));
    if (length < 0) {
        return false;
    }
    if ((uint64_t) length > valid) {
        length = (ssize_t) valid;
    }
    memset(bytes + length, 0, (size_t) (PAGE_BYTES - length));
    if (raw_pwrite(shadow, bytes, PAGE_BYTES, (off_t) (page * PAGE_BYTES)) != PAGE_BYTES) {
        return false;
    }
    if (page < file->first_page) {
        file->first_page = page;
    }
    if (page >= file->past_page) {
        file->past_page = page + 1;
    }
    __atomic_store_n(&epochs[page], epoch, __ATOMIC_RELEASE);
    return true;
}

/* Keeps the pages of [from, to), of whose bytes those below valid are worth keeping. */
static void save_range(int place, int fd, uint64_t from, uint64_t to, uint64_t valid, uint32_t epoch) {
    struct file *file = &record->files[place];
    uint32_t *epochs = epochs_of(place, true);
    uint64_t past = (to + PAGE_BYTES - 1) / PAGE_BYTES;
    if (epochs == NULL || past > PAGES_PER_FILE) {
        note_limit(LIMIT_PAGES);
        return;
    }
    int shadow = -1;
    for (uint64_t page = from / PAGE_BYTES; page < past; page++) {
        uint32_t known = epochs[page];
        if (known == LOST || (known != 0 && (known == file->epoch || file->syncs == 0))) {
            epochs[page] = epoch;
            continue;
        }
        if (shadow < 0 && (shadow = open_shadow(place)) < 0) {
            note_limit(LIMIT_PAGES);
            return;
        }
        uint64_t start = page * PAGE_BYTES;
        uint64_t worth = valid <= start ? 0 : valid - start;
        if (!save(file, fd, shadow, page, worth, epochs, epoch)) {
            note_limit(LIMIT_PAGES);
        }
    }
    if (shadow >= 0) {
        raw_close(shadow);
    }
}

/* Up to where a file has contents that a loss of power would leave, or may once the syncs under way are over. */
static uint64_t kept_size(const struct file *file) {
    return file->syncs > 0 && file->syncing_size > file->durable_size ? file->syncing_size : file->durable_size;
}

static uint64_t smaller(uint64_t a, uint64_t b) { return a < b ? a : b; }

void pages_before_write(int place, int fd, uint64_t offset, uint64_t length) {
    struct file *file = &record->files[place];
    uint64_t kept = kept_size(file);
    if (length > 0 && offset < kept) {
        save_range(place, fd, offset, smaller(offset + length, kept), kept, file->epoch);
    }
}

void pages_after_write(int place, uint64_t old_size, uint64_t new_size) {
    struct file *file = &record->files[place];
    if (new_size > old_size) {
        file->write_ends[file->next_write_end++ % WRITE_ENDS] = new_size;
    }
}

void pages_before_cut(int place, int fd, uint64_t old_size, uint64_t size) {
    struct file *file = &record->files[place];
    uint64_t kept = smaller(kept_size(file), old_size);
    if (size < kept) {
        save_range(place, fd, size, kept, kept, file->epoch);
    }
    if (size < old_size && size < file->cut) {
        file->cut = size;
    }
}

/* Bytes that were appended and are not durable though others behind them are: the disk has zeros there, as in a hole. */
static void keep_hole(int place, int fd, uint64_t from, uint64_t to, uint32_t epoch) {
    if (from < to) {
        save_range(place, fd, from, to, from, epoch);
    }
}

void pages_written_through(int place, int fd, uint64_t offset, uint64_t length) {
    struct file *file = &record->files[place];
    uint32_t *epochs = epochs_of(place, false);
    for (uint64_t page = offset / PAGE_BYTES; epochs != NULL && page * PAGE_BYTES < offset + length && page < PAGES_PER_FILE; page++) {
        epochs[page] = 0;
    }
    if (offset + length > file->durable_size) {
        keep_hole(place, fd, file->durable_size, offset, file->epoch);
        file->durable_size = offset + length;
    }
}

struct sync pages_sync_begin(int place, uint64_t size, bool is_data_only) {
    struct file *file = &record->files[place];
    lock_take(file_lock(place));
    bool is_resized = size != file->durable_size || file->cut != NEVER_CUT || file->older_cut != NEVER_CUT;
    bool has_new_time = file->past_page > 0 && !is_data_only;
    struct sync sync = {file->epoch, size, is_resized || has_new_time ? record->header.last_entry : 0};
    file->syncing_size = file->syncs == 0 || size > file->syncing_size ? size : file->syncing_size;
    file->syncs++;
    file->older_cut = smaller(file->older_cut, file->cut);
    file->cut = NEVER_CUT;
    file->epoch++;
    lock_release(file_lock(place));
    return sync;
}

void pages_sync_end(int place, int fd, struct sync sync, bool failed) {
    struct file *file = &record->files[place];
    lock_take(file_lock(place));
    uint32_t *epochs = file->past_page > 0 ? epochs_of(place, false) : NULL;
    uint64_t first = file->first_page;
    uint64_t past = file->past_page;
    bool is_any_left = false;
    for (uint64_t page = first; epochs != NULL && page < past; page++) {
        if (epochs[page] != 0 && epochs[page] <= sync.epoch) {
            epochs[page] = failed ? LOST : 0;
        }
        is_any_left |= epochs[page] != 0;
    }
    if (!is_any_left) {
        file->past_page = 0;
        file->first_page = UINT64_MAX;
    }
    if (failed) {
        keep_hole(place, fd, file->durable_size, sync.size, LOST);
    } else if (sync.epoch > file->synced_epoch) { /* else one that began later was over sooner */
        file->durable_size = sync.size;
        file->older_cut = NEVER_CUT;
        file->synced_epoch = sync.epoch;
    }
    if (file->syncs > 0) {
        file->syncs--;
    }
    lock_release(file_lock(place));
}
