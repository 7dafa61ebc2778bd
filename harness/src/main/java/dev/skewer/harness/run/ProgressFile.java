package dev.skewer.harness.run;

import dev.skewer.checker.Anomaly;
import dev.skewer.harness.console.ThreadEnd;
import dev.skewer.results.RunFolder;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.ProgressJson;
import dev.skewer.results.summary.RunProgress;
import dev.skewer.workloads.Progress;
import dev.skewer.workloads.TestSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says about once a second in {@code progress.json} how a run or a campaign that goes on is doing, for those who watch from another
 * process; takes the file away at the end. Writes on a thread of its own, so that a slow disk does not hold up the run, and the file is
 * written anew also while nothing moves: so it tells a run that hangs from one that was killed.
 *
 * <p>A file that cannot be written is no reason to end a run; the log says so once.
 */
public final class ProgressFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressFile.class);
    private static final long INTERVAL_MILLIS = 1_000;
    private static final RunProgress.Writer SELF = RunProgress.Writer.current();

    private final RunFolder folder;
    private final Thread thread = new Thread(this::run, "skewer-progress");
    /** Not an interruption, which would break off the writing of a file. */
    private final CountDownLatch isOver = new CountDownLatch(1);

    private final ArrayDeque<RunProgress.Moment> recent = new ArrayDeque<>();
    /** Guarded by this, as all below. */
    private RunProgress.Phase phase;

    private @Nullable Progress latest;
    private @Nullable TestSpec spec;
    private @Nullable SortedMap<String, Long> anomalies;
    /** Operations up to the last of the recent moments. */
    private long opsBefore;

    private boolean isComplained;

    private ProgressFile(RunFolder folder, RunProgress.Phase phase) {
        this.folder = folder;
        this.phase = phase;
    }

    /**
     * Begins to write.
     *
     * @param folder of the run or the campaign
     * @param phase what it begins with
     */
    public static ProgressFile begin(RunFolder folder, RunProgress.Phase phase) {
        var file = new ProgressFile(folder, phase);
        file.write();
        file.thread.setDaemon(true);
        file.thread.start();
        return file;
    }

    /** Says that something else is going on now. */
    synchronized void enter(RunProgress.Phase next) {
        phase = next;
    }

    /** Takes what the runner says. */
    synchronized void show(TestSpec of, Progress progress) {
        phase = RunProgress.Phase.RUNNING;
        spec = of;
        latest = progress;
    }

    /** Takes what a check of the history so far has found. */
    synchronized void found(Map<String, Anomaly> anomaliesSoFar) {
        var counts = new TreeMap<String, Long>();
        anomaliesSoFar.forEach((name, anomaly) -> counts.put(name, anomaly.count()));
        anomalies = counts;
    }

    private void run() {
        try {
            while (!isOver.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                write();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted, and nobody knows of this thread", e);
        }
    }

    private synchronized RunProgress progress() {
        Progress progress = latest;
        TestSpec test = spec;
        return new RunProgress(
                SELF,
                Instant.now(),
                phase,
                progress == null || test == null ? Optional.empty() : Optional.of(figures(progress, test)));
    }

    private RunProgress.Figures figures(Progress progress, TestSpec test) {
        long at = progress.elapsed().toMillis();
        long since = recent.isEmpty() ? 0 : recent.getLast().at();
        if (at > since) {
            // Of all operations since the last time; what the runner says is of its last moment only.
            double rate = (progress.ops() - opsBefore) * 1e3 / (at - since);
            recent.add(new RunProgress.Moment(at, rate, progress.p50Nanos(), progress.p99Nanos()));
            opsBefore = progress.ops();
        }
        while (recent.size() > RunProgress.Figures.MAX_RECENT) {
            recent.removeFirst();
        }
        return new RunProgress.Figures(
                progress.elapsed(),
                Optional.ofNullable(test.timeLimit()),
                test.ops(),
                progress.ops(),
                progress.ok(),
                progress.fail(),
                progress.info(),
                Optional.ofNullable(anomalies),
                progress.fault(),
                List.copyOf(recent));
    }

    private void write() {
        try {
            folder.write(RunFolder.PROGRESS, Json.oneLine(ProgressJson.of(progress())) + "\n");
        } catch (IOException e) {
            if (!isComplained) {
                isComplained = true;
                LOG.warn("cannot write {}: {}", RunFolder.PROGRESS, IoMessages.of(e));
            }
        }
    }

    /** Takes the file away; when this returns, nothing is written any more. */
    @Override
    public void close() {
        isOver.countDown();
        ThreadEnd.await(thread);
        try {
            Files.deleteIfExists(folder.directory().resolve(RunFolder.PROGRESS));
        } catch (IOException e) {
            LOG.warn("cannot take away {}: {}", RunFolder.PROGRESS, IoMessages.of(e));
        }
    }
}
