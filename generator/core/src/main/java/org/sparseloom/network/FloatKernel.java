package org.sparseloom.network;

/**
 * Float weights and biases of a convolution, BatchNorm folded in; arrays given away as in Tensor.
 *
 * @param weights index ((output * kernelHeight + ky) * kernelWidth + kx) * inputs + input, the
 *     order of {@link org.sparseloom.tensor.Weights}
 * @param biases one per output
 * @param outputTensor name of the ONNX tensor that holds this layer's result (after its ReLU),
 *     where calibration and thresholds attach
 * @param weightTensor name of the ONNX initialiser that the weights came from
 */
public record FloatKernel(
    float[] weights, float[] biases, String outputTensor, String weightTensor) {}
