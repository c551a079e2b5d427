package org.sparseloom.pipeline;

import org.sparseloom.layer.Layer;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;

/** What a design decides about one layer's hardware: which engine and how wide. */
public sealed interface LayerChoice permits ConvolutionChoice, PoolingChoice {
  /** Returns "sparse", "dense" or "pool". */
  String engine();

  /** Refuses a choice whose numbers do not divide the layer's, naming the legal ones. */
  void requireLegal(Layer layer);

  /** Returns the folding in short, for people. */
  String summary();

  /** Returns the stage for a layer of the choice's kind; an illegal folding is the user's problem. */
  Stage stage(QuantisedLayer quantised);
}
