package org.sparseloom.emit.hls;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.sparseloom.layer.ConvolutionColumnStage;
import org.sparseloom.layer.ConvolutionListStage;
import org.sparseloom.layer.MemoryImage;
import org.sparseloom.layer.NonlinearitySigmoid;
import org.sparseloom.layer.QuantisedLayer;
import org.sparseloom.layer.Stage;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.numeric.Requantisation;

/**
 * A table of constants in C++: the fields of the words of a memory that the Verilog has, too.
 *
 * @param type of an element
 * @param dimensions e.g. "[4][9]"
 * @param rows initialisers, a word of the memory each
 */
record RomTable(String type, String name, String dimensions, List<String> rows) {
  /** A field of a word: every {@code stride} bits one, from bit {@code offset} on. */
  private record Field(String name, NumberFormat format, int offset, int stride) {
    String type() {
      return "Rom<" + format.bits() + (format.signed() ? ">::type" : ">::unsigned_type");
    }

    List<Long> of(BigInteger word, int widthBits) {
      List<Long> values = new ArrayList<>();
      for (int at = offset; at - offset + stride <= widthBits; at += stride) {
        long bits = word.shiftRight(at).longValue() & ((1L << format.bits()) - 1);
        values.add(bits > format.max() ? bits - (1L << format.bits()) : bits);
      }
      return values;
    }
  }

  /** Returns the tables of a stage, in the order of its memories. */
  static List<RomTable> of(Stage stage, QuantisedLayer layer) {
    List<MemoryImage> images = stage.contents(layer);
    List<RomTable> tables = new ArrayList<>();
    List<MemoryImage> engines = new ArrayList<>();
    List<MemoryImage> columns = new ArrayList<>();
    List<MemoryImage> entries = new ArrayList<>();
    for (MemoryImage image : images) {
      String name = image.port().name();
      if (name.startsWith("weights_")) {
        engines.add(image);
      } else if (name.startsWith("columns_")) {
        columns.add(image);
      } else if (name.startsWith("entries_")) {
        entries.add(image);
      } else if (name.equals("weights")) {
        tables.add(words(image, weights(layer)));
      } else if (name.equals("lists")) {
        listFields((ConvolutionListStage) stage).forEach(field -> tables.add(words(image, field)));
      } else if (name.equals("channels")) {
        channelFields(stage, image).forEach(field -> tables.add(words(image, field)));
      } else if (name.equals("table_0")) {
        tables.add(single(image, entry("kTable", layer.output())));
      } else if (name.equals("knots_0")) {
        NumberFormat knot = NumberFormat.unsigned(NonlinearitySigmoid.KNOT_BITS);
        NumberFormat rise = NumberFormat.unsigned(NonlinearitySigmoid.RISE_BITS);
        tables.add(single(image, new Field("kKnot", knot, 0, image.port().widthBits())));
        tables.add(single(image, new Field("kRise", rise, knot.bits(), image.port().widthBits())));
      }
    }
    if (!engines.isEmpty()) {
      tables.add(0, ofEngines(engines, weights(layer)));
    }
    if (stage instanceof ConvolutionColumnStage columnStage) {
      columnFields(columnStage).forEach(field -> tables.add(ofEngines(columns, field)));
      entryFields(columnStage).forEach(field -> tables.add(ofEngines(entries, field)));
    }
    return tables;
  }

  private static Field weights(QuantisedLayer layer) {
    return entry("kWeights", NumberFormat.signed(layer.weightBits()));
  }

  private static Field entry(String name, NumberFormat format) {
    return new Field(name, format, 0, format.bits());
  }

  /**
   * An entry of a list is a weight, the pair that it is of, the slot of its window if there are several,
   * its filter step, and a mark.
   */
  private static List<Field> listFields(ConvolutionListStage stage) {
    int stride = stage.entryBits();
    int pair = stage.grid().weightBits();
    int slot = pair + stage.pairBits();
    int step = slot + stage.slotBits();
    int first = step + stage.stepBits();
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("kWeights", NumberFormat.signed(pair), 0, stride));
    fields.add(new Field("kPair", NumberFormat.unsigned(slot - pair), pair, stride));
    if (step > slot) {
      fields.add(new Field("kSlot", NumberFormat.unsigned(step - slot), slot, stride));
    }
    fields.add(new Field("kStep", NumberFormat.unsigned(first - step), step, stride));
    fields.add(new Field("kFirst", NumberFormat.unsigned(1), first, stride));
    return fields;
  }

  /** A column is where its entries begin and how many there are. */
  private static List<Field> columnFields(ConvolutionColumnStage stage) {
    int stride = stage.columnBits();
    int start = stage.startBits();
    return List.of(
        new Field("kStart", NumberFormat.unsigned(start), 0, stride),
        new Field("kCount", NumberFormat.unsigned(stride - start), start, stride));
  }

  /** An entry is a weight, or two, and a step. */
  private static List<Field> entryFields(ConvolutionColumnStage stage) {
    int bits = stage.grid().weightBits();
    int weights = stage.entryBits() - stage.stepBits();
    return List.of(
        new Field("kWeights", NumberFormat.signed(bits), 0, bits),
        new Field("kStep", NumberFormat.unsigned(stage.stepBits()), weights, stage.entryBits()));
  }

  /** Biases and multipliers stand in turn. */
  private static List<Field> channelFields(Stage stage, MemoryImage image) {
    int lanes = stage.output().shape().channels() / image.port().depth();
    int stride = image.port().widthBits() / lanes;
    NumberFormat bias = NumberFormat.signed(stride - Requantisation.MULTIPLIER_BITS);
    NumberFormat multiplier = NumberFormat.unsigned(Requantisation.MULTIPLIER_BITS);
    return List.of(
        new Field("kBias", bias, 0, stride),
        new Field("kMultiplier", multiplier, bias.bits(), stride));
  }

  /** A row of fields for every word. */
  private static RomTable words(MemoryImage image, Field field) {
    int perWord = image.port().widthBits() / field.stride();
    return new RomTable(
        field.type(), field.name(), "[" + image.words().size() + "][" + perWord + "]",
        rows(image, field));
  }

  /** Words of one field. */
  private static RomTable single(MemoryImage image, Field field) {
    int widthBits = image.port().widthBits();
    return new RomTable(
        field.type(), field.name(), "[" + image.words().size() + "]",
        image.words().stream().map(word -> field.of(word, widthBits).get(0).toString()).toList());
  }

  /** The memories of all engines, one after the other. */
  private static RomTable ofEngines(List<MemoryImage> engines, Field field) {
    MemoryImage first = engines.get(0);
    int perWord = first.port().widthBits() / field.stride();
    return new RomTable(
        field.type(), field.name(),
        "[" + engines.size() + "][" + first.words().size() + "][" + perWord + "]",
        engines.stream().map(engine -> "{" + String.join(",\n", rows(engine, field)) + "}").toList());
  }

  private static List<String> rows(MemoryImage image, Field field) {
    int widthBits = image.port().widthBits();
    return image.words().stream()
        .map(
            word ->
                field.of(word, widthBits).stream()
                    .map(value -> value.toString())
                    .collect(Collectors.joining(",", "{", "}")))
        .toList();
  }
}
