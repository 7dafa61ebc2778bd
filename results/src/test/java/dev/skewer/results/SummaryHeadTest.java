package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Validity;
import dev.skewer.results.summary.CampaignSummary;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.results.summary.SummaryException;
import dev.skewer.results.summary.SummaryFiles;
import dev.skewer.results.summary.SummaryHead;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a listing shows of a stored summary, read without the rest of it. */
class SummaryHeadTest {
    private static final String HOSTILE = "\"}\u0000\u001b[31m\n</script>";
    private static final RunSummary RUN = Samples.run(Samples.skewed(HOSTILE), HOSTILE);
    private static final CampaignSummary CAMPAIGN = Samples.campaign(HOSTILE);

    @TempDir
    private Path directory;

    private SeekableByteChannel file(byte[] content) throws IOException {
        Path file = directory.resolve("summary.json");
        Files.write(file, content);
        return Files.newByteChannel(file);
    }

    private SummaryHead.Run run(byte[] content) throws IOException {
        try (SeekableByteChannel file = file(content)) {
            return SummaryFiles.runHead(file, "verdict.json");
        }
    }

    private SummaryHead.Campaign campaign(byte[] content) throws IOException {
        try (SeekableByteChannel file = file(content)) {
            return SummaryFiles.campaignHead(file, "campaign.json");
        }
    }

    private static byte[] stored(dev.skewer.results.summary.Summary summary) {
        return Json.indented(SummaryFiles.json(summary)).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void ofARunIsWhatItsSummarySays() throws IOException {
        SummaryHead.Run head = run(stored(RUN));
        assertThat(head.title()).isEqualTo(RUN.title());
        assertThat(head.spec()).isEqualTo(RUN.spec());
        assertThat(head.valid()).isEqualTo(Validity.FALSE);
        var counts = new TreeMap<String, Long>();
        RUN.verdict().anomalies().values().forEach((Anomaly anomaly) -> counts.put(anomaly.name(), anomaly.count()));
        assertThat(head.anomalies()).isEqualTo(counts);
        assertThat(head.ops()).isEqualTo(RUN.verdict().ops());
        assertThat(head.opportunities()).isEqualTo(RUN.verdict().opportunities());
        assertThat(head.started()).isEqualTo(RUN.started());
        assertThat(head.elapsed()).isEqualTo(RUN.elapsed());
    }

    @Test
    void ofACampaignIsWhatItsSummarySays() throws IOException {
        SummaryHead.Campaign head = campaign(stored(CAMPAIGN));
        assertThat(head.name()).isEqualTo(CAMPAIGN.name());
        assertThat(head.valid()).isEqualTo(CAMPAIGN.valid());
        assertThat(head.planned()).isEqualTo(CAMPAIGN.planned());
        assertThat(head.cells()).hasSameSizeAs(CAMPAIGN.cells());
        for (int i = 0; i < head.cells().size(); i++) {
            SummaryHead.Cell cell = head.cells().get(i);
            CampaignSummary.Cell whole = CAMPAIGN.cells().get(i);
            assertThat(cell.id()).isEqualTo(whole.id());
            assertThat(cell.name()).isEqualTo(whole.name());
            assertThat(cell.spec()).isEqualTo(whole.spec());
            assertThat(cell.expected()).isEqualTo(whole.expected().text());
            assertThat(cell.verdict()).isEqualTo(whole.verdict());
            assertThat(cell.anomalies()).isEqualTo(whole.anomalies());
            assertThat(cell.ops()).isEqualTo(whole.ops());
            assertThat(cell.opsPerSecond()).isEqualTo(Math.round(whole.opsPerSecond()));
            assertThat(cell.opportunities()).isEqualTo(whole.opportunities());
            assertThat(cell.outcome() == SummaryHead.Outcome.SKIPPED).isEqualTo(whole.isSkipped());
            assertThat(cell.outcome() == SummaryHead.Outcome.AS_EXPECTED)
                    .isEqualTo(!whole.isSkipped() && whole.isAsExpected());
        }
    }

    @Test
    void doesNotLookAtWhatStandsBehindIt() throws IOException {
        String json = new String(stored(RUN), StandardCharsets.UTF_8);
        int behind = json.indexOf("\"functions\"");
        assertThat(run((json.substring(0, behind) + "%%% no JSON %%% }").getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(run(stored(RUN)));
    }

    @Test
    void aFileThatIsCutOffAnywhereIsRefused() throws IOException {
        for (byte[] whole : new byte[][] {stored(RUN), stored(CAMPAIGN)}) {
            boolean isRun = whole.length == stored(RUN).length;
            // All but the line end and the last brace are needed.
            for (int length = 0; length < whole.length - 2; length += 1 + length / 60) {
                byte[] cut = Arrays.copyOf(whole, length);
                if (new String(cut, StandardCharsets.UTF_8).stripTrailing().endsWith("}")) {
                    // What ends with the brace of something in it is only told apart by reading all.
                    continue;
                }
                assertThatThrownBy(() -> {
                            if (isRun) {
                                run(cut);
                            } else {
                                campaign(cut);
                            }
                        })
                        .as("the first %d bytes", length)
                        .isInstanceOf(SummaryException.class)
                        .satisfies(e ->
                                assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(400));
            }
        }
    }

    @Test
    void damageIsOneLineOrChangesNothingElse() throws IOException {
        long seed = 20261127;
        var random = new Random(seed);
        byte[] whole = stored(RUN);
        for (int i = 0; i < 3_000; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                run(damaged);
            } catch (SummaryException e) {
                assertThat(e.getMessage())
                        .as("seed %d, try %d", seed, i)
                        .startsWith("verdict.json")
                        .doesNotContain("\n");
            }
        }
    }

    @Test
    void anotherKindOrALaterVersionIsRefused() throws IOException {
        assertThatThrownBy(() -> run(stored(CAMPAIGN))).isInstanceOf(SummaryException.class);
        assertThatThrownBy(() -> campaign(stored(RUN))).isInstanceOf(SummaryException.class);
        assertThatThrownBy(() -> run(new String(stored(RUN), StandardCharsets.UTF_8)
                        .replace("run/1", "run/2")
                        .getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(SummaryException.class)
                .hasMessageContaining("later version");
        assertThatThrownBy(() -> run("[]".getBytes(StandardCharsets.UTF_8))).isInstanceOf(SummaryException.class);
        assertThatThrownBy(() -> run(new byte[0])).isInstanceOf(SummaryException.class);
    }
}
