package org.sparseloom.emit;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.sparseloom.axi.AxiView;
import org.sparseloom.data.Normalisation;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.resource.UltraRule;
import org.sparseloom.stream.StreamFormat;

/**
 * What the templates in drivers/ print.
 *
 * @param axi the wrapper, with its registers
 * @param name of the design, legal as an identifier
 * @param macro the same in capitals
 * @param means of pixel values, one for each channel
 * @param deviations of pixel values, one for each channel
 * @param weightFiles memories that the host loads, in order
 */
record DriverView(
    AxiView axi, String name, String macro, Stream input, Stream output, List<Double> means,
    List<Double> deviations, List<WeightFile> weightFiles) {
  /** A transfer begins at a multiple of the widest bus. */
  private static final int ALIGNMENT_BYTES = 64;

  /** A line of a file of weights, or its path, is not longer. */
  private static final int LONGEST_PATH = 4096;

  /** A memory that the host loads: its file in memory/, and the 72-bit parts of its words. */
  record WeightFile(String file, int parts) {
    static WeightFile of(TopMemories.File memory) {
      return new WeightFile(
          memory.path().substring(memory.path().indexOf('/') + 1), memory.parts());
    }
  }

  /** Images or results: {@link StreamFormat} as programs see it. */
  record Stream(StreamFormat format, double scale) {
    int rows() {
      return format.shape().height();
    }

    int columns() {
      return format.shape().width();
    }

    int channels() {
      return format.shape().channels();
    }

    int lanes() {
      return format.lanes();
    }

    int pixels() {
      return format.pixels();
    }

    int values() {
      return format.shape().elements();
    }

    int bits() {
      return number().bits();
    }

    /** Returns Python's word. */
    String signedWord() {
      return number().signed() ? "True" : "False";
    }

    int bytesPerValue() {
      return (bits() + Byte.SIZE - 1) / Byte.SIZE;
    }

    int stride() {
      int bytes = values() * bytesPerValue();
      return (bytes + ALIGNMENT_BYTES - 1) / ALIGNMENT_BYTES * ALIGNMENT_BYTES;
    }

    long least() {
      return number().min();
    }

    long most() {
      return number().max();
    }

    /** Returns how C makes a number of a value's bytes, in which the sign is repeated. */
    String fromBits() {
      return number().signed()
          ? "(int" + Byte.SIZE * bytesPerValue() + "_t)bits"
          : "(double)bits";
    }

    private NumberFormat number() {
      return format.format();
    }
  }

  static DriverView of(
      AxiView axi, TopPlan plan, Stream input, Stream output, Normalisation normalisation) {
    String name = axi.design().module().replaceAll("_axi$", "");
    return new DriverView(
        axi, name, name.toUpperCase(Locale.ROOT), input, output,
        perChannel(normalisation.means(), input.channels()),
        perChannel(normalisation.deviations(), input.channels()),
        plan.memories().loadedFiles().stream().map(WeightFile::of).toList());
  }

  private static List<Double> perChannel(List<Double> values, int channels) {
    return values.size() == channels ? values : Collections.nCopies(channels, values.get(0));
  }

  boolean loads() {
    return !weightFiles.isEmpty();
  }

  /** Returns names of stages as strings of Python. */
  List<String> stageNames() {
    return axi.design().stages().stream().map(name -> "\"" + name + "\"").toList();
  }

  /** Returns bytes that hold any line of a file of weights, and its path. */
  int longestWord() {
    int parts = weightFiles.stream().mapToInt(WeightFile::parts).max().orElse(0);
    return Math.max(LONGEST_PATH, parts * UltraRule.WIDTH_BITS / 4 + 3);
  }
}
