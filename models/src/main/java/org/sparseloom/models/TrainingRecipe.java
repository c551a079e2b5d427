package org.sparseloom.models;

/**
 * How a network is trained: stochastic gradient descent with momentum, a short linear warm-up, then
 * a cosine down to 0.
 *
 * <p>The two penalties make a network that loses little when its small weights and small
 * activations are set to zero later, without being trained again. Each is a factor on the mean over
 * layers of the Hoyer-square measure, see {@link NetworkTrainer}. No weight is pruned during
 * training.
 *
 * @param epochs passes over the training images
 * @param batchSize images per step
 * @param peakLearningRate learning rate after the warm-up
 * @param momentum momentum of the gradient descent
 * @param weightDecay L2 factor, on all trained parameters
 * @param weightPenalty factor of the sparsity measure of the weights
 * @param activationPenalty factor of the sparsity measure of the ReLU outputs
 * @param augmentation variation of the training images
 */
record TrainingRecipe(
    int epochs,
    int batchSize,
    float peakLearningRate,
    float momentum,
    float weightDecay,
    float weightPenalty,
    float activationPenalty,
    Augmentation augmentation) {

  private static final float WARM_UP_EPOCHS = 1;

  TrainingRecipe {
    if (epochs < 1) {
      throw new IllegalArgumentException(
          "epochs (%d) must be at least 1.\nMaybe leave --epochs out?".formatted(epochs));
    }
  }

  TrainingRecipe withEpochs(int newEpochs) {
    return new TrainingRecipe(
        newEpochs,
        batchSize,
        peakLearningRate,
        momentum,
        weightDecay,
        weightPenalty,
        activationPenalty,
        augmentation);
  }

  TrainingRecipe withPenalties(float newWeightPenalty, float newActivationPenalty) {
    return new TrainingRecipe(
        epochs,
        batchSize,
        peakLearningRate,
        momentum,
        weightDecay,
        newWeightPenalty,
        newActivationPenalty,
        augmentation);
  }

  /** Learning rate of a step, counted from 0. */
  float learningRate(int step, int stepsPerEpoch) {
    float warmUpSteps = WARM_UP_EPOCHS * stepsPerEpoch;
    float allSteps = (float) epochs * stepsPerEpoch;
    if (step < warmUpSteps) {
      return peakLearningRate * (step + 1) / warmUpSteps;
    }
    double progress = (step - warmUpSteps) / Math.max(1, allSteps - warmUpSteps);
    return (float) (peakLearningRate * 0.5 * (1 + Math.cos(Math.PI * progress)));
  }
}
