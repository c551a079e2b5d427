package org.sparseloom.axi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the templates in axi/ print.
 *
 * @param design what is wrapped
 * @param loads whether there are weights to load
 * @param stages number of stages
 * @param stagesMsb highest bit of a vector of stages
 * @param stallsMsb highest bit of all their counters
 * @param addressBits of the registers
 * @param addressMsb highest of them
 * @param input numbers of the images' converter
 * @param output numbers of the results' converter
 * @param registers all, by their offsets
 * @param readable those that can be read
 * @param writable those that can be written
 * @param stored those that keep what was written
 * @param cleared those whose bits are cleared by writing ones
 * @param macro wrapper's name in capitals
 */
public record AxiView(
    AxiDesign design,
    boolean loads,
    int stages,
    int stagesMsb,
    int stallsMsb,
    int addressBits,
    int addressMsb,
    Stream input,
    Stream output,
    List<Register> registers,
    List<Register> readable,
    List<Register> writable,
    List<Register> stored,
    List<Register> cleared,
    String macro) {

  /** The numbers of a stream between bus and accelerator; msb: highest bit. */
  public record Stream(
      int values, int bitsPerValue, int bytesPerValue, int signed, int streamMsb, int bytesMsb,
      int busMsb, int keepMsb, int busBytes, int groupBits, int beatGroups, int busGroups,
      int levelBits, int levelMsb, int lastBytes, int lastGroups, int countBits, long busBeats,
      long bytesPerImage, String signText) {
    static Stream of(AxiStream stream) {
      return new Stream(
          stream.values(), stream.bitsPerValue(), stream.bytesPerValue(), stream.signed() ? 1 : 0,
          stream.values() * stream.bitsPerValue() - 1, stream.bytesPerBeat() * Byte.SIZE - 1,
          stream.busBytes() * Byte.SIZE - 1, stream.busBytes() - 1, stream.busBytes(),
          stream.groupBytes() * Byte.SIZE, stream.groupsPerBeat(), stream.groupsPerBusBeat(),
          stream.levelBits(), stream.levelBits() - 1, stream.lastBytes(), stream.lastGroups(),
          stream.countBits(), stream.busBeatsPerImage(), stream.bytesPerImage(),
          stream.signed() ? "two's complement" : "unsigned");
    }
  }

  /** A register, ready to print; ipAccess: as the packing of cores calls its access. */
  public record Register(
      String name, String offset, String access, String net, int msb, int bits, String readValue,
      List<Field> fields, String description, String ipAccess) {
    static Register of(AxiRegister register) {
      return new Register(
          register.name(), register.offsetText(), register.access().text(), register.net(),
          register.bits() - 1, register.bits(), register.readValue(),
          register.fields().stream()
              .map(
                  field ->
                      new Field(
                          field.name(), field.bit(), String.format(Locale.ROOT, "%02x", 1 << field.bit()),
                          field.description()))
              .toList(),
          register.description(), register.access().ipText());
    }
  }

  /** A bit of a register, ready to print. */
  public record Field(String name, int bit, String mask, String description) {}

  /** Returns the view of a design's wrapper. */
  public static AxiView of(AxiDesign design) {
    List<AxiRegister> registers = AxiRegisterMap.of(design);
    List<Register> readable = new ArrayList<>();
    List<Register> writable = new ArrayList<>();
    List<Register> stored = new ArrayList<>();
    List<Register> cleared = new ArrayList<>();
    for (AxiRegister register : registers) {
      Register view = Register.of(register);
      if (register.readable()) {
        readable.add(view);
      }
      if (register.writable()) {
        writable.add(view);
        if (register.access() == AxiRegister.Access.WRITE_ONE_TO_CLEAR) {
          cleared.add(view);
        } else if (!register.net().isEmpty()) {
          stored.add(view);
        }
      }
    }
    int stages = design.stages().size();
    int addressBits = AxiRegisterMap.addressBits(registers);
    return new AxiView(
        design, design.loads(), stages, stages - 1, 32 * stages - 1,
        addressBits, addressBits - 1, Stream.of(design.input()),
        Stream.of(design.output()), registers.stream().map(Register::of).toList(), readable,
        writable, stored, cleared, design.module().toUpperCase(Locale.ROOT));
  }
}
