package org.sparseloom.emit.hls;

import java.util.List;
import java.util.Map;
import org.sparseloom.device.Board;
import org.sparseloom.device.Device;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.Templates;
import org.sparseloom.emit.VivadoScripts;

/** Scripts by which Vitis HLS simulates, synthesises and packs a design's C++, all in vitis/. */
final class VitisScripts {
  private static final String FOLDER = "vitis/";

  private final Templates templates = new Templates("vitis/vitis.stg");

  /**
   * What the templates print.
   *
   * @param part "" if none is known for the device
   * @param sources files to synthesise, relative to hls/
   * @param testbench files of the testbench, relative to hls/
   */
  record View(
      String top, String device, String part, boolean partKnown, String periodNanoseconds,
      List<String> sources, List<String> testbench) {}

  /**
   * Returns the scripts.
   *
   * @param top function to synthesise
   * @param files all files of the C++
   */
  List<Artifact> files(String top, Device device, List<Artifact> files, String header) {
    List<String> sources =
        files.stream()
            .map(file -> file.path().substring(HlsBackend.FOLDER.length() + 1))
            .filter(path -> path.endsWith(".cpp"))
            .sorted()
            .toList();
    String part = Board.partOf(device);
    View view =
        new View(
            top, VivadoScripts.printable(device), part, !part.isEmpty(),
            VivadoScripts.periodNanoseconds(device),
            sources.stream().filter(path -> !isTestbench(path)).toList(),
            sources.stream().filter(VitisScripts::isTestbench).toList());
    Map<String, Object> all = Map.of("header", header, "view", view);
    return List.of(
        new Artifact(FOLDER + "hls.tcl", templates.render("script", all)),
        new Artifact(FOLDER + "hls_config.cfg", templates.render("config", all)));
  }

  private static boolean isTestbench(String path) {
    return path.startsWith("testbench/");
  }
}
