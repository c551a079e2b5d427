package org.sparseloom.synthesis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.sparseloom.file.FileReason;
import org.sparseloom.problem.ExitCode;
import org.sparseloom.problem.UserProblem;
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
    ProgramPath path = ProgramPath.ofEnvironment();
    return path.find("yosys")
        .map(Yosys::new)
        .orElseThrow(
            () ->
                new UserProblem(
                    ExitCode.OTHER,
                    "counting resources needs yosys, not found in the folders of PATH ("
                        + path.folders() + ")",
                    "install with: sudo apt-get install yosys"));
  }

  /** Returns the first line of `yosys -V`, e.g. "Yosys 0.23 (git sha1 ...)". */
  public String version() {
    try {
      Process process = new ProcessBuilder(executable.toString(), "-V").redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      process.waitFor();
      return text.strip().replaceAll("\\s*\\(.*", "");
    } catch (IOException e) {
      throw new UserProblem(ExitCode.OTHER, "yosys does not start: " + FileReason.of(e), "reinstall it");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Returns the synthesis command for a family ("xc7", "xcup") and top module. */
  public static String command(String family, String top) {
    return String.format(SYNTHESIS, family, top) + (family.equals("xcup") ? " -uram" : "");
  }

  /**
   * Synthesises.
   *
   * @param folder current directory of the run, from which memory files are found
   * @param sources Verilog files, relative to the folder
   * @param memories contents that equal block memories shall share
   * @param work folder for script, log and statistics, below {@code folder}
   */
  public Netlist synthesise(
      Path folder, List<String> sources, List<SharedMemory> memories, String family, String top,
      Path work) {
    try {
      Files.createDirectories(work);
      Path statistics = work.resolve("statistics.json");
      Path script = work.resolve("synthesis.ys");
      Path log = work.resolve("yosys.log");
      Files.writeString(
          script,
          "read_verilog -sv " + String.join(" ", sources) + "\n"
              + memories.stream()
                  .map(memory -> memory.command() + "\n")
                  .collect(Collectors.joining())
              + NAMELESS_ULTRA_MEMORIES
              + command(family, top) + " -run begin:prepare\n"
              + "delete " + UNUSED_LIBRARY + "\n"
              + command(family, top) + " -run prepare:\n"
              + "tee -o " + folder.toAbsolutePath().relativize(statistics.toAbsolutePath())
              + " stat -json\n");
      Process process =
          new ProcessBuilder(
                  executable.toString(), "-q", "-l", log.toAbsolutePath().toString(),
                  "-s", script.toAbsolutePath().toString())
              .directory(folder.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      boolean ended = ends(process);
      if (!ended || process.exitValue() != 0) {
        throw new UserProblem(
            ExitCode.OTHER,
            "yosys ended with status " + (ended ? process.exitValue() : -1) + ", see " + log,
            "the log's last lines name the file that it could not read");
      }
      return Netlist.read(statistics);
    } catch (IOException e) {
      throw new UserProblem(ExitCode.OTHER, "synthesis in " + work + ": " + FileReason.of(e), "check the disk", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** Waits; the process goes with the virtual machine and with an interrupted thread. */
  private static boolean ends(Process process) throws InterruptedException {
    Thread killer = new Thread(process::destroy);
    Runtime.getRuntime().addShutdownHook(killer);
    try {
      return process.waitFor(6, TimeUnit.HOURS);
    } finally {
      process.destroy();
      Runtime.getRuntime().removeShutdownHook(killer);
    }
  }
}
