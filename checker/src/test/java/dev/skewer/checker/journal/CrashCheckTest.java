package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalLines.append;
import static dev.skewer.checker.journal.JournalLines.call;
import static dev.skewer.checker.journal.JournalLines.event;
import static dev.skewer.checker.journal.JournalLines.history;
import static dev.skewer.checker.journal.JournalLines.invoke;
import static dev.skewer.checker.journal.JournalLines.read;
import static dev.skewer.checker.journal.JournalLines.trim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Budget;
import dev.skewer.checker.Certification;
import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.checker.journal.history.InvocationParts;
import dev.skewer.checker.journal.history.JournalHistory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a crash may undo and what not, in histories of a few lines. */
class CrashCheckTest {
    private static final String KILL = nemesis("kill", ":start") + "\n" + nemesis("kill", ":heal");
    private static final String POWER_LOSS = nemesis("power-loss", ":start") + "\n" + nemesis("power-loss", ":heal");

    private static String nemesis(String fault, String phase) {
        return "{:process :nemesis, :type :info, :f :" + fault + ", :value {:phase " + phase + "}}";
    }

    private static Verdict check(DurabilityPromise promise, String... lines) {
        return JournalChecker.check(history(lines), promise, Budget.of(Duration.ofSeconds(30), 64 << 20));
    }

    private static void assertFound(Verdict verdict, String anomaly, String kind) {
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(verdict.anomalies()).containsKey(anomaly);
        if (!kind.isEmpty()) {
            assertThat(Objects.requireNonNull(verdict.anomalies().get(anomaly)).kinds())
                    .containsKey(kind);
        }
    }

    @Test
    void aSuffixMayBeGoneWhereThatIsPromisedAndIsToldWithTheCrash() {
        String[] lines = {
            append(0, 1, 10, 0, 0),
            append(0, 1, 11, 0, 1),
            append(0, 1, 12, 0, 2),
            KILL,
            read(1, 1, 0, 0, 1, "[[0 10]]")
        };
        Verdict verdict = check(DurabilityPromise.BUFFERED, lines);
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
        assertThat(verdict.anomalies()).isEmpty();
        Anomaly lost = Objects.requireNonNull(verdict.allowed().get("lost-suffix"));
        assertThat(lost.count()).isEqualTo(2);
        assertThat(lost.kinds()).containsEntry("by-kill", 2L);
        Example example = lost.examples().get(0);
        assertThat(example.steps())
                .extracting(Example.Step::text)
                .containsExactly(
                        "append 11 to 1 → epoch 0, index 1",
                        "kill",
                        "read 1 → epoch 0, first 0, length 1; journal [0 10]");
        assertThat(example.contradiction()).startsWith("T1 was acknowledged before the kill, which undid it");
        assertThat(verdict.notes())
                .containsExactly(
                        "2 acknowledged operations were undone by 1 crash, as a suffix each time, which the promise allows");
        assertThat(check(DurabilityPromise.BUFFERED_BY_SYSTEM, lines).valid()).isEqualTo(Validity.FALSE);
        assertThat(check(DurabilityPromise.DURABLE, lines).valid()).isEqualTo(Validity.FALSE);
    }

    @Test
    void aPowerLossMayUndoWhatAKillMustNot() {
        String[] byPowerLoss = {
            append(0, 1, 10, 0, 0),
            POWER_LOSS,
            read(1, 1, 0, 0, 1, "[[0 10]]"),
            POWER_LOSS,
            call(2, "read", "{:id 1}", "{:id 1 :metadata nil :journal []}")
        };
        assertThat(check(DurabilityPromise.BUFFERED_BY_SYSTEM, byPowerLoss).valid())
                .as("what survived a power loss survives the next one")
                .isEqualTo(Validity.FALSE);
        String[] byBoth = {
            append(0, 1, 10, 0, 0),
            KILL,
            read(1, 1, 0, 0, 1, "[[0 10]]"),
            POWER_LOSS,
            call(2, "read", "{:id 1}", "{:id 1 :metadata nil :journal []}")
        };
        assertThat(check(DurabilityPromise.BUFFERED, byBoth).valid())
                .as("what survived a kill need not survive a power loss")
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void epochsAndPositionsAreUsedAgainAfterALoss() {
        Verdict verdict = check(
                DurabilityPromise.BUFFERED,
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                trim(0, 1, 1, 1, 1),
                append(0, 1, 12, 1, 1),
                KILL,
                append(0, 1, 13, 0, 2),
                trim(0, 1, 0, 1, 0),
                append(0, 1, 14, 1, 0),
                read(1, 1, 1, 0, 1, "[[0 14]]"));
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
        assertThat(Objects.requireNonNull(verdict.allowed().get("lost-suffix")).count())
                .isEqualTo(2);
    }

    @Test
    void anEarlierEntryGoneAndALaterOneThereIsWrongWhateverIsPromised() {
        Verdict verdict = check(
                DurabilityPromise.BUFFERED,
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                append(0, 1, 12, 0, 2),
                KILL,
                read(1, 1, 0, 0, 3, "[[0 10] [2 12]]"));
        assertFound(verdict, "gap", "");
    }

    @Test
    void metadataAndJournalOfDifferentMomentsAreAReadSkew() {
        Verdict behind = check(
                DurabilityPromise.BUFFERED,
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                KILL,
                call(
                        1,
                        "read",
                        "{:id 1 :range true}",
                        "{:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 10] [1 11]]}"));
        assertThat(behind.valid()).isEqualTo(Validity.FALSE);
        assertThat(behind.anomalies()).containsKey("read-skew");
        Verdict ahead = check(
                DurabilityPromise.BUFFERED,
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                KILL,
                read(1, 1, 0, 0, 2, "[[0 10]]"));
        assertFound(ahead, "lost-append", "");
    }

    @Test
    void aStateOfAnotherMomentIsWrong() {
        String set =
                call(0, "set-state", "{:id 1 :key \"k\" :entry 10}", "{:id 1 :key \"k\" :entry 10 :epoch 0 :index 0}");
        String again =
                call(0, "set-state", "{:id 1 :key \"k\" :entry 11}", "{:id 1 :key \"k\" :entry 11 :epoch 0 :index 1}");
        String metadata = "{:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 10]] :state ";
        assertThat(check(
                                DurabilityPromise.BUFFERED,
                                set,
                                again,
                                KILL,
                                call(1, "read", "{:id 1}", metadata + "{\"k\" 10}}"))
                        .valid())
                .isEqualTo(Validity.TRUE);
        assertThat(check(
                                DurabilityPromise.BUFFERED,
                                set,
                                again,
                                KILL,
                                call(1, "read", "{:id 1}", metadata + "{\"k\" 11}}"))
                        .valid())
                .isEqualTo(Validity.FALSE);
    }

    @Test
    void anAppendAllIsUndoneInAllOfItsInvocationsOrInNone() {
        String both = call(
                0,
                "append-all",
                "[{:id 1 :entry 10} {:id 2 :entry 20}]",
                "[{:id 1 :entry 10 :epoch 0 :index 0} {:id 2 :entry 20 :epoch 0 :index 0}]");
        String gone = call(1, "read", "{:id 1}", "{:id 1 :metadata nil :journal []}");
        assertThat(check(DurabilityPromise.BUFFERED, both, KILL, gone, read(2, 2, 0, 0, 1, "[[0 20]]"))
                        .valid())
                .isEqualTo(Validity.FALSE);
        assertThat(check(
                                DurabilityPromise.BUFFERED,
                                both,
                                KILL,
                                gone,
                                call(2, "read", "{:id 2}", "{:id 2 :metadata nil :journal []}"))
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void aCrashOfAnotherNodeIsNoExcuse() {
        String placement = "{:process :nemesis, :type :info, :f :placement, :value {0 [1], 1 [2]}}";
        String start = "{:process :nemesis, :type :info, :f :kill, :value {:phase :start :nodes [";
        String heal = nemesis("kill", ":heal");
        String lost = call(1, "read", "{:id 1}", "{:id 1 :metadata nil :journal []}");
        assertThat(check(DurabilityPromise.BUFFERED, placement, append(0, 1, 10, 0, 0), start + "0]}}", heal, lost)
                        .valid())
                .isEqualTo(Validity.TRUE);
        assertThat(check(DurabilityPromise.BUFFERED, placement, append(0, 1, 10, 0, 0), start + "1]}}", heal, lost)
                        .valid())
                .isEqualTo(Validity.FALSE);
        assertThat(check(DurabilityPromise.BUFFERED, append(0, 1, 10, 0, 0), start + "1]}}", heal, lost)
                        .valid())
                .as("where invocations lie is not known")
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void whatWasThereAfterACrashOfAnotherNodeNeedNotSurviveThatOfItsOwn() {
        String placement = "{:process :nemesis, :type :info, :f :placement, :value {0 [1], 1 [2]}}";
        String start = "{:process :nemesis, :type :info, :f :kill, :value {:phase :start :nodes [";
        String heal = nemesis("kill", ":heal");
        String there = read(1, 1, 0, 0, 1, "[[0 10]]");
        String lost = call(1, "read", "{:id 1}", "{:id 1 :metadata nil :journal []}");
        String[] lines = {"", append(0, 1, 10, 0, 0), start + "0]}}", heal, there, start + "0 1]}}", heal, lost};
        assertThat(check(DurabilityPromise.BUFFERED, lines).valid())
                .as("where the invocation lies is not known")
                .isEqualTo(Validity.TRUE);
        lines[0] = placement;
        assertThat(check(DurabilityPromise.BUFFERED, lines).valid())
                .as("it survived a crash of its node")
                .isEqualTo(Validity.FALSE);
    }

    @Test
    void whatACrashLeftSurvivedItAlsoWhereItIsNotKnownWhichInvocationsItHit() {
        String start = "{:process :nemesis, :type :info, :f :kill, :value {:phase :start :nodes [";
        String heal = nemesis("kill", ":heal");
        String lost = call(1, "read", "{:id 1}", "{:id 1 :metadata nil :journal []}");
        String[] lines = {
            append(0, 1, 10, 0, 0),
            append(0, 1, 11, 0, 1),
            start + "0]}}",
            heal,
            read(1, 1, 0, 0, 1, "[[0 10]]"),
            start + "0 1]}}",
            heal,
            lost
        };
        assertThat(check(DurabilityPromise.BUFFERED, lines).valid())
                .as("the first crash undid something, so it hit the invocation, and what it left survived it")
                .isEqualTo(Validity.FALSE);
        lines[4] = read(1, 1, 0, 0, 2, "[[0 10] [1 11]]");
        assertThat(check(DurabilityPromise.BUFFERED, lines).valid())
                .as("the first crash need not have hit the invocation")
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void whatWasReadBeforeTheCrashStaysExplainedByTheOrderBefore() {
        assertThat(check(
                                DurabilityPromise.BUFFERED,
                                append(0, 1, 10, 0, 0),
                                read(1, 1, 0, 0, 1, "[[0 99]]"),
                                KILL,
                                call(2, "read", "{:id 1}", "{:id 1 :metadata nil :journal []}"))
                        .valid())
                .isEqualTo(Validity.FALSE);
    }

    @Test
    void anOperationThatIsOpenMayComeBeforeTheCrashOrAfter() {
        String open = invoke(3, "append", "{:id 1 :entry 11}");
        String info = event(3, "info", "append", "{:id 1 :entry 11}");
        String[][] afterwards = {
            {read(1, 1, 0, 0, 1, "[[0 10]]")},
            {read(1, 1, 0, 0, 2, "[[0 10] [1 11]]")},
            {read(1, 1, 0, 0, 1, "[[0 11]]")},
            {read(1, 1, 0, 0, 1, "[[0 10]]"), read(1, 1, 0, 0, 2, "[[0 10] [1 11]]")},
        };
        for (String[] reads : afterwards) {
            assertThat(check(
                                    DurabilityPromise.BUFFERED,
                                    append(0, 1, 10, 0, 0),
                                    open,
                                    KILL,
                                    info,
                                    String.join("\n", reads))
                            .valid())
                    .as(String.join("\n", reads))
                    .isEqualTo(Validity.TRUE);
        }
        assertThat(check(
                                DurabilityPromise.BUFFERED,
                                append(0, 1, 10, 0, 0),
                                open,
                                KILL,
                                info,
                                read(1, 1, 0, 0, 2, "[[0 10] [1 11]]"),
                                read(1, 1, 0, 0, 1, "[[0 10]]"))
                        .valid())
                .isEqualTo(Validity.FALSE);
    }

    @Test
    void severalCrashesBetweenTwoEventsMayEachUndoSomething() {
        String start = "{:process :nemesis, :type :info, :f :crash-loop, :value {:phase :start :crashes 2}}";
        String heal = nemesis("crash-loop", ":heal");
        String read = read(1, 1, 0, 0, 1, "[[0 10]]");
        assertThat(check(DurabilityPromise.BUFFERED, append(0, 1, 10, 0, 0), append(0, 1, 11, 0, 1), start, heal, read)
                        .valid())
                .isEqualTo(Validity.TRUE);
        String[] lines = {
            append(0, 1, 10, 0, 0),
            start,
            call(1, "read", "{:id 1}", "{:id 1 :metadata nil :journal []}"),
            append(2, 1, 12, 0, 0),
            call(1, "read", "{:id 1}", "{:id 1 :metadata nil :journal []}"),
            heal,
        };
        assertThat(check(DurabilityPromise.BUFFERED, lines).valid()).isEqualTo(Validity.TRUE);
        lines[1] = nemesis("crash-loop", ":start");
        assertThat(check(DurabilityPromise.BUFFERED, lines).valid()).isEqualTo(Validity.FALSE);
    }

    @Test
    void aTrimBelowTheFirstIndexBeginsAnEpochAfterACrashToo() {
        String emptied = call(0, "compact", "{:id 1 :first 1}", "{:id 1 :first 1}");
        assertThat(check(
                                DurabilityPromise.BUFFERED,
                                append(0, 1, 10, 0, 0),
                                append(0, 1, 11, 0, 1),
                                emptied,
                                trim(0, 1, 1, 1, 1),
                                append(0, 1, 12, 1, 1),
                                KILL,
                                call(0, "trim", "{:id 1 :length 0}", "{:id 1 :length 1 :epoch 2}"),
                                read(1, 1, 2, 1, 1, "[]"))
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void anAppendAllThatOneReadShowsTookEffectInAllItsInvocationsByThen() {
        String placement = "{:process :nemesis, :type :info, :f :placement, :value {0 [1], 1 [2]}}";
        String invoked = invoke(3, "append-all", "[{:id 1 :entry 10} {:id 2 :entry 20}]");
        String info = event(3, "info", "append-all", "[{:id 1 :entry 10} {:id 2 :entry 20}]");
        String start = "{:process :nemesis, :type :info, :f :kill, :value {:phase :start :nodes [0]}}";
        String heal = nemesis("kill", ":heal");
        String gone = call(1, "read", "{:id 1}", "{:id 1 :metadata nil :journal []}");
        String there = read(2, 2, 0, 0, 1, "[[0 20]]");
        assertThat(check(DurabilityPromise.BUFFERED, placement, invoked, info, start, heal, gone, there)
                        .valid())
                .as("it can have come after the crash")
                .isEqualTo(Validity.TRUE);
        Verdict undone = check(DurabilityPromise.BUFFERED, placement, invoked, info, there, start, heal, gone);
        assertThat(undone.valid())
                .as("node 1 was spared, so it is undone in one invocation only")
                .isEqualTo(Validity.FALSE);
    }

    @Test
    void aCrashThatIsNeverOverMayHaveUndoneWhatIsMissingLaterAndANoteSaysSo() {
        Verdict verdict = check(
                DurabilityPromise.BUFFERED,
                append(0, 1, 10, 0, 0),
                "{:process :nemesis, :type :info, :f :kill, :value :all}",
                append(0, 1, 11, 0, 1),
                read(1, 1, 0, 0, 1, "[[0 10]]"));
        assertThat(verdict.valid()).isEqualTo(Validity.TRUE);
        assertThat(verdict.notes())
                .containsExactly(
                        "1 acknowledged operation was undone by 1 crash, as a suffix each time, which the promise allows;"
                                + " the history does not say when each was over, so later losses are put down to it too");
    }

    @Test
    void anAcknowledgedAppendThatIsGoneAfterACrashThatMayLoseNothingIsToldWithTheCrash() {
        String[] lines = {
            append(0, 1, 10, 0, 0),
            append(0, 1, 11, 0, 1),
            append(0, 1, 12, 0, 2),
            KILL,
            read(1, 1, 0, 0, 1, "[[0 10]]"),
            append(0, 1, 13, 0, 1)
        };
        JournalHistory history = history(lines);
        CrashCheck check = new CrashCheck(
                history,
                new InvocationParts(history),
                DurabilityPromise.BUFFERED_BY_SYSTEM,
                1,
                Budget.of(Duration.ofSeconds(30), 64 << 20));
        Verdict verdict = check.run();
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        Anomaly lost = Objects.requireNonNull(verdict.anomalies().get("lost-append"));
        assertThat(lost.count()).isEqualTo(2);
        assertThat(lost.kinds()).containsEntry("by-kill", 2L);
        Example example = lost.examples().get(0);
        assertThat(example.title()).isEqualTo("An acknowledged append to 1 that is gone after a kill");
        assertThat(example.steps())
                .extracting(Example.Step::text)
                .containsExactly(
                        "append 11 to 1 → epoch 0, index 1",
                        "kill",
                        "read 1 → epoch 0, first 0, length 1; journal [0 10]");
        Certification certification = check.certify(verdict);
        assertThat(certification.groups()).anySatisfy(group -> {
            assertThat(group.certificate().isCertified()).isTrue();
            assertThat(group.names()).contains("lost-append");
        });
    }

    @Test
    void whatAPowerLossMayHaveUndoneIsNotPutDownToAKill() {
        Verdict verdict = check(
                DurabilityPromise.BUFFERED_BY_SYSTEM,
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                KILL,
                POWER_LOSS,
                append(0, 1, 12, 0, 1),
                KILL,
                read(1, 1, 0, 0, 1, "[[0 10]]"));
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        Anomaly lost = Objects.requireNonNull(verdict.anomalies().get("lost-append"));
        assertThat(lost.count()).as("11 may be gone, 12 may not").isEqualTo(1);
        assertThat(lost.examples().get(0).steps())
                .extracting(Example.Step::text)
                .contains("append 12 to 1 → epoch 0, index 1");
    }

    /** Twenty writes while the node was down, of which nobody knows whether they took effect, in any order, and then a read of nothing. */
    @Test
    void manyWritesOfUnknownOutcomeBeforeAReadThatNoneOfThemServesAreNotTriedInAllOrders() {
        List<String> lines = new ArrayList<>();
        String start = nemesis("kill", ":start");
        lines.add("{:process :nemesis, :type :info, :f :placement, :value {0 [1]}}");
        lines.add(append(0, 1, 10, 0, 0));
        lines.add(append(0, 1, 11, 0, 1));
        lines.add(append(0, 1, 12, 0, 2));
        lines.add(start);
        for (int i = 0; i < 12; i++) {
            String what = i % 3 == 2 ? "trim" : "append";
            String value = i % 3 == 2 ? "{:id 1 :length " + i + "}" : "{:id 1 :entry " + (20 + i) + "}";
            lines.add(invoke(10 + i, what, value));
            lines.add(event(10 + i, "info", what, value));
        }
        lines.add(nemesis("kill", ":heal"));
        lines.add(append(0, 1, 13, 0, 2));
        lines.add(start);
        for (int i = 0; i < 12; i++) {
            String what = i % 3 == 2 ? "compact" : "append";
            String value = i % 3 == 2 ? "{:id 1 :first " + i + "}" : "{:id 1 :entry " + (40 + i) + "}";
            lines.add(invoke(30 + i, what, value));
            lines.add(event(30 + i, "info", what, value));
        }
        lines.add(nemesis("kill", ":heal"));
        lines.add(call(1, "read", "{:id 1}", "{:id 1 :metadata nil :journal []}"));
        assertThat(check(DurabilityPromise.BUFFERED, lines.toArray(String[]::new))
                        .valid())
                .isEqualTo(Validity.TRUE);
    }

    @Test
    void whereALossIsNotAllowedANoteSaysWhatItWouldExplain() {
        String[] lines = {append(0, 1, 10, 0, 0), append(0, 1, 11, 0, 1), POWER_LOSS, read(1, 1, 0, 0, 1, "[[0 10]]")};
        String note = "crashes that undid the latest of what was acknowledged explain the history: 1 operation,"
                + " which the promise does not allow";
        assertThat(check(DurabilityPromise.DURABLE, lines).notes()).contains(note);
        lines[3] = read(1, 1, 0, 0, 2, "[[1 11]]");
        assertThat(check(DurabilityPromise.DURABLE, lines).notes()).doesNotContain(note);
    }
}
