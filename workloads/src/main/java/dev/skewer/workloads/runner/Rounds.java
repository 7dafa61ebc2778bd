package dev.skewer.workloads.runner;

import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Where slots wait for each other between phases; slots that have ended are not waited for. */
final class Rounds {
    private static final long POLL_MILLIS = 20;

    private final Phaser phaser;

    Rounds(int slots) {
        phaser = new Phaser(slots);
    }

    /** Waits until all slots that have not ended are here too, or the signal is given. */
    void await(StopSignal stop) throws InterruptedException {
        int phase = phaser.arrive();
        while (!stop.isGiven() && !advanced(phase)) {}
    }

    private boolean advanced(int phase) throws InterruptedException {
        try {
            phaser.awaitAdvanceInterruptibly(phase, POLL_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** A slot has ended. */
    void leave() {
        phaser.arriveAndDeregister();
    }
}
