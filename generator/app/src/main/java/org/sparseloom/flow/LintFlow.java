package org.sparseloom.flow;

import java.nio.file.Path;
import org.sparseloom.emit.Artifact;
import org.sparseloom.emit.FolderDestination;
import org.sparseloom.lint.LintResult;
import org.sparseloom.lint.VerilogLint;
import org.sparseloom.progress.Progress;

/** Checks the Verilog of a generated design for doubtful constructs. */
public final class LintFlow {
  private final Progress progress;

  public LintFlow(Progress progress) {
    this.progress = progress;
  }

  /** Checks and writes lint/lint.json. */
  public LintResult run(Path folder) {
    String design = DesignFolder.existing(folder).readManifest().design();
    VerilogLint lint = VerilogLint.find();
    try (Progress shown = progress) {
      shown.update("verilator --lint-only", 0, 1, design);
      LintResult result = lint.check(folder);
      new FolderDestination(folder).write(new Artifact(LintResult.FILE, Json.text(result)));
      return result;
    }
  }
}
