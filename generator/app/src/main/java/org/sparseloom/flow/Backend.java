package org.sparseloom.flow;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.sparseloom.problem.UserProblem;

/** A language that accelerators are written in. */
public enum Backend {
  VERILOG,
  HLS;

  /** Returns the word of the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the backends that a list with commas names. */
  public static Set<Backend> parseAll(String list) {
    EnumSet<Backend> backends = EnumSet.noneOf(Backend.class);
    for (String word : list.split(",", -1)) {
      backends.add(parse(word));
    }
    return backends;
  }

  /** Returns the backend of a word. */
  public static Backend parse(String word) {
    return Arrays.stream(values())
        .filter(backend -> backend.word().equals(word.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                UserProblem.usage(
                    "backend (" + word + ") must be one of "
                        + Arrays.stream(values())
                            .map(Backend::word)
                            .collect(Collectors.joining(", ")),
                    "take --backend verilog or --backend hls"));
  }
}
