package dev.skewer.targets.node.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a file may hold after a loss of power, by the definition: byte for byte, from all that was written since the last sync. It knows nothing of
 * pages, and so allows more than a disk would leave.
 */
final class ExpectedFile {
    private byte[] now = new byte[0];
    private byte[] durable = new byte[0];
    /** What was written at each place since the last sync. */
    private final List<Set<Byte>> written = new ArrayList<>();
    /** The smallest size since the last sync that it was truncated to. */
    private int cut = Integer.MAX_VALUE;

    int size() {
        return now.length;
    }

    void write(int offset, int length, char letter) {
        if (offset + length > now.length) {
            now = Arrays.copyOf(now, offset + length);
        }
        while (written.size() < now.length) {
            written.add(new HashSet<>());
        }
        for (int i = offset; i < offset + length; i++) {
            now[i] = (byte) letter;
            written.get(i).add((byte) letter);
        }
    }

    void truncate(int size) {
        if (size < now.length) {
            cut = Math.min(cut, size);
        }
        now = Arrays.copyOf(now, size);
        while (written.size() < now.length) {
            written.add(new HashSet<>());
        }
    }

    /** Whether it has another size than the disk knows. */
    boolean isResized() {
        return now.length != durable.length || cut != Integer.MAX_VALUE;
    }

    /** Whether something durable was written over. */
    boolean isRewritten() {
        return written.subList(0, Math.min(durable.length, written.size())).stream()
                .anyMatch(each -> !each.isEmpty());
    }

    void sync() {
        durable = now.clone();
        written.forEach(Set::clear);
        cut = Integer.MAX_VALUE;
    }

    /** Whether it may hold this. */
    boolean allows(byte[] left) {
        return cut == Integer.MAX_VALUE ? isPlain(left, durable.length, 0) : isPlain(left, cut, cut) || isUncut(left);
    }

    /** At least so long, at most as long as now; from {@code fresh} on nothing durable is left. */
    private boolean isPlain(byte[] left, int shortest, int fresh) {
        if (left.length < shortest || left.length > now.length) {
            return false;
        }
        for (int i = 0; i < left.length; i++) {
            boolean isOld = i < durable.length && (i < fresh || cut == Integer.MAX_VALUE) && left[i] == durable[i];
            boolean isZero = left[i] == 0 && (i >= durable.length || (cut != Integer.MAX_VALUE && i >= fresh));
            if (!isOld && !isZero && !isWritten(i, left[i])) {
                return false;
            }
        }
        return true;
    }

    /** The truncation is undone: behind it everything is as it was. */
    private boolean isUncut(byte[] left) {
        if (left.length != durable.length) {
            return false;
        }
        for (int i = 0; i < left.length; i++) {
            if (left[i] != durable[i] && (i >= cut || !isWritten(i, left[i]))) {
                return false;
            }
        }
        return true;
    }

    private boolean isWritten(int place, byte value) {
        return place < written.size() && written.get(place).contains(value);
    }
}
