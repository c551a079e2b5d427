package org.sparseloom.emit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Identifiers of one generated design: legal in Verilog, SystemVerilog, C++ and Tcl, reserved in none
 * of them, and each given out once. Upper and lower case count as equal, because identifiers become
 * file names too.
 */
public final class Names {
  private static final Set<String> RESERVED = readReserved();

  private final Set<String> taken = new HashSet<>();

  /**
   * Returns {@code wanted} made legal: every other character than letters, digits and underscores
   * becomes one underscore, none of them at either end or doubled (C++ and Verilator keep those to
   * themselves).
   */
  public static String legal(String wanted) {
    String name =
        wanted.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+", "").replaceAll("_+$", "");
    if (name.isEmpty()) {
      name = "unnamed";
    }
    if (Character.isDigit(name.charAt(0))) {
      name = "n" + name;
    }
    return RESERVED.contains(name.toLowerCase(Locale.ROOT)) ? name + "_x" : name;
  }

  /** Returns a legal name that was not given out before: the wanted one, or with _2, _3, ... */
  public String unique(String wanted) {
    String legal = legal(wanted);
    String name = legal;
    for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
      name = legal + "_" + number;
    }
    return name;
  }

  private static Set<String> readReserved() {
    try (InputStream words = Names.class.getResourceAsStream("reserved-words.txt")) {
      if (words == null) {
        throw new IllegalStateException("reserved-words.txt is missing from the class path");
      }
      return new String(words.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Arrays.stream(line.split(" ")))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
