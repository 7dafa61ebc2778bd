package dev.skewer.workloads.runner;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Threads of a run, and where they stand. */
final class Threads {
    /** Calls of a stack that say where a thread stands. */
    private static final int FRAMES = 6;
    /** Where calls of a target begin. */
    private static final Set<String> OWN = Set.of(Worker.class.getName(), Run.class.getName());

    private static final List<String> JDK = List.of("java.", "jdk.", "sun.");

    private Threads() {}

    /** A thread that keeps no JVM alive; its name begins with {@code skewer-}. */
    static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "skewer-" + name);
        thread.setDaemon(true);
        return thread;
    }

    /** Where threads stand: how many at each place, by their innermost calls. */
    static Map<String, Integer> places(List<Thread> threads) {
        var places = new TreeMap<String, Integer>();
        for (Thread thread : threads) {
            String place = place(thread);
            if (!place.isEmpty()) {
                places.merge(place, 1, Integer::sum);
            }
        }
        return places;
    }

    /** The innermost call of a thread and those outside the JDK that led there, in one line; empty if it has ended. */
    private static String place(Thread thread) {
        List<StackTraceElement> calls = Arrays.stream(thread.getStackTrace())
                .takeWhile(call -> !OWN.contains(call.getClassName()))
                .filter(call -> !call.getClassName().contains("$$Lambda"))
                .toList();
        return IntStream.range(0, calls.size())
                .filter(i -> i == 0 || !isJdk(calls.get(i)))
                .limit(FRAMES)
                .mapToObj(i -> text(calls.get(i)))
                .collect(Collectors.joining(" < "));
    }

    private static boolean isJdk(StackTraceElement call) {
        return JDK.stream().anyMatch(call.getClassName()::startsWith);
    }

    private static String text(StackTraceElement call) {
        String line = call.getLineNumber() < 0 ? "" : ":" + call.getLineNumber();
        return call.getClassName() + "." + call.getMethodName() + "(" + call.getFileName() + line + ")";
    }
}
