package dev.skewer.history.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void itAgreesWithJavaOnEveryShortSequence() {
        Random random = new Random(1);
        byte[] bytes = new byte[4];
        for (int i = 0; i < 300_000; i++) {
            random.nextBytes(bytes);
            // The second byte decides most: let it be a continuation often.
            bytes[1] = random.nextBoolean() ? (byte) (0x80 | (bytes[1] & 0x3f)) : bytes[1];
            bytes[2] = random.nextBoolean() ? (byte) (0x80 | (bytes[2] & 0x3f)) : bytes[2];
            if (Utf8.firstInvalid(bytes, 0, 4) < 0 != isValid(bytes)) {
                fail(Arrays.toString(bytes));
            }
        }
    }

    @Test
    void itAgreesWithJavaOnLongTexts() {
        Random random = new Random(2);
        String[] parts = {"a", "plain text of ASCII", "\u00fc", "\u2192", "\ud83d\ude00"};
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(6); left >= 0; left--) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            if (random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            }
            if (Utf8.firstInvalid(bytes, 0, bytes.length) < 0 != isValid(bytes)) {
                fail(Arrays.toString(bytes));
            }
        }
    }

    private static boolean isValid(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Test
    void everyCodePointIsEncodedAsJavaDoes() {
        byte[] bytes = new byte[4];
        for (int c = 0; c <= Character.MAX_CODE_POINT; c += c < 0x900 ? 1 : 37) {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                continue;
            }
            int length = Utf8.encode(c, bytes, 0);
            assertThat(new String(bytes, 0, length, StandardCharsets.UTF_8).codePointAt(0))
                    .isEqualTo(c);
            assertThat(Utf8.decode(bytes, 0)).isEqualTo(c);
            assertThat(Utf8.firstInvalid(bytes, 0, length)).isEqualTo(-1);
        }
    }
}
