package dev.skewer.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of the defects. */
class DefectTest {
    @ParameterizedTest
    @EnumSource
    void theDocumentationHasIt(Defect defect) throws IOException {
        assertThat(Files.readString(Path.of("../docs/defects.md")))
                .contains("| `" + defect.id() + "` | " + defect.sentence() + " | " + defect.anomaly() + " | "
                        + defect.trigger().words() + " | "
                        + (defect.durability() == null
                                ? "any"
                                : defect.durability().id())
                        + " |")
                .contains("**" + defect.id() + ".** ");
    }

    @ParameterizedTest
    @EnumSource
    void itIsExplainedInWords(Defect defect) {
        assertThat(defect.sentence()).endsWith(".").doesNotContain("\n");
        assertThat(defect.explanation()).endsWith(".").doesNotContain("\n").hasSizeGreaterThan(100);
        assertThat(Defect.of(defect.id())).contains(defect);
        assertThat(Defect.ids()).contains(defect.id());
    }

    @Test
    void idsAreDistinctAndUnknownOnesAreNone() {
        assertThat(Arrays.stream(Defect.values()).map(Defect::id)).doesNotHaveDuplicates();
        assertThat(Defect.of("no-such-defect")).isEmpty();
    }
}
