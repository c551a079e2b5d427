package org.sparseloom.models;

import java.util.List;
import java.util.stream.Collectors;

/** The networks that ship with the product. */
final class Networks {

  private static final FeatureShape INPUT = new FeatureShape(1, 28, 28);
  private static final Augmentation FLIP_AND_SHIFT = new Augmentation(true, 1);
  private static final Augmentation FLIP = new Augmentation(true, 0);

  /** All networks, the default first. */
  static List<Network> all() {
    return List.of(fashionCnn(), fashionMlp(), fashionTiny(), fashionGraph());
  }

  /** The network of this name. */
  static Network named(String name) {
    return all().stream()
        .filter(network -> network.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--network (%s) must be one of %s.\nMaybe a typing mistake?"
                        .formatted(
                            name,
                            all().stream().map(Network::name).collect(Collectors.joining(", ")))));
  }

  /** The default network: five convolutions and all layer kinds of a small CNN. */
  static Network fashionCnn() {
    return new Network(
        "fashion-cnn",
        INPUT,
        List.of(
            new Convolution(1, 16, 3, 1, 1),
            new BatchNormalization(),
            new Relu(),
            new Convolution(16, 32, 3, 2, 1),
            new BatchNormalization(),
            new Relu(),
            new Convolution(32, 32, 3, 1, 1),
            new BatchNormalization(),
            new Relu(),
            new MaxPool(2),
            new Convolution(32, 64, 1, 1, 0),
            new BatchNormalization(),
            new Relu(),
            new Convolution(64, 64, 3, 1, 1),
            new BatchNormalization(),
            new Relu(),
            new GlobalAveragePool(),
            new Flatten(),
            new FullyConnected(64, 10)),
        new TrainingRecipe(18, 128, 0.1f, 0.9f, 2e-4f, 0.1f, 0.06f, FLIP_AND_SHIFT));
  }

  /** A multilayer perceptron: only fully connected layers. */
  static Network fashionMlp() {
    return new Network(
        "fashion-mlp",
        INPUT,
        List.of(
            new Flatten(),
            new FullyConnected(784, 64),
            new Relu(),
            new FullyConnected(64, 32),
            new Relu(),
            new FullyConnected(32, 10)),
        new TrainingRecipe(15, 128, 0.02f, 0.9f, 1e-4f, 0.2f, 0.05f, FLIP));
  }

  /** A tiny CNN for tests that must be quick. */
  static Network fashionTiny() {
    return new Network(
        "fashion-tiny",
        INPUT,
        List.of(
            new Convolution(1, 8, 3, 2, 1),
            new BatchNormalization(),
            new Relu(),
            new MaxPool(2),
            new Convolution(8, 16, 3, 1, 1),
            new BatchNormalization(),
            new Relu(),
            new GlobalAveragePool(),
            new Flatten(),
            new FullyConnected(16, 10)),
        new TrainingRecipe(15, 128, 0.1f, 0.9f, 1e-4f, 0.1f, 0.05f, FLIP));
  }

  /** Branches, joins and up-sampling: what the others have not, in few multiplications. */
  static Network fashionGraph() {
    return new Network(
        "fashion-graph",
        INPUT,
        List.of(
            new Convolution(1, 16, 3, 2, 1),
            new BatchNormalization(),
            new HardSwish(),
            Join.sum(
                new Convolution(16, 32, 1, 1, 0),
                new BatchNormalization(),
                new HardSwish(),
                Convolution.depthwise(32, 3, 1, 1),
                new BatchNormalization(),
                new HardSwish(),
                Join.product(
                    new GlobalAveragePool(),
                    new Convolution(32, 8, 1, 1, 0),
                    new BatchNormalization(),
                    new Relu(),
                    new Convolution(8, 32, 1, 1, 0),
                    new BatchNormalization(),
                    new HardSigmoid()),
                new Convolution(32, 16, 1, 1, 0),
                new BatchNormalization()),
            Join.channels(
                Convolution.depthwise(16, 3, 2, 1),
                new BatchNormalization(),
                new Relu(),
                new Convolution(16, 24, 1, 1, 0),
                new BatchNormalization(),
                new Relu(),
                new Upsample(2)),
            new Convolution(40, 24, 1, 1, 0),
            new BatchNormalization(),
            new Relu(),
            new MaxPool(2),
            new TransposedConvolution(24, 16, 2),
            new Relu(),
            new Convolution(16, 32, 3, 2, 1),
            new BatchNormalization(),
            new Relu(),
            new GlobalAveragePool(),
            new Flatten(),
            new FullyConnected(32, 10)),
        new TrainingRecipe(10, 128, 0.1f, 0.9f, 1e-4f, 0.1f, 0.05f, FLIP));
  }

  private Networks() {}
}
