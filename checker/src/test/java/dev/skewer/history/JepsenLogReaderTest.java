package dev.skewer.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The logs that Jepsen wrote in 2014. */
class JepsenLogReaderTest {
    @Test
    void eventsAreReadAndOtherLinesPassedOver() {
        List<Recorded> events = read("""
                INFO  jepsen.util - 0\t:invoke\t:cas\t[1 2]
                INFO  jepsen.core - nothing of interest
                INFO  jepsen.util - :nemesis\t:info\t:start\tnil
                INFO  jepsen.util - 11  :fail  :read  :timed-out
                INFO  jepsen.util - 0\t:ok\t:cas\t[1 2]""");
        assertThat(events).extracting(Recorded::process).containsExactly("0", "11", "0");
        assertThat(events).extracting(Recorded::type).containsExactly(EventType.INVOKE, EventType.FAIL, EventType.OK);
        assertThat(events).extracting(Recorded::f).containsExactly("cas", "read", "cas");
    }

    @Test
    void whatIsNoValueIsNamedWithItsPlace() {
        assertThatThrownBy(
                        () -> read("INFO  jepsen.util - 0\t:invoke\t:read\tnil\nINFO  jepsen.util - 0\t:ok\t:read\t{1"))
                .isInstanceOf(HistoryException.class)
                .hasMessageStartingWith("h:2:")
                .hasMessageContaining("{1")
                .hasMessageContaining(":timed-out");
    }

    @Test
    void aLogWithoutEventsIsNoHistory() {
        assertThatThrownBy(() -> read("INFO  something else\n"))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("no line is an event");
    }

    private static List<Recorded> read(String text) {
        return Recorded.read(text.getBytes(StandardCharsets.UTF_8), Format.AUTO);
    }
}
