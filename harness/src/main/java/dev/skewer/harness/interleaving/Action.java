package dev.skewer.harness.interleaving;

import dev.skewer.workloads.journal.JournalOperation;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** What is done in an interleaving: what a client calls, or what happens to the store. */
public sealed interface Action {
    /** What a client calls. */
    record Call(JournalOperation operation) implements Action {}

    /** What happens to the store and its files. */
    enum StoreEvent implements Action {
        /** Writes memory to files; where a defect makes several flushes of that, others go on between them. */
        FLUSH("flush"),
        /** One bit of the newest file that holds journals is another from now on, so that its first rows cannot be read. */
        DAMAGE_JOURNALS("damage-journals"),
        /** The same of the newest file that holds states. */
        DAMAGE_STATES("damage-states"),
        /** The store's process ends where it stands, and another opens the files that it left. */
        CRASH("crash");

        private final String id;

        StoreEvent(String id) {
            this.id = id;
        }

        /**
         * As they are scheduled, one after the other. A crash has a process of its own, so that it may come while what is before it is under way.
         *
         * @param process the first that is free
         * @param from when they may begin
         */
        static List<ScheduledOperation> scheduled(List<StoreEvent> events, int process, long from) {
            return events.stream()
                    .map(event ->
                            new ScheduledOperation(event == CRASH ? process + 1 : process, event, from, Long.MAX_VALUE))
                    .toList();
        }

        /** As files have it. */
        public String id() {
            return id;
        }
    }

    /** The invocations that it is about. */
    default long[] ids() {
        return this instanceof Call call ? call.operation().ids() : new long[0];
    }

    /** Whether it changes what is stored, in the eyes of clients. */
    default boolean isWrite() {
        return this instanceof Call call && !call.operation().isRead();
    }

    /** The same on other invocations. */
    default Action on(LongUnaryOperator others) {
        return this instanceof Call call ? new Call(call.operation().on(others)) : this;
    }
}
