package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.search.study.FoldingOutcome;
import org.sparseloom.search.study.Trial;
import org.sparseloom.sparsity.Thresholds;
import org.sparseloom.testing.SmallNetworks;

/** The search on a small network that is judged by its own unpruned answers. */
class ThresholdSearchTest {
  /** One that does not see the same class in all noise. */
  private static final Network NETWORK = NetworkImporter.of(SmallNetworks.convolutional(19));

  private static final SearchOptions OPTIONS =
      SearchOptions.standard()
          .withTrials(40)
          .withMode(SearchMode.FULL, new Objective(0.1, 0.1, 0.02, 0.05, 0.02));

  private static JudgingImages images;

  @TempDir Path folder;

  @BeforeAll
  static void labelImagesAsTheNetworkSeesThem() {
    Random random = new Random(3);
    List<float[]> pixels = new ArrayList<>();
    for (int image = 0; image < 200; image++) {
      pixels.add(SmallNetworks.normal(random, NETWORK.input().elements(), 1));
    }
    int[] labels = new int[pixels.size()];
    try (ThresholdSession session =
        new ThresholdSession(NETWORK, new JudgingImages(NETWORK.input(), pixels, labels), 1)) {
      float[] logits = session.outputs(pixels, Map.of()).get("fc");
      for (int i = 0; i < logits.length; i++) {
        int image = i / 4;
        labels[image] = logits[i] > logits[image * 4 + labels[image]] ? i % 4 : labels[image];
      }
    }
    images = new JudgingImages(NETWORK.input(), pixels, labels);
  }

  @Test
  void findsBetterThanNoPruningAndThanUniformPruning() {
    SearchResult result = search(OPTIONS, "study.jsonl");
    assertTrue(result.complete());
    assertEquals(40, result.trials().size());
    assertEquals(1.0, result.plain().accuracy(), "labels are the unpruned network's answers");
    double warm =
        result.trials().subList(0, 11).stream().mapToDouble(Trial::objective).max().orElseThrow();
    assertTrue(result.best().objective() > warm + 0.005, result.best() + " against " + warm);
    assertTrue(result.best().accuracy() >= 0.95, result.best().toString());
    assertTrue(result.best().hardware().pairSparsity() > result.plain().hardware().pairSparsity() + 0.05);
    assertEquals(NETWORK.parameters().keySet(), result.thresholds().keySet());
    assertEquals(0, result.thresholds().get("fc").activation(), "logits are never pruned");
  }

  @Test
  void theSameSeedGivesTheSameTrials() throws IOException {
    search(OPTIONS, "one.jsonl");
    search(OPTIONS, "two.jsonl");
    assertEquals(text("one.jsonl"), text("two.jsonl"));
    search(OPTIONS.withSeed(2), "three.jsonl");
    assertNotEquals(
        Files.readAllLines(folder.resolve("one.jsonl")).get(20),
        Files.readAllLines(folder.resolve("three.jsonl")).get(20));
  }

  @Test
  void aStudyThatWasCutOffEndsTheSame() throws IOException {
    SearchResult whole = search(OPTIONS, "whole.jsonl");
    for (int length : new int[] {200, 1200, text("whole.jsonl").length() - 3}) {
      Files.writeString(folder.resolve("cut.jsonl"), text("whole.jsonl").substring(0, length));
      SearchResult resumed = search(OPTIONS, "cut.jsonl");
      assertEquals(text("whole.jsonl"), text("cut.jsonl"));
      assertEquals(whole.best(), resumed.best());
    }
  }

  @Test
  void moreTrialsGoOnFromFewer() throws IOException {
    search(OPTIONS, "whole.jsonl");
    search(OPTIONS.withTrials(9), "grown.jsonl");
    search(OPTIONS, "grown.jsonl");
    assertEquals(text("whole.jsonl"), text("grown.jsonl"));
  }

  @Test
  void anInterruptEndsTheSearchBetweenTrials() {
    try (ThresholdSearch search = prepared(OPTIONS)) {
      SearchResult result =
          search.run(
              folder.resolve("study.jsonl"),
              event -> {
                if (event.trial().number() == 11) {
                  Thread.currentThread().interrupt();
                }
              });
      assertTrue(Thread.interrupted(), "the interrupt must stay visible to the caller");
      assertFalse(result.complete());
      assertEquals(12, result.trials().size());
    }
    assertEquals(40, search(OPTIONS, "study.jsonl").trials().size());
  }

  @Test
  void anInterruptInTheMiddleOfATrialLosesAtMostThatTrial() throws IOException {
    for (boolean fails : List.of(false, true)) {
      Path study = folder.resolve(fails + ".jsonl");
      FoldingEvaluator interrupted =
          new InterruptedFolding(
              new DensestLayer(1000), fails, Thread.currentThread(), new AtomicInteger());
      try (ThresholdSearch search = new ThresholdSearch(NETWORK, images, interrupted, OPTIONS)) {
        SearchResult result = search.run(study, SearchProgress.SILENT);
        assertTrue(Thread.interrupted(), "the interrupt must stay visible to the caller");
        // The sixth trial's hardware is not counted on any more once the thread is interrupted.
        int ended = result.trials().size();
        assertTrue(ended == 5 || ended == (fails ? 5 : 6), ended + " trials");
        assertFalse(result.complete());
      }
      search(OPTIONS, study.getFileName().toString());
    }
    assertEquals(text("false.jsonl"), text("true.jsonl"));
  }

  @Test
  void theBestTrialKeepsAccuracyWhateverTheWeights() {
    Objective greedy = new Objective(0, 1000, 0, 0.01, 0);
    SearchResult result = search(OPTIONS.withMode(SearchMode.FULL, greedy), "study.jsonl");
    assertTrue(result.trials().stream().anyMatch(trial -> trial.accuracy() < 0.99));
    assertTrue(result.best().accuracy() >= 0.99, result.best().toString());
  }

  @Test
  void progressTellsTheBestTrialAndTheTimeLeft() {
    List<SearchProgress.Event> events = new ArrayList<>();
    try (ThresholdSearch search = prepared(OPTIONS.withTrials(8))) {
      SearchResult result = search.run(folder.resolve("study.jsonl"), events::add);
      assertEquals(8, events.size());
      assertEquals(result.best(), events.get(7).best());
      assertEquals(0, events.get(7).remaining().toNanos());
      assertFalse(events.get(0).remaining().isZero());
    }
  }

  @Test
  void weightsOnlyAndActivationsOnlyLeaveTheOtherAlone() {
    for (SearchMode mode : List.of(SearchMode.WEIGHTS, SearchMode.ACTIVATIONS)) {
      SearchResult result =
          search(OPTIONS.withMode(mode, OPTIONS.objective()), mode.word() + ".jsonl");
      double weights =
          result.thresholds().values().stream().mapToDouble(Thresholds::weight).sum();
      double activations =
          result.thresholds().values().stream().mapToDouble(Thresholds::activation).sum();
      assertEquals(mode.weights(), weights > 0);
      assertEquals(mode.activations(), activations > 0);
    }
  }

  @Test
  void uniformSearchPrunesAllLayersAlike() {
    SearchResult result =
        search(OPTIONS.withMode(SearchMode.UNIFORM, OPTIONS.objective()), "uniform.jsonl");
    assertEquals(2, result.best().point().size());
    assertTrue(result.best().objective() > result.plain().objective());
  }

  @Test
  void softwareSearchKnowsNoHardware() {
    SearchOptions software = OPTIONS.withMode(SearchMode.SOFTWARE, OPTIONS.objective());
    List<Double> points = new ArrayList<>();
    for (double cycles : new double[] {1000, 10}) {
      try (ThresholdSearch search =
          new ThresholdSearch(NETWORK, images, new DensestLayer(cycles), software)) {
        search
            .run(folder.resolve(cycles + ".jsonl"), SearchProgress.SILENT)
            .trials()
            .forEach(trial -> points.addAll(trial.point()));
      }
    }
    int half = points.size() / 2;
    assertEquals(points.subList(0, half), points.subList(half, points.size()));
  }

  @Test
  void theFrontHasWhatNoOtherTrialBeats() {
    SearchResult result = search(OPTIONS.withGoal(SearchOptions.Goal.FRONT), "front.jsonl");
    List<Trial> front = ParetoOrder.front(result.trials());
    assertTrue(front.size() >= 3, front.toString());
    for (Trial one : front) {
      for (Trial other : front) {
        boolean asGood =
            one.accuracy() >= other.accuracy()
                && one.hardware().cyclesPerImage() <= other.hardware().cyclesPerImage();
        boolean same =
            one.accuracy() == other.accuracy()
                && one.hardware().cyclesPerImage() == other.hardware().cyclesPerImage();
        assertTrue(!asGood || same, one + " beats " + other);
      }
    }
  }

  @Test
  void trialsThatWereGivenUpWouldNotHaveBeenTheBest() {
    SearchResult result = search(OPTIONS, "study.jsonl");
    List<Trial> trials = result.trials();
    List<Trial> givenUp = trials.stream().filter(Trial::givenUp).toList();
    assertTrue(givenUp.size() >= 10, givenUp.size() + " were given up");
    Objective objective = OPTIONS.objective();
    try (ThresholdSearch search = prepared(OPTIONS);
        ThresholdSession session = new ThresholdSession(NETWORK, images, 1)) {
      for (Trial trial : givenUp) {
        Map<String, Thresholds> thresholds = search.space().thresholds(trial.point());
        double accuracy =
            Judgement.whole(session.answers(thresholds, Zeroing.FAST)).accuracy();
        double value =
            objective.value(accuracy, trial.hardware(), 1, result.plain().hardware());
        Trial best = objective.best(trials.subList(0, trial.number()));
        assertTrue(
            accuracy < 1 - 0.05 || value <= best.objective(), trial + " has " + accuracy);
      }
    }
  }

  @Test
  void otherOptionsAreAnotherStudy() {
    search(OPTIONS.withTrials(2), "study.jsonl");
    Objective softwareOnly = new Objective(0.1, 0, 0, 0.05, 0.02);
    UserProblem problem =
        assertThrows(
            UserProblem.class, () -> search(OPTIONS.withMode(SearchMode.FULL, softwareOnly), "study.jsonl"));
    assertTrue(
        problem.getMessage().contains("was made with the option dspWeight = 0.02, not 0.0"),
        problem.getMessage());
  }

  @Test
  void aStudyOfAnotherModelOfTheHardwareIsRefused() {
    search(OPTIONS.withTrials(3), "study.jsonl");
    try (ThresholdSearch search =
        new ThresholdSearch(NETWORK, images, new DensestLayer(1001), OPTIONS)) {
      Path study = folder.resolve("study.jsonl");
      UserProblem problem =
          assertThrows(UserProblem.class, () -> search.run(study, SearchProgress.SILENT));
      assertTrue(
          problem.getMessage().contains("was made with another model of the hardware: trial 0"),
          problem.getMessage());
    }
  }

  private SearchResult search(SearchOptions options, String study) {
    try (ThresholdSearch search = prepared(options)) {
      return search.run(folder.resolve(study), SearchProgress.SILENT);
    }
  }

  private static ThresholdSearch prepared(SearchOptions options) {
    return new ThresholdSearch(NETWORK, images, new DensestLayer(1000), options);
  }

  private String text(String study) throws IOException {
    return Files.readString(folder.resolve(study));
  }

  /** Cycles go with the densest layer's weights and with the threshold on what it reads. */
  private record DensestLayer(double cyclesPerUnit) implements FoldingEvaluator {
    @Override
    public Map<String, String> described() {
      return Map.of("hardware", "the densest layer decides");
    }

    @Override
    public FoldingOutcome evaluate(Map<String, Thresholds> thresholds) {
      double densest = 0;
      double zeros = 0;
      for (String layer : List.of("conv1", "conv2")) {
        float[] weights = NETWORK.parameters().get(layer).weights();
        Thresholds pruned = thresholds.get(layer);
        double density = nonZero(weights, pruned.weight()) / (1 + pruned.activation());
        densest = Math.max(densest, density);
        zeros += (1 - density) / 2;
      }
      return new FoldingOutcome(zeros, cyclesPerUnit * densest, 1, 1);
    }
  }

  /** Interrupts the searching thread in the sixth call, and then fails or goes on. */
  private record InterruptedFolding(
      FoldingEvaluator folding, boolean fails, Thread searching, AtomicInteger calls)
      implements FoldingEvaluator {
    @Override
    public Map<String, String> described() {
      return folding.described();
    }

    @Override
    public FoldingOutcome evaluate(Map<String, Thresholds> thresholds) {
      if (calls.incrementAndGet() == 6) {
        searching.interrupt();
        if (fails) {
          throw new IllegalStateException("interrupted");
        }
      }
      return folding.evaluate(thresholds);
    }
  }

  private static double nonZero(float[] values, double threshold) {
    int count = 0;
    for (float value : values) {
      count += Math.abs(value) >= threshold ? 1 : 0;
    }
    return (double) count / values.length;
  }
}
