package org.sparseloom.flow;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sparseloom.layer.ConvolutionDenseStage;
import org.sparseloom.progress.Progress;
import org.sparseloom.search.Objective;
import org.sparseloom.search.SearchMode;
import org.sparseloom.search.SearchOptions;
import org.sparseloom.search.SearchResult;
import org.sparseloom.search.folding.Allowance;
import org.sparseloom.search.study.FoldingOutcome;
import org.sparseloom.search.study.Trial;

/**
 * What each part of the search is worth: the same network, device, images, accuracy and number of
 * trials with one part missing at a time. Every mode has a study of its own, so that what was cut off
 * goes on.
 */
public final class AblationFlow {
  /**
   * One row.
   *
   * @param what is searched for, in words
   * @param accuracy on the search's images, 0..1
   * @param outcome of the best trial
   */
  public record Row(String what, double accuracy, FoldingOutcome outcome) {
    /** Returns the efficiency that the paper compares: images per cycle and DSP slice. */
    public double imagesPerCycleAndDsp() {
      return 1 / (outcome.cyclesPerImage() * outcome.dsp());
    }

    private static Row of(String what, Trial trial) {
      return new Row(what, trial.accuracy(), trial.hardware());
    }
  }

  private final Progress progress;

  public AblationFlow(Progress progress) {
    this.progress = progress;
  }

  /**
   * Searches with every mode: dense engines unpruned, all engines
   * unpruned, then the modes.
   *
   * @param request of the full search; its study and output name those of the modes
   * @param objective of the full search
   */
  public List<Row> run(SearchFlow.Request request, Objective objective) {
    List<Row> rows = new ArrayList<>();
    SearchFlow.Request dense =
        with(
            request, "dense",
            request.allowed().withEngines(List.of(ConvolutionDenseStage.ENGINE)),
            request.options().withTrials(1));
    rows.add(Row.of("dense engines, unpruned", searched(dense).plain()));
    for (SearchMode mode : SearchMode.values()) {
      SearchFlow.Request ofMode =
          with(
              request, mode.word(), request.allowed(),
              request.options().withMode(mode, objective));
      SearchResult found = searched(ofMode);
      if (rows.size() == 1) {
        rows.add(Row.of("unpruned", found.plain()));
      }
      rows.add(Row.of(mode.word(), found.best()));
    }
    return rows;
  }

  private SearchResult searched(SearchFlow.Request request) {
    return new SearchFlow(progress).run(request).search();
  }

  private static SearchFlow.Request with(
      SearchFlow.Request request,
      String mode,
      Allowance allowed,
      SearchOptions options) {
    return new SearchFlow.Request(
        request.model(), request.device(), request.data(), request.images(), request.widths(),
        allowed, request.intervalAtMost(), options, named(request.study(), mode),
        named(request.output(), mode));
  }

  /** Returns NAME.MODE.REST for a file NAME.REST. */
  private static Path named(Path file, String mode) {
    String name = file.getFileName().toString();
    int dot = Math.max(0, name.indexOf('.'));
    return file.resolveSibling(name.substring(0, dot) + "." + mode + name.substring(dot));
  }
}
