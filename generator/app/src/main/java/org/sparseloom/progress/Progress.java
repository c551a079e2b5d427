package org.sparseloom.progress;

/** Told how far a long step has come; what is done with it is the caller's affair. */
public interface Progress extends AutoCloseable {
  /**
   * Says how far a task is.
   *
   * @param task what is going on, in a few words; a new text begins a new task
   * @param done of {@code total} units
   * @param detail rate, best so far or the like; may be empty
   */
  void update(String task, long done, long total, String detail);

  @Override
  void close();

  /** Returns one that shows nothing. */
  static Progress silent() {
    return new Progress() {
      @Override
      public void update(String task, long done, long total, String detail) {}

      @Override
      public void close() {}
    };
  }
}
