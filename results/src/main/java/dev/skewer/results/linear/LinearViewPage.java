package dev.skewer.results.linear;

import dev.skewer.checker.Example;
import dev.skewer.checker.StoryLayout;
import dev.skewer.results.Figures;
import dev.skewer.results.report.Html;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page that shows a {@link LinearView}: one HTML file with its style, its script and its data inside, which loads
 * nothing and asks nobody.
 *
 * <p>Three things keep a hostile history inert. Its texts come as JSON in an element that browsers do not run; the script
 * only ever draws them or sets them as text; and the page's own security policy allows the one script and the one style
 * sheet whose hashes it names and nothing else, neither another script nor any connection.
 *
 * <p>Equal views give equal pages. A page takes about 70 bytes an operation and 20 a step, beside its texts.
 */
public final class LinearViewPage {
    /** The parts of the script, in the order in which they build on each other. */
    private static final List<String> SCRIPTS = List.of(
            "check.js",
            "layout.js",
            "camera.js",
            "drawing.js",
            "frame.js",
            "chart.js",
            "minimap.js",
            "gestures.js",
            "details.js",
            "page.js");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z]+)}}");

    private LinearViewPage() {}

    /**
     * The page as text, to be stored as UTF-8.
     *
     * @param view what to show
     */
    public static String render(LinearView view) {
        var headline = new Headline(view);
        String style = resource("view.css");
        String script = SCRIPTS.stream().map(LinearViewPage::resource).collect(Collectors.joining("\n"));
        String policy = "default-src 'none'; script-src '" + hash(script) + "'; style-src '" + hash(style)
                + "'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
        Map<String, String> values = Map.ofEntries(
                Map.entry("policy", policy),
                Map.entry("style", style),
                Map.entry("script", script),
                Map.entry("data", ViewJson.of(view)),
                Map.entry("valid", view.valid().toString()),
                Map.entry("verdict", headline.verdict()),
                Map.entry("title", escaped(view.title())),
                Map.entry("sentence", escaped(headline.sentence())),
                Map.entry("story", story(view)),
                Map.entry("facts", items(headline.facts())),
                Map.entry("notes", items(view.notes())));
        return fill(resource("view.html"), values);
    }

    /** Replaces each placeholder once; values are not looked into. */
    private static String fill(String template, Map<String, String> values) {
        return PLACEHOLDER.matcher(template).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalStateException("the template asks for an unknown " + found.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static String escaped(String text) {
        return new Html().text(ViewJson.text(text)).toString();
    }

    private static String items(List<String> texts) {
        var html = new Html();
        texts.forEach(text -> html.element("li", ViewJson.text(text)));
        return html.toString();
    }

    /** The operations that contradict each other, a row each, and what was proved of them; nothing where there is no story. */
    private static String story(LinearView view) {
        Example story = view.story();
        if (story == null) {
            return "";
        }
        var html = new Html();
        html.open("table", "class", "story").line();
        List<StoryLayout.Row> rows = StoryLayout.rows(story, StoryLayout.Clock.ELAPSED);
        for (int i = 0; i < rows.size(); i++) {
            StoryLayout.Row row = rows.get(i);
            html.open("tr", "data-op", String.valueOf(view.core().get(i)));
            html.element("th", row.op(), "scope", "row");
            html.open("td").element("span", ViewJson.text(row.text()), "class", "code");
            html.element("span", row.role().isEmpty() ? "" : " " + row.role(), "class", "role")
                    .close("td");
            html.element("td", row.process(), "class", "soft");
            html.element("td", "index " + Figures.count(story.steps().get(i).index()), "class", "soft");
            html.element("td", row.called() + " … " + row.returned(), "class", "soft");
            html.close("tr").line();
        }
        return html.close("table")
                .element("p", story.contradiction(), "class", "proof")
                .toString();
    }

    /** As a security policy names an inline script or style sheet: the hash of all between its tags. */
    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = LinearViewPage.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
