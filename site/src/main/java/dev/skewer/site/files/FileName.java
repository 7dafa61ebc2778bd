package dev.skewer.site.files;

/** Which names of files the site knows. */
public final class FileName {
    /** What file systems allow, in the worst case of a byte a character. */
    private static final int MAX_LENGTH = 255;

    private FileName() {}

    /**
     * Whether a text can be the name of one file or folder in another and nothing else: no way up or elsewhere, on any operating system,
     * and nothing hidden, as drafts of files are.
     */
    public static boolean isPlain(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || name.charAt(0) == '.') {
            return false;
        }
        return name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || Character.isISOControl(c));
    }
}
