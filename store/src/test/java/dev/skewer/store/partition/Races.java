package dev.skewer.store.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.store.Defect;
import dev.skewer.store.StoreOptions;
import dev.skewer.store.YieldPoint;
import dev.skewer.store.YieldPoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A store whose steps a test can interrupt at yield points, to have something happen just there. */
abstract class Races {
    @TempDir
    Path directory;

    /** What happens the next time that {@link #where} is reached; once. */
    volatile @Nullable Runnable action;

    volatile YieldPoint where = YieldPoint.BEFORE_READ;
    final List<YieldPoint> trace = Collections.synchronizedList(new ArrayList<>());

    @Nullable PartitionStore store;

    PartitionStore open(Defect... defects) {
        YieldPoints yieldPoints = (point, invocation) -> {
            trace.add(point);
            Runnable due = action;
            if (point == where && due != null) {
                action = null;
                due.run();
            }
        };
        PartitionStore opened = PartitionStore.open(
                directory,
                StoreOptions.builder()
                        .defects(Set.of(defects))
                        .yieldPoints(yieldPoints)
                        .build());
        store = opened;
        return opened;
    }

    @AfterEach
    void close() {
        if (store != null) {
            store.close();
            assertThat(store.openHandles()).isZero();
        }
    }

    void at(YieldPoint point, Runnable next) {
        where = point;
        action = next;
    }

    static void fill(PartitionStore store, long invocation, String... entries) {
        for (String entry : entries) {
            store.execute(Commands.append(invocation, entry));
        }
    }
}
