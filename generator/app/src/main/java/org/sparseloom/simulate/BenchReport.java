package org.sparseloom.simulate;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the C++ half of a testbench writes (testbenches/support/result_file.cpp), as it stands. */
record BenchReport(
    int images,
    long cycles,
    double seconds,
    boolean complete,
    boolean stoppedByMismatches,
    long mismatchCount,
    List<Mismatch> mismatches,
    List<ProtocolError> protocolErrors,
    List<Deadlock> deadlocks,
    List<Design> designs) {

  record Design(String name, List<FifoLevel> fifos, List<Stream> streams) {}

  /**
   * A stream; cycles are counted from the reset, absent if nothing came. {@code working}: cycles in
   * which the stage that gives it worked, absent if that is not watched.
   */
  record Stream(
      String stage,
      String side,
      long beats,
      long expectedBeats,
      int images,
      Optional<Double> cyclesPerImage,
      Optional<Long> firstBeatCycle,
      Optional<Long> firstImageEndCycle,
      Optional<Long> lastImageEndCycle,
      long transferring,
      long blocked,
      long starved,
      long idle,
      Optional<Long> working) {
    double share(long part) {
      long whole = transferring + blocked + starved + idle;
      return whole == 0 ? 0 : (double) part / whole;
    }
  }

  static BenchReport read(Path file) throws IOException {
    return JsonMapper.builder()
        .addModule(new Jdk8Module())
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .build()
        .readValue(file.toFile(), BenchReport.class);
  }

  /**
   * Returns the results of one design: its streams are its inputs, then those of each stage, its
   * output last, then output, which a stage alone has not.
   */
  DesignResult result(Design design) {
    List<Stream> streams = design.streams();
    Stream output = streams.get(streams.size() - 1);
    long inputsOfDesign = streams.stream().takeWhile(s -> s.side().equals("output")).count();
    long start =
        streams.stream()
            .limit(inputsOfDesign)
            .flatMap(input -> input.firstBeatCycle().stream())
            .min(Comparator.naturalOrder())
            .orElse(0L);
    long latency = output.firstImageEndCycle().map(end -> end - start + 1).orElse(0L);
    List<StageTiming> stages = new ArrayList<>();
    List<Stream> inputs = new ArrayList<>();
    for (Stream stream : streams.subList((int) inputsOfDesign, streams.size())) {
      if (stream.side().equals("input")) {
        inputs.add(stream);
      } else {
        stages.add(timing(inputs, stream, start, images));
        inputs.clear();
      }
    }
    boolean allBeats = streams.stream().allMatch(s -> s.beats() == s.expectedBeats());
    boolean faultless =
        mismatches.stream().noneMatch(m -> m.design().equals(design.name()))
            && protocolErrors.stream().noneMatch(e -> e.design().equals(design.name()));
    return new DesignResult(
        design.name(),
        allBeats && faultless,
        output.images() == images,
        output.cyclesPerImage().orElse((double) latency),
        latency,
        stages,
        design.fifos());
  }

  /**
   * Returns the mean cycles from the last output beat of an image to that of the next one, over all of
   * them, the first image left out; empty if fewer than two came out.
   */
  Optional<Double> interval(Design design) {
    Stream output = design.streams().get(design.streams().size() - 1);
    return output.images() < 2
        ? Optional.empty()
        : Optional.of(
            (output.lastImageEndCycle().orElseThrow() - output.firstImageEndCycle().orElseThrow())
                / (output.images() - 1.0));
  }

  /** Of several inputs the one that makes the stage wait the longest tells what it waits for. */
  private static StageTiming timing(
      List<Stream> inputs, Stream output, long start, int images) {
    Stream input =
        inputs.stream()
            .max(Comparator.comparingDouble(stream -> stream.share(stream.starved())))
            .orElseThrow();
    long streaming = Math.max(input.beats(), output.beats());
    return new StageTiming(
        output.stage(),
        output.cyclesPerImage().orElse(0.0),
        Math.max(streaming, output.working().orElse(0L)) / (double) images,
        output.firstBeatCycle().map(cycle -> cycle - start).orElse(0L),
        input.share(input.transferring()),
        input.share(input.starved()),
        input.share(input.blocked()),
        output.share(output.transferring()),
        output.share(output.blocked()));
  }
}
