package dev.skewer.history.examples;

import java.io.ByteArrayInputStream;

/** A stream that gives only a few bytes at a time, as a slow pipe does, and so cuts every token somewhere. */
public final class DribblingInput extends ByteArrayInputStream {
    private final int most;

    public DribblingInput(byte[] bytes, int most) {
        super(bytes);
        this.most = most;
    }

    @Override
    public synchronized int read(byte[] into, int from, int length) {
        return super.read(into, from, Math.min(length, most));
    }

    @Override
    public synchronized int available() {
        return 0;
    }
}
