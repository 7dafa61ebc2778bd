package dev.skewer.harness.interleaving;

import dev.skewer.checker.Verdict;
import dev.skewer.harness.shrink.DeltaDebugging;
import dev.skewer.workloads.journal.Append;
import dev.skewer.workloads.journal.JournalOperation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Makes operations that go wrong fewer and simpler. What is tried is carried out in the order in which the simplest so far went wrong, as far
 * as that can be had: where an operation makes no difference, that takes one try. If it does not go wrong so, orders near the recorded one are
 * tried, no further from it than the first that was found.
 */
final class Simplification {
    private final ControlledStore store;
    private final Predicate<Verdict> wanted;
    private final BooleanSupplier isEnough;
    private final int bound;
    private final int mostTried;
    /** The simplest so far, */
    private List<ScheduledOperation> operations;
    /** and how it goes wrong. */
    private Execution execution;

    private long tried;

    /**
     * One that is about to begin.
     *
     * @param store in which things are tried
     * @param wanted whether a verdict is the one that is looked for
     * @param isEnough asked now and then whether to stop
     * @param first goes wrong
     * @param operations whose interleaving it is
     * @param mostTried the most interleavings of one choice of operations, besides the order in which the simplest so far goes wrong
     */
    Simplification(
            ControlledStore store,
            Predicate<Verdict> wanted,
            BooleanSupplier isEnough,
            Exploration.Result first,
            List<ScheduledOperation> operations,
            int mostTried) {
        this.store = store;
        this.wanted = wanted;
        this.isEnough = isEnough;
        this.bound = first.bound();
        this.mostTried = mostTried;
        this.operations = operations;
        this.execution = first.found().orElseThrow();
    }

    /** The operations of the simplest so far. */
    List<ScheduledOperation> operations() {
        return operations;
    }

    /** The order in which it goes wrong. */
    List<Integer> schedule() {
        return execution.schedule();
    }

    /** How many interleavings were carried out. */
    long tried() {
        return tried;
    }

    /** Removes what is not needed, makes the rest simpler, and finds an order with as few preemptions as it can have. */
    void simplify() {
        List<ScheduledOperation> before;
        do {
            before = operations;
            DeltaDebugging.minimize(before, part -> !part.isEmpty() && goesWrong(part));
            smallerValues();
        } while (!operations.equals(before) && !isEnough.getAsBoolean());
        goesWrong(byFewerProcesses(operations));
        explore(operations, Exploration.Cost.PREEMPTIONS, execution.preemptions() - 1);
        // Whatever the time, as it makes the steps readable and changes nothing but names.
        goesWrongLikewise(renumbered(operations));
    }

    private boolean goesWrong(List<ScheduledOperation> others) {
        return !isEnough.getAsBoolean()
                && (goesWrongLikewise(others) || explore(others, Exploration.Cost.DEVIATIONS, bound));
    }

    /** Whether they go wrong in an order that costs no more; then they are the simplest. */
    private boolean explore(List<ScheduledOperation> others, Exploration.Cost cost, int mostCost) {
        Exploration.Result result = new Exploration(store, others, cost)
                .find(each -> wanted.test(each.verdict()), mostTried, mostCost, isEnough);
        tried += result.tried();
        result.found().ifPresent(found -> take(others, found));
        return result.found().isPresent();
    }

    /** Whether they go wrong in the order in which the simplest does; then they are the simplest. */
    private boolean goesWrongLikewise(List<ScheduledOperation> others) {
        boolean isInPlace = others.size() == operations.size();
        List<Integer> order = execution.moves().stream()
                .map(move -> isInPlace ? others.get(move.operation()) : operations.get(move.operation()))
                .filter(others::contains)
                .map(ScheduledOperation::process)
                .toList();
        Execution likewise = store.execute(others, Chooser.guidedBy(order), event -> {});
        tried++;
        if (wanted.test(likewise.verdict())) {
            take(others, likewise);
            return true;
        }
        return false;
    }

    private void take(List<ScheduledOperation> others, Execution goneWrong) {
        operations = List.copyOf(others);
        execution = goneWrong;
    }

    /** With entries from 1 up, invocations from 0 up, and processes from 0 up, as they come. */
    private List<ScheduledOperation> renumbered(List<ScheduledOperation> operations) {
        long[] entries = {0};
        List<Long> invocations = operations.stream()
                .flatMapToLong(each -> Arrays.stream(each.action().ids()))
                .distinct()
                .boxed()
                .toList();
        // Those of clients first: what happens to the store is told without a process.
        List<Integer> processes = Stream.of(true, false)
                .flatMap(isCalled -> execution.moves().stream()
                        .filter(move ->
                                operations.get(move.operation()).called().isPresent() == isCalled)
                        .map(Execution.Move::process))
                .distinct()
                .toList();
        return operations.stream()
                .map(each -> each.by(processes.indexOf(each.process())))
                .map(each -> each.called()
                        .map(operation -> each.with(
                                StoryOperations.numbered(operation, entries).on(invocations::indexOf)))
                        .orElse(each))
                .toList();
    }

    /** Replaces each operation by the first simpler one that does. */
    private void smallerValues() {
        var rest = new ArrayList<>(operations);
        for (int i = 0; i < rest.size(); i++) {
            ScheduledOperation original = rest.get(i);
            for (JournalOperation simpler :
                    original.called().stream().flatMap(Simplification::simpler).toList()) {
                rest.set(i, original.with(simpler));
                if (goesWrong(rest)) {
                    break;
                }
                rest.set(i, original);
            }
        }
    }

    private static Stream<JournalOperation> simpler(JournalOperation operation) {
        if (operation instanceof JournalOperation.Trim trim) {
            return numbers(0, trim.length()).map(length -> new JournalOperation.Trim(trim.id(), length));
        }
        if (operation instanceof JournalOperation.Compact compact) {
            return numbers(1, compact.first()).map(first -> new JournalOperation.Compact(compact.id(), first));
        }
        if (operation instanceof JournalOperation.SetState set) {
            return Stream.of(new JournalOperation.AppendOne(new Append(set.id(), set.entry())));
        }
        if (operation instanceof JournalOperation.AppendAll all) {
            return all.appends().size() == 1
                    ? Stream.of(new JournalOperation.AppendOne(all.appends().get(0)))
                    : all.appends().stream()
                            .map(one -> new JournalOperation.AppendAll(all.appends().stream()
                                    .filter(other -> other.entry() != one.entry())
                                    .toList()));
        }
        if (operation instanceof JournalOperation.Read read && (read.range() || read.state())) {
            return Stream.of(
                            new JournalOperation.Read(read.id(), false, false),
                            new JournalOperation.Read(read.id(), read.range(), false))
                    .filter(simpler -> !simpler.equals(read))
                    .map(JournalOperation.class::cast);
        }
        if (operation instanceof JournalOperation.Scan scan) {
            LongStream ids = Arrays.stream(scan.ids());
            return scan.ids().length == 1
                    ? ids.mapToObj(id -> new JournalOperation.Read(id, false, false))
                    : ids.mapToObj(id -> new JournalOperation.Scan(Arrays.stream(scan.ids())
                            .filter(other -> other != id)
                            .toArray()));
        }
        return Stream.of();
    }

    /** From one number up to below another. */
    private static Stream<Integer> numbers(int from, int to) {
        return Stream.iterate(from, number -> number < to, number -> number + 1);
    }

    /** Each operation by the first process that is free when it begins. */
    private static List<ScheduledOperation> byFewerProcesses(List<ScheduledOperation> operations) {
        var ends = new ArrayList<Long>();
        var rest = new ArrayList<ScheduledOperation>();
        for (ScheduledOperation each : operations) {
            int process = 0;
            while (process < ends.size() && ends.get(process) >= each.from()) {
                process++;
            }
            if (process == ends.size()) {
                ends.add(each.to());
            } else {
                ends.set(process, each.to());
            }
            rest.add(each.by(process));
        }
        return rest;
    }
}
