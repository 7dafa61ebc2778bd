package dev.skewer.workloads.target;

import dev.skewer.checker.DurabilityPromise;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A kind of target: what there is to know of it before it is opened.
 *
 * @param name the name on the command line
 * @param sentence what it is, in one sentence
 * @param explanation what it is and what it is good for, in a few paragraphs
 * @param isolations its isolation levels
 * @param durabilities its durability levels
 * @param consistency told an isolation level and all options, names the consistency model that its documentation promises of transactions
 *     at that level; empty if it promises none
 * @param timestamps told an isolation level and all options, says whether it gives its transactions timestamps that they are to be held
 *     against
 * @param promise told a durability level and all options, says what crashes may undo of what was acknowledged
 * @param defects the mistakes that can be planted in it
 * @param combination told the planted mistakes, all known; throws {@link IllegalArgumentException} with one line if they
 *     cannot be together
 * @param options what else can be set
 * @param controls what faults may do to it
 * @param controlAvailability told a control and all options, says whether that works here; quick, and without a trace
 * @param protocols what workloads may do with it
 * @param availability told all options, says whether it can be opened here; quick, and without a trace
 * @param preparation what opening needs and may be done before, beside other work and more than once, such as to load a native
 *     library; it may fail, and opening then fails too and says why
 * @param durabilityFor the durability at which alone a target with these options makes sense; empty if it does at any
 * @param opener opens one; throws {@link NoEffectException} with one clear line if it cannot
 */
public record TargetType(
        String name,
        String sentence,
        String explanation,
        Levels isolations,
        Levels durabilities,
        BiFunction<String, Map<String, String>, Optional<String>> consistency,
        BiPredicate<String, Map<String, String>> timestamps,
        BiFunction<String, Map<String, String>, DurabilityPromise> promise,
        List<TargetDefect> defects,
        Consumer<List<String>> combination,
        List<TargetOption> options,
        Set<Class<? extends Controls>> controls,
        BiFunction<Class<? extends Controls>, Map<String, String>, Availability> controlAvailability,
        Set<Class<? extends Connection>> protocols,
        Function<Map<String, String>, Availability> availability,
        Runnable preparation,
        Function<Map<String, String>, Optional<String>> durabilityFor,
        Function<TargetSettings, Target> opener) {
    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if two defects have one id
     */
    public TargetType {
        defects = List.copyOf(defects);
        options = List.copyOf(options);
        controls = Set.copyOf(controls);
        protocols = Set.copyOf(protocols);
        if (defects.stream().map(TargetDefect::id).distinct().count() < defects.size()) {
            throw new IllegalArgumentException("two defects have one id: " + ids(defects));
        }
    }

    /**
     * A description that begins with a target of one level each, without defects, options and controls, that is always
     * available.
     *
     * @param opener opens one; throws {@link NoEffectException} with one clear line if it cannot
     */
    public static Builder named(String name, Function<TargetSettings, Target> opener) {
        return new Builder(name, opener);
    }

    /** Opens one. */
    public Target open(TargetSettings settings) {
        return opener.apply(settings);
    }

    /**
     * The consistency model that it promises of transactions, by the name that {@link dev.skewer.checker.ConsistencyModels} has for it.
     *
     * @param isolation one of its levels
     * @param given options of a test; the others have their standard value
     * @return empty if it promises none
     */
    public Optional<String> consistency(String isolation, Map<String, String> given) {
        return consistency.apply(isolation, allOptions(given));
    }

    /**
     * Whether it gives its transactions timestamps that they are to be held against.
     *
     * @param isolation one of its levels
     * @param given options of a test; the others have their standard value
     */
    public boolean hasTimestamps(String isolation, Map<String, String> given) {
        return timestamps.test(isolation, allOptions(given));
    }

    /**
     * What it promises of what was acknowledged when it crashes.
     *
     * @param durability one of its levels
     * @param given options of a test; the others have their standard value
     */
    public DurabilityPromise promise(String durability, Map<String, String> given) {
        return promise.apply(durability, allOptions(given));
    }

    /**
     * Whether it can be opened here.
     *
     * @param given options of a test; the others have their standard value
     */
    public Availability availability(Map<String, String> given) {
        return Availability.by(() -> availability.apply(allOptions(given)));
    }

    /**
     * Whether something may be done to it here.
     *
     * @param control one of its controls
     * @param given options of a test; the others have their standard value
     */
    public Availability availability(Class<? extends Controls> control, Map<String, String> given) {
        return Availability.by(() -> controlAvailability.apply(control, allOptions(given)));
    }

    /** The ids of the mistakes that can be planted in it. */
    public List<String> defectIds() {
        return ids(defects);
    }

    /** The mistake with this id, if it can be planted in it. */
    public Optional<TargetDefect> defect(String id) {
        return defects.stream().filter(defect -> defect.id().equals(id)).findFirst();
    }

    private static List<String> ids(List<TargetDefect> defects) {
        return defects.stream().map(TargetDefect::id).toList();
    }

    /** The options with their values: those given, and the standard of the others where there is one. */
    public Map<String, String> allOptions(Map<String, String> given) {
        var all = new TreeMap<String, String>();
        for (TargetOption option : options) {
            String standard = option.standard();
            if (standard != null) {
                all.put(option.name(), standard);
            }
        }
        all.putAll(given);
        return all;
    }

    /** The options as they may be shown and kept: what is secret is not told. */
    public Map<String, String> shown(Map<String, String> given) {
        var shown = new TreeMap<String, String>();
        given.forEach((name, value) -> shown.put(name, shown(name, value)));
        return shown;
    }

    /** Of the options that are a choice of some values, such as a mode, those that are not as usual. */
    public Map<String, String> choices(Map<String, String> given) {
        var choices = new TreeMap<String, String>();
        for (TargetOption option : options) {
            String value = given.get(option.name());
            if (!option.values().isEmpty() && value != null && !value.equals(option.standard())) {
                choices.put(option.name(), value);
            }
        }
        return choices;
    }

    private String shown(String name, String value) {
        boolean isSecret = options.stream().anyMatch(each -> each.name().equals(name) && each.isSecret());
        return isSecret ? Secrets.MASK : Secrets.masked(value);
    }

    /** Collects the parts by name. */
    public static final class Builder {
        private final String name;
        private final Function<TargetSettings, Target> opener;
        private String sentence = "";
        private String explanation = "";
        private Levels isolations = Levels.ONE;
        private Levels durabilities = Levels.ONE;
        private BiFunction<String, Map<String, String>, Optional<String>> consistency =
                (isolation, all) -> Optional.empty();
        private BiPredicate<String, Map<String, String>> timestamps = (isolation, all) -> false;
        private BiFunction<String, Map<String, String>, DurabilityPromise> promise =
                (durability, all) -> DurabilityPromise.DURABLE;
        private List<TargetDefect> defects = List.of();
        private Consumer<List<String>> combination = ids -> {};
        private List<TargetOption> options = List.of();
        private Set<Class<? extends Controls>> controls = Set.of();
        private BiFunction<Class<? extends Controls>, Map<String, String>, Availability> controlAvailability =
                (control, all) -> Availability.AVAILABLE;
        private Set<Class<? extends Connection>> protocols = Set.of();
        private Function<Map<String, String>, Availability> availability = all -> Availability.AVAILABLE;

        private Runnable preparation = () -> {};
        private Function<Map<String, String>, Optional<String>> durabilityFor = all -> Optional.empty();

        private Builder(String name, Function<TargetSettings, Target> opener) {
            this.name = name;
            this.opener = opener;
        }

        /** See {@link TargetType#sentence()} and {@link TargetType#explanation()}. */
        public Builder described(String inOneSentence, String inParagraphs) {
            sentence = inOneSentence;
            explanation = inParagraphs;
            return this;
        }

        /** See {@link TargetType#isolations()}. */
        public Builder isolations(List<String> names, String standard) {
            isolations = new Levels(names, standard);
            return this;
        }

        /** See {@link TargetType#durabilities()}. */
        public Builder durabilities(List<String> names, String standard) {
            durabilities = new Levels(names, standard);
            return this;
        }

        /** See {@link TargetType#consistency()}; none is promised where it is not said. */
        public Builder consistency(BiFunction<String, Map<String, String>, Optional<String>> ofIsolation) {
            consistency = ofIsolation;
            return this;
        }

        /** See {@link TargetType#timestamps()}; there are none where it is not said. */
        public Builder timestamps(BiPredicate<String, Map<String, String>> ofIsolation) {
            timestamps = ofIsolation;
            return this;
        }

        /** See {@link TargetType#promise()}; nothing is ever lost where it is not said. */
        public Builder promise(BiFunction<String, Map<String, String>, DurabilityPromise> ofDurability) {
            promise = ofDurability;
            return this;
        }

        /** See {@link TargetType#defects()} and {@link TargetType#combination()}. */
        public Builder defects(List<TargetDefect> all, Consumer<List<String>> together) {
            defects = all;
            combination = together;
            return this;
        }

        /** See {@link TargetType#options()}. */
        public Builder options(TargetOption... all) {
            options = List.of(all);
            return this;
        }

        /** See {@link TargetType#controls()}. */
        public Builder controls(Set<Class<? extends Controls>> all) {
            controls = all;
            return this;
        }

        /** See {@link TargetType#controlAvailability()}. */
        public Builder controlAvailability(
                BiFunction<Class<? extends Controls>, Map<String, String>, Availability> ofControl) {
            controlAvailability = ofControl;
            return this;
        }

        /** See {@link TargetType#protocols()}. */
        public Builder protocols(Set<Class<? extends Connection>> all) {
            protocols = all;
            return this;
        }

        /** See {@link TargetType#availability()}. */
        public Builder availability(Function<Map<String, String>, Availability> ofOptions) {
            availability = ofOptions;
            return this;
        }

        /** See {@link TargetType#preparation()}. */
        public Builder preparation(Runnable early) {
            preparation = early;
            return this;
        }

        /** See {@link TargetType#durabilityFor()}. */
        public Builder durabilityFor(Function<Map<String, String>, Optional<String>> ofOptions) {
            durabilityFor = ofOptions;
            return this;
        }

        /** The description. */
        public TargetType build() {
            return new TargetType(
                    name,
                    sentence,
                    explanation,
                    isolations,
                    durabilities,
                    consistency,
                    timestamps,
                    promise,
                    defects,
                    combination,
                    options,
                    controls,
                    controlAvailability,
                    protocols,
                    availability,
                    preparation,
                    durabilityFor,
                    opener);
        }
    }
}
