package org.sparseloom.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sparseloom.device.Resources;
import org.sparseloom.network.Network;

/**
 * The report as the HTML template shows it: every number already printed, charts as SVG.
 *
 * @param searchChart empty string if there was no search
 */
record ReportPage(
    String network,
    String device,
    String clock,
    String version,
    List<Tile> tiles,
    String intervalChart,
    String picture,
    List<Row> layers,
    List<Row> resources,
    String resourceNote,
    CheckTables checks,
    String searchNote,
    String searchChart,
    String accuracyChart) {

  boolean searched() {
    return !searchChart.isEmpty();
  }

  /** A headline figure; {@code bad} paints it as something to look at. */
  record Tile(String title, String value, boolean bad) {}

  /** A table row. */
  record Row(List<Cell> cells) {}

  /** A table cell; {@code text} aligns it left. */
  record Cell(String value, boolean text) {}

  /**
   * Lays out a report.
   *
   * @param history empty if the design did not come from a search
   * @param published what others reach with the network
   */
  static ReportPage of(
      Report report, Resources limits, String version, Optional<SearchHistory> history,
      List<Report.Point> published) {
    return new ReportPage(
        report.network(),
        report.device(),
        number(report.clockMegahertz()),
        version,
        tiles(report),
        Charts.stageIntervals(report.layers()),
        picture(report),
        report.layers().stream().map(ReportPage::layerRow).toList(),
        resourceRows(report, limits),
        resourceNote(report),
        CheckTables.of(report),
        history.map(ReportPage::searchNote).orElse(""),
        history.map(h -> Charts.searchHistory(h.objectives())).orElse(""),
        history
            .map(h -> Charts.accuracyAgainstThroughput(h, published))
            .orElse(""));
  }

  private static List<Tile> tiles(Report report) {
    List<Tile> tiles = new ArrayList<>();
    double cycles =
        report.simulated().map(Report.Simulated::cyclesPerImage).orElse(report.predicted().cyclesPerImage());
    String how = report.simulated().isPresent() ? "simulated" : "predicted";
    tiles.add(new Tile("images per second, " + how, number(report.clockMegahertz() * 1e6 / cycles), false));
    tiles.add(new Tile("cycles per image predicted", number(report.predicted().cyclesPerImage()), false));
    report
        .simulated()
        .ifPresent(
            simulated -> {
              tiles.add(new Tile("cycles per image simulated", number(simulated.cyclesPerImage()), false));
              tiles.add(
                  new Tile(
                      "every stream against the reference, " + simulated.images() + " images",
                      simulated.bitExact() ? "bit-exact" : "MISMATCH",
                      !simulated.bitExact()));
            });
    report
        .accuracy()
        .ifPresent(
            accuracy -> {
              tiles.add(
                  new Tile("top-1 float, " + accuracy.images() + " images", percent(accuracy.floating()), false));
              tiles.add(new Tile("top-1 quantised", percent(accuracy.quantized()), false));
              tiles.add(new Tile("top-1 sparse (the hardware)", percent(accuracy.sparse()), false));
            });
    report
        .agreement()
        .ifPresent(
            agreement -> {
              tiles.add(
                  new Tile(
                      "mean difference from float, " + agreement.images() + " images",
                      String.format(Locale.ROOT, "%.2e", agreement.meanDifference()),
                      false));
              agreement
                  .sameSide()
                  .ifPresent(share -> tiles.add(new Tile("on float's side of 0.5", percent(share), false)));
            });
    report.sparsity().ifPresent(s -> tiles.add(new Tile("pairs that need no multiplication", percent(s.pairs()), false)));
    tiles.add(new Tile("images / cycle / DSP", String.format(Locale.ROOT, "%.2e", report.imagesPerCyclePerDsp()), false));
    report
        .convolutionUtilisation()
        .ifPresent(eta -> tiles.add(new Tile("non-zero pairs / DSP of convolutions / cycle", String.format(Locale.ROOT, "%.2f", eta), false)));
    return tiles;
  }

  private static String picture(Report report) {
    double interval = report.predicted().cyclesPerImage();
    List<PipelinePicture.Box> boxes = new ArrayList<>();
    boxes.add(new PipelinePicture.Box(Network.INPUT, List.of("AXI4-Stream style, 8-bit pixels"), 0, List.of()));
    for (Report.LayerReport layer : report.layers()) {
      boxes.add(
          new PipelinePicture.Box(
              layer.name(),
              List.of(
                  layer.kind() + ", " + layer.engine() + ", out " + layer.outputShape(),
                  layer.folding() + ", " + number(layer.dsp()) + " DSP"),
              layer.predictedCycles() / interval,
              layer.inputs()));
    }
    return PipelinePicture.svg(boxes);
  }

  private static Row layerRow(Report.LayerReport layer) {
    return new Row(
        List.of(
            new Cell(layer.name(), true),
            new Cell(layer.engine(), true),
            new Cell(layer.folding(), true),
            new Cell(layer.outputShape(), false),
            new Cell(number(layer.predictedCycles()), false),
            new Cell(layer.simulatedCycles().map(ReportPage::number).orElse("-"), false),
            new Cell(layer.pairDensity().map(ReportPage::percent).orElse("-"), false),
            new Cell(layer.weightSparsity().map(ReportPage::percent).orElse("-"), false),
            new Cell(layer.activationSparsity().map(ReportPage::percent).orElse("-"), false),
            new Cell(number(layer.dsp()), false),
            new Cell(number(Math.rint(layer.lut())), false),
            new Cell(number(layer.bram36()), false),
            new Cell(layer.levels().map(Object::toString).orElse("-"), false)));
  }

  private static List<Row> resourceRows(Report report, Resources limits) {
    List<Row> rows = new ArrayList<>();
    rows.add(resourceRow("predicted", report.predicted().resources()));
    report
        .synthesised()
        .ifPresent(
            counted -> {
              rows.add(resourceRow("counted by " + counted.tool(), counted.resources()));
              rows.add(
                  resourceRow("AXI wrapper besides, predicted", counted.predictedWrapper()));
              rows.add(resourceRow("AXI wrapper besides, counted", counted.wrapper()));
            });
    rows.add(resourceRow("device", limits));
    return rows;
  }

  private static Row resourceRow(String title, Resources resources) {
    return new Row(
        List.of(
            new Cell(title, true),
            new Cell(number(resources.dsp()), false),
            new Cell(number(Math.rint(resources.lut())), false),
            new Cell(number(Math.rint(resources.ff())), false),
            new Cell(number(resources.bram36()), false),
            new Cell(number(resources.uram()), false)));
  }

  private static String resourceNote(Report report) {
    return report
        .synthesised()
        .map(s -> "Counted with: yosys " + s.command() + ". No place and route was done.")
        .orElse("Not synthesised yet: run `sparseloom estimate` on the folder to have Yosys count.");
  }

  private static String searchNote(SearchHistory history) {
    return history.objectives().size()
        + " trials of tree-structured Parzen estimation over the thresholds of every layer; trial "
        + history.chosen() + " was chosen, trial 0 prunes nothing.";
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  static String number(double value) {
    if (value == Math.rint(value) || Math.abs(value) >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
