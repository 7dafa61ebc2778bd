package dev.skewer.store.partition;

/**
 * Where the writers of several partitions meet for one command that concerns them all.
 *
 * <p>The command is queued with every writer concerned, in all queues at once, so that any two such commands are in the
 * same order in every queue that has both. Each writer stops when it reaches the command; the last to arrive executes
 * it for all of them, in one batch, while the others wait. Because of the common order, the writers that wait for each
 * other never form a circle: the oldest command that is not yet executed always has all its writers coming.
 */
final class Rendezvous {
    private int missing;
    private boolean over;

    /** A meeting of {@code writers} threads, at least two. */
    Rendezvous(int writers) {
        this.missing = writers;
    }

    /**
     * Arrives, and unless everybody else has, waits until {@link #finish}.
     *
     * @return whether the caller is the one to execute the command and then to call {@link #finish}
     */
    synchronized boolean arrive() {
        if (over || --missing == 0) {
            return !over;
        }
        boolean interrupted = false;
        while (!over) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    /** The command is executed; the others go on. */
    synchronized void finish() {
        over = true;
        notifyAll();
    }

    /**
     * Calls the meeting off, unless everybody has arrived and the command is being executed.
     *
     * @return whether it is called off by this call, so that the command certainly has no effect
     */
    synchronized boolean abort() {
        if (over || missing == 0) {
            return false;
        }
        over = true;
        notifyAll();
        return true;
    }
}
