package org.sparseloom.network;

import java.util.HashSet;
import java.util.Set;

/** Hands out unique identifiers made from ONNX node names: "/conv1/Conv" becomes conv1_Conv. */
final class LayerNames {
  private final Set<String> taken = new HashSet<>(Set.of(Network.INPUT, "output"));

  String unique(String nodeName) {
    String legal = nodeName.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_+|_+$", "");
    String stem = legal.isEmpty() || Character.isDigit(legal.charAt(0)) ? "layer" + legal : legal;
    String name = stem;
    for (int number = 2; !taken.add(name); number++) {
      name = stem + "_" + number;
    }
    return name;
  }
}
