package org.sparseloom.emit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.sparseloom.axi.AxiDesign;
import org.sparseloom.axi.AxiStream;
import org.sparseloom.axi.AxiView;
import org.sparseloom.pipeline.Pipeline;

/** The files of the AXI wrapper around an accelerator's top (docs/axi.md), all in axi/. */
final class AxiWrapper {
  private static final String FOLDER = "axi/";
  private static final int HASH_BYTES = 8;

  private final Templates stream = new Templates("axi/stream.stg");
  private final Templates lite = new Templates("axi/lite.stg");
  private final Templates wrapper = new Templates("axi/wrapper.stg");
  private final Templates software = new Templates("axi/software.stg");

  /**
   * Returns what the wrapper's files print.
   *
   * @param artifacts what it is wrapped around, from which the design's hash is made
   * @param busBits width of both streams
   */
  AxiView view(TopPlan plan, Pipeline pipeline, List<Artifact> artifacts, int busBits) {
    return AxiView.of(
        new AxiDesign(
            module(plan),
            plan.module(),
            AxiStream.of(pipeline.images(), busBits),
            AxiStream.of(pipeline.results(), busBits),
            plan.streams().stream().map(AxiWrapper::printable).toList(),
            plan.memories().loadedWords(),
            hash(artifacts, busBits)));
  }

  /** Returns the wrapper's files. */
  List<Artifact> files(AxiView view, String header) {
    String module = view.design().module();
    Map<String, Object> headerOnly = Map.of("header", header);
    Map<String, Object> all = Map.of("header", header, "view", view);
    List<Artifact> files = new ArrayList<>();
    for (String part : List.of("slice", "repack", "frame", "unpack", "pack")) {
      files.add(new Artifact(FOLDER + "axi_" + part + ".v", stream.render(part, headerOnly)));
    }
    for (String part : List.of("lite", "counter")) {
      files.add(new Artifact(FOLDER + "axi_" + part + ".v", lite.render(part, headerOnly)));
    }
    files.add(new Artifact(FOLDER + module + "_registers.v", lite.render("registers", all)));
    files.add(new Artifact(FOLDER + module + ".v", wrapper.render("wrapper", all)));
    files.add(new Artifact(FOLDER + module + ".h", software.render("cHeader", all)));
    files.add(new Artifact(FOLDER + module + ".md", software.render("markdown", all)));
    return files;
  }

  /** Returns the name of the wrapper. */
  static String module(TopPlan plan) {
    return Manifest.wrapperOf(plan.module());
  }

  /** Returns a stage's name as it can stand in a comment and in a table. */
  private static String printable(StreamPlace stage) {
    return stage.stage().replaceAll("[^A-Za-z0-9_./ -]", "_");
  }

  private static String hash(List<Artifact> artifacts, int busBits) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((byte) (busBits / Byte.SIZE));
      for (Artifact artifact : artifacts) {
        digest.update(artifact.path().getBytes(StandardCharsets.UTF_8));
        digest.update(artifact.text().getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException problem) {
      throw new IllegalStateException("every Java has SHA-256", problem);
    }
  }
}
