package org.sparseloom.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void charactersThatAreNotLegalBecomeOneUnderscore() {
    assertEquals("block1_conv_2_Relu", Names.legal("/block1/conv.2//Relu:"));
    assertEquals("n3x3", Names.legal("3x3"));
    assertEquals("unnamed", Names.legal("//"));
    assertEquals("a_b", Names.legal("_a__b_"));
    assertEquals("Gr_e", Names.legal("Größe"));
  }

  @Test
  void wordsReservedInAnyLanguageAreAvoided() {
    assertEquals("module_x", Names.legal("module"));
    assertEquals("logic_x", Names.legal("logic"));
    assertEquals("namespace_x", Names.legal("namespace"));
    assertEquals("proc_x", Names.legal("proc"));
    assertEquals("Reg_x", Names.legal("Reg"));
    assertEquals("register_file", Names.legal("register file"));
  }

  @Test
  void everyNameIsGivenOutOnce() {
    Names names = new Names();
    assertEquals("conv", names.unique("conv"));
    assertEquals("conv_2", names.unique("conv"));
    assertEquals("conv_2_2", names.unique("conv.2"));
    assertEquals("conv_3", names.unique("conv"));
  }

  @Test
  void namesThatDifferInCaseOnlyAreEqualBecauseTheyBecomeFiles() {
    Names names = new Names();
    assertEquals("Conv", names.unique("Conv"));
    assertEquals("conv_2", names.unique("conv"));
  }
}
