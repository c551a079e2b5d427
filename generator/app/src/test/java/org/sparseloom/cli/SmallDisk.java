package org.sparseloom.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A file system of its own that can be filled or write-protected; needs the right to mount. */
record SmallDisk(Path root) implements AutoCloseable {
  /** Mounts one of so many KiB, or skips the test with the reason. */
  static SmallDisk mount(Path root, int kibibytes) throws IOException, InterruptedException {
    Files.createDirectories(root);
    String answer =
        answer("mount", "-t", "tmpfs", "-o", "size=" + kibibytes + "k", "tmpfs", root.toString());
    Assumptions.assumeTrue(answer.isEmpty(), "no disk can be mounted here: " + answer);
    return new SmallDisk(root);
  }

  /** Fills it but for so many KiB. */
  void fill(int kibibytesLeft) throws IOException {
    Path filler = root.resolve("filler");
    Files.deleteIfExists(filler);
    long free = Files.getFileStore(root).getUsableSpace();
    Files.write(filler, new byte[Math.toIntExact(free - 1024L * kibibytesLeft)]);
  }

  void writeProtect() throws IOException, InterruptedException {
    String answer = answer("mount", "-o", "remount,ro", root.toString());
    Assumptions.assumeTrue(answer.isEmpty(), "a disk cannot be write-protected here: " + answer);
  }

  /** Returns all files below a folder with their contents. */
  static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        // One character a byte, so that any file can be compared.
        contents.put(folder.relativize(file).toString(), Files.readString(file, ISO_8859_1));
      }
    }
    return contents;
  }

  @Override
  public void close() throws IOException {
    try {
      answer("umount", root.toString());
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns what a command says if it fails, else nothing. */
  private static String answer(String... command) throws IOException, InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      return process.waitFor() == 0 ? "" : "failed: " + text;
    } catch (IOException problem) {
      return problem.getMessage();
    }
  }
}
