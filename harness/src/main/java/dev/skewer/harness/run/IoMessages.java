package dev.skewer.harness.run;

import dev.skewer.results.Printable;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What an {@link IOException} means, in words and without the file's name, which its reader already knows. */
public final class IoMessages {
    private IoMessages() {}

    /** A few words, such as {@code permission denied}. */
    public static String of(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof NotDirectoryException || e instanceof FileAlreadyExistsException) {
            return "not a directory";
        }
        if (e instanceof FileSystemException system && system.getReason() != null) {
            String reason = Printable.line(system.getReason());
            return reason.equals("Not a directory") ? "not a directory" : reason;
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : Printable.line(message);
    }
}
