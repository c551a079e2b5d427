package org.sparseloom.layer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Weights;

/**
 * A depthwise convolution: every lane of the stream is a channel with multipliers, one accumulator
 * and a requantiser of its own, for each of the pixels side by side. A beat is the window of L channels; its taps are multiplied N at a
 * time, and as no other beat adds to its sums, they leave as soon as the last taps are added.
 *
 * @param layer depthwise
 * @param input incoming stream of L lanes
 * @param output outgoing stream of L lanes
 * @param weightBits signed weight width
 * @param accumulatorBits signed; wide enough for any partial sum with and without bias
 * @param shift of the requantisation
 * @param packs two products of pixels side by side fit one DSP slice, see {@link Packing}
 * @param multiplier what lanes multiply with
 * @param multipliersPerLane products of one lane a cycle (N), a divisor of the window's taps
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
    requireLegal(layer, input.lanes(), multipliersPerLane);
    PoolingChecks.channelWise(layer, input, output);
    PoolingChecks.windows(layer, layer.window(), input, output);
    ConvolutionGrid.requireMultiplies(
        layer, multiplier, input.format().operandBits(), weightBits);
    if (!layer.depthwise()) {
      throw new IllegalArgumentException(layer.name() + " must be depthwise");
    }
  }

  /** Refuses numbers that do not divide the layer's, naming the legal ones. */
  public static void requireLegal(Convolution layer, int lanes, int multipliersPerLane) {
    check(layer, "lanes", lanes, "the channels", layer.outputs());
    check(
        layer,
        "multipliersPerLane",
        multipliersPerLane,
        "the taps of the window",
        layer.window().taps());
  }

  private static void check(Convolution layer, String what, int value, String of, int whole) {
    if (value < 1 || whole % value != 0) {
      throw UserProblem.usage(
          "layer " + layer.name() + ": " + what + " (" + value + ") must divide " + of + " ("
              + whole + ")",
          "take one of the divisors " + ConvolutionGrid.divisors(whole));
    }
  }

  /**
   * Returns the stage of a quantised layer.
   *
   * @param arithmetic of the layer
   * @param pixels of the input stream side by side
   */
  public static DepthwiseStage of(
      QuantisedLayer quantised,
      Arithmetic arithmetic,
      MultiplierKind multiplier,
      int lanes,
      int multipliersPerLane,
      int pixels) {
    Convolution layer = (Convolution) quantised.layer();
    requireLegal(layer, lanes, multipliersPerLane);
    return new DepthwiseStage(
        layer,
        new StreamFormat(layer.inputShape(), lanes, quantised.input(), pixels),
        new StreamFormat(
            layer.outputShape(), lanes, quantised.output(),
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
    return output.values() / pixelsPerMultiplier() * multipliersPerLane;
  }

  /** Returns the pixels side by side that share multipliers: 2 or 1. */
  public int pixelsPerMultiplier() {
    return Packing.together(packs, output.pixels(), packedFactorBits());
  }

  /** Returns the width of a signed activation that may be one below its format's least value. */
  public int packedFactorBits() {
    return input.format().bits() + 1;
  }

  /** Returns the cycles in which the multipliers visit the taps of a beat: taps / N. */
  public int cyclesPerBeat() {
    return layer.window().taps() / multipliersPerLane;
  }

  public LineBuffer lineBuffer() {
    return new LineBuffer(layer.window(), input);
  }

  /** Word beat x taps/N + c of the weights holds for every lane the N weights of cycle c. */
  @Override
  public List<MemoryPort> memories() {
    return List.of(
        new MemoryPort(
            "weights",
            input.beatsPerPixel() * cyclesPerBeat(),
            input.lanes() * multipliersPerLane * weightBits),
        ChannelMemory.port(output, accumulatorBits));
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
            word.append(weights.at(channel, tap / width, tap % width, 0), weightBits);
          }
        }
        words.add(word.value());
      }
    }
    return List.of(
        new MemoryImage(memories().get(0), words),
        ChannelMemory.image(output, accumulatorBits, quantised));
  }

  @Override
  public String moduleName() {
    return PoolingNames.of("Depthwise", layer.window(), input, output)
        + "_n" + multipliersPerLane + "_w" + weightBits + "_c" + accumulatorBits + "_h" + shift
        + (pixelsPerMultiplier() == 1 ? "" : "_d2")
        + (multiplier == MultiplierKind.DSP ? "" : "_lut");
  }

  /**
   * A beat takes max(gather, taps / N), the first of a row max(kernelWidth, taps / N), and an image no
   * less than its input; the data do not matter.
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

  /** The last taps' sum passes the accumulator and the requantiser. */
  @Override
  public long fillCycles() {
    return PoolingCycles.fill(lineBuffer())
        + cyclesPerBeat()
        + engineLatency()
        + 1
        + StageLatency.REQUANTISER_CYCLES;
  }

  @Override
  public List<Unit> units() {
    return DepthwiseUnits.of(this);
  }
}
