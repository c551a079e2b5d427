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
  private static final String MEMORY = ".mem";

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
   * @param task whose memory files are all those of its folder
   */
  public Netlist of(Yosys.Task task, Yosys yosys) {
    try {
      String key = Yosys.script(task) + contents(task);
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

  /** Returns all that is read, names and lengths before it, so that no two tasks have the same text. */
  private static String contents(Yosys.Task task) throws IOException {
    StringBuilder contents = new StringBuilder();
    try (Stream<Path> all = Files.walk(task.folder())) {
      List<Path> files =
          all.filter(
                  file ->
                      file.toString().endsWith(MEMORY)
                          || task.sources().contains(task.folder().relativize(file).toString()))
              .sorted()
              .toList();
      for (Path file : files) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        contents.append(task.folder().relativize(file)).append(' ').append(text.length());
        contents.append('\n').append(text);
      }
    }
    return contents.toString();
  }
}
