package org.sparseloom.synthesis;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One module of what Yosys' {@code write_json} wrote. Nets are numbered from 2 on; constants are
 * {@link #CONSTANT}.
 *
 * @param inputs port to nets, lowest first
 * @param outputs the same
 * @param names public name of a net, with its bit, where it has one
 */
record NetlistModule(
    String name,
    Map<String, int[]> inputs,
    Map<String, int[]> outputs,
    List<NetlistCell> cells,
    Map<Integer, String> names) {
  static final int CONSTANT = -1;

  /** Reads all modules but those of the library, by their names. */
  static Map<String, NetlistModule> readAll(Path file) throws IOException {
    Map<String, NetlistModule> modules = new HashMap<>();
    try (JsonParser parser = new ObjectMapper().createParser(file.toFile())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        boolean here = parser.currentName().equals("modules");
        parser.nextToken();
        if (!here) {
          parser.skipChildren();
          continue;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          JsonNode module = parser.readValueAsTree();
          JsonNode attributes = module.path("attributes");
          if (!attributes.has("blackbox") && !attributes.has("whitebox")) {
            modules.put(name, of(name, module));
          }
        }
      }
    }
    return modules;
  }

  private static NetlistModule of(String name, JsonNode module) {
    Map<String, int[]> inputs = new TreeMap<>();
    Map<String, int[]> outputs = new TreeMap<>();
    module
        .path("ports")
        .properties()
        .forEach(
            port ->
                (port.getValue().path("direction").asText().equals("input") ? inputs : outputs)
                    .put(port.getKey(), nets(port.getValue().path("bits"))));
    Set<Integer> carries = carryOutputs(module);
    List<NetlistCell> cells = new ArrayList<>();
    module
        .path("cells")
        .properties()
        .forEach(cell -> cells.add(cell(cell.getKey(), cell.getValue(), carries)));
    return new NetlistModule(name, inputs, outputs, cells, names(module));
  }

  private static NetlistCell cell(String name, JsonNode cell, Set<Integer> carries) {
    Map<String, int[]> inputs = new TreeMap<>();
    Map<String, int[]> outputs = new TreeMap<>();
    JsonNode directions = cell.path("port_directions");
    cell.path("connections")
        .properties()
        .forEach(
            port ->
                (directions.path(port.getKey()).asText().equals("input") ? inputs : outputs)
                    .put(port.getKey(), nets(port.getValue())));
    Map<String, Integer> parameters = new TreeMap<>();
    cell.path("parameters")
        .properties()
        .forEach(
            parameter -> {
              String value = parameter.getValue().asText();
              if (parameter.getKey().endsWith("REG") && value.matches("[01]{1,32}")) {
                parameters.put(parameter.getKey(), Integer.parseUnsignedInt(value, 2));
              }
            });
    boolean chained = inputs.containsKey("CI") && carries.contains(inputs.get("CI")[0]);
    return new NetlistCell(name, cell.path("type").asText(), inputs, outputs, parameters, chained);
  }

  private static Set<Integer> carryOutputs(JsonNode module) {
    Set<Integer> nets = new HashSet<>();
    for (Map.Entry<String, JsonNode> cell : module.path("cells").properties()) {
      if (cell.getValue().path("type").asText().startsWith("CARRY")) {
        for (int net : nets(cell.getValue().path("connections").path("CO"))) {
          nets.add(net);
        }
      }
    }
    nets.remove(CONSTANT);
    return nets;
  }

  private static int[] nets(JsonNode bits) {
    int[] nets = new int[bits.size()];
    for (int bit = 0; bit < nets.length; bit++) {
      nets[bit] = bits.get(bit).isInt() ? bits.get(bit).asInt() : CONSTANT;
    }
    return nets;
  }

  private static Map<Integer, String> names(JsonNode module) {
    Map<Integer, String> names = new HashMap<>();
    for (Map.Entry<String, JsonNode> net : module.path("netnames").properties()) {
      if (net.getValue().path("hide_name").asInt() == 0) {
        int[] nets = nets(net.getValue().path("bits"));
        for (int bit = 0; bit < nets.length; bit++) {
          String name = net.getKey() + (nets.length == 1 ? "" : "[" + bit + "]");
          // The module's own names, before those of its generate blocks.
          names.merge(nets[bit], name, (known, other) -> known.contains(".") ? other : known);
        }
      }
    }
    return names;
  }
}
