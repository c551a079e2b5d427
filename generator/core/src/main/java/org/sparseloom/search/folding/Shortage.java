package org.sparseloom.search.folding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.sparseloom.device.Resources;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/** Says which resources a network lacks and how many of them. */
final class Shortage {
  private static final double PLENTY = 1e12;

  private record Kind(String name, ToDoubleFunction<Resources> of, Resources price) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("DSP", Resources::dsp, new Resources(1, 1e-9, 1e-9, 1e-9, 1e-9)),
          new Kind("LUT", Resources::lut, new Resources(1e-9, 1, 1e-9, 1e-9, 1e-9)),
          new Kind("FF", Resources::ff, new Resources(1e-9, 1e-9, 1, 1e-9, 1e-9)),
          new Kind("BRAM36", Resources::bram36, new Resources(1e-9, 1e-9, 1e-9, 1, 1e-9)),
          new Kind("URAM", Resources::uram, new Resources(1e-9, 1e-9, 1e-9, 1e-9, 1)));

  private final Chain chain;
  private final FoldingOptions options;
  private final double interval;

  /** Looks at all candidates, also those that do not fit. */
  Shortage(Chain unlimited, FoldingOptions options) {
    this.chain = unlimited;
    this.options = options;
    this.interval = options.intervalAtMost().orElse(Double.POSITIVE_INFINITY);
  }

  /** Returns options under which every small folding is a candidate. */
  static FoldingOptions unlimited(FoldingOptions options) {
    Resources budget = options.budget();
    boolean hurried = options.intervalAtMost().isPresent();
    return options.withBudget(
        new Resources(
            hurried ? Math.max(64, budget.dsp() * 2) : 64,
            hurried ? Math.max(20_000, budget.lut() * 4) : 20_000,
            PLENTY,
            PLENTY,
            budget.uram() == 0 ? 0 : PLENTY));
  }

  UserProblem problem() {
    PricedPlanner planner = new PricedPlanner(PlannedLayer.of(chain), interval);
    List<String> missing = new ArrayList<>();
    for (Kind kind : KINDS) {
      Optional<PricedPlanner.Plan> plan = planner.cheapest(kind.price());
      if (plan.isEmpty()) {
        return tooFast();
      }
      Resources used = chain.result(plan.get().candidates()).resources();
      Resources.shortage(
              kind.name(),
              kind.of().applyAsDouble(used),
              kind.of().applyAsDouble(options.budget()))
          .ifPresent(missing::add);
    }
    if (missing.isEmpty()) {
      Resources shares = Prices.ofShares(options.budget());
      Resources used =
          chain
              .result(planner.cheapest(shares).orElseThrow().candidates())
              .resources();
      missing.addAll(used.shortages(options.budget()));
    }
    return new UserProblem(
        ExitCode.DOES_NOT_FIT,
        "the network does not fit " + options.target() + goal() + ": even its smallest folding needs "
            + String.join(" and ", missing),
        "take a larger device, fewer bits, or a longer interval");
  }

  private String goal() {
    return Double.isFinite(interval)
        ? String.format(Locale.ROOT, " at %.0f cycles per image", interval)
        : "";
  }

  private UserProblem tooFast() {
    return new UserProblem(
        ExitCode.DOES_NOT_FIT,
        "no folding takes at most " + String.format(Locale.ROOT, "%.0f", interval)
            + " cycles per image",
        "ask for a longer interval");
  }
}
