package org.sparseloom.layer;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparseloom.tensor.Tensor;

/** A run of a feature map's channels. */
final class ChannelSliceKind implements ValueKeepingKind {
  @Override
  public String name() {
    return "channelSlice";
  }

  @Override
  public Class<? extends Layer> layerClass() {
    return ChannelSlice.class;
  }

  @Override
  public Set<String> operators() {
    return Set.of("Slice");
  }

  @Override
  public Optional<ImportedLayer> fromOnnx(ImportSite site) {
    return ChannelSliceImport.of(site);
  }

  @Override
  public String geometry(Layer layer) {
    ChannelSlice slice = (ChannelSlice) layer;
    return "channels " + slice.first() + ".." + (slice.first() + slice.channels() - 1);
  }

  @Override
  public void toOnnx(Layer layer, ExportSite site) {
    ChannelSlice slice = (ChannelSlice) layer;
    String name = layer.name();
    site.model()
        .longs(name + "_starts", slice.first())
        .longs(name + "_ends", slice.first() + slice.channels())
        .longs(name + "_axes", 1)
        .node(
            "Slice", name,
            List.of(site.from(), name + "_starts", name + "_ends", name + "_axes"));
  }

  @Override
  public Tensor evaluate(QuantisedLayer layer, List<Tensor> inputs) {
    return ChannelSliceReference.evaluate(layer, inputs.get(0));
  }
}
