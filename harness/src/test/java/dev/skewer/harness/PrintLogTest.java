package dev.skewer.harness;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What libraries print is in the log, and never more than fits there. */
class PrintLogTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("standard-output");
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final PrintStream printed = new PrintStream(new PrintLog(), true, StandardCharsets.UTF_8);

    @BeforeEach
    void listen() {
        logged.start();
        logger.addAppender(logged);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(logged);
    }

    private List<String> lines() {
        return logged.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void aLinePrintedIsALineLogged() {
        printed.print("latch ");
        printed.println("count → 4");
        printed.printf("{} %s\r\n\nand the start of", "twice");
        assertThat(lines()).containsExactly("latch count → 4", "{} twice", "");
    }

    @Test
    void whatIsTooMuchIsLeftOut() {
        printed.println("x".repeat(10 * PrintLog.MAX_LINE_BYTES));
        for (int i = 0; i < 3 * PrintLog.MAX_LINES; i++) {
            printed.println(i);
        }
        assertThat(lines()).hasSize(PrintLog.MAX_LINES + 1).endsWith("998", "what more is printed is left out");
        assertThat(lines().get(0)).hasSize(PrintLog.MAX_LINE_BYTES);
    }
}
