package dev.skewer.junit;

import dev.skewer.checker.Verdict;
import dev.skewer.results.summary.RunSummary;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Makes of a method with {@link ConsistencyTest} a test for each seed. */
final class ConsistencyExtension implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return context.getTestMethod()
                .filter(method -> AnnotationSupport.isAnnotated(method, ConsistencyTest.class))
                .isPresent();
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        ConsistencyTest test =
                AnnotationSupport.findAnnotation(method, ConsistencyTest.class).orElseThrow();
        long[] seeds = new Configuration(context).seeds().orElse(test.seeds());
        if (seeds.length == 0) {
            throw Complaints.of(context, "seeds: there is none; give one, as in seeds = 1");
        }
        if (LongStream.of(seeds).distinct().count() < seeds.length) {
            throw Complaints.of(context, "seeds: one is there twice");
        }
        return LongStream.of(seeds).mapToObj(seed -> new OneSeed(test, seed));
    }

    private record OneSeed(ConsistencyTest test, long seed) implements TestTemplateInvocationContext {
        @Override
        public String getDisplayName(int index) {
            return String.format(Locale.ROOT, "seed %d", seed);
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(new OneRun(test, seed));
        }
    }

    /** Carries out the run when all is set up, and hands its outcome to the method. */
    private static final class OneRun implements BeforeTestExecutionCallback, ParameterResolver {
        private final ConsistencyTest test;
        private final long seed;
        private @Nullable ConsistencyOutcome outcome;

        OneRun(ConsistencyTest test, long seed) {
            this.test = test;
            this.seed = seed;
        }

        @Override
        public void beforeTestExecution(ExtensionContext context) {
            var run = new ConsistencyRun(context, test, seed);
            ConsistencyOutcome found = run.execute();
            outcome = found;
            context.publishReportEntry(Map.of(
                    "skewer.verdict", found.verdict().valid().toString(),
                    "skewer.report", found.report().toString()));
            run.judge(found);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return List.of(ConsistencyOutcome.class, RunSummary.class, Verdict.class)
                    .contains(parameter.getParameter().getType());
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            ConsistencyOutcome known = outcome;
            if (known == null) {
                throw Complaints.of(
                        context,
                        "a " + parameter.getParameter().getType().getSimpleName()
                                + " is known to the method of the test alone, not to what comes before it");
            }
            Class<?> type = parameter.getParameter().getType();
            return type == Verdict.class ? known.verdict() : type == RunSummary.class ? known.summary() : known;
        }
    }
}
