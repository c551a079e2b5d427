package org.sparseloom.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderModuleCache;
import org.sparseloom.hardware.ChiselElaborator;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.pipeline.LayerChoice;
import org.sparseloom.tensor.Shape;
import org.sparseloom.tensor.Window;

/** Who changes the folding of one layer waits for that layer's module alone. */
class ElaborationCacheTest {
  private static final NumberFormat BYTE = NumberFormat.unsigned(8);
  private static final Window SAME = new Window(3, 3, 1, 1, 1, 1, 1, 1);

  @TempDir Path folder;

  @Test
  void oneFoldingChangedIsOneModuleElaborated() {
    List<Artifact> first = elaborated(SweepDesigns.dense(1, 4, 2, 4, 2), 6);
    assertEquals(first, elaborated(SweepDesigns.dense(1, 4, 2, 4, 2), 0));
    List<Artifact> changed = elaborated(SweepDesigns.dense(1, 4, 2, 12, 2), 1);
    long common = changed.stream().filter(first::contains).count();
    assertEquals(changed.size() - 1, common);
    assertTrue(changed.stream().noneMatch(artifact -> artifact.text().isEmpty()));
  }

  /** Elaborates a network of three layers, equal but for the folding of the second. */
  private List<Artifact> elaborated(LayerChoice second, int modules) {
    NetworkSketch sketch =
        new NetworkSketch("cache", new Shape(3, 6, 6), BYTE, 0.7, 1)
            .convolution(4, SAME, 8, BYTE, 0.6, 0.05, SweepDesigns.dense(1, 3, 4, 9, 4))
            .convolution(4, SAME, 8, BYTE, 0.6, 0.05, second)
            .convolution(2, Window.pointwise(), 8, BYTE, 1, 0, SweepDesigns.dense(1, 2, 2, 2, 2));
    FolderModuleCache cache = new FolderModuleCache(folder, "tool");
    List<Artifact> artifacts =
        new ChiselElaborator(cache, (done, all) -> {}).elaborate(sketch.pipeline());
    assertEquals(modules, cache.elaborated());
    return artifacts;
  }
}
