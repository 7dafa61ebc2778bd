package dev.skewer.targets.node;

import dev.skewer.workloads.target.TargetLostException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process that the harness started and owns, and starts again from what it left. What is done to it is done under its lock, so
 * that faults can combine: one that kills it, say, finds it dead or serving, never half started.
 *
 * <p><b>It does not outlive the harness.</b> Its standard input is a pipe that nothing is written to, and ends with the harness: a
 * program of ours watches it. Any other is ended by the kernel, where {@code setpriv} can ask for that ({@code PR_SET_PDEATHSIG});
 * and what a killed harness left all the same, its successor ends ({@link Remains}).
 *
 * <p>It leads a process group, where {@code setsid} is to be had, and signals go to all of that, and to all that it started
 * ({@link Family}).
 */
public final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final long DEATH_PATIENCE_NANOS = 10_000_000_000L;
    private static final long POLL_NANOS = 2_000_000;
    private static final int LOG_LINES = 20;

    /**
     * An end that was not asked for.
     *
     * @param sentence how it ended and what it printed last, in one line
     * @param nanos when, by {@link System#nanoTime}
     */
    public record Accident(String sentence, long nanos) {
        /** How long ago it was. */
        public Duration age() {
            return Duration.ofNanos(System.nanoTime() - nanos);
        }
    }

    private final String name;
    private final Program program;
    private final Runnable onChange;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Process process;
    /** Notices its end. */
    @SuppressWarnings("UnusedVariable") // kept so that it is not collected before
    private @Nullable CompletableFuture<Void> watch;

    private boolean isPaused;
    private volatile boolean isServing;
    /** Set while an end is what is wanted, so that any other end is known for an accident. */
    private volatile boolean isMeantToEnd;

    private volatile @Nullable Accident accident;
    private final AtomicInteger starts = new AtomicInteger();

    /**
     * One that does not run yet.
     *
     * @param name for people
     * @param onChange told whenever {@link #isServing} may have become another; quick, may come from any thread
     */
    public Node(String name, Program program, Runnable onChange) {
        this.name = name;
        this.program = program;
        this.onChange = onChange;
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** What it runs. */
    public Program program() {
        return program;
    }

    /** Whether it has started and runs, paused or not. */
    public boolean isServing() {
        return isServing;
    }

    /** How it ended by itself; null if it did not, or was started again since. */
    public @Nullable Accident accident() {
        return accident;
    }

    /** How often it was started. */
    public int starts() {
        return starts.get();
    }

    /** The file that takes what it prints. */
    public Path log() {
        return program.folder().resolve("log");
    }

    // ── starting ────────────────────────────────────────────────────────────────────────────────────────────────

    /**
     * Starts it and waits until it serves; harmless when it runs.
     *
     * @throws TargetLostException if it ends instead, or does not serve in time; it does not run then
     */
    public void start() {
        lock.lock();
        try {
            if (isRunning()) {
                return;
            }
            Process started = launch();
            process = started;
            isPaused = false;
            starts.incrementAndGet();
            awaitReady(started);
            isServing = true;
            accident = null;
            isMeantToEnd = false;
            watch = started.onExit().thenAccept(this::ended);
        } finally {
            lock.unlock();
            onChange.run();
        }
    }

    /**
     * Starts it again if it ended by itself, or is about to, as the kernel has ended it; what was made to end stays down.
     *
     * @throws TargetLostException if it does not start
     */
    public void recover() {
        lock.lock();
        try {
            if (starts.get() > 0 && !isMeantToEnd) {
                awaitPendingEnd();
                start();
            }
        } finally {
            lock.unlock();
        }
    }

    /** On a busy machine a process that was ended goes on existing until each of its threads had a processor. */
    private void awaitPendingEnd() {
        Process running = process;
        long deadline = System.nanoTime() + DEATH_PATIENCE_NANOS;
        while (running != null
                && running.isAlive()
                && Threads.isAnyEnding(running.pid())
                && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private Process launch() {
        isMeantToEnd = true;
        program.readiness().reset();
        var builder = new ProcessBuilder(program.wholeCommand())
                .directory(program.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        builder.environment().putAll(program.environment());
        try {
            Process started = Launcher.start(builder);
            Remains.register(program.folder(), started);
            return started;
        } catch (IOException e) {
            throw new TargetLostException(name + " cannot be started: " + e.getMessage(), e);
        }
    }

    private void awaitReady(Process started) {
        long deadline = System.nanoTime() + program.patience().toNanos();
        while (!program.readiness().isReady()) {
            if (!started.isAlive()) {
                throw lost("ended with exit code " + started.exitValue() + " instead of starting");
            }
            if (System.nanoTime() - deadline > 0) {
                kill();
                throw lost("did not start within " + program.patience().toSeconds() + " s");
            }
            LockSupport.parkNanos(POLL_NANOS);
            if (Thread.interrupted()) {
                kill();
                Thread.currentThread().interrupt();
                throw lost("was not waited for until it started: interrupted");
            }
        }
    }

    private TargetLostException lost(String what) {
        return new TargetLostException(name + " " + what + said(), null);
    }

    /** What it printed last, for a line of ours. */
    private String said() {
        List<String> lines = logTail();
        return lines.isEmpty() ? "" : "; its log ends: " + String.join(" | ", lines);
    }

    private void ended(Process it) {
        boolean isAccident = !isMeantToEnd;
        closeInput(it);
        lock.lock();
        try {
            if (it != process) {
                return;
            }
            isServing = false;
            if (isAccident && !isMeantToEnd) {
                accident = new Accident(
                        name + " ended by itself with exit code " + it.exitValue() + said(), System.nanoTime());
            }
        } finally {
            lock.unlock();
        }
        onChange.run();
    }

    /** Nothing was written to it, and a pipe of each of many lives would be left to the collector of garbage. */
    private static void closeInput(Process ended) {
        try {
            ended.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("the standard input of a process that has ended does not close", e);
        }
    }

    // ── signals ─────────────────────────────────────────────────────────────────────────────────────────────────

    /** Ends it at once, with {@code SIGKILL}, and waits until it is gone; harmless when it does not run. */
    public void kill() {
        kill(() -> {});
    }

    /**
     * Ends it at once as {@link #kill} does, and does something while it certainly does not run.
     *
     * @param whileDead done too when it did not run before
     */
    public void kill(Runnable whileDead) {
        lock.lock();
        try {
            isMeantToEnd = true;
            isServing = false;
            Process running = process;
            if (running != null && running.isAlive()) {
                Family.kill(running.toHandle());
                awaitEnd(running, Duration.ofSeconds(30));
            }
            isPaused = false;
            whileDead.run();
        } finally {
            lock.unlock();
            onChange.run();
        }
    }

    /**
     * Asks it to end, with {@code SIGTERM} or whatever signal its program takes for that, and waits; kills it if that takes too long.
     * Harmless when it does not run.
     */
    public void terminate() {
        lock.lock();
        try {
            isMeantToEnd = true;
            isServing = false;
            Process running = process;
            if (running != null && running.isAlive()) {
                resume();
                Signals.sendToEach(program.endSignal(), List.of(running.toHandle()));
                if (!awaitEnd(running, program.patience())) {
                    kill();
                }
            }
        } finally {
            lock.unlock();
            onChange.run();
        }
    }

    private static boolean awaitEnd(Process running, Duration limit) {
        boolean isInterrupted = false;
        long deadline = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    return running.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    isInterrupted = true;
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Stops it where it stands, with {@code SIGSTOP}, and waits until it has; harmless when it is paused or does not run. On a busy
     * machine its threads go on for a while, until the one that takes the signal gets a processor.
     */
    public void pause() {
        lock.lock();
        try {
            if (isRunning() && !isPaused) {
                isPaused = true;
                Family.stop(running());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets it go on, with {@code SIGCONT}; harmless when it is not paused. */
    public void resume() {
        lock.lock();
        try {
            if (isRunning() && isPaused) {
                Family.resume(running());
                isPaused = false;
            }
        } finally {
            lock.unlock();
        }
    }

    /** Does something while it is in one state: what starts, ends or pauses it waits meanwhile. */
    public void whileUnchanged(Runnable what) {
        lock.lock();
        try {
            what.run();
        } finally {
            lock.unlock();
        }
    }

    /** Whether its process is there, serving or not. */
    public boolean isRunning() {
        Process now = process;
        return now != null && now.isAlive();
    }

    private ProcessHandle running() {
        return Objects.requireNonNull(process).toHandle();
    }

    /** The number of its process, or of its last one; 0 if it was never started. */
    public long pid() {
        Process now = process;
        return now == null ? 0 : now.pid();
    }

    /** The numbers of its process and of those that this one started, as far as they run. */
    public List<Long> pids() {
        return isRunning()
                ? Stream.concat(Stream.of(running()), running().descendants())
                        .map(ProcessHandle::pid)
                        .toList()
                : List.of();
    }

    /** The last lines that it printed, oldest first. */
    public List<String> logTail() {
        try (var lines = Files.lines(log(), StandardCharsets.ISO_8859_1)) {
            var tail = new ArrayList<String>();
            lines.filter(line -> !line.isBlank()).forEach(line -> {
                if (tail.size() == LOG_LINES) {
                    tail.remove(0);
                }
                tail.add(line.strip());
            });
            return tail;
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }
}
