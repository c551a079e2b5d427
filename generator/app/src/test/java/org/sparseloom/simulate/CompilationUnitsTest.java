package org.sparseloom.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.simulate.CompilationUnits.Unit;

class CompilationUnitsTest {
  private static final int MEGABYTE = 1_000_000;

  @TempDir Path folder;

  @Test
  void aSmallDesignIsOneUnit() throws IOException {
    file("Vbench.cpp", 1000);
    file("Vbench__Slow.cpp", 1000);
    file("Vbench.h", 1000);
    List<Unit> units = units(Optimisation.LONG_RUN);
    assertEquals(1, units.size());
    assertEquals(names("Vbench.cpp", "Vbench__Slow.cpp", "main.cpp"), names(units));
    assertEquals("-O1", units.get(0).optimisation());
  }

  @Test
  void whatRunsOnceIsNotOptimised() throws IOException {
    file("Vbench.cpp", MEGABYTE);
    file("Vbench__Slow.cpp", MEGABYTE);
    file("Vbench__Syms.cpp", MEGABYTE);
    List<Unit> units = units(Optimisation.LONG_RUN);
    assertEquals(
        names("Vbench.cpp", "main.cpp"),
        names(units.stream().filter(unit -> unit.optimisation().equals("-O1")).toList()));
    assertEquals(
        names("Vbench__Slow.cpp", "Vbench__Syms.cpp"),
        names(units.stream().filter(unit -> unit.optimisation().equals("-O0")).toList()));
  }

  @Test
  void nothingIsOptimisedForAShortRunAndUnitsAreOfEqualSize() throws IOException {
    List<String> files = IntStream.range(0, 12).mapToObj(i -> "Vbench_" + i + ".cpp").toList();
    for (int index = 0; index < files.size(); index++) {
      file(files.get(index), (index % 3 + 1) * MEGABYTE);
    }
    List<Unit> units = units(Optimisation.SHORT_RUN);
    assertTrue(units.size() > 1, units.toString());
    assertTrue(units.stream().allMatch(unit -> unit.optimisation().equals("-O0")));
    assertEquals(files.size() + 1, names(units).size());
    long smallest = units.stream().mapToLong(CompilationUnitsTest::bytes).min().orElseThrow();
    long largest = units.stream().mapToLong(CompilationUnitsTest::bytes).max().orElseThrow();
    assertTrue(largest - smallest <= 3 * MEGABYTE, smallest + ".." + largest);
  }

  private List<Unit> units(Optimisation optimisation) throws IOException {
    Path main = Files.writeString(folder.resolve("main.cpp"), "");
    Path objects = Files.createDirectories(folder.resolve("obj_dir"));
    return CompilationUnits.of(objects, main, optimisation);
  }

  private void file(String name, int bytes) throws IOException {
    Path objects = Files.createDirectories(folder.resolve("obj_dir"));
    Files.write(objects.resolve(name), new byte[bytes]);
  }

  private static Set<String> names(String... names) {
    return Set.of(names);
  }

  private static Set<String> names(List<Unit> units) {
    return units.stream()
        .flatMap(unit -> unit.files().stream())
        .map(file -> file.getFileName().toString())
        .collect(Collectors.toSet());
  }

  private static long bytes(Unit unit) {
    return unit.files().stream().mapToLong(file -> file.toFile().length()).sum();
  }
}
