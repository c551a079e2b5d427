package org.sparseloom.pipeline;

import org.sparseloom.layer.Work;

/** The work of a layer without engines. */
public enum NoWork implements Work {
  INSTANCE;

  @Override
  public int pixels() {
    return 0;
  }

  @Override
  public int pairs(int pixel, int filter, int first, int channels) {
    throw noEngines();
  }

  @Override
  public int activations(int pixel, int group, int first, int channels) {
    throw noEngines();
  }

  @Override
  public int weights(int filter, int first, int channels) {
    throw noEngines();
  }

  @Override
  public boolean activation(int pixel, int channel, int tap) {
    throw noEngines();
  }

  @Override
  public boolean weight(int filter, int channel, int tap) {
    throw noEngines();
  }

  @Override
  public long pairs(int pixel) {
    throw noEngines();
  }

  private static IllegalStateException noEngines() {
    return new IllegalStateException("a layer without engines has no pairs");
  }

  @Override
  public double pixelsPerImage() {
    return 0;
  }

  @Override
  public double pairDensity() {
    return 0;
  }
}
