package org.sparseloom.search;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.sparseloom.layer.Layer;
import org.sparseloom.network.FloatKernel;
import org.sparseloom.network.Network;
import org.sparseloom.network.Node;

/** Fingerprints (SHA-256) by which a study knows its network and its images again. */
final class Digests {
  private final MessageDigest digest;

  private Digests() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Of all layers with what they read, their weights and biases. */
  static String of(Network network) {
    Digests digests = new Digests();
    for (Node node : network.nodes()) {
      Layer layer = node.layer();
      digests.add(node.toString());
      if (network.parameters().containsKey(layer.name())) {
        FloatKernel kernel = network.parameters().get(layer.name());
        digests.add(kernel.weights());
        digests.add(kernel.biases());
      }
    }
    return digests.hex();
  }

  /** Of all pixels and labels. */
  static String of(JudgingImages images) {
    Digests digests = new Digests();
    digests.add(images.shape().toString());
    images.pixels().forEach(digests::add);
    for (int label : images.labels()) {
      digests.add(label + ",");
    }
    return digests.hex();
  }

  private void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  private void add(float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    digest.update(bytes);
  }

  private String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
