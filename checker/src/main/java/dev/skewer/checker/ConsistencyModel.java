package dev.skewer.checker;

import java.util.List;

/**
 * A consistency model: a promise about the histories that a store lets its clients see.
 *
 * @param name as verdicts have it
 * @param sentence what is promised, in one sentence
 * @param explanation what it allows and forbids, where it comes from and what else it is called
 * @param violation a small history that breaks it, and where it does not show itself, why
 * @param implied the models that it implies directly
 */
public record ConsistencyModel(
        String name, String sentence, String explanation, String violation, List<String> implied) {
    /** Copies the list. */
    public ConsistencyModel {
        implied = List.copyOf(implied);
    }
}
