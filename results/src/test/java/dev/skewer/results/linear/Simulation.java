package dev.skewer.results.linear;

import dev.skewer.checker.Example;
import dev.skewer.checker.Validity;
import dev.skewer.results.linear.LinearView.Op;
import dev.skewer.results.linear.LinearView.Refusal;
import dev.skewer.results.linear.LinearView.Status;
import dev.skewer.results.linear.LinearView.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Views of made-up checks: processes call a register, each call takes effect at a moment of its own, and what the calls
 * return follows from the order of these moments, which therefore is a linearization.
 */
final class Simulation {
    private static final int VALUES = 5;
    private static final int UNKNOWN_PER_THOUSAND = 20;

    /** A call before it is known what it returns. */
    private record Call(int process, long invoked, long effect, long completed, int kind, int a, int b, boolean lost) {}

    private final List<Call> calls = new ArrayList<>();
    private final List<Op> ops = new ArrayList<>();
    private final List<Step> path = new ArrayList<>();

    private Simulation(int processes, int size, boolean withUnknown, long seed) {
        var random = new Random(seed);
        int fresh = processes;
        for (int p = 0; p < processes; p++) {
            int process = p;
            long now = random.nextInt(2_000_000);
            for (int i = 0; i < size / processes; i++) {
                long invoked = now + 20_000 + random.nextInt(1_500_000);
                long effect = invoked + 1 + random.nextInt(800_000);
                now = effect + 1 + random.nextInt(1_200_000);
                boolean lost = withUnknown && random.nextInt(1000) < UNKNOWN_PER_THOUSAND;
                calls.add(new Call(
                        process,
                        invoked,
                        effect,
                        now,
                        random.nextInt(3),
                        random.nextInt(VALUES),
                        random.nextInt(VALUES),
                        lost));
                if (lost) {
                    process = fresh++;
                }
            }
        }
        calls.sort(Comparator.comparingLong(Call::invoked));
        List<Long> events = calls.stream()
                .flatMap(call -> Stream.of(call.invoked, call.completed))
                .sorted()
                .toList();
        List<Integer> byEffect = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            byEffect.add(i);
        }
        byEffect.sort(Comparator.comparingLong(i -> calls.get(i).effect));
        var made = new Op[calls.size()];
        int state = 0;
        for (int i : byEffect) {
            Call call = calls.get(i);
            boolean fails = call.kind == 2 && state != call.a;
            String text = switch (call.kind) {
                case 0 -> "read";
                case 1 -> "write " + call.a;
                default -> "cas " + call.a + " " + call.b;
            };
            String answer = call.kind == 0 && !call.lost ? String.valueOf(state) : "";
            Status status = call.lost ? Status.INFO : fails ? Status.FAIL : Status.OK;
            made[i] = new Op(
                    String.valueOf(call.process),
                    text,
                    answer,
                    status,
                    rank(events, call.invoked),
                    rank(events, call.invoked),
                    call.lost ? LinearView.NONE : rank(events, call.completed),
                    call.invoked,
                    call.completed);
            if (!fails) {
                state = call.kind == 1 ? call.a : call.kind == 2 ? call.b : state;
                path.add(new Step(i, String.valueOf(state)));
            }
        }
        ops.addAll(List.of(made));
    }

    private static int rank(List<Long> events, long moment) {
        return Collections.binarySearch(events, moment);
    }

    /** A history that is linearizable, with the order that explains it. */
    static LinearView valid(int processes, int size, boolean withUnknown, long seed) {
        var simulated = new Simulation(processes, size, withUnknown, seed);
        return simulated.view(Validity.TRUE, simulated.path, LinearView.NONE, List.of(), List.of());
    }

    /** The same with a read in the middle that returns what nobody ever wrote. */
    static LinearView broken(int processes, int size, boolean withUnknown, long seed) {
        var simulated = new Simulation(processes, size, withUnknown, seed);
        List<Op> ops = simulated.ops;
        int stuck = ops.size() / 2;
        while (ops.get(stuck).answer().isEmpty()) {
            stuck++;
        }
        Op read = ops.get(stuck);
        ops.set(
                stuck,
                new Op(
                        read.process(),
                        read.call(),
                        "7",
                        Status.OK,
                        read.index(),
                        read.invokedRank(),
                        read.completedRank(),
                        read.invoked(),
                        read.completed()));
        int wrong = stuck;
        List<Step> longest = simulated.path.stream()
                .filter(step -> simulated.calls.get(step.op()).effect < read.completed() && step.op() != wrong)
                .toList();
        Step last = longest.get(longest.size() - 1);
        var refusal = new Refusal(last.state(), "a read would return " + last.state() + ", not 7");
        return simulated.view(Validity.FALSE, longest, stuck, List.of(refusal), List.of(stuck));
    }

    private LinearView view(Validity valid, List<Step> shown, int stuck, List<Refusal> refusals, List<Integer> core) {
        return new LinearView(
                "simulated.edn",
                valid,
                "cas-register",
                "",
                "0",
                ops,
                List.of(shown),
                true,
                stuck,
                refusals,
                core,
                core.isEmpty() ? null : story(core),
                List.of());
    }

    private Example story(List<Integer> core) {
        List<Example.Step> steps = core.stream()
                .map(op -> new Example.Step(
                        "T" + op,
                        op,
                        "0",
                        0,
                        1,
                        "read",
                        Example.Kind.READ,
                        ops.get(op).call(),
                        ""))
                .toList();
        return new Example("it fits nowhere", steps, List.of(), "nothing wrote it.");
    }
}
