package org.sparseloom.search.folding;

import org.sparseloom.layer.Work;

/** Every so many pixels of some work, enough to compare foldings by. */
record Thinned(Work all, int pixels) implements Work {
  static Work of(Work work, int most) {
    return work.pixels() <= most ? work : new Thinned(work, most);
  }

  @Override
  public int pairs(int pixel, int filter, int channel) {
    return all.pairs(chosen(pixel), filter, channel);
  }

  private int chosen(int pixel) {
    return (int) ((long) pixel * all.pixels() / pixels);
  }

  @Override
  public int place(int pixel) {
    return all.place(chosen(pixel));
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
