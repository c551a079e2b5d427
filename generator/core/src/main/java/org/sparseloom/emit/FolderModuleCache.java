package org.sparseloom.emit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Elaborated modules in files of a folder: one subfolder for every state of the tool, as its digest
 * says, one file for every module. A file begins with the digest of the rest, so that one that was
 * cut off is made anew. That it cannot be written is no error: it is only slower.
 */
public final class FolderModuleCache implements ModuleCache {
  private final Path folder;
  private final AtomicInteger elaborated = new AtomicInteger();
  private final AtomicInteger reused = new AtomicInteger();

  /**
   * A cache.
   *
   * @param folder of the cache
   * @param toolDigest differs whenever the tool might make other text of the same module name
   */
  public FolderModuleCache(Path folder, String toolDigest) {
    this.folder = folder.resolve(digest(toolDigest).substring(0, 16));
  }

  /** Returns how many modules had to be elaborated. */
  public int elaborated() {
    return elaborated.get();
  }

  /** Returns how many modules were there. */
  public int reused() {
    return reused.get();
  }

  @Override
  public String text(String module, Supplier<String> elaborate) {
    Path file = folder.resolve(digest(module).substring(0, 32) + ".v");
    Optional<String> known = read(file);
    if (known.isPresent()) {
      reused.incrementAndGet();
      return known.get();
    }
    String text = elaborate.get();
    elaborated.incrementAndGet();
    write(file, text);
    return text;
  }

  private static Optional<String> read(Path file) {
    try {
      String all = Files.readString(file);
      int end = all.indexOf('\n');
      String text = all.substring(end + 1);
      return end > 0 && all.substring(0, end).equals(digest(text))
          ? Optional.of(text)
          : Optional.empty();
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private void write(Path file, String text) {
    try {
      Files.createDirectories(folder);
      Path temporary = Files.createTempFile(folder, "module", ".tmp");
      try {
        Files.writeString(temporary, digest(text) + "\n" + text);
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException full) {
      // The next run elaborates the module again.
    }
  }

  private static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException problem) {
      throw new IllegalStateException("every Java has SHA-256", problem);
    }
  }
}
