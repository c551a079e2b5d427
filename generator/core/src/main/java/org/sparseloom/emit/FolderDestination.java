package org.sparseloom.emit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/**
 * A folder on disk. A file appears whole or not at all: its text goes to a temporary file beside it,
 * which is then moved over it in one step.
 */
public final class FolderDestination implements Destination {
  private static final long BYTES_PER_MEBIBYTE = 1L << 20;

  private final Path folder;
  private final Writer writer;

  /** A destination that makes the folder, and those above it, when the first file is written. */
  public FolderDestination(Path folder) {
    this(folder, Files::write);
  }

  /** As above, with another way of putting bytes into a file, so that tests can fill the disk. */
  FolderDestination(Path folder, Writer writer) {
    this.folder = folder.toAbsolutePath().normalize();
    this.writer = writer;
  }

  /** Puts all bytes into a file. */
  @FunctionalInterface
  interface Writer {
    void write(Path file, byte[] bytes) throws IOException;
  }

  /**
   * Writes the artifact.
   *
   * @throws IllegalArgumentException if its path leads out of the folder
   * @throws UserProblem (exit code 1) if it cannot be written, with the space that is left
   */
  @Override
  public void write(Artifact artifact) {
    Path file = inside(artifact.path());
    byte[] bytes = artifact.text().getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(file.getParent());
      Path temporary = Files.createTempFile(file.getParent(), ".sparseloom-", ".tmp");
      try {
        writer.write(temporary, bytes);
        // A temporary file is private to its owner; the finished one is as any other file.
        makeReadable(temporary);
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException problem) {
      throw new UserProblem(
          ExitCode.OTHER,
          "file (" + file + ", " + bytes.length + " bytes) cannot be written: " + reason(problem)
              + freeSpace(),
          "free some space, check the folder's permissions or choose another folder with -o.",
          problem);
    }
  }

  private Path inside(String path) {
    try {
      Path file = folder.resolve(path).normalize();
      if (!path.isBlank() && !Path.of(path).isAbsolute() && !path.contains("\\")
          && file.startsWith(folder) && !file.equals(folder)) {
        return file;
      }
    } catch (InvalidPathException problem) {
      throw new IllegalArgumentException("artifact path (" + path + ") must be a path", problem);
    }
    throw new IllegalArgumentException(
        "artifact path (" + path + ") must be relative, with forward slashes, and stay inside its "
            + "folder");
  }

  private static void makeReadable(Path file) {
    // Where permissions work otherwise (not POSIX) this says false, and nothing needs to be done.
    boolean changed = file.toFile().setReadable(true, false);
    assert changed || file.toFile().canRead();
  }

  private static String reason(IOException problem) {
    String message = problem.getMessage();
    return problem.getClass().getSimpleName() + (message == null ? "" : " " + message);
  }

  private String freeSpace() {
    for (Path at = folder; at != null; at = at.getParent()) {
      if (Files.isDirectory(at)) {
        try {
          long free = Files.getFileStore(at).getUsableSpace();
          return "; " + free / BYTES_PER_MEBIBYTE + " MiB are free on its disk";
        } catch (IOException problem) {
          return "; the free space of its disk cannot be read";
        }
      }
    }
    return "";
  }
}
