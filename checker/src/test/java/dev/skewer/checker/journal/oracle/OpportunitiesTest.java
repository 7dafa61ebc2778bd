package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.journal.oracle.Call.Part;
import dev.skewer.checker.journal.oracle.Call.Read;
import dev.skewer.checker.journal.oracle.Call.Scan;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The opportunities beside a verdict are what their definition says. */
class OpportunitiesTest {
    @Test
    void pairedReadsThatOverlappedACompletedWriteToAnInvocationTheyReadAreCounted() {
        long all = 0;
        for (long seed = 0; seed < 200; seed++) {
            List<SmallOp> ops = seed % 4 == 0
                    ? RandomHistories.longer(seed).ops()
                    : RandomHistories.any(seed).ops();
            long expected = ops.stream()
                    .filter(read -> read.end() == End.OK && isPaired(read.call()))
                    .filter(read -> ops.stream().anyMatch(write -> isMissable(read, write)))
                    .count();
            assertThat(Comparison.check(ops).opportunities())
                    .as("seed %d", seed)
                    .isEqualTo(expected);
            all += expected;
        }
        assertThat(all).isGreaterThan(200);
    }

    private static boolean isPaired(Call call) {
        return call instanceof Scan || (call instanceof Read read && read.part() == Part.BOTH);
    }

    private static boolean isMissable(SmallOp read, SmallOp write) {
        return write.end() == End.OK
                && !write.call().isRead()
                && write.call()
                        .invocations()
                        .anyMatch(id -> read.call().invocations().anyMatch(id::equals))
                && write.invoked() < read.completed()
                && read.invoked() < write.completed();
    }
}
