package org.sparseloom.simulate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.sparseloom.program.ChildProcess;

/**
 * What all simulations have in common, compiled once and kept: Verilator's runtime and
 * testbenches/support. Without it every build would spend most of its seconds on the same files.
 *
 * @param archive static library
 * @param includes folders that a design's own sources need
 */
record RuntimeLibrary(Path archive, List<Path> includes) {
  /** The files of testbenches/support. */
  static final List<String> SUPPORT =
      List.of(
          "bench.cpp", "bench.h", "bench_main.cpp", "bench_main.h", "command_line.cpp",
          "command_line.h", "fault.cpp", "fault.h", "fifo_stalls.cpp", "fifo_stalls.h", "ports.h",
          "result_file.cpp", "result_file.h", "scoreboard.cpp", "scoreboard.h",
          "stall_generator.h", "stream_description.h", "stream_driver.cpp", "stream_driver.h",
          "stream_monitor.cpp", "stream_monitor.h", "values_file.cpp", "values_file.h");

  private static final List<String> RUNTIME =
      List.of("verilated", "verilated_dpi", "verilated_threads");

  /** Options for every C++ file of a simulation. */
  static List<String> options(boolean trace) {
    return List.of(
        "-std=c++17", "-pipe", "-DVERILATOR=1", "-DVM_COVERAGE=0", "-DVM_SC=0",
        "-DVM_TRACE=" + (trace ? 1 : 0), "-DVM_TRACE_VCD=" + (trace ? 1 : 0), "-DVM_TRACE_FST=0");
  }

  /**
   * Returns the library, compiled now (some ten seconds) if no earlier run has left it.
   *
   * @param cache folder for such libraries; one for each version of the tools and of the support
   */
  static RuntimeLibrary get(Toolchain tools, Path cache, boolean trace) {
    String verilator = tools.verilator().toString();
    String version = ChildProcess.output(List.of(verilator, "--version"));
    Path root = Path.of(ChildProcess.output(List.of(verilator, "--getenv", "VERILATOR_ROOT")));
    Digest digest =
        new Digest()
            .add(version)
            .add(ChildProcess.output(List.of(tools.compiler().toString(), "--version")))
            .add(options(trace).toString());
    SUPPORT.forEach(name -> digest.add(name).add(supportText(name)));
    Path folder = cache.toAbsolutePath().resolve("bench-" + digest.hex().substring(0, 16));
    Path include = root.resolve("include");
    List<Path> includes =
        List.of(folder.resolve("support"), include, include.resolve("vltstd"));
    RuntimeLibrary library = new RuntimeLibrary(folder.resolve("libbench.a"), includes);
    if (!Files.isRegularFile(library.archive())) {
      library.compile(tools, include, trace);
    }
    return library;
  }

  /** Compiles in a folder of its own, then renames it: another process may do the same. */
  private void compile(Toolchain tools, Path include, boolean trace) {
    Path folder = archive.getParent();
    try {
      Files.createDirectories(folder.getParent());
      Path temporary = Files.createTempDirectory(folder.getParent(), "making-");
      try {
        Path support = Files.createDirectories(temporary.resolve("support"));
        for (String name : SUPPORT) {
          Files.writeString(support.resolve(name), supportText(name));
        }
        compileInto(temporary, tools, include, trace);
        Files.move(temporary, folder, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException other) {
        // Another process was faster; its library is as good.
        deleteTree(temporary);
      } catch (RuntimeException | IOException problem) {
        deleteTree(temporary);
        throw problem;
      }
    } catch (IOException problem) {
      throw UnwritableFolder.problem(folder, problem);
    }
  }

  private static void compileInto(Path folder, Toolchain tools, Path include, boolean trace) {
    Compilation compilation = new Compilation(folder);
    List<String> objects = new ArrayList<>();
    List<Path> sources = new ArrayList<>();
    RUNTIME.forEach(name -> sources.add(include.resolve(name + ".cpp")));
    if (trace) {
      sources.add(include.resolve("verilated_vcd_c.cpp"));
    }
    SUPPORT.stream()
        .filter(name -> name.endsWith(".cpp"))
        .forEach(name -> sources.add(folder.resolve("support").resolve(name)));
    for (Path source : sources) {
      String object = source.getFileName().toString().replace(".cpp", ".o");
      List<String> command = new ArrayList<>(List.of(tools.compiler().toString()));
      command.addAll(options(trace));
      // Verilator's runtime is hardly in the inner loop; the scoreboard is.
      command.add(source.startsWith(include) ? "-O1" : "-O2");
      command.addAll(
          List.of(
              "-I" + include, "-I" + include.resolve("vltstd"), "-c", source.toString(), "-o",
              object));
      compilation.add(command);
      objects.add(object);
    }
    compilation.run();
    List<String> archive = new ArrayList<>(List.of(tools.archiver().toString(), "rcs", "libbench.a"));
    archive.addAll(objects);
    Compilation.runOne(archive, folder, folder.resolve("archive.log"));
  }

  private static String supportText(String name) {
    try (InputStream file =
        RuntimeLibrary.class.getResourceAsStream("/testbenches/support/" + name)) {
      if (file == null) {
        throw new IllegalStateException("testbenches/support/" + name + " must be on the class path");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException problem) {
      throw new java.io.UncheckedIOException(problem);
    }
  }

  /** Deletes a folder with all that is in it, if it is there. */
  static void deleteTree(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
