package org.sparseloom.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparseloom.device.Resources;
import org.sparseloom.emit.Templates;

/** Makes the self-contained HTML page of a report. */
public final class ReportWriter {
  private final Templates templates = new Templates("report/report.stg");

  /**
   * Returns the page.
   *
   * @param limits of the device
   * @param version of the tool
   * @param history of the search that the design came from, if it did
   * @param published what others reach with the network
   */
  public String html(
      Report report, Resources limits, String version, Optional<SearchHistory> history,
      List<Report.Point> published) {
    return templates.render(
        "page", Map.of("report", ReportPage.of(report, limits, version, history, published)));
  }
}
