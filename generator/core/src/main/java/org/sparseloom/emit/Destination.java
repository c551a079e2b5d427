package org.sparseloom.emit;

/** Where generated files go: a folder, or memory in tests. */
public interface Destination {
  /** Writes the whole artifact or nothing; refuses paths that leave the destination. */
  void write(Artifact artifact);
}
