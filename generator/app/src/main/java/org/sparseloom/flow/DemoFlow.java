package org.sparseloom.flow;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sparseloom.device.Device;
import org.sparseloom.device.Devices;
import org.sparseloom.pipeline.PipelineTrace;
import org.sparseloom.progress.Progress;
import org.sparseloom.report.Report;
import org.sparseloom.search.SearchOptions;
import org.sparseloom.search.folding.Allowance;
import org.sparseloom.simulate.SimulationOptions;
import org.sparseloom.simulate.SimulationResult;

/** The whole flow on the network that ships with the product: every step real, nothing prepared. */
public final class DemoFlow {
  /** Images that judge accuracy in the search; the test set stays unseen until the evaluation. */
  private static final String SEARCH_DATA = "fashion-mnist:train[55000:60000]";

  private static final String TEST_DATA = "fashion-mnist:test";
  private static final GenerateFlow.Widths EIGHT_BITS = new GenerateFlow.Widths(8, 8);

  /**
   * How much to do.
   *
   * @param model ONNX file
   * @param device to build for
   * @param output folder of the design
   * @param trials of the search
   * @param searchImages that judge a trial
   * @param simulatedImages through the generated Verilog
   * @param testImages that accuracy is reported on
   * @param estimate whether Yosys counts what the design takes
   */
  public record Request(
      Path model,
      String device,
      Path output,
      int trials,
      int searchImages,
      int simulatedImages,
      int testImages,
      boolean estimate) {}

  /**
   * What every step found.
   *
   * @param played what the model expects of the very images that were simulated
   */
  public record Result(
      SearchFlow.Result search,
      GenerateFlow.Result generated,
      SimulationResult simulation,
      PipelineTrace played,
      Report report,
      double seconds) {}

  private final Progress progress;

  public DemoFlow(Progress progress) {
    this.progress = progress;
  }

  /** Searches, generates, simulates, evaluates, synthesises and reports; a search that was cut off goes on. */
  public Result run(Request request) {
    long begin = System.nanoTime();
    Device device = Devices.named(request.device());
    DataOptions data = DataOptions.unitRange(SEARCH_DATA);
    Path design = request.output().resolve("searched.json");
    Path study = request.output().resolve("searched.study.jsonl");
    SearchFlow.Result search =
        new SearchFlow(progress)
            .run(
                new SearchFlow.Request(
                    request.model(), device, data, ImageCount.of(request.searchImages()), EIGHT_BITS,
                    Allowance.ALL, OptionalDouble.empty(),
                    SearchOptions.standard().withTrials(request.trials()), study, design));
    GenerateFlow.Result generated =
        new GenerateFlow(progress)
            .run(
                new GenerateFlow.Request(
                    request.model(), Optional.of(design), Optional.of(request.device()), data,
                    EIGHT_BITS, Allowance.ALL, request.output(),
                    Optional.of(study)));
    SimulateFlow simulate = new SimulateFlow(progress);
    ImageCount simulated = ImageCount.of(request.simulatedImages());
    SimulationResult simulation =
        simulate.run(
            request.output(), Optional.of(TEST_DATA), simulated,
            SimulationOptions.fullSpeed());
    PipelineTrace played =
        simulate.predicted(request.output(), Optional.of(TEST_DATA), simulated);
    new EvaluateFlow(progress)
        .run(
            request.output(), Optional.of(TEST_DATA), ImageCount.of(request.testImages()));
    if (request.estimate()) {
      new EstimateFlow(progress).run(request.output());
    }
    Report report = new ReportFlow(progress).run(request.output());
    return new Result(
        search, generated, simulation, played, report, (System.nanoTime() - begin) / 1e9);
  }
}
