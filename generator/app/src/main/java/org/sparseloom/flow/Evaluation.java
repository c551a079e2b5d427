package org.sparseloom.flow;

import java.util.Map;
import org.sparseloom.sparsity.SparsityProfile;

/**
 * Accuracy and zeros of a design: the contents of evaluation.json.
 *
 * @param data images that were used
 * @param images of them for accuracy
 * @param floating top-1 share of the float model, ONNX Runtime
 * @param quantized top-1 share of the integer reference without thresholds
 * @param sparse top-1 share of the integer reference with the design's thresholds: the hardware's
 * @param sparsityImages of them for zeros
 * @param layers zeros by layer with weights
 */
public record Evaluation(
    int formatVersion,
    String data,
    int images,
    double floating,
    double quantized,
    double sparse,
    int sparsityImages,
    Map<String, SparsityProfile> layers) {
  /** Version of evaluation.json. */
  public static final int FORMAT_VERSION = 1;

  /** The file's name in a design's folder. */
  public static final String FILE = "evaluation.json";
}
