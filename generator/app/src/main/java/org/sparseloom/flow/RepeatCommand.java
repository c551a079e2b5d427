package org.sparseloom.flow;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.sparseloom.data.Normalisation;

/** The command line that makes a design again from what lies in its folder. */
final class RepeatCommand {
  /** Stands for the design's folder: a path would differ from place to place. */
  private static final String FOLDER = "FOLDER";

  private RepeatCommand() {}

  /** Returns the command for a shell; paths of data are as they were given. */
  static String of(String network, GenerateFlow.Request request) {
    Normalisation normalisation = request.data().normalisation();
    String backends =
        request.backends().stream().sorted().map(Backend::word).collect(Collectors.joining(","));
    return "sparseloom generate " + quoted(FOLDER + "/" + network + ".onnx")
        + " --design " + FOLDER + "/" + DesignFolder.DESIGN
        + " --data " + quoted(request.data().specification())
        + " --mean " + list(normalisation.means())
        + " --std " + list(normalisation.deviations())
        + String.format(Locale.ROOT, " --bus-bits %d --backend %s", request.busBits(), backends)
        + " -o " + FOLDER;
  }

  private static String list(List<Double> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** Returns a word that a shell takes as it is. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:,=+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
