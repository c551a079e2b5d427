package org.sparseloom.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a file of C++ is compiled from: itself and all files that it includes, at any depth. Headers
 * that come with the compiler are not looked for: its version stands for them.
 */
final class IncludedText {
  private static final Pattern INCLUDE = Pattern.compile("(?m)^#include [\"<]([^\">]+)[\">]");

  private final Path systemFolder;
  private final Set<Path> files = new LinkedHashSet<>();

  private IncludedText(Path systemFolder) {
    this.systemFolder = systemFolder;
  }

  /**
   * Adds the texts to a digest, in the order in which they are met.
   *
   * @param systemFolder where else headers are than beside the file that includes them
   */
  static void addTo(Digest digest, Path source, Path systemFolder) throws IOException {
    IncludedText text = new IncludedText(systemFolder);
    text.visit(source);
    text.files.forEach(digest::add);
  }

  private void visit(Path file) throws IOException {
    if (!files.add(file)) {
      return;
    }
    Matcher include = INCLUDE.matcher(Files.readString(file));
    while (include.find()) {
      String name = include.group(1);
      List<Path> found =
          Stream.of(file.resolveSibling(name), systemFolder.resolve(name))
              .map(Path::normalize)
              .filter(Files::isRegularFile)
              .toList();
      if (!found.isEmpty()) {
        visit(found.get(0));
      }
    }
  }
}
