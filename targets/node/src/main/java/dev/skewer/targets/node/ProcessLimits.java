package dev.skewer.targets.node;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The limits that the kernel keeps of a process, moved by {@code prlimit} while it runs. */
public final class ProcessLimits {
    /** What a limit is set to so that there is none. */
    public static final String UNLIMITED = "unlimited";

    private ProcessLimits() {}

    /** What it needs, in words; empty if that is here. */
    public static Optional<String> obstacle() {
        return Programs.find("prlimit").isPresent()
                ? Optional.empty()
                : Optional.of("prlimit is not installed (it comes with util-linux)");
    }

    /**
     * Sets a soft limit only, so that it may be raised again without a privilege. A process that is gone is left alone.
     *
     * @param resource as an option of {@code prlimit} has it
     * @param limit a number, or {@link #UNLIMITED}
     * @throws IllegalStateException if {@code prlimit} cannot be started
     */
    public static void set(long pid, String resource, String limit) {
        String program = Programs.find("prlimit")
                .orElseThrow(() -> new IllegalStateException("prlimit is gone"))
                .toString();
        try {
            new ProcessBuilder(List.of(program, "--pid", Long.toString(pid), "--" + resource + "=" + limit + ":"))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("prlimit cannot be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
