package dev.skewer.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines as the programs write them that are tested, at one moment, in Helsinki. */
class LogTimeTest {
    private static final ZoneId HELSINKI = ZoneId.of("Europe/Helsinki");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-11-23T09:45:01.123Z INFO  [main] TestRun: begins | 2026-11-23T09:45:01.123Z",
                "2026-11-23 09:45:01.123 UTC LOG:  database system is ready | 2026-11-23T09:45:01.123Z",
                "2026-11-23 11:45:01.123 EET LOG:  database system is ready | 2026-11-23T09:45:01.123Z",
                "2026-11-23 10:45:01.5 +01:00 something | 2026-11-23T09:45:01.5Z",
                "2026-11-23 10:45:01,007+0100 something | 2026-11-23T09:45:01.007Z",
                "2026-11-23 11:45:01 0 [Note] Starting MariaDB | 2026-11-23T09:45:01Z",
                "2026-11-23  9:05:01 7 [Warning] Aborted connection | 2026-11-23T07:05:01Z",
                "2026/11/23-11:45:01.123456 140211 [db/db_impl.cc:1] DB pointer | 2026-11-23T09:45:01.123456Z",
                "4711:M 23 Nov 2026 11:45:01.123 * Ready to accept connections | 2026-11-23T09:45:01.123Z",
                "[2026-11-23 11:45:01.123] anything | 2026-11-23T09:45:01.123Z",
            })
    void aLineSaysWhenItWasWritten(String line, Instant time) {
        assertThat(LogTime.of(line, HELSINKI)).contains(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\tat dev.skewer.Anything.run(Anything.java:12)",
                "2026-13-45 99:99:99 no time",
                "4711:M 23 Foo 2026 11:45:01.123 * no month",
                "far behind the beginning of the line, at last: 2026-11-23T09:45:01.123Z",
                "2026-11-23T09:45:01.123+99:99 no zone"
            })
    void anyOtherLineDoesNot(String line) {
        assertThat(LogTime.of(line, HELSINKI)).isEmpty();
    }

    @Test
    void aLongLineIsLookedAtNoFurtherThanItsBeginning() {
        assertThat(LogTime.of("1".repeat(1 << 20), HELSINKI)).isEmpty();
    }
}
