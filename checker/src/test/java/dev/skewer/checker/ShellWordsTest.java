package dev.skewer.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is quoted, a real shell reads back. */
class ShellWordsTest {
    private static final String ODD = "ab 'x\"$`\\\\!*?[]{}()<>|&;#~=%äß\u20ac\ud83d\ude00-";

    private static List<String> split(String line) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("bash", "-c", "set -- " + line + "; printf '%s\\0' \"$@\"")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).isZero();
        var all = new ArrayList<>(List.of(words.split("\0", -1)));
        all.remove(all.size() - 1);
        return all;
    }

    @Test
    void plainWordsStayAsTheyAre() {
        assertThat(ShellWords.join(
                        List.of("./skewer", "test", "--rate", "2000", "--fault", "flush,gc", "results/runs")))
                .isEqualTo("./skewer test --rate 2000 --fault flush,gc results/runs");
    }

    @Test
    void anyWordsAreReadBack() throws Exception {
        for (int seed = 0; seed < 30; seed++) {
            var random = new Random(seed);
            var words = new ArrayList<String>();
            for (int i = 0; i < 20; i++) {
                var word = new StringBuilder();
                int length = random.nextInt(8);
                for (int c = 0; c < length; c++) {
                    int from = random.nextInt(ODD.codePointCount(0, ODD.length()));
                    boolean isControl = random.nextInt(12) == 0;
                    word.appendCodePoint(
                            isControl ? 1 + random.nextInt(31) : ODD.codePointAt(ODD.offsetByCodePoints(0, from)));
                }
                words.add(random.nextInt(40) == 0 ? "\u0085\u007f\u202e\ufeff" + word : word.toString());
            }
            String line = ShellWords.join(words);
            assertThat(line.chars()).as("seed %d", seed).noneMatch(c -> Character.isISOControl(c) || c == 0x202e);
            assertThat(split(line)).as("seed %d: %s", seed, line).isEqualTo(words);
        }
    }
}
