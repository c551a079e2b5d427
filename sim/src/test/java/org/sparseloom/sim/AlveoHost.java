package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * The program on the host of an Alveo card and the kernels that move images and results, with stand-ins
 * for the Xilinx runtime and the headers of Vitis HLS (testbenches/alveo).
 *
 * @param folder of the design, with what {@link DriverFiles} writes
 * @param name of the design
 */
record AlveoHost(Path folder, String name) {
  private static final Path SUPPORT = Path.of("../testbenches/alveo").toAbsolutePath().normalize();
  private static final Path STAND_IN =
      Path.of("../templates/hls/standin").toAbsolutePath().normalize();

  /** More than a buffer of the program holds. */
  private static final int IMAGES = 300;

  /** Builds with the generated Makefile and compares what is printed for the one image of pixels. */
  void run() throws IOException, InterruptedException {
    build();
    byte[] pixels = Files.readAllBytes(folder.resolve("pixels.bin"));
    ByteArrayOutputStream images = new ByteArrayOutputStream();
    for (int image = 0; image < IMAGES; image++) {
      images.writeBytes(pixels);
    }
    Files.write(folder.resolve("all_pixels.bin"), images.toByteArray());
    String program = "alveo/host a.xclbin all_pixels.bin memory 2>host.log";
    String printed =
        AxiBench.run(folder, List.of("env", "SIMULATED_CARD=" + folder, "sh", "-c", program));
    List<List<Float>> results =
        printed
            .lines()
            .map(line -> Arrays.stream(line.split(" ")).map(Float::valueOf).toList())
            .toList();
    assertEquals(Collections.nCopies(IMAGES, firstResult(results.get(0).size())), results);
  }

  private void build() throws IOException, InterruptedException {
    Path include = SUPPORT.resolve("include");
    Files.createDirectories(folder.resolve("xrt/lib"));
    AxiBench.run(
        folder,
        List.of("g++", "-std=c++17", "-O1", "-Wall", "-Wextra", "-Werror", "-Wno-unknown-pragmas",
            "-I" + include, "-Ialveo", "-I" + STAND_IN,
            "-DDESIGN_MACRO=" + name.toUpperCase(Locale.ROOT), "-include", "axi/" + name + "_axi.h",
            "-c", SUPPORT.resolve("card.cpp").toString(), "-o", "card.o"));
    AxiBench.run(folder, List.of("ar", "rcs", "xrt/lib/libxrt_coreutil.a", "card.o"));
    AxiBench.run(
        folder,
        List.of("make", "-s", "-C", "alveo", "host", "XILINX_XRT=" + folder.resolve("xrt"),
            "CXX=g++ -Wall -Wextra -Werror -I" + include));
  }

  private List<Float> firstResult(int count) throws IOException {
    ByteBuffer values =
        ByteBuffer.wrap(Files.readAllBytes(folder.resolve("values.bin")))
            .order(ByteOrder.LITTLE_ENDIAN);
    List<Float> result = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      result.add(values.getFloat());
    }
    return result;
  }
}
