package org.sparseloom.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What report.json says of a design that was evaluated. */
class ReportCommandTest {
  @TempDir Path folder;

  @Test
  void pairsAreCountedAgainstTheSlicesOfConvolutionsAndOfAll() throws IOException {
    Path design = folder.resolve("tiny");
    GeneratedFolder.generate(design).good();
    Outcome.of("evaluate", design.toString(), "--images", "8").good();
    Outcome.of("report", design.toString()).good();
    JsonNode report = JsonMapper.builder().build().readTree(design.resolve("report.json").toFile());
    double convolutions = 0;
    double all = 0;
    for (JsonNode layer : report.get("layers")) {
      all += layer.get("dsp").asDouble();
      if (layer.get("kind").asText().equals("convolution")) {
        convolutions += layer.get("dsp").asDouble();
      }
    }
    double perCycle =
        report.get("nonZeroPairs").asDouble() / report.get("predicted").get("cyclesPerImage").asDouble();
    assertEquals(perCycle / convolutions, report.get("convolutionUtilisation").asDouble(), 1e-9);
    assertEquals(perCycle / all, report.get("effectiveUtilisation").asDouble(), 1e-9);
  }
}
