package org.sparseloom.resource;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.sparseloom.json.JsonFields;

/**
 * The fitted numbers of the resource model, from resource-coefficients.json.
 *
 * @param tool what counted the samples, with its version
 * @param command how it was run
 * @param units cost by unit kind
 */
public record Coefficients(String tool, String command, Map<String, UnitCost> units) {
  private static final String RESOURCE = "/resource-coefficients.json";

  public Coefficients {
    units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
  }

  /** Returns the coefficients that ship with the product. */
  public static Coefficients standard() {
    return ofResource(RESOURCE);
  }

  /** Returns the coefficients of a file that ships with the product, by its place in the class path. */
  public static Coefficients ofResource(String resource) {
    return read(JsonFields.resource(resource));
  }

  /** Parses the text of a coefficient file; {@code source} names it in error messages. */
  public static Coefficients parse(String text, String source) {
    return read(JsonFields.parse(text, source));
  }

  private static Coefficients read(JsonFields fields) {
    fields.formatVersion(1);
    Map<String, UnitCost> units = new LinkedHashMap<>();
    fields
        .object("units")
        .namedObjects()
        .forEach(
            (kind, cost) -> {
              units.put(
                  kind,
                  new UnitCost(
                      terms(cost.object("lut").numbers()),
                      terms(cost.object("ff").numbers()),
                      cost.optionalObject("error").map(Coefficients::error)));
              cost.nothingElse();
            });
    Coefficients coefficients =
        new Coefficients(fields.text("tool"), fields.text("command"), units);
    fields.nothingElse();
    return coefficients;
  }

  private static Map<Term, Double> terms(Map<String, Double> numbers) {
    Map<Term, Double> terms = new LinkedHashMap<>();
    numbers.forEach((text, coefficient) -> terms.put(new Term(text), coefficient));
    return terms;
  }

  private static FitError error(JsonFields fields) {
    FitError error =
        new FitError(
            fields.integer("samples", 1, Integer.MAX_VALUE),
            share(fields, "medianLut"),
            share(fields, "worstLut"),
            share(fields, "medianFf"),
            share(fields, "worstFf"));
    fields.nothingElse();
    return error;
  }

  private static double share(JsonFields fields, String name) {
    return fields.number(name, 0, Double.MAX_VALUE);
  }

  /** Returns the text of a coefficient file: a line per list of terms. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("{\n  \"formatVersion\": 1,\n  \"tool\": ").append(quoted(tool));
    text.append(",\n  \"command\": ").append(quoted(command)).append(",\n  \"units\": {");
    String separator = "\n";
    for (Map.Entry<String, UnitCost> unit : units.entrySet()) {
      text.append(separator).append("    ").append(quoted(unit.getKey())).append(": {\n");
      text.append("      \"lut\": ").append(list(unit.getValue().lut())).append(",\n");
      text.append("      \"ff\": ").append(list(unit.getValue().ff()));
      unit.getValue().error().ifPresent(error -> text.append(",\n      ").append(text(error)));
      text.append("\n    }");
      separator = ",\n";
    }
    return text.append("\n  }\n}\n").toString();
  }

  private static String text(FitError error) {
    return String.format(
        Locale.ROOT,
        "\"error\": { \"samples\": %d, \"medianLut\": %.3f, \"worstLut\": %.3f, "
            + "\"medianFf\": %.3f, \"worstFf\": %.3f }",
        error.samples(), error.medianLut(), error.worstLut(), error.medianFf(), error.worstFf());
  }

  private static String list(Map<Term, Double> terms) {
    return terms.entrySet().stream()
        .map(term -> quoted(term.getKey().text()) + ": " + number(term.getValue()))
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
