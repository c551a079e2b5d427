package org.sparseloom.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.networks.KnownNetwork;
import org.sparseloom.networks.NetworkRun;
import org.sparseloom.networks.NetworkRuns;
import org.sparseloom.pipeline.PipelineTrace;
import org.sparseloom.pipeline.StageEstimate;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.progress.Progress;
import org.sparseloom.search.folding.Allowance;
import org.sparseloom.simulate.DesignResult;
import org.sparseloom.simulate.SimulationOptions;
import org.sparseloom.simulate.SimulationResult;

/**
 * Generates and simulates whole published networks, one after the other. The results' file is written
 * after each; what is in it already and would come out the same is not done again.
 */
public final class NetworksFlow {
  private static final GenerateFlow.Widths EIGHT_BITS = new GenerateFlow.Widths(8, 8);

  /** Multipliers of LUTs are simulated as what they are, bit by bit. */
  private static final Allowance SOON_SIMULATED =
      new Allowance(
          Allowance.ALL.engines(), List.of(MultiplierKind.DSP), Allowance.ALL.mostDsp());

  /**
   * What to try.
   *
   * @param models folder of ONNX files
   * @param data folder of data sets
   * @param networks of those known
   * @param images to simulate
   * @param output folder for designs and results
   */
  public record Request(
      Path models, Path data, List<KnownNetwork> networks, int images, Path output) {}

  private final Progress progress;
  private final Consumer<NetworkRun> finished;

  /** A flow that hands on every result when it is known. */
  public NetworksFlow(Progress progress, Consumer<NetworkRun> finished) {
    this.progress = progress;
    this.finished = finished;
  }

  /** Returns the results of the networks asked for, in their order. */
  public List<NetworkRun> run(Request request) {
    Map<String, NetworkRun> known = read(request.output());
    for (KnownNetwork network : request.networks()) {
      String digest = digest(network, request);
      NetworkRun old = known.get(network.name());
      boolean kept = old != null && old.digest().equals(digest) && old.bitExact();
      NetworkRun run = kept ? old : tried(network, digest, request);
      known.put(network.name(), run);
      write(request.output(), known);
      finished.accept(run);
    }
    return request.networks().stream().map(network -> known.get(network.name())).toList();
  }

  private NetworkRun tried(KnownNetwork network, String digest, Request request) {
    try {
      return run(network, digest, request);
    } catch (UserProblem problem) {
      progress.close();
      return NetworkRun.failed(network.name(), digest, problem.getMessage());
    }
  }

  private NetworkRun run(KnownNetwork network, String digest, Request request) {
    Path folder = request.output().resolve(network.name());
    DataOptions data =
        new DataOptions(
            request.data().resolve(network.data()).toString(), network.normalisation());
    long begin = System.nanoTime();
    GenerateFlow.Result generated =
        new GenerateFlow(progress)
            .run(
                new GenerateFlow.Request(
                    request.models().resolve(network.file()), Optional.empty(),
                    Optional.of(network.device()), data, EIGHT_BITS, SOON_SIMULATED,
                    folder, Optional.empty(),
                    new GenerateFlow.Goal(
                        OptionalDouble.of(network.cyclesPerImage()), request.images())));
    double seconds = (System.nanoTime() - begin) / 1e9;
    SimulateFlow simulation = new SimulateFlow(progress);
    PipelineTrace predicted =
        simulation.predicted(folder, Optional.empty(), ImageCount.of(request.images()));
    SimulationResult simulated =
        simulation.run(
            folder, Optional.empty(), ImageCount.of(request.images()),
            SimulationOptions.fullSpeed());
    return result(
        network.name(), digest, generated.estimate().stages(), predicted, simulated, seconds);
  }

  private static NetworkRun result(
      String name, String digest, List<StageEstimate> stages, PipelineTrace predicted,
      SimulationResult simulated, double generateSeconds) {
    DesignResult design = simulated.design();
    return new NetworkRun(
        name,
        digest,
        "",
        simulated.images(),
        stages.size(),
        stages.stream().mapToLong(stage -> stage.stage().layer().macs()).sum(),
        stages.stream().mapToLong(stage -> stage.stage().multipliers()).sum(),
        predicted.cyclesPerImage(),
        design.cyclesPerImage(),
        simulated.bitExact(),
        simulated.faults(),
        generateSeconds,
        simulated.buildSeconds(),
        simulated.runSeconds(),
        simulated.simulatedCyclesPerSecond());
  }

  private static Map<String, NetworkRun> read(Path output) {
    Map<String, NetworkRun> runs = new LinkedHashMap<>();
    Path file = output.resolve(NetworkRuns.FILE);
    try {
      if (Files.exists(file)) {
        Json.parse(Files.readString(file), NetworkRuns.class, file.toString())
            .networks()
            .forEach(run -> runs.put(run.name(), run));
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    return runs;
  }

  private static void write(Path output, Map<String, NetworkRun> runs) {
    new FolderDestination(output)
        .write(
            new Artifact(
                NetworkRuns.FILE,
                Json.text(
                    new NetworkRuns(
                        NetworkRuns.FORMAT_VERSION, List.copyOf(runs.values())))));
  }

  /** The model's bytes, how it is tried, and the state of the tool. */
  private static String digest(KnownNetwork network, Request request) {
    Path model = request.models().resolve(network.file());
    CRC32 checksum = new CRC32();
    try {
      if (Files.isRegularFile(model)) {
        checksum.update(Files.readAllBytes(model));
      }
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    checksum.update((network + " " + request.images() + " " + ToolState.text()).getBytes());
    return Long.toHexString(checksum.getValue());
  }
}
