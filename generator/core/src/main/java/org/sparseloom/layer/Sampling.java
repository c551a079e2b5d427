package org.sparseloom.layer;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Which inputs an output of an up-sampling is made of, as ONNX Resize says it: where the output
 * lies, and whether its neighbours are mixed or one of them is copied.
 */
public record Sampling(Coordinates coordinates, Method method) {
  /** Where an output lies among the inputs (coordinate_transformation_mode). */
  public enum Coordinates {
    /** Pixels are squares around their centres. */
    HALF_PIXEL,
    /** Output {@code factor * i} lies at input i. */
    ASYMMETRIC;

    /** Returns the position of a phase behind its input, in units of 1 / (2 factor). */
    int position(int phase, int factor) {
      return this == HALF_PIXEL ? 2 * phase + 1 - factor : 2 * phase;
    }

    String onnxName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What becomes of the neighbours (mode and nearest_mode). */
  public enum Method {
    LINEAR,
    FLOOR,
    CEIL,
    ROUND_PREFER_FLOOR,
    ROUND_PREFER_CEIL;

    /** Returns the input that is copied, relative to i, for a position in units of 1 / unit. */
    int nearest(int position, int unit) {
      return switch (this) {
        case FLOOR -> Math.floorDiv(position, unit);
        case CEIL -> -Math.floorDiv(-position, unit);
        // Units are even: half a pixel is a whole number of them.
        case ROUND_PREFER_FLOOR -> -Math.floorDiv(-(position - unit / 2), unit);
        case ROUND_PREFER_CEIL -> Math.floorDiv(position + unit / 2, unit);
        case LINEAR -> throw new IllegalArgumentException("linear sampling copies nothing");
      };
    }

    String onnxName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Returns the denominator of {@link #positions}. */
  private int denominator(int factor) {
    return method == Method.LINEAR ? 2 * factor : 1;
  }

  private List<Integer> positions(int factor) {
    return IntStream.range(0, factor)
        .map(phase -> coordinates.position(phase, factor))
        .map(at -> method == Method.LINEAR ? at : method.nearest(at, 2 * factor))
        .boxed()
        .toList();
  }

  /** Says whether hardware can do it: copies never come from before the input of their own. */
  boolean legal(int factor) {
    return Interpolation.legal(factor, denominator(factor), positions(factor));
  }

  /** Returns how an axis is up-sampled; {@link #legal} must hold. */
  Interpolation interpolation(int factor) {
    return Interpolation.reduced(denominator(factor), positions(factor));
  }

  /** Returns e.g. "linear half_pixel". */
  @Override
  public String toString() {
    return (method == Method.LINEAR ? "linear " : "nearest " + method.onnxName() + " ")
        + coordinates.onnxName();
  }
}
