package dev.skewer.checker.journal;

import static dev.skewer.checker.journal.JournalLines.append;
import static dev.skewer.checker.journal.JournalLines.call;
import static dev.skewer.checker.journal.JournalLines.check;
import static dev.skewer.checker.journal.JournalLines.event;
import static dev.skewer.checker.journal.JournalLines.invoke;
import static dev.skewer.checker.journal.JournalLines.ok;
import static dev.skewer.checker.journal.JournalLines.read;
import static dev.skewer.checker.journal.JournalLines.trim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the epochs, lengths and first indexes that a store reports can mean, and what they cannot. */
class VersionsTest {
    private static Anomaly found(Verdict verdict, String name) {
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        assertThat(verdict.anomalies()).containsKey(name);
        return Objects.requireNonNull(verdict.anomalies().get(name));
    }

    private static String metadata(int process, int epoch, int first, int length) {
        String metadata = "{:epoch " + epoch + " :first " + first + " :length " + length + "}";
        return call(process, "read-metadata", "{:id 1}", "{:id 1 :metadata " + metadata + "}");
    }

    @Test
    void moreVersionsThanWritesAreTornMetadataAndTheFarthestIsShown() {
        // One append and one trim make three versions: nothing, one entry, and nothing again in the next epoch.
        for (boolean last : new boolean[] {false, true}) {
            Verdict verdict = check(
                    metadata(1, 0, 0, 1),
                    last ? metadata(2, 1, 0, 0) : metadata(3, 1, 0, 1),
                    append(0, 1, 10, 0, 0),
                    trim(0, 1, 0, 1, 0),
                    last ? metadata(3, 1, 0, 1) : metadata(2, 1, 0, 0),
                    metadata(4, 0, 0, 1));
            Anomaly torn = found(verdict, "torn-metadata");
            assertThat(torn.kinds()).containsOnlyKeys("length");
            assertThat(torn.examples().get(0).steps())
                    .extracting(Example.Step::process)
                    .contains("3")
                    .doesNotContain("1", "4");
        }
    }

    @Test
    void anEpochThatNoOtherOperationSawNeedsATrimAllTheSame() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                append(0, 1, 12, 0, 2),
                trim(0, 1, 5, 0, 3),
                trim(0, 1, 2, 2, 2),
                metadata(1, 2, 0, 2));
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        Verdict opened = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                append(0, 1, 12, 0, 2),
                invoke(3, "trim", "{:id 1 :length 2}"),
                event(3, "info", "trim", "{:id 1 :length 2}"),
                trim(0, 1, 1, 2, 1),
                metadata(1, 2, 0, 1));
        assertThat(opened.valid()).isEqualTo(Validity.TRUE);
    }

    @Test
    void twoPurgesOfOneInvocationAreAReuse() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                invoke(1, "purge", "{:id 1}"),
                call(0, "purge", "{:id 1}", "{:id 1}"),
                ok(1, "purge", "{:id 1}"));
        assertThat(found(verdict, "position-reuse").count()).isEqualTo(1);
    }

    @Test
    void twoTrimsThatOpenedOneEpochAreAReuse() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                trim(0, 1, 1, 1, 1),
                append(0, 1, 12, 1, 1),
                trim(0, 1, 1, 1, 1));
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        Verdict reuse = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                call(0, "compact", "{:id 1 :first 1}", "{:id 1 :first 1 :epoch 0 :length 2}"),
                invoke(0, "trim", "{:id 1 :length 0}"),
                invoke(1, "trim", "{:id 1 :length 0}"),
                ok(0, "trim", "{:id 1 :epoch 1 :length 1}"),
                ok(1, "trim", "{:id 1 :epoch 1 :length 1}"));
        assertThat(found(reuse, "position-reuse").count()).isEqualTo(1);
    }

    @Test
    void aTrimThatSaysItKeptLessOrMoreThanTheEpochBeganWithIsTorn() {
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                append(0, 1, 11, 0, 1),
                append(0, 1, 12, 0, 2),
                trim(0, 1, 1, 1, 1),
                append(0, 1, 13, 1, 1),
                call(0, "compact", "{:id 1 :first 2}", "{:id 1 :first 2 :epoch 1 :length 2}"),
                trim(0, 1, 0, 1, 2));
        assertThat(found(verdict, "torn-metadata").kinds()).containsOnlyKeys("epoch");
        Verdict atFirst = check(append(0, 1, 10, 0, 0), trim(0, 1, 0, 0, 1));
        assertThat(found(atFirst, "torn-metadata").kinds()).containsOnlyKeys("epoch");
    }

    @Test
    void aCompactThatWentFartherThanTheJournalOrNotAsFarAsItCouldIsTorn() {
        String two = append(0, 1, 10, 0, 0) + "\n" + append(0, 1, 11, 0, 1);
        assertThat(found(check(two, call(0, "compact", "{:id 1 :first 9}", "{:id 1 :first 9}")), "torn-metadata")
                        .kinds())
                .containsOnlyKeys("first");
        assertThat(found(
                                check(
                                        two,
                                        call(0, "compact", "{:id 1 :first 2}", "{:id 1 :first 1 :epoch 0 :length 2}")),
                                "torn-metadata")
                        .kinds())
                .containsOnlyKeys("first");
        assertThat(found(
                                check(
                                        two,
                                        call(0, "compact", "{:id 1 :first 1}", "{:id 1 :first 2 :epoch 0 :length 1}")),
                                "torn-metadata")
                        .kinds())
                .containsOnlyKeys("first");
    }

    @Test
    void metadataBeyondWhatTrimsAndAppendsCanMakeIsTorn() {
        String one = append(0, 1, 10, 0, 0);
        assertThat(found(check(one, read(1, 1, 0, 2, 1, "[]")), "torn-metadata").kinds())
                .containsOnlyKeys("first");
        assertThat(found(check(one, read(1, 1, 1, 0, 1, "[[0 10]]")), "torn-metadata")
                        .kinds())
                .containsOnlyKeys("epoch");
        assertThat(found(check(one, metadata(1, 0, 0, 2)), "torn-metadata").kinds())
                .containsOnlyKeys("length");
        Verdict journal = check(one, call(1, "read-journal", "{:id 1}", "{:id 1 :epoch 1 :journal [[0 10]]}"));
        assertThat(found(journal, "torn-metadata").kinds()).containsOnlyKeys("epoch");
        assertThat(found(check(metadata(1, 0, 0, 0), one), "torn-metadata").kinds())
                .containsOnlyKeys("length");
    }

    @Test
    void aPurgeOrCompactSaysThatTheInvocationHadBegun() {
        Verdict verdict = check(
                invoke(2, "append", "{:id 1 :entry 10}"),
                call(0, "compact", "{:id 1 :first 0}", "{:id 1 :first 0}"),
                call(1, "read-metadata", "{:id 1}", "{:id 1 :metadata nil}"),
                ok(2, "append", "{:id 1 :entry 10 :epoch 0 :index 0}"));
        assertThat(verdict.valid()).isEqualTo(Validity.FALSE);
        Verdict nothing = check(call(0, "purge", "{:id 1}", "{:id 1}"));
        assertThat(nothing.valid()).isEqualTo(Validity.FALSE);
    }

    @Test
    void manyEpochsLengthsAndFirstIndexesInAnyOrderAreSorted() {
        StringBuilder lines = new StringBuilder();
        StringBuilder late = new StringBuilder();
        int epoch = 0;
        for (int i = 0; i < 60; i++) {
            lines.append(append(0, 1, 100 + 2 * i, epoch, i)).append('\n');
            lines.append(append(0, 1, 101 + 2 * i, epoch, i + 1)).append('\n');
            lines.append(trim(0, 1, i + 1, ++epoch, i + 1)).append('\n');
            String version = " :epoch " + epoch + " :length " + (i + 1) + "}";
            lines.append(call(0, "compact", "{:id 1 :first " + i + "}", "{:id 1 :first " + i + version))
                    .append('\n');
            // A reader that began before all this and returns at last may have seen any of it.
            lines.insert(0, invoke(10 + i, "read", "{:id 1}") + "\n");
            late.append(ok(
                            10 + i,
                            "read",
                            "{:id 1 :metadata {:epoch " + epoch + " :first " + i + " :length " + (i + 1)
                                    + "} :journal [[" + i + " " + (100 + 2 * i) + "]]}"))
                    .append('\n');
        }
        assertThat(check(lines.toString(), late.toString()).valid()).isEqualTo(Validity.TRUE);
        String wrong = late.toString().replace(":first 37 :length 38", ":first 36 :length 38");
        assertThat(found(check(lines.toString(), wrong), "read-skew").count()).isEqualTo(1);
    }

    /** The first operation that a story shows is the lowest above what is missing. */
    private static void stands(String expected, Verdict verdict) {
        Anomaly torn = found(verdict, "torn-metadata");
        assertThat(torn.kinds()).containsOnlyKeys("order");
        Example example = torn.examples().get(0);
        String name =
                example.contradiction().substring(0, example.contradiction().indexOf(' '));
        assertThat(example.contradiction()).startsWith(name + " stands above a version of 1 that no write");
        assertThat(example.steps())
                .filteredOn(step -> step.op().equals(name))
                .extracting(Example.Step::text)
                .singleElement()
                .asString()
                .startsWith(expected);
    }

    @Test
    void aVersionThatNoWriteMadeIsShownByWhatStandsNextAboveIt() {
        String begin = invoke(0, "append", "{:id 1 :entry 13}") + "\n" + invoke(1, "append", "{:id 1 :entry 12}") + "\n"
                + invoke(2, "append", "{:id 1 :entry 10}");
        stands(
                "append 12",
                check(
                        begin,
                        ok(0, "append", "{:id 1 :entry 13 :epoch 0 :index 3}"),
                        ok(1, "append", "{:id 1 :entry 12 :epoch 0 :index 2}"),
                        ok(2, "append", "{:id 1 :entry 10 :epoch 0 :index 0}"),
                        // Enough writes, but this one came too late.
                        invoke(8, "append-all", "[{:id 1 :entry 11} {:id 2 :entry 21}]")));
        stands(
                "read 1",
                check(
                        append(0, 1, 10, 0, 0),
                        append(0, 1, 11, 0, 1),
                        read(3, 1, 0, 0, 2, "[[0 10] [1 11]]"),
                        read(3, 1, 0, 1, 2, "[[1 11]]")));
    }

    @Test
    void whatIsCertainStaysAndWhatAnUnknownOutcomeMayExplainGoes() {
        String unknown = invoke(1, "trim", "{:id 1 :length 1}") + "\n" + invoke(2, "trim", "{:id 1 :length 0}") + "\n"
                + invoke(3, "append", "{:id 1 :entry 11}");
        Verdict verdict = check(
                append(0, 1, 10, 0, 0), unknown, read(4, 1, 1, 0, 1, "[[0 11]]"), read(5, 1, 1, 0, 1, "[[0 99]]"));
        assertThat(verdict.anomalies()).containsOnlyKeys("phantom-entry");
    }

    @Test
    void theExamplesAreTheFirstInTimeAndTheShortest() {
        String begin = invoke(4, "read", "{:id 1}");
        Verdict verdict = check(
                append(0, 1, 10, 0, 0),
                begin,
                invoke(5, "read", "{:id 1}"),
                call(0, "read-metadata", "{:id 2}", "{:id 2 :metadata nil}"),
                ok(4, "read", "{:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 97]]}"),
                call(0, "read-metadata", "{:id 2}", "{:id 2 :metadata nil}"),
                ok(5, "read", "{:id 1 :metadata {:epoch 0 :first 0 :length 1} :journal [[0 98]]}"),
                read(6, 1, 0, 0, 1, "[[0 99]]"));
        assertThat(found(verdict, "phantom-entry").examples())
                .extracting(example -> example.steps().get(0).process())
                .containsExactly("4", "6");
    }

    @Test
    void writesThatOnlyRealTimeForbidsMayBeSerializable() {
        Verdict reordered = check(append(0, 1, 10, 0, 1), append(3, 1, 11, 0, 0));
        found(reordered, "reordered");
        assertThat(reordered.not()).containsExactly("strict-serializable");
    }
}
