package dev.skewer.targets.redis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How what belongs together is asked of Redis. */
enum RedisLevel {
    /** By a script. */
    LUA,
    /** By a transaction of Redis, which the server carries out at one moment; what it depends on is watched. */
    MULTI,
    /** By one command after another. */
    TWO_COMMANDS;

    /** As users know it. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All of them; the first is the default. */
    static List<String> labels() {
        return Arrays.stream(values()).map(RedisLevel::label).toList();
    }

    static RedisLevel labelled(String label) {
        return valueOf(label.replace('-', '_').toUpperCase(Locale.ROOT));
    }
}
