package org.sparseloom.synthesis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparseloom.synthesis.Arcs.End;
import org.sparseloom.synthesis.Arcs.Pin;

/** The arcs of one cell of Yosys' synth_xilinx netlist (AMD UG953, "Design Elements"). */
final class CellArcs {
  private static final Pattern LUT = Pattern.compile("LUT[1-6]|MUXF[78]|MUXF9");

  /** An inverter becomes part of the LUT before it or behind it. */
  private static final Pattern WIRE = Pattern.compile("INV|BUFG?");

  private static final Pattern REGISTER = Pattern.compile("FD[RSCP]E(_1)?|RAMB(18|36)E[12]|URAM288.*");
  private static final Pattern LUT_MEMORY = Pattern.compile("RAM\\d+(X1S|X1D|M|M16|M8)|SRLC?(16|32)E");
  private static final Pattern CARRY = Pattern.compile("CARRY[48]");
  private static final Pattern SLICE = Pattern.compile("DSP48E[12]");

  /** Which address a data output of LUT RAM or of a shift register follows without a clock. */
  private static final Map<String, Pattern> ADDRESSES =
      Map.of(
          "O", Pattern.compile("A\\d*"), "SPO", Pattern.compile("A\\d*"),
          "DPO", Pattern.compile("DPRA\\d*"), "Q", Pattern.compile("A\\d*"));

  private final NetlistCell cell;
  private final Set<Pin> inputs = new HashSet<>();
  private final Set<Pin> outputs = new HashSet<>();
  private final Map<Pin, Map<Pin, Steps>> through = new HashMap<>();
  private final Map<Pin, End> starts = new HashMap<>();
  private final Map<Pin, End> ends = new HashMap<>();

  private CellArcs(NetlistCell cell) {
    this.cell = cell;
    cell.inputs().forEach((port, bits) -> addPins(inputs, port, bits.length));
    cell.outputs().forEach((port, bits) -> addPins(outputs, port, bits.length));
  }

  /**
   * Returns the arcs of a cell.
   *
   * @throws IllegalStateException for a type that is not known here
   */
  static Arcs of(NetlistCell cell) {
    CellArcs arcs = new CellArcs(cell);
    arcs.fill(cell.type());
    return new Arcs(arcs.through, arcs.starts, arcs.ends, Optional.empty());
  }

  private void fill(String type) {
    if (LUT.matcher(type).matches()) {
      outputs.forEach(output -> inputs.forEach(input -> pass(input, output, Steps.LUT)));
    } else if (WIRE.matcher(type).matches()) {
      outputs.forEach(output -> inputs.forEach(input -> pass(input, output, Steps.NONE)));
    } else if (REGISTER.matcher(type).matches()) {
      register(End.HERE);
    } else if (LUT_MEMORY.matcher(type).matches()) {
      register(End.HERE);
      lutMemory();
    } else if (CARRY.matcher(type).matches()) {
      carry();
    } else if (SLICE.matcher(type).matches()) {
      slice();
    } else {
      throw new IllegalStateException("cell type (" + type + ") must have its arcs here");
    }
  }

  private static void addPins(Set<Pin> pins, String port, int width) {
    for (int bit = 0; bit < width; bit++) {
      pins.add(new Pin(port, bit));
    }
  }

  private void pass(Pin input, Pin output, Steps steps) {
    through.computeIfAbsent(output, pin -> new HashMap<>()).put(input, steps);
  }

  private void register(End start) {
    inputs.forEach(input -> ends.put(input, End.HERE));
    outputs.forEach(output -> starts.put(output, start));
  }

  private void lutMemory() {
    for (Pin output : outputs) {
      Matcher letter = Pattern.compile("DO([A-H])").matcher(output.port());
      Pattern address =
          letter.matches()
              ? Pattern.compile("ADDR" + letter.group(1))
              : ADDRESSES.getOrDefault(output.port(), Pattern.compile("-"));
      inputs.stream()
          .filter(input -> address.matcher(input.port()).matches())
          .forEach(input -> pass(input, output, Steps.LUT));
    }
  }

  /** Bit i gets a carry of all bits below it; a chain is entered at any cell but its first but once. */
  private void carry() {
    boolean chained = cell.chained();
    for (Pin output : outputs) {
      for (Pin input : inputs) {
        boolean propagated = Set.of("CI", "CI_TOP", "CYINIT").contains(input.port());
        boolean sum = output.port().equals("O");
        boolean reaches =
            propagated
                || input.bit() < output.bit()
                || input.bit() == output.bit() && (!sum || input.port().equals("S"));
        if (reaches) {
          boolean next = chained && input.port().equals("CI");
          pass(input, output, next ? Steps.NEXT_CARRY : Steps.CHAIN);
        }
      }
    }
  }

  /** Registers of a slice are on or off; what has none between an input and P passes it at once. */
  private void slice() {
    boolean product = cell.flag("MREG") || cell.flag("PREG");
    boolean sum = cell.flag("PREG");
    for (Pin input : inputs) {
      boolean stops =
          switch (input.port()) {
            case "A", "ACIN" -> cell.flag("AREG") || product;
            case "B", "BCIN" -> cell.flag("BREG") || product;
            case "D" -> cell.flag("DREG") || product;
            case "C" -> cell.flag("CREG") || sum;
            case "PCIN", "CARRYIN", "CARRYCASCIN" -> sum;
            default -> true;
          };
      if (stops) {
        ends.put(input, End.HERE);
      } else {
        outputs.forEach(output -> pass(input, output, Steps.SLICE));
      }
    }
    boolean registered = product || cell.flag("AREG") || cell.flag("BREG") || cell.flag("CREG");
    if (registered) {
      End start = new End("", sum ? Steps.NONE : Steps.SLICE);
      outputs.forEach(output -> starts.put(output, start));
    }
  }
}
