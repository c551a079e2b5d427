package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sparseloom.device.Resources;

/**
 * Finds chains for an interval that fit the budget. Prices are moved until the cheapest chain fits,
 * or until its price exceeds that of the whole budget, which proves that none does; what is still
 * open then is decided by the labels.
 */
final class BudgetPlanner {
  private final Chain chain;
  private final FoldingOptions options;
  private final List<PlannedLayer> layers;

  BudgetPlanner(Chain chain, FoldingOptions options) {
    this.chain = chain;
    this.options = options;
    this.layers = PlannedLayer.of(chain);
  }

  /** Returns any chain that fits, the cheapest by shares if it is found on the way. */
  Optional<List<Candidate>> fitting(double interval) {
    Prospect prospect = byPrices(interval, false);
    if (!prospect.fitting().isEmpty() || prospect.impossible()) {
      return prospect.fitting().stream().findFirst();
    }
    return byLabels(interval);
  }

  /** Returns whether prices prove that no chain for an interval fits; false may only mean no proof. */
  boolean ruledOut(double interval) {
    return byPrices(interval, false).impossible();
  }

  /**
   * Returns the chain that fits with the least sum of shares of the budget.
   *
   * @param known a chain that fits, if there is one
   */
  Optional<List<Candidate>> cheapest(double interval, Optional<List<Candidate>> known) {
    Prospect prospect = byPrices(interval, true);
    List<List<Candidate>> fitting = new ArrayList<>(prospect.fitting());
    known.ifPresent(fitting::add);
    if (!prospect.optimal() && !prospect.impossible()) {
      byLabels(interval).ifPresent(fitting::add);
    }
    Resources shares = Prices.ofShares(options.budget());
    return fitting.stream()
        .min(
            Comparator.comparingDouble(
                chosen -> PricedPlanner.price(chain.result(chosen).resources(), shares)));
  }

  private Optional<List<Candidate>> byLabels(double interval) {
    int most = options.effort().labels;
    return most == 0
        ? Optional.empty()
        : new LabelPlanner(chain, interval, options.budget(), most)
            .cheapest()
            .flatMap(
                new SkipRepair(chain, interval, Prices.ofShares(options.budget()))::repaired)
            .filter(chosen -> chain.result(chosen).resources().fitsIn(options.budget()));
  }

  /**
   * What moving prices led to.
   *
   * @param fitting chains that fit, in the order found
   * @param impossible proven that none fits
   * @param optimal the first chain has the least sum of shares
   */
  private record Prospect(List<List<Candidate>> fitting, boolean impossible, boolean optimal) {}

  private Prospect byPrices(double interval, boolean goOn) {
    PricedPlanner planner = new PricedPlanner(layers, interval);
    List<List<Candidate>> fitting = new ArrayList<>();
    Resources prices = Prices.ofShares(options.budget());
    for (int step = 0; step <= options.effort().priceSteps; step++) {
      Optional<PricedPlanner.Plan> plan = planner.cheapest(prices);
      if (plan.isEmpty()
          || plan.get().price() > Prices.ofBudget(prices, options.budget()) * (1 + 1e-9)) {
        return new Prospect(fitting, true, false);
      }
      Optional<List<Candidate>> chosen =
          new SkipRepair(chain, interval, prices).repaired(plan.get().candidates());
      Resources used = chain.selection(chosen.orElse(plan.get().candidates())).used();
      if (chosen.isPresent() && used.fitsIn(options.budget())) {
        fitting.add(chosen.get());
        if (step == 0 || !goOn) {
          return new Prospect(fitting, false, step == 0);
        }
      }
      prices = Prices.moved(prices, used, options.budget(), step);
    }
    return new Prospect(fitting, false, false);
  }
}
