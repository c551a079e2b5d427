package org.sparseloom.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files that appear together, each whole, or not at all: every one is first written under another
 * name beside its place. Once all are there, which is when a disk may be full, they are renamed.
 */
public final class FileBatch implements AutoCloseable {
  private final Map<Path, Path> targets = new LinkedHashMap<>();

  /** Puts the contents of a file where it is told. */
  @FunctionalInterface
  public interface Writer {
    void write(Path file) throws IOException;
  }

  /** Writes one file whole or leaves what was there, with the folders above it. */
  public static void writeOne(Path file, Writer writer) throws IOException {
    try (FileBatch batch = new FileBatch()) {
      batch.add(file, writer);
      batch.commit();
    }
  }

  /** Writes a file under its other name; the folders above it are made. */
  public void add(Path file, Writer writer) throws IOException {
    Path target = file.toAbsolutePath().normalize();
    Files.createDirectories(target.getParent());
    Path temporary = Files.createTempFile(target.getParent(), ".sparseloom-", ".tmp");
    targets.put(temporary, target);
    writer.write(temporary);
    // A temporary file is private to its owner; the finished one is as any other file.
    makeReadable(temporary);
  }

  /** Gives all files their names. */
  public void commit() throws IOException {
    for (Map.Entry<Path, Path> file : targets.entrySet()) {
      Files.move(
          file.getKey(),
          file.getValue(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    targets.clear();
  }

  /** Removes what was not committed. */
  @Override
  public void close() throws IOException {
    for (Path temporary : targets.keySet()) {
      Files.deleteIfExists(temporary);
    }
    targets.clear();
  }

  private static void makeReadable(Path file) {
    // Where permissions work otherwise (not POSIX) this says false, and nothing needs to be done.
    boolean changed = file.toFile().setReadable(true, false);
    assert changed || file.toFile().canRead();
  }
}
