package org.sparseloom.models;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Trains one network on a CPU with PyTorch, from one seed.
 *
 * <p>The loss is cross-entropy (no label smoothing) plus the two penalties of the recipe. Both use
 * the Hoyer-square measure (sum |x|)^2 / (n sum x^2), which is 1 if all n values are equal and
 * falls towards 1/n as fewer of them matter (Yang, Wen, Li, "DeepHoyer", ICLR 2020; for activations
 * Kurtz et al., ICML 2020). Unlike L1 it does not depend on the scale of x, which batch
 * normalisation would undo.
 */
final class NetworkTrainer implements AutoCloseable {

  private static final int EVALUATION_BATCH = 500;

  /**
   * The activation penalty looks at these images of a batch only; all of them would double an
   * epoch's time.
   */
  private static final NDIndex ACTIVATION_PENALTY_IMAGES = new NDIndex("0:32");

  private static final float SMALLEST_SUM_OF_SQUARES = 1e-12f;

  private final Network network;
  private final RandomGenerator random;
  private final SequentialBlock block;
  private final Model model;
  private final Trainer trainer;
  private final Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
  private final List<Parameter> weights;
  private final int stepsPerEpoch;
  private final IdxImages training;
  private int step;

  NetworkTrainer(Network network, IdxImages training, long seed) {
    this.network = network;
    this.training = training;
    this.random = new Random(seed);
    this.stepsPerEpoch = training.count() / network.recipe().batchSize();
    Engine.getInstance().setRandomSeed((int) seed);
    block = network.block();
    block.setReturnIntermediate(true);
    model = Model.newInstance(network.name(), Device.cpu());
    model.setBlock(block);
    trainer = model.newTrainer(configuration());
    FeatureShape input = network.input();
    trainer.initialize(new Shape(1, input.channels(), input.height(), input.width()));
    weights =
        block.getParameters().values().stream()
            .filter(parameter -> parameter.getType() == Parameter.Type.WEIGHT)
            .toList();
  }

  private DefaultTrainingConfig configuration() {
    TrainingRecipe recipe = network.recipe();
    // The optimizer keeps a step count per parameter; the field is the same for all of them.
    Tracker learningRate = ignored -> recipe.learningRate(step, stepsPerEpoch);
    Optimizer optimizer =
        Optimizer.sgd()
            .setLearningRateTracker(learningRate)
            .optMomentum(recipe.momentum())
            .optWeightDecays(recipe.weightDecay())
            .build();
    // He initialisation: variance 2 / fan-in.
    XavierInitializer initializer =
        new XavierInitializer(
            XavierInitializer.RandomType.GAUSSIAN, XavierInitializer.FactorType.IN, 2);
    return new DefaultTrainingConfig(crossEntropy)
        .optDevices(new Device[] {Device.cpu()})
        .optOptimizer(optimizer)
        .optInitializer(initializer, Parameter.Type.WEIGHT);
  }

  /** The trained parameters, one child per layer; valid until this trainer is closed. */
  SequentialBlock block() {
    return block;
  }

  /**
   * Runs all epochs; {@code progress} gets one line per epoch with mean loss, validation accuracy
   * and seconds.
   */
  void train(IdxImages validation, Consumer<String> progress) {
    int epochs = network.recipe().epochs();
    for (int epoch = 1; epoch <= epochs; epoch++) {
      long start = System.nanoTime();
      double loss = trainEpoch();
      if (!Double.isFinite(loss)) {
        throw new IllegalArgumentException(
            ("loss (%s) of epoch %d must be a finite number.\n"
                    + "Maybe the learning rate of the recipe is too high?")
                .formatted(loss, epoch));
      }
      progress.accept(
          "epoch %d/%d  loss %.4f  validation %.2f %%  %.1f s"
              .formatted(
                  epoch,
                  epochs,
                  loss,
                  100 * accuracy(validation),
                  (System.nanoTime() - start) / 1e9));
    }
  }

  private double trainEpoch() {
    int[] order = IntStream.range(0, training.count()).toArray();
    shuffle(order);
    double lossSum = 0;
    for (int i = 0; i < stepsPerEpoch; i++) {
      lossSum += trainStep(order, i * network.recipe().batchSize());
      step++;
    }
    return lossSum / stepsPerEpoch;
  }

  private void shuffle(int[] order) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
  }

  private float trainStep(int[] order, int first) {
    int size = network.recipe().batchSize();
    int pixels = network.input().size();
    float[] values = new float[size * pixels];
    long[] labels = new long[size];
    for (int i = 0; i < size; i++) {
      int image = order[first + i];
      labels[i] = training.labels()[image];
      network.recipe().augmentation().apply(training, image, random, values, i * pixels);
    }
    try (NDManager manager = trainer.getManager().newSubManager()) {
      NDArray input = manager.create(values, shape(size));
      NDArray truth = manager.create(labels, new Shape(size, 1));
      float crossEntropyLoss;
      // The scope frees what is computed from the weights: their manager lives as long as the
      // model.
      try (NDScope scope = new NDScope();
          GradientCollector collector = trainer.newGradientCollector()) {
        scope.suppressNotUsedWarning();
        NDList outputs = trainer.forward(new NDList(input));
        NDArray logits = outputs.get(outputs.size() - 1);
        NDArray loss = crossEntropy.evaluate(new NDList(truth), new NDList(logits));
        crossEntropyLoss = loss.getFloat();
        collector.backward(withPenalties(loss, outputs, manager));
      }
      trainer.step();
      return crossEntropyLoss;
    }
  }

  private NDArray withPenalties(NDArray crossEntropyLoss, NDList outputs, NDManager manager) {
    NDArray sum = crossEntropyLoss;
    for (Parameter weight : weights) {
      float factor = network.recipe().weightPenalty() / weights.size();
      sum = sum.add(hoyerSquare(weight.getArray(), factor, manager));
    }
    int[] activations =
        IntStream.range(0, network.layers().size())
            .filter(i -> network.layers().get(i).isActivation())
            .toArray();
    for (int i : activations) {
      float factor = network.recipe().activationPenalty() / activations.length;
      NDArray someImages = outputs.get(i).get(ACTIVATION_PENALTY_IMAGES);
      sum = sum.add(hoyerSquare(someImages, factor, manager));
    }
    return sum;
  }

  /**
   * The measure times {@code factor}. The constant must be an array that lives until the backward
   * pass: DJL frees the one it makes of a plain number at once, while PyTorch still points to it.
   */
  private static NDArray hoyerSquare(NDArray values, float factor, NDManager manager) {
    NDArray sumOfMagnitudes = values.abs().sum();
    NDArray sumOfSquares = values.square().sum().add(SMALLEST_SUM_OF_SQUARES);
    return sumOfMagnitudes.square().div(sumOfSquares).mul(manager.create(factor / values.size()));
  }

  /** Share of the images whose largest logit is the label's. */
  private double accuracy(IdxImages images) {
    int correct = 0;
    for (int first = 0; first < images.count(); first += EVALUATION_BATCH) {
      int end = Math.min(first + EVALUATION_BATCH, images.count());
      try (NDManager manager = trainer.getManager().newSubManager()) {
        NDArray input = manager.create(images.values(first, end), shape(end - first));
        NDList outputs = trainer.evaluate(new NDList(input));
        long[] guesses = outputs.get(outputs.size() - 1).argMax(1).toLongArray();
        for (int i = 0; i < guesses.length; i++) {
          correct += guesses[i] == images.labels()[first + i] ? 1 : 0;
        }
      }
    }
    return (double) correct / images.count();
  }

  private Shape shape(int batch) {
    FeatureShape input = network.input();
    return new Shape(batch, input.channels(), input.height(), input.width());
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
