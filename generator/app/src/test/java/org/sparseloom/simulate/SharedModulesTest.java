package org.sparseloom.simulate;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SharedModulesTest {
  private static final String LONG = "  assign y = a;\n".repeat(45);

  @Test
  void modulesWithParametersAreSharedIfThereAreMany() {
    String configuration =
        configuration(
            "module Booth #(\n  parameter A_BITS = 8,\n  parameter B_BITS = 8\n) (\n"
                + "  input  wire clock,\n  input  wire signed [A_BITS-1:0] a,\n"
                + "  output reg  signed [7:0] y\n);\n" + LONG + "endmodule\n",
            "  Booth #(\n    .A_BITS(9),\n    .B_BITS(8)\n  ) multiplier (\n    .a(a)\n  );\n", 12);
    assertTrue(configuration.contains("no_inline -module \"Booth\"\n"), configuration);
    assertTrue(
        configuration.contains("public_flat_rd -module \"Booth\" -var \"a\"\n"), configuration);
    assertFalse(configuration.contains("\"clock\""), configuration);
  }

  @Test
  void fewCopiesStayWhereTheyAre() {
    String module =
        "module Plain(\n  input [3:0] a,\n  output y\n);\n" + LONG + "endmodule\n";
    String instance = "  Plain plain (\n    .a(a)\n  );\n";
    assertFalse(configuration(module, instance, 8).contains("Plain"));
    assertTrue(configuration(module, instance, 9).contains("Plain"));
  }

  private static String configuration(String module, String instance, int instances) {
    SharedModules modules = new SharedModules();
    modules.add(module);
    modules.add("module Grid(\n  input [3:0] a\n);\n" + instance.repeat(instances) + "endmodule\n");
    return modules.configuration();
  }
}
