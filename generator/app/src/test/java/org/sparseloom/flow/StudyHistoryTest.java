package org.sparseloom.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.report.SearchHistory;
import org.sparseloom.search.study.FoldingOutcome;
import org.sparseloom.search.study.StudyFile;
import org.sparseloom.search.study.StudyHeader;
import org.sparseloom.search.study.Trial;

class StudyHistoryTest {
  private static final StudyHeader HEADER =
      new StudyHeader(
          StudyHeader.FORMAT_VERSION, "network", "model", "data", 1,
          Map.of(
              "sparsityWeight", "0.05", "throughputWeight", "0.1", "dspWeight", "0.02",
              "largestDrop", "0.05", "margin", "0.02"));

  @TempDir Path folder;

  /** Trial 1 was given up, trial 4 has the largest objective but loses 0.06 of accuracy. */
  @Test
  void trialsThatWereGivenUpAreLeftOutAndTheChosenOneIsCountedWithoutThem() {
    Path file = folder.resolve("study.jsonl");
    StudyFile study = StudyFile.open(file, HEADER, 1);
    study.append(trial(0, 1.0, 0.90, 4000));
    study.append(new Trial(1, List.of(0.5), 9, 0.95, 125, true, new FoldingOutcome(0.5, 900, 10, 100)));
    study.append(trial(2, 1.1, 0.88, 2500));
    study.append(trial(3, 1.2, 0.86, 2000));
    study.append(trial(4, 1.3, 0.84, 1000));
    SearchHistory history = StudyHistory.read(file, 200);
    assertEquals(List.of(1.0, 1.1, 1.2, 1.3), history.objectives());
    assertEquals(List.of(0.90, 0.88, 0.86, 0.84), history.accuracies());
    // 200 million cycles a second.
    assertEquals(List.of(50e3, 80e3, 100e3, 200e3), history.imagesPerSecond());
    assertEquals(2, history.chosen());
  }

  private static Trial trial(int number, double objective, double accuracy, double cycles) {
    FoldingOutcome hardware = new FoldingOutcome(0.5, cycles, 10, 100);
    return new Trial(number, List.of(0.5), objective, accuracy, 1000, false, hardware);
  }
}
