package org.sparseloom.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.sparseloom.progress.Progress;

/** Where commands print: results to {@code out}, progress and problems to {@code errors}. */
record Terminal(PrintStream out, PrintStream errors, boolean interactive) {
  private static final long LINE_EVERY_NANOS = 5_000_000_000L;

  void line(String format, Object... values) {
    out.println(values.length == 0 ? format : String.format(java.util.Locale.ROOT, format, values));
  }

  /** Returns a progress display: a moving bar on a terminal, else a line every five seconds. */
  Progress progress() {
    return interactive ? new BarProgress() : new LineProgress();
  }

  private final class BarProgress implements Progress {
    private ProgressBar bar;
    private String shown = "";

    @Override
    public void update(String task, long done, long total, String detail) {
      if (bar == null || !shown.equals(task)) {
        close();
        shown = task;
        bar =
            new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(500)
                .setConsumer(new ConsoleProgressBarConsumer(errors))
                .build();
      }
      bar.maxHint(total);
      bar.setExtraMessage(" " + detail);
      bar.stepTo(done);
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
        bar = null;
        shown = "";
      }
    }
  }

  private final class LineProgress implements Progress {
    private long last = System.nanoTime();

    @Override
    public void update(String task, long done, long total, String detail) {
      long now = System.nanoTime();
      if (now - last >= LINE_EVERY_NANOS) {
        last = now;
        errors.println(task + " " + done + "/" + total + (detail.isEmpty() ? "" : "  " + detail));
      }
    }

    @Override
    public void close() {}
  }
}
