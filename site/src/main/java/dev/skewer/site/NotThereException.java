package dev.skewer.site;

import java.io.IOException;

/** What was asked for is not there (any more). The message is a sentence for a person. */
final class NotThereException extends IOException {
    private static final long serialVersionUID = 1;

    NotThereException(String message) {
        super(message);
    }
}
