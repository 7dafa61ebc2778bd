package dev.skewer.results.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a page has besides what all pages have in common. All of it is this program's own: nothing of a history may be in it.
 *
 * @param style a style sheet, behind the common one; may be empty
 * @param scripts scripts that run when all of the page is there, each in an element of its own, so that one that fails stops no other
 * @param directives further directives of the page's security policy, such as {@code connect-src 'self'}
 */
public record PageParts(String style, List<String> scripts, List<String> directives) {
    /** Nothing besides: a page without a script. */
    public static final PageParts NONE = new PageParts("", List.of(), List.of());

    /** Copies the lists, and refuses what would end its element before its end. */
    public PageParts {
        scripts = List.copyOf(scripts);
        directives = List.copyOf(directives);
        if (scripts.stream().anyMatch(script -> script.contains("</script") || script.contains("<!--"))
                || style.contains("</style")) {
            throw new IllegalArgumentException("a script or style sheet that would end its own element");
        }
    }

    /**
     * The text of resources beside a class, one behind the other.
     *
     * @throws IllegalStateException if one is missing from the jar
     */
    public static String resources(Class<?> beside, List<String> names) {
        return names.stream().map(name -> resource(beside, name)).collect(Collectors.joining("\n"));
    }

    private static String resource(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
