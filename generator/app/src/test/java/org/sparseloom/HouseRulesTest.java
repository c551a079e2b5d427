package org.sparseloom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.sparseloom.emit.RtlElaborator;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.LayerKind;
import org.sparseloom.layer.Stage;

/** What holds for all code of core, hardware and app; see docs/decisions. */
class HouseRulesTest {
  private static final String[] APP = {
    "..sparseloom.baselines..",
    "..sparseloom.calibrate..",
    "..sparseloom.cli..",
    "..sparseloom.flow..",
    "..sparseloom.lint..",
    "..sparseloom.program..",
    "..sparseloom.progress..",
    "..sparseloom.networks..",
    "..sparseloom.report..",
    "..sparseloom.route..",
    "..sparseloom.simulate..",
    "..sparseloom.synthesis.."
  };

  private static final String HARDWARE = "..sparseloom.hardware..";

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("org.sparseloom");

  @Test
  void coreKnowsNeitherHardwareNorApp() {
    noClasses()
        .that()
        .resideOutsideOfPackages(APP)
        .and()
        .resideOutsideOfPackage(HARDWARE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(APP)
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage(HARDWARE)
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("chisel3..", "scala..")
        .check(CODE);
  }

  @Test
  void hardwareDoesNotKnowTheApp() {
    noClasses()
        .that()
        .resideInAPackage(HARDWARE)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(APP)
        .check(CODE);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.sparseloom.(*)..").should().beFreeOfCycles().check(CODE);
  }

  @Test
  void kindsAreNamedKind() {
    classes()
        .that()
        .implement(LayerKind.class)
        .should()
        .haveSimpleNameEndingWith("Kind")
        .andShould()
        .resideInAPackage("..layer")
        .check(CODE);
  }

  @Test
  void stagesAreRecordsNamedStage() {
    classes()
        .that()
        .implement(Stage.class)
        .should()
        .haveSimpleNameEndingWith("Stage")
        .andShould()
        .beRecords()
        .check(CODE);
  }

  @Test
  void layersAreRecordsOfTheLayerPackage() {
    classes()
        .that()
        .implement(Layer.class)
        .should()
        .beRecords()
        .andShould()
        .resideInAPackage("..layer")
        .check(CODE);
  }

  @Test
  void onlyTheCommandLineTouchesTheProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackage("..sparseloom.cli..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(CODE);
  }

  @Test
  void onlyHardwareElaborates() {
    classes().that().implement(RtlElaborator.class).should().resideInAPackage(HARDWARE).check(CODE);
  }

  @Test
  void nothingIsAUtility() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .resideInAnyPackage("..util..", "..common..", "..base..", "..impl..")
        .check(CODE);
  }

  @Test
  void everyKindHasItsLayerImportAndReference() {
    for (JavaClass kind : CODE) {
      if (kind.isAssignableTo(LayerKind.class) && !kind.isInterface()) {
        String stem = kind.getSimpleName().replaceFirst("Kind$", "");
        for (String part : new String[] {"", "Import", "Reference"}) {
          String name = kind.getPackageName() + "." + stem + part;
          if (!CODE.contain(name)) {
            throw new AssertionError(kind.getSimpleName() + " must have a class " + name);
          }
        }
      }
    }
  }
}
