package org.sparseloom.simulate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.IntStream;
import org.sparseloom.file.FileReason;
import org.sparseloom.pipeline.Edge;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.progress.Progress;
import org.sparseloom.tensor.Tensor;

/**
 * Writes what every stream must carry: one file per tensor of the pipeline, int32 little endian in
 * stream order, image after image. Only a few images are in memory at any time.
 */
final class StreamValues {
  private StreamValues() {}

  /** Writes the files of one design, number {@code design} of its bench. */
  static void write(Path folder, int design, BenchDesign bench, Progress progress) {
    write(folder, design, bench, bench.tensors(), progress);
  }

  /**
   * Writes files of one design.
   *
   * @param tensors which stages' outputs, {@link Edge#INPUT} for the images
   */
  static void write(
      Path folder, int design, BenchDesign bench, SortedSet<Integer> tensors, Progress progress) {
    ImageReference reference = bench.reference();
    int batch = Runtime.getRuntime().availableProcessors();
    List<OutputStream> files = new ArrayList<>();
    try {
      Files.createDirectories(folder);
      try {
        for (int tensor : tensors) {
          Path file = folder.resolve(BenchView.valuesFile(design, tensor));
          files.add(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
        }
        for (int first = 0; first < reference.images(); first += batch) {
          progress.update("reference", first, reference.images(), bench.manifest().design());
          int end = Math.min(reference.images(), first + batch);
          List<ImageReference.StageTensors> computed =
              IntStream.range(first, end).parallel().mapToObj(reference::compute).toList();
          for (ImageReference.StageTensors image : computed) {
            writeImage(files, tensors, image);
          }
        }
      } finally {
        for (OutputStream file : files) {
          file.close();
        }
      }
    } catch (IOException problem) {
      throw new UserProblem(
          ExitCode.OTHER,
          "reference values cannot be written to " + folder + ": " + FileReason.of(problem),
          "free some space or simulate fewer images",
          problem);
    }
  }

  private static void writeImage(
      List<OutputStream> files, SortedSet<Integer> tensors, ImageReference.StageTensors image)
      throws IOException {
    Iterator<OutputStream> file = files.iterator();
    for (int tensor : tensors) {
      Tensor stream = tensor == Edge.INPUT ? image.input() : image.outputs().get(tensor);
      int[] values = stream.values();
      ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asIntBuffer().put(values);
      file.next().write(bytes.array());
    }
  }
}
