package dev.skewer.harness.run;

import dev.skewer.checker.CheckOptions;
import dev.skewer.checker.DurabilityPromise;
import dev.skewer.checker.DurabilityPromise.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a target promises of what was acknowledged when it crashes: as arguments and options of a check, and stored with a test. */
final class StoredPromises {
    private StoredPromises() {}

    /** The arguments of {@code skewer check} that say so. */
    static List<String> arguments(DurabilityPromise promise) {
        List<String> arguments = new ArrayList<>();
        promise.choices().forEach((name, value) -> arguments.addAll(List.of("--" + name, value)));
        return arguments;
    }

    /** The options of a check under a promise. */
    static CheckOptions options(DurabilityPromise promise) {
        return promise.choose(CheckOptions.none());
    }

    /** The promise among what a run left; that nothing is lost where it left none. */
    static DurabilityPromise stored(Map<String, Object> stored) {
        Loss kill = loss(stored.get(DurabilityPromise.KILL_MAY_LOSE.name()), Loss.NOTHING);
        return new DurabilityPromise(kill, loss(stored.get(DurabilityPromise.POWER_LOSS_MAY_LOSE.name()), kill));
    }

    private static Loss loss(@org.jspecify.annotations.Nullable Object label, Loss otherwise) {
        for (Loss loss : Loss.values()) {
            if (loss.label().equals(String.valueOf(label).toLowerCase(Locale.ROOT))) {
                return loss;
            }
        }
        return otherwise;
    }
}
