package dev.skewer.checker.linear;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.explain.Analysis;
import dev.skewer.checker.linear.explain.Explainer;
import dev.skewer.checker.linear.explain.Explanation;
import dev.skewer.checker.linear.explain.Story;
import dev.skewer.checker.linear.explain.SubHistory;
import dev.skewer.checker.linear.parts.Effort;
import dev.skewer.checker.linear.search.PartResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That a contradiction is told in few operations, that what is said of them was proved, and that it is the same each time. */
class ExplanationTest {
    private static final int MOST_ROWS = 10;
    private static final List<Damage.Sort> SORTS = List.of(Damage.Sort.values());

    /** What came of the histories of one object. */
    private static final class Survey {
        int wrong;
        int undecided;
        int longer;
        int uncertified;
        int mostRows;
        long slowest;
        final Map<String, Integer> bases = new TreeMap<>();
        final List<String> notes = new ArrayList<>();

        void look(Workshop workshop, int size, long seed) {
            Damage.Sort sort = SORTS.get((int) (seed % SORTS.size()));
            int clients = List.of(3, 8, size < 1_000 ? 20 : 12).get((int) (seed % 3));
            int lost = seed % 2 == 0 ? 0 : size > 500 ? 1 : 5;
            String what = workshop + ", " + size + " calls, " + clients + " clients, seed " + seed + ", " + sort;
            Analysis analysis = check(workshop, Damage.history(workshop, size, clients, lost, sort, seed));
            for (PartResult part :
                    analysis.parts().subList(0, Math.min(20, analysis.parts().size()))) {
                if (part.valid() == Validity.UNKNOWN) {
                    undecided++;
                    continue;
                }
                if (part.valid() == Validity.FALSE) {
                    explained(analysis, part, what);
                }
                if (!analysis.certificate(part).isCertified()) {
                    uncertified++;
                    notes.add("not certified: " + what);
                }
            }
            if (sort == Damage.Sort.NONE) {
                assertThat(analysis.valid()).as(what).isNotEqualTo(Validity.FALSE);
            }
        }

        private void explained(Analysis analysis, PartResult part, String what) {
            wrong++;
            long start = System.nanoTime();
            Explanation explanation = analysis.explanation(part);
            slowest = Math.max(slowest, System.nanoTime() - start);
            bases.merge(explanation.basis().getClass().getSimpleName(), 1, Integer::sum);
            Example story = analysis.story(part);
            int rows = explanation.shown().size();
            mostRows = Math.max(mostRows, rows);
            assertThat(story.steps()).as(what).hasSizeBetween(1, MOST_ROWS);
            if (rows > MOST_ROWS) {
                longer++;
                notes.add(rows + " rows: " + what);
                assertThat(story.contradiction()).as(what).endsWith(" are not.");
            }
            if (!explanation.isProved()) {
                notes.add("not explained: " + what);
                assertThat(story.contradiction())
                        .as(what)
                        .contains("was not found within the limits")
                        .doesNotContain("whatever");
            }
        }

        @Override
        public String toString() {
            return wrong + " wrong, explained by " + bases + ", at most " + mostRows + " rows, " + slowest / 1_000_000
                    + " ms; " + undecided + " undecided; " + notes;
        }
    }

    private static Analysis check(Workshop workshop, String[] history) {
        return LinearizabilityChecker.check(
                Loading.of(history), workshop.model(), Budget.of(Duration.ofSeconds(3), 128L << 20));
    }

    @ParameterizedTest
    @EnumSource
    void aFewOperationsTellWhyAndAreCheckedAgain(Workshop workshop) {
        Survey survey = new Survey();
        for (long seed = 0; seed < 5; seed++) {
            survey.look(workshop, 5, seed);
            survey.look(workshop, 30, seed);
            survey.look(workshop, 150, seed);
        }
        survey.look(workshop, 1_000, 1);
        System.out.println(workshop + ": " + survey);
        assertThat(survey.longer).as("%s", survey).isZero();
        assertThat(survey.uncertified).as("%s", survey).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("slow")
    void soItIsInLongHistories(Workshop workshop) {
        Survey survey = new Survey();
        for (long seed = 5; seed < 25; seed++) {
            survey.look(workshop, 30, seed);
            survey.look(workshop, 150, seed);
            survey.look(workshop, 1_000, seed);
        }
        for (long seed = 0; seed < 10; seed++) {
            survey.look(workshop, 5_000, seed);
        }
        System.out.println(workshop + ": " + survey);
        // Where twenty clients use a queue of few values at once, or a bank, proofs are long.
        assertThat(survey.longer).as("%s", survey).isLessThanOrEqualTo(3);
        assertThat(survey.uncertified).as("%s", survey).isLessThanOrEqualTo(workshop == Workshop.BANK ? 15 : 4);
    }

    @Tag("thorough")
    @Test
    void theSameHistoryIsExplainedAlikeEachTime() throws Exception {
        explainedAlike(4);
    }

    @Tag("slow")
    @Test
    void soItIsEachOfFortyTimes() throws Exception {
        explainedAlike(40);
    }

    /** However busy the machine is, and whichever thread asks, as long as there is time. */
    private static void explainedAlike(int times) throws Exception {
        List<String[]> histories = Stream.of(Workshop.FIFO_QUEUE, Workshop.KV, Workshop.SET, Workshop.MULTI_REGISTER)
                .map(workshop -> wrong(workshop))
                .toList();
        List<Workshop> workshops = List.of(Workshop.FIFO_QUEUE, Workshop.KV, Workshop.SET, Workshop.MULTI_REGISTER);
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService pool = Executors.newFixedThreadPool(6);
        try {
            for (int i = 0; i < 2; i++) {
                pool.execute(() -> {
                    while (!done.get()) {
                        Thread.onSpinWait();
                    }
                });
            }
            for (int i = 0; i < histories.size(); i++) {
                String[] history = histories.get(i);
                Workshop workshop = workshops.get(i);
                Callable<Object> told = () -> LinearizabilityChecker.check(
                                Loading.of(history), workshop.model(), Budget.of(Duration.ofMinutes(5), 128L << 20))
                        .verdict()
                        .anomalies();
                List<Future<Object>> all = new ArrayList<>();
                for (int run = 0; run < times; run++) {
                    all.add(pool.submit(told));
                }
                for (Future<Object> each : all) {
                    assertThat(each.get())
                            .as("%s", workshop)
                            .isEqualTo(all.get(0).get());
                }
            }
        } finally {
            done.set(true);
            pool.shutdownNow();
        }
    }

    /** The first damaged history of an object that is found wrong. */
    private static String[] wrong(Workshop workshop) {
        for (long seed = 0; ; seed++) {
            String[] history = Damage.history(workshop, 80, 5, 3, Damage.Sort.STALE_ANSWER, seed);
            if (check(workshop, history).valid() == Validity.FALSE) {
                return history;
            }
        }
    }

    @Test
    void nothingIsClaimedThatWasNotProved() {
        String[] history = wrong(Workshop.KV);
        Analysis analysis = check(Workshop.KV, history);
        PartResult part = analysis.told().get(0);
        var unknown = new Explanation(new Explanation.Unknown(), List.of(), List.of(), part.stuck(), List.of(), "");
        Example story = new Story(Loading.of(history), analysis, part, unknown).example();
        assertThat(story.contradiction())
                .startsWith("No order of the ")
                .contains("was not found within the limits of explaining")
                .doesNotContain("whatever the others did");
        assertThat(story.steps())
                .singleElement()
                .extracting(Example.Step::index)
                .isEqualTo(analysis.index(part.stuck()));
    }

    @Test
    void whenTheTimeIsOverNothingIsFound() {
        Calls calls = new Calls(new int[] {0, 2}, new int[] {1, 3}, new int[2], new int[2], new int[2]);
        List<Operation> operations =
                List.of(new Operation("write", null, 1L, 1L, true), new Operation("read", null, null, 2L, true));
        SubHistory whole = SubHistory.whole(calls, operations, Workshop.REGISTER.model());
        Effort spent = new Effort(1_000_000, Budget.of(Duration.ZERO, 1 << 20));
        assertThat(new Explainer(whole, 1, spent).explain(1)).isNull();
        Explainer.Contradiction found = new Explainer(whole, 1, new Effort(1_000_000)).explain(1);
        assertThat(Objects.requireNonNull(found).calls()).containsExactly(1);
    }

    /** A list of which each call takes its time, and of which a contradiction is known without a search. */
    private static final class SlowList implements Model<List<Object>>, Monitored {
        @Override
        public String name() {
            return "slow-list";
        }

        @Override
        public List<Object> initial() {
            return List.of();
        }

        @Override
        public List<Signature> signatures() {
            return List.of(Signature.of("append", Shape.VALUE), Signature.of("read", Shape.ANY));
        }

        @Override
        public @Nullable List<Object> step(List<Object> list, Operation op) {
            LockSupport.parkNanos(1_000_000);
            if (op.f().equals("read")) {
                return list.equals(op.output()) ? list : null;
            }
            return Stream.concat(list.stream(), Stream.of(op.argument())).toList();
        }

        @Override
        public Decision decide(Calls times, List<Operation> operations) {
            return Decision.contradiction("both saw nothing", times.size - 2, times.size - 1);
        }
    }

    /** With one part that is wrong as with several; all orders of what comes before the reads would take minutes. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatTheVerdictTellsEndsWithTheTimeOfTheCheck() {
        List<String> lines = new ArrayList<>();
        IntStream.range(0, 9).forEach(i -> lines.add(i + " invoke append " + i));
        IntStream.range(0, 9).forEach(i -> lines.add(i + " ok append " + i));
        lines.addAll(List.of("9 invoke read", "9 ok read []", "9 invoke read", "9 ok read []"));
        Analysis analysis = LinearizabilityChecker.check(
                Loading.of(lines.toArray(String[]::new)),
                new SlowList(),
                Budget.of(Duration.ofMillis(300), 128L << 20));
        assertThat(analysis.verdict().valid()).isEqualTo(Validity.FALSE);
        assertThat(analysis.story(analysis.told().get(0)).steps())
                .extracting(Example.Step::index)
                .containsExactly(18L, 20L);
    }

    /** A transaction may say what it wrote in its completion only; forgotten, it may still have written that. */
    @Test
    void whatOnlyTheCompletionSaysWasWrittenMayExplainARead() {
        Analysis analysis = check(Workshop.MULTI_REGISTER, new String[] {
            "0 invoke txn nil",
            "0 ok txn [[:w \"x\" 1]]",
            "1 invoke txn nil",
            "1 ok txn [[:w \"x\" 2]]",
            "2 invoke txn [[:r \"x\" nil]]",
            "2 ok txn [[:r \"x\" 1]]"
        });
        PartResult part = analysis.told().get(0);
        assertThat(analysis.explanation(part).shown()).containsExactly(0, 1, 2);
        assertThat(analysis.certificate(part).isCertified()).isTrue();
    }

    /** An answer that comes later may be needed to see a contradiction; what was called before it came may explain it. */
    @Test
    void anAnswerThatCameLaterIsNotTakenForAContradictionOfItsOwn() {
        Analysis analysis = check(Workshop.FIFO_QUEUE, new String[] {
            "0 invoke enqueue 7",
            "0 ok enqueue 7",
            "0 invoke enqueue 7",
            "0 ok enqueue 7",
            "0 invoke dequeue nil",
            "0 ok dequeue 7",
            "0 invoke dequeue nil",
            "0 ok dequeue 7",
            "0 invoke enqueue 1",
            "0 ok enqueue 1",
            "1 invoke dequeue nil",
            "2 invoke dequeue nil",
            "2 ok dequeue nil",
            "2 invoke enqueue 5",
            "2 ok enqueue 5",
            "2 invoke dequeue nil",
            "2 ok dequeue 1",
            "1 ok dequeue 5"
        });
        PartResult part = analysis.told().get(0);
        Explanation explanation = analysis.explanation(part);
        assertThat(analysis.operation(explanation.stuck()).text()).isEqualTo("dequeue → nil");
        assertThat(explanation.operations()).contains(explanation.stuck());
        assertThat(analysis.certificate(part).isCertified()).isTrue();
    }

    @Test
    void theReportsTellOfTheSameKey() {
        List<String> lines = new ArrayList<>();
        for (int key = 0; key < 3; key++) {
            lines.add("0 invoke write [" + key + " 1]");
            lines.add("0 ok write [" + key + " 1]");
            if (key != 1) {
                lines.add("0 invoke write [" + key + " 2]");
                lines.add("0 ok write [" + key + " 2]");
            }
            lines.add("0 invoke read [" + key + " nil]");
            lines.add("0 ok read [" + key + " " + (key == 1 ? 7 : 1) + "]");
        }
        Analysis analysis = check(Workshop.REGISTER, lines.toArray(String[]::new));
        assertThat(analysis.told()).extracting(PartResult::part).containsExactly(0L, 1L);
        assertThat(Objects.requireNonNull(analysis.verdict().anomalies().get(Analysis.NONLINEARIZABLE))
                        .examples())
                .extracting(Example::title)
                .containsExactly("0: read → 1 fits nowhere", "1: read → 7 fits nowhere");
    }

    @Test
    void aCallThatSaysTheStateSparesWhatCameBeforeIt() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            lines.add("0 invoke " + (i % 2 == 0 ? "write " + i / 2 % 3 : "read nil"));
            lines.add("0 ok " + (i % 2 == 0 ? "write " : "read ") + i / 2 % 3);
        }
        lines.add("1 invoke read nil");
        lines.add("1 ok read 0");
        Analysis analysis = check(Workshop.REGISTER, lines.toArray(String[]::new));
        Example story = analysis.story(analysis.told().get(0));
        assertThat(story.steps()).extracting(Example.Step::text).containsExactly("read → 2", "read → 0");
        assertThat(story.contradiction())
                .isEqualTo("T1 says what the state was after all that had returned before it: 2. From there T2 fits no"
                        + " order that agrees with real time, whatever the others did: in every order of what had to come"
                        + " before, the turn of read → 0 comes when the register holds 2, not 0.");
    }

    @Test
    void aCutSumsUpWhatCameBefore() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String call = i % 5 < 3 ? "enqueue " + i % 2 : "dequeue";
            lines.add("0 invoke " + call);
            lines.add("0 ok " + call + (i % 5 < 3 ? "" : " " + dequeued(i)));
        }
        lines.add("0 invoke dequeue");
        lines.add("0 ok dequeue nil");
        Analysis analysis = check(Workshop.FIFO_QUEUE, lines.toArray(String[]::new));
        Example story = analysis.story(analysis.told().get(0));
        assertThat(story.steps()).hasSizeLessThanOrEqualTo(3);
        assertThat(story.contradiction()).contains("fit").contains("the turn of dequeue → nil comes when");
    }

    /** What the n-th call of the queue takes out, of those that put in 0 and 1 in turn. */
    private static int dequeued(int call) {
        List<Integer> in = new ArrayList<>();
        int out = 0;
        for (int i = 0; i <= call; i++) {
            if (i % 5 < 3) {
                in.add(i % 2);
            } else {
                out = in.remove(0);
            }
        }
        return out;
    }
}
