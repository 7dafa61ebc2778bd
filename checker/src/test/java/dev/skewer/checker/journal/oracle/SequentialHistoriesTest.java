package dev.skewer.checker.journal.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.JournalChecker;
import dev.skewer.checker.journal.history.JournalHistoryBuilder;
import dev.skewer.checker.journal.oracle.Call.Append;
import dev.skewer.checker.journal.oracle.Call.AppendAll;
import dev.skewer.checker.journal.oracle.Call.Compact;
import dev.skewer.checker.journal.oracle.Call.Part;
import dev.skewer.checker.journal.oracle.Call.Read;
import dev.skewer.checker.journal.oracle.Call.Scan;
import dev.skewer.checker.journal.oracle.Call.SetState;
import dev.skewer.checker.journal.oracle.Call.Trim;
import dev.skewer.checker.journal.oracle.JournalModel.Invocation;
import dev.skewer.checker.journal.oracle.Result.Cell;
import dev.skewer.checker.journal.oracle.Result.Compacted;
import dev.skewer.checker.journal.oracle.Result.Metadata;
import dev.skewer.checker.journal.oracle.Result.Position;
import dev.skewer.checker.journal.oracle.Result.Positions;
import dev.skewer.checker.journal.oracle.Result.Trimmed;
import dev.skewer.checker.journal.oracle.Result.View;
import dev.skewer.checker.journal.oracle.Result.Views;
import dev.skewer.checker.journal.oracle.SmallOp.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where one operation follows the other there is one order, and the model is deterministic: the answers that it gives are
 * right, and each other answer is wrong. So histories can be as long as one likes, with hundreds of versions, epochs and
 * first indexes, and one changed number in them must be seen.
 */
class SequentialHistoriesTest {
    private static final int OPS = 500;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void eachAnswerOfTheModelIsRightAndEachOtherIsWrong(long seed) {
        Random random = new Random(seed);
        List<SmallOp> ops = history(random, 1 + (int) seed % 3, OPS, new SimulatedStore());
        assertThat(check(ops)).as("seed %d", seed).isEqualTo(Validity.TRUE);
        for (int wrong = 0; wrong < 8; ) {
            int at = random.nextInt(ops.size());
            Result right = Objects.requireNonNull(ops.get(at).result());
            Result other = altered(right, random);
            if (!other.equals(right)) {
                List<SmallOp> damaged = new ArrayList<>(ops);
                damaged.set(at, ops.get(at).withResult(other));
                assertThat(check(damaged))
                        .as(() -> "seed " + seed + ", " + damaged.get(at) + " in place of " + right)
                        .isEqualTo(Validity.FALSE);
                wrong++;
            }
        }
    }

    /** Whose metadata is of one version and whose journal of the next, or the other way round, says which write made it. */
    @ParameterizedTest
    @ValueSource(strings = {"append", "trim", "compact", "purge"})
    void theWriteBetweenMetadataAndJournalNamesTheSkew(String f) {
        int seen = 0;
        for (long seed = 0; seen < 40; seed++) {
            Random random = new Random(seed);
            SimulatedStore store = new SimulatedStore();
            List<SmallOp> ops = history(random, 1, 5 + random.nextInt(30), store);
            Read read = new Read(1, Part.BOTH, true, false);
            Call write = f.equals("purge")
                    ? new Call.Purge(1)
                    : call(random, store.state().live(1), 1, 1, 10_000);
            Views before = (Views) Objects.requireNonNull(store.execute(read));
            Result written = store.execute(write);
            Views after = (Views) Objects.requireNonNull(store.execute(read));
            boolean moved = !Objects.equals(journal(before), journal(after));
            if (!write.f().equals(f) || written == null || !moved) {
                continue;
            }
            int at = 2 * ops.size();
            SmallOp move = new SmallOp(0, at + 1, at + 2, End.OK, write, written);
            View early = before.views().get(0).withJournal(journal(after));
            View late = after.views().get(0).withJournal(journal(before));
            assertThat(skews(ops, move, new SmallOp(9, at, at + 3, End.OK, read, new Views(List.of(early)))))
                    .as("seed %d, %s", seed, early)
                    .isEqualTo(Map.of("metadata-before-" + f, 1L));
            assertThat(skews(ops, move, new SmallOp(9, at, at + 3, End.OK, read, new Views(List.of(late)))))
                    .as("seed %d, %s", seed, late)
                    .isEqualTo(Map.of("metadata-after-" + f, 1L));
            seen++;
        }
    }

    private static @Nullable List<Cell> journal(Views views) {
        return views.views().get(0).journal();
    }

    private static Map<String, Long> skews(List<SmallOp> ops, SmallOp write, SmallOp read) {
        List<SmallOp> all = new ArrayList<>(ops);
        all.add(read);
        all.add(write);
        Verdict verdict = Comparison.check(all);
        assertThat(verdict.anomalies()).as("%s", read).containsOnlyKeys("read-skew");
        return Objects.requireNonNull(verdict.anomalies().get("read-skew")).kinds();
    }

    /** No time, no memory: there is nothing to search for. */
    private static Validity check(List<SmallOp> ops) {
        JournalHistoryBuilder builder = new JournalHistoryBuilder();
        SmallHistory.feed(ops, builder);
        return JournalChecker.check(builder.build(), Budget.of(Duration.ofNanos(-1), 0))
                .valid();
    }

    private static List<SmallOp> history(Random random, int invocations, int count, SimulatedStore store) {
        List<SmallOp> ops = new ArrayList<>();
        int entry = 100;
        while (ops.size() < count) {
            int id = 1 + random.nextInt(invocations);
            Call call = call(random, store.state().live(id), id, invocations, entry);
            entry += 2;
            Result result = store.execute(call);
            if (result != null) {
                int at = 2 * ops.size();
                ops.add(new SmallOp(random.nextInt(3), at, at + 1, End.OK, call, result));
            }
        }
        return ops;
    }

    private static Call call(Random random, @Nullable Invocation live, int id, int invocations, int entry) {
        int first = live == null ? 0 : live.first();
        int length = live == null ? 0 : live.length();
        return switch (random.nextInt(16)) {
            case 0, 1, 2, 3, 4 -> new Append(id, entry);
            case 5 ->
                new AppendAll(List.of(new Append(id, entry), new Append(1 + random.nextInt(invocations), entry + 1)));
            case 6 -> new SetState(id, "k" + random.nextInt(20), entry);
            case 7 -> new Trim(id, Math.max(0, length - random.nextInt(3)));
            case 8 -> new Compact(id, first + random.nextInt(3));
            case 9 -> random.nextInt(8) == 0 ? new Compact(id, length + random.nextInt(2)) : new Append(id, entry);
            case 10 -> new Read(id, Part.METADATA, false, false);
            case 11 -> new Read(id, Part.JOURNAL, false, false);
            case 12 -> new Scan(IntStream.rangeClosed(1, invocations).boxed().toList());
            default -> new Read(id, Part.BOTH, random.nextBoolean(), random.nextBoolean());
        };
    }

    private static int near(@Nullable Integer number, Random random) {
        return Math.max(
                0, Objects.requireNonNull(number) + (random.nextBoolean() ? 1 : -1) * (random.nextInt(4) == 0 ? 3 : 1));
    }

    private static Result altered(Result result, Random random) {
        boolean coin = random.nextBoolean();
        if (result instanceof Positions positions) {
            List<Position> all = new ArrayList<>(positions.positions());
            int i = random.nextInt(all.size());
            Position was = all.get(i);
            all.set(
                    i,
                    coin
                            ? new Position(near(was.epoch(), random), was.index())
                            : new Position(was.epoch(), near(was.index(), random)));
            return new Positions(all);
        } else if (result instanceof Trimmed was) {
            return coin
                    ? new Trimmed(near(was.epoch(), random), was.length())
                    : new Trimmed(was.epoch(), near(was.length(), random));
        } else if (result instanceof Compacted was) {
            return switch (random.nextInt(3)) {
                case 0 -> new Compacted(near(was.first(), random), was.epoch(), was.length());
                case 1 -> new Compacted(was.first(), near(was.epoch(), random), was.length());
                default -> new Compacted(was.first(), was.epoch(), near(was.length(), random));
            };
        } else if (result instanceof Views views) {
            List<View> all = new ArrayList<>(views.views());
            int i = random.nextInt(all.size());
            all.set(i, altered(all.get(i), random));
            return new Views(all);
        }
        return result;
    }

    private static View altered(View view, Random random) {
        Metadata metadata = view.metadata();
        List<Cell> journal = view.journal();
        Map<String, Integer> state = view.state();
        int dice = random.nextInt(12);
        if (dice < 4 && metadata != null) {
            return view.withMetadata(
                    switch (dice) {
                        case 0 -> new Metadata(near(metadata.epoch(), random), metadata.first(), metadata.length());
                        case 1 -> new Metadata(metadata.epoch(), near(metadata.first(), random), metadata.length());
                        case 2 -> new Metadata(metadata.epoch(), metadata.first(), near(metadata.length(), random));
                        default -> null;
                    });
        } else if (dice < 9 && journal != null && !journal.isEmpty()) {
            List<Cell> rows = new ArrayList<>(journal);
            int row = random.nextInt(3) == 0 ? rows.size() - 1 : random.nextInt(rows.size());
            Cell cell = rows.get(row);
            int other = random.nextInt(rows.size());
            switch (dice) {
                case 4 -> rows.remove(row);
                case 5 -> rows.subList(0, row + 1).clear();
                case 6 -> rows.set(row, new Cell(cell.index(), 100 + random.nextInt(2 * OPS)));
                case 7 -> rows.set(row, new Cell(near(cell.index(), random), cell.entry()));
                default -> {
                    rows.set(row, rows.get(other));
                    rows.set(other, cell);
                }
            }
            return view.withJournal(rows);
        } else if (state != null) {
            Map<String, Integer> keys = new TreeMap<>(state);
            if (dice == 9) {
                keys.put("k" + random.nextInt(20), 100 + random.nextInt(2 * OPS));
            } else {
                keys.remove("k" + random.nextInt(20));
            }
            return view.withState(keys);
        }
        return view;
    }
}
