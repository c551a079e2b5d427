package org.sparseloom.simulate;

import java.util.List;
import org.sparseloom.tensor.Tensor;

/** The integer reference on the images of one simulation: what every stream must carry. */
public interface ImageReference {
  /** Returns how many images there are, at least one. */
  int images();

  /** Computes one image, 0 .. images() - 1; may be called from several threads. */
  StageTensors compute(int image);

  /**
   * The tensors of one image.
   *
   * @param input what enters the accelerator
   * @param outputs what every stage gives, in the order of the pipeline
   */
  record StageTensors(Tensor input, List<Tensor> outputs) {
    public StageTensors {
      outputs = List.copyOf(outputs);
    }
  }
}
