package org.sparseloom.flow;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.sparseloom.problem.Spelling;
import org.sparseloom.problem.UserProblem;

/**
 * Which stages of a design are simulated alone.
 *
 * @param names of stages; empty: the slowest ones
 * @param most how many at most
 */
public record StageChoice(List<String> names, int most) {
  public StageChoice {
    names = names.stream().distinct().toList();
  }

  /** Those of the names, in their order. */
  public static StageChoice named(List<String> names) {
    return new StageChoice(names, Integer.MAX_VALUE);
  }

  /** So many with the most predicted cycles, the slowest first. */
  public static StageChoice slowest(int most) {
    return new StageChoice(List.of(), most);
  }

  /**
   * Returns the indices of the stages whose cycles must be known to choose: all or those of the names.
   *
   * @param stages names of all stages, in order
   * @throws UserProblem if a name is none of them
   */
  List<Integer> candidates(List<String> stages) {
    List<String> wanted = names.isEmpty() ? stages : names;
    return wanted.stream().map(name -> index(name, stages)).toList();
  }

  private static int index(String name, List<String> stages) {
    if (!stages.contains(name)) {
      throw UserProblem.usage(
          "stage (" + name + ") must be one of the design's: " + String.join(", ", stages),
          Spelling.maybe(name, stages, "take the slowest ones: --slowest 3"));
    }
    return stages.indexOf(name);
  }

  /** Returns the choice among the candidates, given the cycles of each. */
  List<Integer> among(List<Integer> candidates, Map<Integer, Double> cycles) {
    return names.isEmpty()
        ? candidates.stream()
            .sorted(Comparator.comparing(stage -> -cycles.get(stage)))
            .limit(most)
            .toList()
        : candidates;
  }
}
