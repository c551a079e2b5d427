package org.sparseloom.synthesis;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record LogicPaths(Map<String, RegisterPath> stages, Optional<RegisterPath> between) {
  public LogicPaths {
    stages = new TreeMap<>(stages);
  }

  /** Sorts the ways into every instance of a design's top by the stages that these belong to. */
  static LogicPaths of(
      Map<String, RegisterPath> byInstance, List<Stage> stages, Manifest manifest) {
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
    for (Map.Entry<String, RegisterPath> entry : byInstance.entrySet()) {
      String owner = owners.get(entry.getKey());
      RegisterPath path = entry.getValue();
      if (owner == null) {
        between = between.map(path::orLonger).or(() -> Optional.of(path));
      } else {
        longest.merge(owner, path, RegisterPath::orLonger);
      }
    }
    return new LogicPaths(longest, between);
  }

  /** Returns the longest of all. */
  public Optional<RegisterPath> longest() {
    return java.util.stream.Stream.concat(stages.values().stream(), between.stream())
        .reduce(RegisterPath::orLonger);
  }

  /** Returns the layer whose stage has a way; "" if it lies between the stages. */
  public String layerOf(RegisterPath path) {
    return stages.entrySet().stream()
        .filter(entry -> entry.getValue().equals(path))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }
}
