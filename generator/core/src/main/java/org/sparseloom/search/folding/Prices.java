package org.sparseloom.search.folding;

import java.util.function.DoubleBinaryOperator;
import org.sparseloom.device.Resources;

/** Prices of resources, so that what is scarce is dear. */
final class Prices {
  private static final double STEP = 3;
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

  /** Returns prices raised for what a plan uses too much of and lowered for what it leaves. */
  static Resources moved(Resources prices, Resources used, Resources budget) {
    Resources shares = ofShares(budget);
    return new Resources(
        moved(prices.dsp(), used.dsp() * shares.dsp(), shares.dsp()),
        moved(prices.lut(), used.lut() * shares.lut(), shares.lut()),
        moved(prices.ff(), used.ff() * shares.ff(), shares.ff()),
        moved(prices.bram36(), used.bram36() * shares.bram36(), shares.bram36()),
        moved(prices.uram(), used.uram() * shares.uram(), shares.uram()));
  }

  private static double moved(double price, double usedShare, double sharePrice) {
    double factor = Math.exp(STEP * Math.max(-0.5, Math.min(0.5, usedShare - 1)));
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
