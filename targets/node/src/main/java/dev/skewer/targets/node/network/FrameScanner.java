package dev.skewer.targets.node.network;

import java.nio.ByteBuffer;

/**
 * Finds the ends of frames in a stream: each is a length of four bytes, big-endian, and so many bytes after it, as in Apache
 * Thrift's framed transport. Takes the stream in pieces of any size; costs as much as there are frames, not bytes.
 */
final class FrameScanner {
    private static final int HEADER = Integer.BYTES;

    /** How many bytes of the header are known. */
    private int known;

    private int length;
    /** How many bytes of the body are still to come; counts when the header is known. */
    private int missing;

    /** Whether nothing of a frame has come that is not complete. */
    boolean isBetweenFrames() {
        return known == 0;
    }

    /**
     * Takes bytes of one frame at most.
     *
     * @return how many, at least 1 of 1 or more; if the frame is complete with them, {@link #isBetweenFrames} is true
     */
    int take(ByteBuffer bytes, int from, int to) {
        int at = from;
        while (at < to && known < HEADER) {
            length = (length << Byte.SIZE) | (bytes.get(at++) & 0xff);
            if (++known == HEADER) {
                missing = Math.max(0, length);
            }
        }
        if (known == HEADER) {
            int taken = Math.min(missing, to - at);
            at += taken;
            missing -= taken;
            if (missing == 0) {
                known = 0;
                length = 0;
            }
        }
        return at - from;
    }
}
