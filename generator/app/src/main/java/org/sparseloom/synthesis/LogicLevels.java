package org.sparseloom.synthesis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the longest ways from register to register in a mapped netlist whose hierarchy was kept. Each
 * module is walked once, however often it stands in others.
 */
public final class LogicLevels {
  private final Map<String, NetlistModule> modules;
  private final Map<String, Arcs> ofModules = new HashMap<>();
  private final Map<Object, Arcs> ofCells = new HashMap<>();

  private LogicLevels(Map<String, NetlistModule> modules) {
    this.modules = modules;
  }

  /** Reads what Yosys' {@code write_json} wrote. */
  public static LogicLevels read(Path netlist) throws IOException {
    return new LogicLevels(NetlistModule.readAll(netlist));
  }

  /**
   * Returns the longest way into every instance in a module.
   *
   * @param top name of the module; ways from and to its ports do not count
   * @return by instance; cells of the module itself have their own names
   * @throws IllegalStateException if signals go round without a register
   */
  public Map<String, RegisterPath> byInstance(String top) {
    return walk(modules.get(top)).longestByCell();
  }

  private LevelWalk walk(NetlistModule module) {
    return new LevelWalk(module, module.cells().stream().map(this::arcs).toList());
  }

  private Arcs arcs(NetlistCell cell) {
    NetlistModule inner = modules.get(cell.type());
    if (inner == null) {
      return ofCells.computeIfAbsent(cell.key(), key -> CellArcs.of(cell));
    }
    Arcs known = ofModules.get(cell.type());
    if (known == null) {
      known = walk(inner).arcs();
      ofModules.put(cell.type(), known);
    }
    return known;
  }
}
