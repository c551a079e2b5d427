package org.sparseloom.layer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Tensor;

/** Every expected number is worked out beside it. */
class NonlinearityReferenceTest {
  private static final NumberFormat SIGNED = NumberFormat.signed(8);
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);
  private static final NumberFormat WIDE = NumberFormat.signed(12);

  @Test
  void hardSwishOfAByteIsLookedUp() {
    // x (x + 3) / 6 in units of 1/8, inputs in quarters: -1 x 2 / 6 = -0.333 is -2.667, 1 x 4 / 6 =
    // 0.667 is 5.333, -1.5 x 1.5 / 6 = -0.375 is -3, 2 x 5 / 6 is 13.33; beyond 3 it is x, below -3 it is 0.
    QuantisedLayer swish = table(NonlinearFunction.HARD_SWISH, SIGNED, 0.25, SIGNED, 0.125, 0);
    assertArrayEquals(
        new int[] {-3, 5, -3, 13, 24, 40, 0, 0}, evaluate(swish, -4, 4, -6, 8, 12, 20, -12, -128));
    assertArrayEquals(new int[] {127}, evaluate(swish, 100)); // 200 is too large.
  }

  @Test
  void halvesGoUpAndSmallOutputsAreZero() {
    // A HardSigmoid of slope 1/6: (x + 3) / 6. In 16ths: x = -1.5 is 4, 1.5 is 12; 0.1875 is 8.5.
    QuantisedLayer gate =
        table(NonlinearFunction.HARD_SIGMOID, SIGNED, 1 / 16.0, BYTE, 1 / 16.0, 5);
    assertArrayEquals(new int[] {0, 12, 9, 16, 0}, evaluate(gate, -24, 24, 3, 48, -48));
  }

  @Test
  void sigmoidOfAByteIsLookedUp() {
    // 1 / (1 + e^-1) = 0.731059, x 255 = 186.42; 1 / (1 + e^1) = 0.268941, x 255 = 68.58.
    QuantisedLayer gate =
        table(NonlinearFunction.SIGMOID, SIGNED, 1 / 16.0, BYTE, 1 / 255.0, 0);
    assertArrayEquals(new int[] {186, 69, 128}, evaluate(gate, 16, -16, 0));
  }

  @Test
  void rampsOfWideInputsAreClippedSums() {
    // Unit 1/100: 3 is 300, the gate is min(max(0, x + 300), 600), then x 3 / 2^4.
    QuantisedLayer gate =
        arithmetic(NonlinearFunction.HARD_SIGMOID, 1 / 100.0, NumberFormat.unsigned(12), 3, 4);
    // 400 x 3 / 16 = 75, 600 x 3 / 16 = 112.5, 301 x 3 / 16 = 56.4
    assertArrayEquals(new int[] {75, 113, 113, 0, 56}, evaluate(gate, 100, 300, 2000, -300, 1));
  }

  @Test
  void hardSwishOfWideInputsIsTheRampTimesTheInput() {
    QuantisedLayer swish =
        arithmetic(NonlinearFunction.HARD_SWISH, 1 / 100.0, NumberFormat.signed(12), 5, 10);
    // 100 x 400 x 5 / 1024 = 195.3, -100 x 200 x 5 / 1024 = -97.7, 400 x 600 x 5 / 1024 = 1171.9
    assertArrayEquals(new int[] {195, -98, 1172, 0}, evaluate(swish, 100, -100, 400, -301));
  }

  @Test
  void sigmoidOfWideInputsIsPiecewiseLinear() {
    NonlinearitySigmoid gate = new NonlinearitySigmoid(1 << 15, 5);
    // An input of 1 moves by 2^15 / 2^5 = 1024 of 2^16 for 16: that is 1/4, piece 4, part 0.
    assertEquals(Math.round(65535 / (1 + Math.exp(-0.25))), gate.of(1));
    assertEquals(65535 - gate.of(1), gate.of(-1));
    assertEquals(32768, gate.of(0)); // 65535 / 2, halves up.
    // Half way between two knots is their mean: 1/32 with an input of 1 and 2^15 / 2^8.
    int low = NonlinearitySigmoid.knot(0);
    int high = NonlinearitySigmoid.knot(1);
    assertEquals(33791, high); // 65535 / (1 + e^-0.0625) = 33791.2
    assertEquals((low + high + 1) / 2, new NonlinearitySigmoid(1 << 15, 8).of(1));
    assertEquals(65535, gate.of(2000)); // Beyond 16.
  }

  @ParameterizedTest
  @EnumSource(NonlinearFunction.class)
  void errorsStayBelowHalfAUnitOfATableAndAFewOfAGate(NonlinearFunction function) {
    for (NumberFormat input : List.of(SIGNED, BYTE, WIDE, NumberFormat.signed(16))) {
      Nonlinearity layer = layer(function);
      double inputScale = 9.0 / input.max();
      NumberFormat format = new NonlinearityKind().outputFormat(layer, List.of(input), 12);
      double wanted = (function.timesInput() ? 9.0 : 1.0) / format.max();
      QuantisedLayer quantised =
          new NonlinearityKind().quantise(layer, site(input, inputScale, 12, wanted));
      double scale = quantised.outputScale();
      assertEquals(1, scale / wanted, 1e-4);
      // The ramp's ends are rounded to units of the input; the pieces are 8 / 2^16 off.
      double gate = function.smooth() ? 8.0 / (1 << 16) : 0.5 * inputScale / 6 + 1e-5;
      double further = input.bits() <= 8 ? 0 : gate * (function.timesInput() ? 9 : 1);
      int step = input.bits() < 16 ? 1 : 7;
      for (long x = input.min(); x <= input.max(); x += step) {
        double expected = Math.min(layer.value(x * inputScale), format.max() * scale);
        double got = evaluate(quantised, (int) x)[0] * scale;
        assertEquals(expected, got, 0.5001 * scale + further);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"HARD_SIGMOID, false", "SIGMOID, false", "HARD_SWISH, true", "SWISH, true"})
  void onlyWhatIsTimesTheInputHasItsSign(NonlinearFunction function, boolean signed) {
    LayerKind kind = new NonlinearityKind();
    Nonlinearity layer = layer(function);
    assertEquals(new NumberFormat(7, signed), kind.outputFormat(layer, List.of(SIGNED), 7));
    assertEquals(NumberFormat.unsigned(7), kind.outputFormat(layer, List.of(BYTE), 7));
  }

  @Test
  void anInputThatIsAllButZeroIsRefused() {
    UserProblem problem =
        assertThrows(
            UserProblem.class,
            () ->
                new NonlinearityKind()
                    .evaluate(
                        arithmetic(NonlinearFunction.HARD_SWISH, 1e-9, WIDE, 3, 4),
                        List.of(new Tensor(new Shape(1, 1, 1), new int[] {1}))));
    assertTrue(problem.getMessage().startsWith("layer f: a unit of its input (1.0E-9)"));
  }

  private static Nonlinearity layer(NonlinearFunction function) {
    double slope = function.smooth() ? 1 : 1.0 / 6;
    return new Nonlinearity(
        "f", new Shape(1, 1, 1), function, slope, function.smooth() ? 0 : 0.5);
  }

  private static QuantisationSite site(
      NumberFormat input, double inputScale, int bits, double outputScale) {
    return new QuantisationSite(
        List.of(input), List.of(inputScale), 8, bits, outputScale, 0, 0, Optional.empty());
  }

  private static QuantisedLayer table(
      NonlinearFunction function, NumberFormat input, double inputScale, NumberFormat output,
      double outputScale, int threshold) {
    Requantisation requantisation =
        new Requantisation(List.of(), List.of(), 1, output, threshold);
    return new QuantisedLayer(
        layer(function), input, inputScale, output, outputScale, 0, Optional.empty(),
        Optional.of(requantisation));
  }

  private static QuantisedLayer arithmetic(
      NonlinearFunction function, double inputScale, NumberFormat output, int multiplier,
      int shift) {
    return new QuantisedLayer(
        layer(function), WIDE, inputScale, output, 1, 0, Optional.empty(),
        Optional.of(new Requantisation(List.of(0L), List.of(multiplier), shift, output, 0)));
  }

  private static int[] evaluate(QuantisedLayer quantised, int... values) {
    Nonlinearity one = (Nonlinearity) quantised.layer();
    Nonlinearity all =
        new Nonlinearity(
            one.name(), new Shape(1, 1, values.length), one.function(), one.slope(), one.offset());
    QuantisedLayer many =
        new QuantisedLayer(
            all, quantised.inputs(), quantised.inputScales(), quantised.output(),
            quantised.outputScale(), 0, Optional.empty(), quantised.requantisation());
    return new NonlinearityKind()
        .evaluate(many, List.of(new Tensor(all.inputShape(), values)))
        .values();
  }
}
