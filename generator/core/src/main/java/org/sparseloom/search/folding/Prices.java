package org.sparseloom.search.folding;

import java.util.function.DoubleBinaryOperator;
import org.sparseloom.device.Resources;

/** Prices of resources, so that what is scarce is dear. */
final class Prices {
  /** Largest exponent by which the first step moves a price for a share that is missing. */
  private static final double STEP = 3;

  /** Steps after which they are half as long: equal ones go to and fro between memories of two kinds. */
  private static final double HALF_AFTER = 8;

  private static final double LEAST = 1e-3;

  private Prices() {}

  /** Returns the prices at which every whole budget costs 1: what is not offered is out of reach. */
  static Resources ofShares(Resources budget) {
    return new Resources(
        share(budget.dsp()),
        share(budget.lut()),
        share(budget.ff()),
        share(budget.bram36()),
        share(budget.uram()));
  }

  private static double share(double budget) {
    return 1 / Math.max(budget, 1e-6);
  }

  /**
   * Returns prices raised for what a plan uses too much of and lowered for what it leaves.
   *
   * @param step how often they have been moved before
   */
  static Resources moved(Resources prices, Resources used, Resources budget, int step) {
    Resources shares = ofShares(budget);
    double rate = STEP / (1 + step / HALF_AFTER);
    return new Resources(
        moved(prices.dsp(), used.dsp() * shares.dsp(), shares.dsp(), rate),
        moved(prices.lut(), used.lut() * shares.lut(), shares.lut(), rate),
        moved(prices.ff(), used.ff() * shares.ff(), shares.ff(), rate),
        moved(prices.bram36(), used.bram36() * shares.bram36(), shares.bram36(), rate),
        moved(prices.uram(), used.uram() * shares.uram(), shares.uram(), rate));
  }

  private static double moved(double price, double usedShare, double sharePrice, double rate) {
    double factor = Math.exp(rate * Math.max(-0.5, Math.min(0.5, usedShare - 1)));
    return Math.max(LEAST * sharePrice, price * factor);
  }

  /** Returns the price of the whole budget. */
  static double ofBudget(Resources prices, Resources budget) {
    return PricedPlanner.price(budget, prices);
  }

  /** Applies an operation to every pair of like resources. */
  static Resources zip(Resources a, Resources b, DoubleBinaryOperator operation) {
    return new Resources(
        operation.applyAsDouble(a.dsp(), b.dsp()),
        operation.applyAsDouble(a.lut(), b.lut()),
        operation.applyAsDouble(a.ff(), b.ff()),
        operation.applyAsDouble(a.bram36(), b.bram36()),
        operation.applyAsDouble(a.uram(), b.uram()));
  }
}
