package org.sparseloom.tensor;

/**
 * Integer convolution kernels; the array is given away at construction as in {@link Tensor}.
 *
 * @param inputs channels that an output sees: those of its group
 * @param values index ((output * kernelHeight + ky) * kernelWidth + kx) * inputs + input
 */
public record Weights(int outputs, int kernelHeight, int kernelWidth, int inputs, int[] values) {
  public Weights {
    if (values.length != outputs * kernelHeight * kernelWidth * inputs) {
      throw new IllegalArgumentException(
          "values (" + values.length + ") must be " + outputs + "x" + kernelHeight + "x"
              + kernelWidth + "x" + inputs);
    }
  }

  public int at(int output, int ky, int kx, int input) {
    return values[((output * kernelHeight + ky) * kernelWidth + kx) * inputs + input];
  }

  public int perOutput() {
    return kernelHeight * kernelWidth * inputs;
  }
}
