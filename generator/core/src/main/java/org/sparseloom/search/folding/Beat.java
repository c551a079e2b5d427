package org.sparseloom.search.folding;

import java.util.Comparator;
import org.sparseloom.stream.StreamFormat;

/** How much of an image a stream carries at a time: so many channels of so many pixels. */
record Beat(int lanes, int pixels) implements Comparable<Beat> {
  private static final Comparator<Beat> ORDER =
      Comparator.comparingInt(Beat::pixels).thenComparingInt(Beat::lanes);

  static Beat of(StreamFormat stream) {
    return new Beat(stream.lanes(), stream.pixels());
  }

  @Override
  public int compareTo(Beat other) {
    return ORDER.compare(this, other);
  }
}
