package dev.skewer.harness.story;

import dev.skewer.checker.Anomaly;
import dev.skewer.checker.Validity;
import dev.skewer.checker.Verdict;
import dev.skewer.harness.console.Paint;
import dev.skewer.harness.console.Progress;
import dev.skewer.harness.console.Stories;
import dev.skewer.harness.console.Surroundings;
import dev.skewer.harness.console.Table;
import dev.skewer.harness.console.Table.Cell;
import dev.skewer.harness.run.Producer;
import dev.skewer.harness.run.RunSettings;
import dev.skewer.harness.run.Scratch;
import dev.skewer.harness.run.TestRun;
import dev.skewer.results.Figures;
import dev.skewer.results.RunFolder;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.RunSummary;
import dev.skewer.store.Defect;
import dev.skewer.store.InvocationView;
import dev.skewer.store.ReadIsolation;
import dev.skewer.store.YieldPoint;
import dev.skewer.workloads.RunException;
import dev.skewer.workloads.TestSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The race of restatedev/restate issue 3192, told step by step on a real store: as the issue describes it, half fixed, fixed, and
 * in the form that counting cannot see. Each step is shown once under control and once under random load.
 */
public final class Restate3192 {
    /** What the story is called on the command line. */
    public static final String NAME = "restate-3192";

    /** How long random load goes on where nothing may happen, and at least where something must. */
    private static final Duration LOAD = Duration.ofSeconds(2);
    /** How long to wait for what must happen: on a busy machine few operations are made in two seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    /** The runner looks at growing intervals; one of them ends a little before {@link #LOAD}. */
    private static final Duration LEAST = Duration.ofMillis(1_800);

    private static final int COLUMNS = 100;
    private static final String INDENT = "   ";

    private final Surroundings surroundings;
    private final Paint paint;
    private final RunSettings settings;
    private final RunFolder folder;
    private final boolean json;
    private final long seed;
    private final ObjectNode document = Json.object();
    private final ArrayNode steps = document.putArray("tests");
    private boolean isAsExpected = true;

    /**
     * A story that is about to be told.
     *
     * @param surroundings where to
     * @param paint how to colour it
     * @param settings of its runs under load
     * @param folder where everything goes
     * @param json whether programs listen: then one JSON document is all that is written
     * @param seed of the random load
     */
    public Restate3192(
            Surroundings surroundings, Paint paint, RunSettings settings, RunFolder folder, boolean json, long seed) {
        this.surroundings = surroundings;
        this.settings = settings;
        this.paint = paint;
        this.folder = folder;
        this.json = json;
        this.seed = seed;
    }

    /**
     * Tells it.
     *
     * @return true if every step went as it is told; unknown if it was interrupted; false otherwise
     * @throws IOException if its folder cannot be written
     */
    public Validity tell() throws IOException {
        try (Scratch scratch = Scratch.create(Scratch.systemDirectory())) {
            introduction();
            race(scratch);
            halfFix(scratch);
            fix(scratch);
            replacement(scratch);
        }
        folder.becomeLatest(settings.results());
        boolean wasInterrupted = surroundings.interruption().isWished();
        Validity verdict =
                !isAsExpected && !wasInterrupted ? Validity.FALSE : wasInterrupted ? Validity.UNKNOWN : Validity.TRUE;
        if (json) {
            document.put("name", NAME);
            document.put("run", surroundings.show(folder.directory()));
            document.put("pass", verdict == Validity.TRUE);
            document.put("producer", Producer.name());
            surroundings.out().println(Json.oneLine(document));
        } else {
            say("");
            say(paint.bold("results   ") + surroundings.show(folder.directory()));
            say(paint.bold("campaign  ")
                    + switch (verdict) {
                        case TRUE ->
                            paint.verdict(verdict, "pass")
                                    + "  (the race happens, half a fix leaves half a race, the fix ends it)";
                        case FALSE -> paint.verdict(verdict, "fail") + "  (something did not go as it is told)";
                        case UNKNOWN -> paint.verdict(verdict, "unknown") + "  (interrupted)";
                    });
        }
        return verdict;
    }

    private void introduction() {
        say(paint.bold("restate-3192: a read races a trim, on a real RocksDB store"));
        say("");
        tell("A workflow engine keeps a journal for each invocation, and metadata that says how long the journal is. To"
                + " resume an invocation it reads the metadata, then that many entries, and replays them. As long as"
                + " journals only grew between two attempts, the two reads could not disagree. Then journals were to"
                + " become trimmable at any moment.");
    }

    private void race(Scratch scratch) throws IOException {
        title("1", "The race: metadata, trim, journal", "isolation committed: each read sees the latest commit");
        Shown shown = scene(
                scratch,
                "1-race",
                ReadIsolation.COMMITTED,
                Set.of(),
                YieldPoint.BETWEEN_METADATA_AND_JOURNAL,
                scene -> scene.trim(2));
        judge(shown, "read-skew");
        explain(shown);
        tell("Nobody holds the reader there in production; threads just lose their core sometimes. The same under"
                + " random load, with nothing slowed down:");
        load("1-race-under-load", TestSpec.builder().isolation("committed"), "read-skew");
    }

    private void halfFix(Scratch scratch) throws IOException {
        title("2", "Half a fix: the iterator gets a snapshot, the metadata is read as before", "defect half-snapshot");
        Shown cured = scene(
                scratch,
                "2-half-fix",
                ReadIsolation.SNAPSHOT,
                Set.of(Defect.HALF_SNAPSHOT),
                YieldPoint.BETWEEN_METADATA_AND_JOURNAL,
                scene -> scene.trim(2));
        judge(cured, "");
        say("");
        tell(
                "The race of the issue is gone, and a test of just that race would pass. But the snapshot is now older than"
                        + " the metadata, and an append, which was harmless before, is enough:");
        say("");
        Shown broken = scene(
                scratch,
                "2-half-fix-append",
                ReadIsolation.SNAPSHOT,
                Set.of(Defect.HALF_SNAPSHOT),
                YieldPoint.BEFORE_METADATA_READ,
                scene -> scene.append("A5"));
        judge(broken, "read-skew");
        say("");
        load("2-half-fix-under-load", TestSpec.builder().defects(List.of("half-snapshot")), "read-skew");
    }

    private void fix(Scratch scratch) throws IOException {
        title("3", "The fix: one snapshot for both reads", "isolation snapshot");
        Shown shown = scene(
                scratch, "3-fix", ReadIsolation.SNAPSHOT, Set.of(), YieldPoint.BETWEEN_METADATA_AND_JOURNAL, scene -> {
                    scene.trim(2);
                    scene.append("B2");
                });
        judge(shown, "");
        say("");
        load("3-fix-under-load", TestSpec.builder().isolation("snapshot"), "");
    }

    private void replacement(Scratch scratch) throws IOException {
        title("4", "Why counting is not enough: trim three, append three", "isolation committed");
        Shown shown = scene(
                scratch,
                "4-replacement",
                ReadIsolation.COMMITTED,
                Set.of(),
                YieldPoint.BETWEEN_METADATA_AND_JOURNAL,
                scene -> {
                    scene.trim(2);
                    scene.append("B2", "B3", "B4");
                });
        judge(shown, "read-skew");
        isAsExpected &= shown.isCountRight();
        explain(shown);
        tell("Five entries were promised and five were read, with every index present: a check that counts rows, as the"
                + " engine's own does, is content, and the invocation is replayed from a journal that never was its own."
                + " Only the identity of the entries gives it away.");
    }

    /**
     * One scene, played.
     *
     * @param view what the reader saw
     * @param verdict of the checker
     */
    private record Shown(InvocationView view, Verdict verdict) {
        boolean isCountRight() {
            var metadata = view.metadata();
            return metadata != null && view.journal().entries().length == metadata.length() - metadata.first();
        }
    }

    private Shown scene(
            Scratch scratch,
            String name,
            ReadIsolation isolation,
            Set<Defect> defects,
            YieldPoint point,
            Consumer<Scene> meanwhile)
            throws IOException {
        RunFolder own = folder.child(name);
        Path store = scratch.directory().resolve(name);
        try (Scene scene = new Scene(store, own.history(settings.isCompressed()), isolation, defects)) {
            scene.append("A0", "A1", "A2", "A3", "A4");
            InvocationView view = scene.read(point, meanwhile);
            Shown shown = new Shown(view, scene.verdict());
            play(scene, shown, point);
            ObjectNode node = steps.addObject();
            node.put("test", name);
            node.put("run", surroundings.show(own.directory()));
            node.put("counting", shown.isCountRight() ? "content" : "alarmed");
            put(node, shown.verdict());
            return shown;
        }
    }

    /** Shows what was done and seen, in the order in which it was. */
    private void play(Scene scene, Shown shown, YieldPoint point) {
        var metadata = shown.view().metadata();
        String seen = metadata == null ? "nothing" : "epoch " + metadata.epoch() + ", length " + metadata.length();
        var table = new Table("lll");
        List<Cell> reading = List.of(who("reader"), Cell.of("reads the metadata"), Cell.of(seen));
        table.row(List.of(who(""), Cell.of("the journal is"), Cell.of("[A0 A1 A2 A3 A4], epoch 0, length 5")));
        boolean isBefore = point == YieldPoint.BEFORE_METADATA_READ;
        if (isBefore) {
            table.row(List.of(who("reader"), Cell.of("takes its snapshot"), Cell.of("")));
        } else {
            table.row(reading);
        }
        for (String line : scene.meanwhile()) {
            String[] parts = line.split("\t", 2);
            table.row(List.of(who("writer"), Cell.of(parts[0]), Cell.of("acknowledged: " + parts[1])));
        }
        if (isBefore) {
            table.row(reading);
        }
        table.row(List.of(who("reader"), Cell.of("reads the journal"), new Cell(entries(shown.view()), paint::bold)));
        int rows = shown.view().journal().entries().length;
        int promised = metadata == null ? 0 : metadata.length() - metadata.first();
        table.row(List.of(
                who("counting"),
                Cell.of("rows = length?"),
                new Cell(
                        shown.isCountRight()
                                ? rows + " = " + promised + ", content"
                                : rows + " ≠ " + promised + ", alarmed",
                        shown.isCountRight() ? paint::good : paint::bad)));
        table.row(List.of(
                who("checker"),
                Cell.of("one moment?"),
                new Cell(
                        says(shown.verdict()),
                        text -> paint.verdict(shown.verdict().valid(), text))));
        table.lines().forEach(line -> say(INDENT + line));
    }

    /** The checker's own words on what it found. */
    private void explain(Shown shown) {
        say("");
        say(INDENT + paint.dim("the checker's story, from the recorded history alone:"));
        shown.verdict().anomalies().values().stream()
                .flatMap(anomaly -> anomaly.examples().stream().limit(1))
                .limit(1)
                .flatMap(example ->
                        Stories.example(example, paint, Math.min(COLUMNS, surroundings.columns()) - INDENT.length())
                                .stream())
                .forEach(line -> say(INDENT + line));
        say("");
    }

    private Cell who(String name) {
        return new Cell(name, paint::dim);
    }

    private static String entries(InvocationView view) {
        var texts = new ArrayList<String>();
        for (byte[] entry : view.journal().entries()) {
            texts.add(new String(entry, StandardCharsets.UTF_8));
        }
        return texts.stream().collect(Collectors.joining(" ", "[", "]"));
    }

    private static String says(Verdict verdict) {
        if (verdict.anomalies().isEmpty()) {
            return verdict.valid().toString();
        }
        return verdict.valid() + ", "
                + verdict.anomalies().values().stream()
                        .map(a -> a.name()
                                + (a.kinds().isEmpty()
                                        ? ""
                                        : " (" + String.join(", ", a.kinds().keySet()) + ")"))
                        .collect(Collectors.joining(", "));
    }

    /** Runs the random workload and shows the counts. */
    private void load(String name, TestSpec.Builder builder, String expected) throws IOException {
        if (surroundings.interruption().isWished()) {
            return;
        }
        boolean mustHappen = !expected.isEmpty();
        TestSpec spec = builder.timeLimit(mustHappen ? PATIENCE : LOAD)
                .failFast(mustHappen)
                .seed(seed)
                .build();
        long start = System.nanoTime();
        RunFolder own = folder.child(name);
        String shown = surroundings.show(own.directory());
        TestRun.Result result;
        try (Progress progress = Progress.on(surroundings, name)) {
            result = new TestRun(
                            spec,
                            settings,
                            own,
                            surroundings,
                            progress,
                            found -> found.contains(expected) && System.nanoTime() - start > LEAST.toNanos())
                    .execute();
        }
        if (result.unwritten() != null) {
            throw new RunException(result.unwritten(), null);
        }
        RunSummary run = result.summary();
        Verdict verdict = run.verdict();
        expect(verdict, expected);
        say(INDENT + paint.bold(Figures.time(run.elapsed().toNanos()) + " of random load") + "  "
                + Figures.count(verdict.ops()) + " operations, " + Figures.count(verdict.opportunities())
                + " paired reads met a write");
        Anomaly skew = verdict.anomalies().get("read-skew");
        String kinds = skew == null ? "" : "  (" + Stories.counts(skew.kinds()) + ")";
        say(INDENT + "checker   "
                + paint.verdict(verdict.valid(), verdict.valid().toString()) + ", "
                + (verdict.anomalies().isEmpty() ? "0 anomalies" : Stories.counts(verdict)) + kinds);
        say(INDENT + paint.dim("check     " + run.check()));
        say(INDENT + paint.dim("again     " + run.again()));
        ObjectNode node = steps.addObject();
        node.put("test", name);
        node.put("run", shown);
        node.put("check", run.check());
        node.put("again", run.again());
        put(node, verdict);
    }

    private void judge(Shown shown, String expected) {
        expect(shown.verdict(), expected);
    }

    /** Remembers whether a verdict is the one that the story needs: an anomaly, or none at all. */
    private void expect(Verdict verdict, String anomaly) {
        isAsExpected &= anomaly.isEmpty()
                ? verdict.valid() == Validity.TRUE
                : verdict.anomalies().containsKey(anomaly);
    }

    private static void put(ObjectNode node, Verdict verdict) {
        node.put("verdict", verdict.valid().toString());
        node.put("ops", verdict.ops());
        node.put("opportunities", verdict.opportunities());
        ObjectNode anomalies = node.putObject("anomalies");
        verdict.anomalies().forEach((name, anomaly) -> anomalies.put(name, anomaly.count()));
    }

    private void title(String number, String title, String how) {
        say("");
        say(paint.bold(number + "  " + title));
        say(INDENT + paint.dim(how));
        say("");
    }

    /** A paragraph. */
    private void tell(String text) {
        Stories.wrap(text, Math.min(COLUMNS, surroundings.columns()) - INDENT.length())
                .forEach(line -> say(INDENT + line));
    }

    private void say(String line) {
        if (!json) {
            surroundings.out().println(line);
            surroundings.out().flush();
        }
    }
}
