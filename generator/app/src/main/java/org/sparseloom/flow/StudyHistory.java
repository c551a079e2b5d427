package org.sparseloom.flow;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.sparseloom.report.SearchHistory;
import org.sparseloom.search.study.StudyFile;
import org.sparseloom.search.study.Trial;

/** The trials of a study as the report shows them. */
final class StudyHistory {
  private StudyHistory() {}

  /** Reads a study; images per second are for the clock given. */
  static SearchHistory read(Path study, double clockMegahertz) {
    List<Trial> trials = StudyFile.trials(study);
    int chosen =
        IntStream.range(0, trials.size())
            .reduce(0, (a, b) -> trials.get(b).objective() > trials.get(a).objective() ? b : a);
    return new SearchHistory(
        trials.stream().map(Trial::objective).toList(),
        trials.stream().map(Trial::accuracy).toList(),
        trials.stream().map(trial -> clockMegahertz * 1e6 / trial.cyclesPerImage()).toList(),
        chosen);
  }
}
