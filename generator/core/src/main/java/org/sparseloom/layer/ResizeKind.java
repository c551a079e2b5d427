package org.sparseloom.layer;

import static org.sparseloom.onnx.OnnxBuilder.text;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.tensor.Tensor;

/** Up-sampling by integer factors. */
final class ResizeKind implements LayerKind {
  @Override
  public String name() {
    return "resize";
  }

  @Override
  public Class<? extends Layer> layerClass() {
    return Resize.class;
  }

  @Override
  public Set<String> operators() {
    return Set.of("Resize", "Upsample");
  }

  @Override
  public Optional<ImportedLayer> fromOnnx(ImportSite site) {
    return ResizeImport.of(site);
  }

  @Override
  public String geometry(Layer layer) {
    Resize resize = (Resize) layer;
    return resize.factorY() + "x" + resize.factorX() + " " + resize.sampling();
  }

  @Override
  public void toOnnx(Layer layer, ExportSite site) {
    Resize resize = (Resize) layer;
    Sampling sampling = resize.sampling();
    boolean linear = sampling.method() == Sampling.Method.LINEAR;
    String scales = layer.name() + "_scales";
    site.model()
        .floats(scales, new float[] {1, 1, resize.factorY(), resize.factorX()}, 4)
        .node(
            "Resize",
            layer.name(),
            List.of(site.from(), "", scales),
            text("coordinate_transformation_mode", sampling.coordinates().onnxName()),
            text("mode", linear ? "linear" : "nearest"),
            text("nearest_mode", linear ? "floor" : sampling.method().onnxName()));
  }

  @Override
  public NumberFormat outputFormat(Layer layer, List<NumberFormat> inputs, int activationBits) {
    return inputs.get(0);
  }

  /** The scale grows by 2^shift / parts, which is 1 where the factors are powers of two. */
  @Override
  public QuantisedLayer quantise(Layer layer, QuantisationSite site) {
    Resize resize = (Resize) layer;
    return new QuantisedLayer(
        layer,
        site.input(),
        site.inputScale(),
        site.input(),
        Math.scalb(site.inputScale() / resize.parts(), resize.shift()),
        0,
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public Tensor evaluate(QuantisedLayer layer, List<Tensor> inputs) {
    return ResizeReference.evaluate(layer, inputs.get(0));
  }
}
