package org.sparseloom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sparseloom.layer.LayerKind;
import org.sparseloom.layer.LayerKinds;

/** Every layer kind has the files that docs/add-a-layer-kind.md promises. */
class LayerKindFilesTest {
  private static final Path ROOT = Path.of("..", "..");

  /** The first column of the page's table. */
  private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

  @Test
  void everyKindHasEveryFileOfThePage() throws IOException {
    List<String> patterns = patterns();
    assertEquals(8, patterns.size(), "rows of the table: " + patterns);
    List<String> missing = new ArrayList<>();
    for (LayerKind kind : LayerKinds.all()) {
      for (String pattern : patterns) {
        String file = named(pattern, kind.name());
        if (!exists(file)) {
          missing.add(kind.name() + " needs " + file);
        }
      }
    }
    assertTrue(missing.isEmpty(), String.join("\n", missing));
  }

  private static List<String> patterns() throws IOException {
    Matcher row = ROW.matcher(Files.readString(ROOT.resolve("docs/add-a-layer-kind.md")));
    List<String> patterns = new ArrayList<>();
    while (row.find()) {
      patterns.add(row.group(1));
    }
    return patterns;
  }

  /** In the last part of the path the first Kind, or kind, stands for the name. */
  private static String named(String pattern, String kind) {
    int file = pattern.lastIndexOf('/') + 1;
    String capital = Character.toUpperCase(kind.charAt(0)) + kind.substring(1);
    String name =
        pattern.substring(file).replaceFirst("^Kind", capital).replaceFirst("^kind", kind);
    return pattern.substring(0, file) + name;
  }

  private static boolean exists(String file) throws IOException {
    Path path = ROOT.resolve(file);
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + path.getFileName());
    try (Stream<Path> files = Files.list(path.getParent())) {
      return files.map(Path::getFileName).anyMatch(matcher::matches);
    }
  }
}
