package org.sparseloom.axi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.LutCosts;
import org.sparseloom.layer.Unit;
import org.sparseloom.pipeline.MemoryPlacement;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.resource.Coefficients;
import org.sparseloom.resource.ResourceModel;

/**
 * The hardware units of an AXI wrapper, one kind for each module of templates/axi, for the resource
 * model.
 */
public final class AxiUnits {
  private static final String COEFFICIENTS = "/axi-coefficients.json";

  /** Of 32 bits: images taken, delivered and faulty; beats that waited at either end. */
  private static final int COUNTERS = 5;

  private static final int COUNTER_BITS = 32;
  private static final int CYCLE_COUNTER_BITS = 64;

  private AxiUnits() {}

  /**
   * Returns the LUTs and flip-flops that the wrapper around a pipeline is expected to take; it has
   * neither DSP slices nor block RAM.
   *
   * @param busBits width of both streams, a power of two from 32 to 512
   */
  public static Resources resources(Pipeline pipeline, int busBits) {
    return resources(
        AxiStream.of(pipeline.images(), busBits),
        AxiStream.of(pipeline.results(), busBits),
        pipeline.stages().size(),
        !MemoryPlacement.of(pipeline).ultra().isEmpty(),
        pipeline.device().family());
  }

  static Resources resources(
      AxiStream input, AxiStream output, int stages, boolean loads, String family) {
    return new ResourceModel(Coefficients.ofResource(COEFFICIENTS), family)
        .of(of(input, output, stages, loads));
  }

  /**
   * Returns the units of a wrapper.
   *
   * @param stages each has a counter
   * @param loads whether there are weights to load
   */
  static List<Unit> of(AxiStream input, AxiStream output, int stages, boolean loads) {
    int busBytes = input.busBytes();
    int loading = loads ? 1 : 0;
    List<Unit> units = new ArrayList<>();
    // In front and behind: a byte has a bit of TKEEP; between frame and converter it has none.
    units.add(new Unit("AxiSlice", 2, Map.of("widthBits", busBytes * (Byte.SIZE + 1) + 1)));
    units.add(new Unit("AxiSlice", 1, Map.of("widthBits", busBytes * Byte.SIZE + 1)));
    units.add(
        new Unit("AxiFrame", 1, Map.of("busBytes", busBytes, "countBits", input.countBits())));
    units.add(repack(input, input.groupsPerBusBeat(), input.groupsPerBeat()));
    units.add(repack(output, output.groupsPerBeat(), output.groupsPerBusBeat()));
    units.add(new Unit("AxiLite", 1, Map.of()));
    units.add(new Unit("AxiRegisters", 1, Map.of("stages", stages, "loads", loading)));
    units.add(new Unit("AxiCounter", COUNTERS + stages, Map.of("widthBits", COUNTER_BITS)));
    units.add(new Unit("AxiCounter", 1, Map.of("widthBits", CYCLE_COUNTER_BITS)));
    units.add(new Unit("AxiWrapper", 1, Map.of("stages", stages)));
    return List.copyOf(units);
  }

  /**
   * Returns the unit of a converter between beats of so many groups. Group g of those that it holds
   * stays, is followed by the one that stands a beat out behind it, or is one of the groups that come in.
   */
  private static Unit repack(AxiStream stream, int in, int out) {
    int held = in + out - 1;
    int groupBits = stream.groupBytes() * Byte.SIZE;
    int muxLuts = 0;
    for (int group = 0; group < held; group++) {
      int places = Math.min(group, out - 1) - Math.max(0, group - in + 1) + 1;
      int follower = group + out < held ? 1 : 0;
      muxLuts += groupBits * LutCosts.multiplexer(1 + follower + places);
    }
    return new Unit("AxiRepack", 1, Map.of(
        "heldBits", held * groupBits,
        "muxLuts", muxLuts,
        "places", out,
        "levelBits", stream.levelBits()));
  }
}
