package dev.skewer.site.index;

import dev.skewer.checker.Validity;
import dev.skewer.results.RunName;
import dev.skewer.site.files.Folder;
import dev.skewer.site.files.ResultFiles;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * All runs and campaigns below a results folder, the newest first, in memory. A look at them lists the folders, which is one call of the
 * operating system for each, and reads only those that are new or were written to: files of runs are put in their place whole, under
 * their names, which changes the time of the folder. What was written to just now is read again at the next look, as the clock of the
 * file system may not have moved on since.
 *
 * <p>Any number of threads may ask; one of them looks, at most once a second, and the others take what there is.
 */
public final class RunIndex {
    /** How old what is shown may be. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Coarser than the clock of any file system. */
    private static final Duration CLOCK = Duration.ofSeconds(2);

    /** How long a page waits for runs to be read that are new; the rest is read in the background. */
    private static final Duration READING = Duration.ofMillis(200);

    /** Between two readings in the background. */
    private static final Duration PAUSE = Duration.ofMillis(10);

    private static final Comparator<Entry> NEWEST_FIRST = Comparator.comparing(
                    (Entry entry) -> entry.name().started())
            .thenComparing(entry -> entry.name().sequence())
            .reversed()
            .thenComparing(Entry::test);

    private final ResultFiles files;
    private final ReentrantLock lock = new ReentrantLock();
    /** By the names on the way to them; guarded by the lock. */
    private Map<List<String>, Known> known = new HashMap<>();

    private volatile Snapshot snapshot = new Snapshot(List.of(), 0, Instant.MIN, 0);

    /**
     * What is known of a folder.
     *
     * @param entry what a run left in it; null if it left nothing
     * @param modified when the folder was last changed
     * @param isStale whether it has to be read, again if the entry has been
     * @param isSettled whether a later change is certain to be seen
     */
    private record Known(@Nullable Entry entry, Instant modified, boolean isStale, boolean isSettled) {
        /** Whether it need not be read again if the folder has not changed. */
        boolean stillHolds(Instant now) {
            return modified.equals(now)
                    && !isStale
                    && isSettled
                    && (entry == null || entry.status() != Entry.Status.RUNNING);
        }
    }

    /**
     * What is there at some moment.
     *
     * @param entries the newest first
     * @param unread how many folders have not been read yet, or not since they were last written to
     * @param listed when the folders were listed
     * @param number grows from one look to the next
     */
    public record Snapshot(List<Entry> entries, int unread, Instant listed, long number) {
        /** Copies the list. */
        public Snapshot {
            entries = List.copyOf(entries);
        }

        /** A run or campaign by the names of its folders. */
        public Optional<Entry> find(String test, String folder) {
            return entries.stream()
                    .filter(entry ->
                            entry.folder().equals(folder) && entry.test().equals(test))
                    .findFirst();
        }

        private boolean isFresh(Instant now) {
            return !listed.equals(Instant.MIN)
                    && Duration.between(listed, now).abs().compareTo(PATIENCE) < 0;
        }
    }

    /** An index that knows nothing yet. */
    public RunIndex(ResultFiles files) {
        this.files = files;
    }

    /**
     * What is there now, give or take a second. Runs that are new are read first, for a fifth of a second at most.
     *
     * @throws IOException if the results folder cannot be read
     */
    public Snapshot look() throws IOException {
        Snapshot before = snapshot;
        if (before.isFresh(Instant.now()) && before.unread() == 0) {
            return before;
        }
        lock.lock();
        try {
            Instant now = Instant.now();
            if (snapshot.number() != before.number() && snapshot.isFresh(now)) {
                // Another thread has just read for as long as a page waits.
                return snapshot;
            }
            if (!snapshot.isFresh(now)) {
                list(now);
            }
            if (snapshot.unread() > 0) {
                read(now.plus(READING));
            }
            return snapshot;
        } finally {
            lock.unlock();
        }
    }

    /** Lists the folders; what is known of those that have not changed is kept. */
    private void list(Instant now) throws IOException {
        var listed = new HashMap<List<String>, Known>();
        files.in(List.of(), results -> {
            for (String test : results.names()) {
                results.in(test, runs -> {
                    for (String name : runs.names()) {
                        Optional<RunName> parsed = RunName.parse(name);
                        if (parsed.isPresent()) {
                            Optional<Folder.Item> folder = runs.item(name).filter(Folder.Item::isFolder);
                            if (folder.isPresent()) {
                                List<String> path = List.of(test, name);
                                listed.put(
                                        path,
                                        known(path, parsed.get(), folder.get().modified()));
                            }
                        }
                    }
                    return true;
                });
            }
            return true;
        });
        boolean isSame = listed.equals(known);
        known = listed;
        snapshot = isSame
                ? new Snapshot(snapshot.entries(), snapshot.unread(), now, snapshot.number() + 1)
                : snapshot(now);
    }

    private Known known(List<String> path, RunName name, Instant modified) {
        Known before = known.get(path);
        if (before == null) {
            return new Known(unread(path, name), modified, true, false);
        }
        return before.stillHolds(modified) ? before : new Known(before.entry(), modified, true, false);
    }

    private static Entry unread(List<String> path, RunName name) {
        return new Entry(
                path.get(0),
                path.get(1),
                name,
                Entry.Kind.RUN,
                Entry.Status.UNREAD,
                path.get(0),
                Validity.UNKNOWN,
                List.of(),
                Duration.ZERO,
                "");
    }

    /** Reads what has to be read, the newest first, until there is no more or the time is over. */
    private void read(Instant until) throws IOException {
        List<Map.Entry<List<String>, Known>> stale = known.entrySet().stream()
                .filter(each -> each.getValue().isStale())
                .sorted(Comparator.comparing(
                        (Map.Entry<List<String>, Known> each) -> each.getKey().get(1), Comparator.reverseOrder()))
                .toList();
        for (Map.Entry<List<String>, Known> each : stale) {
            if (Instant.now().isAfter(until)) {
                break;
            }
            List<String> path = each.getKey();
            Instant modified = each.getValue().modified();
            boolean isSettled = modified.isBefore(Instant.now().minus(CLOCK));
            Optional<Entry> entry = RunName.parse(path.get(1)).flatMap(name -> entry(path, name));
            each.setValue(new Known(entry.orElse(null), modified, false, isSettled));
        }
        snapshot = snapshot(snapshot.listed());
    }

    private Optional<Entry> entry(List<String> path, RunName name) {
        try {
            return files.in(path, folder -> EntryReader.read(folder, path.get(0), path.get(1), name))
                    .flatMap(found -> found);
        } catch (IOException e) {
            return Optional.of(EntryReader.unreadable(path.get(0), path.get(1), name, e));
        }
    }

    private Snapshot snapshot(Instant listed) {
        var entries = new ArrayList<Entry>(known.size());
        int unread = 0;
        for (Known each : known.values()) {
            unread += each.isStale() ? 1 : 0;
            if (each.entry() != null) {
                entries.add(each.entry());
            }
        }
        entries.sort(NEWEST_FIRST);
        return new Snapshot(entries, unread, listed, snapshot.number() + 1);
    }

    /** Reads what has not been read yet, until nothing is left or the thread is interrupted; for a thread in the background. */
    public void readAll() {
        try {
            while (look().unread() > 0) {
                // Those who wait for the lock go first.
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (InterruptedException | IOException e) {
            // The server ends, or the folder is not there any more, of which whoever asks next is told.
            return;
        }
    }
}
