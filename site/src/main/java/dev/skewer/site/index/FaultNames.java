package dev.skewer.site.index;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which faults a spec names, whatever their schedules: {@code sequence(kill,pause(after=1s),every=5s)} has {@code kill} and {@code pause}. */
final class FaultNames {
    /** A name where a fault can stand; options have {@code =} behind their names, and their values before them. */
    private static final Pattern NAME = Pattern.compile("(?<=^|[(,])\\s*([\\p{L}][\\p{L}\\p{N}_.-]*)\\s*(?=[(,)]|$)");

    /** What begins a schedule of several. */
    private static final Set<String> GROUPS = Set.of("sequence", "together");

    /** More than any test has. */
    private static final int MAX_NAMES = 64;

    private FaultNames() {}

    static List<String> of(Map<String, Object> spec) {
        if (!(spec.get("fault") instanceof List<?> schedules)) {
            return List.of();
        }
        var names = new ArrayList<String>();
        for (Object schedule : schedules) {
            Matcher matcher = NAME.matcher(String.valueOf(schedule));
            while (matcher.find() && names.size() < MAX_NAMES) {
                String name = matcher.group(1);
                if (!GROUPS.contains(name) && !names.contains(name)) {
                    names.add(name.intern());
                }
            }
        }
        return names;
    }
}
