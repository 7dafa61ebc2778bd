package dev.skewer.workloads.journal;

import dev.skewer.history.Tape;
import dev.skewer.workloads.Client;
import dev.skewer.workloads.Completion;

/** Carries out one slot's operations over one connection and tells the {@link KeyDirectory} what it heard. */
final class JournalClient implements Client<JournalPlan> {
    private final JournalBinder binder;
    private final JournalCalls calls;

    JournalClient(JournalBinder binder, KeyDirectory directory, JournalWords words, JournalConnection connection) {
        this.binder = binder;
        this.calls = new JournalCalls(connection, words, directory);
    }

    @Override
    public int prepare(JournalPlan planned, Tape value) {
        return calls.prepare(binder.bind(planned), value);
    }

    @Override
    public void call(Completion completion) {
        calls.call(completion);
    }

    @Override
    public void abandoned() {
        calls.abandoned();
    }

    @Override
    public void close() {
        calls.close();
    }
}
