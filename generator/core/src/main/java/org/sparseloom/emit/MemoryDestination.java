package org.sparseloom.emit;

import java.util.Map;
import java.util.TreeMap;

/** Keeps what is written in memory; for tests. */
public final class MemoryDestination implements Destination {
  private final Map<String, String> texts = new TreeMap<>();

  @Override
  public void write(Artifact artifact) {
    texts.put(artifact.path(), artifact.text());
  }

  /** Returns all texts by path, in the order of paths. */
  public Map<String, String> texts() {
    return Map.copyOf(texts);
  }

  /** Returns the text at a path. */
  public String text(String path) {
    String text = texts.get(path);
    if (text == null) {
      throw new IllegalArgumentException("nothing was written to " + path + ": " + texts.keySet());
    }
    return text;
  }
}
