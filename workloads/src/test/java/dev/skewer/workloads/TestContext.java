package dev.skewer.workloads;

import dev.skewer.history.EventSink;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** A context that keeps what it is told. */
public final class TestContext implements RunContext {
    private final Path scratch;
    public final RecordedHistory history = new RecordedHistory();
    public final List<Progress> progress = new CopyOnWriteArrayList<>();
    public volatile BooleanSupplier stopRequested = () -> false;
    public volatile BooleanSupplier liveCheck = () -> false;

    public TestContext(Path scratch) {
        this.scratch = scratch;
    }

    @Override
    public Path scratch() {
        return scratch;
    }

    @Override
    public EventSink history() {
        return history;
    }

    @Override
    public void progress(Progress now) {
        progress.add(now);
    }

    @Override
    public boolean stopRequested() {
        return stopRequested.getAsBoolean();
    }

    @Override
    public boolean liveCheck() {
        return liveCheck.getAsBoolean();
    }
}
