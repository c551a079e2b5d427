package org.sparseloom.search.study;

import java.util.List;

/**
 * A study as it lies in its file.
 *
 * @param header what it is about
 * @param trials finished ones, in order
 */
public record Study(StudyHeader header, List<Trial> trials) {
  public Study {
    trials = List.copyOf(trials);
  }
}
