package org.sparseloom.models;

import ai.djl.nn.SequentialBlock;
import java.util.List;

/**
 * A chain of layers to train, and how.
 *
 * @param name also the name of its ONNX file, without the ending
 * @param input shape of one image
 * @param layers from input to logits
 * @param recipe how it is trained unless the command line says otherwise
 */
record Network(String name, FeatureShape input, List<Layer> layers, TrainingRecipe recipe) {

  Network {
    layers = List.copyOf(layers);
  }

  Network withRecipe(TrainingRecipe newRecipe) {
    return new Network(name, input, layers, newRecipe);
  }

  /** A new, untrained block with one child per layer. */
  SequentialBlock block() {
    SequentialBlock block = new SequentialBlock();
    layers.forEach(layer -> block.add(layer.block()));
    return block;
  }

  /** Multiplications with a weight, for one image. */
  long multiplyAccumulates() {
    long sum = 0;
    FeatureShape shape = input;
    for (Layer layer : layers) {
      sum += layer.multiplyAccumulates(shape);
      shape = layer.outputShape(shape);
    }
    return sum;
  }
}
