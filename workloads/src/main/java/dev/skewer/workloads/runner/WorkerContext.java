package dev.skewer.workloads.runner;

import dev.skewer.workloads.Names;
import dev.skewer.workloads.Workload;
import dev.skewer.workloads.target.Target;
import java.util.concurrent.atomic.LongAdder;

/**
 * What all workers of a phase share.
 *
 * @param session makes clients
 * @param target what they wait for
 * @param rounds where slots wait for each other
 * @param clock of the run
 * @param names of the history
 * @param begun counts the operations that have begun
 * @param problems where to say what went wrong
 * @param stop when to end early
 */
record WorkerContext<O>(
        Workload.Session<O> session,
        Target target,
        Rounds rounds,
        RunClock clock,
        Names names,
        LongAdder begun,
        Problems problems,
        StopSignal stop) {}
