package org.sparseloom.pipeline;

import java.util.List;
import java.util.Map;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.LayerKind;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** What a design decides about one layer's hardware: which engine and how wide. */
public sealed interface LayerChoice
    permits ConvolutionChoice, DepthwiseChoice, LanesChoice {
  /**
   * Returns "sparse", "dense", "skip", "list", "column", "depthwise", "add", "multiply", "function",
   * "pool" or "route".
   */
  String engine();

  /** Refuses a choice whose numbers do not divide the layer's, naming the legal ones. */
  void requireLegal(Layer layer);

  /** Returns how many pixels of the input are taken side by side. */
  default int pixels() {
    return 1;
  }

  /** Returns what the engine's multipliers are made of. */
  default MultiplierKind multiplier() {
    return MultiplierKind.DSP;
  }

  /** Returns what design.json says beside the engine: names with their values, in its order. */
  List<Map.Entry<String, Integer>> numbers();

  /** Returns the folding in short, for people. */
  String summary();

  /** Returns the refusal of a layer that the reference knows but no stage computes. */
  static UserProblem noHardware(Layer layer) {
    LayerKind kind = LayerKinds.of(layer);
    return new UserProblem(
        ExitCode.MODEL_NOT_SUPPORTED,
        "layer " + layer.name() + ", " + kind.name() + " " + kind.geometry(layer)
            + ": it must be of a kind that there is hardware for",
        "another network serves as well; inspect shows the kinds of its layers.");
  }

  /** Returns the refusal of an engine that cannot compute a layer; {@code legal} can. */
  static UserProblem wrongEngine(Layer layer, String engine, List<String> legal) {
    LayerKind kind = LayerKinds.of(layer);
    return UserProblem.usage(
        "layer " + layer.name() + ", " + kind.name() + " " + kind.geometry(layer) + ": engine ("
            + engine + ") must be " + String.join(" or ", legal),
        "the engine was copied from another layer");
  }

  /** Returns the end of a summary: nothing for DSP slices and one pixel at a time. */
  default String ending() {
    return (pixels() == 1 ? "" : " P=" + pixels())
        + (multiplier() == MultiplierKind.DSP ? "" : " " + multiplier().name());
  }

  /** Returns the stage for a layer of the choice's kind; an illegal folding is the user's problem. */
  Stage stage(QuantisedLayer quantised);
}
