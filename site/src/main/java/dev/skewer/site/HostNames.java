package dev.skewer.site;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.util.HostPort;

/**
 * Names under which the site answers. A page of somebody else's can have its own name lead to this machine (DNS rebinding) and then read
 * what the site says as its own; its requests carry its name, and are refused. An address is no name that could be made to lead here.
 * Ports are not looked at, as those of a tunnel differ.
 */
final class HostNames {
    private final Set<String> names = new TreeSet<>();
    private final boolean acceptsAddresses;

    /**
     * The names of a site.
     *
     * @param bound the address that it is bound to
     * @param bind the same as the user wrote it
     * @param further names that the user has given it besides
     */
    HostNames(InetAddress bound, String bind, Iterable<String> further) {
        names.add("localhost");
        names.add("127.0.0.1");
        names.add("::1");
        names.add(plain(bind));
        names.add(plain(bound.getHostAddress()));
        further.forEach(name -> names.add(plain(name)));
        acceptsAddresses = !bound.isLoopbackAddress();
    }

    /** Whether a request for this host is for the site. */
    boolean accepts(String host) {
        try {
            String name = plain(new HostPort(host).getHost());
            return names.contains(name) || (acceptsAddresses && isAddress(name));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Four numbers, or what has a colon, which no name has. */
    private static boolean isAddress(String name) {
        return name.matches("\\d{1,3}(\\.\\d{1,3}){3}") || name.matches("[0-9a-f:.]*:[0-9a-f:.]*");
    }

    private static String plain(String host) {
        String name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        return name.toLowerCase(Locale.ROOT);
    }
}
