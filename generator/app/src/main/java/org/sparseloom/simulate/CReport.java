package org.sparseloom.simulate;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sparseloom.layer.Stage;
import org.sparseloom.tensor.Shape;

/** What the testbench in C++ writes (templates/hls/testbench/comparison.cpp), as it stands. */
record CReport(int images, long mismatchCount, List<Long> engineCycles, List<Wrong> mismatches) {

  /** A wrong value by its place in the stream of an image. */
  record Wrong(int stream, long image, int value, long expected, long got) {
    /** Returns it by stage, pixel and channel: stream 0 are the images, the last the result. */
    Mismatch mismatch(BenchDesign design) {
      int stages = design.pipeline().stages().size();
      boolean result = stream > stages;
      Stage stage = design.pipeline().stages().get(Math.min(stream, stages) - 1);
      Shape shape = stage.output().shape();
      int pixel = value / shape.channels();
      return new Mismatch(
          design.manifest().design(),
          result ? BenchView.OUTPUT : stage.layer().name(),
          result ? "input" : "output",
          image,
          pixel / shape.width(),
          pixel % shape.width(),
          value % shape.channels(),
          expected,
          got,
          Optional.empty());
    }
  }

  static CReport read(Path file) throws IOException {
    return JsonMapper.builder()
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .build()
        .readValue(file.toFile(), CReport.class);
  }
}
