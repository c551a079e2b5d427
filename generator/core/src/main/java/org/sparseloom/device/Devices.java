package org.sparseloom.device;

import java.nio.file.Path;
import java.util.List;
import org.sparseloom.json.JsonFields;
import org.sparseloom.problem.Spelling;
import org.sparseloom.problem.UserProblem;

/** The devices that ship with the product, and devices from a user's own file. */
public final class Devices {
  private static final List<String> NAMES = List.of("Z7010", "Z7020", "Z7045", "ZU7EV", "U250");

  private Devices() {}

  /** Returns the names of the devices that ship, smallest first. */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * Returns a device by name, upper or lower case, or from a path that ends in .json
   * (docs/add-a-device.md).
   */
  public static Device named(String nameOrPath) {
    if (nameOrPath.endsWith(".json")) {
      return read(JsonFields.read(Path.of(nameOrPath)));
    }
    String name =
        NAMES.stream()
            .filter(nameOrPath::equalsIgnoreCase)
            .findFirst()
            .orElseThrow(
                () ->
                    UserProblem.usage(
                        "device (" + nameOrPath + ") is not known; known are "
                            + String.join(", ", NAMES),
                        Spelling.maybe(
                            nameOrPath,
                            NAMES,
                            "give the path of a device file of your own: docs/add-a-device.md")));
    return read(JsonFields.resource("/devices/" + name + ".json"));
  }

  private static Device read(JsonFields fields) {
    fields.formatVersion(1);
    JsonFields limits = fields.object("limits");
    Device device =
        new Device(
            fields.text("name"),
            fields.oneOf("family", List.of("xc7", "xcup")),
            new Resources(
                atLeast(limits, "dsp", 1),
                atLeast(limits, "lut", 1),
                atLeast(limits, "ff", 1),
                atLeast(limits, "bram36", 1),
                atLeast(limits, "uram", 0)),
            fields.number("usableShare", 0.01, 1),
            fields.number("clockMegahertz", 1, 2000));
    limits.nothingElse();
    fields.nothingElse();
    return device;
  }

  private static double atLeast(JsonFields limits, String field, double least) {
    return limits.number(field, least, Double.MAX_VALUE);
  }
}
