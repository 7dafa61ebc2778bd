package dev.skewer.targets.node;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords for servers of a run's own. */
public final class Passwords {
    private static final int BYTES = 16;

    private Passwords() {}

    /** One that cannot be guessed. */
    public static String random() {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
