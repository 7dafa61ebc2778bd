package dev.skewer.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.skewer.checker.Validity;
import dev.skewer.results.FileTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many clients at once, while runs come and go. */
class BusySiteTest {
    private static final int CLIENTS = 50;
    private static final int REQUESTS = 8;

    @TempDir
    private Path results;

    @Test
    void fiftyClientsGetWholePagesWhileRunsAreWrittenAndDeleted() throws Exception {
        var runs = new StoredRuns(results);
        Path lasting = runs.run("lasting", "h2", List.of(), Validity.TRUE, StoredRuns.START);
        var isOver = new AtomicBoolean();
        var threads = Executors.newCachedThreadPool();
        try (RunningSite site = RunningSite.of(results)) {
            Future<Integer> writer = threads.submit(() -> {
                int made = 0;
                while (!isOver.get()) {
                    Path run = runs.run("passing", "h2", List.of(), Validity.FALSE, StoredRuns.START.plusSeconds(made));
                    Path campaign = runs.campaign("nightly", StoredRuns.START.plusSeconds(made), "h2", "sqlite");
                    FileTree.delete(run);
                    FileTree.delete(campaign);
                    made++;
                }
                return made;
            });
            var clients = new ArrayList<Callable<List<String>>>();
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                clients.add(() -> client(site, lasting, number));
            }
            for (Future<List<String>> client : threads.invokeAll(clients)) {
                assertThat(client.get()).isEmpty();
            }
            isOver.set(true);
            assertThat(writer.get()).isPositive();
            assertThat(site.failures()).isEmpty();
        } finally {
            isOver.set(true);
            threads.shutdownNow();
        }
    }

    /** What was not as it should be. */
    private static List<String> client(RunningSite site, Path lasting, int number) throws Exception {
        var wrong = new ArrayList<String>();
        for (int i = 0; i < REQUESTS; i++) {
            String path = switch ((number + i) % 4) {
                case 0 -> "/";
                case 1 -> "/runs/lasting/" + lasting.getFileName() + "/report.html";
                case 2 -> "/runs/passing/20261123T0945" + (10 + i) + "Z/report.html";
                default -> "/trend/nightly/";
            };
            var answer = site.get(path);
            boolean isFine = answer.statusCode() == 200 || (path.contains("passing") && answer.statusCode() == 404);
            if (!isFine || !answer.body().endsWith("</html>\n")) {
                wrong.add(path + ": " + answer.statusCode());
            }
        }
        return wrong;
    }
}
