package org.sparseloom.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sparseloom.lint.LintResult;
import org.sparseloom.report.ReportPage.Cell;
import org.sparseloom.report.ReportPage.Row;
import org.sparseloom.simulate.LoneStageResults;
import org.sparseloom.synthesis.RegisterPath;

/**
 * What checks of the Verilog have said, as tables of the page.
 *
 * @param alone stages that were simulated alone: engine, outcome, measured and predicted cycles
 * @param checks a row for every check that was made: what, its outcome, its command
 * @param stages what Yosys made of every stage, those with the longest ways first
 * @param waivers what the lint passes over, and why
 * @param warnings of the lint
 */
record CheckTables(
    List<Row> alone, List<Row> checks, List<Row> stages, List<Row> waivers, List<Row> warnings) {

  /** Lays out what a report knows. */
  static CheckTables of(Report report) {
    return new CheckTables(
        report.simulatedAlone().map(CheckTables::alone).orElse(List.of()),
        checks(report),
        stages(report),
        report.lint().map(CheckTables::waivers).orElse(List.of()),
        report.lint().map(LintResult::warnings).orElse(List.of()).stream()
            .map(CheckTables::words)
            .toList());
  }

  private static List<Row> alone(LoneStageResults results) {
    String images = ", " + results.images() + (results.images() == 1 ? " image" : " images");
    return results.stages().stream()
        .map(
            stage ->
                new Row(
                    List.of(
                        new Cell(stage.stage(), true),
                        new Cell(stage.engine(), true),
                        new Cell((stage.bitExact() ? "bit-exact" : "WRONG") + images, true),
                        new Cell(
                            stage.cyclesPerImage().map(ReportPage::number).orElse("-"), false),
                        new Cell(ReportPage.number(stage.predictedCyclesPerImage()), false),
                        new Cell(
                            stage
                                .differencePercent()
                                .map(percent -> String.format(Locale.ROOT, "%+.1f %%", percent))
                                .orElse("-"),
                            false))))
        .toList();
  }

  private static List<Row> checks(Report report) {
    List<Row> rows = new ArrayList<>();
    report
        .lint()
        .ifPresent(
            lint ->
                rows.add(
                    words(
                        "lint, all warnings on",
                        lint.warnings().size() + " warnings, " + lint.waivers().size() + " waivers",
                        lint.tool() + ": " + lint.command())));
    report
        .synthesised()
        .flatMap(Report.Synthesised::longestPath)
        .ifPresent(
            path ->
                rows.add(words("longest way between registers", levels(path), ends(path))));
    report
        .routed()
        .ifPresent(
            routed ->
                rows.add(
                    words(
                        "routed on " + routed.part(),
                        String.format(Locale.ROOT, "%.1f MHz", routed.megahertz()),
                        routed.tool() + ": " + routed.command())));
    return rows;
  }

  private static List<Row> stages(Report report) {
    return report.layers().stream()
        .filter(layer -> layer.synthesised().isPresent())
        .sorted(Comparator.comparing(layer -> -layer.levels().orElse(0)))
        .map(layer -> stage(layer.name(), layer.synthesised().get()))
        .toList();
  }

  private static Row stage(String name, Report.SynthesisedStage stage) {
    Optional<RegisterPath> path = stage.longestPath();
    return new Row(
        List.of(
            new Cell(name, true),
            new Cell(ReportPage.number(stage.resources().dsp()), false),
            new Cell(ReportPage.number(stage.resources().lut()), false),
            new Cell(ReportPage.number(stage.resources().ff()), false),
            new Cell(path.map(CheckTables::levels).orElse("-"), true),
            new Cell(path.map(CheckTables::ends).orElse("-"), true)));
  }

  private static List<Row> waivers(LintResult lint) {
    return lint.waivers().stream()
        .map(waiver -> words(waiver.rule(), waiver.match(), waiver.reason()))
        .toList();
  }

  private static String levels(RegisterPath path) {
    return path.steps().levels() + " levels: " + path.steps().text();
  }

  private static String ends(RegisterPath path) {
    return "from " + path.from() + " to " + path.to();
  }

  private static Row words(String... words) {
    return new Row(List.of(words).stream().map(word -> new Cell(word, true)).toList());
  }
}
