package dev.skewer.junit;

import dev.skewer.workloads.Workloads;
import dev.skewer.workloads.target.Controls;
import dev.skewer.workloads.target.NoEffectException;
import dev.skewer.workloads.target.Target;
import dev.skewer.workloads.target.TargetProvider;
import dev.skewer.workloads.target.TargetSettings;
import dev.skewer.workloads.target.TargetType;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The targets that a test class has itself: those of its {@link TargetUnderTest}s, and of the providers that its test names. */
final class OwnTargets {
    private final ExtensionContext context;
    private final ConsistencyTest test;

    OwnTargets(ExtensionContext context, ConsistencyTest test) {
        this.context = context;
        this.test = test;
    }

    /** All of them; those of an enclosing class only if the class itself has none. */
    List<TargetType> all() {
        List<TargetType> all = new ArrayList<>();
        for (Class<? extends TargetProvider> provider : test.targets()) {
            Collection<TargetType> brought = provided(provider);
            if (brought == null) {
                throw Complaints.of(context, "targets: " + provider.getName() + " brings no list of targets, but null");
            }
            all.addAll(brought);
        }
        if (all.isEmpty()) {
            Class<?> where = context.getRequiredTestClass();
            while (where != null && all.isEmpty()) {
                all.addAll(annotated(where));
                where = where.getEnclosingClass();
            }
        }
        return all;
    }

    private @Nullable Collection<TargetType> provided(Class<? extends TargetProvider> provider) {
        try {
            return ReflectionSupport.newInstance(provider).targets();
        } catch (RuntimeException | LinkageError e) {
            throw Complaints.of(context, new IllegalArgumentException("targets: " + provider.getName() + ": " + e, e));
        }
    }

    private List<TargetType> annotated(Class<?> where) {
        List<TargetType> all = new ArrayList<>();
        AnnotationSupport.findAnnotatedFields(
                        where, TargetUnderTest.class, field -> true, HierarchyTraversalMode.TOP_DOWN)
                .forEach(field -> all.add(of(field)));
        AnnotationSupport.findAnnotatedMethods(where, TargetUnderTest.class, HierarchyTraversalMode.TOP_DOWN)
                .forEach(method -> all.add(of(method)));
        return all;
    }

    private TargetType of(Field field) {
        if (!TargetType.class.isAssignableFrom(field.getType())) {
            throw misused(
                    field,
                    "a field must be a TargetType; a method may return a Target, as each run opens one and closes it");
        }
        Object instance = instanceFor(field);
        try {
            field.setAccessible(true);
            return typed(field, field.get(instance));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private TargetType of(Method method) {
        List<Class<?>> parameters = List.of(method.getParameterTypes());
        if (TargetType.class.isAssignableFrom(method.getReturnType()) && parameters.isEmpty()) {
            return typed(method, invoke(method));
        }
        boolean takesSettings = parameters.equals(List.of(TargetSettings.class));
        if (!Target.class.isAssignableFrom(method.getReturnType()) || !(parameters.isEmpty() || takesSettings)) {
            throw misused(
                    method,
                    "a method must return a Target and take nothing or TargetSettings, or return a TargetType and take nothing");
        }
        return TargetType.named(targetName(method), settings -> takesSettings ? open(method, settings) : open(method))
                .described("The target of " + Complaints.nameOf(context) + ".", "")
                .isolations(levels(test.isolation()), levels(test.isolation()).get(0))
                .durabilities(
                        levels(test.durability()), levels(test.durability()).get(0))
                .protocols(Set.of(Workloads.of(test.workload()).protocol()))
                .controls(controls(method.getReturnType()))
                .build();
    }

    private static List<String> levels(String named) {
        return List.of(named.isEmpty() ? "default" : named);
    }

    private String targetName(Method method) {
        String given = method.getAnnotation(TargetUnderTest.class).name();
        if (!given.isEmpty()) {
            return given;
        }
        String name = context.getRequiredTestClass()
                .getSimpleName()
                .replaceAll("[^A-Za-z0-9._-]+", "-")
                .replaceAll("^[^A-Za-z0-9]+", "");
        return name.isEmpty() ? "target" : name;
    }

    /** The interfaces by which faults reach a target. */
    private static Set<Class<? extends Controls>> controls(Class<?> type) {
        Set<Class<? extends Controls>> controls = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            Arrays.stream(each.getInterfaces()).forEach(face -> addControls(face, controls));
        }
        return controls;
    }

    private static void addControls(Class<?> face, Set<Class<? extends Controls>> controls) {
        if (Controls.class.isAssignableFrom(face) && face != Controls.class) {
            controls.add(face.asSubclass(Controls.class));
        }
        Arrays.stream(face.getInterfaces()).forEach(wider -> addControls(wider, controls));
    }

    private TargetType typed(Member member, @Nullable Object value) {
        return Optional.ofNullable((TargetType) value)
                .orElseThrow(() -> misused(member, "there is a target, and not null"));
    }

    private Target open(Method method, Object... arguments) {
        Object opened;
        try {
            opened = invoke(method, arguments);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Exception e) {
            // The method may declare it, and reflection throws it as it is.
            throw new NoEffectException(e.toString(), e);
        }
        return Optional.ofNullable((Target) opened)
                .orElseThrow(() -> misused(method, "it returns a Target, and not null"));
    }

    private @Nullable Object invoke(Method method, Object... arguments) {
        return ReflectionSupport.invokeMethod(method, instanceFor(method), arguments);
    }

    private @Nullable Object instanceFor(Member member) {
        return Modifier.isStatic(member.getModifiers())
                ? null
                : context.getRequiredTestInstances()
                        .findInstance(member.getDeclaringClass())
                        .orElseThrow(() -> misused(member, "it is static, as there is no instance of its class here"));
    }

    private RuntimeException misused(Member member, String right) {
        return Complaints.of(context, "@TargetUnderTest " + nameOf(member) + ": right would be that " + right);
    }

    private static String nameOf(Member member) {
        return member.getDeclaringClass().getSimpleName() + "." + member.getName();
    }

    /** The names of targets, for a complaint. */
    static String names(List<TargetType> types) {
        return types.stream().map(TargetType::name).collect(Collectors.joining(", "));
    }
}
