package dev.skewer.checker.invariant.history;

import dev.skewer.checker.linear.history.KeyName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers from zero for the names of accounts, registers and logs, where one name may be written in several ways: the keys of
 * JSON's objects are strings that stand for the integer or keyword that they spell ({@link KeyName}). A name that was seen
 * before in the same writing is found in an array.
 */
public final class NameIds {
    private final RecordedOperations operations;
    private final Map<KeyName, Integer> ids = new HashMap<>();
    private final List<KeyName> names = new ArrayList<>();
    /** By the number of the value that writes it: id + 1, or 0. */
    private int[] known = new int[64];

    /** For names of one history. */
    public NameIds(RecordedOperations operations) {
        this.operations = operations;
    }

    /** The number of the name at a position; -1 for nil. */
    public int at(int at) {
        int value = operations.valueAt(at);
        if (value < 0) {
            return -1;
        }
        if (value >= known.length) {
            known = Arrays.copyOf(known, Math.max(value + 1, 2 * known.length));
        }
        if (known[value] == 0) {
            KeyName name = KeyName.of(operations.value(value));
            Integer id = ids.get(name);
            if (id == null) {
                id = names.size();
                ids.put(name, id);
                names.add(name);
            }
            known[value] = id + 1;
        }
        return known[value] - 1;
    }

    /** How many names there are. */
    public int size() {
        return names.size();
    }

    /** A name as it was first written, as EDN. */
    public String text(int id) {
        return names.get(id).toString();
    }
}
