package org.sparseloom.emit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.sparseloom.file.FileBatch;
import org.sparseloom.file.FileReason;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/**
 * A folder on disk. A file appears whole or not at all, and so do files that are written together.
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
    write(List.of(artifact), Map.of());
  }

  /**
   * Writes artifacts and copies of other files together: if one of them cannot be written, all are
   * left as they were.
   *
   * @param copies files to copy by their paths in the folder
   * @throws IllegalArgumentException if a path leads out of the folder
   * @throws UserProblem (exit code 1) if one cannot be written, with the space that is left
   */
  public void write(List<Artifact> artifacts, Map<String, Path> copies) {
    Path file = folder;
    long size = 0;
    try (FileBatch batch = new FileBatch()) {
      for (Artifact artifact : artifacts) {
        file = inside(artifact.path());
        byte[] bytes = artifact.text().getBytes(StandardCharsets.UTF_8);
        size = bytes.length;
        batch.add(file, temporary -> writer.write(temporary, bytes));
      }
      for (Map.Entry<String, Path> copy : copies.entrySet()) {
        file = inside(copy.getKey());
        size = Files.size(copy.getValue());
        batch.add(
            file,
            temporary ->
                Files.copy(copy.getValue(), temporary, StandardCopyOption.REPLACE_EXISTING));
      }
      batch.commit();
    } catch (IOException problem) {
      throw unwritable("file (" + file + ", " + size + " bytes)", problem);
    }
  }

  /**
   * Makes the folder, if it is not there, and tries whether files can be made in it, so that this
   * is known before long work begins.
   *
   * @throws UserProblem (exit code 1) if they cannot
   */
  public void prepare() {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".sparseloom-", ".tmp"));
    } catch (IOException problem) {
      throw unwritable("folder (" + folder + ")", problem);
    }
  }

  private UserProblem unwritable(String what, IOException problem) {
    return new UserProblem(
        ExitCode.OTHER,
        what + " cannot be written: " + FileReason.of(problem) + freeSpace(),
        "free some space, check the folder's permissions or choose another folder with -o.",
        problem);
  }

  private Path inside(String path) {
    try {
      Path file = folder.resolve(path).normalize();
      if (!path.isBlank()
          && !Path.of(path).isAbsolute()
          && !path.contains("\\")
          && file.startsWith(folder)
          && !file.equals(folder)) {
        return file;
      }
    } catch (InvalidPathException problem) {
      throw new IllegalArgumentException("artifact path (" + path + ") must be a path", problem);
    }
    throw new IllegalArgumentException(
        "artifact path ("
            + path
            + ") must be relative, with forward slashes, and stay inside its "
            + "folder");
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
