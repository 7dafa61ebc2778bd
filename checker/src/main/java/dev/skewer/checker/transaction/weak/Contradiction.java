package dev.skewer.checker.transaction.weak;

import dev.skewer.checker.EdgeType;
import java.util.List;

/** Why no execution of a level has a history. Transactions and micro-ops are numbers of the history. */
public sealed interface Contradiction {
    /** Whether the order of a process is part of it. */
    boolean needsSessions();

    /** What is wrong with a read that no execution has. */
    enum Why {
        /** It does not show what its own transaction wrote before. */
        OWN_WRITE_MISSED,
        /** It shows what its own transaction wrote only later. */
        FUTURE,
        /** It shows what a transaction wrote that failed. */
        ABORTED,
        /** It shows what a transaction then wrote over. */
        INTERMEDIATE,
        /** It shows what no transaction wrote. */
        WRITTEN_BY_NONE,
        /** What is read of a list is in no order in which it can have grown. */
        NO_ORDER_OF_VERSIONS
    }

    /**
     * A read that no execution has, at no level.
     *
     * @param read a micro-op
     */
    record UnexplainedRead(int read, Why why) implements Contradiction {
        @Override
        public boolean needsSessions() {
            return false;
        }
    }

    /**
     * A read that saw an object before any write, though its transaction has to see one that wrote it.
     *
     * @param read a micro-op
     * @param writer a transaction that wrote the object
     * @param seen how the transaction of the read comes to see it
     */
    record MissedWrite(int read, int writer, List<Link> seen) implements Contradiction {
        /** Copies the list. */
        public MissedWrite {
            seen = List.copyOf(seen);
        }

        @Override
        public boolean needsSessions() {
            return seen.stream().anyMatch(Link::needsSessions);
        }
    }

    /**
     * Reads that are open, of which each way to explain them leads to one of some contradictions.
     *
     * @param reads micro-ops
     * @param cases at least one
     */
    record AnySource(List<Integer> reads, List<Contradiction> cases) implements Contradiction {
        /** Copies the lists. */
        public AnySource {
            reads = List.copyOf(reads);
            cases = List.copyOf(cases);
        }

        @Override
        public boolean needsSessions() {
            return cases.stream().anyMatch(Contradiction::needsSessions);
        }
    }

    /**
     * Transactions of which each has to commit before the next, and the last before the first.
     *
     * @param links the reasons
     */
    record OrderCycle(List<Link> links) implements Contradiction {
        /** Copies the list. */
        public OrderCycle {
            links = List.copyOf(links);
        }

        @Override
        public boolean needsSessions() {
            return links.stream().anyMatch(Link::needsSessions);
        }
    }

    /**
     * Why one transaction has to commit before another.
     *
     * @param from the first
     * @param to the second
     * @param type {@code WR}: the second read what the first wrote. {@code PROCESS}: a process called them so. {@code WW}: both wrote an
     *     object, the second on top
     * @param read the micro-op that says so: of {@code WR} the read; of {@code WW} the one that saw the second's write, though its
     *     transaction has to see the first's; -1 if the versions of a list say so themselves, and of {@code PROCESS}
     * @param seen of {@code WW} with a read, how the transaction of the read comes to see the first; otherwise empty
     */
    record Link(int from, int to, EdgeType type, int read, List<Link> seen) {
        /** Copies the list. */
        public Link {
            seen = List.copyOf(seen);
        }

        private boolean needsSessions() {
            return type == EdgeType.PROCESS || seen.stream().anyMatch(Link::needsSessions);
        }

        /** A link that is told by itself. */
        static Link of(int from, int to, EdgeType type, int read) {
            return new Link(from, to, type, read, List.of());
        }
    }
}
