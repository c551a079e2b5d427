package org.sparseloom.layer;

/**
 * The rows that a stage keeps because its output rows are not its input rows: which of them an
 * output row needs, and when one is no longer needed. Rows are those of one image, from 0.
 */
public interface RowBuffer {
  /** Returns how many rows there is room for, whole ones and the one that is being written. */
  int rowSlots();

  /** Returns the last input row without which an output row cannot be. */
  int lastInputRow(int outputRow);

  /** Returns the output row behind which an input row's place is free. */
  int lastOutputRow(int inputRow);
}
