package dev.skewer.store.server;

import dev.skewer.store.Defect;
import dev.skewer.store.Durability;
import dev.skewer.store.StoreOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a server is started, as arguments {@code NAME=VALUE} of its process.
 *
 * @param host the address to listen on
 * @param directory of the store; made if it is not there
 * @param announcement the file that takes the port when the server serves; written whole or not at all
 * @param partitions see {@link StoreOptions#partitions()}
 * @param durability see {@link StoreOptions#durability()}
 * @param defects see {@link StoreOptions#defects()}
 * @param sharedLog see {@link StoreOptions#sharedLog()}; the server is a standby then until it is asked to lead
 */
public record ServerOptions(
        InetAddress host,
        Path directory,
        Path announcement,
        int partitions,
        Durability durability,
        Set<Defect> defects,
        @Nullable Path sharedLog) {
    /** Copies the set. */
    public ServerOptions {
        defects = Set.copyOf(defects);
    }

    /** The arguments that {@link #parse} makes these options of. */
    public List<String> arguments() {
        var arguments = new ArrayList<>(List.of(
                "host=" + host.getHostAddress(),
                "directory=" + directory,
                "announcement=" + announcement,
                "partitions=" + partitions,
                "durability=" + durability.id(),
                "defects=" + defects.stream().map(Defect::id).sorted().collect(Collectors.joining(","))));
        if (sharedLog != null) {
            arguments.add("shared-log=" + sharedLog);
        }
        return arguments;
    }

    /**
     * The options that arguments stand for.
     *
     * @throws IllegalArgumentException in one line, if they are none
     */
    static ServerOptions parse(String... arguments) {
        var values = new HashMap<String, String>();
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("'" + argument + "' is not NAME=VALUE");
            }
            values.put(argument.substring(0, equals), argument.substring(equals + 1));
        }
        var missing =
                new ArrayList<>(List.of("host", "directory", "announcement", "partitions", "durability", "defects"));
        missing.removeAll(values.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("no " + missing.get(0) + " is given");
        }
        return new ServerOptions(
                address(values.getOrDefault("host", "")),
                Path.of(values.getOrDefault("directory", "")),
                Path.of(values.getOrDefault("announcement", "")),
                Integer.parseInt(values.getOrDefault("partitions", "")),
                Durability.of(values.getOrDefault("durability", "")),
                defects(values.getOrDefault("defects", "")),
                values.containsKey("shared-log") ? Path.of(values.getOrDefault("shared-log", "")) : null);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("'" + text + "' is not an address", e);
        }
    }

    private static Set<Defect> defects(String ids) {
        Set<Defect> defects = EnumSet.noneOf(Defect.class);
        for (String id : ids.isEmpty() ? new String[0] : ids.split(",", -1)) {
            defects.add(Defect.of(id).orElseThrow(() -> new IllegalArgumentException("unknown defect '" + id + "'")));
        }
        return defects;
    }

    StoreOptions store() {
        return StoreOptions.builder()
                .partitions(partitions)
                .durability(durability)
                .forCrashes()
                // So that reads go to files, which faults of disks need.
                .blockCacheBytes(0)
                .defects(defects)
                .sharedLog(sharedLog)
                .build();
    }
}
