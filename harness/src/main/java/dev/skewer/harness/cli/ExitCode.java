package dev.skewer.harness.cli;

import dev.skewer.checker.Validity;

/** Jepsen's exit codes. */
public final class ExitCode {
    /** Every verdict is true. */
    public static final int VALID = 0;
    /** At least one verdict is false. */
    public static final int INVALID = 1;
    /** At least one verdict is unknown, and none false. */
    public static final int UNKNOWN = 2;
    /** The command line or an input file is wrong. */
    public static final int USER_ERROR = 254;
    /** The harness itself failed. */
    public static final int FAILURE = 255;

    private ExitCode() {}

    /** The code of a verdict. */
    public static int of(Validity valid) {
        return switch (valid) {
            case TRUE -> VALID;
            case FALSE -> INVALID;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
