package org.sparseloom.axi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The numbers of a stream on a bus, worked by hand, and the register map. */
class AxiStreamTest {
  @Test
  void threeValuesOf13BitsOnABusOf64() {
    AxiStream stream = new AxiStream(3, 13, true, 7, 8);
    assertEquals(2, stream.bytesPerValue());
    assertEquals(6, stream.bytesPerBeat());
    assertEquals(42, stream.bytesPerImage());
    assertEquals(6, stream.busBeatsPerImage());
    assertEquals(2, stream.lastBytes());
    assertEquals(2, stream.groupBytes());
    assertEquals(3, stream.groupsPerBeat());
    assertEquals(4, stream.groupsPerBusBeat());
    assertEquals(1, stream.lastGroups());
    assertEquals(3, stream.levelBits());
    assertEquals(3, stream.countBits());
  }

  @Test
  void anImageThatFillsItsOnlyBeat() {
    AxiStream stream = new AxiStream(4, 8, false, 2, 8);
    assertEquals(1, stream.busBeatsPerImage());
    assertEquals(8, stream.lastBytes());
    assertEquals(4, stream.groupBytes());
    assertEquals(1, stream.countBits());
  }

  @Test
  void busesOfOtherWidthsAreRefused() {
    for (int bytes : List.of(2, 12, 128)) {
      String message =
          assertThrows(
                  IllegalArgumentException.class, () -> new AxiStream(1, 8, false, 1, bytes))
              .getMessage();
      assertEquals(
          "bus (" + 8 * bytes + " bit) must be a power of two from 32 to 512 bit", message);
    }
  }

  @Test
  void everyRegisterHasANameAndAnOffsetOfItsOwn() {
    AxiStream stream = new AxiStream(4, 8, false, 2, 8);
    List<String> stages = java.util.Collections.nCopies(1200, "stage");
    AxiDesign design =
        new AxiDesign("d_axi", "d_top", stream, stream, stages, 5, "0123456789abcdef");
    List<AxiRegister> registers = AxiRegisterMap.of(design);
    Set<String> names = new HashSet<>();
    int before = -AxiRegister.BYTES;
    for (AxiRegister register : registers) {
      assertTrue(names.add(register.name()), register.name());
      assertTrue(register.offset() > before, register.name());
      before = register.offset();
    }
    assertEquals(13, AxiRegisterMap.addressBits(registers));
    assertEquals("{31'd0, control}", named(registers, "CONTROL").readValue());
    assertEquals("32'h89abcdef", named(registers, "HASH_LOW").readValue());
  }

  private static AxiRegister named(List<AxiRegister> registers, String name) {
    return registers.stream().filter(r -> r.name().equals(name)).findFirst().orElseThrow();
  }
}
