package org.sparseloom.pipeline;

import java.util.List;
import java.util.Optional;
import org.sparseloom.layer.RowBuffer;
import org.sparseloom.layer.Stage;

/**
 * When the rows of one stage begin and end. Rows of all images are numbered on. Filled row by row;
 * a row can be placed once the rows that it waits for have been.
 */
final class RowSchedule {
  /** A stage behind this one; rows find room in the FIFO in front of it. */
  record Consumer(RowSchedule schedule, int fifoRows) {
    int blocking(RowSchedule producer, int producerRow) {
      int row = producerRow - fifoRows;
      return row < 0 ? -1 : schedule.blocking(producer, row);
    }
  }

  private final Stage stage;
  private final Optional<? extends RowBuffer> ring;
  private final List<double[]> rowCycles;
  private final double[] begin;
  private final double[] end;
  private final int rows;
  private final int inputRows;
  private final double pixelsPerRow;
  private final double beatsPerRow;
  private final double lastPixelCycles;
  private int next;

  /**
   * An empty schedule.
   *
   * @param rowCycles per image in turn, per output row
   * @param images how many are played
   */
  RowSchedule(Stage stage, List<double[]> rowCycles, int images) {
    this.stage = stage;
    this.ring = stage.ring();
    this.rowCycles = rowCycles;
    this.rows = stage.output().shape().height();
    this.inputRows = stage.input().shape().height();
    this.pixelsPerRow = (double) stage.output().shape().width() / stage.output().pixels();
    this.beatsPerRow = (double) stage.input().beatsPerImage() / rows;
    this.lastPixelCycles = stage.input().beatsPerPixel();
    this.begin = new double[rows * images];
    this.end = new double[rows * images];
  }

  boolean canAdvance(List<RowSchedule> before, List<Consumer> behind) {
    return next < end.length
        && before.stream().allMatch(producer -> producer.next > producer.rowFor(this, next))
        && behind.stream().allMatch(consumer -> consumer.schedule().next > consumer.blocking(this, next));
  }

  /** Places the next row. */
  void advance(List<RowSchedule> before, List<Consumer> behind) {
    double from = next == 0 ? 0 : end[next - 1];
    double cycles = rowCycles.get(next / rows % rowCycles.size())[next % rows];
    double notBefore = 0;
    if (before.isEmpty()) {
      // The source gives a beat a cycle, and stops while there is no room.
      notBefore = (double) (lastInputRow(next % rows) + 1) * beatsPerInputRow();
      from = Math.max(from, next < rows && ring.isPresent() ? notBefore : 0);
    }
    for (RowSchedule producer : before) {
      // A ring waits for the whole row; beats that come straight in are worked on as they come.
      int last = producer.rowFor(this, next);
      int first = producer.firstRowFor(this, next);
      boolean whole = ring.isPresent() || producer.givesOnePixel();
      from = Math.max(from, whole ? producer.end[last] : producer.begin[first]);
      notBefore = Math.max(notBefore, producer.end[last] + cycles / beatsPerRow);
    }
    for (Consumer consumer : behind) {
      int blocking = consumer.blocking(this, next);
      if (blocking >= 0) {
        RowSchedule other = consumer.schedule();
        from = Math.max(from, other.end[blocking] - other.pixelCycles(blocking));
      }
    }
    end[next] = Math.max(from + cycles, ring.isPresent() ? 0 : notBefore);
    begin[next] = stage.givesAtEnd() ? Math.max(from, end[next] - lastPixelCycles) : from;
    next++;
  }

  /** Returns whether a single pixel comes out of an image: it comes at the very end. */
  private boolean givesOnePixel() {
    return stage.output().shape().pixels() == 1;
  }

  private double pixelCycles(int row) {
    return (end[row] - begin[row]) / pixelsPerRow;
  }

  private double beatsPerInputRow() {
    return (double) stage.input().beatsPerImage() / inputRows;
  }

  /** Returns the last input row of the image that an output row needs. */
  private int lastInputRow(int row) {
    return ring.map(buffer -> buffer.lastInputRow(row))
        .orElse(rows == inputRows ? row : inputRows - 1);
  }

  /** Returns this producer's row without which a consumer's row cannot be. */
  private int rowFor(RowSchedule consumer, int consumerRow) {
    int image = consumerRow / consumer.rows;
    int inputRow = consumer.lastInputRow(consumerRow % consumer.rows);
    // A flattened image is one row to its consumer: it needs all of the producer's.
    int own = consumer.inputRows == rows ? inputRow : rows - 1;
    return image * rows + own;
  }

  /** Returns this producer's first row that reaches a consumer's row if beats come straight in. */
  private int firstRowFor(RowSchedule consumer, int consumerRow) {
    return consumer.rows == rows ? consumerRow : consumerRow / consumer.rows * rows;
  }

  /**
   * Returns the row of this consumer that must be nearly over before a producer's row can be
   * written; -1 if there is room from the start.
   */
  private int blocking(RowSchedule producer, int producerRow) {
    if (ring.isEmpty()) {
      return blockingBeats(producer, producerRow);
    }
    RowBuffer buffer = ring.get();
    int freed = producerRow - buffer.rowSlots();
    if (freed < 0) {
      return -1;
    }
    int image = freed / inputRows;
    int inImage = freed % inputRows;
    return image * rows + buffer.lastOutputRow(inImage);
  }

  /** Without rows to keep, a producer's row waits for the row before it to have been taken. */
  private int blockingBeats(RowSchedule producer, int producerRow) {
    if (producer.rows != rows) {
      return producerRow / producer.rows - 1 < 0
          ? -1
          : (producerRow / producer.rows - 1) * rows + rows - 1;
    }
    return producerRow - 1;
  }

  /** Returns when an image's last row ends. */
  double imageEnd(int image) {
    return end[image * rows + rows - 1];
  }

  void requireFinished() {
    if (next < end.length) {
      throw new IllegalStateException(
          "stage " + stage.layer().name() + " never gets to row " + next + ": the pipeline stands still");
    }
  }
}
