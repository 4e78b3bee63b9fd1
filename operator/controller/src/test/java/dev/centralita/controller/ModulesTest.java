package dev.centralita.controller;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.centralita.controller.connection.SiteConnections;
import java.util.function.Function;

/** The arrows of operator/ARCHITECTURE.md. */
@AnalyzeClasses(packages = "dev.centralita", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {
  private static final String[] FRAMEWORKS = {
    "io.quarkus..", "io.javaoperatorsdk..", "io.quarkiverse..", "jakarta.."
  };

  @ArchTest
  static final ArchRule placementKnowsOnlyJava =
      noClasses()
          .that()
          .resideInAPackage("dev.centralita.placement..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8..",
              "com.fasterxml..",
              "org.slf4j..",
              "io.quarkus..",
              "io.javaoperatorsdk..",
              "dev.centralita.api..",
              "dev.centralita.inventory..",
              "dev.centralita.delivery..",
              "dev.centralita.controller..");

  @ArchTest
  static final ArchRule apiKnowsNoneOfOurs =
      noClasses()
          .that()
          .resideInAPackage("dev.centralita.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.centralita.placement..",
              "dev.centralita.inventory..",
              "dev.centralita.delivery..",
              "dev.centralita.controller..");

  @ArchTest
  static final ArchRule inventoryDoesNotSeeDelivery =
      noClasses()
          .that()
          .resideInAPackage("dev.centralita.inventory..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.centralita.delivery..", "dev.centralita.controller..");

  @ArchTest
  static final ArchRule deliveryDoesNotSeeInventory =
      noClasses()
          .that()
          .resideInAPackage("dev.centralita.delivery..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.centralita.inventory..",
              "dev.centralita.placement..",
              "dev.centralita.controller..");

  @ArchTest
  static final ArchRule onlyTheControllerSeesFrameworks =
      noClasses()
          .that()
          .resideInAPackage("dev.centralita..")
          .and()
          .resideOutsideOfPackage("dev.centralita.controller..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FRAMEWORKS);

  @ArchTest
  static final ArchRule onlyWiringSeesCdiAndQuarkus =
      noClasses()
          .that()
          .resideInAPackage("dev.centralita.controller..")
          .and()
          .resideOutsideOfPackage("dev.centralita.controller.wiring..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.quarkus..", "io.quarkiverse..", "jakarta..", "io.smallrye..");

  @ArchTest
  static final ArchRule connectionsAreOurOwn =
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.centralita.controller.connection..",
              "dev.centralita.controller.fleet..",
              "dev.centralita.controller.status..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FRAMEWORKS);

  @ArchTest
  static final ArchRule onlyTheSiteWriterWritesToSites =
      noClasses()
          .that()
          .resideInAPackage("dev.centralita..")
          .and()
          .doNotHaveFullyQualifiedName("dev.centralita.controller.workload.Carrying")
          .and()
          .doNotHaveFullyQualifiedName("dev.centralita.controller.edgesite.Graves")
          .and()
          // The one label that the owner of a site lets the hub write, see ADR 0021.
          .doNotHaveFullyQualifiedName("dev.centralita.controller.steering.Steerer")
          .and()
          .resideOutsideOfPackage("dev.centralita.controller.connection..")
          .should()
          .callMethod(SiteConnections.class, "call", String.class, Function.class);

  @ArchTest
  static final ArchRule decisionsArePure =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Standing")
          .or()
          .haveSimpleNameEndingWith("Status")
          .and()
          .resideInAPackage("dev.centralita.controller..")
          .or()
          .haveSimpleName("Deciding")
          .or()
          .haveSimpleName("Admission")
          .or()
          .haveSimpleName("Requests")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.fabric8.kubernetes.client", "io.javaoperatorsdk..", "org.slf4j..");

  @ArchTest
  static final ArchRule noCyclesInTheController =
      slices().matching("dev.centralita.controller.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule noCyclesBetweenModules =
      slices().matching("dev.centralita.(*)..").should().beFreeOfCycles();
}
