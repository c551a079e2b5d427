package org.sparseloom.synthesis;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.sparseloom.device.Resources;

/**
 * Cells by module as counted by Yosys' {@code stat -json} on a hierarchical netlist.
 *
 * <p>Registers in a module with one DSP48E2 count nothing: such a module is a multiplier, and the slice has
 * registers for its operands and its product (UG579). Yosys 0.23 packs them into a DSP48E1 and leaves
 * them beside a DSP48E2 ({@link #beside}).
 *
 * @param cells module name (without Yosys' backslash) to cell type to number of instances
 */
public record Netlist(Map<String, Map<String, Integer>> cells) {
  private static final String UNPACKED = "DSP48E2";

  /** Reads the output of {@code tee -o FILE stat -json}. */
  public static Netlist read(Path statistics) throws IOException {
    try (Reader reader = Files.newBufferedReader(statistics)) {
      return read(reader);
    }
  }

  /**
   * Reads the value of "modules" and nothing behind it: Yosys 0.23 puts a table that is not JSON
   * between that and the rest.
   */
  static Netlist read(Reader statistics) throws IOException {
    Map<String, Map<String, Integer>> cells = new TreeMap<>();
    for (Map.Entry<String, JsonNode> module : modules(statistics).properties()) {
      Map<String, Integer> counts = new TreeMap<>();
      for (Map.Entry<String, JsonNode> cell :
          module.getValue().path("num_cells_by_type").properties()) {
        counts.put(plain(cell.getKey()), cell.getValue().asInt());
      }
      cells.put(plain(module.getKey()), counts);
    }
    return new Netlist(cells);
  }

  private static JsonNode modules(Reader statistics) throws IOException {
    try (JsonParser parser = new ObjectMapper().createParser(statistics)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        if (field.equals("modules")) {
          return parser.readValueAsTree();
        }
        parser.skipChildren();
      }
    }
    throw new IOException("no \"modules\" in the statistics of Yosys");
  }

  /** Returns the resources of a module with everything below it. */
  public Resources total(String module) {
    return total(module, this::own, new HashMap<>());
  }

  /** Returns the resources of a module's own cells, without its sub-modules. */
  public Resources own(String module) {
    return cellsOf(module).plus(besideSlice(module).times(-1));
  }

  /** Returns the registers of a module, and everything below it, that were left beside DSP slices. */
  public double beside(String module) {
    return total(module, this::besideSlice, new HashMap<>()).ff();
  }

  private Resources cellsOf(String module) {
    Resources sum = Resources.NONE;
    for (Map.Entry<String, Integer> cell : cells.getOrDefault(module, Map.of()).entrySet()) {
      sum = sum.plus(CellCounts.of(cell.getKey()).times(cell.getValue()));
    }
    return sum;
  }

  private Resources besideSlice(String module) {
    boolean multiplier = cells.getOrDefault(module, Map.of()).getOrDefault(UNPACKED, 0) == 1;
    return multiplier ? new Resources(0, 0, cellsOf(module).ff(), 0, 0) : Resources.NONE;
  }

  private Resources total(
      String module, Function<String, Resources> own, Map<String, Resources> known) {
    Resources already = known.get(module);
    if (already != null) {
      return already;
    }
    Resources sum = own.apply(module);
    for (Map.Entry<String, Integer> cell : cells.getOrDefault(module, Map.of()).entrySet()) {
      if (cells.containsKey(cell.getKey())) {
        sum = sum.plus(total(cell.getKey(), own, known).times(cell.getValue()));
      }
    }
    known.put(module, sum);
    return sum;
  }

  private static String plain(String name) {
    return name.startsWith("\\") ? name.substring(1) : name;
  }
}
