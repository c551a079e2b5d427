package org.sparseloom.baselines;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sparseloom.json.JsonFields;

/**
 * A design that others have published: resource baselines/baselines.json, every figure with its source.
 *
 * @param design what it is called, how fast it is and what it takes
 * @param models beginnings of the names of the networks that it may stand beside, in lower case
 * @param method widths, sparsity, folding
 * @param source where its figures are from
 */
public record Baseline(DesignFigures design, List<String> models, String method, String source) {
  private static final String RESOURCE = "/baselines/baselines.json";

  public Baseline {
    models = List.copyOf(models);
  }

  /** Returns all that are known, in the order of the file. */
  public static List<Baseline> all() {
    JsonFields fields = JsonFields.resource(RESOURCE);
    fields.formatVersion(1);
    List<Baseline> baselines = fields.objects("baselines").stream().map(Baseline::read).toList();
    fields.nothingElse();
    return baselines;
  }

  /** Returns those that may stand beside a network. */
  public static List<Baseline> of(String network) {
    return all().stream().filter(baseline -> baseline.standsBeside(network)).toList();
  }

  private boolean standsBeside(String network) {
    String name = network.toLowerCase(Locale.ROOT);
    return models.stream().anyMatch(name::startsWith);
  }

  private static Baseline read(JsonFields fields) {
    DesignFigures design =
        new DesignFigures(
            fields.text("name"),
            fields.text("network"),
            fields.text("part"),
            optional(fields, "clockMegahertz"),
            fields.number("imagesPerSecond", 1e-9, Double.MAX_VALUE),
            fields.text("how"),
            optional(fields, "accuracyPercent").map(percent -> percent / 100),
            optional(fields, "dsp"),
            optional(fields, "lut"),
            optional(fields, "ff"),
            optional(fields, "bram36"),
            "published");
    List<String> models = new ArrayList<>();
    for (String model : fields.text("models").split(",")) {
      models.add(model.strip());
    }
    Baseline baseline =
        new Baseline(design, models, fields.text("method"), fields.text("source"));
    fields.nothingElse();
    return baseline;
  }

  private static Optional<Double> optional(JsonFields fields, String name) {
    return fields.has(name)
        ? Optional.of(fields.number(name, 0, Double.MAX_VALUE))
        : Optional.empty();
  }
}
