package dev.skewer.workloads.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.EventType;
import dev.skewer.workloads.RecordedHistory.Line;
import dev.skewer.workloads.TestContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A history says which node keeps which keys: each once, all that are used, and nothing where nodes do not keep keys for themselves. */
class PlacementTest extends Runs {
    private static final Pattern NODE = Pattern.compile("(\\d+) \\[([\\d ]*)]");
    private static final Pattern ID = Pattern.compile(":id (\\d+)");

    private List<Line> lines(int keys) {
        TestContext context = new TestContext(scratch);
        run(spec().keys(keys), context);
        return context.history.lines();
    }

    private static Map<Long, Integer> placed(List<Line> lines) {
        Map<Long, Integer> placed = new HashMap<>();
        for (Line line : lines) {
            if (line.f().equals("placement")) {
                assertThat(line.process()).isNegative();
                assertThat(line.type()).isEqualTo(EventType.INFO);
                Matcher node = NODE.matcher(line.value());
                while (node.find()) {
                    for (String id : node.group(2).split(" ")) {
                        assertThat(placed.put(Long.valueOf(id), Integer.valueOf(node.group(1))))
                                .isNull();
                    }
                }
            }
        }
        return placed;
    }

    @Test
    void eachKeyIsPlacedOnce() {
        target.isSharded = true;
        List<Line> lines = lines(8);
        Map<Long, Integer> placed = placed(lines);
        Set<Long> used = new HashSet<>();
        for (Line line : lines) {
            Matcher id = ID.matcher(line.value());
            while (line.process() >= 0 && id.find()) {
                used.add(Long.valueOf(id.group(1)));
            }
        }
        // Purged ones have successors.
        assertThat(used).hasSizeGreaterThan(8);
        assertThat(placed.keySet()).containsAll(used);
        placed.forEach((id, node) -> assertThat(node).isEqualTo((int) (id % 3)));
    }

    @Test
    void manyKeysTakeSeveralEvents() {
        target.isSharded = true;
        List<Line> lines = lines(10_000);
        assertThat(placed(lines)).hasSizeGreaterThanOrEqualTo(10_000);
        assertThat(lines.stream().filter(line -> line.f().equals("placement")).count())
                .isGreaterThanOrEqualTo(3);
        assertThat(lines.get(0).f()).isEqualTo("placement");
    }

    @Test
    void nothingIsPlacedWhereNodesKeepNoKeysForThemselves() {
        assertThat(placed(lines(8))).isEmpty();
    }
}
