package org.sparseloom.layer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Weights;

/**
 * A depthwise convolution: every lane of the incoming stream is a channel with multipliers and one
 * accumulator of its own, for each of the pixels side by side. A beat is the window of L channels; its taps are multiplied N at a
 * time, and as no other beat adds to its sums, they leave as soon as the last taps are added: all at once,
 * or R lanes a cycle while the next beat is worked on, so that a requantiser serves L / R lanes.
 *
 * @param layer depthwise
 * @param input incoming stream of L lanes
 * @param output outgoing stream of R lanes, a divisor of L such that no beat ends before the sums of the
 *     one before have left
 * @param weightBits signed weight width
 * @param accumulatorBits signed; wide enough for any partial sum with and without bias
 * @param shift of the requantisation
 * @param packs two products of pixels side by side fit one DSP slice, see {@link Packing}
 * @param multiplier what lanes multiply with
 * @param multipliersPerLane products of one lane a cycle (N), at most the window's taps; what the last
 *     cycle has too many are products of a weight of zero
 */
public record DepthwiseStage(
    Convolution layer,
    StreamFormat input,
    StreamFormat output,
    int weightBits,
    int accumulatorBits,
    int shift,
    boolean packs,
    MultiplierKind multiplier,
    int multipliersPerLane)
    implements Stage {
  /** Name of the engine in designs. */
  public static final String ENGINE = "depthwise";

  public DepthwiseStage {
    DepthwiseNumbers.requireLegal(
        layer, input.lanes(), multipliersPerLane, output.lanes(), input.pixels());
    PoolingChecks.shapes(layer, input, output);
    PoolingChecks.windows(layer, layer.window(), input, output);
    ConvolutionGrid.requireMultiplies(
        layer, multiplier, input.format().operandBits(), weightBits);
    if (!layer.depthwise()) {
      throw new IllegalArgumentException(layer.name() + " must be depthwise");
    }
  }

  /**
   * Returns the stage of a quantised layer.
   *
   * @param arithmetic of the layer
   * @param lanes of the input stream
   * @param pixels of the input stream side by side
   */
  public static DepthwiseStage of(
      QuantisedLayer quantised,
      Arithmetic arithmetic,
      MultiplierKind multiplier,
      int lanes,
      int multipliersPerLane,
      int outputLanes,
      int pixels) {
    Convolution layer = (Convolution) quantised.layer();
    return new DepthwiseStage(
        layer,
        new StreamFormat(layer.inputShape(), lanes, quantised.input(), pixels),
        new StreamFormat(
            layer.outputShape(), outputLanes, quantised.output(),
            LineBuffer.windowsPerBeat(layer.window(), pixels)),
        quantised.weightBits(),
        arithmetic.accumulatorBits(),
        quantised.requantisation().map(Requantisation::shift).orElseThrow(),
        arithmetic.packs() && multiplier == MultiplierKind.DSP,
        multiplier,
        multipliersPerLane);
  }

  @Override
  public String engine() {
    return ENGINE;
  }

  @Override
  public int multipliers() {
    return sums() / pixelsPerMultiplier() * multipliersPerLane;
  }

  /** Returns the accumulators: one a lane and output pixel side by side. */
  public int sums() {
    return input.lanes() * output.pixels();
  }

  /** Returns the pixels side by side that share multipliers: 2 or 1. */
  public int pixelsPerMultiplier() {
    return Packing.together(packs, output.pixels(), packedFactorBits());
  }

  /** Returns whether a multiplier makes a product for every pixel side by side, of which there are several. */
  public boolean allPixelsShare() {
    return output.pixels() > 1 && pixelsPerMultiplier() == output.pixels();
  }

  /** Returns the width of a signed activation that may be one below its format's least value. */
  public int packedFactorBits() {
    return input.format().bits() + 1;
  }

  /** Returns the cycles in which the multipliers visit the taps of a beat: ceil(taps / N). */
  public int cyclesPerBeat() {
    return DepthwiseNumbers.cyclesPerBeat(layer, multipliersPerLane);
  }

  /** Returns the cycles in which the sums of a beat leave: L / R. */
  public int drainCycles() {
    return input.lanes() / output.lanes();
  }

  public LineBuffer lineBuffer() {
    return new LineBuffer(layer.window(), input);
  }

  /**
   * Word beat x ceil(taps/N) + c of the weights holds for every lane the N weights of cycle c, and zeros
   * behind the last tap; a word of the channels those of a beat in.
   */
  @Override
  public List<MemoryPort> memories() {
    return List.of(
        new MemoryPort(
            "weights",
            input.beatsPerPixel() * cyclesPerBeat(),
            input.lanes() * multipliersPerLane * weightBits),
        ChannelMemory.port(sumsOut(), accumulatorBits));
  }

  /** Returns the stream that would give the sums of a beat at once. */
  private StreamFormat sumsOut() {
    return new StreamFormat(output.shape(), input.lanes(), output.format(), output.pixels());
  }

  @Override
  public List<MemoryImage> contents(QuantisedLayer quantised) {
    Weights weights = quantised.weights().orElseThrow();
    int width = layer.window().kernelWidth();
    List<BigInteger> words = new ArrayList<>();
    for (int beat = 0; beat < input.beatsPerPixel(); beat++) {
      for (int cycle = 0; cycle < cyclesPerBeat(); cycle++) {
        MemoryWord word = new MemoryWord();
        for (int lane = 0; lane < input.lanes(); lane++) {
          for (int n = 0; n < multipliersPerLane; n++) {
            int tap = cycle * multipliersPerLane + n;
            int channel = beat * input.lanes() + lane;
            boolean any = tap < layer.window().taps();
            word.append(any ? weights.at(channel, tap / width, tap % width, 0) : 0, weightBits);
          }
        }
        words.add(word.value());
      }
    }
    return List.of(
        new MemoryImage(memories().get(0), words),
        ChannelMemory.image(sumsOut(), accumulatorBits, quantised));
  }

  @Override
  public String moduleName() {
    return PoolingNames.of("Depthwise", layer.window(), input, output)
        + "_n" + multipliersPerLane + (drainCycles() == 1 ? "" : "_r" + output.lanes()) + "_w" + weightBits + "_c" + accumulatorBits + "_h" + shift
        + (pixelsPerMultiplier() == 1 ? "" : "_d2")
        + (multiplier == MultiplierKind.DSP ? "" : "_lut");
  }

  /**
   * A beat takes max(gather, ceil(taps / N)), the first of a row max(kernelWidth, ceil(taps / N)), and an
   * image no less than its input; the data do not matter, and the sums leave meanwhile.
   */
  @Override
  public double cyclesPerImage(Work work) {
    return PoolingCycles.perImage(lineBuffer(), cyclesPerBeat());
  }

  @Override
  public Optional<LineBuffer> ring() {
    return Optional.of(lineBuffer()).filter(buffer -> !buffer.bypassed());
  }

  @Override
  public Optional<ProgressNets> progressNets() {
    return Optional.of(ProgressNets.ofLanes());
  }

  /** Returns cycles from the lanes' working cycle to their partial sum. */
  public int engineLatency() {
    return StageLatency.engineCycles(multipliersPerLane);
  }

  /** The last taps' sum passes the accumulator, where sums are held if they leave in turn, and the requantiser. */
  @Override
  public long fillCycles() {
    return PoolingCycles.fill(lineBuffer())
        + cyclesPerBeat()
        + engineLatency()
        + 1
        + (drainCycles() == 1 ? 0 : 1)
        + StageLatency.REQUANTISER_CYCLES;
  }

  @Override
  public List<Unit> units() {
    return DepthwiseUnits.of(this);
  }
}
