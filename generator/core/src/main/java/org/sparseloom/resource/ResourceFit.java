package org.sparseloom.resource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Fits the coefficients of unit kinds to measured samples: non-negative least squares, every sample
 * weighted with its inverse count, so that small units matter and yet sums over a design come out
 * without bias. The terms of a kind are those that its old
 * coefficients name.
 *
 * @param coefficients the fitted ones; kinds without samples, and terms that are 0 in all samples, keep
 *     theirs
 * @param worst by unit kind, the sample with the worst LUT error, as text
 */
public record ResourceFit(Coefficients coefficients, Map<String, String> worst) {
  /** Below so many LUTs or FFs an error counts as one of so many: nobody minds 1 for 3. */
  public static final double LEAST_COUNT = 10;

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
                    ResourceSample::kind, LinkedHashMap::new, Collectors.toList()));
    Map<String, UnitCost> units = new LinkedHashMap<>(old.units());
    Map<String, String> worst = new LinkedHashMap<>();
    byKind.forEach(
        (kind, list) -> {
          UnitCost terms = units.get(kind);
          if (terms == null) {
            throw new IllegalArgumentException(
                "unit kind " + kind + " has samples but no terms; known are " + units.keySet());
          }
          Map<Term, Double> lut = fit(list, terms.lut(), ResourceSample::lut);
          Map<Term, Double> ff = fit(list, terms.ff(), ResourceSample::ff);
          units.put(kind, new UnitCost(lut, ff, Optional.of(error(list, lut, ff))));
          worst.put(kind, worst(list, lut));
        });
    return new ResourceFit(new Coefficients(tool, command, units), worst);
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
      double weight = 1 / Math.sqrt(Math.max(LEAST_COUNT, measured.applyAsDouble(sample)));
      for (int i = 0; i < terms.size(); i++) {
        rows[row][i] = sample.value(terms.get(i)) * weight;
      }
      right[row] = measured.applyAsDouble(sample) * weight;
    }
    double[] solution = NonNegativeLeastSquares.solve(rows, right);
    Map<Term, Double> fitted = new LinkedHashMap<>();
    for (int i = 0; i < solution.length; i++) {
      Term term = terms.get(i);
      // Samples that all have a term at 0 say nothing about its coefficient.
      boolean seen = samples.stream().anyMatch(sample -> sample.value(term) != 0);
      fitted.put(term, seen ? Math.round(solution[i] * 1e4) / 1e4 : old.get(term));
    }
    return fitted;
  }

  private static FitError error(
      List<ResourceSample> samples, Map<Term, Double> lutTerms, Map<Term, Double> ffTerms) {
    double[] lut = errors(samples, lutTerms, ResourceSample::lut);
    double[] ff = errors(samples, ffTerms, ResourceSample::ff);
    return new FitError(samples.size(), median(lut), most(lut), median(ff), most(ff));
  }

  private static String worst(List<ResourceSample> samples, Map<Term, Double> lut) {
    double[] errors = errors(samples, lut, ResourceSample::lut);
    int worst = 0;
    for (int i = 1; i < errors.length; i++) {
      worst = errors[i] > errors[worst] ? i : worst;
    }
    ResourceSample sample = samples.get(worst);
    return sample.units() + ": counted " + sample.lut() + " LUT, fitted "
        + Math.round(sum(sample, lut));
  }

  private static double sum(ResourceSample sample, Map<Term, Double> coefficients) {
    return coefficients.entrySet().stream()
        .mapToDouble(entry -> entry.getValue() * sample.value(entry.getKey()))
        .sum();
  }

  private static double[] errors(
      List<ResourceSample> samples,
      Map<Term, Double> coefficients,
      ToDoubleFunction<ResourceSample> measured) {
    return samples.stream()
        .mapToDouble(
            sample -> {
              double counted = measured.applyAsDouble(sample);
              return Math.abs(sum(sample, coefficients) - counted)
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
    worst = Collections.unmodifiableMap(new LinkedHashMap<>(worst));
  }
}
