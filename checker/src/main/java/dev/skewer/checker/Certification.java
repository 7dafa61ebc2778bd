package dev.skewer.checker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of checking the answers of a verdict again.
 *
 * @param unit what the answers are about: {@code key} or {@code example}
 * @param groups the answers by what was done about them, in order of the first answer of each
 */
public record Certification(String unit, List<Group> groups) {
    /** Nothing was checked again. */
    public static final Certification NONE = new Certification("key", List.of());

    /**
     * Answers about which the same can be said.
     *
     * @param certificate what
     * @param names what each is about; empty for a history without keys
     */
    public record Group(Certificate certificate, List<String> names) {
        /** Copies the list. */
        public Group {
            names = List.copyOf(names);
        }
    }

    /** Copies the list. */
    public Certification {
        groups = List.copyOf(groups);
    }

    /** Collects certificates by name. */
    public static final class Builder {
        private final String unit;
        private final Map<Certificate, List<String>> names = new LinkedHashMap<>();

        /** None yet; {@code unit} is what each is about. */
        public Builder(String unit) {
            this.unit = unit;
        }

        /** Adds one. */
        public void add(String name, Certificate certificate) {
            names.computeIfAbsent(certificate, unused -> new ArrayList<>()).add(name);
        }

        /** All of them. */
        public Certification build() {
            List<Group> groups = new ArrayList<>();
            names.forEach((certificate, about) -> groups.add(new Group(certificate, about)));
            return new Certification(unit, groups);
        }
    }

    /** How many answers there are. */
    public int size() {
        return groups.stream().mapToInt(group -> group.names().size()).sum();
    }

    /** How many of them were checked again and are right. */
    public int certified() {
        return groups.stream()
                .filter(group -> group.certificate().isCertified())
                .mapToInt(group -> group.names().size())
                .sum();
    }
}
