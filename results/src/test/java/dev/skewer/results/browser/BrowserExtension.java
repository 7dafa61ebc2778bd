package dev.skewer.results.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a {@link Browser} as a parameter: one for all tests of this JVM, begun at the first that wants it and ended with the
 * last. Where there is none the test is skipped, with the reason; where {@code CI} is {@code true} it fails.
 */
public final class BrowserExtension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Browser.class;
    }

    @Override
    public Browser resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(BrowserExtension.class))
                .computeIfAbsent(Browser.class, unused -> open(), Browser.class);
    }

    private static Browser open() {
        String missing = Browser.missing();
        if (!missing.isEmpty()) {
            if ("true".equals(System.getenv("CI"))) {
                throw new IllegalStateException(missing + "; a continuous integration job has to have it");
            }
            return abort(missing);
        }
        try {
            return new Browser();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
