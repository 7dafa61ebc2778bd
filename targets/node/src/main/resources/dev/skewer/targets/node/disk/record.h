/*
 * What is known of the files below one folder: which part of them would survive a loss of power, and which faults are on.
 *
 * The record is one file, mapped by every process below the shim and by the harness. Pages that a process wrote to it are the kernel's, so
 * the record outlives a SIGKILL of the process at any moment. Whatever is needed to undo a change is therefore written before the change
 * is made. All integers are little endian; RecordLayout.java has the same offsets.
 */
#ifndef SKEWER_RECORD_H
#define SKEWER_RECORD_H

#include <limits.h>
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define RECORD_VERSION 2
#define PAGE_BYTES 4096
#define SECTOR_BYTES 512
#define FILES 16384           /* files known at a time */
#define ENTRIES 4096          /* directory entries changed and not yet durable */
#define ENTRY_PATH_BYTES 512
#define FILE_NAME_BYTES 128
#define WRITE_ENDS 8
#define PIDS 512
#define NEVER_CUT UINT64_MAX
#define PAGES_PER_FILE (4u << 20) /* 16 GiB */

/* Which calls an error can happen to. */
enum { CALL_READ = 1, CALL_WRITE = 2, CALL_SYNC = 4 };

/* What is not modelled and happened all the same, or did not fit. */
enum { LIMIT_FILES = 1, LIMIT_PAGES = 2, LIMIT_PATH = 4, LIMIT_HELD = 8, LIMIT_MAPPED = 16 };

/* Faults that are on. Written by the harness alone, a field at a time; what takes several is off while they change. */
struct faults {
    uint32_t sync_lies;         /* a sync returns and does nothing */
    uint32_t sync_delay_min_us; /* a sync takes so much longer, at least */
    uint32_t sync_delay_max_us; /* and at most; 0: off */
    uint32_t error_calls;       /* calls that fail, CALL_*; 0: off */
    uint32_t error_number;      /* with this errno */
    uint32_t error_per_million; /* so many of a million of them */
    uint32_t flip_per_million;  /* writes with a flipped bit */
    int32_t flips_left;         /* so many more of them */
    uint32_t tear_per_million;  /* writes of which only the first sectors happen before the process dies */
    int32_t tears_left;
    uint64_t seed;
    char pattern[64]; /* only files with such a name, as fnmatch(3) has it; empty: all; what follows concerns all files */
    uint32_t space_is_limited;
    uint32_t space_is_thin; /* what is allocated beyond the end of a file is not there */
    int64_t space_left; /* bytes; what processes take and give back while it is limited */
};

/* What faults did: proof that they happened. */
struct counters {
    uint64_t draws; /* of random numbers */
    uint64_t syncs;
    uint64_t lies;
    uint64_t delays;
    uint64_t errors;
    uint64_t flips;
    uint64_t tears;
    uint64_t refusals; /* for want of space, of all or a part of what was asked */
};

struct header {
    uint32_t version;
    uint32_t is_ready; /* the locks are made */
    uint32_t attached; /* processes that were started below the shim, or forked from one */
    uint32_t limits;   /* LIMIT_* */
    uint64_t last_entry;    /* number of the newest change of a directory entry; the first is 1 */
    uint64_t durable_entry; /* all up to this one are durable */
    uint8_t padding_a[512 - 32];
    struct faults faults;   /* at 512 */
    uint8_t padding_b[512 - sizeof(struct faults)];
    struct counters counters; /* at 1024 */
    uint8_t padding_c[1024 - sizeof(struct counters)];
    uint32_t pids[PIDS]; /* at 2048: of the processes that attached, number N at N % PIDS */
};

enum file_state { FILE_UNUSED = 0, FILE_LIVE = 1, FILE_GONE = 2 };

/* One file that was changed. */
struct file {
    uint64_t inode;
    uint32_t state;
    uint32_t generation; /* how many inodes had this place */
    uint64_t durable_size;
    uint64_t cut;          /* the smallest size that it was truncated to since the newest sync began; NEVER_CUT if it was not */
    uint64_t older_cut;    /* and before that, since the last sync that is over */
    uint32_t epoch;        /* of what is written now; a sync ends one */
    uint32_t syncs;        /* under way */
    uint64_t syncing_size; /* the largest size that one of them will make durable */
    uint64_t first_page;   /* the range of pages that may have been saved */
    uint64_t past_page;
    uint64_t write_ends[WRITE_ENDS]; /* where the newest writes ended that made the file longer */
    uint32_t next_write_end;
    uint32_t synced_epoch; /* the newest that is durable */
    uint8_t padding[256 - 80 - 8 * WRITE_ENDS];
    char name[FILE_NAME_BYTES];  /* below the folder, when it was last opened; the end of it where it is long */
};

enum entry_kind { ENTRY_CREATE = 1, ENTRY_UNLINK, ENTRY_RENAME, ENTRY_LINK, ENTRY_MKDIR, ENTRY_RMDIR, ENTRY_EXCHANGE };

/* A change of a directory entry, in the order in which they were made. Paths are those of its moment, below the folder. */
struct entry {
    uint64_t number;
    uint32_t kind;
    uint32_t mode;        /* of a directory that was removed */
    uint64_t inode;       /* of the file or directory; 0 while it is being created */
    uint64_t parent;      /* inode of the directory that has, or had, the entry */
    uint64_t new_parent;  /* of a rename or link */
    uint64_t held;        /* inode of the file whose name went, kept as held/NUMBER; 0 if none */
    char path[ENTRY_PATH_BYTES];
    char new_path[ENTRY_PATH_BYTES];
    uint8_t padding[1088 - 48 - 2 * ENTRY_PATH_BYTES];
};

#define LOCKS 64
struct lock {
    pthread_mutex_t mutex;
    uint8_t padding[64 - sizeof(pthread_mutex_t)];
};

struct record {
    struct header header;         /* at 0 */
    struct lock names;            /* at 4096: of entries */
    struct lock files_lock;       /* of which file has which place */
    struct lock pages[LOCKS];     /* of the files, in turn */
    uint8_t padding_locks[8192 - (LOCKS + 2) * sizeof(struct lock)];
    struct file files[FILES];     /* at 12288 */
    struct entry entries[ENTRIES];/* number N at (N - 1) % ENTRIES */
};

_Static_assert(offsetof(struct header, faults) == 512, "faults");
_Static_assert(offsetof(struct header, counters) == 1024, "counters");
_Static_assert(sizeof(struct header) == 4096, "header");
_Static_assert(sizeof(struct file) == 384, "file");
_Static_assert(sizeof(struct entry) == 1088, "entry");
_Static_assert(offsetof(struct record, files) == 12288, "files");
#endif
