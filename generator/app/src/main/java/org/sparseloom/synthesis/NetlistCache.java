package org.sparseloom.synthesis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.sparseloom.emit.FolderModuleCache;
import org.sparseloom.emit.ModuleCache;

/**
 * The counts of former runs of Yosys: equal commands on equal files are not run again, so that a
 * calibration that was cut off goes on where it was.
 */
public final class NetlistCache {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ModuleCache texts;

  private NetlistCache(ModuleCache texts) {
    this.texts = texts;
  }

  /** Returns one that keeps counts in a folder, those of every version of Yosys apart. */
  public static NetlistCache in(Path folder, Yosys yosys) {
    return new NetlistCache(new FolderModuleCache(folder, yosys.version()));
  }

  /**
   * Returns the netlist of a task, from a former run or from this one.
   *
   * @param task in whose folder nothing is yet but what the task is about
   */
  public Netlist of(Yosys.Task task, Yosys yosys) {
    try {
      String key = Yosys.script(task) + contents(task.folder());
      return JSON.readValue(texts.text(key, () -> text(yosys.synthesise(task))), Netlist.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Netlist netlist) {
    try {
      return JSON.writeValueAsString(netlist);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a netlist must be writable as JSON", e);
    }
  }

  /** Returns all files with their names and lengths, so that no two folders have the same text. */
  private static String contents(Path folder) throws IOException {
    StringBuilder contents = new StringBuilder();
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        contents.append(folder.relativize(file)).append(' ').append(text.length()).append('\n');
        contents.append(text);
      }
    }
    return contents.toString();
  }
}
