package dev.skewer.history.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Looking at eight bytes at once gives what looking at one after the other gives. */
class StringWordsTest {
    private static final long SEED = 11;
    private static final byte[] SPECIAL = {'"', '\\', 0, '\n', '\r', 0x1f, ' ', '!', '#', '[', ']', 0x7f, -128, -1, -61
    };

    private static byte[] randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        for (int i = 0; i < length; i++) {
            if (random.nextBoolean()) {
                bytes[i] = random.nextInt(3) == 0 ? SPECIAL[random.nextInt(SPECIAL.length)] : (byte) 'a';
            }
        }
        return bytes;
    }

    @Test
    void plainBytesAreCountedAndAsciiIsTold() {
        Random random = new Random(SEED);
        for (int round = 0; round < 500_000; round++) {
            byte[] bytes = randomBytes(random, Long.BYTES);
            int expected = 0;
            boolean ascii = true;
            while (expected < Long.BYTES) {
                byte b = bytes[expected];
                if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
                    break;
                }
                ascii &= b >= 0;
                expected++;
            }
            long word = ShortNames.word(bytes, 0);
            String shown = "seed " + SEED + ", round " + round + ": " + Arrays.toString(bytes);
            assertThat(StringWords.plain(word)).as(shown).isEqualTo(expected);
            assertThat(StringWords.isAscii(word, expected)).as(shown).isEqualTo(ascii);
        }
    }

    @Test
    void allUpToABackslashIsCopied() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200_000; round++) {
            byte[] source = randomBytes(random, 48);
            int from = random.nextInt(20);
            int to = from + random.nextInt(20);
            int expected = 0;
            while (from + expected < to && source[from + expected] != '\\') {
                expected++;
            }
            byte[] into = new byte[40];
            int size = random.nextInt(10);
            int count = StringWords.copyToBackslash(source, from, to, into, size);
            String shown = "seed " + SEED + ", round " + round;
            assertThat(count).as(shown).isEqualTo(expected);
            assertThat(Arrays.copyOfRange(into, size, size + count))
                    .as(shown)
                    .isEqualTo(Arrays.copyOfRange(source, from, from + count));
        }
    }
}
