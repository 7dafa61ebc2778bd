package dev.skewer.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.skewer.checker.Validity;
import dev.skewer.results.FileTree;
import dev.skewer.results.summary.RunProgress;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the site says, over real sockets. */
class SiteServerTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'&";

    @TempDir
    private Path results;

    private StoredRuns runs;
    private @Nullable RunningSite site;

    @BeforeEach
    void make() {
        runs = new StoredRuns(results);
    }

    @AfterEach
    void stop() {
        if (site != null) {
            site.close();
            assertThat(site.failures()).isEmpty();
        }
    }

    /** Started by the first question, so that it knows of what was made before. */
    private RunningSite site() throws IOException {
        RunningSite started = site;
        if (started == null) {
            started = RunningSite.of(results);
            site = started;
        }
        return started;
    }

    private String page(String path) throws Exception {
        HttpResponse<String> answer = site().get(path);
        // On a busy machine a page may be asked for before all runs are read.
        for (int i = 0; i < 600 && answer.headers().firstValue("Refresh").isPresent(); i++) {
            Thread.sleep(100);
            answer = site().get(path);
        }
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return answer.body();
    }

    @Test
    void listsRunsAndCampaignsWithLinks() throws Exception {
        Path run = runs.run("journal", "embedded", List.of("kill"), Validity.FALSE, StoredRuns.START);
        Path campaign = runs.campaign("nightly", StoredRuns.START.plusSeconds(60), "h2", "sqlite");
        assertThat(page("/"))
                .contains(
                        "2 runs and campaigns",
                        "href=\"" + StoredRuns.link(run) + "report.html\">journal on embedded",
                        "<span class=\"verdict false\">false</span>",
                        "read-skew 118",
                        "href=\"" + StoredRuns.link(campaign) + "report.html\">nightly",
                        "<span class=\"verdict fail\">fail</span>",
                        "1 of 2 cells as expected",
                        "href=\"/trend/nightly/\"",
                        "href=\"/?fault=kill\"");
    }

    @Test
    void filtersByWhatTheAddressAsks() throws Exception {
        runs.run("journal", "embedded", List.of("kill"), Validity.FALSE, StoredRuns.START);
        runs.run("bank", "h2", List.of(), Validity.TRUE, StoredRuns.START);
        assertThat(page("/?verdict=false"))
                .contains("1 of 2 runs", "journal on embedded")
                .doesNotContain("bank on h2");
        assertThat(page("/?workload=bank&target=h2")).contains("bank on h2").doesNotContain("journal on embedded");
        assertThat(page("/?fault=kill&anomaly=read-skew&text=EMBED"))
                .contains("1 of 2 runs", "selected=\"selected\">kill");
        assertThat(page("/?target=sqlite")).contains("0 of 2 runs", "None is as asked.", "selected\">sqlite");
        assertThat(page("/?text=" + dev.skewer.site.page.Links.encoded(HOSTILE)))
                .doesNotContain("<img")
                .contains("&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;");
    }

    @Test
    void showsALongListInPages() throws Exception {
        for (int i = 0; i < 120; i++) {
            runs.run("journal", "h2", List.of(), Validity.TRUE, StoredRuns.START.plusSeconds(i));
        }
        assertThat(page("/"))
                .contains("09:47:00", "page 1 of 3", "href=\"/?page=2\"")
                .doesNotContain("09:46:10<");
        assertThat(page("/?verdict=true&page=3"))
                .contains("09:45:20", "href=\"/?verdict=true&amp;page=2\"")
                .doesNotContain("Older");
        assertThat(page("/?page=99")).contains("page 3 of 3");
        assertThat(page("/?page=-1")).contains("page 1 of 3");
        assertThat(page("/?page=x")).contains("page 1 of 3");
    }

    @Test
    void rendersTheReportAnewWhateverPageIsStored() throws Exception {
        Path run = runs.run("journal", "embedded", List.of(), Validity.FALSE, StoredRuns.START);
        assertThat(page(StoredRuns.link(run) + "report.html"))
                .contains("The store broke its promise")
                .doesNotContain("an old page", "alert(1)");
        Path campaign = runs.campaign("nightly", StoredRuns.START, "h2");
        assertThat(page(StoredRuns.link(campaign) + "report.html"))
                .contains("0 of 1 cells as expected", "001-h2/report.html");
        assertThat(page(StoredRuns.link(campaign) + "001-h2/report.html")).contains("The store broke its promise");
    }

    @Test
    void aReportLeadsBackToWhereItIsOneOfMany() throws Exception {
        Path run = runs.run("journal", "embedded", List.of(), Validity.FALSE, StoredRuns.START);
        assertThat(page(StoredRuns.link(run) + "report.html"))
                .contains("<a href=\"/\">All runs</a> / <a href=\"/?test=journal\">journal</a> / <a href=\""
                        + StoredRuns.link(run) + "\">");
        Path campaign = runs.campaign("nightly", StoredRuns.START, "h2");
        String link = StoredRuns.link(campaign);
        assertThat(page(link + "001-h2/report.html"))
                .contains("<a href=\"/?test=nightly\">nightly</a> / <a href=\"" + link + "\">")
                .contains("<a href=\"" + link + "001-h2/\">001-h2</a> / report</nav>");
        assertThat(page(link + "report.html")).contains("</a> / report</nav>");
    }

    @Test
    void aReportThatABrowserHasIsNotRenderedAgain() throws Exception {
        Path run = runs.run("journal", "embedded", List.of(), Validity.FALSE, StoredRuns.START);
        String tag = site().get(StoredRuns.link(run) + "report.html")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        HttpResponse<String> again = site().get(StoredRuns.link(run) + "report.html", "If-None-Match", tag);
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(site().get(StoredRuns.link(run) + "report.html", "If-None-Match", "\"other\", " + tag)
                        .statusCode())
                .isEqualTo(304);
        assertThat(site().get(StoredRuns.link(run) + "report.html", "If-None-Match", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aDamagedSummaryIsOnePlainPage() throws Exception {
        Path run = runs.run("journal", "embedded", List.of(), Validity.TRUE, StoredRuns.START);
        String whole = Files.readString(run.resolve("verdict.json"));
        Files.writeString(run.resolve("verdict.json"), whole.replace("\"producer\"", "\"nobody\""));
        HttpResponse<String> answer = site().get(StoredRuns.link(run) + "report.html");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body())
                .contains("It cannot be shown", "verdict.json: &#39;producer&#39; is missing")
                .doesNotContain("Exception");
        Files.writeString(run.resolve("verdict.json"), HOSTILE);
        assertThat(site().get(StoredRuns.link(run) + "report.html").body()).doesNotContain("<img");
        assertThat(page(StoredRuns.link(run)))
                .contains("What it left cannot be read")
                .doesNotContain("<img");
    }

    @Test
    void listsAndSendsTheFilesOfARun() throws Exception {
        Path run = runs.run("journal", "embedded", List.of(), Validity.TRUE, StoredRuns.START);
        Files.write(run.resolve("history.edn.zst"), new byte[] {1, 2, 3});
        Files.writeString(run.resolve("plot.svg"), "<svg onload='alert(1)'/>");
        Files.writeString(run.resolve("page.html"), "<script>alert(1)</script>");
        assertThat(page(StoredRuns.link(run)))
                .contains(
                        "href=\"" + StoredRuns.link(run) + "history.edn.zst\"",
                        "run.log",
                        "verdict.json",
                        "href=\"" + StoredRuns.link(run) + "report.html\"");
        assertFile(StoredRuns.link(run) + "run.log", "text/plain; charset=utf-8", false);
        assertFile(StoredRuns.link(run) + "history.edn", "text/plain; charset=utf-8", false);
        assertFile(StoredRuns.link(run) + "verdict.json", "application/json", false);
        assertFile(StoredRuns.link(run) + "plot.svg", "text/plain; charset=utf-8", false);
        assertFile(StoredRuns.link(run) + "page.html", "text/plain; charset=utf-8", false);
        assertFile(StoredRuns.link(run) + "history.edn.zst", "application/zstd", true);
    }

    private void assertFile(String path, String type, boolean isDownload) throws Exception {
        HttpResponse<String> answer = site().get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).as(path).contains(type);
        assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                .as(path)
                .contains("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy"))
                .as(path)
                .contains("default-src 'none'; sandbox; frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("Content-Disposition").isPresent())
                .as(path)
                .isEqualTo(isDownload);
        assertThat(answer.headers().firstValue("Content-Encoding")).as(path).isEmpty();
    }

    @Test
    void sendsPartsOfFiles() throws Exception {
        Path run = runs.run("journal", "embedded", List.of(), Validity.TRUE, StoredRuns.START);
        String text = "0123456789".repeat(100_000);
        Files.writeString(run.resolve("run.log"), text);
        String log = StoredRuns.link(run) + "run.log";
        HttpResponse<String> whole = site().get(log);
        assertThat(whole.body()).isEqualTo(text);
        String tag = whole.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> part = site().get(log, "Range", "bytes=10-14");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("01234");
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 10-14/1000000");
        assertThat(site().get(log, "Range", "bytes=-3").body()).isEqualTo("789");
        assertThat(site().get(log, "Range", "bytes=999998-").body()).isEqualTo("89");
        assertThat(site().get(log, "Range", "bytes=0-999999999").body()).isEqualTo(text);
        assertThat(site().get(log, "Range", "bytes=5-6", "If-Range", tag).body())
                .isEqualTo("56");
        assertThat(site().get(log, "Range", "bytes=5-6", "If-Range", "\"old\"").body())
                .isEqualTo(text);
        HttpResponse<String> beyond = site().get(log, "Range", "bytes=1000000-");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(beyond.headers().firstValue("Content-Range")).contains("bytes */1000000");
        assertThat(site().get(log, "Range", "bytes=1-2,5-6").body())
                .as("of several the whole")
                .isEqualTo(text);
        assertThat(site().get(log, "If-None-Match", tag).statusCode()).isEqualTo(304);
        HttpResponse<String> head = site().send("HEAD", log);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length")).contains("1000000");
        Files.writeString(run.resolve("run.log"), "");
        assertThat(site().get(log).body()).isEmpty();
    }

    @Test
    void showsARunThatGoesOn() throws Exception {
        Path run = runs.running(
                "journal",
                StoredRuns.progress(RunProgress.Phase.RUNNING, Optional.of(StoredRuns.figures(12_345, "kill, pause"))));
        assertThat(page("/?verdict=running"))
                .contains("journal on embedded", "<span class=\"verdict running\">running</span>");
        assertThat(page(StoredRuns.link(run)))
                .contains(
                        "Operations are under way.",
                        "<b>5.00 s of 10.0 s</b>",
                        "<b>12,345</b>",
                        "<b>321</b>",
                        "<b>1.60 ms</b>",
                        "<b>25.0 ms</b>",
                        "<b>read-skew 7</b>",
                        "<b>kill, pause</b>",
                        "<script>",
                        "<noscript>Load the page again");
        StoredRuns.tell(
                run, StoredRuns.progress(RunProgress.Phase.CHECKING, Optional.of(StoredRuns.figures(99_999, ""))));
        assertThat(page(StoredRuns.link(run) + "?part=live"))
                .contains("<div id=\"live\">", "The history is being checked.", "<b>99,999</b>", "<b>none</b>")
                .doesNotContain("<script>");
        Files.delete(run.resolve("progress.json"));
        assertThat(site().get(StoredRuns.link(run) + "?part=live").statusCode()).isEqualTo(204);
        assertThat(page(StoredRuns.link(run)))
                .contains("its process was killed")
                .doesNotContain("<script>");
        FileTree.delete(run);
        assertThat(site().get(StoredRuns.link(run)).statusCode()).isEqualTo(404);
    }

    @Test
    void showsACampaignThatGoesOn() throws Exception {
        Path campaign = runs.runningCampaign("nightly", "h2", "sqlite", "redis");
        Path over = runs.campaign("done", StoredRuns.START, "sqlite", "h2");
        String cell = new tools.jackson.databind.json.JsonMapper()
                .readTree(Files.readString(over.resolve("campaign.json")))
                .get("tests")
                .get(0)
                .toString();
        Files.writeString(campaign.resolve("cells/sqlite-key.json"), cell);
        Path child = Files.createDirectories(campaign.resolve("002-journal-h2"));
        Files.writeString(child.resolve("spec.json"), "{\"workload\": \"journal\", \"target\": \"h2\"}");
        StoredRuns.tell(
                child, StoredRuns.progress(RunProgress.Phase.RUNNING, Optional.of(StoredRuns.figures(777, ""))));
        assertThat(page(StoredRuns.link(campaign)))
                .contains(
                        "1 of 3 cells are over.",
                        "href=\"" + StoredRuns.link(campaign) + "002-journal-h2/\"",
                        "<b>777</b>")
                .containsPattern("journal sqlite</th><td>valid</td><td>as expected</td>")
                .containsPattern("journal h2</th><td>valid</td><td>not over</td>");
        assertThat(page(StoredRuns.link(campaign) + "002-journal-h2/")).contains("journal on h2", "<b>777</b>");
        assertThat(page(StoredRuns.link(campaign) + "cells/")).contains("sqlite-key.json");
    }

    @Test
    void showsTheTrendOfEachCell() throws Exception {
        runs.campaign("nightly", StoredRuns.START, "h2", "sqlite", "redis");
        Path second = runs.campaign("nightly", StoredRuns.START.plusSeconds(86_400), "sqlite", "h2");
        String trend = page("/trend/nightly/");
        assertThat(trend)
                .contains(
                        "journal h2",
                        "journal sqlite",
                        "journal redis",
                        "href=\"" + StoredRuns.link(second) + "report.html\"")
                .containsPattern("(?s)journal h2</a>.*?mark good.*?mark bad.*?</tr>")
                .containsPattern("(?s)journal redis</a>.*?mark bad.*?<td></td>")
                .contains("aria-label=\"not as expected: false, read-skew 118\"");
        var link = java.util.regex.Pattern.compile("href=\"(/trend/nightly/[0-9a-f]+)\">journal h2<")
                .matcher(trend);
        assertThat(link.find()).isTrue();
        assertThat(page(link.group(1)))
                .contains(
                        "<h1>journal h2</h1>",
                        "Expected: valid",
                        "2026-11-23 09:45:01",
                        "2026-11-24 09:45:01",
                        "polyline");
        assertThat(site().get("/trend/nightly/none").statusCode()).isEqualTo(404);
        assertThat(page("/trend/none/")).contains("No campaign of this name is over.");
    }

    @Test
    void leadsFromShortAddressesToWholeOnes() throws Exception {
        Path run = runs.run("journal", "embedded", List.of(), Validity.TRUE, StoredRuns.START);
        assertRedirect(StoredRuns.link(run).replaceAll("/$", ""), StoredRuns.link(run));
        assertRedirect("/runs/journal/", "/?test=journal");
        assertRedirect("/runs/", "/");
        assertRedirect("/trend/nightly", "/trend/nightly/");
        assertThat(site().get("/runs/journal/20261123T094599Z").statusCode()).isEqualTo(404);
        assertThat(site().get("/favicon.ico").statusCode()).isEqualTo(204);
        assertThat(site().get("/none").statusCode()).isEqualTo(404);
    }

    private void assertRedirect(String from, String to) throws Exception {
        HttpResponse<String> answer = site().get(from);
        assertThat(answer.statusCode()).as(from).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).as(from).contains(to);
    }

    @Test
    void answersCarryHeadersThatLeaveABrowserNoChoice() throws Exception {
        runs.run("journal", "embedded", List.of(), Validity.TRUE, StoredRuns.START);
        for (String path : List.of("/", "/none", "/trend/x/", "/?page=%zz")) {
            var headers = site().raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            assertThat(headers)
                    .as(path)
                    .contains(
                            "X-Content-Type-Options: nosniff",
                            "Referrer-Policy: no-referrer",
                            "X-Frame-Options: DENY",
                            "Cross-Origin-Opener-Policy: same-origin",
                            "Cross-Origin-Resource-Policy: same-origin",
                            "Content-Security-Policy: default-src 'none'; style-src 'sha256-",
                            "; frame-ancestors 'none'")
                    .doesNotContain("unsafe", "Server:", "Jetty", "jetty", "Exception");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "BREW"})
    void canOnlyBeRead(String method) throws Exception {
        Path run = runs.run("journal", "embedded", List.of(), Validity.TRUE, StoredRuns.START);
        HttpResponse<String> answer = site().send(method, StoredRuns.link(run) + "verdict.json");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
        assertThat(run.resolve("verdict.json")).exists();
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = new SiteServer.Settings(
                    results,
                    taken.getInetAddress(),
                    "127.0.0.1",
                    taken.getLocalPort(),
                    List.of(),
                    "skewer test",
                    SiteServer.Settings.REQUEST_SECONDS);
            assertThatThrownBy(() -> SiteServer.start(settings, failure -> {}))
                    .isInstanceOf(IOException.class)
                    .rootCause()
                    .isInstanceOf(BindException.class);
        }
    }

    @Test
    void freesItsPortAtOnceWithConnectionsOpen() throws Exception {
        int port = site().port();
        try (var idle = site().connect()) {
            assertThat(site().get("/").statusCode()).isEqualTo(200);
            site().close();
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
        try (var again = new ServerSocket()) {
            again.setReuseAddress(true);
            again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            assertThat(again.isBound()).isTrue();
        }
    }

    @Test
    void saysSoWhenTheResultsFolderIsGone() throws Exception {
        Path gone = Files.createDirectories(results.resolve("gone"));
        try (RunningSite other = RunningSite.of(gone)) {
            assertThat(other.get("/").statusCode()).isEqualTo(200);
            Files.delete(gone);
            Thread.sleep(1_100);
            HttpResponse<String> answer = other.get("/");
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("It cannot be read").doesNotContain("Exception", gone.toString());
        }
    }
}
