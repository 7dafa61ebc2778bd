package dev.skewer.results;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void leavesOrdinaryTextAlone() {
        String text = "append 17 to 4 → epoch 0, index 3 \uD83D\uDE00";
        assertThat(Printable.line(text)).isSameAs(text);
    }

    @Test
    void showsControlCharactersInsteadOfObeyingThem() {
        assertThat(Printable.line("a\u001b[2Jb\r\nc\td\u0000\u009b31m"))
                .isEqualTo("a\\u001b[2Jb\\r\\nc\\td\\u0000\\u009b31m");
    }

    @Test
    void showsWhatReordersOrBreaksText() {
        assertThat(Printable.line("\u202eabc\u2028\uD800x")).isEqualTo("\\u202eabc\\u2028\\ud800x");
    }

    @Property
    void neverPrintsAControlCharacter(@ForAll String text) {
        assertThat(Printable.line(text).chars()).noneMatch(c -> c < ' ' || (c >= 0x7f && c < 0xa0));
    }

    @Property
    void fileNamesStayInTheirFolder(@ForAll String text) {
        assertThat(Printable.fileName(text)).matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,79}");
    }

    @Test
    void fileNamesStayReadable() {
        assertThat(Printable.fileName("../../etc/passwd")).isEqualTo("etc-passwd");
        assertThat(Printable.fileName("journal snapshot, kill+compact")).isEqualTo("journal-snapshot-kill-compact");
        assertThat(Printable.fileName("..")).isEqualTo("unnamed");
    }
}
