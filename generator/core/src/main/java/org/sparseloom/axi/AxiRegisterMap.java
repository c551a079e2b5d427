package org.sparseloom.axi;

import static org.sparseloom.axi.AxiRegister.Access.READ;
import static org.sparseloom.axi.AxiRegister.Access.READ_WRITE;
import static org.sparseloom.axi.AxiRegister.Access.WRITE;
import static org.sparseloom.axi.AxiRegister.Access.WRITE_ONE_TO_CLEAR;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.sparseloom.axi.AxiRegister.Access;
import org.sparseloom.axi.AxiRegister.Field;

/** All registers of a wrapper, the one place that Verilog, C header and documentation come from. */
public final class AxiRegisterMap {
  /** "SPLM" in ASCII. */
  static final String IDENTIFICATION = "32'h53504c4d";

  /** Major version in the upper half: another one means that registers moved or changed. */
  static final String VERSION = "32'h00010000";

  private static final int FIRST_STALLS = 0x100;
  private static final int LEAST_ADDRESS_BITS = 12;

  private final AxiDesign design;
  private final List<AxiRegister> registers = new ArrayList<>();

  private AxiRegisterMap(AxiDesign design) {
    this.design = design;
  }

  /** Returns the registers of a design's wrapper, by their offsets. */
  public static List<AxiRegister> of(AxiDesign design) {
    AxiRegisterMap map = new AxiRegisterMap(design);
    map.addConstants();
    map.addControl();
    map.addCounters();
    map.addInterrupt();
    if (design.loads()) {
      map.addWeights();
    }
    map.addStages();
    return List.copyOf(map.registers);
  }

  /** Returns the bits of addresses that hold all registers, at least those of a page of 4 KiB. */
  static int addressBits(List<AxiRegister> registers) {
    int last = registers.get(registers.size() - 1).offset();
    return Math.max(LEAST_ADDRESS_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(last));
  }

  private void addConstants() {
    add(0x00, "ID", READ, IDENTIFICATION, "\"SPLM\": a Sparseloom accelerator");
    add(0x04, "VERSION", READ, VERSION, "of this register map, major.minor in 16 bits each");
    add(0x08, "HASH_LOW", READ, "32'h" + design.hash().substring(8), "hash of the design's files");
    add(0x0c, "HASH_HIGH", READ, "32'h" + design.hash().substring(0, 8), "its upper half");
    add(0x10, "BUS_BYTES", READ, number(design.input().busBytes()), "bytes of a beat of both streams");
    add(0x14, "INPUT_BYTES", READ, number(design.input().bytesPerImage()), "bytes of an image");
    add(0x18, "OUTPUT_BYTES", READ, number(design.output().bytesPerImage()), "bytes of a result");
    add(0x1c, "STAGES", READ, number(design.stages().size()), "number of STALLS registers");
  }

  private void addControl() {
    add(0x20, "CONTROL", READ_WRITE, "control",
        List.of(new Field("RUN", 0, "images are taken; if 0, the one that has begun is the last")),
        "start and stop");
    add(0x24, "STATUS", READ, "status",
        List.of(
            new Field("RUNNING", 0, "images are taken"),
            new Field("BUSY", 1, "an image is inside"),
            new Field("WITHIN_IMAGE", 2, "an image has come in part"),
            new Field("WEIGHTS_LOADED", 3, "all weights are there; no image is taken before")),
        "what happens now");
    add(0x28, "ERRORS", WRITE_ONE_TO_CLEAR, "errors",
        List.of(
            new Field("SHORT", 0, "TLAST came too early; the image was filled up with zeros"),
            new Field("LONG", 1, "TLAST came too late; what was too much was dropped"),
            new Field("BYTES", 2, "TKEEP left out bytes of an image")),
        "what was wrong with images");
    add(0x2c, "BAD_IMAGES", READ, "bad_images", "faults of images");
    add(0x30, "LAST_BAD_IMAGE", READ, "last_bad_image", "IMAGES_IN when the last fault was seen");
  }

  private void addCounters() {
    add(0x34, "IMAGES_IN", READ, "images_in", "images taken");
    add(0x38, "IMAGES_OUT", READ, "images_out", "results delivered");
    add(0x3c, "CYCLES_LOW", READ, "cycles[31:0]", "cycles running or busy; keeps CYCLES_HIGH");
    add(0x40, "CYCLES_HIGH", READ, "cycles_high", "upper half when CYCLES_LOW was read");
    add(0x50, "INPUT_STALLS", READ, "input_stalls", "cycles in which an input beat waited");
    add(0x54, "OUTPUT_STALLS", READ, "output_stalls", "cycles in which an output beat waited");
    add(0x58, "CLEAR", WRITE, "",
        List.of(new Field("COUNTERS", 0, "sets all counters to 0")),
        "clearing");
  }

  private void addInterrupt() {
    List<Field> reasons =
        List.of(
            new Field("DONE", 0, "DONE_AFTER results were delivered"),
            new Field("ERROR", 1, "a bit of ERRORS was set"));
    add(0x44, "INTERRUPT_ENABLE", READ_WRITE, "interrupt_enable", reasons, "what interrupts");
    add(0x48, "INTERRUPT_STATUS", WRITE_ONE_TO_CLEAR, "interrupt_status", reasons, "what has happened");
    add(0x4c, "DONE_AFTER", READ_WRITE, "done_after", "results from DONE to DONE; 0: never");
  }

  private void addWeights() {
    add(0x60, "WEIGHTS_0", WRITE, "weights_0", "bits 31..0 of a word of weights");
    add(0x64, "WEIGHTS_1", WRITE, "weights_1", "bits 63..32");
    registers.add(
        new AxiRegister("WEIGHTS_2", 0x68, WRITE, "", 8, List.of(),
            "bits 71..64; a write hands the word over"));
    add(0x6c, "WEIGHTS_WORDS", READ, number(design.loadedWords()), "words that are to be loaded");
  }

  private void addStages() {
    for (int stage = 0; stage < design.stages().size(); stage++) {
      add(
          FIRST_STALLS + AxiRegister.BYTES * stage, "STALLS_" + stage, READ,
          "stalls[" + 32 * stage + " +: 32]",
          "cycles in which an output beat of " + design.stages().get(stage) + " waited");
    }
    registers.sort(java.util.Comparator.comparingInt(AxiRegister::offset));
  }

  private void add(int offset, String name, Access access, String net, String description) {
    registers.add(new AxiRegister(name, offset, access, net, 32, List.of(), description));
  }

  private void add(
      int offset, String name, Access access, String net, List<Field> fields, String description) {
    registers.add(
        new AxiRegister(name, offset, access, net, fields.size(), fields, description));
  }

  private static String number(long value) {
    if (value >= 1L << 32) {
      throw new IllegalArgumentException("number (" + value + ") must fit a register");
    }
    return String.format(Locale.ROOT, "32'd%d", value);
  }
}
