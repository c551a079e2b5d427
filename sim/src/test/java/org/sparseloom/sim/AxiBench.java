package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sparseloom.data.Normalisation;
import org.sparseloom.device.Resources;
import org.sparseloom.emit.AcceleratorGenerator;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.DesignNotes;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.emit.VerilogFiles;
import org.sparseloom.hardware.ChiselElaborator;
import org.sparseloom.lint.VerilogLint;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineEstimate;
import org.sparseloom.simulate.BenchDesign;

/** A design's AXI wrapper in the hands of the C++ host in testbenches/axi. */
final class AxiBench {
  private static final Path SUPPORT = Path.of("../testbenches").toAbsolutePath().normalize();
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final int WORD_BITS = 72;

  /**
   * A scenario runs for a second at most: optimised C++ takes longer to make. What -CFLAGS says comes
   * before the makefile's own -Os. All C++ is compiled as one file, which reads the headers once.
   */
  private static final String UNOPTIMISED =
      "VM_PARALLEL_BUILDS=0 OPT_FAST=-O0 OPT_GLOBAL=-O0";

  private static final Pattern ULTRA_MEMORY =
      Pattern.compile("ultra_memory #\\(\\s*\\.WIDTH\\((\\d+)\\)[^;]*?\"([^\"]+)\"");

  private static final PipelineEstimate NO_ESTIMATE =
      new PipelineEstimate(1, 1, 1, new Resources(0, 0, 0, 0, 0), List.of());

  private final String name;
  private final Path folder;
  private final List<String> sources;
  private final String module;

  /** Normalisation of so many channels, each of its own. */
  private static Normalisation normalisation(int channels) {
    return new Normalisation(
        IntStream.range(0, channels).mapToObj(channel -> 10.5 * channel).toList(),
        IntStream.range(0, channels).mapToObj(channel -> 0.75 + channel).toList());
  }

  /** Generates the wrapper of a pipeline made from {@code sketch} and writes what the host needs. */
  AxiBench(NetworkSketch sketch, Pipeline pipeline, int busBits) {
    name = sketch.name();
    folder = SimulationBench.TARGET.resolve("axi").resolve(name).toAbsolutePath();
    module = name + "_axi";
    Normalisation normalisation = normalisation(pipeline.images().shape().channels());
    List<Artifact> artifacts =
        new AcceleratorGenerator(new ChiselElaborator(), "test", busBits)
            .generate(
                pipeline, name, Map.of(),
                Optional.of(new DesignNotes(normalisation, NO_ESTIMATE, "none")));
    FolderDestination destination = new FolderDestination(folder);
    artifacts.forEach(destination::write);
    BenchDesign design = sketch.generate(folder.resolve("bare"), pipeline);
    sources = VerilogFiles.all(artifacts.stream().map(Artifact::path).toList());
    try {
      new DriverFiles(pipeline, normalisation).write(design.reference(), folder);
      Files.write(folder.resolve("weights.bin"), weights());
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  /** The words of all memories in UltraRAM, in the order of their instances, three registers each. */
  private byte[] weights() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String top = Files.readString(folder.resolve("rtl/" + name + "_top.v"));
    Matcher instance = ULTRA_MEMORY.matcher(top);
    while (instance.find()) {
      int parts = (Integer.parseInt(instance.group(1)) + WORD_BITS - 1) / WORD_BITS;
      for (String word : Files.readAllLines(folder.resolve(instance.group(2)))) {
        BigInteger rest = new BigInteger(word, 16);
        for (int part = 0; part < parts; part++, rest = rest.shiftRight(WORD_BITS)) {
          for (int index = 0; index < 12; index++) {
            boolean unused = index * Byte.SIZE >= WORD_BITS;
            bytes.write(unused ? 0 : rest.shiftRight(index * Byte.SIZE).intValue());
          }
        }
      }
    }
    return bytes.toByteArray();
  }

  /** Compiles; UltraRAM starts empty, as in a device. */
  AxiBench build() throws IOException, InterruptedException {
    String macro = module.toUpperCase(Locale.ROOT);
    List<String> flags =
        new ArrayList<>(
            List.of("-I" + SUPPORT.resolve("support"), "-Wall", "-Wextra", "-include",
                folder.resolve("drivers/" + name + "_driver.h").toString(),
                "-DDRIVER_NAME=" + name, "-DDRIVER_MACRO=" + name.toUpperCase(Locale.ROOT)));
    for (String number :
        List.of("HASH", "BUS_BYTES", "INPUT_BYTES", "OUTPUT_BYTES", "STAGES", "WEIGHTS_WORDS")) {
      flags.add("-D" + number + "=" + macro + "_" + number);
    }
    List<String> command =
        new ArrayList<>(
            List.of("verilator", "--cc", "--exe", "--build", "-O3", "--x-initial", "unique",
                "-Wno-fatal", "-Wno-lint", "-Wno-style", "-DSYNTHESIS", "--prefix", "Vaxi",
                "-MAKEFLAGS", UNOPTIMISED,
                "--top-module", module, "--Mdir", "obj_dir", "-o", "axi_bench", "-CFLAGS",
                String.join(" ", flags)));
    command.addAll(sources);
    command.add(Files.writeString(folder.resolve("host.cpp"), host()).toString());
    command.add(driver());
    run(command);
    return this;
  }

  /** Compiles the driver in C for the simulation; and for a board, to see that nothing is missing. */
  private String driver() throws IOException, InterruptedException {
    List<String> forBoard =
        List.of("gcc", "-std=c99", "-O1", "-Wall", "-Wextra", "-Wconversion", "-pedantic", "-Werror",
            "-c", "drivers/" + name + "_driver.c");
    List<String> simulated = new ArrayList<>(forBoard);
    simulated.addAll(
        List.of("-include", SUPPORT.resolve("axi/driver_access.h").toString(), "-o", "driver.o"));
    run(simulated);
    run(Stream.concat(forBoard.stream(), Stream.of("-o", "board.o")).toList());
    return folder.resolve("driver.o").toString();
  }

  /** All files of the host in one, which compiles three times as fast. */
  private static String host() throws IOException {
    try (Stream<Path> files = Files.list(SUPPORT.resolve("axi"))) {
      return files
          .map(Path::toString)
          .filter(file -> file.endsWith(".cpp"))
          .sorted()
          .map(file -> "#include \"" + file + "\"\n")
          .collect(Collectors.joining());
    }
  }

  /** Runs a scenario of testbenches/axi/axi_main.cpp; returns what it prints. */
  String run(String scenario, double stall, int seed) throws IOException, InterruptedException {
    return run(
        List.of("obj_dir/axi_bench", scenario, ".", Double.toString(stall), Integer.toString(seed)));
  }

  /** Runs the driver in Python with a stand-in for PYNQ whose results are those of the reference. */
  void runPython() throws IOException, InterruptedException {
    Path pynq = SUPPORT.resolve("pynq");
    run(
        List.of("env", "PYTHONPATH=" + pynq, "PYTHONDONTWRITEBYTECODE=1", PYTHON.toString(),
            pynq.resolve("driver_test.py").toString(), folder.toString(), name));
  }

  /** Runs the program on the host of an Alveo card. */
  void runAlveo() throws IOException, InterruptedException {
    new AlveoHost(folder, name).run();
  }

  /** Returns what Verilator has to say about the wrapper and all that it is wrapped around. */
  List<String> lint() {
    return VerilogLint.find().check(folder).warnings();
  }

  private String run(List<String> command) throws IOException, InterruptedException {
    return run(folder, command);
  }

  /** Returns what a command prints that must end well. */
  static String run(Path folder, List<String> command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
