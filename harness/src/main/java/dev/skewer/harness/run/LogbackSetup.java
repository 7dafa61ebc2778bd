package dev.skewer.harness.run;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * Configures Logback, found by it as a service: nothing goes to the terminal, and each run adds a file of its own. In code
 * rather than XML, because parsing XML is a third of the start-up time. In a program that brings a configuration, as one may that has
 * Skewer among its tests, that holds.
 */
public final class LogbackSetup extends ContextAwareBase implements Configurator {
    /** Called by Logback. */
    public LogbackSetup() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (isConfigured()) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(Level.INFO);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static boolean isConfigured() {
        ClassLoader loader = LogbackSetup.class.getClassLoader();
        return System.getProperty("logback.configurationFile") != null
                || Stream.of("logback-test.xml", "logback.xml")
                        .anyMatch(file -> loader != null && loader.getResource(file) != null);
    }
}
