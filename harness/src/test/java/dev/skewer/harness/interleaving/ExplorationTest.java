package dev.skewer.harness.interleaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.store.Durability;
import dev.skewer.store.ReadIsolation;
import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.JournalOperation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every interleaving once, the likely ones first; and each does to the store what it does to a model of a dozen lines. */
class ExplorationTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before each test
    Path directory;

    /** At {@code committed}: a read is two steps, a write one. */
    private static int steps(JournalOperation operation) {
        return operation.isRead() ? 2 : 1;
    }

    /** All orders of the steps of the processes, by recursion. */
    private static void orders(int[] left, List<Integer> order, Set<List<Integer>> all) {
        boolean isOver = true;
        for (int process = 0; process < left.length; process++) {
            if (left[process] > 0) {
                isOver = false;
                left[process]--;
                order.add(process);
                orders(left, order, all);
                order.remove(order.size() - 1);
                left[process]++;
            }
        }
        if (isOver) {
            all.add(List.copyOf(order));
        }
    }

    /** Whether a read of the whole range sees entries that are not those of the moment at which it saw the metadata. */
    private static boolean isSkewed(List<ScheduledOperation> operations, List<Integer> schedule) {
        var entries = new ArrayList<Long>();
        Map<Integer, Integer> next = new HashMap<>();
        Map<Integer, List<Long>> before = new HashMap<>();
        boolean isSkewed = false;
        for (int process : schedule) {
            List<JournalOperation> own = operations.stream()
                    .filter(each -> each.process() == process)
                    .map(each -> each.called().orElseThrow())
                    .toList();
            int at = next.getOrDefault(process, 0);
            JournalOperation operation = own.get(at);
            if (operation.isRead() && !before.containsKey(process)) {
                before.put(process, List.copyOf(entries));
                continue;
            }
            if (operation.isRead()) {
                isSkewed |= !entries.equals(before.remove(process));
            } else if (operation instanceof JournalOperation.AppendOne append) {
                entries.add(append.append().entry());
            } else if (operation instanceof JournalOperation.Trim trim && trim.length() < entries.size()) {
                entries.subList(trim.length(), entries.size()).clear();
            }
            next.put(process, at + 1);
        }
        return isSkewed;
    }

    private static List<ScheduledOperation> random(Random random) {
        var operations = new ArrayList<ScheduledOperation>();
        // The journal is there before all else, so that no trim is refused and no purged one is read.
        operations.add(new ScheduledOperation(0, new JournalOperation.AppendOne(new Append(0, 100)), -2, -1));
        int count = 2 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            JournalOperation operation = switch (random.nextInt(3)) {
                case 0 -> new JournalOperation.AppendOne(new Append(0, i + 1));
                case 1 -> new JournalOperation.Trim(0, random.nextInt(3));
                default -> new JournalOperation.Read(0, true, false);
            };
            operations.add(ScheduledOperation.free(random.nextInt(3), operation));
        }
        return operations;
    }

    private static int cost(Execution execution, Exploration.Cost cost) {
        return cost == Exploration.Cost.PREEMPTIONS
                ? execution.preemptions()
                : (int) execution.moves().stream()
                        .filter(move -> move.process() != move.expected())
                        .count();
    }

    @ParameterizedTest
    @EnumSource
    void everyInterleavingIsTriedOnceAndSkewsAsTheModelSays(Exploration.Cost cost) {
        long seed = 20261127;
        Random random = new Random(seed);
        var setting = new Setting(ReadIsolation.COMMITTED, Durability.ASYNC, Set.of());
        try (var store = new ControlledStore(directory.resolve("store"), setting)) {
            for (int i = 0; i < 60; i++) {
                List<ScheduledOperation> operations = random(random);
                int[] left = new int[3];
                operations.forEach(
                        each -> left[each.process()] += steps(each.called().orElseThrow()));
                left[0]--;
                Set<List<Integer>> all = new HashSet<>();
                orders(left, new ArrayList<>(List.of(0)), all);
                var seen = new HashSet<List<Integer>>();
                int[] most = {0};
                Exploration.Result result = new Exploration(store, operations, cost)
                        .find(
                                execution -> {
                                    assertThat(seen.add(execution.schedule())).isTrue();
                                    assertThat(cost(execution, cost)).isGreaterThanOrEqualTo(most[0]);
                                    most[0] = cost(execution, cost);
                                    assertThat(execution.verdict().anomalies().containsKey("read-skew"))
                                            .as("seed %d: %s by %s", seed, operations, execution.schedule())
                                            .isEqualTo(isSkewed(operations, execution.schedule()));
                                    return false;
                                },
                                Integer.MAX_VALUE,
                                Integer.MAX_VALUE,
                                () -> false);
                assertThat(result.isComplete()).isTrue();
                assertThat(seen).as("seed %d: %s", seed, operations).isEqualTo(all);
            }
        }
    }
}
