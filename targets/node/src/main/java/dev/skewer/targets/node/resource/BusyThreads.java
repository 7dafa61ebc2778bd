package dev.skewer.targets.node.resource;

import dev.skewer.workloads.target.Controls;

/** Threads that take the processors of the whole machine from whatever else wants them, for a while. */
final class BusyThreads implements Controls.Imposed {
    private static final int MOST = 64;

    private volatile boolean isOver;

    private BusyThreads() {}

    /**
     * Starts so many that what competes with them is left about so much.
     *
     * @param percent 1 … 100
     */
    static BusyThreads leaving(int percent) {
        int processors = Runtime.getRuntime().availableProcessors();
        int count = Math.min(MOST, processors * 100 / percent - processors);
        var all = new BusyThreads();
        for (int i = 0; i < count; i++) {
            var thread = new Thread(all::spin, "busy-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        return all;
    }

    private void spin() {
        while (!isOver) {
            Thread.onSpinWait();
        }
    }

    @Override
    public void close() {
        isOver = true;
    }
}
