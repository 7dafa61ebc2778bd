package dev.skewer.checker.transaction.weak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.EdgeType;
import dev.skewer.checker.transaction.history.DataType;
import dev.skewer.checker.transaction.history.SetReads;
import dev.skewer.checker.transaction.history.TransactionHistory;
import dev.skewer.checker.transaction.weak.Contradiction.Link;
import dev.skewer.checker.transaction.weak.Contradiction.MissedWrite;
import dev.skewer.checker.transaction.weak.Contradiction.OrderCycle;
import dev.skewer.checker.transaction.weak.Contradiction.UnexplainedRead;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Checks a contradiction by the definition of its level, step by step. */
final class ContradictionCheck {
    private final TransactionHistory h;
    /** Of sets there are none: a read has many. */
    private final @Nullable ReadSources reads;

    private final WeakLevel level;
    private final boolean countsSessions;

    ContradictionCheck(TransactionHistory history, WeakLevel level, boolean countsSessions) {
        h = history;
        reads = h.type == DataType.SET ? null : ReadSources.of(h);
        this.level = level;
        this.countsSessions = countsSessions;
    }

    void require(Contradiction contradiction) {
        if (contradiction instanceof OrderCycle cycle) {
            List<Link> links = cycle.links();
            assertThat(links).hasSizeGreaterThan(1);
            for (int i = 0; i < links.size(); i++) {
                Link link = links.get(i);
                assertThat(link.to())
                        .isEqualTo(links.get((i + 1) % links.size()).from());
                if (link.type() == EdgeType.WW) {
                    requireForced(link);
                } else {
                    requireDirect(link);
                }
            }
        } else if (contradiction instanceof MissedWrite missed) {
            assertThat(lacks(missed.read(), missed.writer())).isTrue();
            requireSeen(missed.seen(), missed.writer(), missed.read());
        } else if (contradiction instanceof UnexplainedRead unexplained && unexplained.read() >= 0) {
            assertThat(unexplained.read()).isLessThan(h.microOps);
        }
    }

    private void requireForced(Link link) {
        if (link.read() < 0) {
            assertThat(h.type)
                    .as("only of lists the order of versions is known")
                    .isEqualTo(DataType.LIST);
            return;
        }
        assertThat(sees(link.read(), link.to())).isTrue();
        requireSeen(link.seen(), link.from(), link.read());
    }

    /** The transaction of a read has to see a writer of what it read. */
    private void requireSeen(List<Link> seen, int writer, int read) {
        assertThat(writes(writer, h.key(read))).isTrue();
        int at = writer;
        for (Link step : seen) {
            assertThat(step.from()).isEqualTo(at);
            requireDirect(step);
            at = step.to();
        }
        assertThat(at).isEqualTo(h.transaction[read]);
        switch (level) {
            case READ_COMMITTED -> throw new AssertionError("read committed forces nothing");
            case MONOTONIC_ATOMIC_VIEW -> {
                assertThat(seen).hasSize(1);
                assertThat(seen.get(0).read()).isBetween(0, read - 1);
            }
            case READ_ATOMIC -> assertThat(seen).hasSize(1);
            case CAUSAL -> assertThat(seen).isNotEmpty();
        }
    }

    private void requireDirect(Link link) {
        switch (link.type()) {
            case WR -> {
                assertThat(sees(link.read(), link.from())).isTrue();
                assertThat(h.transaction[link.read()]).isEqualTo(link.to());
            }
            case PROCESS -> {
                assertThat(countsSessions).isTrue();
                assertThat(h.process[link.from()]).isEqualTo(h.process[link.to()]);
                assertThat(link.from()).isLessThan(link.to());
            }
            default -> throw new AssertionError(link);
        }
    }

    /** Whether a read says that its transaction comes after another. */
    private boolean sees(int read, int transaction) {
        return reads == null
                ? adds(transaction).anyMatch(add -> h.key(add) == h.key(read) && SetReads.has(h, read, add))
                : reads.source(read) == transaction;
    }

    /** Whether a read saw nothing of what another transaction wrote; of a set, whether it lacks some of that. */
    private boolean lacks(int read, int transaction) {
        return reads == null
                ? adds(transaction).anyMatch(add -> h.key(add) == h.key(read) && SetReads.lacks(h, read, add))
                : reads.source(read) == ReadSources.INITIAL;
    }

    private IntStream adds(int transaction) {
        return IntStream.range(h.firstMicroOp[transaction], h.endMicroOp[transaction])
                .filter(m -> !h.reads(m));
    }

    private boolean writes(int transaction, int key) {
        for (int m = h.firstMicroOp[transaction]; m < h.endMicroOp[transaction]; m++) {
            if (!h.reads(m) && h.key(m) == key) {
                return true;
            }
        }
        return false;
    }
}
