package org.sparseloom.onnx;

import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;

/**
 * A model loaded in ONNX Runtime; close it. Float tensors in and out, row-major, batch first. What
 * ONNX Runtime refuses becomes a MODEL_NOT_SUPPORTED problem with its message.
 */
public final class OnnxSession implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /** A float tensor; the array is given away. */
  public record Values(long[] dimensions, float[] values) {
    /** Returns the values of one image if the first dimension is the batch. */
    public int perImage() {
      return values.length / Math.toIntExact(dimensions[0]);
    }
  }

  /** Loads a file's bytes, to run on so many threads. */
  public OnnxSession(byte[] model, int threads) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      // What goes wrong is in the exception; ONNX Runtime would write it to the console as well.
      // Its kernels for quantised models saturate sums of two products on processors with AVX2 only;
      // a model's rounding is then computed as its operators say.
      options.addConfigEntry("session.disable_quant_qdq", "1");
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      session = NativeCalls.of(() -> environment.createSession(model, options));
    } catch (OrtException e) {
      throw refused(e);
    }
  }

  /** Runs the model and returns its float outputs by name; others (masks, shapes) are left out. */
  public Map<String, Values> run(Map<String, Values> inputs) {
    try {
      return NativeCalls.of(() -> outputs(inputs));
    } catch (OrtException e) {
      throw refused(e);
    }
  }

  private Map<String, Values> outputs(Map<String, Values> inputs) throws OrtException {
    Map<String, OnnxTensorLike> fed = new HashMap<>();
    try {
      for (Map.Entry<String, Values> input : inputs.entrySet()) {
        FloatBuffer buffer = FloatBuffer.wrap(input.getValue().values());
        long[] dimensions = input.getValue().dimensions();
        fed.put(
            input.getKey(),
            ai.onnxruntime.OnnxTensor.createTensor(environment, buffer, dimensions));
      }
      try (OrtSession.Result result = session.run(fed)) {
        return floats(result);
      }
    } finally {
      fed.values().forEach(OnnxTensorLike::close);
    }
  }

  private static Map<String, Values> floats(OrtSession.Result result) {
    Map<String, Values> outputs = new LinkedHashMap<>();
    result.forEach(
        output -> {
          if (output.getValue() instanceof ai.onnxruntime.OnnxTensor tensor
              && tensor.getFloatBuffer() != null) {
            FloatBuffer buffer = tensor.getFloatBuffer();
            float[] values = new float[buffer.remaining()];
            buffer.get(values);
            outputs.put(output.getKey(), new Values(tensor.getInfo().getShape(), values));
          }
        });
    return outputs;
  }

  private static UserProblem refused(OrtException e) {
    return new UserProblem(
        ExitCode.MODEL_NOT_SUPPORTED,
        "ONNX Runtime must be able to run the model, but says: " + e.getMessage(),
        "the file needs a newer opset, a custom operator or another input shape.",
        e);
  }

  @Override
  public void close() {
    try {
      NativeCalls.close(session::close);
    } catch (OrtException e) {
      throw new IllegalStateException("closing a session of ONNX Runtime failed", e);
    }
  }
}
