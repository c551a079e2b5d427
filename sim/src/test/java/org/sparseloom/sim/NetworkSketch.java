package org.sparseloom.sim;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sparseloom.device.Device;
import org.sparseloom.device.Resources;
import org.sparseloom.axi.AxiStream;
import org.sparseloom.emit.AcceleratorGenerator;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.emit.Manifest;
import org.sparseloom.emit.hls.HlsBackend;
import org.sparseloom.hardware.ChiselElaborator;
import org.sparseloom.layer.Activation;
import org.sparseloom.layer.Addition;
import org.sparseloom.layer.AveragePooling;
import org.sparseloom.layer.ChannelSlice;
import org.sparseloom.layer.Concatenation;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.DepthToSpace;
import org.sparseloom.layer.GlobalAveragePooling;
import org.sparseloom.layer.GlobalMaxPooling;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.layer.MaxPooling;
import org.sparseloom.layer.Multiplication;
import org.sparseloom.layer.NonlinearFunction;
import org.sparseloom.layer.Nonlinearity;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Resize;
import org.sparseloom.layer.Sampling;
import org.sparseloom.layer.Work;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.ImageLoad;
import org.sparseloom.pipeline.LayerChoice;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.pipeline.PipelineBuilder;
import org.sparseloom.pipeline.PipelineEstimate;
import org.sparseloom.pipeline.PipelineEstimator;
import org.sparseloom.pipeline.PipelineTrace;
import org.sparseloom.simulate.BenchDesign;
import org.sparseloom.simulate.ImageReference;
import org.sparseloom.sparsity.MeasuredWork;
import org.sparseloom.sparsity.NonZeroMap;
import org.sparseloom.sparsity.WeightMasks;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.tensor.Window;

/**
 * A random network drawn layer by layer, each on top of the one before it unless told otherwise, each with its folding, on random images. The name is part of
 * every layer's name, so that several can share one bench.
 */
final class NetworkSketch {
  private static final Device DEVICE = new Device("Z7020", "xc7", Resources.NONE, 0.7, 143);

  private final String name;
  private final RandomLayers random;
  private final NumberFormat inputFormat;
  private final List<QuantisedLayer> layers = new ArrayList<>();
  private final List<LayerChoice> choices = new ArrayList<>();

  /** Per layer the tensors that it takes, as indices into {@link #tensors}. */
  private final List<List<Integer>> taken = new ArrayList<>();

  /** The tensor that the next layer takes. */
  private int last = 0;

  /** Per layer and one for the input: the tensor of every image. */
  private final List<List<Tensor>> tensors = new ArrayList<>();

  NetworkSketch(
      String name, Shape input, NumberFormat inputFormat, double inputDensity, int images) {
    this.name = name;
    this.inputFormat = inputFormat;
    random = new RandomLayers(name.hashCode());
    tensors.add(
        IntStream.range(0, images)
            .mapToObj(image -> random.image(input, inputFormat, inputDensity))
            .toList());
  }

  /** Adds a convolution; the output is unsigned, behind a ReLU, or signed. */
  NetworkSketch convolution(
      int outputs, Window window, int weightBits, NumberFormat output, double density,
      double threshold, LayerChoice choice) {
    Convolution layer =
        new Convolution(nextName("conv"), shape(), outputs, window, activation(output));
    return add(
        random.convolution(
            layer, format(), weightBits, output, density, threshold, last().get(0)),
        choice);
  }

  /** Adds a convolution in which every channel is a group. */
  NetworkSketch depthwise(
      Window window, int weightBits, NumberFormat output, double threshold, LayerChoice choice) {
    int channels = shape().channels();
    Convolution layer =
        new Convolution(
            nextName("depthwise"), shape(), channels, window, channels, activation(output));
    return add(
        random.convolution(layer, format(), weightBits, output, 1, threshold, last().get(0)),
        choice);
  }

  /** Adds a convolution in groups. */
  NetworkSketch grouped(
      int outputs, Window window, int groups, int weightBits, NumberFormat output, double density,
      double threshold, LayerChoice choice) {
    Convolution layer =
        new Convolution(
            nextName("grouped"), shape(), outputs, window, groups, activation(output));
    return add(
        random.convolution(
            layer, format(), weightBits, output, density, threshold, last().get(0)),
        choice);
  }

  /** Adds a fully connected layer: all values so far become the channels of one pixel. */
  NetworkSketch fullyConnected(
      int outputs, int weightBits, NumberFormat output, double density, LayerChoice choice) {
    Shape flat = new Shape(shape().elements(), 1, 1);
    Convolution layer =
        new Convolution(nextName("fc"), flat, outputs, Window.pointwise(), activation(output));
    return add(
        random.convolution(layer, format(), weightBits, output, density, 0, last().get(0)),
        choice);
  }

  NetworkSketch resize(int factorY, int factorX, Sampling sampling, LayerChoice choice) {
    Resize layer = new Resize(nextName("resize"), shape(), factorY, factorX, sampling);
    return add(RandomLayers.copying(layer, format()), choice);
  }

  /** Adds a DepthToSpace of so many rows and columns from a place in the first block on. */
  NetworkSketch depthToSpace(
      int blockHeight, int blockWidth, int runs, int top, int left, int height, int width,
      LayerChoice choice) {
    DepthToSpace layer =
        new DepthToSpace(
            nextName("spread"), shape(), blockHeight, blockWidth, runs, top, left, height, width);
    return add(RandomLayers.copying(layer, format()), choice);
  }

  NetworkSketch slice(int first, int channels, LayerChoice choice) {
    ChannelSlice layer = new ChannelSlice(nextName("slice"), shape(), first, channels);
    return add(RandomLayers.copying(layer, format()), choice);
  }

  /** Joins the channels of the last layer's output and of others (-1: the image). */
  NetworkSketch concatenation(
      List<Integer> others, NumberFormat output, double threshold, LayerChoice choice) {
    List<Integer> inputs = new ArrayList<>(List.of(last));
    others.forEach(other -> inputs.add(other + 1));
    Concatenation layer =
        new Concatenation(
            nextName("concat"),
            inputs.stream().map(index -> tensors.get(index).get(0).shape()).toList());
    List<NumberFormat> formats = inputs.stream().map(this::format).toList();
    return add(RandomLayers.concatenation(layer, formats, output, threshold), choice, inputs);
  }

  NetworkSketch maxPooling(Window window, LayerChoice choice) {
    return add(
        RandomLayers.copying(new MaxPooling(nextName("maxpool"), shape(), window), format()),
        choice);
  }

  NetworkSketch averagePooling(
      Window window, NumberFormat output, double threshold, LayerChoice choice) {
    AveragePooling layer = new AveragePooling(nextName("avgpool"), shape(), window);
    return add(
        RandomLayers.average(layer, window.taps(), format(), output, threshold), choice);
  }

  NetworkSketch globalAveragePooling(NumberFormat output, double threshold, LayerChoice choice) {
    GlobalAveragePooling layer = new GlobalAveragePooling(nextName("gap"), shape());
    return add(
        RandomLayers.average(layer, shape().pixels(), format(), output, threshold), choice);
  }

  NetworkSketch globalMaxPooling(LayerChoice choice) {
    return add(
        RandomLayers.copying(new GlobalMaxPooling(nextName("gmp"), shape()), format()), choice);
  }

  /** Makes the next layer take the output of a layer before the last one, by its number. */
  NetworkSketch from(int layer) {
    last = layer + 1;
    return this;
  }

  /** Adds the sum of the last layer's output and that of another one (-1: the image). */
  NetworkSketch addition(int other, NumberFormat output, double threshold, LayerChoice choice) {
    Addition layer = new Addition(nextName("add"), shape(), activation(output));
    List<NumberFormat> inputs = List.of(format(), format(other + 1));
    return add(
        RandomLayers.addition(layer, inputs, output, threshold), choice,
        List.of(last, other + 1));
  }

  /** Adds a function of every value; the input's largest integer stands for {@code range}. */
  NetworkSketch nonlinearity(
      NonlinearFunction function, int outputBits, double range, double threshold,
      LayerChoice choice) {
    double slope = function.smooth() ? 1 : 1.0 / 6;
    double offset = function.smooth() ? 0 : 0.5;
    Nonlinearity layer =
        new Nonlinearity(nextName("function"), shape(), function, slope, offset);
    return add(
        RandomLayers.nonlinearity(layer, format(), outputBits, range, threshold), choice);
  }

  /**
   * Adds the product of the last layer's output and that of another one, or of a pixel of factors
   * for every channel.
   */
  NetworkSketch multiplication(
      int other, NumberFormat output, double threshold, LayerChoice choice) {
    boolean perChannel = !shape().equals(shape(other + 1));
    Multiplication layer =
        new Multiplication(nextName("multiply"), shape(), perChannel, activation(output));
    List<NumberFormat> inputs = List.of(format(), format(other + 1));
    return add(
        RandomLayers.multiplication(layer, inputs, output, threshold), choice,
        List.of(last, other + 1));
  }

  private NetworkSketch add(QuantisedLayer layer, LayerChoice choice) {
    return add(layer, choice, List.of(last));
  }

  private NetworkSketch add(QuantisedLayer layer, LayerChoice choice, List<Integer> inputs) {
    layers.add(layer);
    choices.add(choice);
    taken.add(inputs);
    tensors.add(
        IntStream.range(0, tensors.get(0).size())
            .mapToObj(
                image ->
                    LayerKinds.of(layer.layer())
                        .evaluate(
                            layer,
                            inputs.stream().map(index -> tensors.get(index).get(image)).toList()))
            .toList());
    last = layers.size();
    return this;
  }

  private static Activation activation(NumberFormat output) {
    return output.signed() ? Activation.NONE : Activation.RELU;
  }

  private List<Tensor> last() {
    return tensors.get(last);
  }

  private Shape shape() {
    return shape(last);
  }

  private Shape shape(int tensor) {
    return tensors.get(tensor).get(0).shape();
  }

  private NumberFormat format() {
    return format(last);
  }

  private NumberFormat format(int tensor) {
    return tensor == 0 ? inputFormat : layers.get(tensor - 1).output();
  }

  private String nextName(String kind) {
    return name + "_" + kind + (layers.size() + 1);
  }

  String name() {
    return name;
  }

  /** Returns what layer number {@code layer} gives for an image. */
  Tensor output(int layer, int image) {
    return tensors.get(layer + 1).get(image);
  }

  Pipeline pipeline() {
    return pipeline(DEVICE);
  }

  Pipeline pipeline(Device device) {
    List<Node> nodes = new ArrayList<>();
    for (int index = 0; index < layers.size(); index++) {
      List<String> inputs = taken.get(index).stream().map(this::tensorName).toList();
      nodes.add(new Node(layers.get(index).layer(), inputs));
    }
    Network network =
        new Network(name, tensors.get(0).get(0).shape(), nodes, Map.of(), List.of());
    return PipelineBuilder.build(
        new QuantisedNetwork(network, inputFormat, 1, layers), choices, device);
  }

  private String tensorName(int tensor) {
    return tensor == 0 ? Network.INPUT : layers.get(tensor - 1).layer().name();
  }

  /** Returns the pairs of every convolution over images {@code first} to {@code until - 1}. */
  Map<String, Work> work(int first, int until) {
    Map<String, Work> work = new HashMap<>();
    for (int index = 0; index < layers.size(); index++) {
      Layer layer = layers.get(index).layer();
      if (layer.macs() > 0) {
        List<NonZeroMap> inputs =
            tensors.get(taken.get(index).get(0)).subList(first, until).stream()
                .map(NonZeroMap::of)
                .toList();
        work.put(
            layer.name(),
            MeasuredWork.of(
                WeightMasks.of((Convolution) layer, layers.get(index).weights().orElseThrow()), inputs, MeasuredWork.ALL_PIXELS, 0));
      }
    }
    return work;
  }

  /** Returns what the estimator expects on the images from {@code first} on. */
  PipelineEstimate estimate(int first) {
    return PipelineEstimator.forFamily(DEVICE.family())
        .estimate(pipeline(), work(first, tensors.get(0).size()), DEVICE.clockMegahertz());
  }

  /** Returns what is expected of a simulation of all images at full speed. */
  PipelineTrace trace() {
    Pipeline pipeline = pipeline();
    return PipelineTrace.measured(
        pipeline,
        IntStream.range(0, tensors.get(0).size())
            .mapToObj(image -> ImageLoad.of(pipeline, work(image, image + 1)))
            .toList());
  }

  /** Generates the network's accelerator into a folder, which several designs may share. */
  BenchDesign generate(Path folder) {
    return generate(folder, pipeline());
  }

  /** Generates the accelerator of a pipeline made from {@link #pipeline()}. */
  BenchDesign generate(Path folder, Pipeline pipeline) {
    return write(folder, pipeline, new AcceleratorGenerator(new ChiselElaborator(), "test"));
  }

  /** Generates the network's accelerator in C++ into a folder of its own. */
  BenchDesign generateC(Path folder) {
    return write(
        folder,
        pipeline(),
        new AcceleratorGenerator(Optional.empty(), List.of(new HlsBackend()), "test", AxiStream.DEFAULT_BUS_BITS));
  }

  private BenchDesign write(Path folder, Pipeline pipeline, AcceleratorGenerator generator) {
    FolderDestination destination = new FolderDestination(folder);
    List<Artifact> artifacts = generator.generate(pipeline, name, Map.of());
    artifacts.forEach(destination::write);
    Manifest manifest = Manifest.parse(artifacts.get(artifacts.size() - 1).text());
    return new BenchDesign(manifest, pipeline, reference());
  }

  private ImageReference reference() {
    return new ImageReference() {
      @Override
      public int images() {
        return tensors.get(0).size();
      }

      @Override
      public StageTensors compute(int image) {
        return new StageTensors(
            tensors.get(0).get(image),
            tensors.subList(1, tensors.size()).stream().map(all -> all.get(image)).toList());
      }
    };
  }
}
