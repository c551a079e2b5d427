package org.sparseloom.pipeline;

import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;

/** What a design decides about one layer's hardware: which engine and how wide. */
public sealed interface LayerChoice permits ConvolutionChoice, PoolingChoice {
  /** Returns "sparse", "dense" or "pool". */
  String engine();

  /** Returns the stage for a layer of the choice's kind; an illegal folding is the user's problem. */
  Stage stage(QuantisedLayer quantised);
}
