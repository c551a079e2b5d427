package org.sparseloom.design;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.sparseloom.device.Resources;
import org.sparseloom.layer.MultiplierKind;
import org.sparseloom.pipeline.ConvolutionChoice;
import org.sparseloom.pipeline.LayerChoice;
import org.sparseloom.pipeline.PipelineEstimate;

/** The text of design.json. */
final class DesignText {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private DesignText() {}

  static String of(Design design, Optional<PipelineEstimate> predicted) {
    ObjectNode top = JSON.objectNode();
    top.put("formatVersion", Design.FORMAT_VERSION);
    top.put("network", design.network());
    top.put("device", design.device());
    top.put("clockMegahertz", design.clockMegahertz());
    top.put("inputBits", design.inputBits());
    top.put("inputSigned", design.inputSigned());
    design.inputScale().ifPresent(scale -> top.put("inputScale", scale));
    design.layers().forEach(layer -> top.withArray("/layers").add(layer(layer)));
    predicted.ifPresent(estimate -> top.set("predicted", prediction(estimate)));
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter()
            .withArrayIndenter(new DefaultIndenter("  ", "\n"))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"));
    try {
      return new JsonMapper().writer(printer).writeValueAsString(top) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values is always writable", e);
    }
  }

  private static ObjectNode layer(DesignLayer layer) {
    ObjectNode node = JSON.objectNode();
    boolean weighted = layer.kind().equals(DesignLayer.CONVOLUTION);
    node.put("name", layer.name());
    node.put("kind", layer.kind());
    if (weighted) {
      node.put("weightBits", layer.weightBits());
    }
    node.put("activationBits", layer.activationBits());
    layer.activationScale().ifPresent(scale -> node.put("activationScale", scale));
    if (weighted) {
      node.put("weightThreshold", layer.weightThreshold());
    }
    if (weighted || layer.activationThreshold() > 0) {
      node.put("activationThreshold", layer.activationThreshold());
    }
    node.put("engine", layer.choice().engine());
    if (layer.choice().pixels() > 1) {
      node.put("pixels", layer.choice().pixels());
    }
    if (layer.choice().multiplier() != MultiplierKind.DSP) {
      node.put("multipliers", layer.choice().multiplier().word());
    }
    hardware(node, layer.choice());
    layer.fifoRows().forEach(rows -> node.withArray("/fifoRows").add(rows));
    return node;
  }

  private static void hardware(ObjectNode node, LayerChoice choice) {
    ObjectNode numbers =
        ConvolutionChoice.ENGINES.contains(choice.engine()) ? node.putObject("folding") : node;
    choice.numbers().forEach(number -> numbers.put(number.getKey(), number.getValue()));
  }

  private static ObjectNode prediction(PipelineEstimate estimate) {
    ObjectNode node = JSON.objectNode();
    node.put("cyclesPerImage", Math.round(estimate.cyclesPerImage()));
    node.put("latencyCycles", estimate.latencyCycles());
    node.put("imagesPerSecond", Math.round(estimate.imagesPerSecond() * 10) / 10.0);
    Resources resources = estimate.resources();
    node.putObject("resources")
        .put("dsp", resources.dsp())
        .put("lut", Math.round(resources.lut()))
        .put("ff", Math.round(resources.ff()))
        .put("bram36", resources.bram36())
        .put("uram", resources.uram());
    return node;
  }
}
