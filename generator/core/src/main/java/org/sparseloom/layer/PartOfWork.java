package org.sparseloom.layer;

/** Sampled pixels {@code from} to {@code until - 1} of some work. */
record PartOfWork(Work all, int from, int until) implements Work {
  @Override
  public int pixels() {
    return until - from;
  }

  @Override
  public int pairs(int pixel, int filter, int first, int channels) {
    return all.pairs(from + pixel, filter, first, channels);
  }

  @Override
  public void pairsOfGroup(
      int pixel, int group, int filters, int first, int channels, int[] into, int at) {
    all.pairsOfGroup(from + pixel, group, filters, first, channels, into, at);
  }

  @Override
  public int activations(int pixel, int group, int first, int channels) {
    return all.activations(from + pixel, group, first, channels);
  }

  @Override
  public int weights(int filter, int first, int channels) {
    return all.weights(filter, first, channels);
  }

  @Override
  public boolean activation(int pixel, int channel, int tap) {
    return all.activation(from + pixel, channel, tap);
  }

  @Override
  public boolean weight(int filter, int channel, int tap) {
    return all.weight(filter, channel, tap);
  }

  @Override
  public long pairs(int pixel) {
    return all.pairs(from + pixel);
  }

  @Override
  public int place(int pixel) {
    return all.place(from + pixel);
  }

  @Override
  public double pixelsPerImage() {
    return all.pixelsPerImage();
  }

  @Override
  public double pairDensity() {
    return all.pairDensity();
  }
}
