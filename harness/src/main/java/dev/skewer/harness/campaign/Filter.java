package dev.skewer.harness.campaign;

import dev.skewer.harness.console.UserException;
import dev.skewer.registry.Nearest;
import dev.skewer.results.Printable;
import dev.skewer.workloads.TestSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which cells of a campaign to run: those that {@code --only} asks for and {@code --skip} does not.
 *
 * <p>A term is {@code OPTION=NAME}, with several names separated by commas, or a text that the cell's name contains, in which {@code *} and
 * {@code ?} stand for other characters. Terms of {@code --only} about the same option, and those about names, are alternatives; those about different
 * options must all hold. A cell that any term of {@code --skip} holds for is left out.
 */
public final class Filter {
    /** Asks for everything. */
    public static final Filter NONE = new Filter(List.of(), List.of());

    /** What a term can ask for besides a name, and where a cell has it. */
    private static final List<String> OPTIONS =
            List.of("workload", "target", "isolation", "durability", "fault", "defect", "expect", "name");

    private final List<Term> only;
    private final List<Term> skip;

    private Filter(List<Term> only, List<Term> skip) {
        this.only = only;
        this.skip = skip;
    }

    /**
     * The filter of a command line.
     *
     * @param only terms, none for everything
     * @param skip terms
     * @throws UserException if a term asks for an option that a cell does not have
     */
    public static Filter of(List<String> only, List<String> skip) {
        return new Filter(terms("--only", only), terms("--skip", skip));
    }

    /** Whether some cells are asked for rather than all. */
    public boolean isSelective() {
        return !only.isEmpty();
    }

    /**
     * The campaign with the cells that are asked for, in their order. A campaign of which only some cells are asked for does not measure the cost of
     * isolation.
     *
     * @throws UserException if a term holds for no cell, as it must be mistyped, or if nothing is left
     */
    public Campaign of(Campaign campaign) {
        if (only.isEmpty() && skip.isEmpty()) {
            return campaign;
        }
        only.forEach(term -> term.checkHolds(campaign.cells()));
        skip.forEach(term -> term.checkHolds(campaign.cells()));
        List<Cell> left = campaign.cells().stream()
                .filter(cell -> isAskedFor(cell) && skip.stream().noneMatch(term -> term.holds(cell)))
                .toList();
        if (left.isEmpty()) {
            throw new UserException("campaign: --only and --skip together leave none of the "
                    + campaign.cells().size() + " cells; see --dry-run without them");
        }
        return new Campaign(
                campaign.name(), left, campaign.leftOut(), isSelective() ? null : campaign.costOfIsolation());
    }

    private boolean isAskedFor(Cell cell) {
        Map<String, Boolean> byOption = new LinkedHashMap<>();
        only.forEach(term -> byOption.merge(term.option(), term.holds(cell), Boolean::logicalOr));
        return byOption.values().stream().allMatch(holds -> holds);
    }

    private static List<Term> terms(String source, List<String> texts) {
        return texts.stream().map(text -> term(source, text)).toList();
    }

    private static Term term(String source, String text) {
        int equals = text.indexOf('=');
        String option = equals < 0 ? "name" : text.substring(0, equals).strip().toLowerCase(Locale.ROOT);
        String value = text.substring(equals + 1);
        if (!OPTIONS.contains(option)) {
            throw new UserException("campaign: " + source + " " + Printable.line(text) + ": a cell has no '"
                    + Printable.line(option) + "'"
                    + Nearest.to(option, OPTIONS)
                            .map(near -> "; did you mean '" + near + "'?")
                            .orElse("; it has " + String.join(", ", OPTIONS)));
        }
        List<String> names = option.equals("name")
                ? List.of(value)
                : Arrays.stream(value.split(",", -1)).map(String::strip).toList();
        if (names.contains("")) {
            throw new UserException("campaign: " + source + " " + Printable.line(text)
                    + ": a name is missing; give OPTION=NAME, or a part of a cell's name");
        }
        return new Term(source + " " + text, option, names);
    }

    /**
     * One wish.
     *
     * @param text as the user wrote it
     * @param option what of a cell is looked at
     * @param names what it may be
     */
    private record Term(String text, String option, List<String> names) {
        boolean holds(Cell cell) {
            if (option.equals("name")) {
                return names.stream()
                        .anyMatch(name -> pattern(name).matcher(cell.name()).find());
            }
            return values(cell).stream().anyMatch(names::contains);
        }

        private List<String> values(Cell cell) {
            TestSpec spec = cell.runs().get(0);
            return switch (option) {
                case "workload" -> List.of(spec.workload());
                case "target" -> List.of(spec.target());
                case "isolation" -> List.of(spec.isolation());
                case "durability" -> List.of(spec.durability());
                case "fault" -> spec.faults().isEmpty() ? List.of("none") : spec.faultNames();
                case "defect" -> spec.defects().isEmpty() ? List.of("none") : spec.defects();
                case "expect" -> {
                    var expected = new ArrayList<>(List.of(cell.expected().text()));
                    expected.addAll(cell.expected().anomalies());
                    yield expected;
                }
                default -> List.of(cell.name());
            };
        }

        /** Of every name that is asked for: a name that no cell has is mistyped, whatever the others do. */
        void checkHolds(List<Cell> cells) {
            for (String name : names) {
                if (cells.stream().noneMatch(new Term(text, option, List.of(name))::holds)) {
                    List<String> known = cells.stream()
                            .flatMap(cell -> values(cell).stream())
                            .distinct()
                            .toList();
                    String hint = option.equals("name")
                            ? "; --dry-run lists their names"
                            : Nearest.to(name, known)
                                    .map(near -> "; did you mean '" + near + "'?")
                                    .orElse("; there are " + shortened(known));
                    throw new UserException("campaign: " + Printable.line(text) + ": no cell of this campaign has "
                            + option + " '" + Printable.line(name) + "'" + hint);
                }
            }
        }

        private static String shortened(List<String> names) {
            int most = 12;
            return String.join(", ", names.size() > most ? names.subList(0, most) : names)
                    + (names.size() > most ? " and " + (names.size() - most) + " more" : "");
        }

        private static Pattern pattern(String name) {
            var regex = new StringBuilder();
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
            return Pattern.compile(regex.toString());
        }
    }
}
