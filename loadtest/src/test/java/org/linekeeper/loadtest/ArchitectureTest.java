package org.linekeeper.loadtest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** This module looks at the gateway from outside: by SIP, HTTP and DNS on sockets. */
class ArchitectureTest {
    private static final String[] OURS = {
        "org.linekeeper.loadtest..", "org.linekeeper.simulator..", "org.linekeeper.interop.."
    };

    @AnalyzeClasses(packages = {"org.linekeeper.loadtest", "org.linekeeper.simulator", "org.linekeeper.interop"})
    static class AllClasses {
        @ArchTest
        static final ArchRule NOTHING_OF_THE_PRODUCT = noClasses()
                .that()
                .resideInAnyPackage(OURS)
                .should()
                .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                        "are the product's",
                        type -> type.getPackageName().startsWith("org.linekeeper.")
                                && !type.getPackageName()
                                        .matches("org\\.linekeeper\\.(loadtest|simulator|interop)(\\..*)?")));

        @ArchTest
        static final ArchRule NO_OTHER_SIP_OR_DNS = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("gov.nist..", "javax.sip..", "org.xbill..", "io.vertx..", "java.sql..");
    }

    @AnalyzeClasses(
            packages = {"org.linekeeper.loadtest", "org.linekeeper.simulator"},
            importOptions = ImportOption.DoNotIncludeTests.class)
    static class Packages {
        @ArchTest
        static final ArchRule NO_CYCLES =
                slices().matching("org.linekeeper.(**)").should().beFreeOfCycles();

        @ArchTest
        static final ArchRule SIP_KNOWS_NO_SIMULATOR = noClasses()
                .that()
                .resideInAPackage("..simulator.sip..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.linekeeper.simulator", "org.linekeeper.loadtest..");

        @ArchTest
        static final ArchRule SIMULATORS_KNOW_NO_DEMO = noClasses()
                .that()
                .resideInAPackage("..simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.linekeeper.loadtest..");

        @ArchTest
        static final ArchRule NETTY_STAYS_BELOW = classes()
                .that()
                .resideInAPackage("org.linekeeper.loadtest..")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage("io.netty..");
    }
}
