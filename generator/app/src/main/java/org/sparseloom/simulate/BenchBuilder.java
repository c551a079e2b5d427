package org.sparseloom.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.emit.Templates;
import org.sparseloom.emit.VerilogFiles;
import org.sparseloom.file.FileReason;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** Makes the executable of a simulation: templates, Verilator, C++ compiler. */
final class BenchBuilder {
  /** The executable, and the seconds that it took; 0 if an earlier one was good. */
  record Bench(Path executable, double seconds, boolean reused) {}

  /**
   * --x-initial unique: registers start with whatever main() asks for, random contents. --inline-mult:
   * modules that a design has many of (engines) stay functions of their own; with the default of
   * 2000 a row of 8 engines became 18 MB of C++ instead of 2.4 MB, and no faster (measured).
   */
  private static final List<String> VERILATOR_OPTIONS =
      List.of(
          "--cc", "-O3", "--threads", "1", "--inline-mult", "200", "--x-initial", "unique",
          "--x-assign", "fast", "--noassert", "-Wno-fatal", "-Wno-lint", "-Wno-style",
          "--output-split", "40000", "--output-split-cfuncs", "2000");

  /** Of the C++ that runs every cycle; -Os and -O2 take twice as long and run no faster (measured). */
  private static final String OPTIMISATION = "-O1";

  /** Of the C++ that Verilator marks slow: it runs once. */
  private static final String SLOW_OPTIMISATION = "-O0";

  /**
   * Bytes of C++ that are compiled in one go, where that leaves every processor something: each unit
   * parses the headers again, which takes as long as compiling 200 kB (fashion-cnn: 13 units of
   * 400 kB took 24 s of processor time, 6 of 1.3 MB 17 s).
   */
  private static final long UNIT_BYTES = 1_300_000;

  /** A design with less is one unit; larger units are not made smaller than this. */
  private static final long LEAST_UNIT_BYTES = 400_000;

  /** What Verilator is told about modules that a design has many of. */
  private static final String SHARED_MODULES = "testbench/shared-modules.vlt";

  private final Toolchain tools;
  private final Path cache;
  private final Templates benchTemplates = new Templates("testbench/bench.stg");
  private final Templates mainTemplates = new Templates("testbench/main.stg");

  /** A builder that keeps its compiled library in {@code cache}. */
  BenchBuilder(Toolchain tools, Path cache) {
    this.tools = tools;
    this.cache = cache;
  }

  /**
   * Returns an executable for the designs, a former one if nothing that it depends on has changed.
   *
   * @param root folder of the designs, with rtl/
   * @param work folder below it for all that is made
   */
  Bench build(Path root, Path work, List<BenchDesign> designs, SimulationOptions options) {
    long start = System.nanoTime();
    boolean trace = options.trace();
    BenchView view = BenchView.of(designs);
    RuntimeLibrary library = RuntimeLibrary.get(tools, cache, trace);
    FolderDestination destination = new FolderDestination(work);
    destination.write(
        new Artifact("testbench/bench.sv", benchTemplates.render("bench", Map.of("view", view))));
    destination.write(
        new Artifact("testbench/main.cpp", mainTemplates.render("main", Map.of("view", view))));
    List<Path> sources = sources(root, work, designs);
    if (options.stallInside()) {
      sources = StalledFifos.in(designs).replace(sources, benchTemplates, destination, work);
    }
    destination.write(new Artifact(SHARED_MODULES, sharedModules(sources)));
    String digest = digest(sources, work, library, trace);
    Path executable =
        work.resolve("bench" + (trace ? "-trace" : "") + (options.stallInside() ? "-stalled" : ""));
    Path stamp = work.resolve(executable.getFileName() + ".digest");
    try {
      if (Files.isExecutable(executable)
          && Files.exists(stamp)
          && Files.readString(stamp).equals(digest)) {
        return new Bench(executable, 0, true);
      }
      Files.deleteIfExists(stamp);
      compile(root, work, sources, library, executable, trace);
      Files.writeString(stamp, digest);
    } catch (IOException problem) {
      throw UnwritableFolder.problem(work, problem);
    }
    return new Bench(executable, (System.nanoTime() - start) / 1e9, false);
  }

  /** Every Verilog file once: equal modules of several designs have equal names. */
  private static List<Path> sources(Path root, Path work, List<BenchDesign> designs) {
    TreeSet<String> files = new TreeSet<>();
    designs.forEach(
        design -> files.addAll(VerilogFiles.accelerator(design.manifest().files())));
    if (files.isEmpty()) {
      throw UserProblem.usage(
          "folder (" + root + ") must hold Verilog in rtl/",
          "generate it so, or simulate its C++: --backend hls");
    }
    List<Path> sources = new ArrayList<>(List.of(work.resolve("testbench/bench.sv")));
    for (String file : files) {
      Path source = root.resolve(file);
      if (!Files.isRegularFile(source)) {
        throw UserProblem.usage(
            "file (" + source + ") of the design must be there", "generate the design again");
      }
      sources.add(source);
    }
    return sources;
  }

  private static String sharedModules(List<Path> sources) {
    SharedModules modules = new SharedModules();
    for (Path source : sources) {
      try {
        modules.add(Files.readString(source));
      } catch (IOException problem) {
        throw new UserProblem(
            ExitCode.OTHER,
            "file (" + source + ") cannot be read: " + FileReason.of(problem),
            "generate the design again",
            problem);
      }
    }
    return modules.configuration();
  }

  private static String digest(
      List<Path> sources, Path work, RuntimeLibrary library, boolean trace) {
    Digest digest =
        new Digest()
            .add(library.archive().toString())
            .add(VERILATOR_OPTIONS + OPTIMISATION + SLOW_OPTIMISATION + UNIT_BYTES + trace)
            .add(work.resolve("testbench/main.cpp"))
            .add(work.resolve(SHARED_MODULES));
    sources.forEach(source -> digest.add(source.getFileName().toString()).add(source));
    return digest.hex();
  }

  private void compile(
      Path root, Path work, List<Path> sources, RuntimeLibrary library, Path executable,
      boolean trace)
      throws IOException {
    Path objects = work.resolve("obj_dir");
    RuntimeLibrary.deleteTree(objects);
    Files.createDirectories(objects);
    List<String> verilate = new ArrayList<>(List.of(tools.verilator().toString()));
    verilate.addAll(VERILATOR_OPTIONS);
    verilate.addAll(List.of("--top-module", "bench", "--Mdir", objects.toString()));
    if (trace) {
      verilate.add("--trace");
    }
    verilate.add(work.resolve(SHARED_MODULES).toString());
    sources.forEach(source -> verilate.add(source.toString()));
    Compilation.runOne(verilate, root, work.resolve("verilator.log"));

    Compilation compilation = new Compilation(objects);
    List<String> link = new ArrayList<>(List.of(tools.compiler().toString()));
    for (Unit unit : units(objects, work.resolve("testbench/main.cpp"))) {
      String name = "unit" + link.size();
      StringBuilder text = new StringBuilder();
      unit.files().forEach(file -> text.append("#include \"").append(file).append("\"\n"));
      Files.writeString(objects.resolve(name + ".cpp"), text);
      List<String> command =
          new ArrayList<>(List.of(tools.compiler().toString(), unit.optimisation()));
      command.addAll(RuntimeLibrary.options(trace));
      command.add("-I" + objects);
      library.includes().forEach(include -> command.add("-I" + include));
      command.addAll(List.of("-c", name + ".cpp", "-o", name + ".o"));
      compilation.add(command);
      link.add(name + ".o");
    }
    compilation.run();
    link.addAll(List.of(library.archive().toString(), "-pthread", "-o", executable.toString()));
    Compilation.runOne(link, objects, work.resolve("link.log"));
  }

  /** C++ files that are compiled together. */
  private record Unit(String optimisation, List<Path> files) {}

  /** Returns all C++ files in groups; a small design is one. */
  private static List<Unit> units(Path objects, Path main) throws IOException {
    Map<Boolean, List<Path>> bySpeed;
    try (Stream<Path> all = Files.list(objects)) {
      bySpeed =
          all.filter(file -> file.toString().endsWith(".cpp"))
              .sorted()
              .collect(Collectors.partitioningBy(BenchBuilder::slow));
    }
    List<Path> fast = new ArrayList<>(bySpeed.get(false));
    fast.add(main);
    List<Path> slow = bySpeed.get(true);
    if (bytes(fast) + bytes(slow) < LEAST_UNIT_BYTES) {
      fast.addAll(slow);
      return List.of(new Unit(OPTIMISATION, fast));
    }
    List<Unit> units = new ArrayList<>(grouped(fast, OPTIMISATION));
    units.addAll(grouped(slow, SLOW_OPTIMISATION));
    return units;
  }

  private static boolean slow(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith("Slow.cpp") || name.contains("__Syms");
  }

  private static List<Unit> grouped(List<Path> files, String optimisation) throws IOException {
    List<Unit> units = new ArrayList<>();
    long share = bytes(files) / Runtime.getRuntime().availableProcessors();
    long unitBytes = Math.max(LEAST_UNIT_BYTES, Math.min(UNIT_BYTES, share));
    long bytes = unitBytes;
    for (Path file : files) {
      long size = Files.size(file);
      if (bytes + size > unitBytes) {
        units.add(new Unit(optimisation, new ArrayList<>()));
        bytes = 0;
      }
      units.get(units.size() - 1).files().add(file.toAbsolutePath());
      bytes += size;
    }
    return units;
  }

  private static long bytes(List<Path> files) throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }
}
