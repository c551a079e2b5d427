package org.sparseloom.data;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.sparseloom.tensor.Shape;

/** Raw images, normalised as they are asked for. */
record PixelImages(String description, Shape shape, PixelSource source, Normalisation normalisation)
    implements ImageSet {
  @Override
  public int size() {
    return source.size();
  }

  @Override
  public float[] input(int index) {
    byte[] pixels = source.pixels(index);
    float[] input = new float[pixels.length];
    for (int i = 0; i < input.length; i++) {
      input[i] = normalisation.apply(i / shape.pixels(), pixels[i] & 0xff);
    }
    return input;
  }

  @Override
  public OptionalInt label(int index) {
    return source.label(index);
  }

  @Override
  public OptionalDouble exactStep() {
    return normalisation.exactStep();
  }
}
