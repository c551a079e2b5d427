package org.sparseloom.simulate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The C++ of a simulation in groups of files, each compiled in one go. */
final class CompilationUnits {
  /** C++ files that are compiled together. */
  record Unit(String optimisation, List<Path> files) {}

  /** Of the C++ that Verilator marks slow: it runs once. */
  static final String SLOW_OPTION = "-O0";

  /**
   * Bytes of C++ that are compiled in one go, where that leaves every processor something: each unit
   * parses the headers again, which takes as long as compiling 500 kB (three networks with 17 MB: 17
   * units of 1.3 MB took 54 s of processor time, 4 took 38 s, and 0.4 GB of memory each).
   */
  private static final long UNIT_BYTES = 5_000_000;

  /** A design with less is one unit; larger units are not made smaller than this. */
  private static final long LEAST_UNIT_BYTES = 400_000;

  private CompilationUnits() {}

  /**
   * Returns all C++ files in groups; a small design is one.
   *
   * @param objects folder with what Verilator wrote
   * @param main a file more
   */
  static List<Unit> of(Path objects, Path main, Optimisation optimisation) throws IOException {
    Map<Boolean, List<Path>> bySpeed;
    try (Stream<Path> all = Files.list(objects)) {
      bySpeed =
          all.filter(file -> file.toString().endsWith(".cpp"))
              .sorted()
              .collect(Collectors.partitioningBy(CompilationUnits::slow));
    }
    List<Path> fast = new ArrayList<>(bySpeed.get(false));
    fast.add(main);
    List<Path> slow = bySpeed.get(true);
    boolean alike = optimisation.option().equals(SLOW_OPTION);
    if (alike || bytes(fast) + bytes(slow) < LEAST_UNIT_BYTES) {
      fast.addAll(slow);
      return grouped(fast, optimisation.option());
    }
    List<Unit> units = new ArrayList<>(grouped(fast, optimisation.option()));
    units.addAll(grouped(slow, SLOW_OPTION));
    return units;
  }

  private static boolean slow(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith("Slow.cpp") || name.contains("__Syms");
  }

  /** Returns units of about equal size: the largest file first, each to the unit with the least. */
  private static List<Unit> grouped(List<Path> files, String option) throws IOException {
    long share = bytes(files) / Runtime.getRuntime().availableProcessors();
    long unitBytes = Math.max(LEAST_UNIT_BYTES, Math.min(UNIT_BYTES, share));
    int count = (int) Math.max(1, Math.min(files.size(), bytes(files) / unitBytes));
    long[] filled = new long[count];
    List<Unit> units =
        Stream.generate(() -> new Unit(option, new ArrayList<>())).limit(count).toList();
    Map<Path, Long> sizes = new LinkedHashMap<>();
    for (Path file : files) {
      sizes.put(file.toAbsolutePath(), Files.size(file));
    }
    List<Path> largestFirst = new ArrayList<>(sizes.keySet());
    largestFirst.sort(Comparator.comparing(sizes::get).reversed());
    for (Path file : largestFirst) {
      int least = 0;
      for (int unit = 1; unit < count; unit++) {
        least = filled[unit] < filled[least] ? unit : least;
      }
      units.get(least).files().add(file);
      filled[least] += sizes.get(file);
    }
    return units;
  }

  private static long bytes(List<Path> files) throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }
}
