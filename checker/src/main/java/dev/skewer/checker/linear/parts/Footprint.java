package dev.skewer.checker.linear.parts;

import dev.skewer.checker.linear.Keyword;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * About how many bytes a state of a model takes: the state and what it is made of, down to the values of the history, which
 * are there anyway. A part of the state's own class is a state itself, and shared, as in a list that goes on in an older one;
 * it is not followed. Of a class that cannot be looked into, only the object counts.
 */
public final class Footprint {
    private static final long OBJECT = 16;
    private static final long REFERENCE = 4;
    private static final long TEXT = 40;
    /** An entry of a hash table or a tree. */
    private static final long NODE = 48;
    /** An object that does not show what it is made of. */
    private static final long CLOSED = 64;
    /** Containers within containers are followed so deep. */
    private static final int DEPTH = 6;

    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return fields(type);
        }
    };

    private final Class<?> own;

    private Footprint(Class<?> own) {
        this.own = own;
    }

    /** About how many bytes a state takes. Linear in its size. */
    public static long of(Object state) {
        return OBJECT + new Footprint(state.getClass()).measure(state, DEPTH);
    }

    private long measure(Object object, int depth) {
        if (object instanceof String text) {
            return TEXT + (isLatin(text) ? 1L : 2L) * text.length();
        }
        if (object instanceof Map<?, ?> map) {
            return OBJECT + NODE * (1 + map.size()) + elements(map.keySet(), depth) + elements(map.values(), depth);
        }
        if (object instanceof Collection<?> all) {
            long each = object instanceof Set ? NODE : REFERENCE;
            return 2 * OBJECT + each * all.size() + elements(all, depth);
        }
        Class<?> element = object.getClass().getComponentType();
        if (element != null) {
            long each = element.isPrimitive() ? bytes(element) : REFERENCE;
            long rest = object instanceof Object[] all ? elements(Arrays.asList(all), depth) : 0;
            return OBJECT + each * Array.getLength(object) + rest;
        }
        return isValue(object) ? 0 : fields(object, depth);
    }

    /** What a container's elements take that are not values of the history. */
    private long elements(Iterable<?> elements, int depth) {
        long bytes = 0;
        for (Object each : elements) {
            if (each instanceof String || isValue(each)) {
                continue;
            }
            bytes += depth > 0 && each != null && each.getClass() != own ? measure(each, depth - 1) : 0;
        }
        return bytes;
    }

    private long fields(Object object, int depth) {
        List<Field> fields = FIELDS.get(object.getClass());
        if (fields.isEmpty()) {
            return CLOSED;
        }
        long bytes = OBJECT;
        for (Field field : fields) {
            Class<?> type = field.getType();
            bytes += type.isPrimitive() ? bytes(type) : REFERENCE;
            Object part = type.isPrimitive() || depth == 0 ? null : read(field, object);
            bytes += part == null || part.getClass() == own ? 0 : measure(part, depth - 1);
        }
        return bytes;
    }

    private static boolean isValue(@Nullable Object object) {
        return object instanceof Number
                || object instanceof Boolean
                || object instanceof Character
                || object instanceof Keyword
                || object instanceof Enum;
    }

    private static boolean isLatin(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }

    private static long bytes(Class<?> primitive) {
        if (primitive == long.class || primitive == double.class) {
            return Long.BYTES;
        }
        return primitive == int.class || primitive == float.class ? Integer.BYTES : Short.BYTES;
    }

    private static List<Field> fields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
            for (Field field : each.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && field.trySetAccessible()) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    private static @Nullable Object read(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
