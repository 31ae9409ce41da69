package org.linekeeper.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The layering of the project. Think hard before changing this file: a rule that gives way here gives way everywhere. */
@AnalyzeClasses(packages = "org.linekeeper", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] PURE_MAY_USE = {
        "java.lang..",
        "java.util",
        "java.util.function",
        "java.util.stream",
        "java.nio.charset",
        "java.util.random",
        "java.time..",
        "org.jspecify..",
        "org.linekeeper..machine..",
        "org.linekeeper.event..",
        "org.linekeeper.config",
        "org.linekeeper.config.model..",
        "org.linekeeper.sip.auth..",
        "org.linekeeper.sip.register..",
        "org.linekeeper.dns.."
    };

    @ArchTest
    static final ArchRule noCyclesBetweenPackages =
            slices().matching("org.linekeeper.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule layersUseOnlyWhatStandsBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("app")
            .definedBy("org.linekeeper.app..")
            .layer("admin")
            .definedBy("org.linekeeper.admin..")
            .layer("cdr")
            .definedBy("org.linekeeper.cdr..")
            .layer("telemetry")
            .definedBy("org.linekeeper.telemetry..")
            .layer("cluster")
            .definedBy("org.linekeeper.cluster..")
            .layer("call")
            .definedBy("org.linekeeper.call..")
            .layer("registration")
            .definedBy("org.linekeeper.registration..")
            .layer("media")
            .definedBy("org.linekeeper.media..")
            .layer("pbxapi")
            .definedBy("org.linekeeper.pbxapi..")
            .layer("event")
            .definedBy("org.linekeeper.event..")
            .layer("config")
            .definedBy("org.linekeeper.config..")
            .layer("sip")
            .definedBy("org.linekeeper.sip..")
            .layer("dns")
            .definedBy("org.linekeeper.dns..")
            .whereLayer("app")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("admin")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("cdr")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("telemetry")
            .mayOnlyBeAccessedByLayers("app")
            .whereLayer("cluster")
            .mayOnlyBeAccessedByLayers("app", "admin", "telemetry")
            .whereLayer("call")
            .mayOnlyBeAccessedByLayers("app", "admin", "cdr", "telemetry", "cluster")
            .whereLayer("registration")
            .mayOnlyBeAccessedByLayers("app", "admin", "telemetry", "cluster", "call")
            .whereLayer("media")
            .mayOnlyBeAccessedByLayers("app", "admin", "telemetry", "call")
            .whereLayer("pbxapi")
            .mayOnlyBeAccessedByLayers("app", "admin", "call", "registration")
            .whereLayer("event")
            .mayOnlyBeAccessedByLayers(
                    "app", "admin", "cdr", "telemetry", "cluster", "call", "registration", "media", "pbxapi");

    @ArchTest
    static final ArchRule theStackKnowsNothingAboveIt = noClasses()
            .that(resideInAnyPackage("org.linekeeper.sip..", "org.linekeeper.dns.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.linekeeper.config..", "org.linekeeper.event.."));

    @ArchTest
    static final ArchRule dnsStandsAlone = noClasses()
            .that(resideInAnyPackage("org.linekeeper.dns..", "org.linekeeper.config.."))
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.linekeeper.sip.."));

    @ArchTest
    static final ArchRule jainSipStaysInItsAdapter = onlyIn("gov.nist..", "org.linekeeper.sip.jain..");

    @ArchTest
    static final ArchRule dnsjavaStaysInDns = onlyIn("org.xbill..", "org.linekeeper.dns..");

    @ArchTest
    static final ArchRule numberingPlansStayWithNumbers = onlyIn("com.google.i18n..", "org.linekeeper.call.number..");

    @ArchTest
    static final ArchRule sqlStaysInTheStore =
            onlyIn("java.sql..", "org.linekeeper.config.store..", "org.linekeeper.cdr..");

    @ArchTest
    static final ArchRule nettyStaysInAdapters = onlyIn(
            "io.netty..",
            "org.linekeeper.sip.transport..",
            "org.linekeeper.sip.jain..",
            "org.linekeeper.media.relay..",
            "org.linekeeper.admin..");

    @ArchTest
    static final ArchRule machinesArePure = classes()
            .that(resideInAnyPackage("org.linekeeper..machine.."))
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(PURE_MAY_USE).or(arrays()));

    @ArchTest
    static final ArchRule machinesDoNotReadClocks = noClasses()
            .that(resideInAnyPackage("org.linekeeper..machine.."))
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    /** Time is a constructor argument; only the composition root says which. */
    @ArchTest
    static final ArchRule onlyTheProgramHasClocks = noClasses()
            .that(resideInAnyPackage(
                    "org.linekeeper.admin..",
                    "org.linekeeper.call..",
                    "org.linekeeper.cdr..",
                    "org.linekeeper.config..",
                    "org.linekeeper.event..",
                    "org.linekeeper.registration..",
                    "org.linekeeper.telemetry.."))
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(java.time.Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule noVagueNames = noClasses().should().haveNameMatching(".*(Manager|Helper|Utils?|Impl)$");

    @ArchTest
    static final ArchRule logsGoThroughSlf4j = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

    @ArchTest
    static final ArchRule onlyTheCommandLinePrints = noClasses()
            .that()
            .resideOutsideOfPackage("org.linekeeper.app..")
            .should(com.tngtech.archunit.lang.conditions.ArchConditions.accessField(System.class, "out"))
            .orShould(com.tngtech.archunit.lang.conditions.ArchConditions.accessField(System.class, "err"));

    @ArchTest
    static final ArchRule everyPackageIsNullMarked = classes()
            .that(nameMatching(".*\\.package-info"))
            .should()
            .beAnnotatedWith(org.jspecify.annotations.NullMarked.class)
            .allowEmptyShould(true);

    private static ArchRule onlyIn(String library, String... homes) {
        return noClasses()
                .that(resideInAnyPackage(homes).negate())
                .should()
                .dependOnClassesThat(resideInAnyPackage(library));
    }

    private static DescribedPredicate<JavaClass> arrays() {
        return DescribedPredicate.describe("arrays and primitives", type -> type.isArray() || type.isPrimitive());
    }
}
