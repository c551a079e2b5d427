package org.sparseloom.flow;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Optional;
import org.sparseloom.execute.Agreement;
import org.sparseloom.sparsity.SparsityProfile;

/**
 * Accuracy and zeros of a design: the contents of evaluation.json.
 *
 * @param data images that were used
 * @param images of them for accuracy
 * @param floating top-1 share of the float model, ONNX Runtime; like the next two absent if the
 *     images have no labels or the network gives a map
 * @param quantized top-1 share of the integer reference without thresholds
 * @param sparse top-1 share of the integer reference with the design's thresholds: the hardware's
 * @param quantizedAgreement in their place, how near the integer reference without thresholds comes
 *     to the float model
 * @param sparseAgreement the same with the design's thresholds
 * @param sparsityImages of them for zeros
 * @param layers zeros by layer with weights
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record Evaluation(
    int formatVersion,
    String data,
    int images,
    Optional<Double> floating,
    Optional<Double> quantized,
    Optional<Double> sparse,
    Optional<Agreement> quantizedAgreement,
    Optional<Agreement> sparseAgreement,
    int sparsityImages,
    Map<String, SparsityProfile> layers) {
  /** Version of evaluation.json. */
  public static final int FORMAT_VERSION = 1;

  /** The file's name in a design's folder. */
  public static final String FILE = "evaluation.json";
}
