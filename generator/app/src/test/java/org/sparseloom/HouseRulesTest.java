package org.sparseloom;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.sparseloom.emit.RtlElaborator;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.LayerKind;
import org.sparseloom.layer.Stage;

/** What holds for all code of core, hardware and app; see docs/decisions. */
@AnalyzeClasses(
    packages = "org.sparseloom",
    importOptions = {ImportOption.DoNotIncludeTests.class, HouseRulesTest.OurCode.class})
class HouseRulesTest {
  private static final String[] APP = {
    "..sparseloom.cli..", "..sparseloom.flow..", "..sparseloom.simulate..", "..sparseloom.report..",
    "..sparseloom.synthesis..", "..sparseloom.program.."
  };

  private static final String HARDWARE = "..sparseloom.hardware..";

  /** Leaves out jars of test fixtures. */
  static final class OurCode implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  @ArchTest
  static final ArchRule coreKnowsNeitherHardwareNorApp =
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
          .resideInAnyPackage("chisel3..", "scala..");

  @ArchTest
  static final ArchRule hardwareDoesNotKnowTheApp =
      noClasses()
          .that()
          .resideInAPackage(HARDWARE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(APP);

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.sparseloom.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule kindsAreNamedKind =
      classes()
          .that()
          .implement(LayerKind.class)
          .should()
          .haveSimpleNameEndingWith("Kind")
          .andShould()
          .resideInAPackage("..layer");

  @ArchTest
  static final ArchRule stagesAreRecordsNamedStage =
      classes()
          .that()
          .implement(Stage.class)
          .should()
          .haveSimpleNameEndingWith("Stage")
          .andShould()
          .beRecords();

  @ArchTest
  static final ArchRule layersAreRecordsOfTheLayerPackage =
      classes().that().implement(Layer.class).should().beRecords().andShould().resideInAPackage("..layer");

  @ArchTest
  static final ArchRule onlyTheCommandLineTouchesTheProcess =
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
          .callMethod(Throwable.class, "printStackTrace");

  @ArchTest
  static final ArchRule onlyHardwareElaborates =
      classes()
          .that()
          .implement(RtlElaborator.class)
          .should()
          .resideInAPackage(HARDWARE);

  @ArchTest
  static final ArchRule nothingIsAUtility =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .resideInAnyPackage("..util..", "..common..", "..base..", "..impl..");

  /** Every kind has its four files in core: the layer, how it is imported, what it computes. */
  @ArchTest
  static void everyKindHasItsImportAndReference(JavaClasses all) {
    for (JavaClass kind : all) {
      if (kind.isAssignableTo(LayerKind.class) && !kind.isInterface()) {
        String stem = kind.getSimpleName().replaceFirst("Kind$", "");
        for (String part : new String[] {"", "Import", "Reference"}) {
          String name = kind.getPackageName() + "." + stem + part;
          if (!all.contain(name)) {
            throw new AssertionError(kind.getSimpleName() + " must have a class " + name);
          }
        }
      }
    }
  }
}
