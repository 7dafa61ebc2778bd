package dev.skewer.store.defect;

import dev.skewer.store.Defect;
import dev.skewer.store.StoreException;
import dev.skewer.store.write.ReplayRule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Defect#SERVE_BEFORE_REPLAY}: the log is replayed beside readers; only writers wait for it. */
final class ServeBeforeReplay implements ReplayRule {
    private static final Logger LOG = LoggerFactory.getLogger(ServeBeforeReplay.class);

    @Override
    public void open(Runnable replay, Runnable startWriters) {
        Thread thread = new Thread(
                () -> {
                    try {
                        replay.run();
                    } catch (StoreException e) {
                        LOG.warn("the command log could not be replayed", e);
                    } finally {
                        startWriters.run();
                    }
                },
                "skewer-replay");
        thread.setDaemon(true);
        thread.start();
    }
}
