package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.sparseloom.device.Resources;

/**
 * Finds chains for an interval that fit the budget. Prices are moved until the cheapest chain fits,
 * or until its price exceeds that of the whole budget, which proves that none does; what is still
 * open then is decided by the labels, of which the prices that come closest to a proof leave few.
 */
final class BudgetPlanner {
  private final Chain chain;
  private final FoldingOptions options;
  private final Resources shares;
  private final List<PlannedLayer> layers;

  BudgetPlanner(Chain chain, FoldingOptions options) {
    this.chain = chain;
    this.options = options;
    this.shares = Prices.ofShares(options.budget());
    this.layers = PlannedLayer.of(chain);
  }

  /** Returns any chain that fits, the cheapest by shares if it is found on the way. */
  Optional<List<Candidate>> fitting(double interval) {
    PricedPlanner planner = new PricedPlanner(layers, interval);
    Prospect prospect = byPrices(planner, interval, false);
    if (!prospect.fitting().isEmpty() || prospect.impossible()) {
      return prospect.fitting().stream().findFirst();
    }
    LabelPlanner labels = labels(planner, prospect);
    return byLabels(labels, prospect.tightest(), interval)
        .or(() -> byLabels(labels, shares, interval));
  }

  /** Returns whether prices prove that no chain for an interval fits; false may only mean no proof. */
  boolean ruledOut(double interval) {
    return byPrices(new PricedPlanner(layers, interval), interval, false).impossible();
  }

  /**
   * Returns the chain that fits with the least sum of shares of the budget.
   *
   * @param known a chain that fits, if there is one
   */
  Optional<List<Candidate>> cheapest(double interval, Optional<List<Candidate>> known) {
    PricedPlanner planner = new PricedPlanner(layers, interval);
    Prospect prospect = byPrices(planner, interval, true);
    List<List<Candidate>> fitting = new ArrayList<>(prospect.fitting());
    known.ifPresent(fitting::add);
    if (!prospect.optimal() && !prospect.impossible()) {
      LabelPlanner labels = labels(planner, prospect);
      fitting.stream().mapToDouble(this::share).min().ifPresent(most -> labels.limit(shares, most));
      byLabels(labels, shares, interval).ifPresent(fitting::add);
    }
    return fitting.stream().min(Comparator.comparingDouble(this::share));
  }

  /** Returns the sum of shares of the budget that a chain uses. */
  private double share(List<Candidate> chosen) {
    return PricedPlanner.price(chain.result(chosen).resources(), shares);
  }

  private LabelPlanner labels(PricedPlanner planner, Prospect prospect) {
    LabelPlanner labels =
        new LabelPlanner(planner, options.budget(), options.effort().labels);
    labels.limit(prospect.tightest(), Prices.ofBudget(prospect.tightest(), options.budget()));
    return labels;
  }

  private Optional<List<Candidate>> byLabels(
      LabelPlanner labels, Resources prices, double interval) {
    return labels
        .cheapest(prices)
        .flatMap(new SkipRepair(chain, interval, shares)::repaired)
        .filter(chosen -> chain.result(chosen).resources().fitsIn(options.budget()));
  }

  /**
   * What moving prices led to.
   *
   * @param fitting chains that fit, in the order found
   * @param impossible proven that none fits
   * @param optimal the first chain has the least sum of shares
   * @param tightest the prices at which the cheapest chain costs most of the budget
   */
  private record Prospect(
      List<List<Candidate>> fitting, boolean impossible, boolean optimal, Resources tightest) {}

  private Prospect byPrices(
      PricedPlanner planner, double interval, boolean goOn) {
    List<List<Candidate>> fitting = new ArrayList<>();
    Resources prices = shares;
    Resources tightest = prices;
    double most = 0;
    for (int step = 0; step <= options.effort().priceSteps; step++) {
      Optional<PricedPlanner.Plan> plan = planner.cheapest(prices);
      double ofBudget =
          plan.map(PricedPlanner.Plan::price).orElse(Double.POSITIVE_INFINITY)
              / Prices.ofBudget(prices, options.budget());
      if (ofBudget > 1 + 1e-9) {
        return new Prospect(fitting, true, false, prices);
      }
      if (ofBudget > most) {
        most = ofBudget;
        tightest = prices;
      }
      Optional<List<Candidate>> chosen =
          new SkipRepair(chain, interval, prices).repaired(plan.get().candidates());
      Resources used = chain.selection(chosen.orElse(plan.get().candidates())).used();
      if (chosen.isPresent() && used.fitsIn(options.budget())) {
        fitting.add(chosen.get());
        if (step == 0 || !goOn) {
          return new Prospect(fitting, false, step == 0, tightest);
        }
      }
      prices = Prices.moved(prices, used, options.budget(), step);
    }
    return new Prospect(fitting, false, false, tightest);
  }
}
