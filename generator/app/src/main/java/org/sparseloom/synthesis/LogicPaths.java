package org.sparseloom.synthesis;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.sparseloom.emit.Manifest;
import org.sparseloom.layer.MemoryPort;
import org.sparseloom.layer.Stage;

/**
 * The longest ways from register to register in a design.
 *
 * @param stages by layer: ways that end in the stage or in one of its memories
 * @param between ways that end in FIFOs, converters, forks and the top itself
 * @param wrapper ways that begin or end in the AXI wrapper
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record LogicPaths(
    Map<String, RegisterPath> stages, Optional<RegisterPath> between,
    Optional<RegisterPath> wrapper) {
  /** The accelerator's instance in the wrapper, as templates/axi/wrapper.stg names it. */
  private static final String ACCELERATOR = "accelerator.";

  public LogicPaths {
    stages = new TreeMap<>(stages);
  }

  /**
   * Sorts the ways into every instance by the stages that these belong to.
   *
   * @param accelerator of a design's top
   * @param around of the wrapper that the top stands in
   */
  static LogicPaths of(
      Map<String, RegisterPath> accelerator, Map<String, RegisterPath> around, List<Stage> stages,
      Manifest manifest) {
    Map<String, String> owners = new HashMap<>();
    for (int i = 0; i < stages.size(); i++) {
      String instance = manifest.streams().get(i).instance();
      String layer = stages.get(i).layer().name();
      owners.put(instance, layer);
      for (MemoryPort port : stages.get(i).memories()) {
        owners.put(instance + "_" + port.name(), layer);
      }
    }
    Map<String, RegisterPath> longest = new TreeMap<>();
    Optional<RegisterPath> between = Optional.empty();
    for (Map.Entry<String, RegisterPath> entry : accelerator.entrySet()) {
      String owner = owners.get(entry.getKey());
      RegisterPath path = entry.getValue();
      if (owner == null) {
        between = between.map(path::orLonger).or(() -> Optional.of(path));
      } else {
        longest.merge(owner, path, RegisterPath::orLonger);
      }
    }
    return new LogicPaths(longest, between, ofWrapper(around));
  }

  /** Returns the longest of the ways into the wrapper's instances that is not all in the accelerator. */
  static Optional<RegisterPath> ofWrapper(Map<String, RegisterPath> around) {
    return around.values().stream()
        .filter(path -> !(inAccelerator(path.from()) && inAccelerator(path.to())))
        .reduce(RegisterPath::orLonger);
  }

  private static boolean inAccelerator(String register) {
    return register.startsWith(ACCELERATOR);
  }

  /** A way and where it is: the layer whose stage it ends in, in words if it does in none. */
  public record Place(String name, RegisterPath path) {}

  /** Returns the longest ways everywhere, the longest first. */
  public List<Place> places() {
    List<Place> places = new ArrayList<>();
    stages.forEach((layer, path) -> places.add(new Place(layer, path)));
    between.ifPresent(path -> places.add(new Place("the top", path)));
    wrapper.ifPresent(path -> places.add(new Place("the AXI wrapper", path)));
    places.sort((a, b) -> a.path().compareLength(b.path()));
    return places;
  }
}
