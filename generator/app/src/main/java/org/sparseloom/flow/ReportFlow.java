package org.sparseloom.flow;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparseloom.baselines.Baseline;
import org.sparseloom.device.Resources;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.layer.Convolution;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.layer.Stage;
import org.sparseloom.pipeline.PipelineEstimate;
import org.sparseloom.lint.LintResult;
import org.sparseloom.pipeline.StageEstimate;
import org.sparseloom.progress.Progress;
import org.sparseloom.report.Report;
import org.sparseloom.report.ReportWriter;
import org.sparseloom.report.SearchHistory;
import org.sparseloom.route.RouteResult;
import org.sparseloom.simulate.LoneStageResults;
import org.sparseloom.simulate.SimulationResult;
import org.sparseloom.simulate.Simulator;
import org.sparseloom.simulate.StageSimulator;
import org.sparseloom.sparsity.SparsityProfile;
import org.sparseloom.synthesis.LogicPaths;

/** Gathers what is known of a design into report.json and report.html. */
public final class ReportFlow {
  private static final String SIMULATION = Simulator.FOLDER + "/" + Simulator.RESULT;

  private static final String STAGES = StageSimulator.FOLDER + "/" + StageSimulator.RESULT;

  private final Progress progress;

  public ReportFlow(Progress progress) {
    this.progress = progress;
  }

  /** Writes both reports into the folder. */
  public Report run(Path folder) {
    progress.update("report", 0, 1, folder.toString());
    DesignFolder place = DesignFolder.existing(folder);
    LoadedDesign design = LoadedDesign.of(place);
    Optional<SimulationResult> simulation =
        read(place, SIMULATION, SimulationResult.class).filter(r -> r.stallProbability() == 0);
    Optional<Evaluation> evaluation = read(place, Evaluation.FILE, Evaluation.class);
    Optional<Synthesis> synthesis = read(place, Synthesis.FILE, Synthesis.class);
    Report report = report(design, predict(design), simulation, evaluation, synthesis);
    FolderDestination destination = new FolderDestination(folder);
    destination.write(new Artifact("report.json", Json.text(report)));
    Optional<SearchHistory> history = Optional.of(place.study()).filter(Files::isRegularFile).map(file -> StudyHistory.read(file, design.design().clockMegahertz()));
    destination.write(
        new Artifact(
            "report.html",
            new ReportWriter()
                .html(
                    report, design.device().limits(), Version.text(), history,
                    published(report.network()))));
    progress.close();
    return report;
  }

  private static List<Report.Point> published(String network) {
    return Baseline.of(network).stream()
        .map(Baseline::design)
        .filter(design -> design.accuracy().isPresent())
        .map(design -> new Report.Point(design.imagesPerSecond(), design.accuracy().get()))
        .toList();
  }

  private static <T> Optional<T> read(DesignFolder folder, String file, Class<T> type) {
    return folder.text(file).map(text -> Json.parse(text, type, folder.root().resolve(file).toString()));
  }

  private static PipelineEstimate predict(LoadedDesign design) {
    return Prediction.of(
        design.quantised(), design.pipeline(), design.images(Optional.empty()),
        design.device().family(), design.design().clockMegahertz());
  }

  private static Report report(
      LoadedDesign design, PipelineEstimate estimate, Optional<SimulationResult> simulation,
      Optional<Evaluation> evaluation, Optional<Synthesis> synthesis) {
    Optional<Double> nonZeroPairs = evaluation.map(ReportFlow::nonZeroPairs);
    double cycles =
        simulation.map(s -> s.design().cyclesPerImage()).orElse(estimate.cyclesPerImage());
    double dsp = synthesis.map(s -> s.resources().dsp()).orElse(estimate.resources().dsp());
    return new Report(
        Report.FORMAT_VERSION,
        design.design().network(),
        design.design().device(),
        design.design().clockMegahertz(),
        evaluation.filter(e -> e.sparse().isPresent()).map(ReportFlow::accuracy),
        evaluation.flatMap(ReportFlow::agreement),
        design.network().macs(),
        nonZeroPairs,
        evaluation.map(e -> sparsity(design, e)),
        new Report.Predicted(
            estimate.cyclesPerImage(), estimate.latencyCycles(), estimate.imagesPerSecond(),
            estimate.resources()),
        simulation.map(ReportFlow::simulated),
        read(design.folder(), STAGES, LoneStageResults.class),
        synthesis.map(
            s ->
                new Report.Synthesised(
                    s.tool(), s.command(), s.resources(), s.predictedWrapper(), s.wrapper(),
                    s.paths().places().stream().map(LogicPaths.Place::path).findFirst())),
        read(design.folder(), LintResult.FILE, LintResult.class),
        read(design.folder(), RouteResult.FILE, RouteResult.class),
        1 / (cycles * dsp),
        nonZeroPairs.map(pairs -> pairs / (cycles * dsp)),
        nonZeroPairs
            .filter(pairs -> convolutionDsp(estimate) > 0)
            .map(pairs -> pairs / (cycles * convolutionDsp(estimate))),
        layers(design, estimate, simulation, evaluation, synthesis));
  }

  /** As predicted, which is what is counted: a rule, not a fit. */
  private static double convolutionDsp(PipelineEstimate estimate) {
    return estimate.stages().stream()
        .filter(own -> own.stage().layer() instanceof Convolution)
        .mapToDouble(own -> own.resources().dsp())
        .sum();
  }

  private static Report.Accuracy accuracy(Evaluation evaluation) {
    return new Report.Accuracy(
        evaluation.floating().orElseThrow(),
        evaluation.quantized().orElseThrow(),
        evaluation.sparse().orElseThrow(),
        evaluation.images());
  }

  private static Optional<Report.Agreement> agreement(Evaluation evaluation) {
    return evaluation
        .sparseAgreement()
        .map(
            sparse ->
                new Report.Agreement(
                    sparse.meanDifference(), sparse.largestDifference(), sparse.largestValue(),
                    sparse.sameSide(), evaluation.images()));
  }

  private static Report.Simulated simulated(SimulationResult result) {
    return new Report.Simulated(
        result.images(),
        result.bitExact(),
        result.design().cyclesPerImage(),
        result.design().latencyCycles(),
        result.buildSeconds(),
        result.runSeconds(),
        result.simulatedCyclesPerSecond());
  }

  private static double nonZeroPairs(Evaluation evaluation) {
    return evaluation.layers().values().stream()
        .mapToDouble(SparsityProfile::nonZeroPairs)
        .sum();
  }

  /** Shares over all convolutions: weights and activations by their number, pairs by the MACs. */
  private static Report.Sparsity sparsity(LoadedDesign design, Evaluation evaluation) {
    double zeroWeights = 0;
    double weights = 0;
    double zeroActivations = 0;
    double activations = 0;
    for (org.sparseloom.layer.Layer layer : design.network().layers()) {
      SparsityProfile profile = evaluation.layers().get(layer.name());
      if (profile != null) {
        double count = design.network().parameters().get(layer.name()).weights().length;
        weights += count;
        zeroWeights += profile.weights() * count;
        activations += layer.inputShape().elements();
        zeroActivations += profile.activations() * layer.inputShape().elements();
      }
    }
    return new Report.Sparsity(
        zeroWeights / weights,
        zeroActivations / activations,
        1 - nonZeroPairs(evaluation) / design.network().macs());
  }

  private static List<Report.LayerReport> layers(
      LoadedDesign design, PipelineEstimate estimate, Optional<SimulationResult> simulation,
      Optional<Evaluation> evaluation, Optional<Synthesis> synthesis) {
    List<Report.LayerReport> layers = new ArrayList<>();
    for (int i = 0; i < estimate.stages().size(); i++) {
      StageEstimate own = estimate.stages().get(i);
      Stage stage = own.stage();
      String name = stage.layer().name();
      Optional<SparsityProfile> zeros = evaluation.map(e -> e.layers().get(name));
      Resources cost = own.resources();
      layers.add(
          new Report.LayerReport(
              name,
              LayerKinds.of(stage.layer()).name(),
              stage.engine(),
              design.design().layers().get(i).choice().summary(),
              stage.layer().outputShape().toString(),
              design.network().nodes().get(i).inputs(),
              own.cyclesPerImage(),
              simulation.map(s -> s.design().stage(name).workingCyclesPerImage()),
              zeros.map(z -> 1 - z.pairs()),
              zeros.map(SparsityProfile::weights),
              zeros.map(SparsityProfile::activations),
              cost.dsp(),
              cost.lut(),
              cost.bram36(),
              synthesis.map(
                  s ->
                      new Report.SynthesisedStage(
                          s.stages().get(name),
                          Optional.ofNullable(s.paths().stages().get(name))))));
    }
    return layers;
  }
}
