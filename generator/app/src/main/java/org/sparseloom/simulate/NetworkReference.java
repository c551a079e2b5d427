package org.sparseloom.simulate;

import java.util.List;
import org.sparseloom.data.ImageSet;
import org.sparseloom.execute.FastExecutor;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.tensor.Tensor;

/** The first images of a set, run through an integer network. */
public record NetworkReference(FastExecutor network, ImageSet set, int images)
    implements ImageReference {
  public NetworkReference {
    if (images < 1 || images > set.size()) {
      throw UserProblem.usage(
          "images to simulate (" + images + ") must be 1.." + set.size()
              + ", as many as the data set has",
          "take --images " + Math.min(16, set.size()));
    }
  }

  @Override
  public StageTensors compute(int image) {
    Tensor input = network.image(set, image);
    List<Tensor> outputs = network.run(input);
    return new StageTensors(input, outputs);
  }
}
