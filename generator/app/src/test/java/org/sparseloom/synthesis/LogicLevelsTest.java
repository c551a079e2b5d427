package org.sparseloom.synthesis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ways through netlists written by hand, as Yosys writes them. */
class LogicLevelsTest {
  @TempDir Path folder;

  private final List<String> cells = new ArrayList<>();

  /** Register a (net 10), a LUT, a LUT, register b (net 12). */
  @Test
  void lutsBetweenTwoRegistersAreLevels() throws IOException {
    register("a", 9, 10);
    cell("l1", "LUT2", "'I0': [10], 'I1': [10]", "'O': [11]");
    cell("l2", "LUT3", "'I0': [11], 'I1': [10], 'I2': ['0']", "'O': [12]");
    register("b", 12, 13);
    RegisterPath path = walk(module("top", "", "")).get("b");
    assertEquals(new RegisterPath("a", "b", new Steps(2, 0, 0, 0)), path);
    assertEquals("2 LUTs", path.steps().text());
  }

  /** A chain of two cells is one level, entered at the first; sum bit 0 does not hang on bit 3. */
  @Test
  void aChainIsOneLevelAndEveryBitHangsOnThoseBelow() throws IOException {
    register("a", 9, 10);
    register("late", 9, 20);
    cell("slow", "LUT1", "'I0': [20]", "'O': [21]");
    carry("first", "[10, 10, 10, 21]", "'0'", 30);
    carry("second", "[10, 10, 10, 10]", "37", 40);
    register("low", 30, 50);
    register("high", 40, 51);
    Map<String, RegisterPath> paths = walk(module("top", "", ""));
    assertEquals(new Steps(0, 1, 1, 0), paths.get("low").steps());
    assertEquals(
        new RegisterPath("late", "high", new Steps(1, 1, 2, 0)), paths.get("high"));
  }

  @Test
  void lutMemoryIsReadWithoutAClockAndWrittenWithOne() throws IOException {
    register("address", 9, 10);
    cell(
        "words", "RAM32M", "'ADDRA': [10, '0', '0', '0', '0'], 'ADDRD': [9, '0'], 'DIA': [10, 10]",
        "'DOA': [30, 31]");
    register("out", 30, 32);
    Map<String, RegisterPath> paths = walk(module("top", "", ""));
    assertEquals(new RegisterPath("address", "out", new Steps(1, 0, 0, 0)), paths.get("out"));
    assertEquals("address", paths.get("words").from());
    assertEquals(0, paths.get("words").steps().levels());
  }

  /** Without a register at its output the slice's adder is a level; with one it is none. */
  @Test
  void registersInASliceCount() throws IOException {
    for (boolean registered : List.of(true, false)) {
      cells.clear();
      register("a", 9, 10);
      cells.add(
          "'d': {'type': 'DSP48E1', 'parameters': {'AREG': '1', 'MREG': '1', 'PREG': '"
              + (registered ? "1" : "0") + "'}, 'port_directions': {'A': 'input', 'P': 'output'},"
              + " 'connections': {'A': [10], 'P': [11]}}");
      register("b", 11, 12);
      assertEquals(
          registered ? 0 : 1, walk(module("top", "", "")).get("b").steps().levels());
    }
  }

  /** In the outer module: from its register through the inner module's LUT to the inner register. */
  @Test
  void waysGoOnInsideOfInstances() throws IOException {
    cell("lut", "LUT1", "'I0': [2]", "'O': [3]");
    cell("pass", "LUT1", "'I0': [2]", "'O': [4]");
    register("state", 3, 5);
    String inner = module("inner", "[2]", "[4]");
    cells.clear();
    register("a", 9, 10);
    cell("part", "inner", "'x': [10]", "'y': [11]");
    cell("lut", "LUT1", "'I0': [11]", "'O': [12]");
    register("b", 12, 13);
    Map<String, RegisterPath> paths = walk(inner, module("top", "", ""));
    assertEquals(
        new RegisterPath("a", "part.state", new Steps(1, 0, 0, 0)), paths.get("part"));
    assertEquals(new RegisterPath("a", "b", new Steps(2, 0, 0, 0)), paths.get("b"));
  }

  @Test
  void aLoopWithoutARegisterIsNamed() {
    cell("l1", "LUT1", "'I0': [11]", "'O': [10]");
    cell("l2", "LUT1", "'I0': [10]", "'O': [11]");
    String message =
        assertThrows(IllegalStateException.class, () -> walk(module("top", "", ""))).getMessage();
    assertTrue(message.endsWith("of module top must not depend on itself without a register between"), message);
  }

  @Test
  void aCellThatNobodyKnowsIsNamed() {
    cell("odd", "GTXE2_CHANNEL", "'I': [10]", "'O': [11]");
    String message =
        assertThrows(IllegalStateException.class, () -> walk(module("top", "", ""))).getMessage();
    assertEquals("cell type (GTXE2_CHANNEL) must have its arcs here", message);
  }

  private void register(String name, int input, int output) {
    cell(name, "FDRE", "'D': [" + input + "], 'C': [2]", "'Q': [" + output + "]");
  }

  /** S from nets, sums on nets from {@code first} on, carries on those four behind them. */
  private void carry(String name, String s, String carryIn, int first) {
    cell(
        name, "CARRY4", "'S': " + s + ", 'CI': [" + carryIn + "]",
        "'O': [" + first + ", " + (first + 1) + ", " + (first + 2) + ", " + (first + 3)
            + "], 'CO': [" + (first + 4) + ", " + (first + 5) + ", " + (first + 6) + ", "
            + (first + 7) + "]");
  }

  private void cell(String name, String type, String inputs, String outputs) {
    String directions =
        inputs.replaceAll(": \\[[^\\]]*\\]", ": 'input'") + ", "
            + outputs.replaceAll(": \\[[^\\]]*\\]", ": 'output'");
    cells.add(
        "'" + name + "': {'type': '" + type + "', 'port_directions': {" + directions
            + "}, 'connections': {" + inputs + ", " + outputs + "}}");
  }

  /** The cells so far as a module with ports x and y, or without. */
  private String module(String name, String input, String output) {
    String ports =
        input.isEmpty()
            ? ""
            : "'x': {'direction': 'input', 'bits': " + input
                + "}, 'y': {'direction': 'output', 'bits': " + output + "}";
    return "'" + name + "': {'ports': {" + ports + "}, 'cells': {" + String.join(", ", cells)
        + "}, 'netnames': {}}";
  }

  private Map<String, RegisterPath> walk(String... modules) throws IOException {
    Path netlist = folder.resolve("netlist.json");
    Files.writeString(
        netlist,
        ("{'creator': 'test', 'modules': {" + String.join(", ", modules) + "}}").replace('\'', '"'));
    return LogicLevels.read(netlist).byInstance("top");
  }
}
