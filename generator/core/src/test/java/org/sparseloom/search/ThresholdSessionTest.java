package org.sparseloom.search;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sparseloom.network.FloatKernel;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkExporter;
import org.sparseloom.network.NetworkImporter;
import org.sparseloom.onnx.OnnxModel;
import org.sparseloom.onnx.OnnxSession;
import org.sparseloom.sparsity.Thresholds;
import org.sparseloom.testing.BranchedNetworks;
import org.sparseloom.testing.SmallNetworks;

/** Thresholds that are fed to the one session do what thresholds done by hand do. */
class ThresholdSessionTest {
  private static final OnnxModel MODEL = SmallNetworks.everything(5);
  private static final Network NETWORK = NetworkImporter.of(MODEL);
  private static final int IMAGES = 120;

  @Test
  void thresholdsOfZeroChangeNothing() {
    JudgingImages images = images();
    OnnxModel folded = NetworkExporter.write(NETWORK);
    try (ThresholdSession session = new ThresholdSession(NETWORK, images, 2);
        OnnxSession plain = new OnnxSession(folded.bytes(), 1)) {
      Map<String, float[]> outputs = session.outputs(images.pixels(), Map.of());
      // Weights that are constants run on other kernels, so the last bit may differ.
      assertArrayEquals(run(plain, images.pixels()), outputs.get(last()), 1e-5f);
    }
  }

  @Test
  void accuracyIsTheShareOfRightImages() {
    JudgingImages random = images();
    try (ThresholdSession session = new ThresholdSession(NETWORK, random, 2)) {
      float[] logits = session.outputs(random.pixels(), Map.of()).get(last());
      int[] labels = new int[IMAGES];
      for (int image = 0; image < IMAGES; image++) {
        labels[image] = largest(logits, image * 5);
      }
      // The last batch is not full: its images count as well.
      labels[0] = (labels[0] + 1) % 5;
      labels[IMAGES - 1] = (labels[IMAGES - 1] + 1) % 5;
      JudgingImages labelled = new JudgingImages(random.shape(), random.pixels(), labels);
      try (ThresholdSession judging = new ThresholdSession(NETWORK, labelled, 2)) {
        assertEquals((IMAGES - 2.0) / IMAGES, accuracy(judging, Map.of()));
      }
    }
  }

  @Test
  void aTrialThatHasLostItsRaceIsJudgedBySomeOfTheImages() {
    JudgingImages images = wrongLabels();
    List<Answer> right = Collections.nCopies(IMAGES, new Answer(true, 1));
    for (int threads = 1; threads <= 3; threads++) {
      try (ThresholdSession session = new ThresholdSession(NETWORK, images, threads)) {
        Judgement some = session.judged(Map.of(), new Race(right, IMAGES / 10));
        assertTrue(some.givenUp());
        assertEquals(50, some.images(), "a batch, on " + threads + " threads");
        Judgement all = session.judged(Map.of(), new Race(right, IMAGES));
        assertEquals(new Judgement(0, IMAGES, false), all);
        assertEquals(0, Answer.right(session.answers(Map.of(), Zeroing.FAST)));
      }
    }
  }

  private static JudgingImages wrongLabels() {
    JudgingImages random = images();
    int[] labels = new int[IMAGES];
    try (ThresholdSession session = new ThresholdSession(NETWORK, random, 2)) {
      float[] logits = session.outputs(random.pixels(), Map.of()).get(last());
      for (int image = 0; image < IMAGES; image++) {
        labels[image] = (largest(logits, image * 5) + 1) % 5;
      }
    }
    return new JudgingImages(random.shape(), random.pixels(), labels);
  }

  @Test
  void weightThresholdsEqualWeightsPrunedByHand() {
    Map<String, Thresholds> thresholds = new HashMap<>();
    Map<String, FloatKernel> pruned = new HashMap<>();
    NETWORK
        .parameters()
        .forEach(
            (layer, kernel) -> {
              double threshold = 0.15 + 0.05 * thresholds.size();
              thresholds.put(layer, new Thresholds(threshold, 0));
              pruned.put(
                  layer,
                  new FloatKernel(
                      zeroBelow(kernel.weights(), (float) threshold),
                      kernel.biases(),
                      kernel.outputTensor(),
                      kernel.weightTensor()));
            });
    Network byHand =
        new Network(NETWORK.name(), NETWORK.input(), NETWORK.nodes(), pruned, NETWORK.notes());
    JudgingImages images = images();
    try (ThresholdSession session = new ThresholdSession(NETWORK, images, 1);
        OnnxSession plain = new OnnxSession(NetworkExporter.write(byHand).bytes(), 1)) {
      float[] logits = session.outputs(images.pixels(), thresholds).get(last());
      assertArrayEquals(run(plain, images.pixels()), logits, 1e-5f);
      float[] unpruned = session.outputs(images.pixels(), Map.of()).get(last());
      assertTrue(largestDifference(unpruned, logits) > 1e-2);
    }
  }

  @Test
  void activationThresholdsZeroSmallOutputsOfThatLayer() {
    JudgingImages images = images();
    String first = ThresholdedLayers.activations(NETWORK).get(0);
    Map<String, Thresholds> thresholds = Map.of(first, new Thresholds(0, 0.4));
    try (ThresholdSession session = new ThresholdSession(NETWORK, images, 1)) {
      Map<String, float[]> plain = session.outputs(images.pixels(), Map.of());
      Map<String, float[]> pruned = session.outputs(images.pixels(), thresholds);
      float[] expected = zeroBelow(plain.get(first), 0.4f);
      assertArrayEquals(expected, pruned.get(first));
      assertTrue(zeros(expected) > zeros(plain.get(first)), "the threshold must prune something");
      assertTrue(largestDifference(plain.get(last()), pruned.get(last())) > 1e-3);
    }
  }

  /** The third convolution has no ReLU: a threshold there is on the magnitude. */
  @Test
  void negativeOutputsArePrunedByMagnitude() {
    JudgingImages images = images();
    String third = ThresholdedLayers.activations(NETWORK).get(2);
    try (ThresholdSession session = new ThresholdSession(NETWORK, images, 1)) {
      float[] plain = session.outputs(images.pixels(), Map.of()).get(third);
      float[] pruned =
          session.outputs(images.pixels(), Map.of(third, new Thresholds(0, 0.3))).get(third);
      assertArrayEquals(zeroBelow(plain, 0.3f), pruned);
      assertTrue(minimum(pruned) < -0.3, "large negative outputs must stay");
    }
  }

  @Test
  void whereBranchesJoinTheSumIsPrunedAndNotItsTerms() {
    Network network = NetworkImporter.of(BranchedNetworks.residual(5));
    assertEquals(List.of("c1", "s1", "s2"), ThresholdedLayers.activations(network));
    assertEquals(List.of("c1", "c2", "c3", "short", "y"), ThresholdedLayers.weights(network));
    JudgingImages images = images(network);
    try (ThresholdSession session = new ThresholdSession(network, images, 1)) {
      Map<String, float[]> plain = session.outputs(images.pixels(), Map.of());
      Map<String, float[]> pruned =
          session.outputs(images.pixels(), Map.of("s1", new Thresholds(0, 0.5)));
      assertArrayEquals(zeroBelow(plain.get("s1"), 0.5f), pruned.get("s1"));
      assertArrayEquals(plain.get("c2"), pruned.get("c2"));
      assertTrue(largestDifference(plain.get("s2"), pruned.get("s2")) > 1e-3);
    }
  }

  @Test
  void plainNodesZeroTheSameOutputs() {
    JudgingImages images = images();
    Map<String, Thresholds> thresholds = new HashMap<>();
    ThresholdedLayers.activations(NETWORK).forEach(l -> thresholds.put(l, new Thresholds(0, 0.3)));
    byte[] fast = ThresholdModel.of(NETWORK, thresholds, Zeroing.FAST, List.of());
    byte[] plain = ThresholdModel.of(NETWORK, thresholds, Zeroing.PLAIN, List.of());
    try (OnnxSession one = new OnnxSession(fast, 1);
        OnnxSession other = new OnnxSession(plain, 1);
        OnnxSession unpruned = new OnnxSession(NetworkExporter.write(NETWORK).bytes(), 1)) {
      float[] logits = run(one, images.pixels());
      assertArrayEquals(logits, run(other, images.pixels()), 1e-5f);
      assertTrue(largestDifference(logits, run(unpruned, images.pixels())) > 1e-2);
    }
  }

  @Test
  void resultsDependOnNoThreads() {
    JudgingImages images = images();
    Map<String, Thresholds> thresholds = new HashMap<>();
    NETWORK.parameters().keySet().forEach(l -> thresholds.put(l, new Thresholds(0.1, 0.1)));
    try (ThresholdSession one = new ThresholdSession(NETWORK, images, 1);
        ThresholdSession three = new ThresholdSession(NETWORK, images, 3)) {
      double accuracy = accuracy(one, thresholds);
      for (int repetition = 0; repetition < 5; repetition++) {
        assertEquals(accuracy, accuracy(three, thresholds));
      }
    }
  }

  private static double accuracy(ThresholdSession session, Map<String, Thresholds> thresholds) {
    return Judgement.whole(session.answers(thresholds, Zeroing.FAST)).accuracy();
  }

  private static JudgingImages images() {
    return images(NETWORK);
  }

  private static JudgingImages images(Network network) {
    Random random = new Random(3);
    List<float[]> pixels = new ArrayList<>();
    int[] labels = new int[IMAGES];
    for (int image = 0; image < IMAGES; image++) {
      pixels.add(SmallNetworks.normal(random, network.input().elements(), 1));
      labels[image] = random.nextInt(5);
    }
    return new JudgingImages(network.input(), pixels, labels);
  }

  private static String last() {
    return NETWORK.nodes().get(NETWORK.nodes().size() - 1).layer().name();
  }

  private static float[] run(OnnxSession session, List<float[]> images) {
    int elements = NETWORK.input().elements();
    float[] batch = new float[images.size() * elements];
    for (int image = 0; image < images.size(); image++) {
      System.arraycopy(images.get(image), 0, batch, image * elements, elements);
    }
    long[] dimensions = {
      images.size(), NETWORK.input().channels(), NETWORK.input().height(), NETWORK.input().width()
    };
    return session
        .run(Map.of(Network.INPUT, new OnnxSession.Values(dimensions, batch)))
        .get(NetworkExporter.OUTPUT)
        .values();
  }

  private static float[] zeroBelow(float[] values, float threshold) {
    float[] result = values.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.abs(result[i]) < threshold ? 0 : result[i];
    }
    return result;
  }

  private static int largest(float[] logits, int first) {
    int best = 0;
    for (int i = 1; i < 5; i++) {
      best = logits[first + i] > logits[first + best] ? i : best;
    }
    return best;
  }

  private static int zeros(float[] values) {
    int zeros = 0;
    for (float value : values) {
      zeros += value == 0 ? 1 : 0;
    }
    return zeros;
  }

  private static float minimum(float[] values) {
    float minimum = values[0];
    for (float value : values) {
      minimum = Math.min(minimum, value);
    }
    return minimum;
  }

  private static float largestDifference(float[] one, float[] other) {
    float difference = 0;
    for (int i = 0; i < one.length; i++) {
      difference = Math.max(difference, Math.abs(one[i] - other[i]));
    }
    return difference;
  }
}
