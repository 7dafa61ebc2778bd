package dev.skewer.checker.linear;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.List;

/**
 * Whether the heap is nearly full of what is in use. A search counts what its own tables take, but not what the states of a
 * user's model take; this ends it before the collector runs all the time, or the memory is out.
 */
final class HeapWatch {
    private static final double TIGHT = 0.92;

    private static final List<MemoryPoolMXBean> POOLS = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isCollectionUsageThresholdSupported())
            .toList();

    private HeapWatch() {}

    /** Whether the last collection of some old generation left hardly any room in it; about a microsecond. */
    static boolean isTight() {
        for (MemoryPoolMXBean pool : POOLS) {
            MemoryUsage left = pool.getCollectionUsage();
            boolean bounded =
                    left != null && left.getMax() >= Runtime.getRuntime().maxMemory() / 2;
            if (bounded && left.getUsed() > TIGHT * left.getMax()) {
                return true;
            }
        }
        return false;
    }
}
