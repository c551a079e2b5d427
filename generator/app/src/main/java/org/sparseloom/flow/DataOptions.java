package org.sparseloom.flow;

import java.util.List;
import org.sparseloom.data.ImageSet;
import org.sparseloom.data.ImageSets;
import org.sparseloom.data.Normalisation;
import org.sparseloom.tensor.Shape;

/**
 * Which images a step works on.
 *
 * @param specification as {@link ImageSets} reads it
 * @param normalisation from pixels to the network's input
 */
public record DataOptions(String specification, Normalisation normalisation) {
  /** Returns images whose pixels the network takes as 0..1. */
  public static DataOptions unitRange(String specification) {
    return new DataOptions(specification, new Normalisation(List.of(0.0), List.of(255.0)));
  }

  /** Opens the images for a network's input. */
  public ImageSet open(Shape input) {
    return ImageSets.open(specification, input, normalisation);
  }

  public DataOptions withSpecification(String other) {
    return new DataOptions(other, normalisation);
  }
}
