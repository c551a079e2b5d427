package org.sparseloom.program;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The folders in which the programs that Sparseloom runs are looked for. */
public record ProgramPath(String folders) {
  /** Returns those of the environment variable PATH. */
  public static ProgramPath ofEnvironment() {
    return new ProgramPath(System.getenv().getOrDefault("PATH", ""));
  }

  /** Returns the first program of a name that may be executed. */
  public Optional<Path> find(String name) {
    return Stream.of(folders.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, name))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }
}
