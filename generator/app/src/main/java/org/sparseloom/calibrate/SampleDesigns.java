package org.sparseloom.calibrate;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.sparseloom.device.Device;
import org.sparseloom.layer.Activation;
import org.sparseloom.layer.Addition;
import org.sparseloom.layer.AveragePooling;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.ConvolutionColumnStage;
import org.sparseloom.layer.ConvolutionDenseStage;
import org.sparseloom.layer.ConvolutionGrid;
import org.sparseloom.layer.ConvolutionListStage;
import org.sparseloom.layer.ConvolutionSkipStage;
import org.sparseloom.layer.ConvolutionSparseStage;
import org.sparseloom.layer.DepthwiseNumbers;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.GlobalAveragePooling;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.MaxPooling;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.AdditionChoice;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.pipeline.DepthwiseChoice;
import org.sparseloom.pipeline.LayerChoice;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineBuilder;
import org.sparseloom.pipeline.PoolingChoice;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/**
 * Random pipelines of two layers whose stages are synthesised to fit the resource model: shapes,
 * windows, widths, engines and foldings of the sizes that real designs have. In some the second layer
 * adds the first one's output to itself, so that there are forks. Equal seeds give equal designs.
 */
final class SampleDesigns {
  private static final int[] WIDTHS = {4, 5, 6, 8, 8, 8, 8, 12, 16};
  private static final int[] CHANNELS = {1, 2, 3, 4, 6, 8, 8, 12, 16, 16, 24, 32, 64};
  private static final int[] OUTPUTS = {4, 8, 10, 12, 16, 16, 24, 32, 64};
  private static final int[] SIDES = {4, 7, 8, 12, 14, 16, 28, 32, 56, 112, 224};

  /** Bounds that keep a sample's synthesis to seconds; larger designs repeat the same modules. */
  private static final int MOST_WEIGHTS = 40_000;

  private static final int MOST_PAIRS = 72;
  private static final int MOST_CHOICES = 350;
  private static final int MOST_MULTIPLIERS = 48;
  private static final int MOST_LANES = 8;
  private static final int MOST_BEAT_BITS = 700;
  private static final int MOST_PIXELS = 4;

  private static final int ADDITION_ONE_IN = 5;

  private final Random random;
  private final SampleLayers layers;
  private final Device device;
  private final int[] widths;
  private final int signedOneIn;

  private SampleDesigns(long seed, Device device, int[] widths, int signedOneIn) {
    random = new Random(seed);
    layers = new SampleLayers(random);
    this.device = device;
    this.widths = widths;
    this.signedOneIn = signedOneIn;
  }

  /**
   * Draws designs named sample_0, sample_1 and so on. One in ten has signed values of 4 bits
   * throughout, whose products alone are small enough for LUTs.
   *
   * @param device to whose name the pipelines are built
   */
  static List<Pipeline> draw(int count, long seed, Device device) {
    SampleDesigns usual = new SampleDesigns(seed, device, WIDTHS, 4);
    SampleDesigns narrow = new SampleDesigns(seed, device, new int[] {4}, 1);
    int firstNarrow = count - count / 10;
    return IntStream.range(0, count)
        .mapToObj(index -> (index < firstNarrow ? usual : narrow).next("sample_" + index))
        .toList();
  }

  /** One layer with what the design decides about it. */
  private record Sample(QuantisedLayer layer, LayerChoice choice) {}

  /** Returns the next design; its name is part of every layer's, so that several stand together. */
  private Pipeline next(String name) {
    Shape shape = new Shape(oneOf(CHANNELS), oneOf(SIDES), oneOf(SIDES));
    NumberFormat input = format();
    Sample first = layer(name + "_a", shape, input);
    Shape between = first.layer().layer().outputShape();
    Sample second =
        random.nextInt(ADDITION_ONE_IN) == 0
            ? addition(name + "_b", between, first.layer().output())
            : layer(name + "_b", between, first.layer().output());
    List<Sample> samples = List.of(first, second);
    int ports = second.layer().inputs().size();
    List<Node> nodes =
        List.of(
            new Node(first.layer().layer(), List.of(Network.INPUT)),
            new Node(
                second.layer().layer(),
                Collections.nCopies(ports, first.layer().layer().name())));
    Network network = new Network(name, shape, nodes, Map.of(), List.of());
    return PipelineBuilder.build(
        new QuantisedNetwork(network, input, 1, samples.stream().map(Sample::layer).toList()),
        samples.stream().map(Sample::choice).toList(),
        device);
  }

  private Sample layer(String name, Shape shape, NumberFormat input) {
    int kind = random.nextInt(27);
    if (kind >= 24) {
      return convolution(name, shape, input, ConvolutionListStage.ENGINE);
    }
    if (kind >= 20) {
      return depthwise(name, shape, input);
    }
    if (kind < 4) {
      return convolution(name, shape, input, ConvolutionSparseStage.ENGINE);
    }
    if (kind < 6) {
      return convolution(name, shape, input, ConvolutionColumnStage.ENGINE);
    }
    if (kind < 11) {
      return convolution(name, shape, input, ConvolutionDenseStage.ENGINE);
    }
    if (kind < 15) {
      return convolution(name, shape, input, ConvolutionSkipStage.ENGINE);
    }
    if (kind < 16) {
      MaxPooling layer = new MaxPooling(name, shape, window(shape, 3));
      return new Sample(layers.maximum(layer, input), pooling(layer));
    }
    if (kind < 18) {
      AveragePooling layer = new AveragePooling(name, shape, window(shape, 3));
      return new Sample(
          layers.average(layer, layer.window().taps(), input, sameSign(input)), pooling(layer));
    }
    GlobalAveragePooling layer = new GlobalAveragePooling(name, shape);
    return new Sample(
        layers.average(layer, shape.pixels(), input, sameSign(input)), pooling(layer));
  }

  private Sample convolution(String name, Shape shape, NumberFormat input, String engine) {
    Convolution layer =
        draw(
            () -> {
              NumberFormat output = format();
              return new Convolution(
                  name,
                  shape,
                  oneOf(OUTPUTS),
                  convolutionWindow(shape),
                  output.signed() ? Activation.NONE : Activation.RELU);
            },
            drawn -> drawn.outputs() * drawn.pairsPerOutput() <= MOST_WEIGHTS);
    NumberFormat output = new NumberFormat(oneOf(widths), !layer.activation().rectifies());
    int weightBits = oneOf(widths);
    int pixels = pixels(layer);
    int bits = pixels * Math.max(weightBits, input.bits());
    Folding folding =
        draw(() -> folding(layer, engine), drawn -> moderate(layer, drawn, bits, engine));
    return new Sample(
        layers.convolution(layer, input, weightBits, output),
        new ConvolutionChoice(
            engine,
            multiplier(ConvolutionChoice.multipliers(engine), input, weightBits),
            folding,
            pixels));
  }

  /** Returns several pixels side by side in half of the cases in which there can be some. */
  private int pixels(Layer layer) {
    List<Integer> several =
        layer.pixelCounts().stream().filter(count -> count > 1 && count <= MOST_PIXELS).toList();
    return several.isEmpty() || random.nextBoolean()
        ? 1
        : oneOf(several);
  }

  /** Returns a depthwise convolution; a layer of one channel would be an ordinary one. */
  private Sample depthwise(String name, Shape shape, NumberFormat input) {
    if (shape.channels() == 1) {
      return convolution(name, shape, input, ConvolutionDenseStage.ENGINE);
    }
    NumberFormat output = format();
    Convolution layer =
        new Convolution(
            name,
            shape,
            shape.channels(),
            window(shape, 5),
            shape.channels(),
            output.signed() ? Activation.NONE : Activation.RELU);
    int weightBits = oneOf(widths);
    int pixels = pixels(layer);
    int bits = pixels * Math.max(weightBits, input.bits());
    int taps = layer.window().taps();
    List<MultiplierKind> kinds = List.of(MultiplierKind.values());
    DepthwiseChoice choice =
        draw(
            () -> depthwise(layer, multiplier(kinds, input, weightBits), pixels),
            drawn ->
                drawn.lanes() == 1
                    || (drawn.lanes() <= MOST_LANES
                        && drawn.lanes() * drawn.multipliersPerLane() <= MOST_MULTIPLIERS
                        && drawn.lanes() * taps * bits <= MOST_BEAT_BITS));
    return new Sample(layers.convolution(layer, input, weightBits, output), choice);
  }

  private DepthwiseChoice depthwise(Convolution layer, MultiplierKind kind, int pixels) {
    int lanes = divisor(layer.outputs());
    int multipliers = oneOf(DepthwiseNumbers.usefulMultipliers(layer));
    List<Integer> out = DepthwiseNumbers.outputLanes(layer, lanes, multipliers, pixels);
    return new DepthwiseChoice(kind, lanes, multipliers, oneOf(out), pixels);
  }

  private Sample addition(String name, Shape shape, NumberFormat input) {
    Addition layer = new Addition(name, shape, Activation.NONE);
    int pixels = pixels(layer);
    AdditionChoice choice =
        draw(
            () -> new AdditionChoice(divisor(shape.channels()), pixels),
            drawn -> drawn.lanes() <= MOST_LANES);
    return new Sample(layers.addition(layer, input, sameSign(input)), choice);
  }

  /** Returns multipliers of LUTs in a third of the cases in which there can be such. */
  private MultiplierKind multiplier(
      List<MultiplierKind> ofEngine, NumberFormat input, int weightBits) {
    boolean narrow = MultiplierKind.LUT.multiplies(input.operandBits(), weightBits);
    return ofEngine.contains(MultiplierKind.LUT) && narrow && random.nextInt(3) == 0
        ? MultiplierKind.LUT
        : MultiplierKind.DSP;
  }

  private Folding folding(Convolution layer, String engine) {
    int channels = layer.inputShape().channels();
    int lanes = divisor(channels);
    int perEngine = divisor(lanes);
    int outputs = divisor(layer.outputs());
    return new Folding(
        lanes / perEngine,
        perEngine,
        outputs,
        ConvolutionChoice.oneMultiplier(engine)
            ? 1
            : divisor(layer.window().taps() * perEngine),
        divisor(outputs));
  }

  /** Smallest foldings are always moderate, so that a draw ends. */
  private static boolean moderate(Convolution layer, Folding folding, int bits, String engine) {
    int pairs = layer.window().taps() * folding.channelsPerEngine();
    boolean sparse = engine.equals(ConvolutionSparseStage.ENGINE);
    int choices = sparse ? pairs * folding.multipliersPerEngine() : pairs;
    return (folding.multipliers() == 1 && folding.channelsPerEngine() == 1)
        || (folding.outputLanes() <= MOST_LANES
            && pairs <= MOST_PAIRS
            && choices <= MOST_CHOICES
            && folding.multipliers() <= MOST_MULTIPLIERS
            && folding.parallelInputs() * pairs * bits <= MOST_BEAT_BITS);
  }

  private PoolingChoice pooling(Layer layer) {
    int channels = layer.inputShapes().get(0).channels();
    int pixels = pixels(layer);
    return draw(
        () -> new PoolingChoice(divisor(channels), pixels),
        choice -> choice.lanes() <= MOST_LANES);
  }

  /** Returns the window of a convolution, pointwise in a third of the cases. */
  private Window convolutionWindow(Shape shape) {
    return random.nextInt(3) == 0 ? Window.pointwise() : window(shape, 5);
  }

  /** Returns a window that fits. */
  private Window window(Shape shape, int largestKernel) {
    int height = Math.min(shape.height(), 2 + random.nextInt(largestKernel - 1));
    int width =
        random.nextInt(4) > 0
            ? Math.min(height, shape.width())
            : 1 + random.nextInt(Math.min(largestKernel, shape.width()));
    int stride = 1 + random.nextInt(2);
    int vertical = random.nextBoolean() ? (height - 1) / 2 : 0;
    int horizontal = random.nextBoolean() ? (width - 1) / 2 : 0;
    return new Window(
        height, width, stride, stride, vertical, horizontal, vertical, horizontal);
  }

  /** Activations are unsigned behind a ReLU, as they mostly are, or signed. */
  private NumberFormat format() {
    return new NumberFormat(oneOf(widths), random.nextInt(signedOneIn) == 0);
  }

  private NumberFormat sameSign(NumberFormat format) {
    return new NumberFormat(oneOf(widths), format.signed());
  }

  private int divisor(int whole) {
    return oneOf(ConvolutionGrid.divisors(whole));
  }

  private int oneOf(List<Integer> values) {
    return values.get(random.nextInt(values.size()));
  }

  private int oneOf(int[] values) {
    return values[random.nextInt(values.length)];
  }

  private static <T> T draw(Supplier<T> source, Predicate<T> wanted) {
    T drawn = source.get();
    while (!wanted.test(drawn)) {
      drawn = source.get();
    }
    return drawn;
  }
}
