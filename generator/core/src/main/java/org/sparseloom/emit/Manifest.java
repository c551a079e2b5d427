package org.sparseloom.emit;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sparseloom.problem.UserProblem;

/**
 * generated.json: what was generated and where its streams can be watched.
 *
 * @param formatVersion {@link #FORMAT_VERSION}
 * @param toolVersion version of Sparseloom that generated the design
 * @param design name of the design
 * @param network name of the network
 * @param device name of the device
 * @param top Verilog module of the whole accelerator, in rtl/TOP.v
 * @param input the stream of images
 * @param streams output stream of every stage, in order; the last one is the accelerator's output
 * @param fifos instances of the FIFOs in the top, in the order of the pipeline's edges
 * @param files all generated files but this one, in the order of their names
 * @param facts what the caller adds: source of data, calibration, predicted figures
 */
@JsonPropertyOrder({
  "formatVersion", "toolVersion", "design", "network", "device", "top", "input", "streams", "fifos",
  "files", "facts"
})
public record Manifest(
    int formatVersion,
    String toolVersion,
    String design,
    String network,
    String device,
    String top,
    StreamPlace input,
    List<StreamPlace> streams,
    List<String> fifos,
    List<String> files,
    Map<String, Object> facts) {
  public static final int FORMAT_VERSION = 2;

  /** The file's name in a design's folder. */
  public static final String FILE = "generated.json";

  public Manifest {
    streams = List.copyOf(streams);
    fifos = List.copyOf(fifos);
    files = List.copyOf(files);
    facts = new TreeMap<>(facts);
  }

  /** Returns the module of the AXI wrapper around the top. */
  public String wrapper() {
    return wrapperOf(top);
  }

  /** Returns the module of the AXI wrapper around a top. */
  static String wrapperOf(String top) {
    return top.replaceAll("_top$", "_axi");
  }

  /** Returns the text of generated.json: equal for equal contents, lines ended by a line feed. */
  public String toJson() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
    try {
      return mapper().writer(printer).writeValueAsString(this) + "\n";
    } catch (JsonProcessingException problem) {
      throw new IllegalStateException("generated.json cannot be written", problem);
    }
  }

  /**
   * Reads the text of a generated.json.
   *
   * @throws UserProblem if it is none, of another version or with unknown fields
   */
  public static Manifest parse(String json) {
    Manifest manifest;
    try {
      manifest = mapper().readValue(json, Manifest.class);
    } catch (JsonProcessingException problem) {
      throw UserProblem.usage(
          "generated.json cannot be read: " + problem.getOriginalMessage(),
          "generate the design again.");
    }
    if (manifest.formatVersion() != FORMAT_VERSION) {
      throw UserProblem.usage(
          "formatVersion (" + manifest.formatVersion() + ") of generated.json must be "
              + FORMAT_VERSION,
          "generate the design again with this version of Sparseloom.");
    }
    return manifest;
  }

  /** Returns the files that a generated.json of any version lists; none if it cannot be read. */
  public static List<String> filesOf(String json) {
    List<String> files = new ArrayList<>();
    try {
      mapper().readTree(json).path("files").forEach(file -> files.add(file.asText()));
    } catch (JsonProcessingException unreadable) {
      return List.of();
    }
    return files;
  }

  private static JsonMapper mapper() {
    return JsonMapper.builder()
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
        .build();
  }
}
