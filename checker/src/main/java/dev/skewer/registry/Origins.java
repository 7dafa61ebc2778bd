package dev.skewer.registry;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;

/** Where providers come from, and what is wrong with them, in words. */
final class Origins {
    private Origins() {}

    /** The jar or folder that a class is from. */
    static String of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null || source.getLocation() == null ? "the JDK" : path(source.getLocation());
    }

    /** The jar or folder of a file that names providers, such as {@code jar:file:/a/b.jar!/META-INF/services/…}. */
    static String of(URL file) {
        String text = file.toString();
        int end = text.lastIndexOf("!/");
        if (end < 0) {
            end = text.lastIndexOf("/META-INF/services/");
        }
        String place = end < 0 ? text : text.substring(0, end);
        try {
            return path(new URI(place.startsWith("jar:") ? place.substring(4) : place).toURL());
        } catch (URISyntaxException | MalformedURLException | IllegalArgumentException e) {
            return place;
        }
    }

    private static String path(URL url) {
        try {
            return url.getProtocol().equals("file") ? Path.of(url.toURI()).toString() : url.toString();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return url.toString();
        }
    }

    /** Why a provider cannot be had, in one line. */
    static String reason(Error failure, Class<?> service) {
        if (failure instanceof LinkageError linkage) {
            return linked(linkage);
        }
        String text = String.valueOf(failure.getMessage());
        String named = service.getName() + ": ";
        String reason = text.startsWith(named) ? text.substring(named.length()) : text;
        if (reason.endsWith(" not a subtype")) {
            return reason.replace(" not a subtype", " is no " + service.getSimpleName());
        }
        Throwable cause = failure.getCause();
        while (cause instanceof ExceptionInInitializerError && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause == null) {
            return reason;
        }
        return reason + ": " + (cause instanceof LinkageError linkage ? linked(linkage) : words(cause));
    }

    private static String linked(LinkageError failure) {
        if (failure instanceof UnsupportedClassVersionError) {
            return String.valueOf(failure.getMessage());
        }
        return "built for another version, or a library of it is missing: " + words(failure);
    }

    /** An exception in a few words. */
    static String words(Throwable e) {
        String message = e.getMessage();
        String type = e.getClass().getSimpleName();
        return message == null || message.isBlank() ? type : type + ": " + message;
    }
}
