package org.sparseloom.search;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.sparseloom.layer.Layer;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkExporter;
import org.sparseloom.sparsity.Thresholds;
import org.sparseloom.tensor.Shape;

/**
 * One session of ONNX Runtime in which a network is run under any thresholds, these being inputs of
 * the model: a trial costs no new session. Holds its images outside the Java heap; close it.
 *
 * <p>Batches are shared out to threads and each is computed by one thread, which is faster here
 * than several threads to an operator, and no result depends on the number of threads.
 */
public final class ThresholdSession implements AutoCloseable {
  private static final int BATCH = 50;

  private final Network network;
  private final Set<String> thresholdedActivations;
  private final int[] labels;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final List<OnnxTensor> batches = new ArrayList<>();
  private final ExecutorService workers;

  /** Loads the network and the images that it is judged by, to run on so many threads. */
  public ThresholdSession(Network network, JudgingImages images, int threads) {
    if (!images.shape().equals(network.input())) {
      throw new IllegalArgumentException(
          "images ("
              + images.shape()
              + ") must have the shape of the network's input ("
              + network.input()
              + ")");
    }
    this.network = network;
    this.thresholdedActivations = Set.copyOf(ThresholdedLayers.activations(network));
    this.labels = images.labels();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = environment.createSession(ThresholdModel.of(network), options);
      for (int first = 0; first < images.count(); first += BATCH) {
        int last = Math.min(images.count(), first + BATCH);
        batches.add(tensor(images.shape(), images.pixels().subList(first, last)));
      }
    } catch (OrtException e) {
      throw failed(e);
    }
    workers = Executors.newFixedThreadPool(threads, ThresholdSession::daemon);
  }

  /**
   * Returns the share of images whose largest logit is the label's, 0..1.
   *
   * @param thresholds by layer; layers that are not named are not pruned
   */
  public double accuracy(Map<String, Thresholds> thresholds) {
    List<Future<Integer>> pending = new ArrayList<>();
    for (int batch = 0; batch < batches.size(); batch++) {
      int number = batch;
      pending.add(workers.submit(() -> right(number, thresholds)));
    }
    int right = 0;
    for (Future<Integer> batch : pending) {
      right += result(batch);
    }
    return (double) right / labels.length;
  }

  /**
   * Runs given images and returns every layer's output behind its threshold, by layer: image after
   * image, each channels x height x width.
   */
  public Map<String, float[]> outputs(List<float[]> images, Map<String, Thresholds> thresholds) {
    Set<String> layers = new LinkedHashSet<>();
    network.layers().forEach(layer -> layers.add(layer.name()));
    try (OnnxTensor batch = tensor(network.input(), images)) {
      return run(batch, thresholds, layers);
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private int right(int batch, Map<String, Thresholds> thresholds) throws OrtException {
    Set<String> output = Set.of(NetworkExporter.OUTPUT);
    float[] logits = run(batches.get(batch), thresholds, output).get(NetworkExporter.OUTPUT);
    int first = batch * BATCH;
    int images = Math.min(BATCH, labels.length - first);
    int classes = logits.length / images;
    int right = 0;
    for (int image = 0; image < images; image++) {
      if (largest(logits, image * classes, classes) == labels[first + image]) {
        right++;
      }
    }
    return right;
  }

  private static int largest(float[] values, int first, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
      if (values[first + i] > values[first + best]) {
        best = i;
      }
    }
    return best;
  }

  private Map<String, float[]> run(
      OnnxTensor batch, Map<String, Thresholds> thresholds, Set<String> outputs)
      throws OrtException {
    Map<String, OnnxTensor> scalars = scalars(thresholds);
    Map<String, OnnxTensor> inputs = new HashMap<>(scalars);
    inputs.put(Network.INPUT, batch);
    try (OrtSession.Result result = session.run(inputs, outputs)) {
      Map<String, float[]> values = new LinkedHashMap<>();
      for (String output : outputs) {
        FloatBuffer buffer = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
        float[] copy = new float[buffer.remaining()];
        buffer.get(copy);
        values.put(output, copy);
      }
      return values;
    } finally {
      scalars.values().forEach(OnnxTensor::close);
    }
  }

  private Map<String, OnnxTensor> scalars(Map<String, Thresholds> thresholds) throws OrtException {
    Map<String, OnnxTensor> scalars = new HashMap<>();
    for (Layer layer : network.layers()) {
      String name = layer.name();
      Thresholds pruned = thresholds.getOrDefault(name, Thresholds.NONE);
      if (network.parameters().containsKey(name)) {
        scalars.put(ThresholdModel.weightThreshold(name), scalar(pruned.weight()));
      }
      if (thresholdedActivations.contains(name)) {
        scalars.put(ThresholdModel.activationThreshold(name), scalar(pruned.activation()));
      }
    }
    return scalars;
  }

  private OnnxTensor scalar(double value) throws OrtException {
    FloatBuffer buffer = FloatBuffer.wrap(new float[] {(float) value});
    return OnnxTensor.createTensor(environment, buffer, new long[] {});
  }

  private OnnxTensor tensor(Shape shape, List<float[]> images) throws OrtException {
    // A direct buffer is used in place, so that a batch is copied once and not at every run.
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(Float.BYTES * images.size() * shape.elements())
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    images.forEach(buffer::put);
    long[] dimensions = {images.size(), shape.channels(), shape.height(), shape.width()};
    return OnnxTensor.createTensor(environment, buffer.rewind(), dimensions);
  }

  /** An interrupt must wait: batches take milliseconds, and half a trial is worth nothing. */
  private static int result(Future<Integer> batch) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return batch.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The model is our own: that ONNX Runtime refuses it is no mistake of the user. */
  private static IllegalStateException failed(Throwable cause) {
    return new IllegalStateException("ONNX Runtime failed on the thresholded network", cause);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "threshold-session");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    workers.shutdownNow();
    batches.forEach(OnnxTensor::close);
    try {
      session.close();
    } catch (OrtException e) {
      throw failed(e);
    }
  }
}
