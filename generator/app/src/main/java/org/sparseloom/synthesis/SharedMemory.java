package org.sparseloom.synthesis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sparseloom.emit.Manifest;
import org.sparseloom.layer.MemoryPort;
import org.sparseloom.layer.Stage;

/**
 * One file of contents that all block memories of equal size are given while resources are counted: a
 * block RAM costs the same whatever it holds, and Yosys then maps one module instead of one for each
 * engine, which is most of its time (docs/decisions/0003).
 *
 * @param file of $readmemh, relative to the design's folder
 */
public record SharedMemory(int widthBits, int depth, String file) {

  /** Returns one for every size among the block memories of stages, in order. */
  public static List<SharedMemory> of(List<Stage> stages, Manifest manifest) {
    Map<List<Integer>, SharedMemory> bySize = new LinkedHashMap<>();
    for (int i = 0; i < stages.size(); i++) {
      String instance = manifest.streams().get(i).instance();
      for (MemoryPort port : stages.get(i).memories()) {
        String file = "memory/" + instance + "_" + port.name() + ".mem";
        // A name that had to be changed to be unique has another file; its memory is left alone.
        if (port.block() && manifest.files().contains(file)) {
          bySize.putIfAbsent(
              List.of(port.widthBits(), port.depth()),
              new SharedMemory(port.widthBits(), port.depth(), file));
        }
      }
    }
    return new ArrayList<>(bySize.values());
  }

  /** Returns the Yosys command that gives it to all block memories of its size. */
  String command() {
    return "setparam -set FILE \"" + file + "\" t:block_rom r:WIDTH=" + widthBits
        + " %i r:DEPTH=" + depth + " %i";
  }
}
