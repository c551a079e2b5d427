package org.sparseloom.resource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Fits the coefficients of unit kinds to measured samples: non-negative least squares of the relative
 * error, so that small units count as much as large ones. The terms of a kind are those that its old
 * coefficients name.
 *
 * @param coefficients the fitted ones; kinds without samples keep theirs
 * @param errors by unit kind, how far the fit is from its samples
 */
public record ResourceFit(Coefficients coefficients, Map<String, Error> errors) {
  /** Below so many LUTs or FFs an error counts as one of so many: nobody minds 1 for 3. */
  private static final double LEAST_COUNT = 10;

  /**
   * Relative errors |model - measured| / measured over the samples of a kind.
   *
   * @param samples how many
   * @param worstUnit the unit with the worst LUT error, as text
   */
  public record Error(
      int samples,
      double medianLut,
      double worstLut,
      double medianFf,
      double worstFf,
      String worstUnit) {}

  /**
   * Fits.
   *
   * @param old which kinds there are and which terms they have
   * @param tool name and version of what counted
   * @param command how it was run
   */
  public static ResourceFit of(
      List<ResourceSample> samples, Coefficients old, String tool, String command) {
    Map<String, List<ResourceSample>> byKind =
        samples.stream()
            .collect(
                Collectors.groupingBy(
                    sample -> sample.unit().kind(), LinkedHashMap::new, Collectors.toList()));
    Map<String, UnitCost> units = new LinkedHashMap<>(old.units());
    Map<String, Error> errors = new LinkedHashMap<>();
    byKind.forEach(
        (kind, list) -> {
          UnitCost terms = units.get(kind);
          if (terms == null) {
            throw new IllegalArgumentException(
                "unit kind " + kind + " has samples but no terms; known are " + units.keySet());
          }
          UnitCost cost =
              new UnitCost(
                  fit(list, terms.lut(), ResourceSample::lut),
                  fit(list, terms.ff(), ResourceSample::ff));
          units.put(kind, cost);
          errors.put(kind, error(list, cost));
        });
    return new ResourceFit(new Coefficients(tool, command, units), errors);
  }

  private static Map<Term, Double> fit(
      List<ResourceSample> samples,
      Map<Term, Double> old,
      ToDoubleFunction<ResourceSample> measured) {
    List<Term> terms = new ArrayList<>(old.keySet());
    double[][] rows = new double[samples.size()][terms.size()];
    double[] right = new double[samples.size()];
    for (int row = 0; row < rows.length; row++) {
      ResourceSample sample = samples.get(row);
      double weight = 1 / Math.max(LEAST_COUNT, measured.applyAsDouble(sample));
      for (int i = 0; i < terms.size(); i++) {
        rows[row][i] = terms.get(i).value(sample.unit()) * weight;
      }
      right[row] = measured.applyAsDouble(sample) * weight;
    }
    double[] solution = NonNegativeLeastSquares.solve(rows, right);
    Map<Term, Double> fitted = new LinkedHashMap<>();
    for (int i = 0; i < solution.length; i++) {
      fitted.put(terms.get(i), Math.round(solution[i] * 1e4) / 1e4);
    }
    return fitted;
  }

  private static Error error(List<ResourceSample> samples, UnitCost cost) {
    double[] lut = errors(samples, cost.lut(), ResourceSample::lut);
    double[] ff = errors(samples, cost.ff(), ResourceSample::ff);
    int worst = 0;
    for (int i = 1; i < lut.length; i++) {
      worst = lut[i] > lut[worst] ? i : worst;
    }
    ResourceSample sample = samples.get(worst);
    return new Error(
        samples.size(), median(lut), most(lut), median(ff), most(ff),
        sample.unit().kind() + sample.unit().parameters() + ": counted " + sample.lut()
            + " LUT, fitted " + Math.round(Term.sum(cost.lut(), sample.unit())));
  }

  private static double[] errors(
      List<ResourceSample> samples,
      Map<Term, Double> coefficients,
      ToDoubleFunction<ResourceSample> measured) {
    return samples.stream()
        .mapToDouble(
            sample -> {
              double counted = measured.applyAsDouble(sample);
              return Math.abs(Term.sum(coefficients, sample.unit()) - counted)
                  / Math.max(LEAST_COUNT, counted);
            })
        .toArray();
  }

  private static double median(double[] errors) {
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static double most(double[] errors) {
    return Arrays.stream(errors).max().orElseThrow();
  }

  public ResourceFit {
    errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
  }
}
