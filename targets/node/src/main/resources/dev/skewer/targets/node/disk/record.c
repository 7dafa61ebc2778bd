/* The record: mapped when the program starts, its locks, and which file has which place in it. */
#define _GNU_SOURCE
#include "shim.h"
#include "raw.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>

struct record *record;
char folder_path[PATH_MAX];
char record_path[PATH_MAX];
dev_t folder_device;
__thread bool is_inside __attribute__((tls_model("initial-exec")));

/*
 * A lock that a process dies with is taken over: everything under it is written so that each state on the way can be undone.
 */
void lock_take(struct lock *lock) {
    if (pthread_mutex_lock(&lock->mutex) == EOWNERDEAD) {
        pthread_mutex_consistent(&lock->mutex);
    }
}

void lock_release(struct lock *lock) { pthread_mutex_unlock(&lock->mutex); }

void note_limit(uint32_t limit) { __atomic_fetch_or(&record->header.limits, limit, __ATOMIC_RELAXED); }

static void make_locks(struct record *it) {
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&it->names.mutex, &attributes);
    pthread_mutex_init(&it->files_lock.mutex, &attributes);
    for (int i = 0; i < LOCKS; i++) {
        pthread_mutex_init(&it->pages[i].mutex, &attributes);
    }
}

/* Whether another process than this one may be using the record: a number that was given anew is taken for it. */
static bool is_used(const struct record *it) {
    uint32_t attached = it->header.attached;
    for (uint32_t i = 0; i < attached && i < PIDS; i++) {
        pid_t pid = (pid_t) it->header.pids[i];
        if (pid != getpid() && (kill(pid, 0) == 0 || errno == EPERM)) {
            return true;
        }
    }
    return false;
}

/* Those who were in the middle of a sync have died. */
static void forget_syncs(struct record *it) {
    for (int place = 0; place < FILES; place++) {
        if (it->files[place].state != FILE_UNUSED) {
            it->files[place].syncs = 0;
        }
    }
}

static void attach_process(void) {
    uint32_t number = __atomic_fetch_add(&record->header.attached, 1, __ATOMIC_RELAXED);
    __atomic_store_n(&record->header.pids[number % PIDS], (uint32_t) getpid(), __ATOMIC_RELAXED);
}

__attribute__((constructor)) static void attach(void) {
    const char *folder = getenv("SKEWER_DISK_FOLDER");
    const char *place = getenv("SKEWER_DISK_RECORD");
    if (folder == NULL || place == NULL || strlen(folder) >= sizeof folder_path || strlen(place) >= sizeof record_path - 64) {
        return;
    }
    struct stat status;
    if (stat(folder, &status) != 0) {
        return;
    }
    strcpy(folder_path, folder);
    strcpy(record_path, place);
    folder_device = status.st_dev;
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/record", record_path);
    int fd = raw_openat(AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
    if (fd < 0) {
        return;
    }
    void *memory = mmap(NULL, sizeof(struct record), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (memory == MAP_FAILED) {
        raw_close(fd);
        return;
    }
    struct record *it = memory;
    flock(fd, LOCK_EX);
    bool is_ours = it->header.version == RECORD_VERSION;
    if (is_ours && !it->header.is_ready) {
        make_locks(it);
        it->header.is_ready = 1;
    }
    if (is_ours && !is_used(it)) {
        forget_syncs(it);
    }
    flock(fd, LOCK_UN);
    raw_close(fd);
    if (!is_ours) {
        munmap(memory, sizeof(struct record));
        return;
    }
    record = it;
    attach_process();
    pthread_atfork(NULL, NULL, attach_process);
}

/* ── places ───────────────────────────────────────────────────────────────────────────────────────────────────── */

static int first_place(uint64_t inode) { return (int) ((inode * 0x9e3779b97f4a7c15u) >> 50) % FILES; }

static int find(uint64_t inode) {
    int place = first_place(inode);
    for (int i = 0; i < FILES; i++, place = (place + 1) % FILES) {
        struct file *file = &record->files[place];
        if (file->state == FILE_UNUSED) {
            return -1;
        }
        if (file->inode == inode && file->state == FILE_LIVE) {
            return place;
        }
    }
    return -1;
}

static int claim(uint64_t inode) {
    int place = first_place(inode);
    for (int i = 0; i < FILES; i++, place = (place + 1) % FILES) {
        struct file *file = &record->files[place];
        if (file->state != FILE_LIVE) {
            return place;
        }
    }
    note_limit(LIMIT_FILES);
    return -1;
}

/* The state is written last: what a killed process leaves half made is not there. */
static void begin(int place, uint64_t inode, uint64_t durable_size) {
    struct file *file = &record->files[place];
    if (file->state == FILE_LIVE) {
        __atomic_store_n(&file->state, FILE_GONE, __ATOMIC_RELEASE);
    }
    pages_forget(place, file->generation);
    __atomic_store_n(&file->generation, file->generation + 1, __ATOMIC_RELEASE);
    file->inode = inode;
    file->durable_size = durable_size;
    file->cut = NEVER_CUT;
    file->older_cut = NEVER_CUT;
    file->epoch = 1;
    file->synced_epoch = 0;
    file->syncs = 0;
    file->syncing_size = 0;
    file->first_page = UINT64_MAX;
    file->past_page = 0;
    file->next_write_end = 0;
    memset(file->write_ends, 0, sizeof file->write_ends);
    file->name[0] = 0;
    __atomic_store_n(&file->state, FILE_LIVE, __ATOMIC_RELEASE);
}

int file_find(uint64_t inode) {
    lock_take(&record->files_lock);
    int place = find(inode);
    lock_release(&record->files_lock);
    return place;
}

int file_place(uint64_t inode, uint64_t size_if_new) {
    lock_take(&record->files_lock);
    int place = find(inode);
    if (place < 0) {
        place = claim(inode);
        if (place >= 0) {
            begin(place, inode, size_if_new);
        }
    }
    lock_release(&record->files_lock);
    return place;
}

static void set_name(struct file *file, const char *name) {
    size_t length = strlen(name);
    const char *end = length >= FILE_NAME_BYTES ? name + length - FILE_NAME_BYTES + 1 : name;
    strcpy(file->name, end);
}

void file_created(uint64_t inode, const char *name) {
    lock_take(&record->files_lock);
    int place = find(inode);
    if (place < 0) {
        place = claim(inode);
    }
    if (place >= 0) {
        begin(place, inode, 0);
        set_name(&record->files[place], name);
    }
    lock_release(&record->files_lock);
}

void file_named(int place, const char *name) {
    lock_take(&record->files_lock);
    set_name(&record->files[place], name);
    lock_release(&record->files_lock);
}

void file_gone(uint64_t inode) {
    lock_take(&record->files_lock);
    int place = find(inode);
    if (place >= 0) {
        __atomic_store_n(&record->files[place].state, FILE_GONE, __ATOMIC_RELEASE);
        pages_forget(place, record->files[place].generation);
    }
    lock_release(&record->files_lock);
}
