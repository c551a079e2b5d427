package org.sparseloom.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.program.ChildProcess;

/** Only what has changed of a design in C++ is compiled again. */
class CBuilderTest {
  private static final List<String> FILES =
      List.of("hls/top.cpp", "hls/stages/one.cpp", "hls/stages/two.cpp");

  @TempDir Path root;

  @BeforeEach
  void write() throws IOException {
    file("hls/standin/width.h", "#pragma once\n#define WIDTH 1\n");
    file("hls/include/shared.h", "#pragma once\n#include <width.h>\n");
    file("hls/weights/one.h", "const int kWeight = 10;\n");
    file("hls/stages/one.cpp",
        "#include \"../include/shared.h\"\n#include \"../weights/one.h\"\n"
            + "int one();\nint one() { return kWeight * WIDTH; }\n");
    file("hls/stages/two.cpp", "int two();\nint two() { return 2; }\n");
    file("hls/top.cpp", "int one();\nint two();\nint main() { return one() + two(); }\n");
  }

  @Test
  void changesReachTheirOwnObjectsOnly() throws IOException {
    assertEquals(12, build());
    Map<String, FileTime> first = objects();
    assertEquals(3, first.size());
    assertEquals(12, build());
    assertEquals(first, objects());

    file("hls/weights/one.h", "const int kWeight = 20;\n");
    assertEquals(22, build());
    assertEquals(1, newSince(first));

    Map<String, FileTime> second = objects();
    file("hls/standin/width.h", "#pragma once\n#define WIDTH 2\n");
    assertEquals(42, build());
    assertEquals(1, newSince(second));
    assertEquals(3, objects().size());
  }

  @Test
  void whatDoesNotCompileLeavesNothingThatIsTakenForWhole() throws IOException {
    file("hls/stages/two.cpp", "int two() { return }\n");
    assertThrows(UserProblem.class, this::build);
    assertEquals(Set.of(), objects().keySet());
  }

  private int build() {
    List<String> command =
        List.of(
            new CBuilder(Toolchain.findCompiler(), Optimisation.SHORT_RUN)
                .build(root, root.resolve("work"), FILES)
                .toString());
    return ChildProcess.run(command, root, root.resolve("run.log"));
  }

  private int newSince(Map<String, FileTime> before) throws IOException {
    Set<String> names = new TreeSet<>(objects().keySet());
    names.removeAll(before.keySet());
    return names.size();
  }

  private Map<String, FileTime> objects() throws IOException {
    Map<String, FileTime> objects = new TreeMap<>();
    try (Stream<Path> files = Files.list(root.resolve("work/objects"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".o")).toList()) {
        objects.put(file.getFileName().toString(), Files.getLastModifiedTime(file));
      }
    }
    return objects;
  }

  private void file(String path, String text) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), text);
  }
}
