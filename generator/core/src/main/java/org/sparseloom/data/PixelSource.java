package org.sparseloom.data;

import java.util.OptionalInt;

/** Raw images of one shape, 8 bits a value; may be read from several threads. */
interface PixelSource {
  int size();

  /** Returns an image, index (channel * height + y) * width + x, each value 0..255 as a byte. */
  byte[] pixels(int index);

  OptionalInt label(int index);
}
