package dev.skewer.store.storage;

/** Waiting that cannot be given up half-way: an interrupt is remembered until it is over. */
public final class Uninterrupted {
    private Uninterrupted() {}

    /** Something that waits, and may be waited for again after an interrupt. */
    @FunctionalInterface
    public interface Wait {
        void await() throws InterruptedException;
    }

    /** Waits until {@code wait} returns. */
    public static void await(Wait wait) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    wait.await();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
