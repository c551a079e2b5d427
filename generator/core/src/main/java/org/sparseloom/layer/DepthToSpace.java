package org.sparseloom.layer;

import org.sparseloom.tensor.Shape;

/**
 * Spreads the channels of a pixel over a block of pixels, and keeps a rectangle of the result. The
 * channels are {@code runs} runs, each with the channels of the block's first pixel, then those of
 * its second, row by row: one run is ONNX's DCR, as many as output channels its CRD.
 *
 * @param blockHeight output rows per input row
 * @param blockWidth output columns per input column
 * @param cropTop rows left out at the top, fewer than a block has; so the columns at the left
 * @param height output rows; those of the last input row are among them
 * @param width output columns
 */
public record DepthToSpace(
    String name,
    Shape inputShape,
    int blockHeight,
    int blockWidth,
    int runs,
    int cropTop,
    int cropLeft,
    int height,
    int width)
    implements Layer {
  public DepthToSpace {
    int perRun = blockHeight * blockWidth * runs;
    if (blockHeight < 1 || blockWidth < 1 || runs < 1 || inputShape.channels() % perRun != 0) {
      throw new IllegalArgumentException(
          name + ": block " + blockHeight + "x" + blockWidth + " times runs (" + runs
              + ") must divide the channels (" + inputShape.channels() + ")");
    }
    check(name, cropTop, height, blockHeight, inputShape.height());
    check(name, cropLeft, width, blockWidth, inputShape.width());
  }

  private static void check(String name, int crop, int kept, int block, int inputs) {
    if (crop < 0 || crop >= block || crop + kept > inputs * block
        || crop + kept <= (inputs - 1) * block) {
      throw new IllegalArgumentException(
          name + ": " + kept + " rows or columns from " + crop + " on must leave out less than a"
              + " block of " + block + " at both ends of " + inputs * block);
    }
  }

  /** Nothing is cropped. */
  public static DepthToSpace whole(String name, Shape input, int blockHeight, int blockWidth, int runs) {
    return new DepthToSpace(
        name, input, blockHeight, blockWidth, runs, 0, 0,
        input.height() * blockHeight, input.width() * blockWidth);
  }

  @Override
  public boolean keepsChannels() {
    return false;
  }

  @Override
  public Shape outputShape() {
    return new Shape(runs * channelsPerRun(), height, width);
  }

  /** Returns the output channels of a run. */
  public int channelsPerRun() {
    return inputShape.channels() / (runs * blockHeight * blockWidth);
  }

  /** Returns the input channel that becomes an output channel at a place in the block. */
  public int inputChannel(int channel, int inBlockY, int inBlockX) {
    int run = channel / channelsPerRun();
    int place = inBlockY * blockWidth + inBlockX;
    return (run * blockHeight * blockWidth + place) * channelsPerRun()
        + channel % channelsPerRun();
  }

  /** Returns whether the output is smaller than all blocks together. */
  public boolean crops() {
    return height < inputShape.height() * blockHeight || width < inputShape.width() * blockWidth;
  }
}
