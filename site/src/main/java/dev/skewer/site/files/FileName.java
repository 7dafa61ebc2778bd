package dev.skewer.site.files;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

    /**
     * Those of what lies in a folder.
     *
     * @param children a folder's stream, which is read to its end
     * @throws IOException if that cannot be read
     */
    static List<String> plain(Iterable<Path> children) throws IOException {
        var names = new ArrayList<String>();
        try {
            for (Path child : children) {
                String name = String.valueOf(child.getFileName());
                if (isPlain(name)) {
                    names.add(name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return List.copyOf(names);
    }
}
