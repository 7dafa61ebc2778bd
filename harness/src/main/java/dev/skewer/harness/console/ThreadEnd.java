package dev.skewer.harness.console;

/** The end of a thread that has been told to end. */
public final class ThreadEnd {
    private ThreadEnd() {}

    /** Waits until a thread has ended, also when interrupted meanwhile; the interrupt is there afterwards. */
    public static void await(Thread thread) {
        boolean wasInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
