package dev.skewer.harness;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures;
import org.junit.jupiter.api.Test;

/** The rooms of the house and the doors between them, as {@code docs/architecture.md} draws them. */
class HouseTest {
    private static final JavaClasses HOUSE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // What tests of several modules share comes as a jar of its own.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.skewer");

    @Test
    void dependenciesRunOneWay() {
        Architectures.layeredArchitecture()
                .consideringOnlyDependenciesInAnyPackage("dev.skewer..")
                .layer("checker")
                .definedBy("dev.skewer.checker..", "dev.skewer.history..", "dev.skewer.registry..")
                .layer("store")
                .definedBy("dev.skewer.store..")
                .layer("workloads")
                .definedBy("dev.skewer.workloads..")
                .layer("database")
                .definedBy("dev.skewer.database..")
                .layer("targets")
                .definedBy("dev.skewer.targets..")
                .layer("results")
                .definedBy("dev.skewer.results..")
                .layer("site")
                .definedBy("dev.skewer.site..")
                .layer("harness")
                .definedBy("dev.skewer.harness..")
                .whereLayer("checker")
                .mayNotAccessAnyLayer()
                .whereLayer("store")
                .mayNotAccessAnyLayer()
                .whereLayer("workloads")
                .mayOnlyAccessLayers("checker")
                .whereLayer("database")
                .mayOnlyAccessLayers("checker", "workloads")
                .whereLayer("targets")
                .mayOnlyAccessLayers("store", "database", "workloads")
                .whereLayer("results")
                .mayOnlyAccessLayers("checker")
                .whereLayer("site")
                .mayOnlyAccessLayers("checker", "results")
                // What a target promises of crashes is said in the checker's words, as what its history is held to.
                .ignoreDependency(
                        resideInAPackage("dev.skewer.targets.."),
                        nameMatching("dev\\.skewer\\.checker\\.DurabilityPromise(\\$.*)?"))
                .check(HOUSE);
    }

    @Test
    void onlyTheStoreKnowsRocksDb() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.skewer.store..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.rocksdb..")
                .check(HOUSE);
    }

    @Test
    void whoOnlyWantsToCheckNeedsLittle() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.skewer.checker..", "dev.skewer.history..", "dev.skewer.registry..")
                .should()
                .dependOnClassesThat(DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(
                        "dev.skewer.checker..",
                        "dev.skewer.history..",
                        "dev.skewer.registry..",
                        "java..",
                        "org.jspecify..",
                        "com.github.luben.zstd..")))
                .check(HOUSE);
    }

    /** The JUnit extension takes these packages, and leaves out of a store's test suite what else belongs to the command line. */
    @Test
    void whoOnlyRunsTestsNeedsNoCommandLine() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.skewer.harness.run", "dev.skewer.harness.console")
                .and()
                .haveNameNotMatching(".*\\.(Logback(File|Setup)|ProgressLine)(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "dev.skewer..",
                                "picocli..",
                                "ch.qos.logback..",
                                "me.tongfei..",
                                "tools.jackson.dataformat..")
                        .and(DescribedPredicate.not(resideInAnyPackage(
                                "dev.skewer.harness.run",
                                "dev.skewer.harness.console",
                                "dev.skewer.results..",
                                "dev.skewer.workloads..",
                                "dev.skewer.targets.node..",
                                "dev.skewer.checker..",
                                "dev.skewer.history..",
                                "dev.skewer.registry.."))))
                .check(HOUSE);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.skewer.(**)").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void onlyTheCommandLineTouchesTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.skewer.harness")
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(HOUSE);
    }
}
