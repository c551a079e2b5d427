package org.sparseloom.synthesis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sparseloom.emit.Manifest;
import org.sparseloom.file.FileReason;
import org.sparseloom.layer.Stage;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
import org.sparseloom.program.ChildProcess;
import org.sparseloom.program.ProgramPath;

/** Runs Yosys' synth_xilinx on a folder of Verilog, hierarchy kept, and counts the cells. */
public final class Yosys {
  /**
   * Hierarchy is kept (no -flatten) so that a module shared by many engines is mapped once and the
   * counts can be laid beside the model's units; -nowidelut because Yosys' MUXF trees double the
   * multiplexers (engine study, section 7).
   */
  private static final String SYNTHESIS = "synth_xilinx -family %s -top %s -noiopad -noclkbuf -nowidelut";

  /** The contents of UltraRAM are no part of a netlist; without a name, equal ones are one module. */
  private static final String NAMELESS_ULTRA_MEMORIES = "setparam -set FILE \"\" t:ultra_memory\n";

  /**
   * Library cells that no generated design has, with thousands of ports that several passes go
   * through for every module: transceivers, processors, memory controllers, converters, clocking.
   */
  private static final String UNUSED_LIBRARY =
      "=GT* =PCIE* =PS7 =PS8 =HBM* =CMAC* =ILKN* =RFADC =RFDAC =XADC =SYSMON* =MMCM* =PLL* =ISERDES*"
          + " =OSERDES* =PHASER* =PHY_CONTROL =VCU =FE =TEMAC* =EMAC* =DCM*";

  private static final String STATISTICS = "statistics.json";
  private static final String NETLIST = "netlist.json";

  private final Path executable;

  private Yosys(Path executable) {
    this.executable = executable;
  }

  /**
   * Finds yosys in the folders of the environment variable PATH.
   *
   * @throws UserProblem saying how to install it if it is missing, exit code 1
   */
  public static Yosys find() {
    return new Yosys(ProgramPath.ofEnvironment().require("yosys", "counting resources"));
  }

  /** Returns the first line of `yosys -V`, e.g. "Yosys 0.23 (git sha1 ...)". */
  public String version() {
    return ChildProcess.output(List.of(executable.toString(), "-V")).replaceAll("\\s*\\(.*", "");
  }

  /** Returns the synthesis command for a family ("xc7", "xcup") and top module. */
  public static String command(String family, String top) {
    return String.format(SYNTHESIS, family, top) + (family.equals("xcup") ? " -uram" : "");
  }

  /**
   * What to synthesise.
   *
   * @param folder current directory of the run, from which memory files are found
   * @param sources Verilog files, relative to the folder
   * @param memories contents that equal block memories shall share
   * @param family "xc7" or "xcup"
   * @param top module
   * @param work folder for script, log and statistics, below {@code folder}
   */
  public record Task(
      Path folder, List<String> sources, List<SharedMemory> memories, String family, String top,
      Path work) {
    private String place(String file) {
      return folder.toAbsolutePath().relativize(work.resolve(file).toAbsolutePath()).toString();
    }
  }

  /** Synthesises and counts the cells. */
  public Netlist synthesise(Task task) {
    run(task, "");
    return read(task, () -> Netlist.read(task.work().resolve(STATISTICS)));
  }

  /**
   * Synthesises, counts the cells, and finds the longest way into every instance in the top.
   *
   * @param accelerator the module in the top whose instances are looked at as well
   */
  public Mapped map(Task task, String accelerator) {
    run(task, "write_json " + task.place(NETLIST) + "\n");
    return read(
        task,
        () -> {
          Path netlist = task.work().resolve(NETLIST);
          LogicLevels levels = LogicLevels.read(netlist);
          Mapped mapped =
              new Mapped(
                  Netlist.read(task.work().resolve(STATISTICS)),
                  levels.byInstance(accelerator), levels.byInstance(task.top()));
          // Hundreds of megabytes, which the script makes again.
          Files.delete(netlist);
          return mapped;
        });
  }

  /** What was counted, and the longest ways by instance, of the accelerator and of the wrapper. */
  public record Mapped(
      Netlist cells, Map<String, RegisterPath> accelerator, Map<String, RegisterPath> wrapper) {
    /** Returns the longest ways by stage. */
    public LogicPaths pathsOf(List<Stage> stages, Manifest manifest) {
      return LogicPaths.of(accelerator, wrapper, stages, manifest);
    }
  }

  private interface Reading<T> {
    T read() throws IOException;
  }

  private static <T> T read(Task task, Reading<T> reading) {
    try {
      return reading.read();
    } catch (IOException e) {
      throw unwritten(task, e);
    }
  }

  private static UserProblem unwritten(Task task, IOException e) {
    return new UserProblem(
        ExitCode.OTHER, "synthesis in " + task.work() + ": " + FileReason.of(e), "check the disk", e);
  }

  /** Returns the commands that synthesise and count. */
  static String script(Task task) {
    String command = command(task.family(), task.top());
    return "read_verilog " + String.join(" ", task.sources()) + "\n"
        + task.memories().stream()
            .map(memory -> memory.command() + "\n")
            .collect(Collectors.joining())
        + NAMELESS_ULTRA_MEMORIES
        + command + " -run begin:prepare\n"
        + "delete " + UNUSED_LIBRARY + "\n"
        + command + " -run prepare:\n"
        + "tee -o " + task.place(STATISTICS) + " stat -json\n";
  }

  private void run(Task task, String more) {
    Path script = task.work().resolve("synthesis.ys");
    try {
      Files.createDirectories(task.work());
      Files.writeString(script, script(task) + more);
    } catch (IOException e) {
      throw unwritten(task, e);
    }
    run(task.folder(), script, task.work());
  }

  /**
   * Runs a script.
   *
   * @param folder current directory of the run
   * @param work folder for yosys.log
   */
  public void run(Path folder, Path script, Path work) {
    Path log = work.resolve("yosys.log");
    int status =
        ChildProcess.run(
            List.of(
                executable.toString(), "-q", "-l", log.toAbsolutePath().toString(), "-s",
                script.toAbsolutePath().toString()),
            folder, work.resolve("yosys.out"));
    if (status != 0) {
      throw new UserProblem(
          ExitCode.OTHER,
          "yosys ended with status " + status + ", see " + log,
          "the log's last lines name the file that it could not read");
    }
  }
}
