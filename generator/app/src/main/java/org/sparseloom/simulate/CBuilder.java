package org.sparseloom.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sparseloom.emit.hls.HlsBackend;
import org.sparseloom.program.ChildProcess;

/** Makes the executable of a C simulation: every file by itself, side by side, and not twice. */
final class CBuilder {
  /** No warning is passed over but one: pragmas are for another compiler. */
  private static final List<String> OPTIONS =
      List.of("-std=c++14", "-Wall", "-Wextra", "-Werror", "-Wno-unknown-pragmas", "-DSPARSELOOM_WATCH");

  /** Of stages with tables so long that optimising does not pay. */
  private static final long LONG_TABLE_BYTES = 2_000_000;

  private static final String STAGES = HlsBackend.FOLDER + "/stages/";

  private static final String OBJECT = ".o";

  private final Path compiler;
  private final Optimisation optimisation;

  CBuilder(Path compiler, Optimisation optimisation) {
    this.compiler = compiler;
    this.optimisation = optimisation;
  }

  /**
   * Compiles what has changed of a design's C++: an object is called after a digest of all that it is
   * made of, and kept as long as the design has it.
   *
   * @param root folder of the design, with hls/
   * @param work folder for what is made
   * @param files of the design, relative to its folder
   * @return the executable
   */
  Path build(Path root, Path work, List<String> files) {
    Path objects = work.resolve("objects");
    Path executable = work.resolve("testbench");
    try {
      Files.createDirectories(objects);
      String version = ChildProcess.output(List.of(compiler.toString(), "--version"));
      Compilation compilation = new Compilation(objects);
      List<String> link = new ArrayList<>(List.of(compiler.toString()));
      for (Path source : sources(root, objects, files)) {
        List<String> command = command(root, source);
        String object = objectName(version, command, source, standIn(root));
        link.add(object);
        if (!Files.exists(objects.resolve(object))) {
          compilation.add(Stream.concat(command.stream(), Stream.of("-o", part(object))).toList());
        }
      }
      compilation.run();
      keep(objects, link.subList(1, link.size()));
      link.addAll(List.of("-o", executable.toAbsolutePath().toString()));
      Compilation.runOne(link, objects, work.resolve("link.log"));
    } catch (IOException problem) {
      throw UnwritableFolder.problem(work, problem);
    }
    return executable;
  }

  private static String objectName(
      String version, List<String> command, Path source, Path standIn) throws IOException {
    Digest digest = new Digest().add(version).add(String.join(" ", command));
    IncludedText.addTo(digest, source, standIn);
    return digest.hex() + OBJECT;
  }

  /** Returns the name of an object that is not yet whole. */
  private static String part(String object) {
    return object + ".part";
  }

  /** Makes new objects whole and removes those of stages that are no more. */
  private static void keep(Path objects, List<String> wanted) throws IOException {
    for (String object : wanted) {
      Path made = objects.resolve(part(object));
      if (Files.exists(made)) {
        Files.move(made, objects.resolve(object), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    try (Stream<Path> all = Files.list(objects)) {
      for (Path file : all.toList()) {
        String name = file.getFileName().toString();
        if ((name.endsWith(OBJECT) || name.endsWith(part(OBJECT))) && !wanted.contains(name)) {
          Files.delete(file);
        }
      }
    }
  }

  /** Returns what is compiled: every stage, and all else at once, for headers take the most time. */
  private static List<Path> sources(Path root, Path objects, List<String> files)
      throws IOException {
    Path rest = objects.resolve("rest.cpp");
    List<Path> sources = new ArrayList<>(List.of(rest));
    StringBuilder includes = new StringBuilder();
    for (String file : files) {
      if (file.startsWith(STAGES) && file.endsWith(".cpp")) {
        sources.add(root.resolve(file));
      } else if (file.startsWith(HlsBackend.FOLDER + "/") && file.endsWith(".cpp")) {
        includes.append("#include \"").append(root.resolve(file)).append("\"\n");
      }
    }
    Files.writeString(rest, includes);
    return sources;
  }

  private List<String> command(Path root, Path source) throws IOException {
    String table = source.getFileName().toString().replaceFirst("\\.cpp$", ".h");
    Path weights = root.resolve(HlsBackend.FOLDER).resolve("weights").resolve(table);
    boolean longTable = Files.exists(weights) && Files.size(weights) > LONG_TABLE_BYTES;
    List<String> command = new ArrayList<>(List.of(compiler.toString()));
    command.addAll(OPTIONS);
    String option = longTable ? "-O1" : optimisation.stageOption();
    command.addAll(List.of(option, "-I" + standIn(root), "-c", source.toString()));
    return command;
  }

  private static Path standIn(Path root) {
    return root.resolve(HlsBackend.FOLDER).resolve("standin");
  }
}
