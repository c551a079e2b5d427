package org.sparseloom.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.program.ProgramPath;
import org.sparseloom.progress.Progress;
import org.sparseloom.simulate.HandWrittenDesign.Fault;

class SimulatorTest {
  /** 3 x 5 pixels of 6 channels, 3 lanes. */
  private static final int BEATS_PER_IMAGE = 30;

  private static final NumberFormat BYTE = NumberFormat.unsigned(8);
  private static final SimulationOptions OPTIONS =
      SimulationOptions.fullSpeed().withCache(Path.of("target", "testbench-cache"));

  @TempDir Path folder;

  @Test
  void aSoundDesignIsBitExactAndItsSpeedIsMeasured() throws IOException {
    SimulationResult result = simulate(OPTIONS, design("sound", BYTE, Fault.NONE, 5));
    assertTrue(result.bitExact(), result.faults());
    assertEquals("", result.faults());
    assertEquals(BEATS_PER_IMAGE, result.design().cyclesPerImage());
    // Two FIFOs and two stages of one register each.
    assertEquals(BEATS_PER_IMAGE + 4, result.design().latencyCycles());
    assertEquals(2, result.design().stage("sound/first").firstOutputCycle());
    assertEquals(1.0, result.design().stage("sound/second").inputTransferring(), 1e-9);
    String json = Files.readString(folder.resolve("simulation/simulation.json"));
    assertTrue(json.contains("\"bitExact\" : true"), json);

    SimulationResult again = simulate(OPTIONS, design("sound", BYTE, Fault.NONE, 5));
    assertEquals(0, again.buildSeconds(), "nothing has changed, nothing is built");
    assertTrue(Files.isExecutable(folder.resolve("simulation/bench-short")));
  }

  @Test
  void whatIsOptimisedForALongRunServesShortOnes() {
    int longRun = 30_000 / BEATS_PER_IMAGE;
    SimulationResult result = simulate(OPTIONS, design("sound", BYTE, Fault.NONE, longRun));
    assertTrue(result.bitExact() && result.buildSeconds() > 0, result.toString());
    assertTrue(Files.isExecutable(folder.resolve("simulation/bench")));
    SimulationResult shorter = simulate(OPTIONS, design("sound", BYTE, Fault.NONE, longRun - 1));
    assertTrue(shorter.bitExact(), shorter.faults());
    assertEquals(0, shorter.buildSeconds());
  }

  @Test
  void randomStallsChangeTheSpeedOnly() {
    BenchDesign narrow = design("narrow", NumberFormat.signed(5), Fault.NONE, 40);
    BenchDesign wide = design("wide", NumberFormat.signed(23), Fault.NONE, 40);
    SimulationResult result = simulate(OPTIONS.withStalls(0.5, 7), narrow, wide);
    assertTrue(result.bitExact(), result.faults());
    assertTrue(result.design("narrow").cyclesPerImage() > 1.5 * BEATS_PER_IMAGE);
    assertTrue(result.design("wide").stage("wide/second").outputBlocked() > 0.1);
  }

  @Test
  void aWrongValueIsNamedByStageImagePixelAndChannel() {
    // Beat 37 is beat 7 of image 1: pixel 3 of row 0, channels 3..5; the lowest lane is wrong.
    BenchDesign design = faulty("wrong", Fault.WRONG_VALUE, 37, 3);
    SimulationResult result = simulate(OPTIONS, design);
    assertFalse(result.bitExact());
    Mismatch first = result.mismatches().get(0);
    assertEquals("wrong/first", first.stage());
    assertEquals("output", first.side());
    assertEquals(List.of(1L, 0L, 3L, 3L),
        List.of(first.image(), (long) first.y(), (long) first.x(), (long) first.channel()));
    assertEquals((first.expected() + 1) % 256, first.got());
    assertTrue(
        result.faults().contains(
            "stage wrong/first (output): image 1, pixel (y 0, x 3), channel 3: expected "
                + first.expected() + ", got " + first.got()),
        result.faults());
  }

  @Test
  void withdrawingValidBreaksTheProtocol() {
    SimulationResult result =
        simulate(OPTIONS.withStalls(0.6, 1), faulty("shy", Fault.WITHDRAWN, 12, 3));
    assertFalse(result.bitExact());
    ProtocolError error = result.protocolErrors().get(0);
    assertEquals("withdrew valid while waiting", error.what());
    assertTrue(error.stage().startsWith("shy/"), error.text());
  }

  @Test
  void aDeadlockNamesTheStageThatStopped() {
    SimulationResult result = simulate(OPTIONS, faulty("stuck", Fault.STOPPED, 40, 3));
    assertFalse(result.bitExact());
    assertFalse(result.design().complete());
    Deadlock deadlock = result.deadlocks().get(0);
    assertEquals("stuck/first", deadlock.stageAtFault(), deadlock.text());
    assertTrue(
        deadlock.text().contains("stuck/first (output): valid 0, ready 1, 40 of 90 beats"),
        deadlock.text());
  }

  @Test
  void aTraceIsAWaveformWithTheDesignsSignals() throws IOException {
    simulate(OPTIONS.withTrace(), design("traced", BYTE, Fault.NONE, 1));
    String trace = Files.readString(folder.resolve("simulation/trace.vcd"));
    assertTrue(trace.contains("s_axis_tdata"), "no port of the design in the waveform");
  }

  @Test
  void withoutVerilatorTheMessageSaysHowToInstallIt() {
    UserProblem problem =
        assertThrows(UserProblem.class, () -> Toolchain.find(new ProgramPath(folder.toString())));
    assertEquals(ExitCode.OTHER, problem.exitCode());
    assertEquals(
        "simulation needs verilator and g++, not found in the folders of PATH (" + folder + ")"
            + System.lineSeparator()
            + "Maybe install with: sudo apt-get install verilator g++",
        problem.text());
  }

  @Test
  void theListOfSupportFilesIsComplete() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../../testbenches/support"))) {
      assertEquals(
          RuntimeLibrary.SUPPORT, files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  private BenchDesign design(String name, NumberFormat format, Fault fault, int images) {
    return HandWrittenDesign.write(folder, name, format, fault, 0, images);
  }

  private BenchDesign faulty(String name, Fault fault, int beat, int images) {
    return HandWrittenDesign.write(folder, name, BYTE, fault, beat, images);
  }

  private SimulationResult simulate(SimulationOptions options, BenchDesign... designs) {
    return new Simulator(Toolchain.find(), Progress.silent())
        .simulate(folder, Simulator.FOLDER, List.of(designs), options);
  }
}
