package org.sparseloom.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.sparseloom.device.Device;
import org.sparseloom.device.Resources;
import org.sparseloom.emit.AcceleratorGenerator;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.emit.Manifest;
import org.sparseloom.layer.MaxPooling;
import org.sparseloom.layer.MaxPoolingStage;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.Edge;
import org.sparseloom.pipeline.Fifo;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;
import org.sparseloom.tensor.Window;

/**
 * Two stages that pass beats on (1x1 maximum pooling), their modules written by hand, so that the
 * testbench can be tested without Chisel and with faults that no generated design has.
 */
final class HandWrittenDesign {
  /** What both stages do wrong, in the order of hand-written.v. */
  enum Fault {
    NONE,
    WRONG_VALUE,
    WITHDRAWN,
    STOPPED
  }

  private static final Shape SHAPE = new Shape(6, 3, 5);

  private HandWrittenDesign() {}

  /** Writes a design; {@code faultBeat} counts a stage's beats, 3 lanes each. */
  static BenchDesign write(
      Path folder, String name, NumberFormat format, Fault fault, int faultBeat, int images) {
    StreamFormat stream = new StreamFormat(SHAPE, 3, format);
    List<Stage> stages = new ArrayList<>();
    List<QuantisedLayer> layers = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    List<Edge> edges = new ArrayList<>();
    String before = Network.INPUT;
    for (String layerName : List.of(name + "/first", name + "/second")) {
      MaxPooling layer = new MaxPooling(layerName, SHAPE, Window.pointwise());
      stages.add(new MaxPoolingStage(layer, stream, stream));
      layers.add(
          new QuantisedLayer(
              layer, format, 1, format, 1, 0, Optional.empty(), Optional.empty()));
      nodes.add(new Node(layer, List.of(before)));
      int index = edges.size();
      edges.add(new Edge(index - 1, index, 0, new Fifo("fifo_" + index, stream, stream, 2)));
      before = layerName;
    }
    Network network = new Network(name, SHAPE, nodes, Map.of(), List.of());
    Pipeline pipeline =
        new Pipeline(
            new QuantisedNetwork(network, format, 1, layers),
            new Device("Z7020", "xc7", Resources.NONE, 0.7, 100),
            stages,
            edges);
    AcceleratorGenerator generator =
        new AcceleratorGenerator(p -> modules(p, fault, faultBeat), "test");
    FolderDestination destination = new FolderDestination(folder);
    List<Artifact> artifacts = generator.generate(pipeline, name, Map.of());
    artifacts.forEach(destination::write);
    Manifest manifest = Manifest.parse(artifacts.get(artifacts.size() - 1).text());
    return new BenchDesign(manifest, pipeline, randomImages(format, images));
  }

  /** A module for every stage and FIFO, around the hand-written register; the stages have the fault. */
  private static List<Artifact> modules(Pipeline pipeline, Fault fault, int faultBeat) {
    Map<String, String> modules = new LinkedHashMap<>();
    modules.put("faulty_register", resource());
    int width = pipeline.fifos().get(0).to().widthBits();
    Stream.concat(
            pipeline.fifos().stream().map(Fifo::moduleName),
            pipeline.stages().stream().map(Stage::moduleName))
        .distinct()
        .forEach(
            module ->
                modules.put(
                    module,
                    wrapper(
                        module,
                        width,
                        module.startsWith("MaxPooling") ? fault : Fault.NONE,
                        faultBeat)));
    return modules.entrySet().stream()
        .map(module -> new Artifact("rtl/" + module.getKey() + ".v", module.getValue()))
        .toList();
  }

  private static String wrapper(String module, int width, Fault fault, int faultBeat) {
    return String.join(
        "\n",
        "module " + module + " (",
        "  input wire clock, input wire reset,",
        "  input wire in_valid, output wire in_ready, input wire [" + (width - 1) + ":0] in_bits,",
        "  output wire out_valid, input wire out_ready,",
        "  output wire [" + (width - 1) + ":0] out_bits);",
        "  faulty_register #(.WIDTH(" + width + "), .FAULT(" + fault.ordinal() + "),",
        "    .FAULT_BEAT(" + faultBeat + ")) register (.*);",
        "endmodule",
        "");
  }

  private static String resource() {
    try (InputStream file =
        HandWrittenDesign.class.getResourceAsStream("/simulate/hand-written.v")) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static ImageReference randomImages(NumberFormat format, int images) {
    return new ImageReference() {
      @Override
      public int images() {
        return images;
      }

      @Override
      public StageTensors compute(int image) {
        Random random = new Random(image);
        int[] values =
            random
                .ints(SHAPE.elements(), (int) format.min(), (int) format.max() + 1)
                .toArray();
        Tensor tensor = new Tensor(SHAPE, values);
        return new StageTensors(tensor, List.of(tensor, tensor));
      }
    };
  }
}
