package org.sparseloom.search.folding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sparseloom.device.Device;
import org.sparseloom.device.Devices;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Work;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.resource.ResourceModel;
import org.sparseloom.sparsity.MeasuredWork;
import org.sparseloom.sparsity.NonZeroMap;
import org.sparseloom.sparsity.WeightMasks;
import org.sparseloom.testing.QuantisedChains;

/**
 * What the folding of one trial takes, in a search that has folded others before, and that of a design.
 * Every call has other work, as every trial has. README says how it is run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class FoldingSearchBenchmark {
  private static final int TRIALS = 8;
  private static final int PIXELS = 128;
  private static final double ACTIVATION_DENSITY = 0.5;

  /** What is folded, and for which device. */
  public enum Example {
    NINE_STAGES_Z7020(QuantisedChains.fashion(), "Z7020"),
    SIXTY_STAGES_U250(QuantisedChains.separable(), "U250");

    private final QuantisedNetwork network;
    private final Device device;

    Example(QuantisedNetwork network, String device) {
      this.network = network;
      this.device = Devices.named(device);
    }
  }

  @Param public Example example;

  private FoldingSearch search;
  private List<Map<String, Work>> works;
  private int trial;

  /** Makes the work of some trials. */
  @Setup
  public void prepare() {
    search =
        new FoldingSearch(
            example.network, ResourceModel.standard(example.device.family()));
    works =
        IntStream.range(0, TRIALS)
            .mapToObj(seed -> work(example.network, seed))
            .toList();
  }

  /** Counted as in a trial, in an image whose values are zero at random. */
  private static Map<String, Work> work(QuantisedNetwork network, int seed) {
    Random random = new Random(seed);
    Map<String, Work> work = new HashMap<>();
    for (QuantisedLayer layer : network.layers()) {
      if (layer.layer() instanceof Convolution convolution) {
        boolean[] nonZero = new boolean[convolution.inputShape().elements()];
        for (int i = 0; i < nonZero.length; i++) {
          nonZero[i] = random.nextDouble() < ACTIVATION_DENSITY;
        }
        work.put(
            convolution.name(),
            MeasuredWork.of(
                WeightMasks.of(convolution, layer.weights().orElseThrow()),
                List.of(new NonZeroMap(convolution.inputShape(), nonZero)),
                PIXELS,
                seed));
      }
    }
    return work;
  }

  @Benchmark
  public FoldingResult trial() {
    return folded(FoldingOptions.Effort.QUICK);
  }

  @Benchmark
  public FoldingResult design() {
    return folded(FoldingOptions.Effort.FULL);
  }

  private FoldingResult folded(FoldingOptions.Effort effort) {
    Map<String, Work> work = works.get(trial++ % TRIALS);
    return search.find(work, FoldingOptions.fastestOn(example.device).withEffort(effort));
  }
}
