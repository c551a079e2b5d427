package org.sparseloom.flow;

import java.nio.file.Path;
import java.util.List;
import org.sparseloom.report.SearchHistory;
import org.sparseloom.search.Objective;
import org.sparseloom.search.study.Study;
import org.sparseloom.search.study.StudyFile;
import org.sparseloom.search.study.Trial;

/** The trials of a study as the report shows them. */
final class StudyHistory {
  private StudyHistory() {}

  /** Reads a study; images per second are for the clock given. */
  static SearchHistory read(Path file, double clockMegahertz) {
    Study study = StudyFile.read(file);
    // Of trials that were given up accuracy is an estimate.
    List<Trial> trials = study.trials().stream().filter(trial -> !trial.givenUp()).toList();
    return new SearchHistory(
        trials.stream().map(Trial::objective).toList(),
        trials.stream().map(Trial::accuracy).toList(),
        trials.stream().map(trial -> clockMegahertz * 1e6 / trial.hardware().cyclesPerImage()).toList(),
        trials.indexOf(Objective.described(study.header().options()).best(trials)));
  }
}
