package org.sparseloom.search.folding;

import java.util.stream.IntStream;
import org.sparseloom.layer.Work;

/**
 * Some pixels of some work, enough to compare foldings by: all are put in order of their pairs, and
 * of each of equal stretches the middle one is taken, so that few stand well for all.
 */
final class Thinned implements Work {
  private final Work all;
  private final int[] chosen;

  private Thinned(Work all, int most) {
    this.all = all;
    int[] ordered =
        IntStream.range(0, all.pixels())
            .boxed()
            .sorted((a, b) -> Long.compare(all.pairs(a), all.pairs(b)))
            .mapToInt(pixel -> pixel)
            .toArray();
    this.chosen =
        IntStream.range(0, most)
            .map(stretch -> ordered[(int) ((2L * stretch + 1) * ordered.length / (2L * most))])
            .toArray();
  }

  static Work of(Work work, int most) {
    return work.pixels() <= most ? work : new Thinned(work, most);
  }

  @Override
  public int pixels() {
    return chosen.length;
  }

  @Override
  public int pairs(int pixel, int filter, int first, int channels) {
    return all.pairs(chosen[pixel], filter, first, channels);
  }

  @Override
  public void pairsOfGroup(
      int pixel, int group, int filters, int first, int channels, int[] into, int at) {
    all.pairsOfGroup(chosen[pixel], group, filters, first, channels, into, at);
  }

  @Override
  public int activations(int pixel, int group, int first, int channels) {
    return all.activations(chosen[pixel], group, first, channels);
  }

  @Override
  public int weights(int filter, int first, int channels) {
    return all.weights(filter, first, channels);
  }

  @Override
  public boolean activation(int pixel, int channel, int tap) {
    return all.activation(chosen[pixel], channel, tap);
  }

  @Override
  public boolean weight(int filter, int channel, int tap) {
    return all.weight(filter, channel, tap);
  }

  @Override
  public long pairs(int pixel) {
    return all.pairs(chosen[pixel]);
  }

  @Override
  public int place(int pixel) {
    return all.place(chosen[pixel]);
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
