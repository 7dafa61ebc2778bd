package dev.skewer.targets.node.disk;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of the files below a folder: which part of them would survive a loss of power, and which faults are on. The file is mapped
 * here and in every process below the shim, so that each sees at once what another writes.
 */
final class DiskRecord {
    private static final VarHandle INTS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int FILES_AT_ONCE = 128;

    private final Path place;
    private ByteBuffer memory;

    private DiskRecord(Path place, ByteBuffer memory) {
        this.place = place;
        this.memory = memory;
    }

    /**
     * A new record, by which everything is durable that is there now. No process may be using the one that was there.
     *
     * @param place a folder, in the file system of the files; made if it is not there, emptied if it is
     */
    static DiskRecord create(Path place) throws IOException {
        DiskRecord made = new DiskRecord(place, ByteBuffer.allocate(0));
        made.forget();
        return made;
    }

    /** Begins anew: everything is durable that is there now. Faults and what they did stay. */
    void forget() throws IOException {
        ByteBuffer before = memory;
        for (Path folder : List.of(place, place.resolve("held"), place.resolve("pages"))) {
            Files.createDirectories(folder);
            openToAll(folder, "rwxrwxrwx");
        }
        empty(place.resolve("held"));
        empty(place.resolve("pages"));
        Path file = place.resolve("record");
        Files.deleteIfExists(file);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            openToAll(file, "rw-rw-rw-");
            memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, RecordLayout.RECORD)
                    .order(ByteOrder.LITTLE_ENDIAN);
        }
        for (int at = RecordLayout.FAULTS; at < RecordLayout.PAST_COUNTERS && before.capacity() > 0; at++) {
            memory.put(at, before.get(at));
        }
        setInt(RecordLayout.VERSION_AT, RecordLayout.VERSION);
    }

    private static void empty(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    /** A server may run as another user than the harness does; who may enter the folder above is that folder's to say. */
    static void openToAll(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    /** The folder that it is in. */
    Path place() {
        return place;
    }

    int getInt(int at) {
        return (int) INTS.getVolatile(memory, at);
    }

    void setInt(int at, int value) {
        INTS.setVolatile(memory, at, value);
    }

    long getLong(int at) {
        return (long) LONGS.getVolatile(memory, at);
    }

    void setLong(int at, long value) {
        LONGS.setVolatile(memory, at, value);
    }

    void setText(int at, int bytes, String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        if (encoded.length >= bytes) {
            throw new IllegalArgumentException("longer than " + (bytes - 1) + " bytes: " + text);
        }
        for (int i = 0; i < bytes; i++) {
            memory.put(at + i, i < encoded.length ? encoded[i] : 0);
        }
    }

    private String text(int at, int bytes) {
        int length = 0;
        while (length < bytes && memory.get(at + length) != 0) {
            length++;
        }
        byte[] encoded = new byte[length];
        memory.get(at, encoded);
        return new String(encoded, StandardCharsets.UTF_8);
    }

    /** The processes that attached to it, dead ones too; empty if they were too many to be known. */
    Optional<Set<Long>> processes() {
        int attached = getInt(RecordLayout.ATTACHED);
        if (Integer.compareUnsigned(attached, RecordLayout.PID_COUNT) > 0) {
            return Optional.empty();
        }
        var pids = new HashSet<Long>();
        for (int i = 0; i < attached; i++) {
            pids.add((long) getInt(RecordLayout.PIDS + Integer.BYTES * i));
        }
        return Optional.of(pids);
    }

    /**
     * The files that were changed, in no particular order. They are read, not looked at where they are mapped: a mapping is given back by the
     * garbage collector only, and what was looked at counts as this process's memory until then.
     */
    List<ChangedFile> files() throws IOException {
        var files = new ArrayList<ChangedFile>();
        ByteBuffer some = ByteBuffer.allocate(FILES_AT_ONCE * RecordLayout.FILE).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(place.resolve("record"), StandardOpenOption.READ)) {
            for (int first = 0; first < RecordLayout.FILE_COUNT; first += FILES_AT_ONCE) {
                some.clear();
                long from = RecordLayout.FILES + (long) first * RecordLayout.FILE;
                while (some.hasRemaining() && channel.read(some, from + some.position()) > 0) {}
                for (int i = 0; i < FILES_AT_ONCE; i++) {
                    addFile(files, some, i * RecordLayout.FILE, first + i);
                }
            }
        }
        return files;
    }

    private static void addFile(List<ChangedFile> files, ByteBuffer from, int at, int number) {
        if (from.getInt(at + RecordLayout.FILE_STATE) != RecordLayout.STATE_LIVE) {
            return;
        }
        var writeEnds = new ArrayList<Long>();
        for (int i = 0; i < RecordLayout.WRITE_ENDS; i++) {
            writeEnds.add(from.getLong(at + RecordLayout.FILE_WRITE_ENDS + Long.BYTES * i));
        }
        files.add(new ChangedFile(
                from.getLong(at + RecordLayout.FILE_INODE),
                from.getLong(at + RecordLayout.FILE_DURABLE_SIZE),
                cut(from.getLong(at + RecordLayout.FILE_CUT), from.getLong(at + RecordLayout.FILE_OLDER_CUT)),
                from.getLong(at + RecordLayout.FILE_FIRST_PAGE),
                from.getLong(at + RecordLayout.FILE_PAST_PAGE),
                writeEnds,
                number + "-" + Integer.toUnsignedString(from.getInt(at + RecordLayout.FILE_GENERATION))));
    }

    /** The smaller of two that are all ones where there is none. */
    private static long cut(long newer, long older) {
        return Long.compareUnsigned(newer, older) < 0 ? newer : older;
    }

    /** The changes of directory entries that are not durable, the oldest first. */
    List<ChangedEntry> entries() {
        var entries = new ArrayList<ChangedEntry>();
        for (long number = getLong(RecordLayout.DURABLE_ENTRY) + 1;
                number <= getLong(RecordLayout.LAST_ENTRY);
                number++) {
            int at = RecordLayout.ENTRIES + (int) ((number - 1) % RecordLayout.ENTRY_COUNT) * RecordLayout.ENTRY;
            int kind = getInt(at + RecordLayout.ENTRY_KIND);
            entries.add(new ChangedEntry(
                    number,
                    ChangedEntry.Kind.KINDS.get(kind - 1),
                    getInt(at + RecordLayout.ENTRY_MODE),
                    getLong(at + RecordLayout.ENTRY_INODE),
                    getLong(at + RecordLayout.ENTRY_HELD),
                    text(at + RecordLayout.ENTRY_PATH, RecordLayout.ENTRY_PATH_BYTES),
                    text(at + RecordLayout.ENTRY_NEW_PATH, RecordLayout.ENTRY_PATH_BYTES)));
        }
        return entries;
    }

    /** A file that lost its name, by the number of the change. */
    Path held(long number) {
        return place.resolve("held").resolve(Long.toString(number));
    }

    /** The file that holds older contents of a file's pages; and the one that says of which, with the given ending. */
    Path pages(ChangedFile file, String ending) {
        return place.resolve("pages").resolve(file.pages() + ending);
    }

    /** What happened that is not modelled or did not fit, in words; empty if all is known. */
    List<String> limits() {
        int limits = getInt(RecordLayout.LIMITS);
        var said = new ArrayList<String>();
        say(
                said,
                limits & RecordLayout.LIMIT_FILES,
                "more than " + RecordLayout.FILE_COUNT + " files at a time: changes of the rest count as durable");
        say(said, limits & RecordLayout.LIMIT_PAGES, "pages whose older contents could not be kept count as durable");
        say(
                said,
                limits & RecordLayout.LIMIT_PATH,
                "names longer than " + (RecordLayout.ENTRY_PATH_BYTES - 1) + " bytes count as durable");
        say(
                said,
                limits & RecordLayout.LIMIT_HELD,
                "files that could not be kept when they lost their name: their end counts as durable");
        say(
                said,
                limits & RecordLayout.LIMIT_MAPPED,
                "files written through a shared mapping: what is written so counts as durable");
        return said;
    }

    private static void say(List<String> said, int limit, String sentence) {
        if (limit != 0) {
            said.add(sentence);
        }
    }
}
