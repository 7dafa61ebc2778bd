package dev.skewer.benchmarks;

import dev.skewer.checker.Budget;
import dev.skewer.checker.Validity;
import dev.skewer.checker.linear.Model;
import dev.skewer.checker.linear.NilRead;
import dev.skewer.checker.linear.check.LinearizabilityChecker;
import dev.skewer.checker.linear.explain.Analysis;
import dev.skewer.checker.linear.history.OperationHistory;
import dev.skewer.checker.linear.history.OperationHistoryBuilder;
import dev.skewer.checker.linear.models.Literals;
import dev.skewer.checker.linear.models.ModelCatalog;
import dev.skewer.checker.linear.search.PartResult;
import dev.skewer.history.Event;
import dev.skewer.history.EventReader;
import dev.skewer.history.Format;
import dev.skewer.history.file.Histories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long it takes to decide histories that other tools recorded, each already in memory: the first time in this process, in
 * the order of the list, and the best time of many. Prints a line a history and a sum a folder.
 *
 * <p>{@code java -cp 'benchmarks/target/classes:benchmarks/target/lib/*' dev.skewer.benchmarks.PeerTimings FOLDER}, where the
 * folder has a list {@code EXPECTED.tsv}: file, model, consistency model, verdict, and in the seventh column options.
 */
public final class PeerTimings {
    private static final int ROUNDS = 200;
    private static final long ENOUGH_NANOS = 1_000_000_000;

    /** One history to decide. */
    private record Entry(String file, Model<?> model, OperationHistory history, String expected) {}

    private PeerTimings() {}

    /**
     * Prints the times.
     *
     * @param args the folder
     * @throws IOException if a history cannot be read
     */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        List<Entry> entries = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("EXPECTED.tsv"))) {
            String[] column = line.split("\t", -1);
            if (column.length > 3 && ModelCatalog.names().contains(column[1])) {
                entries.add(entry(folder, column[0], column[1], column[3], column.length > 6 ? column[6] : ""));
            }
        }
        Map<String, double[]> sums = new TreeMap<>();
        System.out.println("first ms\tbest ms\tops\tverdict\thistory");
        for (Entry each : entries) {
            double first = millis(each);
            double best = first;
            long start = System.nanoTime();
            for (int round = 0; round < ROUNDS && System.nanoTime() - start < ENOUGH_NANOS; round++) {
                best = Math.min(best, millis(each));
            }
            System.out.printf(
                    Locale.ROOT,
                    "%.3f\t%.3f\t%d\t%s\t%s%n",
                    first,
                    best,
                    each.history.size(),
                    each.expected,
                    each.file);
            double[] sum = sums.computeIfAbsent(each.file.substring(0, each.file.lastIndexOf('/')), f -> new double[3]);
            sum[0] += first;
            sum[1] += best;
            sum[2]++;
        }
        sums.forEach((name, sum) ->
                System.out.printf(Locale.ROOT, "%.3f\t%.3f\t\t\tsum of %.0f in %s%n", sum[0], sum[1], sum[2], name));
    }

    private static Entry entry(Path folder, String file, String model, String expected, String options)
            throws IOException {
        OperationHistoryBuilder builder = new OperationHistoryBuilder(file);
        try (EventReader reader = Histories.open(folder.resolve(file), Format.AUTO)) {
            Event event = new Event(reader.symbols());
            while (reader.next(event)) {
                builder.accept(event);
            }
        }
        @Nullable Object initial = options.startsWith("--initial ") ? Literals.read(options.substring(10)) : null;
        NilRead nilRead = file.endsWith(".log") ? NilRead.EXACT : NilRead.ANY;
        return new Entry(file, ModelCatalog.named(model, initial, nilRead), builder.build(), expected);
    }

    private static double millis(Entry entry) {
        Budget budget = Budget.of(Duration.ofMinutes(1), 1L << 30);
        long start = System.nanoTime();
        Analysis analysis = LinearizabilityChecker.check(entry.history, entry.model, budget);
        long nanos = System.nanoTime() - start;
        boolean valid = analysis.parts().stream().map(PartResult::valid).allMatch(Validity.TRUE::equals);
        if (valid != entry.expected.equals("true")) {
            throw new IllegalStateException(entry.file + " is " + valid + " and should be " + entry.expected);
        }
        return nanos / 1e6;
    }
}
