package org.sparseloom.emit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparseloom.device.Device;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.Activation;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.GlobalAveragePooling;
import org.sparseloom.layer.GlobalAveragePoolingStage;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.pipeline.Edge;
import org.sparseloom.pipeline.Fifo;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Weights;
import org.sparseloom.tensor.Window;

/** A network that fits a page: 2x3x3 -> pointwise convolution to 4 channels -> global average. */
final class TinyAccelerator {
  private static final NumberFormat ACTIVATION = NumberFormat.unsigned(8);

  private TinyAccelerator() {}

  /** Writes all files of a pipeline but its stages' modules. */
  static void write(Pipeline pipeline, Path folder) {
    FolderDestination destination = new FolderDestination(folder);
    new AcceleratorGenerator(ignored -> List.of(), "test")
        .generate(pipeline, "tiny", Map.of())
        .forEach(destination::write);
  }

  /** Returns the pipeline on the device of an Alveo card. */
  static Pipeline onCard() {
    Pipeline pipeline = pipeline();
    return new Pipeline(
        pipeline.network(),
        new Device("U250", "xcup", new Resources(12288, 1728000, 3456000, 2688, 1280), 0.7, 250),
        pipeline.stages(), pipeline.edges());
  }

  static Pipeline pipeline() {
    Convolution convolution =
        new Convolution("reg", new Shape(2, 3, 3), 4, Window.pointwise(), Activation.RELU);
    QuantisedLayer quantisedConvolution =
        new QuantisedLayer(
            convolution, ACTIVATION, 1, ACTIVATION, 1, 4,
            Optional.of(new Weights(4, 1, 1, 2, new int[] {1, -2, 3, 0, 0, 7, -8, 5})),
            Optional.of(
                new Requantisation(
                    List.of(0L, -1L, 2L, 3L), List.of(1, 2, 3, 65535), 4, ACTIVATION, 5)));
    GlobalAveragePooling average =
        new GlobalAveragePooling("pool/average", convolution.outputShape());
    QuantisedLayer quantisedAverage =
        new QuantisedLayer(
            average, ACTIVATION, 1, ACTIVATION, 1, 0, Optional.empty(),
            Optional.of(new Requantisation(List.of(0L), List.of(58254), 19, ACTIVATION, 0)));
    Network network =
        new Network(
            "tiny", convolution.inputShape(),
            List.of(
                new Node(convolution, List.of(Network.INPUT)),
                new Node(average, List.of(convolution.name()))),
            Map.of(), List.of());
    Stage first =
        new ConvolutionChoice("sparse", new Folding(1, 1, 2, 1, 2)).stage(quantisedConvolution);
    StreamFormat fours = first.output().withLanes(4);
    Stage second =
        new GlobalAveragePoolingStage(
            average, fours, new StreamFormat(average.outputShape(), 4, ACTIVATION), 19);
    return new Pipeline(
        new QuantisedNetwork(
            network, ACTIVATION, 1, List.of(quantisedConvolution, quantisedAverage)),
        new Device("Z7020", "xc7", new Resources(220, 53200, 106400, 140, 0), 0.7, 143),
        List.of(first, second),
        List.of(
            new Edge(Edge.INPUT, 0, 0, new Fifo("fifo_reg", first.input(), first.input(), 2)),
            new Edge(0, 1, 0, new Fifo("fifo_average", first.output(), fours, 16))));
  }
}
