package org.sparseloom.emit.hls;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sparseloom.layer.ConstantPort;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.layer.MemoryPort;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;

/**
 * What the template of a stage prints: the stage itself, whose numbers the template asks for by
 * their names, and what C++ needs beside.
 *
 * @param name identifier of the stage's function and files
 * @param index of the stage in the pipeline
 * @param parameters of its function
 * @param weightStorage where BIND_STORAGE puts the weights
 */
record StageView(
    String header,
    String comment,
    String name,
    int index,
    Stage stage,
    List<StreamView> inputs,
    StreamView output,
    String parameters,
    List<Constant> constants,
    boolean hasRoms,
    String weightStorage) {
  /** A constant of the stage; its value is that of the module's input in the Verilog. */
  record Constant(String name, int widthBits, String value) {
    static Constant of(ConstantPort port) {
      String name = Character.toUpperCase(port.name().charAt(0)) + port.name().substring(1);
      String suffix = port.value() > Integer.MAX_VALUE ? "LL" : "";
      return new Constant("k" + name, port.widthBits(), port.value() + suffix);
    }
  }

  static StageView of(String header, String name, int index, Stage stage, QuantisedLayer layer) {
    List<StreamView> inputs = new ArrayList<>();
    for (int port = 0; port < stage.inputs().size(); port++) {
      inputs.add(StreamView.input(port, stage.inputs().get(port)));
    }
    StreamView output = StreamView.output(stage.output());
    return new StageView(
        header,
        (stage.layer().name() + ": " + stage.layer().inputShape() + " to "
                + stage.layer().outputShape() + ", engine " + stage.engine())
            .replaceAll("\\s+", " "),
        name,
        index,
        stage,
        inputs,
        output,
        Stream.concat(inputs.stream(), Stream.of(output))
            .map(StreamView::parameter)
            .collect(Collectors.joining(", ")),
        stage.constants(layer).stream().map(Constant::of).toList(),
        !stage.memories().isEmpty(),
        stage.memories().stream().anyMatch(MemoryPort::block) ? "bram" : "lutram");
  }

  /** Returns the first input, the only one of most stages. */
  StreamView input() {
    return inputs.get(0);
  }

  /** Returns the template group of the stage's kind, below templates/. */
  String templateGroup() {
    return "hls/" + LayerKinds.of(stage.layer()).name() + ".stg";
  }

  /** Returns the template: the stage's own name. */
  String template() {
    String name = stage.getClass().getSimpleName().replaceFirst("Stage$", "");
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
