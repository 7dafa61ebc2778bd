package dev.skewer.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.harness.console.Progress;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class CheckStageTest {
    private static String shown(CheckStage stage) {
        var seen = new StringBuilder();
        stage.show(new Progress() {
            @Override
            public void show(double fraction, String text) {
                seen.append(fraction).append(' ').append(text);
            }

            @Override
            public void close() {}
        });
        return seen.toString().replaceAll("\\d+ s$", "N s");
    }

    @Test
    void aFileIsReadThenChecked() throws Exception {
        CheckStage stage = new CheckStage();
        try (InputStream in = stage.counting(new ByteArrayInputStream(new byte[4_000]), 4_000)) {
            assertThat(in.readNBytes(999)).hasSize(999);
            assertThat(in.read()).isZero();
            stage.read(1_234);
            assertThat(shown(stage)).isEqualTo("0.25 reading, 1.00 kB of 4.00 kB, 1,234 operations, N s");
            in.readAllBytes();
            assertThat(in.read()).isNegative();
        }
        stage.readToTheEnd();
        assertThat(shown(stage)).isEqualTo("1.0 checking 1,234 operations, N s");
    }

    @Test
    void ofAStreamNobodyKnowsTheLength() throws Exception {
        CheckStage stage = new CheckStage();
        try (InputStream in = stage.counting(new ByteArrayInputStream(new byte[10]), -1)) {
            in.readAllBytes();
        }
        assertThat(shown(stage)).isEqualTo("-1.0 reading, 10 B, 0 operations, N s");
    }
}
