package org.sparseloom.resource;

import java.util.Arrays;

/**
 * Finds x with every x[i] at least 0 that minimises |A x - b|: coordinate descent on the normal
 * equations, each step exact in one coordinate, until no step changes anything.
 */
final class NonNegativeLeastSquares {
  private static final int MOST_SWEEPS = 200_000;
  private static final double STILL = 1e-12;

  private NonNegativeLeastSquares() {}

  /** Solves for rows of A and their b. */
  static double[] solve(double[][] rows, double[] b) {
    int unknowns = rows[0].length;
    double[] scale = scale(rows, unknowns);
    double[][] gram = new double[unknowns][unknowns];
    double[] right = new double[unknowns];
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < unknowns; i++) {
        double left = rows[row][i] / scale[i];
        right[i] += left * b[row];
        for (int j = 0; j < unknowns; j++) {
          gram[i][j] += left * rows[row][j] / scale[j];
        }
      }
    }
    double[] x = descend(gram, right);
    for (int i = 0; i < unknowns; i++) {
      x[i] /= scale[i];
    }
    return x;
  }

  /** Columns are brought to length 1, so that terms of any size converge alike. */
  private static double[] scale(double[][] rows, int unknowns) {
    double[] scale = new double[unknowns];
    for (double[] row : rows) {
      for (int i = 0; i < unknowns; i++) {
        scale[i] += row[i] * row[i];
      }
    }
    return Arrays.stream(scale).map(square -> square > 0 ? Math.sqrt(square) : 1).toArray();
  }

  private static double[] descend(double[][] gram, double[] right) {
    double[] x = new double[right.length];
    for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
      double moved = 0;
      double largest = 1;
      for (int i = 0; i < x.length; i++) {
        if (gram[i][i] > 0) {
          double gradient = -right[i];
          for (int j = 0; j < x.length; j++) {
            gradient += gram[i][j] * x[j];
          }
          double next = Math.max(0, x[i] - gradient / gram[i][i]);
          moved = Math.max(moved, Math.abs(next - x[i]));
          largest = Math.max(largest, Math.abs(next));
          x[i] = next;
        }
      }
      if (moved <= STILL * largest) {
        break;
      }
    }
    return x;
  }
}
