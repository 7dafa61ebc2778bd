package dev.skewer.harness.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.harness.console.Table.Cell;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void alignsItsColumns() {
        var table = new Table("lrl").row("a", "1", "x").row("long", "1,000", "").row("b", "20", "y");
        assertThat(table.lines()).containsExactly("a         1  x", "long  1,000", "b        20  y");
    }

    @Test
    void coloursHaveNoWidth() {
        var red = new Cell("no", text -> "\u001b[31m" + text + "\u001b[0m");
        var table = new Table("ll").row(List.of(red, Cell.of("x"))).row("other", "y");
        assertThat(table.lines().get(0)).isEqualTo("\u001b[31mno\u001b[0m     x");
    }

    @Test
    void paddedLinesAreOfOneWidth() {
        var table = new Table("lr").row("a", "1").row("bbb", "22");
        assertThat(table.paddedLines()).containsExactly("a     1  ", "bbb  22  ");
        assertThat(table.width()).isEqualTo(9);
    }

    @Property
    void wrappingLosesNoWord(
            @ForAll List<@AlphaChars @StringLength(min = 1, max = 12) String> words,
            @ForAll @IntRange(min = 1, max = 40) int columns) {
        String text = String.join(" ", words);
        List<String> lines = Stories.wrap(text, columns);
        assertThat(String.join(" ", lines)).isEqualTo(text);
        assertThat(lines).allMatch(line -> line.length() <= columns || !line.contains(" "));
    }
}
