package org.sparseloom.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sparseloom.layer.Layer;
import org.sparseloom.layer.LayerKinds;
import org.sparseloom.tensor.Shape;

/**
 * What {@code inspect} shows of a network.
 *
 * @param macs multiply-accumulates of one image
 * @param parameters weights and biases
 */
public record NetworkSummary(
    String name, Shape input, List<Row> rows, long macs, long parameters, List<String> notes) {

  /**
   * One layer.
   *
   * @param geometry kernel, stride and pads in words, e.g. "3x3 stride 2 pad 1,1,1,1 relu"
   */
  public record Row(
      String name,
      String kind,
      Shape inputShape,
      Shape outputShape,
      String geometry,
      long macs,
      long parameters) {}

  public NetworkSummary {
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
  }

  public static NetworkSummary of(Network network) {
    List<Row> rows = network.layers().stream().map(layer -> row(network, layer)).toList();
    return new NetworkSummary(
        network.name(),
        network.input(),
        rows,
        network.macs(),
        rows.stream().mapToLong(Row::parameters).sum(),
        network.notes());
  }

  private static Row row(Network network, Layer layer) {
    long parameters =
        Optional.ofNullable(network.parameters().get(layer.name()))
            .map(kernel -> (long) kernel.weights().length + kernel.biases().length)
            .orElse(0L);
    return new Row(
        layer.name(),
        LayerKinds.of(layer).name(),
        layer.inputShape(),
        layer.outputShape(),
        LayerKinds.of(layer).geometry(layer),
        layer.macs(),
        parameters);
  }

  /** Returns the table as text, a line per layer, then totals and notes. */
  public String text() {
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("layer", "kind", "input", "output", "geometry", "MACs", "parameters"));
    for (Row row : rows) {
      cells.add(
          List.of(
              row.name,
              row.kind,
              row.inputShape.toString(),
              row.outputShape.toString(),
              row.geometry,
              grouped(row.macs),
              grouped(row.parameters)));
    }
    cells.add(List.of("total", "", input.toString(), "", "", grouped(macs), grouped(parameters)));
    StringBuilder text = new StringBuilder("Network " + name + "\n");
    int[] widths = widths(cells);
    cells.forEach(line -> text.append(line(line, widths)).append('\n'));
    notes.forEach(note -> text.append("Note: ").append(note).append('\n'));
    return text.toString();
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static int[] widths(List<List<String>> cells) {
    int[] widths = new int[cells.get(0).size()];
    for (List<String> line : cells) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    return widths;
  }

  /** Numbers, the last two columns, stand to the right. */
  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String side = column < widths.length - 2 ? "-" : "";
      line.append(
          String.format(Locale.ROOT, "%" + side + widths[column] + "s  ", cells.get(column)));
    }
    return line.toString().stripTrailing();
  }
}
