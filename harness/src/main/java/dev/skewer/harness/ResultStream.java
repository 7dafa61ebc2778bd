package dev.skewer.harness;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Standard output, and what went wrong with it: results that were lost on a full disk are no results, and a
 * {@link java.io.PrintStream} tells nobody.
 */
final class ResultStream extends FilterOutputStream {
    private @Nullable IOException failure;

    ResultStream(OutputStream out) {
        super(out);
    }

    /** Why results were lost; null if they were not, or if their reader ({@code head}) had seen enough. */
    @Nullable IOException failure() {
        IOException now = failure;
        return now == null || "Broken pipe".equals(now.getMessage()) ? null : now;
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
