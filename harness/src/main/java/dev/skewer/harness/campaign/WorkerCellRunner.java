package dev.skewer.harness.campaign;

import dev.skewer.results.Printable;
import dev.skewer.results.summary.PlannedCell;
import dev.skewer.results.summary.SummaryException;
import dev.skewer.results.summary.SummaryFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs cells in a process of its own, one after the other: cells that run at once in one JVM would share its heap, its collections and its log. A process that dies, as of a bug in
 * native code, takes one cell with it, which is then not as expected; the next cell gets another.
 */
final class WorkerCellRunner implements CellRunner {
    private static final long PATIENCE_SECONDS = 10;

    private final List<String> command;
    private final Path directory;
    private final Path log;
    private @Nullable Worker worker;
    private boolean isStopped;

    /**
     * A runner that has no process yet.
     *
     * @param command the worker: see {@link CampaignWorker}
     * @param directory where it works
     * @param log where its complaints go
     */
    WorkerCellRunner(List<String> command, Path directory, Path log) {
        this.command = List.copyOf(command);
        this.directory = directory;
        this.log = log;
    }

    /**
     * The process.
     *
     * @param process it
     * @param requests its input
     * @param answers its output
     */
    private record Worker(Process process, Writer requests, BufferedReader answers) {
        void ask(String line) throws IOException {
            requests.write(line + "\n");
            requests.flush();
        }
    }

    @Override
    public Outcome run(PlannedCell planned) {
        try {
            Worker running = running();
            String answer;
            try {
                running.ask(planned.key());
                answer = running.answers().readLine();
            } catch (IOException e) {
                answer = null;
            }
            if (answer != null) {
                return outcome(answer);
            }
            return died(planned, running);
        } catch (IOException | SummaryException e) {
            return new Outcome(
                    LocalCellRunner.outcome(planned, List.of(), false, null),
                    "the process that is to run cells: " + Printable.line(String.valueOf(e.getMessage())));
        }
    }

    private static Outcome outcome(String answer) {
        SummaryFiles.Answer read = SummaryFiles.answer(answer, "the answer of a process that runs cells");
        return new Outcome(read.cell(), read.failure());
    }

    private Outcome died(PlannedCell planned, Worker dead) {
        synchronized (this) {
            worker = null;
        }
        String how = exit(dead.process())
                .map(code -> code > 128 ? "was ended by signal " + (code - 128) : "ended with exit code " + code)
                .orElse("does not answer");
        return new Outcome(
                LocalCellRunner.outcome(planned, List.of(), true, null)
                        .failed("the process that ran it " + how + "; what it said is in " + log.getFileName()),
                null);
    }

    private static Optional<Integer> exit(Process process) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            return Optional.of(process.exitValue());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
            return Optional.empty();
        }
    }

    private synchronized Worker running() throws IOException {
        if (worker != null) {
            return worker;
        }
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        worker = new Worker(
                process,
                new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8),
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
        if (isStopped) {
            worker.ask(CampaignWorker.STOP);
        }
        return worker;
    }

    /** Asks for what runs to be stopped; may come from any thread. */
    synchronized void stop() {
        if (isStopped) {
            return;
        }
        isStopped = true;
        if (worker != null) {
            try {
                worker.ask(CampaignWorker.STOP);
            } catch (IOException e) {
                // It has ended already, which whoever waits for its answer notices.
                return;
            }
        }
    }

    @Override
    public synchronized void close() {
        if (worker == null) {
            return;
        }
        try (Writer requests = worker.requests()) {
            requests.flush();
        } catch (IOException e) {
            // It has ended already.
            worker.process().destroy();
        }
        exit(worker.process());
        worker = null;
    }
}
