package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.oracle.Call.Append;
import dev.skewer.checker.journal.oracle.Call.AppendAll;
import dev.skewer.checker.journal.oracle.Call.SetState;
import dev.skewer.checker.journal.oracle.Call.Trim;
import dev.skewer.checker.journal.oracle.Result.Compacted;
import dev.skewer.checker.journal.oracle.Result.Position;
import dev.skewer.checker.journal.oracle.Result.Positions;
import dev.skewer.checker.journal.oracle.Result.Trimmed;
import dev.skewer.checker.journal.oracle.Result.View;
import dev.skewer.checker.journal.oracle.Result.Views;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a story says of versions can be seen in the answers of its operations. */
class StoryVersionsTest {
    private static final Pattern STALE =
            Pattern.compile("(T\\d+) had completed before (T\\d+) began, yet \\2 shows a version from before \\1");

    /** What an operation says of a version of an invocation; negative is nothing. */
    private record Version(int id, int epoch, int length, int first) {
        boolean isKnown() {
            return (epoch >= 0 && length >= 0) || first >= 0;
        }

        /** Whether it is beyond another one in the order of appends and trims, or in that of compacts. */
        boolean isAfter(Version other) {
            boolean further = epoch >= 0
                    && other.epoch >= 0
                    && (epoch > other.epoch
                            || (epoch == other.epoch && length >= 0 && other.length >= 0 && length > other.length));
            // A first index is never beyond the length.
            int most = other.first >= 0 ? other.first : other.length;
            return id == other.id && (further || (most >= 0 && first > most));
        }
    }

    @Test
    void whatIsCalledOlderReportsAnOlderVersion() {
        int claims = 0;
        for (long seed = 0; seed < 3_000; seed++) {
            List<SmallOp> ops = RandomHistories.any(seed).ops();
            Verdict verdict = Comparison.check(ops);
            for (Anomaly anomaly : verdict.anomalies().values()) {
                for (Example example : anomaly.examples()) {
                    Matcher claim = STALE.matcher(example.contradiction());
                    if (claim.find()) {
                        List<Version> newer = versions(op(ops, example, claim.group(1)));
                        List<Version> older = versions(op(ops, example, claim.group(2)));
                        boolean comparable = newer.stream().allMatch(Version::isKnown)
                                && older.stream().allMatch(Version::isKnown)
                                && !newer.isEmpty()
                                && !older.isEmpty();
                        if (comparable) {
                            assertThat(newer.stream()
                                            .anyMatch(a -> older.stream().anyMatch(a::isAfter)))
                                    .as("seed %d: %s", seed, example)
                                    .isTrue();
                            claims++;
                        }
                    }
                }
            }
        }
        System.out.println(claims + " claims about versions");
        assertThat(claims).isGreaterThan(50);
    }

    private static SmallOp op(List<SmallOp> ops, Example example, String name) {
        long index = example.steps().stream()
                .filter(step -> step.op().equals(name))
                .findAny()
                .orElseThrow()
                .index();
        return ops.stream().filter(op -> op.invoked() == index).findAny().orElseThrow();
    }

    private static int number(@Nullable Integer number) {
        return number == null ? -1 : number;
    }

    private static List<Version> versions(SmallOp op) {
        List<Version> versions = new ArrayList<>();
        if (op.result() instanceof Positions positions) {
            List<Append> appends = op.call() instanceof AppendAll all
                    ? all.appends()
                    : op.call() instanceof Append append
                            ? List.of(append)
                            : List.of(new Append(((SetState) op.call()).id(), 0));
            for (int i = 0; i < appends.size(); i++) {
                Position at = positions.positions().get(i);
                int index = number(at.index());
                versions.add(new Version(appends.get(i).id(), number(at.epoch()), index < 0 ? -1 : index + 1, -1));
            }
        } else if (op.result() instanceof Trimmed trimmed) {
            versions.add(new Version(((Trim) op.call()).id(), number(trimmed.epoch()), number(trimmed.length()), -1));
        } else if (op.result() instanceof Compacted compacted) {
            versions.add(new Version(
                    ((Call.Compact) op.call()).id(),
                    number(compacted.epoch()),
                    number(compacted.length()),
                    number(compacted.first())));
        } else if (op.result() instanceof Views views) {
            for (View view : views.views()) {
                if (view.metadata() != null) {
                    versions.add(new Version(
                            view.id(),
                            number(view.metadata().epoch()),
                            number(view.metadata().length()),
                            number(view.metadata().first())));
                } else {
                    versions.add(new Version(view.id(), -1, -1, -1));
                }
            }
        }
        return versions;
    }
}
