package org.sparseloom.search.tpe;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A density over a box: a mixture of one kernel per observed point and one wide kernel in the
 * middle (the prior). A kernel is a product of truncated normals, so that values which did well
 * together are drawn together. All kernels but the prior have the same widths, a share of the range
 * times n^(-1/(dimensions + 4)) (Scott's rule). Both densities of a proposal have the same share of
 * prior, so that far from every point their ratio is 1; widths that follow the spread of the points
 * did far worse on all test functions.
 */
final class ParzenEstimator {
  private final ParameterSpace space;
  private final double priorShare;

  /** One per point, then the prior. */
  private final List<List<TruncatedNormal>> kernels = new ArrayList<>();

  /** For each kernel the logarithm of its share and of all that does not depend on the value. */
  private final double[] logScales;

  private final double[][] means;
  private final double[][] inverseDeviations;

  /** Models the points, at least one of them. */
  ParzenEstimator(ParameterSpace space, List<List<Double>> points, TpeOptions options) {
    this.space = space;
    this.priorShare = options.priorShare();
    double width = options.kernelWidth() * Math.pow(points.size(), -1.0 / (space.size() + 4));
    for (List<Double> point : points) {
      kernels.add(kernel(point, width));
    }
    kernels.add(prior());
    this.logScales = new double[kernels.size()];
    this.means = new double[kernels.size()][space.size()];
    this.inverseDeviations = new double[kernels.size()][space.size()];
    tabulate();
  }

  /** Returns a point of the box. */
  List<Double> sample(RandomGenerator random) {
    int last = kernels.size() - 1;
    boolean fromPrior = random.nextDouble() < priorShare;
    List<TruncatedNormal> kernel = kernels.get(fromPrior ? last : random.nextInt(last));
    List<Double> point = new ArrayList<>(space.size());
    for (TruncatedNormal dimension : kernel) {
      point.add(dimension.sample(random));
    }
    return point;
  }

  /** Returns the logarithm of the density at a point of the box. */
  double logDensity(List<Double> point) {
    double[] terms = new double[kernels.size()];
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < terms.length; k++) {
      double squares = 0;
      for (int d = 0; d < space.size(); d++) {
        double z = (point.get(d) - means[k][d]) * inverseDeviations[k][d];
        squares += z * z;
      }
      terms[k] = logScales[k] - 0.5 * squares;
      largest = Math.max(largest, terms[k]);
    }
    double sum = 0;
    for (double term : terms) {
      sum += Math.exp(term - largest);
    }
    return largest + Math.log(sum);
  }

  private List<TruncatedNormal> kernel(List<Double> point, double width) {
    List<TruncatedNormal> dimensions = new ArrayList<>(space.size());
    for (int d = 0; d < space.size(); d++) {
      Parameter parameter = space.parameters().get(d);
      double deviation = width * parameter.range();
      dimensions.add(
          new TruncatedNormal(point.get(d), deviation, parameter.low(), parameter.high()));
    }
    return dimensions;
  }

  private List<TruncatedNormal> prior() {
    return space.parameters().stream()
        .map(p -> new TruncatedNormal((p.low() + p.high()) / 2, p.range(), p.low(), p.high()))
        .toList();
  }

  private void tabulate() {
    int points = kernels.size() - 1;
    for (int k = 0; k <= points; k++) {
      logScales[k] = Math.log(k == points ? priorShare : (1 - priorShare) / points);
      for (int d = 0; d < space.size(); d++) {
        TruncatedNormal dimension = kernels.get(k).get(d);
        logScales[k] += dimension.logDensity(dimension.mean(), dimension.logMass());
        means[k][d] = dimension.mean();
        inverseDeviations[k][d] = 1 / dimension.deviation();
      }
    }
  }
}
