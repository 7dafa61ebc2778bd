package dev.skewer.checker.linear;

/**
 * A keyword of EDN, such as {@code :x}.
 *
 * @param name without the colon
 */
public record Keyword(String name) {
    @Override
    public String toString() {
        return ":" + name;
    }
}
