package org.sparseloom.layer;

/**
 * Memories of a stage that are alike but for their names and what they hold.
 *
 * @param like any of them
 * @param count of them all
 */
public record MemoryKind(MemoryPort like, int count) {
  public MemoryKind {
    if (count < 1) {
      throw new IllegalArgumentException(
          "count (" + count + ") of memories like " + like.name() + " must be at least 1");
    }
  }
}
