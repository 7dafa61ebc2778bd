package dev.skewer.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the {@link ConsistencyTest consistency tests} of a class test: a field or a method of the class, of one that it extends or of one
 * that it is nested in; static or not, of any visibility.
 *
 * <ul>
 *   <li>A method that returns a {@link dev.skewer.workloads.target.Target} opens one for each run, empty, and the run closes it. It takes
 *       nothing, or the run's {@link dev.skewer.workloads.target.TargetSettings}. The target is held to speak the workload's protocol and
 *       to have the levels that the test names; which faults suit it is told by the
 *       {@link dev.skewer.workloads.target.Controls} that the method's return type implements.
 *   <li>A field or a method without parameters of type {@link dev.skewer.workloads.target.TargetType} says all of that itself, and what
 *       crashes may undo.
 * </ul>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
public @interface TargetUnderTest {
    /** What it is called where a {@link dev.skewer.workloads.target.Target} has no name; the test class's name if left out. */
    String name() default "";
}
