package org.sparseloom.layer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.stream.StreamFormat;
import org.sparseloom.tensor.Weights;

/**
 * The numbers that a sparse and a dense convolution stage share: a grid of parallelInputs x
 * parallelOutputs engines behind one line buffer, their accumulators and the requantisers; all but the
 * line buffer as often as there are output pixels side by side.
 *
 * <p>A layer in groups is computed group by group: the beats of a group's channels add up to the sums
 * of its outputs, as those of a pixel do without groups.
 *
 * @param layer what is computed
 * @param input incoming stream; lanes = parallelInputs x channelsPerEngine
 * @param output outgoing stream; lanes = outputLanes, pixels = the windows of an input beat
 * @param weightBits signed weight width
 * @param accumulatorBits signed; wide enough for any partial sum and the sum with bias
 * @param shift of the requantisation
 * @param packs two products of filters side by side fit one DSP slice, see {@link Packing}
 * @param multiplier what engines in lock-step multiply with
 * @param folding legal for the layer
 */
public record ConvolutionGrid(
    Convolution layer,
    StreamFormat input,
    StreamFormat output,
    int weightBits,
    int accumulatorBits,
    int shift,
    boolean packs,
    MultiplierKind multiplier,
    Folding folding) {
  public ConvolutionGrid {
    requireLegal(layer, folding);
    if (input.lanes() != folding.parallelInputs() * folding.channelsPerEngine()
        || output.lanes() != folding.outputLanes()) {
      throw new IllegalArgumentException(layer.name() + ": stream lanes " + input.lanes() + " -> "
          + output.lanes() + " must follow " + folding);
    }
    PoolingChecks.windows(layer, layer.window(), input, output);
    requireMultiplies(layer, multiplier, input.format().operandBits(), weightBits);
  }

  /** Refuses multipliers that are not made for factors of so many bits. */
  static void requireMultiplies(
      Convolution layer, MultiplierKind multiplier, int operandBits, int weightBits) {
    if (!multiplier.multiplies(operandBits, weightBits)) {
      throw UserProblem.usage(
          "layer " + layer.name() + ": multipliers (" + multiplier.word() + ") must be "
              + MultiplierKind.DSP.word() + " for factors of " + operandBits + " and " + weightBits
              + " bits",
          "take 8 bits for weights and activations");
    }
  }

  /**
   * Refuses a folding whose numbers do not divide the layer's, naming the legal ones. Columns need not
   * divide the filters here, see {@link #requireEvenColumns}.
   */
  public static void requireLegal(Convolution layer, Folding folding) {
    String ofGroup = ofGroup(layer);
    check(layer.name(), "parallelInputs x channelsPerEngine",
        folding.parallelInputs() * folding.channelsPerEngine(),
        "the input channels" + ofGroup, layer.channelsPerGroup());
    requireColumns(layer, folding);
    check(layer.name(), "multipliersPerEngine", folding.multipliersPerEngine(),
        "the pairs of a beat (taps x channelsPerEngine)",
        layer.window().taps() * folding.channelsPerEngine());
    check(layer.name(), "outputLanes", folding.outputLanes(),
        "parallelOutputs", folding.parallelOutputs());
    check(layer.name(), "outputLanes", folding.outputLanes(),
        "the output channels" + ofGroup, layer.outputsPerGroup());
  }

  private static void requireColumns(Convolution layer, Folding folding) {
    int filters = layer.outputsPerGroup();
    if (folding.parallelOutputs() > filters) {
      throw UserProblem.usage(
          "folding of layer " + layer.name() + ": parallelOutputs (" + folding.parallelOutputs()
              + ") must be at most the output channels" + ofGroup(layer) + " (" + filters + ")",
          "take one of the divisors " + divisors(filters));
    }
  }

  /** Refuses columns of which some have a filter less than others, for engines that visit all alike. */
  public static void requireEvenColumns(Convolution layer, Folding folding) {
    check(layer.name(), "parallelOutputs", folding.parallelOutputs(),
        "the output channels" + ofGroup(layer), layer.outputsPerGroup());
  }

  private static String ofGroup(Convolution layer) {
    return layer.groups() == 1 ? "" : " of a group";
  }

  private static void check(String layer, String what, int value, String of, int whole) {
    if (whole % value != 0) {
      throw UserProblem.usage(
          "folding of layer " + layer + ": " + what + " (" + value + ") must divide " + of + " ("
              + whole + ")",
          "take one of the divisors " + divisors(whole));
    }
  }

  /** Returns the divisors of n in ascending order. */
  public static List<Integer> divisors(int n) {
    List<Integer> small = new ArrayList<>();
    List<Integer> large = new ArrayList<>();
    for (int d = 1; d <= n / d; d++) {
      if (n % d == 0) {
        small.add(d);
        if (d != n / d) {
          large.add(n / d);
        }
      }
    }
    Collections.reverse(large);
    small.addAll(large);
    return small;
  }

  /** As the other, for one pixel at a time. */
  public static ConvolutionGrid of(QuantisedLayer quantised, Folding folding) {
    return of(quantised, Arithmetic.of(quantised), MultiplierKind.DSP, folding, 1);
  }

  /**
   * Returns the folding's grid for a quantised layer.
   *
   * @param arithmetic of the layer
   * @param pixels of the input stream side by side
   */
  public static ConvolutionGrid of(
      QuantisedLayer quantised,
      Arithmetic arithmetic,
      MultiplierKind multiplier,
      Folding folding,
      int pixels) {
    Convolution layer = (Convolution) quantised.layer();
    requireLegal(layer, folding);
    Requantisation requantisation = quantised.requantisation().orElseThrow();
    int lanes = folding.parallelInputs() * folding.channelsPerEngine();
    return new ConvolutionGrid(
        layer,
        new StreamFormat(layer.inputShape(), lanes, quantised.input(), pixels),
        new StreamFormat(
            layer.outputShape(), folding.outputLanes(), quantised.output(),
            LineBuffer.windowsPerBeat(layer.window(), pixels)),
        quantised.weightBits(),
        arithmetic.accumulatorBits(),
        requantisation.shift(),
        arithmetic.packs() && multiplier == MultiplierKind.DSP,
        multiplier,
        folding);
  }

  /** Returns the output pixels that are computed side by side. */
  public int pixels() {
    return output.pixels();
  }

  /** Returns the engines of all pixels. */
  public int engines() {
    return folding.engines() * pixels();
  }

  /** Returns the multipliers of all engines. */
  public int multipliers() {
    return folding.multipliers() * pixels();
  }

  /** Returns the multipliers of engines in lock-step. */
  int sharedMultipliers() {
    return multipliers() / filtersPerMultiplier();
  }

  /** Returns whether two filters side by side share multipliers of engines in lock-step. */
  public boolean sharesMultipliers() {
    return filtersPerMultiplier() == 2;
  }

  /** Returns the filters side by side that share multipliers of engines in lock-step: 2 or 1. */
  public int filtersPerMultiplier() {
    return Packing.together(packs, folding.parallelOutputs(), weightBits);
  }

  public LineBuffer lineBuffer() {
    return new LineBuffer(layer.window(), input);
  }

  /** Returns the pairs that one engine gets in a beat (M). */
  public int pairsPerBeat() {
    return layer.window().taps() * folding.channelsPerEngine();
  }

  /** Returns the beats of one output pixel (T). */
  public int beatsPerPixel() {
    return input.beatsPerPixel();
  }

  /** Returns the beats that add up to the sums of a group: T, or T / groups. */
  public int beatsPerSum() {
    return beatsPerPixel() / layer.groups();
  }

  /**
   * Returns the filters that one engine visits in turn for a beat (F), those of its group; the last
   * columns may have one less, see {@link #filters(int)}.
   */
  public int filtersPerEngine() {
    return filters(0);
  }

  /** Returns whether all columns have as many filters. */
  public boolean evenColumns() {
    return layer.outputsPerGroup() % folding.parallelOutputs() == 0;
  }

  /** Returns how many filters of a group a column has. */
  int filters(int engineColumn) {
    int columns = folding.parallelOutputs();
    return (layer.outputsPerGroup() - engineColumn + columns - 1) / columns;
  }

  /** Returns cycles of a dense engine per beat and filter: M / N. */
  public int denseCycles() {
    return pairsPerBeat() / folding.multipliersPerEngine();
  }

  /** Returns the cycles in which the requantisers take up the sums of one pixel and group. */
  public int drainCycles() {
    return layer.outputsPerGroup() / folding.outputLanes();
  }

  /**
   * Returns the steady cycles of a pixel and group: max(drain of the sums before, its engines), and
   * at the last pixel of a row, if a pixel is one beat, the gathering of the next row's first window,
   * which shares no column with its predecessor. With more beats a pixel every window is gathered
   * whole. Pixels that are computed side by side are one here.
   *
   * @param pixel index in raster order, of any of the pixels side by side
   * @param engineCycles sum over its beats of max(gather, slowest engine)
   */
  public int pixelCycles(int pixel, int engineCycles) {
    return pixelCycles().of(pixel, engineCycles);
  }

  /** Returns {@link #pixelCycles(int, int)} for many pixels: what they share is worked out once. */
  PixelCycles pixelCycles() {
    LineBuffer buffer = lineBuffer();
    return new PixelCycles(
        pixels(), buffer.windowsPerRow(), beatsPerPixel() == 1 ? buffer.firstGatherCycles() : 0,
        drainCycles());
  }

  /**
   * The cycles of pixels of a grid.
   *
   * @param pixels side by side
   * @param perRow of these in a row of the image
   * @param rowStart cycles in which the next row's first window is gathered, as far as it is waited for
   * @param drain cycles in which a pixel's sums are taken up
   */
  record PixelCycles(int pixels, int perRow, int rowStart, int drain) {
    /** Returns those of a pixel by its index in raster order and the cycles of its engines. */
    int of(int pixel, int engineCycles) {
      boolean endsRow = (pixel / pixels + 1) % perRow == 0;
      return Math.max(Math.max(engineCycles, endsRow ? rowStart : 0), drain);
    }
  }

  /** Returns the index in {@link org.sparseloom.tensor.Weights} order of tap m of a beat. */
  public int tapIndex(int m) {
    return m / folding.channelsPerEngine();
  }

  /** Returns the input channel of pair m of beat t at engine row i. */
  public int channel(int beat, int engineRow, int m) {
    return (beat * folding.parallelInputs() + engineRow) * folding.channelsPerEngine()
        + m % folding.channelsPerEngine();
  }

  /** Returns the filter that engine column p works on at step f of a beat. */
  public int filter(int beat, int step, int engineColumn) {
    int group = beat / beatsPerSum();
    return group * layer.outputsPerGroup()
        + step * folding.parallelOutputs()
        + engineColumn;
  }

  /** Returns the memory of biases and multipliers: a word for every group of output lanes. */
  public MemoryPort channelMemory() {
    return ChannelMemory.port(output, accumulatorBits);
  }

  /** Returns the weight of pair m for an engine at (row, column), beat and filter step. */
  public int weight(Weights weights, int beat, int step, int row, int column, int m) {
    int tap = tapIndex(m);
    return weights.at(
        filter(beat, step, column),
        tap / layer.window().kernelWidth(),
        tap % layer.window().kernelWidth(),
        channel(beat, row, m) % layer.channelsPerGroup());
  }

  /** As {@link #weight}, but the second of two columns that share multipliers as {@link Packing} says. */
  int storedWeight(Weights weights, int beat, int step, int row, int column, int m) {
    int weight = weight(weights, beat, step, row, column, m);
    boolean upper = column % filtersPerMultiplier() == 1;
    return upper ? Packing.upper(weight, weight(weights, beat, step, row, column - 1, m)) : weight;
  }

  /** Returns the cycles, or those that reading the input and writing the output streams take. */
  public double atLeastStreams(double cycles) {
    return Math.max(cycles, Math.max(input.beatsPerImage(), output.beatsPerImage()));
  }

  /**
   * Returns cycles from first input to first output beat, inputs at full rate.
   *
   * @param cyclesPerBeat that the engines take for a beat
   * @param latency from the engines' last working cycle to the first output beat
   */
  long fillCycles(long cyclesPerBeat, int latency) {
    LineBuffer buffer = lineBuffer();
    return PoolingCycles.fill(buffer)
        + (beatsPerSum() - 1) * Math.max(cyclesPerBeat, buffer.gatherCycles())
        + cyclesPerBeat
        + latency;
  }

  /** Returns a module name that tells apart any two grids with different hardware. */
  public String moduleName(String engine) {
    return engine
        + "_" + layer.inputShape().channels() + "x" + layer.inputShape().height()
        + "x" + layer.inputShape().width() + "_" + layer.outputs()
        + "_k" + layer.window().kernelHeight() + "x" + layer.window().kernelWidth()
        + "_s" + layer.window().strideY() + "x" + layer.window().strideX()
        + "_p" + layer.window().padTop() + layer.window().padLeft()
        + layer.window().padBottom() + layer.window().padRight()
        + "_i" + folding.parallelInputs() + "_g" + folding.channelsPerEngine()
        + "_o" + folding.parallelOutputs() + "_n" + folding.multipliersPerEngine()
        + "_r" + folding.outputLanes()
        + "_a" + formatName(input) + "_w" + weightBits + "_y" + formatName(output)
        + "_c" + accumulatorBits + "_h" + shift
        + (layer.groups() == 1 ? "" : "_q" + layer.groups())
        + (filtersPerMultiplier() == 1 ? "" : "_d2")
        + (multiplier == MultiplierKind.DSP ? "" : "_lut")
        + PixelCounts.suffix(input.pixels());
  }

  private static String formatName(StreamFormat stream) {
    return (stream.format().signed() ? "s" : "u") + stream.format().bits();
  }
}
