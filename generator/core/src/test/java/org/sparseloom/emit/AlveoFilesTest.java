package org.sparseloom.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an Alveo card needs: the kernel is packed, and the Makefile calls the tools as documented. */
class AlveoFilesTest {
  /** Makes what is behind -o or, without, the kernel; prints how it was called. */
  private static final String TOOL =
      "#!/bin/sh\nout=tiny.xo\nwhile [ $# -gt 0 ]; do\n"
          + "  printf '%s ' \"$1\"\n  [ \"$1\" = -o ] && out=$2\n  shift\ndone\necho; : >\"$out\"\n";

  @TempDir Path folder;

  @BeforeEach
  void generate() {
    TinyAccelerator.write(TinyAccelerator.onCard(), folder);
  }

  @Test
  void theKernelIsPackedWithItsRegisters() throws IOException, InterruptedException {
    TclRun.assumeTcl();
    String calls = new TclRun("vivado").expect(0, folder.resolve("alveo/kernel.tcl"));
    assertTrue(calls.contains("-part xcu250-figd2104-2L-e"), calls);
    assertTrue(calls.contains("set_property top tiny_kernel"), calls);
    assertTrue(calls.contains("ipx::add_register CONTROL"), calls);
    assertTrue(
        calls.contains("-kernel_name tiny_kernel") && calls.contains("-ctrl_protocol user_managed"),
        calls);
    assertTrue(Files.isRegularFile(folder.resolve("alveo/core/src/tiny_kernel.v")));
    assertTrue(Files.isRegularFile(folder.resolve("alveo/core/src/reg_x_channels.mem")));
  }

  @Test
  void kernelsAreCompiledAndLinked() throws IOException, InterruptedException {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : List.of("vivado", "v++")) {
      Files.writeString(tools.resolve(tool), TOOL);
      Files.setPosixFilePermissions(
          tools.resolve(tool), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    String calls = make(tools, 0, "PLATFORM=card", "tiny.xclbin");
    String mover = "-c -t hw --platform card -k send_images --hls.clock 250000000:send_images -o ";
    assertTrue(calls.contains(mover + "send_images.hw.xo movers.cpp"), calls);
    assertTrue(calls.contains("-mode batch -source kernel.tcl"), calls);
    assertTrue(
        calls.contains(
            "-l -t hw --platform card --config link.cfg --kernel_frequency 250 -o tiny.xclbin"
                + " tiny.xo send_images.hw.xo receive_results.hw.xo"),
        calls);
    make(tools, 0, "clean");
    String refused = make(tools, 2, "tiny.xclbin");
    assertTrue(refused.contains("PLATFORM must name a platform"), refused);
  }

  /** Every end of a connection is a kernel that is there and a stream of it. */
  @Test
  void theLinkNamesStreamsOfTheKernels() throws IOException {
    List<String> link = Files.readAllLines(folder.resolve("alveo/link.cfg"));
    String kernel = Files.readString(folder.resolve("alveo/tiny_kernel.v"));
    String movers = Files.readString(folder.resolve("alveo/movers.cpp"));
    int ends = 0;
    for (String line : link) {
      if (!line.startsWith("stream_connect=")) {
        continue;
      }
      for (String end : line.substring(line.indexOf('=') + 1).split(":")) {
        String unit = end.substring(0, end.indexOf('.'));
        String port = end.substring(end.indexOf('.') + 1);
        String name = unit.substring(0, unit.length() - 2);
        assertTrue(link.contains("nk=" + name + ":1:" + unit), end);
        assertTrue(
            name.equals("tiny_kernel")
                ? kernel.contains(port + "_tdata")
                : movers.contains("void " + name + "(") && movers.contains("& " + port + ")"),
            end);
        ends++;
      }
    }
    assertEquals(4, ends);
  }

  private String make(Path tools, int status, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("make", "-C", "alveo"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().merge("PATH", tools.toString(), (path, first) -> first + ":" + path);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(status, process.waitFor(), output);
    return output;
  }
}
