package org.linekeeper.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The benchmarks of whole programs fill a store, and otherwise look at the gateway from outside. */
@AnalyzeClasses(packages = "org.linekeeper.bench", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule ONLY_THE_STORE_OF_THE_PRODUCT = noClasses()
            .that()
            // That one measures a part of the stack inside this JVM.
            .resideOutsideOfPackage("org.linekeeper.bench.register")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.linekeeper.app..",
                    "org.linekeeper.registration..",
                    "org.linekeeper.call..",
                    "org.linekeeper.admin..",
                    "org.linekeeper.sip..",
                    "org.linekeeper.dns..",
                    "org.linekeeper.loadtest..");

    @ArchTest
    static final ArchRule NETTY_IS_FOR_THE_OTHER_SIDE = noClasses()
            .that()
            .resideOutsideOfPackages("org.linekeeper.bench.registrar", "org.linekeeper.bench.generator")
            .and()
            .resideOutsideOfPackage("org.linekeeper.bench.register")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule NO_CYCLES =
            slices().matching("org.linekeeper.bench.(*)..").should().beFreeOfCycles();
}
