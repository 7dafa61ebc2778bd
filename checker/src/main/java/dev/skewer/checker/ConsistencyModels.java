package dev.skewer.checker;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The consistency models that verdicts speak of, and which of them imply which: whatever keeps the stronger promise keeps the
 * weaker one.
 *
 * <p>Names and order are those of Jepsen's map of consistency models (jepsen.io/consistency) and of Elle. The isolation levels
 * are Adya's (<em>Weak Consistency</em>, 1999): {@code read-uncommitted} is PL-1, {@code read-committed} PL-2,
 * {@code monotonic-view} PL-2L, {@code monotonic-snapshot-read} PL-MSR, {@code consistent-view} PL-2+, {@code
 * forward-consistent-view} PL-FCV, {@code repeatable-read} PL-2.99, {@code update-serializable} PL-3U, {@code serializable} PL-3. Read atomicity and what is built on
 * it are from Cerone, Bernardi and Gotsman, <em>A Framework for Transactional Consistency Models</em>, CONCUR 2015.
 */
public final class ConsistencyModels {
    private static final Map<String, ConsistencyModel> ALL = byName(ConsistencyModelCatalog.all());

    /** Adya's names, as Elle writes them, and others that stand for a model here. */
    private static final Map<String, String> ALIASES = Map.ofEntries(
            Map.entry("PL-1", "read-uncommitted"),
            Map.entry("PL-2", "read-committed"),
            Map.entry("PL-2L", "monotonic-view"),
            Map.entry("PL-MSR", "monotonic-snapshot-read"),
            Map.entry("PL-CS", "cursor-stability"),
            Map.entry("PL-2+", "consistent-view"),
            Map.entry("PL-FCV", "forward-consistent-view"),
            Map.entry("ROLA", "update-atomic"),
            Map.entry("PL-2.99", "repeatable-read"),
            Map.entry("PL-SI", "snapshot-isolation"),
            Map.entry("PL-3U", "update-serializable"),
            Map.entry("PL-3", "serializable"),
            Map.entry("PL-SS", "strict-serializable"),
            Map.entry("PRAM", "pram"),
            Map.entry("conflict-serializable", "serializable"),
            Map.entry("view-serializable", "serializable"),
            Map.entry("1SR", "serializable"),
            Map.entry("strong-serializable", "strict-serializable"),
            Map.entry("session-serializable", "strong-session-serializable"),
            Map.entry("strong-session-PL-1", "strong-session-read-uncommitted"),
            Map.entry("strong-session-PL-2", "strong-session-read-committed"),
            Map.entry("strong-session-PL-2+", "strong-session-consistent-view"),
            Map.entry("strong-session-PL-SI", "strong-session-snapshot-isolation"),
            Map.entry("strong-session-PL-3", "strong-session-serializable"),
            Map.entry("strong-PL-1", "strong-read-uncommitted"),
            Map.entry("strong-PL-2", "strong-read-committed"),
            Map.entry("strong-PL-2+", "strong-consistent-view"),
            Map.entry("strong-PL-SI", "strong-snapshot-isolation"),
            Map.entry("strong-PL-3", "strict-serializable"));

    private ConsistencyModels() {}

    /** The names that stand for another one, in their order. */
    public static List<String> aliases() {
        return ALIASES.keySet().stream().sorted().toList();
    }

    /** The name of a model by one of its names; any other text as it is. */
    public static String canonical(String name) {
        return ALIASES.getOrDefault(name, name);
    }

    private static Map<String, ConsistencyModel> byName(List<ConsistencyModel> models) {
        Map<String, ConsistencyModel> byName = new LinkedHashMap<>();
        for (ConsistencyModel model : models) {
            for (String weaker : model.implied()) {
                if (!byName.containsKey(weaker)) {
                    throw new IllegalStateException(
                            model.name() + " implies " + weaker + ", which is not defined before it");
                }
            }
            byName.put(model.name(), model);
        }
        return byName;
    }

    /** All of them, a model always after those that it implies. */
    public static List<ConsistencyModel> all() {
        return List.copyOf(ALL.values());
    }

    /** All names, a model always after those that it implies. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * Whether whatever keeps one promise keeps another; each implies itself.
     *
     * @throws IllegalArgumentException if there is no such model
     */
    public static boolean implies(String stronger, String weaker) {
        require(weaker);
        Set<String> seen = new LinkedHashSet<>(Set.of(stronger));
        ArrayDeque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (String next : require(open.remove())) {
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return seen.contains(weaker);
    }

    private static List<String> require(String name) {
        ConsistencyModel model = ALL.get(name);
        if (model == null) {
            throw new IllegalArgumentException("no consistency model " + name);
        }
        return model.implied();
    }

    /** Whether whatever keeps a promise keeps one of some others, so that it is broken where one of these is. */
    public static boolean impliesAny(String stronger, Collection<String> weaker) {
        return weaker.stream().anyMatch(model -> implies(stronger, model));
    }

    /** Whether whatever keeps one of some promises keeps another, so that it is kept where one of these is. */
    public static boolean isImpliedByAny(String weaker, Collection<String> stronger) {
        return stronger.stream().anyMatch(model -> implies(model, weaker));
    }

    /** Of some models those that imply none of the others, from weak to strong. */
    public static List<String> weakest(Collection<String> models) {
        Set<String> distinct = new TreeSet<>(models);
        return names().stream()
                .filter(distinct::contains)
                .filter(model -> distinct.stream().noneMatch(other -> !other.equals(model) && implies(model, other)))
                .toList();
    }

    /** Of some models those that none of the others implies, from weak to strong. */
    public static List<String> strongest(Collection<String> models) {
        Set<String> distinct = new TreeSet<>(models);
        return names().stream()
                .filter(distinct::contains)
                .filter(model -> distinct.stream().noneMatch(other -> !other.equals(model) && implies(other, model)))
                .toList();
    }

    /** The models that imply one of some, and are none of them, from weak to strong: they are violated where those are. */
    public static List<String> stronger(Collection<String> models) {
        return names().stream()
                .filter(name -> !models.contains(name))
                .filter(name -> models.stream().anyMatch(model -> implies(name, model)))
                .toList();
    }
}
