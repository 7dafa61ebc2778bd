package dev.skewer.results.browser;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.Pdf;
import org.openqa.selenium.PrintsPage;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.print.PrintOptions;
import org.openqa.selenium.support.ui.FluentWait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A Chromium without a window, driven as a reader would: it clicks, drags, types and prints. It has a folder of its own for all that
 * it leaves behind, resolves no name but that of this machine, and downloads nothing.
 *
 * <p>{@link BrowserExtension} begins and ends it.
 */
public final class Browser implements AutoCloseable {
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome");
    private static final List<String> DRIVERS = List.of("chromedriver");

    private final Path folder;
    private final ChromeDriverService service;
    private final ChromeDriver driver;
    private final String axe;

    /** What is missing for a browser, in a phrase; empty if nothing is. */
    public static String missing() {
        if (find(BROWSERS) == null) {
            return "there is no browser: none of " + BROWSERS + " is on the path";
        }
        return find(DRIVERS) == null ? "the browser cannot be driven: none of " + DRIVERS + " is on the path" : "";
    }

    private static @Nullable Path find(List<String> names) {
        for (String place : System.getenv().getOrDefault("PATH", "").split(Pattern.quote(File.pathSeparator))) {
            for (String name : names) {
                Path file = Path.of(place, name);
                if (Files.isExecutable(file)) {
                    return file;
                }
            }
        }
        return null;
    }

    Browser() throws IOException {
        folder = Files.createTempDirectory("skewer-browser");
        service = new ChromeDriverService.Builder()
                .usingDriverExecutable(requireNonNull(find(DRIVERS)).toFile())
                .usingAnyFreePort()
                .withLogOutput(OutputStream.nullOutputStream())
                .withEnvironment(Map.of("TMPDIR", folder.toString(), "HOME", folder.toString()))
                .build();
        var options = new ChromeOptions();
        options.setBinary(requireNonNull(find(BROWSERS)).toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                "--force-device-scale-factor=1",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--user-data-dir=" + folder.resolve("profile"));
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(service, options);
        // axe takes a second, and many times that on a machine that has much else to do.
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(5));
        try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            axe = new String(requireNonNull(in, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Opens a page in a window of a width, in light, with nothing said of it before. */
    public void open(Path page, int width) {
        open(page.toUri(), width);
    }

    /** Opens an address in a window of a width, in light, with nothing said of it before. */
    public void open(URI page, int width) {
        dark(false);
        resize(width, 900);
        driver.manage().logs().get(LogType.BROWSER);
        driver.manage().logs().get(LogType.PERFORMANCE);
        driver.get(page.toString());
    }

    /** Gives the page itself a size in pixels. */
    public void resize(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Says whether the reader prefers dark pages. */
    public void dark(boolean isDark) {
        Map<String, Object> feature = Map.of("name", "prefers-color-scheme", "value", isDark ? "dark" : "light");
        Map<String, Object> still = Map.of("name", "prefers-reduced-motion", "value", "reduce");
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(feature, still)));
    }

    /** What a reader does with mouse and keys, to be put together and then performed. */
    public Actions actions() {
        return new Actions(driver);
    }

    /** Shows the page as it is on paper, or again as on a screen. */
    public void printed(boolean isPrinted) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("media", isPrinted ? "print" : ""));
    }

    /** The first element of a CSS selector. */
    public WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    /** All elements of a CSS selector. */
    public List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** What an expression of JavaScript comes to. */
    public Object value(String expression, Object... arguments) {
        return requireNonNull(driver.executeScript("return " + expression, arguments), expression);
    }

    /**
     * Waits until an expression of JavaScript is true, as what a page does in its own time.
     *
     * @throws org.openqa.selenium.TimeoutException if it is not within a minute
     */
    public void await(String condition) {
        new FluentWait<>(driver)
                .withTimeout(Duration.ofMinutes(1))
                .pollingEvery(Duration.ofMillis(20))
                .withMessage(condition)
                .until(page -> page.executeScript("return " + condition));
    }

    /** Has what pages save put into a folder, without a question. */
    public Path downloadInto(Path directory) {
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", directory.toString()));
        return directory;
    }

    /** Waits until a file that a page saves is whole: it has its name only then. */
    public void awaitFile(Path file) {
        new FluentWait<>(file)
                .withTimeout(Duration.ofMinutes(1))
                .pollingEvery(Duration.ofMillis(20))
                .withMessage(file.toString())
                .until(Files::exists);
    }

    /** How many pixels the page is wider than its window; more than 0 makes readers scroll sideways. */
    public long overflow() {
        return (Long) value("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    /** Errors and warnings on the console since the page was opened, violations of its policy among them. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** What was asked for since the page was opened, besides the page itself. */
    public List<String> requests() {
        List<String> requests = new ArrayList<>();
        String page = driver.getCurrentUrl();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = JsonMapper.shared().readTree(entry.getMessage()).path("message");
            String url = message.at("/params/request/url").asString("");
            if (message.path("method").asString("").equals("Network.requestWillBeSent")
                    && !url.equals(page)
                    && !url.startsWith("blob:")
                    && !url.startsWith("data:")) {
                requests.add(url);
            }
        }
        return requests;
    }

    /** What axe finds that bars people from the page, a line each. */
    @SuppressWarnings("unchecked")
    public List<String> barriers() {
        driver.executeScript(axe);
        Object found = driver.executeAsyncScript(
                "const done = arguments[arguments.length - 1];"
                        + "axe.run({ resultTypes: ['violations'] }).then(({ violations }) => done(violations.flatMap(v => v.nodes.map(n =>"
                        + " v.id + ': ' + n.target + ' ' + n.html.slice(0, 160) + ' ' + n.failureSummary))), e => done([String(e)]));");
        return (List<String>) requireNonNull(found, "axe");
    }

    /** The page as it would be printed, as PDF. */
    public byte[] pdf() {
        Pdf pdf = ((PrintsPage) driver).print(new PrintOptions());
        return Base64.getDecoder().decode(pdf.getContent());
    }

    /** What the window shows, as PNG. */
    public byte[] shot() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** The page from its top to its end, or to a height in pixels, as PNG. */
    public byte[] wholeShot(int maxHeight) {
        long width = (Long) value("document.documentElement.clientWidth");
        long height = Math.min(maxHeight, (Long) value("document.documentElement.scrollHeight"));
        Map<String, Object> shot = driver.executeCdpCommand(
                "Page.captureScreenshot",
                Map.of(
                        "format",
                        "png",
                        "captureBeyondViewport",
                        true,
                        "clip",
                        Map.of("x", 0, "y", 0, "width", width, "height", height, "scale", 1)));
        return Base64.getDecoder().decode((String) requireNonNull(shot.get("data")));
    }

    /** Ends it and everything that it began, and removes its folder. */
    @Override
    public void close() throws IOException {
        try {
            driver.quit();
        } finally {
            service.stop();
            remove();
        }
    }

    /** Its processes may still write while they end; what is there then is tried again. */
    private void remove() throws IOException {
        IOException failure = null;
        for (int i = 0; i < 50 && Files.exists(folder); i++) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
                return;
            } catch (IOException | UncheckedIOException e) {
                failure = e instanceof IOException io ? io : new IOException(e);
                LockSupport.parkNanos(100_000_000);
            }
        }
        if (failure != null && Files.exists(folder)) {
            throw failure;
        }
    }
}
