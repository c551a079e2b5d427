package org.sparseloom.models;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxImagesTest {

  @TempDir private Path folder;

  @Test
  void readsImagesAndLabels() throws IOException {
    write("train-images-idx3-ubyte.gz", new int[] {0x803, 2, 1, 2}, 0, 51, 255, 102);
    write("train-labels-idx1-ubyte.gz", new int[] {0x801, 2}, 7, 3);
    IdxImages images = IdxImages.read(folder, "train");
    assertEquals(2, images.count());
    assertArrayEquals(new float[] {0, 0.2f, 1, 0.4f}, images.values(0, 2), 1e-6f);
    assertArrayEquals(new byte[] {3}, images.slice(1, 2).labels());
    assertEquals(0, images.value(1, 0, -1));
  }

  @Test
  void aMissingFileIsNamedWithItsPackage() {
    Exception refusal = assertThrows(IOException.class, () -> IdxImages.read(folder, "train"));
    assertTrue(refusal.getMessage().startsWith(folder.toString()), refusal.getMessage());
    assertTrue(refusal.getMessage().contains("dataset-fashion-mnist"), refusal.getMessage());
  }

  @Test
  void labelsInPlaceOfImagesAreRefused() throws IOException {
    write("train-images-idx3-ubyte.gz", new int[] {0x801, 2}, 7, 3);
    Exception refusal = assertThrows(IOException.class, () -> IdxImages.read(folder, "train"));
    assertTrue(refusal.getMessage().contains("0x801, must be 0x803"), refusal.getMessage());
  }

  private void write(String name, int[] header, int... bytes) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(folder.resolve(name))))) {
      for (int word : header) {
        out.writeInt(word);
      }
      for (int value : bytes) {
        out.writeByte(value);
      }
    }
  }
}
