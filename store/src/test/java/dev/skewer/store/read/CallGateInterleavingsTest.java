package dev.skewer.store.read;

import dev.skewer.store.StoreException;
import org.jetbrains.lincheck.Lincheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What guards RocksDB's objects under all interleavings of a few calls and closes: nothing is used after it is released, or by two
 * threads, or released twice, and whoever closes comes back when all is released, so that the database itself may go. A wait without
 * end fails too. Interleavings only, not memory modes.
 */
class CallGateInterleavingsTest {
    /** Stands for native objects: using it wrongly is told, where RocksDB would crash. */
    private static final class Natives {
        private volatile int users;
        private volatile boolean isReleased;

        void use() {
            check(!isReleased, "used after its release");
            check(users == 0, "used by two threads");
            users = 1;
            check(!isReleased, "released while in use");
            users = 0;
        }

        void release() {
            check(users == 0, "released while in use");
            check(!isReleased, "released twice");
            isReleased = true;
        }

        private static void check(boolean holds, String otherwise) {
            if (!holds) {
                throw new IllegalStateException(otherwise);
            }
        }
    }

    private static void call(CallGate gate, Natives natives) {
        try {
            gate.enter();
        } catch (StoreException refused) {
            // Closed, or in use by another: both are answers.
            return;
        }
        try {
            natives.use();
        } finally {
            gate.leave();
        }
    }

    private static void close(CallGate gate, Natives natives) {
        gate.close(natives::release);
        Natives.check(natives.isReleased, "a close came back before the release was done");
    }

    private static void race(Runnable... all) {
        Thread[] threads = new Thread[all.length];
        @Nullable IllegalStateException[] failures = new IllegalStateException[all.length];
        for (int i = 0; i < all.length; i++) {
            int who = i;
            threads[i] = new Thread(() -> {
                try {
                    all[who].run();
                } catch (IllegalStateException e) {
                    failures[who] = e;
                }
            });
            threads[i].start();
        }
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        // What a thread of its own throws would be printed, and nothing more.
        for (IllegalStateException failure : failures) {
            if (failure != null) {
                throw failure;
            }
        }
    }

    private static void callsAndTwoCloses() {
        CallGate gate = new CallGate();
        Natives natives = new Natives();
        race(() -> call(gate, natives), () -> close(gate, natives), () -> close(gate, natives));
        Natives.check(natives.isReleased, "not released");
    }

    private static void twoCallersAndAClose() {
        CallGate gate = new CallGate();
        Natives natives = new Natives();
        race(() -> call(gate, natives), () -> call(gate, natives), () -> close(gate, natives));
        Natives.check(natives.isReleased, "not released");
    }

    @Test
    @Tag("slow")
    void aReaderAndTheStoreThatCloseAtOnceBothWaitForTheRelease() {
        Lincheck.runConcurrentTest(2_000, CallGateInterleavingsTest::callsAndTwoCloses);
    }

    @Test
    @Tag("slow")
    void noTwoCallsAndNoCloseUseNativeObjectsAtOnce() {
        Lincheck.runConcurrentTest(2_000, CallGateInterleavingsTest::twoCallersAndAClose);
    }
}
