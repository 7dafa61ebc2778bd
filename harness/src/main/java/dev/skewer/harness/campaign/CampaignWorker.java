package dev.skewer.harness.campaign;

import dev.skewer.harness.console.Interruption;
import dev.skewer.results.summary.CampaignJson;
import dev.skewer.results.summary.CampaignPlan;
import dev.skewer.results.summary.Json;
import dev.skewer.results.summary.PlannedCell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.node.ObjectNode;

/**
 * A process that runs cells of a campaign for another one, beside its like. It reads the keys of cells, a line each, and answers each with a line: the cell as JSON and what keeps the
 * campaign from going on, if anything does. The line {@value #STOP} asks it to stop what it does, as an interruption would.
 *
 * <p>It ends when its input does. If that happens while a cell runs, the campaign was killed, and it ends at once, with all that it holds.
 */
public final class CampaignWorker {
    /** What asks it to stop. */
    static final String STOP = "stop";

    /** What a shell reports for a process that was killed. */
    private static final int KILLED = 137;

    private final CampaignPlan plan;
    private final CellRunner runner;
    private final Interruption interruption;
    private final BlockingQueue<String> keys = new LinkedBlockingQueue<>();
    private final AtomicBoolean isBusy = new AtomicBoolean();

    CampaignWorker(CampaignPlan plan, CellRunner runner, Interruption interruption) {
        this.plan = plan;
        this.runner = runner;
        this.interruption = interruption;
    }

    /**
     * Runs what it is asked for until its input ends.
     *
     * @param in keys of cells of the plan
     * @param out where the outcomes go
     */
    void serve(InputStream in, PrintStream out) throws InterruptedException {
        Thread reader = new Thread(() -> read(in), "skewer-worker-input");
        reader.setDaemon(true);
        reader.start();
        for (String key = keys.take(); !key.isEmpty(); key = keys.take()) {
            String wanted = key;
            PlannedCell cell = plan.cells().stream()
                    .filter(planned -> planned.key().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no cell '" + wanted + "' in this campaign"));
            isBusy.set(true);
            CellRunner.Outcome outcome = runner.run(cell);
            isBusy.set(false);
            ObjectNode answer = Json.object();
            answer.set("cell", CampaignJson.of(outcome.cell()));
            answer.put("failure", outcome.failure());
            out.println(Json.oneLine(answer));
            out.flush();
        }
    }

    private void read(InputStream in) {
        try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(STOP)) {
                    interruption.wish();
                } else {
                    isBusy.set(true);
                    keys.add(line);
                }
            }
        } catch (IOException e) {
            // As good as its end.
            interruption.wish();
        }
        if (isBusy.get()) {
            Runtime.getRuntime().halt(KILLED);
        }
        keys.add("");
    }
}
