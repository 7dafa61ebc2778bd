package dev.skewer.harness.console;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a piece of work has come that has no time to say so itself: looks at it several times a second, on a thread of its own.
 * Work that is over within a second is not shown at all.
 */
public final class Ticker implements AutoCloseable {
    private static final long FIRST_MILLIS = 1_000;
    private static final long INTERVAL_MILLIS = 250;

    private final Supplier<Progress> opening;
    private final Consumer<Progress> look;
    private final Thread thread = new Thread(this::run, "skewer-ticker");

    private Ticker(Supplier<Progress> opening, Consumer<Progress> look) {
        this.opening = opening;
        this.look = look;
    }

    /**
     * Begins to look.
     *
     * @param opening where to show it; asked once if at all, and closed with this ticker
     * @param look shows what there is to see; called on another thread than the work is done on
     */
    public static Ticker start(Supplier<Progress> opening, Consumer<Progress> look) {
        var ticker = new Ticker(opening, look);
        ticker.thread.setDaemon(true);
        ticker.thread.start();
        return ticker;
    }

    private void run() {
        @Nullable Progress progress = null;
        try {
            Thread.sleep(FIRST_MILLIS);
            progress = opening.get();
            while (true) {
                look.accept(progress);
                Thread.sleep(INTERVAL_MILLIS);
            }
        } catch (InterruptedException | OutOfMemoryError e) {
            // The work is over, or needs the memory more than this does.
            if (progress != null) {
                progress.close();
            }
        }
    }

    /** Takes it off the screen; when this returns, nothing is written any more. */
    @Override
    public void close() {
        thread.interrupt();
        ThreadEnd.await(thread);
    }
}
