package org.sparseloom.search;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.sparseloom.layer.Layer;
import org.sparseloom.network.Network;
import org.sparseloom.network.NetworkExporter;
import org.sparseloom.onnx.NativeCalls;
import org.sparseloom.sparsity.Thresholds;
import org.sparseloom.tensor.Shape;

/**
 * Runs a network under any thresholds on images that it holds outside the Java heap; close it.
 *
 * <p>Batches are shared out to threads and each is computed by one thread, which is faster here
 * than several threads to an operator, and no result depends on the number of threads.
 */
public final class ThresholdSession implements AutoCloseable {
  private static final int MOST_IMAGES = 50;

  /**
   * Of a batch, in its largest layer: one that does not fit the processor's cache is slower. An image of
   * MobileNetV2 takes half as long again in batches of seven as alone.
   */
  private static final int MOST_VALUES = 1_200_000;

  private final Network network;
  private final int[] labels;
  private final int imagesPerBatch;
  private final int threads;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final List<OnnxTensor> batches = new ArrayList<>();
  private final ExecutorService workers;

  /** Loads the images that the network is judged by, to run on so many threads. */
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
    this.labels = images.labels();
    this.threads = threads;
    this.imagesPerBatch = Math.max(1, Math.min(MOST_IMAGES, MOST_VALUES / largest(network)));
    try {
      for (int first = 0; first < images.count(); first += imagesPerBatch) {
        int last = Math.min(images.count(), first + imagesPerBatch);
        List<float[]> pixels = images.pixels().subList(first, last);
        batches.add(NativeCalls.of(() -> tensor(images.shape(), pixels)));
      }
    } catch (OrtException e) {
      throw failed(e);
    }
    workers = Executors.newFixedThreadPool(threads, ThresholdSession::daemon);
  }

  private static int largest(Network network) {
    return Math.max(
        network.input().elements(),
        network.layers().stream()
            .mapToInt(layer -> layer.outputShape().elements())
            .max()
            .orElseThrow());
  }

  /** Returns what the network says of all images under thresholds; layers not named are not pruned. */
  List<Answer> answers(Map<String, Thresholds> thresholds, Zeroing zeroing) {
    List<Answer> answers = new ArrayList<>();
    judge(thresholds, zeroing, next -> {
      answers.addAll(next);
      return true;
    });
    return answers;
  }

  /** Judges images in order until the race is lost or all are judged. */
  Judgement judged(Map<String, Thresholds> thresholds, Race race) {
    judge(thresholds, Zeroing.FAST, next -> {
      race.add(next);
      return !race.isLost();
    });
    return race.judgement();
  }

  /** A session whose closing is a call, too. */
  private record Open(OrtSession session) implements AutoCloseable {
    @Override
    public void close() throws OrtException {
      NativeCalls.close(session::close);
    }
  }

  /**
   * Computes batches until one is the last that is wanted. Some behind it may have been begun: when it
   * ends hangs on answers alone, not on the number of threads.
   */
  private void judge(
      Map<String, Thresholds> thresholds, Zeroing zeroing, Predicate<List<Answer>> wantsMore) {
    try (Open open =
        new Open(NativeCalls.of(() -> session(thresholds, zeroing, List.of())))) {
      judge(open.session(), wantsMore);
    } catch (OrtException e) {
      throw failed(e);
    } catch (ExecutionException e) {
      throw failed(e.getCause());
    }
  }

  private void judge(OrtSession session, Predicate<List<Answer>> wantsMore)
      throws ExecutionException {
    Deque<Future<List<Answer>>> pending = new ArrayDeque<>();
    try {
      int begun = 0;
      boolean more = true;
      while (more && (begun < batches.size() || !pending.isEmpty())) {
        while (begun < batches.size() && pending.size() <= threads) {
          int number = begun++;
          pending.add(workers.submit(() -> NativeCalls.of(() -> answers(session, number))));
        }
        more = wantsMore.test(Uninterrupted.result(pending.remove()));
      }
    } finally {
      // The session must not be closed under a batch that is being computed; what fails now is no news.
      for (Future<List<Answer>> batch : pending) {
        Uninterrupted.end(batch);
      }
    }
  }

  /**
   * Runs given images and returns every layer's output behind its threshold, by layer: image after
   * image, each channels x height x width.
   */
  public Map<String, float[]> outputs(List<float[]> images, Map<String, Thresholds> thresholds) {
    try {
      return NativeCalls.of(() -> outputsOf(images, thresholds));
    } catch (OrtException e) {
      throw failed(e);
    }
  }

  private Map<String, float[]> outputsOf(
      List<float[]> images, Map<String, Thresholds> thresholds) throws OrtException {
    List<String> layers = network.layers().stream().map(Layer::name).toList();
    try (OnnxTensor batch = tensor(network.input(), images);
        OrtSession session = session(thresholds, Zeroing.FAST, layers)) {
      return run(session, batch, layers);
    }
  }

  private OrtSession session(
      Map<String, Thresholds> thresholds, Zeroing zeroing, List<String> outputs)
      throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      return environment.createSession(
          ThresholdModel.of(network, thresholds, zeroing, outputs), options);
    }
  }

  private List<Answer> answers(OrtSession session, int batch) throws OrtException {
    List<String> output = List.of(NetworkExporter.OUTPUT);
    float[] logits = run(session, batches.get(batch), output).get(NetworkExporter.OUTPUT);
    int first = batch * imagesPerBatch;
    int images = Math.min(imagesPerBatch, labels.length - first);
    int classes = logits.length / images;
    List<Answer> answers = new ArrayList<>();
    for (int image = 0; image < images; image++) {
      answers.add(Answer.of(logits, image * classes, classes, labels[first + image]));
    }
    return answers;
  }

  private static Map<String, float[]> run(
      OrtSession session, OnnxTensor batch, List<String> outputs) throws OrtException {
    try (OrtSession.Result result =
        session.run(Map.of(Network.INPUT, batch), Set.copyOf(outputs))) {
      Map<String, float[]> values = new LinkedHashMap<>();
      for (String output : outputs) {
        FloatBuffer buffer = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
        float[] copy = new float[buffer.remaining()];
        buffer.get(copy);
        values.put(output, copy);
      }
      return values;
    }
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
    try {
      NativeCalls.close(() -> batches.forEach(OnnxTensor::close));
    } catch (OrtException e) {
      throw failed(e);
    }
  }
}
