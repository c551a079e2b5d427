package org.sparseloom.emit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The block design for Zynq boards, with stubs that know the cores' pins and demand all of them. */
class ZynqScriptTest {
  @TempDir Path folder;

  @BeforeEach
  void generate() {
    TclRun.assumeTcl();
    TinyAccelerator.write(TinyAccelerator.pipeline(), folder);
  }

  /** The stubs refuse pins that a core has not, and a design with one left open. */
  @ParameterizedTest
  @CsvSource({
    "zedboard, em.avnet.com:zed:part0:1.4, xc7z020clg484-1, 0x43c00000",
    "pynq-z2, tul.com.tw:pynq-z2:part0:1.0, xc7z020clg400-1, 0x43c00000",
    "zc706, xilinx.com:zc706:part0:1.4, xc7z045ffg900-2, 0x43c00000",
    "zcu104, xilinx.com:zcu104:part0:1.1, xczu7ev-ffvc1156-2-e, 0xa0010000"
  })
  void everyBoardGetsABitstream(String board, String files, String part, String base)
      throws IOException, InterruptedException {
    String calls = run(0, Map.of("STUB_BOARD_FILES", "some.other:board:part0:1.0 " + files), board);
    assertTrue(calls.contains("set_property board_part " + files), calls);
    assertTrue(calls.contains("-part " + part), calls);
    assertTrue(calls.contains("apply_board_preset 1"), calls);
    assertTrue(
        calls.contains("assign_bd_address -offset " + base + " -range 64K accelerator/s_axi/reg"),
        calls);
    for (String ending : List.of("bit", "hwh")) {
      Path made = folder.resolve("vivado/" + board + "/tiny." + ending);
      assertTrue(Files.isRegularFile(made), made.toString());
    }
  }

  @Test
  void theUsualBoardNeedsNoBoardFiles() throws IOException, InterruptedException {
    String calls = run(0, Map.of());
    assertTrue(calls.contains("set_property -dict {CONFIG.preset ZedBoard} ps"), calls);
    assertTrue(calls.contains("apply_board_preset 0"), calls);
    assertTrue(calls.contains("CONFIG.PCW_FPGA0_PERIPHERAL_FREQMHZ 143.000"), calls);
    assertTrue(calls.contains("CONFIG.c_m_axis_mm2s_tdata_width 64"), calls);
  }

  @Test
  void whatCannotBeBuiltIsSaid() throws IOException, InterruptedException {
    String unknown = run(1, Map.of(), "zed");
    assertTrue(unknown.contains("board (zed) must be one of zedboard, pynq-z2"), unknown);
    String missing = run(1, Map.of(), "zcu104");
    assertTrue(missing.contains("Vivado has no board files for zcu104"), missing);
    String slow = run(1, Map.of("STUB_SLACK", "-0.25"));
    assertTrue(slow.contains("the clock of 143.000 MHz is missed by 0.25 ns"), slow);
  }

  private String run(int status, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    return new TclRun("vivado", environment)
        .expect(status, folder.resolve("vivado/zynq.tcl"), arguments);
  }
}
