package org.sparseloom.flow;

import java.util.List;
import java.util.Map;
import org.sparseloom.data.ImageSet;
import org.sparseloom.data.Normalisation;
import org.sparseloom.design.Design;
import org.sparseloom.design.DesignApplier;
import org.sparseloom.device.Device;
import org.sparseloom.device.Devices;
import org.sparseloom.emit.Manifest;
import org.sparseloom.network.Network;
import org.sparseloom.network.QuantisedNetwork;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.problem.UserProblem;

/** A generated design read back from its folder, with the integers that its hardware computes. */
public record LoadedDesign(
    DesignFolder folder,
    Manifest manifest,
    Design design,
    Network network,
    QuantisedNetwork quantised,
    Device device,
    Pipeline pipeline) {
  /** Name, in generated.json, of the width of the AXI wrapper's streams in bits. */
  static final String BUS_BITS = "busBits";

  /** Reads design, model and manifest and rebuilds the pipeline. */
  public static LoadedDesign of(DesignFolder folder) {
    Manifest manifest = folder.readManifest();
    Design design = folder.readDesign();
    Network network = folder.readNetwork();
    QuantisedNetwork quantised = DesignApplier.quantised(network, design);
    Device device = Devices.named(design.device());
    Pipeline pipeline = DesignApplier.pipeline(quantised, design, device);
    return new LoadedDesign(folder, manifest, design, network, quantised, device, pipeline);
  }

  /**
   * Returns the width of the AXI wrapper's streams.
   *
   * @throws UserProblem if the folder is of a version that did not write it down
   */
  int busBits() {
    if (manifest.facts().get(BUS_BITS) instanceof Number bits) {
      return bits.intValue();
    }
    throw UserProblem.usage(
        "generated.json in " + folder.root() + " must have the fact " + BUS_BITS,
        "generate the design again with this version of Sparseloom.");
  }

  /** Returns the images that the design was generated with. */
  public DataOptions data() {
    Map<String, Object> facts = manifest.facts();
    return new DataOptions(
        (String) facts.get("data"),
        new Normalisation(
            numbers(facts.get("dataMeans")), numbers(facts.get("dataDeviations"))));
  }

  /** Opens the images given, or those that the design was generated with. */
  public ImageSet images(java.util.Optional<String> specification) {
    DataOptions own = data();
    return own.withSpecification(specification.orElse(own.specification())).open(network.input());
  }

  private static List<Double> numbers(Object list) {
    return ((List<?>) list).stream().map(value -> ((Number) value).doubleValue()).toList();
  }
}
