package dev.skewer.workloads.runner;

import java.util.ArrayList;
import java.util.List;

/** What went wrong with a run itself, a line each: the first few, and how many more. */
final class Problems {
    private static final int KEPT = 20;

    private final List<String> kept = new ArrayList<>();
    private long more;

    synchronized void add(String problem) {
        if (kept.contains(problem)) {
            return;
        }
        if (kept.size() < KEPT) {
            kept.add(problem.replaceAll("\\s*\\R\\s*", " "));
        } else {
            more++;
        }
    }

    synchronized boolean isEmpty() {
        return kept.isEmpty();
    }

    synchronized List<String> toList() {
        var all = new ArrayList<>(kept);
        if (more > 0) {
            all.add("and " + more + " more problems");
        }
        return all;
    }
}
