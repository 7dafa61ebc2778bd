package dev.skewer.junit;

import dev.skewer.workloads.target.TargetProvider;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of a store's consistency: clients carry out a workload on it at once, faults may happen meanwhile, and the test fails unless
 * what they saw is what the store promises. It is run once for each seed, after {@code @BeforeEach} methods and before the method itself,
 * which may look at the {@link ConsistencyOutcome} further, or be empty.
 *
 * <p>What is tested is a target that the test class has itself ({@link TargetUnderTest}, or {@link #targets}), or one that Skewer knows
 * by name ({@link #target}). The attributes are the options of {@code skewer test}; what is left out is as there.
 *
 * <p>A run that has seen too little to fail does not pass, and neither does one that could not be judged within its limits
 * ({@link #allowUnknown}).
 *
 * <p>May stand on another annotation, which then stands for all that it says.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@TestTemplate
@ExtendWith(ConsistencyExtension.class)
public @interface ConsistencyTest {
    /** What clients do: {@code journal}, {@code register}, {@code bank}, {@code set}, {@code queue}, {@code counter}, or one of a jar. */
    String workload() default "journal";

    /**
     * What is tested, by name: one of the test class's own, or one that a jar on the class path brings, such as {@code h2}. Needed where
     * the test class has none, or more than one.
     */
    String target() default "";

    /** What the workload lets one set, each as {@code NAME=VALUE}. */
    String[] workloadOptions() default {};

    /** What brings targets of the test class's own; made with the constructor that takes nothing. */
    Class<? extends TargetProvider>[] targets() default {};

    /** One of the target's isolation levels; its standard if left out. */
    String isolation() default "";

    /** One of the target's durability levels; its standard if left out. */
    String durability() default "";

    /** What else the target lets one set, each as {@code NAME=VALUE}. */
    String[] targetOptions() default {};

    /** Mistakes to plant in the target, by their ids. */
    String[] defects() default {};

    /** Faults to inject, each as {@code skewer test --fault} takes it: {@code kill}, {@code pause(every=2s,for=500ms)}. */
    String[] faults() default {};

    /**
     * Each run's seed, from which all that is random derives. The configuration parameter {@code skewer.seeds}, or the environment variable
     * {@code SKEWER_SEEDS}, has others in their place, comma-separated.
     */
    long[] seeds() default {1};

    /** Logical processes. */
    int concurrency() default 8;

    /** Objects, such as invocations or registers, that live at a time. */
    int keys() default 32;

    /** Ends a run after so many operations; 0 is no limit. */
    long ops() default 0;

    /** Ends a run after a time such as {@code 30s}; ten seconds, if there is no limit of operations either. */
    String timeLimit() default "";

    /** After so long an operation counts as one of unknown outcome. */
    String opTimeout() default "5s";

    /** Operations per second, over all processes; 0 is no limit. */
    double rate() default 0;

    /** Whether a run ends at the first anomaly. */
    boolean failFast() default false;

    /**
     * Anomalies that each run must find, by their names, and then it ends: for a test that shows that a mistake, or a level that is too
     * weak, would be found. None: nothing may be found.
     */
    String[] expect() default {};

    /** Whether a run passes that could not be judged, or saw too little; it is then up to the method to look at the outcome. */
    boolean allowUnknown() default false;

    /** Whether the test is skipped, rather than failed, where its target, or a fault on it, is not available. */
    boolean assumeAvailable() default false;
}
