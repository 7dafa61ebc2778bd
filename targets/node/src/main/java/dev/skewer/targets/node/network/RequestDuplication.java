package dev.skewer.targets.node.network;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.SplittableRandom;

/**
 * Sends some of a connection's requests twice, one after the other, and lets the second reply disappear: as a layer does that
 * delivers at least once. Frames that hold a request each go one way, and as many with a reply each, in the same order, the other.
 *
 * <p>Bytes pass as they come; only while a frame is to be sent twice is a copy of it kept.
 */
final class RequestDuplication {
    private final SplittableRandom random;
    private final FrameScanner requests = new FrameScanner();
    private final FrameScanner replies = new FrameScanner();
    /** The frame under way, if it is sent twice, as far as it has come. */
    private final ByteArrayOutputStream copy = new ByteArrayOutputStream();
    /** Which replies are not for the client, by number, ascending. */
    private final ArrayDeque<Long> surplus = new ArrayDeque<>();

    private boolean isCopying;
    /** How many requests were sent on. */
    private long sent;
    /** How many replies have come. */
    private long answered;

    RequestDuplication(SplittableRandom random) {
        this.random = random;
    }

    /**
     * Passes requests on.
     *
     * @param bytes what has come; read by this
     * @param share which part of them is sent twice, 0 … 1
     * @return what is to be sent, which may be the same buffer
     */
    ByteBuffer requests(ByteBuffer bytes, double share) {
        boolean isPlain = share == 0 && !isCopying;
        ByteArrayOutputStream out = new ByteArrayOutputStream(0);
        int end = bytes.limit();
        for (int at = bytes.position(); at < end; ) {
            if (requests.isBetweenFrames()) {
                isCopying = share > 0 && random.nextDouble() < share;
            }
            int taken = requests.take(bytes, at, end);
            if (!isPlain) {
                write(bytes, at, taken, out);
            }
            if (isCopying) {
                write(bytes, at, taken, copy);
            }
            if (requests.isBetweenFrames()) {
                sent++;
                if (isCopying) {
                    out.writeBytes(copy.toByteArray());
                    copy.reset();
                    surplus.add(sent);
                    sent++;
                    isCopying = false;
                }
            }
            at += taken;
        }
        return isPlain ? bytes : ByteBuffer.wrap(out.toByteArray());
    }

    /**
     * Passes replies on.
     *
     * @param bytes what has come; read by this
     * @return what is for the client, which may be the same buffer
     */
    ByteBuffer replies(ByteBuffer bytes) {
        boolean isPlain = surplus.isEmpty();
        ByteArrayOutputStream out = new ByteArrayOutputStream(0);
        int end = bytes.limit();
        for (int at = bytes.position(); at < end; ) {
            int taken = replies.take(bytes, at, end);
            Long next = surplus.peek();
            boolean isSurplus = next != null && next == answered;
            if (!isPlain && !isSurplus) {
                write(bytes, at, taken, out);
            }
            if (replies.isBetweenFrames()) {
                answered++;
                if (isSurplus) {
                    surplus.remove();
                }
            }
            at += taken;
        }
        return isPlain ? bytes : ByteBuffer.wrap(out.toByteArray());
    }

    private static void write(ByteBuffer bytes, int from, int length, ByteArrayOutputStream to) {
        byte[] part = new byte[length];
        bytes.get(from, part);
        to.writeBytes(part);
    }
}
