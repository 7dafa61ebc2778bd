package dev.skewer.targets.reference;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Entries as bytes: the value, big-endian, and nothing else. */
final class Entries {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Entries() {}

    static byte[] encode(long value) {
        byte[] bytes = new byte[Long.BYTES];
        LONG.set(bytes, 0, value);
        return bytes;
    }

    /** Whether the bytes could have come from {@link #encode}. */
    static boolean isEntry(byte[] bytes) {
        return bytes.length == Long.BYTES;
    }

    static long decode(byte[] bytes) {
        return (long) LONG.get(bytes, 0);
    }
}
