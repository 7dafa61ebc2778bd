package dev.skewer.workloads;

import static dev.skewer.workloads.generator.Generators.each;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.history.Tape;
import dev.skewer.history.Token;
import dev.skewer.workloads.generator.Dice;
import dev.skewer.workloads.generator.Generator;
import dev.skewer.workloads.journal.JournalConnection;
import dev.skewer.workloads.journal.Rows;
import dev.skewer.workloads.runner.Run;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.OutcomeUnknownException;
import dev.skewer.workloads.target.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workload as somebody else would write it; docs/workloads.md shows it. */
class RegisterWorkloadTest {
    /** Registers, one to a journal: the newest entry is the value. */
    private static final class RegisterWorkload implements Workload<RegisterWorkload.Op> {
        record Op(int key, boolean write, int value) {}

        @Override
        public String name() {
            return "register";
        }

        @Override
        public String sentence() {
            return "Registers, kept as the newest entries of journals.";
        }

        @Override
        public String explanation() {
            return "Every process writes small numbers to registers and reads them.";
        }

        @Override
        public String model() {
            return "register";
        }

        @Override
        public Class<JournalConnection> protocol() {
            return JournalConnection.class;
        }

        @Override
        public Generator<Op> generator(TestSpec spec) {
            return each(context -> {
                Dice dice = context.dice();
                return new Op(dice.below(spec.keys()), dice.chance(0.5), dice.below(100));
            });
        }

        @Override
        public Session<Op> start(TestSpec spec, Target target, Names names) {
            return new Session<>() {
                @Override
                public Client<Op> client(int slot) {
                    return new RegisterClient(
                            target.connect(JournalConnection.class), names.of("read"), names.of("write"));
                }

                @Override
                public List<Op> finalOperations() {
                    return IntStream.range(0, spec.keys())
                            .mapToObj(key -> new Op(key, false, 0))
                            .toList();
                }
            };
        }
    }

    /** Values are keyed, {@code [key value]}, as the register model has them. */
    private static final class RegisterClient implements Client<RegisterWorkload.Op> {
        private final JournalConnection connection;
        private final int read;
        private final int write;
        private RegisterWorkload.Op op = new RegisterWorkload.Op(0, false, 0);

        RegisterClient(JournalConnection connection, int read, int write) {
            this.connection = connection;
            this.read = read;
            this.write = write;
        }

        @Override
        public int prepare(RegisterWorkload.Op planned, Tape value) {
            op = planned;
            keyed(value, op.write() ? op.value() : -1);
            return op.write() ? write : read;
        }

        @Override
        public void call(Completion completion) {
            try {
                if (op.write()) {
                    connection.append(op.key(), op.value());
                } else {
                    Rows rows = connection.readJournal(op.key()).rows();
                    keyed(completion.value(), rows.size() == 0 ? -1 : rows.entries()[rows.size() - 1]);
                }
                completion.ok();
            } catch (NoEffectException e) {
                completion.fail(String.valueOf(e.getMessage()));
            } catch (OutcomeUnknownException e) {
                completion.info(String.valueOf(e.getMessage()));
            }
        }

        private void keyed(Tape tape, long value) {
            int pair = tape.begin(Token.VECTOR);
            tape.addInt(op.key());
            if (value < 0) {
                tape.addNil();
            } else {
                tape.addInt(value);
            }
            tape.end(pair);
        }

        @Override
        public void close() {
            connection.close();
        }
    }

    @TempDir
    Path scratch;

    @Test
    void itRuns() {
        TestContext context = new TestContext(scratch);
        TestSpec spec =
                TestSpec.builder().target("fake").concurrency(1).keys(2).ops(50).build();
        RunOutcome outcome = new Run<>(spec, context, new RegisterWorkload(), new FakeTarget().type()).execute();
        assertThat(outcome.ok() + outcome.finalReads()).isEqualTo(50);
        assertThat(outcome.finalReads()).as("both keys, twice").isEqualTo(4);
        String last = "[0 nil]";
        for (RecordedHistory.Line line : context.history.lines()) {
            if (line.value().startsWith("[0 ") && line.type() == dev.skewer.history.EventType.OK) {
                if (line.f().equals("read")) {
                    assertThat(line.value()).isEqualTo(last);
                }
                last = line.value();
            }
        }
    }
}
