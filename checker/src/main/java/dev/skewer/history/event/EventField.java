package dev.skewer.history.event;

import dev.skewer.history.text.ShortNames;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The keys of an event's map that mean something here; all others are skipped. */
public enum EventField {
    INDEX(1 << 0),
    TIME(1 << 1),
    PROCESS(1 << 2),
    TYPE(1 << 3),
    F(1 << 4),
    VALUE(1 << 5),
    ERROR(1 << 6),
    KEY(1 << 7),
    /** The timestamps of a transaction. Names have at most {@link ShortNames#LONGEST} bytes. */
    TS(1 << 8);

    private static final int SLOT_BITS = 4;

    /**
     * A perfect hash: a name that is packed into one long is multiplied by this, and the top four bits of the product say
     * which slot holds the one field that may have the name.
     */
    private static final long MULTIPLIER = multiplier();

    private static final @Nullable EventField[] SLOTS = slots(MULTIPLIER);

    private static final Map<String, EventField> BY_NAME = Arrays.stream(values())
            .flatMap(field -> Stream.of(Map.entry(field.id, field), Map.entry(":" + field.id, field)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /** The key's name, without a colon. */
    final String id;

    /** This field in a set of fields. */
    final int bit;

    private final long packedId;

    EventField(int bit) {
        this.bit = bit;
        id = name().toLowerCase(Locale.ROOT);
        packedId = ShortNames.packed(id);
    }

    /**
     * The field with a name.
     *
     * @param packed as {@link ShortNames#packed} gives it
     * @return null if it is no field's name
     */
    public static @Nullable EventField of(long packed) {
        EventField field = SLOTS[(int) ((packed * MULTIPLIER) >>> (Long.SIZE - SLOT_BITS))];
        return field != null && field.packedId == packed ? field : null;
    }

    /**
     * The field with a name.
     *
     * @param name with or without a colon
     * @return null if it is no field's name
     */
    public static @Nullable EventField of(String name) {
        return BY_NAME.get(name);
    }

    /** The smallest odd multiplier, among multiples of a large odd number, under which no two fields share a slot. */
    private static long multiplier() {
        for (long multiplier = 0x9e3779b97f4a7c15L; ; multiplier += 0x9e3779b97f4a7c16L) {
            if (Arrays.stream(slots(multiplier)).filter(field -> field != null).count() == values().length) {
                return multiplier;
            }
        }
    }

    private static @Nullable EventField[] slots(long multiplier) {
        @Nullable EventField[] slots = new EventField[1 << SLOT_BITS];
        for (EventField field : values()) {
            slots[(int) ((field.packedId * multiplier) >>> (Long.SIZE - SLOT_BITS))] = field;
        }
        return slots;
    }
}
