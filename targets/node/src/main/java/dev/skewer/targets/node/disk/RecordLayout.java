package dev.skewer.targets.node.disk;

/** Where things are in the record: {@code record.h} has the same. Offsets and sizes are in bytes. */
final class RecordLayout {
    static final int VERSION = 2;

    static final int PAGE = 4096;
    static final int SECTOR = 512;

    // the header
    static final int VERSION_AT = 0;
    static final int ATTACHED = 8;
    static final int LIMITS = 12;
    static final int LAST_ENTRY = 16;
    static final int DURABLE_ENTRY = 24;

    // faults
    static final int FAULTS = 512;
    static final int SYNC_LIES = 512;
    static final int SYNC_DELAY_MIN_US = 516;
    static final int SYNC_DELAY_MAX_US = 520;
    static final int ERROR_CALLS = 524;
    static final int ERROR_NUMBER = 528;
    static final int ERROR_PER_MILLION = 532;
    static final int FLIP_PER_MILLION = 536;
    static final int FLIPS_LEFT = 540;
    static final int TEAR_PER_MILLION = 544;
    static final int TEARS_LEFT = 548;
    static final int SEED = 552;
    static final int PATTERN = 560;
    static final int PATTERN_BYTES = 64;
    static final int SPACE_IS_LIMITED = 624;
    static final int SPACE_IS_THIN = 628;
    static final int SPACE_LEFT = 632;

    // counters
    static final int SYNCS = 1032;
    static final int LIES = 1040;
    static final int DELAYS = 1048;
    static final int ERRORS = 1056;
    static final int FLIPS = 1064;
    static final int TEARS = 1072;
    static final int REFUSALS = 1080;
    static final int PAST_COUNTERS = 1088;

    static final int PIDS = 2048;
    static final int PID_COUNT = 512;

    // files
    static final int FILES = 12288;
    static final int FILE = 384;
    static final int FILE_COUNT = 16384;
    static final int FILE_INODE = 0;
    static final int FILE_STATE = 8;
    static final int FILE_GENERATION = 12;
    static final int FILE_DURABLE_SIZE = 16;
    static final int FILE_CUT = 24;
    static final int FILE_OLDER_CUT = 32;
    static final int FILE_FIRST_PAGE = 56;
    static final int FILE_PAST_PAGE = 64;
    static final int FILE_WRITE_ENDS = 72;
    static final int WRITE_ENDS = 8;
    static final int FILE_NAME = 256;
    static final int FILE_NAME_BYTES = 128;
    static final int STATE_LIVE = 1;

    // entries
    static final int ENTRIES = FILES + FILE * FILE_COUNT;
    static final int ENTRY = 1088;
    static final int ENTRY_COUNT = 4096;
    static final int ENTRY_KIND = 8;
    static final int ENTRY_MODE = 12;
    static final int ENTRY_INODE = 16;
    static final int ENTRY_HELD = 40;
    static final int ENTRY_PATH = 48;
    static final int ENTRY_NEW_PATH = 560;
    static final int ENTRY_PATH_BYTES = 512;

    static final int RECORD = ENTRIES + ENTRY * ENTRY_COUNT;

    // limits
    static final int LIMIT_FILES = 1;
    static final int LIMIT_PAGES = 2;
    static final int LIMIT_PATH = 4;
    static final int LIMIT_HELD = 8;
    static final int LIMIT_MAPPED = 16;

    private RecordLayout() {}
}
