package org.sparseloom.networks;

import java.util.List;
import org.sparseloom.data.Normalisation;
import org.sparseloom.json.JsonFields;

/**
 * A published network and how it is tried: resource networks/networks.json.
 *
 * @param file name of its ONNX file
 * @param data images below the folder of data sets
 * @param normalisation from pixels to its input
 * @param device that it is built for
 * @param cyclesPerImage the cheapest design that needs no more is built: fast designs simulate fewer
 *     cycles, but are more to compile
 */
public record KnownNetwork(
    String file, String data, Normalisation normalisation, String device, int cyclesPerImage) {
  private static final String RESOURCE = "/networks/networks.json";

  /** Returns all that are known, in the order in which they are tried. */
  public static List<KnownNetwork> all() {
    JsonFields fields = JsonFields.resource(RESOURCE);
    fields.formatVersion(1);
    List<KnownNetwork> networks = fields.objects("networks").stream().map(KnownNetwork::read).toList();
    fields.nothingElse();
    return networks;
  }

  private static KnownNetwork read(JsonFields fields) {
    KnownNetwork network =
        new KnownNetwork(
            fields.text("file"),
            fields.text("data"),
            new Normalisation(fields.numberList("means"), fields.numberList("deviations")),
            fields.text("device"),
            fields.integer("cyclesPerImage", 1, Integer.MAX_VALUE));
    fields.nothingElse();
    return network;
  }

  /** Returns the name of the network: that of the file without its ending. */
  public String name() {
    return file.replaceAll("\\.onnx(\\.gz)?$", "");
  }
}
