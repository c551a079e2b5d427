package org.sparseloom.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sparseloom.emit.hls.HlsBackend;
import org.sparseloom.file.FileReason;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** Makes the executable of a C simulation: every file by itself, side by side. */
final class CBuilder {
  /** No warning is passed over but one: pragmas are for another compiler. */
  private static final List<String> OPTIONS =
      List.of("-std=c++14", "-Wall", "-Wextra", "-Werror", "-Wno-unknown-pragmas", "-DSPARSELOOM_WATCH");

  /** Of stages with tables so long that optimising does not pay. */
  private static final long LONG_TABLE_BYTES = 2_000_000;

  private final Path compiler;

  CBuilder(Path compiler) {
    this.compiler = compiler;
  }

  /**
   * Compiles all C++ of a design.
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
      Compilation compilation = new Compilation(objects);
      List<String> link = new ArrayList<>(List.of(compiler.toString()));
      for (String file : files) {
        if (file.startsWith(HlsBackend.FOLDER + "/") && file.endsWith(".cpp")) {
          String object = "unit" + link.size() + ".o";
          compilation.add(command(root, file, object));
          link.add(object);
        }
      }
      compilation.run();
      link.addAll(List.of("-o", executable.toAbsolutePath().toString()));
      Compilation.runOne(link, objects, work.resolve("link.log"));
    } catch (IOException problem) {
      throw new UserProblem(
          ExitCode.OTHER,
          "folder (" + work + ") cannot be written: " + FileReason.of(problem),
          "free some space or check the folder's permissions",
          problem);
    }
    return executable;
  }

  private List<String> command(Path root, String file, String object) throws IOException {
    Path source = root.resolve(file);
    Path table = root.resolve(file.replace("/stages/", "/weights/").replaceFirst("\\.cpp$", ".h"));
    boolean longTable =
        file.contains("/stages/") && Files.exists(table) && Files.size(table) > LONG_TABLE_BYTES;
    List<String> command = new ArrayList<>(List.of(compiler.toString()));
    command.addAll(OPTIONS);
    command.addAll(
        List.of(
            longTable ? "-O1" : "-O2", "-I" + root.resolve(HlsBackend.FOLDER).resolve("standin"),
            "-c", source.toString(), "-o", object));
    return command;
  }
}
