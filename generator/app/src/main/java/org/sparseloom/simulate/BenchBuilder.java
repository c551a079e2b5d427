package org.sparseloom.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.emit.Templates;
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
    for (BenchDesign design : designs) {
      design.alone().ifPresent(stage -> destination.write(new Artifact(topFile(design), stage.top())));
    }
    List<Path> sources = sources(root, work, designs);
    if (options.stallInside()) {
      sources = StalledFifos.in(designs).replace(sources, benchTemplates, destination, work);
    }
    destination.write(new Artifact(SHARED_MODULES, sharedModules(sources)));
    String name = "bench" + (trace ? "-trace" : "") + (options.stallInside() ? "-stalled" : "");
    try {
      Optimisation wanted = Optimisation.of(designs);
      // What is optimised better than it need be is as good.
      for (Optimisation better : EnumSet.range(wanted, Optimisation.LONG_RUN)) {
        Made former = made(work, name, sources, library, better, trace);
        if (former.isGood()) {
          return new Bench(former.executable(), 0, true);
        }
      }
      Made made = made(work, name, sources, library, wanted, trace);
      Files.deleteIfExists(made.stamp());
      compile(root, work, sources, library, made.executable(), wanted, trace);
      Files.writeString(made.stamp(), made.digest());
      return new Bench(made.executable(), (System.nanoTime() - start) / 1e9, false);
    } catch (IOException problem) {
      throw UnwritableFolder.problem(work, problem);
    }
  }

  /** An executable, and the digest of what it must have been made of if it is to be good. */
  private record Made(Path executable, Path stamp, String digest) {
    boolean isGood() throws IOException {
      return Files.isExecutable(executable)
          && Files.exists(stamp)
          && Files.readString(stamp).equals(digest);
    }
  }

  private static Made made(
      Path work, String name, List<Path> sources, RuntimeLibrary library,
      Optimisation optimisation, boolean trace) {
    Path executable = work.resolve(name + optimisation.suffix());
    Path stamp = work.resolve(executable.getFileName() + ".digest");
    return new Made(executable, stamp, digest(sources, work, library, optimisation, trace));
  }

  /** Returns where the top of a design of which one stage is simulated lies. */
  private static String topFile(BenchDesign design) {
    return "testbench/" + design.manifest().top() + ".v";
  }

  /** Every Verilog file once: equal modules of several designs have equal names. */
  private static List<Path> sources(Path root, Path work, List<BenchDesign> designs) {
    TreeSet<String> files = new TreeSet<>();
    designs.forEach(design -> files.addAll(design.files()));
    if (files.isEmpty()) {
      throw UserProblem.usage(
          "folder (" + root + ") must hold Verilog in rtl/",
          "generate it so, or simulate its C++: --backend hls");
    }
    List<Path> sources = new ArrayList<>(List.of(work.resolve("testbench/bench.sv")));
    for (BenchDesign design : designs) {
      design
          .alone()
          .ifPresent(
              stage -> {
                sources.add(work.resolve(topFile(design)));
                stage.memories().forEach(file -> existing(root, file));
              });
    }
    files.forEach(file -> sources.add(existing(root, file)));
    return sources;
  }

  private static Path existing(Path root, String path) {
    Path file = root.resolve(path);
    if (!Files.isRegularFile(file)) {
      throw UserProblem.usage(
          "file (" + file + ") of the design must be there", "generate the design again");
    }
    return file;
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
      List<Path> sources, Path work, RuntimeLibrary library, Optimisation optimisation,
      boolean trace) {
    Digest digest =
        new Digest()
            .add(library.archive().toString())
            .add(VERILATOR_OPTIONS + optimisation.option() + CompilationUnits.SLOW_OPTION + trace)
            .add(work.resolve("testbench/main.cpp"))
            .add(work.resolve(SHARED_MODULES));
    sources.forEach(source -> digest.add(source.getFileName().toString()).add(source));
    return digest.hex();
  }

  private void compile(
      Path root, Path work, List<Path> sources, RuntimeLibrary library, Path executable,
      Optimisation optimisation, boolean trace)
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
    for (CompilationUnits.Unit unit :
        CompilationUnits.of(objects, work.resolve("testbench/main.cpp"), optimisation)) {
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
}
