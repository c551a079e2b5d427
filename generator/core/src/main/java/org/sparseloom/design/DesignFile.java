package org.sparseloom.design;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.sparseloom.json.JsonFields;
import org.sparseloom.json.JsonFile;
import org.sparseloom.layer.Folding;
import org.sparseloom.layer.LayerKind;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.pipeline.AdditionChoice;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.pipeline.DepthwiseChoice;
import org.sparseloom.pipeline.LayerChoice;
import org.sparseloom.pipeline.MultiplicationChoice;
import org.sparseloom.pipeline.NonlinearityChoice;
import org.sparseloom.pipeline.PipelineEstimate;
import org.sparseloom.pipeline.PoolingChoice;
import org.sparseloom.pipeline.RoutingChoice;

/** Reads and writes design.json; whatever is wrong in it is reported with layer, field and value. */
public final class DesignFile {
  private static final List<String> KINDS =
      LayerKinds.all().stream().map(LayerKind::name).toList();
  private static final List<String> CONVOLUTION_ENGINES =
      Stream.concat(ConvolutionChoice.ENGINES.stream(), Stream.of(DepthwiseChoice.ENGINE)).toList();
  private static final int LEAST_BITS = 4;
  private static final int MOST_BITS = 16;

  private DesignFile() {}

  /** Reads a design; throws {@link org.sparseloom.problem.UserProblem} for anything illegal. */
  public static Design read(Path file) {
    return design(JsonFields.read(file));
  }

  /** As {@link #read} from text; {@code source} is what error messages call it. */
  public static Design parse(String text, String source) {
    return design(JsonFields.parse(text, source));
  }

  /** Writes the whole file or nothing. */
  public static void write(Path file, Design design, Optional<PipelineEstimate> predicted) {
    JsonFile.write(file, text(design, predicted));
  }

  /** Returns the file's text: fields in a fixed order, the same design the same bytes. */
  public static String text(Design design, Optional<PipelineEstimate> predicted) {
    return DesignText.of(design, predicted);
  }

  private static Design design(JsonFields fields) {
    fields.formatVersion(Design.FORMAT_VERSION);
    String network = fields.text("network");
    String device = fields.text("device");
    double clock = fields.number("clockMegahertz", 1, 2000);
    int inputBits = fields.integer("inputBits", LEAST_BITS, MOST_BITS);
    boolean inputSigned = fields.flag("inputSigned");
    OptionalDouble inputScale = scale(fields, "inputScale");
    List<DesignLayer> layers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonFields layer : fields.objects("layers")) {
      DesignLayer read = layer(layer);
      if (!names.add(read.name())) {
        throw layer.refuse("name", read.name(), "must be unique", "a layer was copied");
      }
      layers.add(read);
    }
    fields.ignore("predicted");
    fields.nothingElse();
    return new Design(network, device, clock, inputBits, inputSigned, inputScale, layers);
  }

  private static DesignLayer layer(JsonFields unnamed) {
    String name = unnamed.text("name");
    JsonFields fields = unnamed.called("layer " + name);
    fields.ignore("name");
    String kind = fields.oneOf("kind", KINDS);
    boolean weighted = kind.equals(DesignLayer.CONVOLUTION);
    DesignLayer layer =
        new DesignLayer(
            name,
            kind,
            weighted ? fields.integer("weightBits", LEAST_BITS, MOST_BITS) : 0,
            fields.integer("activationBits", LEAST_BITS, MOST_BITS),
            scale(fields, "activationScale"),
            weighted ? fields.number("weightThreshold", 0, Double.MAX_VALUE) : 0,
            fields.has("activationThreshold") || weighted
                ? fields.number("activationThreshold", 0, Double.MAX_VALUE)
                : 0,
            choice(kind, fields),
            fields.has("fifoRows") ? fields.integerList("fifoRows", 0) : List.of());
    fields.nothingElse();
    return layer;
  }

  private static OptionalDouble scale(JsonFields fields, String field) {
    return fields.has(field)
        ? OptionalDouble.of(fields.number(field, Double.MIN_NORMAL, Double.MAX_VALUE))
        : OptionalDouble.empty();
  }

  private static LayerChoice choice(String kind, JsonFields fields) {
    return switch (kind) {
      case DesignLayer.CONVOLUTION -> convolution(fields);
      case DesignLayer.ADDITION ->
          new AdditionChoice(lanes(fields, AdditionChoice.ENGINE), pixels(fields));
      case DesignLayer.MULTIPLICATION ->
          new MultiplicationChoice(lanes(fields, MultiplicationChoice.ENGINE), pixels(fields));
      case DesignLayer.NONLINEARITY ->
          new NonlinearityChoice(lanes(fields, NonlinearityChoice.ENGINE), pixels(fields));
      case DesignLayer.RESIZE,
              DesignLayer.DEPTH_TO_SPACE,
              DesignLayer.CONCATENATION,
              DesignLayer.CHANNEL_SLICE ->
          new RoutingChoice(lanes(fields, RoutingChoice.ENGINE));
      default -> new PoolingChoice(lanes(fields, PoolingChoice.ENGINE), pixels(fields));
    };
  }

  private static LayerChoice convolution(JsonFields fields) {
    String engine = fields.oneOf("engine", CONVOLUTION_ENGINES);
    if (engine.equals(DepthwiseChoice.ENGINE)) {
      int lanes = fields.integer("lanes", 1, Integer.MAX_VALUE);
      return new DepthwiseChoice(
          multiplier(fields),
          lanes,
          fields.integer("multipliersPerLane", 1, Integer.MAX_VALUE),
          fields.has("outputLanes") ? fields.integer("outputLanes", 1, Integer.MAX_VALUE) : lanes,
          pixels(fields));
    }
    JsonFields folding = fields.object("folding");
    Folding read =
        new Folding(
            folding.integer("parallelInputs", 1, Integer.MAX_VALUE),
            folding.integer("channelsPerEngine", 1, Integer.MAX_VALUE),
            folding.integer("parallelOutputs", 1, Integer.MAX_VALUE),
            folding.integer("multipliersPerEngine", 1, Integer.MAX_VALUE),
            folding.integer("outputLanes", 1, Integer.MAX_VALUE));
    folding.nothingElse();
    return new ConvolutionChoice(engine, multiplier(fields), read, pixels(fields));
  }

  /** Returns the lanes of a layer that can have but one engine. */
  private static int lanes(JsonFields fields, String engine) {
    fields.oneOf("engine", List.of(engine));
    return fields.integer("lanes", 1, Integer.MAX_VALUE);
  }

  private static MultiplierKind multiplier(JsonFields fields) {
    return fields.has("multipliers")
        ? MultiplierKind.of(fields.oneOf("multipliers", MultiplierKind.words()))
        : MultiplierKind.DSP;
  }

  private static int pixels(JsonFields fields) {
    return fields.has("pixels") ? fields.integer("pixels", 1, Integer.MAX_VALUE) : 1;
  }
}
