package org.sparseloom.simulate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sparseloom.file.FileReason;
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
    ImageReference reference = bench.reference();
    int batch = Runtime.getRuntime().availableProcessors();
    List<OutputStream> files = new ArrayList<>();
    try {
      Files.createDirectories(folder);
      try {
        for (int output = -1; output < bench.pipeline().stages().size(); output++) {
          Path file = folder.resolve(BenchView.valuesFile(design, output));
          files.add(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
        }
        for (int first = 0; first < reference.images(); first += batch) {
          progress.update("reference", first, reference.images(), bench.manifest().design());
          int end = Math.min(reference.images(), first + batch);
          List<ImageReference.StageTensors> computed =
              IntStream.range(first, end).parallel().mapToObj(reference::compute).toList();
          for (ImageReference.StageTensors tensors : computed) {
            writeImage(files, tensors);
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

  private static void writeImage(List<OutputStream> files, ImageReference.StageTensors tensors)
      throws IOException {
    List<Tensor> all =
        Stream.concat(Stream.of(tensors.input()), tensors.outputs().stream()).toList();
    if (all.size() != files.size()) {
      throw new IllegalStateException(
          "reference gives " + all.size() + " tensors, must be " + files.size());
    }
    for (int index = 0; index < all.size(); index++) {
      int[] values = all.get(index).values();
      ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asIntBuffer().put(values);
      files.get(index).write(bytes.array());
    }
  }
}
