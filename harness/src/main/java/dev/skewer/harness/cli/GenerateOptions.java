package dev.skewer.harness.cli;

import dev.skewer.database.DataType;
import dev.skewer.database.Defect;
import dev.skewer.database.Isolation;
import dev.skewer.database.generate.AnomalyScripts;
import dev.skewer.database.generate.HistoryGenerator;
import dev.skewer.database.generate.HistorySpec;
import dev.skewer.database.generate.KeyDistribution;
import dev.skewer.harness.console.UserException;
import dev.skewer.results.Printable;
import dev.skewer.workloads.generator.Seed;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which history {@code skewer generate} writes. */
final class GenerateOptions {
    /** The types of data, for help and completion. */
    static final class TypeNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return DataType.labels().iterator();
        }
    }

    /** The levels, for help and completion. */
    static final class LevelNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Isolation.labels().iterator();
        }
    }

    /** The distributions of keys, for help and completion. */
    static final class DistributionNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return KeyDistribution.labels().iterator();
        }
    }

    /** The anomalies, for help and completion. */
    static final class AnomalyNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return AnomalyScripts.names().iterator();
        }
    }

    /** The defects, for help and completion. */
    static final class DefectNames implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Defect.labels().iterator();
        }
    }

    @Option(
            names = "--type",
            paramLabel = "NAME",
            completionCandidates = TypeNames.class,
            description = "What keys stand for: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String type = DataType.LIST_APPEND.label();

    @Option(
            names = "--level",
            paramLabel = "NAME",
            completionCandidates = LevelNames.class,
            description = "What the database promises: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String level = Isolation.STRICT_SERIALIZABLE.label();

    @Option(names = "--transactions", paramLabel = "N", description = "How many there are (default: ${DEFAULT-VALUE}).")
    private long transactions = 10_000;

    @Option(
            names = "--processes",
            paramLabel = "N",
            description = "How many of them go on at a time (default: ${DEFAULT-VALUE}).")
    private int processes = 20;

    @Option(names = "--keys", paramLabel = "N", description = "Keys in use at a time (default: ${DEFAULT-VALUE}).")
    private int keys = HistorySpec.Keys.STANDARD.active();

    @Option(
            names = "--key-distribution",
            paramLabel = "NAME",
            completionCandidates = DistributionNames.class,
            description = "How often each is used: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private String distribution = HistorySpec.Keys.STANDARD.distribution().label();

    @Option(
            names = "--max-writes-per-key",
            paramLabel = "N",
            description = "After so many a fresh key takes its place (default: ${DEFAULT-VALUE}).")
    private int writesPerKey = HistorySpec.Keys.STANDARD.writesPerKey();

    @Option(
            names = "--min-length",
            paramLabel = "N",
            description = "The fewest micro-ops of a transaction (default: ${DEFAULT-VALUE}).")
    private int minLength = HistorySpec.Shape.STANDARD.minLength();

    @Option(
            names = "--max-length",
            paramLabel = "N",
            description = "The most micro-ops of a transaction (default: ${DEFAULT-VALUE}).")
    private int maxLength = HistorySpec.Shape.STANDARD.maxLength();

    @Option(
            names = "--read-only",
            paramLabel = "SHARE",
            converter = Converters.OfShare.class,
            description = "Transactions that only read, besides those that do by chance (default: ${DEFAULT-VALUE}).")
    private double readOnly = HistorySpec.Shape.STANDARD.readOnly();

    @Option(
            names = "--predicate-share",
            paramLabel = "SHARE",
            converter = Converters.OfShare.class,
            description =
                    "Reads that ask for several keys and return those that were written (default: ${DEFAULT-VALUE}).")
    private double predicateReads = HistorySpec.Shape.STANDARD.predicateReads();

    @Option(
            names = "--fail",
            paramLabel = "SHARE",
            converter = Converters.OfShare.class,
            description = "Transactions that abort (default: ${DEFAULT-VALUE}).")
    private double fail;

    @Option(
            names = "--info",
            paramLabel = "SHARE",
            converter = Converters.OfShare.class,
            description = "Transactions of unknown outcome; half of them commit (default: ${DEFAULT-VALUE}).")
    private double info;

    @Option(
            names = "--inject",
            paramLabel = "ANOMALY=RATE",
            completionCandidates = AnomalyNames.class,
            description =
                    "How many instances of an anomaly begin, per transaction; repeatable: ${COMPLETION-CANDIDATES}.")
    private List<String> injections = new ArrayList<>();

    @Option(
            names = "--defect",
            paramLabel = "ID",
            completionCandidates = DefectNames.class,
            description = "A mistake planted in the database; repeatable: ${COMPLETION-CANDIDATES}.")
    private List<String> defects = new ArrayList<>();

    @Option(
            names = "--timestamps",
            description = "Write the timestamps of the database too: :ts [start commit] of what took effect.")
    private boolean timestamps;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Everything random derives from it (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    /**
     * The history to write.
     *
     * @throws UserException with one line, if there is no such history
     */
    HistorySpec spec() {
        Names.check("type", type, DataType.labels());
        Names.check("level", level, Isolation.labels());
        Names.check("key distribution", distribution, KeyDistribution.labels());
        try {
            HistorySpec spec = new HistorySpec(
                    DataType.labelled(type).orElseThrow(),
                    Isolation.labelled(level).orElseThrow(),
                    transactions,
                    processes,
                    new HistorySpec.Keys(
                            keys,
                            writesPerKey,
                            KeyDistribution.labelled(distribution).orElseThrow()),
                    new HistorySpec.Shape(minLength, maxLength, readOnly, predicateReads),
                    fail,
                    info,
                    rates(),
                    planted(),
                    new Seed(seed));
            if (timestamps) {
                HistoryGenerator.requireTimestamps(spec);
            }
            return spec;
        } catch (IllegalArgumentException e) {
            throw new UserException("generate: --" + e.getMessage(), e);
        }
    }

    /** Whether timestamps are written. */
    boolean hasTimestamps() {
        return timestamps;
    }

    private SortedMap<String, Double> rates() {
        var rates = new TreeMap<String, Double>();
        for (String injection : injections) {
            int equals = injection.indexOf('=');
            if (equals < 0) {
                throw new UserException("generate: --inject " + Printable.line(injection)
                        + ": there is no rate; write an anomaly and its rate such as G0=0.001");
            }
            String name = injection.substring(0, equals);
            Names.check("anomaly", name, AnomalyScripts.names());
            if (rates.put(name, rate(name, injection.substring(equals + 1))) != null) {
                throw new UserException("generate: --inject " + name + " is given twice; give it once");
            }
        }
        return rates;
    }

    private static double rate(String name, String text) {
        try {
            return new Converters.OfShare().convert(text);
        } catch (TypeConversionException e) {
            throw new UserException(
                    "generate: --inject " + name + ": " + Printable.line(String.valueOf(e.getMessage())), e);
        }
    }

    private Set<Defect> planted() {
        Set<Defect> planted = EnumSet.noneOf(Defect.class);
        for (String defect : defects) {
            Names.check("defect", defect, Defect.labels());
            planted.add(Defect.labelled(defect).orElseThrow());
        }
        return planted;
    }
}
