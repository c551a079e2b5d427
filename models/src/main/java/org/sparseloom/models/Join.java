package org.sparseloom.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDArrays;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A feature map and what a chain of layers makes of it, joined.
 *
 * @param how what is done with the two
 * @param branch the chain
 */
record Join(How how, List<Layer> branch) implements Layer {

  /** Ways to join; a product takes a branch of one pixel for all pixels. */
  enum How {
    SUM("Add"),
    PRODUCT("Mul"),
    CHANNELS("Concat");

    private final String operator;

    How(String operator) {
      this.operator = operator;
    }

    private NDArray of(NDArray one, NDArray other) {
      return switch (this) {
        case SUM -> one.add(other);
        case PRODUCT -> one.mul(other);
        case CHANNELS -> NDArrays.concat(new NDList(one, other), 1);
      };
    }
  }

  Join {
    branch = List.copyOf(branch);
  }

  static Join sum(Layer... branch) {
    return new Join(How.SUM, List.of(branch));
  }

  static Join product(Layer... branch) {
    return new Join(How.PRODUCT, List.of(branch));
  }

  static Join channels(Layer... branch) {
    return new Join(How.CHANNELS, List.of(branch));
  }

  @Override
  public FeatureShape outputShape(FeatureShape input) {
    FeatureShape other = input;
    for (Layer layer : branch) {
      other = layer.outputShape(other);
    }
    return how == How.CHANNELS
        ? new FeatureShape(input.channels() + other.channels(), input.height(), input.width())
        : input;
  }

  @Override
  public long multiplyAccumulates(FeatureShape input) {
    long sum = 0;
    FeatureShape shape = input;
    for (Layer layer : branch) {
      sum += layer.multiplyAccumulates(shape);
      shape = layer.outputShape(shape);
    }
    return sum;
  }

  @Override
  public Block block() {
    SequentialBlock chain = new SequentialBlock();
    branch.forEach(layer -> chain.add(layer.block()));
    SequentialBlock past = new SequentialBlock();
    past.add(new LambdaBlock(inputs -> inputs, "past"));
    return new ParallelBlock(
        outputs -> new NDList(how.of(outputs.get(0).head(), outputs.get(1).head())),
        List.of(past, chain));
  }

  @Override
  public void appendTo(OnnxWriter onnx, Block trained) {
    String input = onnx.value();
    Block chain = trained.getChildren().get(1).getValue();
    for (int i = 0; i < branch.size(); i++) {
      branch.get(i).appendTo(onnx, chain.getChildren().get(i).getValue());
    }
    String other = onnx.value();
    onnx.continueFrom(input);
    OnnxWriter.Node node = onnx.node(how.operator).input(other);
    if (how == How.CHANNELS) {
      node.integer("axis", 1);
    }
    node.append();
  }

  @Override
  public String label() {
    return how.operator + "(" + branch.stream().map(Layer::label).collect(Collectors.joining(", "))
        + ")";
  }
}
