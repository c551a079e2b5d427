package org.sparseloom.search.tpe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The sampler beats random search on standard functions and depends on nothing but its arguments.
 */
class TpeSamplerTest {
  private static final int SEEDS = 9;

  @Test
  void beatsRandomSearchOnASphere() {
    assertBetter(box(4, -5, 5), TpeSamplerTest::sphere, 100, 0.05);
  }

  @Test
  void beatsRandomSearchOnRosenbrock() {
    assertBetter(box(2, -2, 2), TpeSamplerTest::rosenbrock, 100, 0.6);
  }

  @Test
  void beatsRandomSearchOnBranin() {
    assertBetter(
        new ParameterSpace(List.of(new Parameter("x", -5, 10), new Parameter("y", 0, 15))),
        p -> branin(p) - 0.397887,
        100,
        0.2);
  }

  @Test
  void beatsRandomSearchInTwelveDimensions() {
    assertBetter(box(12, 0, 1), TpeSamplerTest::weightedSphere, 200, 0.2);
  }

  /** Like thresholds: the more the better, until the sum of small harms passes a cliff. */
  @Test
  void beatsRandomSearchAtACliff() {
    assertBetter(box(12, 0, 1), TpeSamplerTest::cliff, 200, 0.75);
  }

  @Test
  void sameHistoryAndSeedGiveTheSamePoint() {
    ParameterSpace space = box(3, 0, 1);
    List<Observation> history = run(space, TpeSamplerTest::sphere, 40, 7);
    TpeSampler sampler = new TpeSampler(space, TpeOptions.standard());
    List<Double> point = sampler.suggest(history, 7, 40);
    assertEquals(point, new TpeSampler(space, TpeOptions.standard()).suggest(history, 7, 40));
    assertNotEquals(point, sampler.suggest(history, 8, 40));
    assertNotEquals(point, sampler.suggest(history, 7, 41));
  }

  @Test
  void aStudyThatWasCutOffGoesOnAsIfNot() {
    ParameterSpace space = box(3, 0, 1);
    List<Observation> whole = run(space, TpeSamplerTest::sphere, 40, 3);
    List<Observation> resumed = new ArrayList<>(whole.subList(0, 23));
    proceed(space, TpeSamplerTest::sphere, 40, 3, resumed);
    assertEquals(whole, resumed);
  }

  @Test
  void everyPointLiesInTheBox() {
    ParameterSpace space =
        new ParameterSpace(List.of(new Parameter("x", -1, 3), new Parameter("y", 100, 100.5)));
    // The best point is a corner, where truncation matters most.
    for (Observation observation : run(space, p -> p.get(0) - p.get(1), 80, 1)) {
      assertTrue(space.contains(observation.point()), observation.toString());
    }
  }

  @Test
  void equalAndInfiniteValuesAreNoTrouble() {
    ParameterSpace space = box(2, 0, 1);
    assertEquals(30, run(space, p -> 1, 30, 1).size());
    assertEquals(30, run(space, p -> Double.POSITIVE_INFINITY, 30, 1).size());
  }

  /** Asserts that the median loss over seeds is at most {@code factor} of random search's. */
  private static void assertBetter(
      ParameterSpace space, ToDoubleFunction<List<Double>> loss, int trials, double factor) {
    double modelled = median(space, loss, trials, TpeOptions.standard());
    TpeOptions random = new TpeOptions(trials + 1, 0.5, 1, 1, 0.5, 0.5);
    double drawn = median(space, loss, trials, random);
    String figures = "median loss " + modelled + ", of random search " + drawn;
    assertTrue(modelled < factor * drawn, figures);
  }

  private static double median(
      ParameterSpace space, ToDoubleFunction<List<Double>> loss, int trials, TpeOptions options) {
    return LongStream.range(0, SEEDS)
        .mapToDouble(seed -> best(proceed(space, loss, trials, seed, new ArrayList<>(), options)))
        .sorted()
        .toArray()[SEEDS / 2];
  }

  private static double best(List<Observation> history) {
    return -history.stream().mapToDouble(Observation::value).max().orElseThrow();
  }

  private static List<Observation> run(
      ParameterSpace space, ToDoubleFunction<List<Double>> loss, int trials, long seed) {
    return proceed(space, loss, trials, seed, new ArrayList<>());
  }

  private static List<Observation> proceed(
      ParameterSpace space,
      ToDoubleFunction<List<Double>> loss,
      int trials,
      long seed,
      List<Observation> history) {
    return proceed(space, loss, trials, seed, history, TpeOptions.standard());
  }

  private static List<Observation> proceed(
      ParameterSpace space,
      ToDoubleFunction<List<Double>> loss,
      int trials,
      long seed,
      List<Observation> history,
      TpeOptions options) {
    TpeSampler sampler = new TpeSampler(space, options);
    while (history.size() < trials) {
      List<Double> point = sampler.suggest(history, seed, history.size());
      history.add(new Observation(point, -loss.applyAsDouble(point)));
    }
    return history;
  }

  private static ParameterSpace box(int dimensions, double low, double high) {
    return new ParameterSpace(
        IntStream.range(0, dimensions).mapToObj(i -> new Parameter("x" + i, low, high)).toList());
  }

  private static double sphere(List<Double> point) {
    return point.stream().mapToDouble(x -> (x - 1) * (x - 1)).sum();
  }

  private static double weightedSphere(List<Double> point) {
    return IntStream.range(0, point.size())
        .mapToDouble(i -> (1 + i % 4) * Math.pow(point.get(i) - 0.1 - 0.05 * i, 2))
        .sum();
  }

  private static double rosenbrock(List<Double> p) {
    return 100 * Math.pow(p.get(1) - p.get(0) * p.get(0), 2) + Math.pow(1 - p.get(0), 2);
  }

  private static double branin(List<Double> p) {
    double x = p.get(0);
    double y = p.get(1);
    double bend = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  private static double cliff(List<Double> point) {
    double gain = 0;
    double harm = 0;
    for (int i = 0; i < point.size(); i++) {
      gain += point.get(i) / point.size();
      harm += (1 + i % 3) * Math.pow(point.get(i), 3) / point.size();
    }
    return 1 - gain + 20 * Math.max(0, harm - 0.1);
  }
}
