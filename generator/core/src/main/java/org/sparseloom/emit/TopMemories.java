package org.sparseloom.emit;

import java.util.ArrayList;
import java.util.List;
import org.sparseloom.layer.MemoryImage;
import org.sparseloom.layer.MemoryPort;
import org.sparseloom.layer.Stage;
import org.sparseloom.pipeline.MemoryPlacement;
import org.sparseloom.pipeline.Pipeline;
import org.sparseloom.resource.UltraRule;

/**
 * The memories in a top, the files that they are read from, and the order in which those in UltraRAM are
 * loaded; filled once, then read.
 */
final class TopMemories {
  private static final String FIRST_TURN = "1'b1";

  private final MemoryPlacement placement;
  private final Names names;
  private final List<File> files = new ArrayList<>();
  private final List<File> loadedFiles = new ArrayList<>();

  /** The net that is high when the last memory so far that is loaded has been. */
  private String loadedNet = FIRST_TURN;

  /** Where the contents of a memory are, and which stage, from 0, reads it. */
  record File(String path, MemoryPort port, int stage) {
    /** Returns the words of UltraRAM, of 72 bits, by which a word is loaded. */
    int parts() {
      return (port.widthBits() + UltraRule.WIDTH_BITS - 1) / UltraRule.WIDTH_BITS;
    }
  }

  /** No memories yet; the names are those of all in the top. */
  TopMemories(MemoryPlacement placement, Names names) {
    this.placement = placement;
    this.names = names;
  }

  /**
   * Adds a memory.
   *
   * @param stage name of its stage's instance
   * @param index of the stage
   * @param wires of the block, to which those of the memory are added
   * @param instances of the block, to which the memory is added
   * @param stagePorts of the stage's instance, to which those towards the memory are added
   */
  void add(
      String stage,
      int index,
      MemoryPort port,
      List<String> wires,
      List<TopView.Instance> instances,
      List<TopView.Connection> stagePorts) {
    boolean ultra = placement.isUltra(index, port);
    String name = names.unique(stage + "_" + port.name());
    String address = names.unique(name + "_address");
    String data = names.unique(name + "_data");
    File file = new File("memory/" + name + ".mem", port, index);
    files.add(file);
    wires.add(TopView.wide(port.addressBits(), address));
    wires.add(TopView.wide(port.widthBits(), data));
    List<TopView.Connection> ports =
        new ArrayList<>(
            List.of(
                new TopView.Connection("clock", "clock"),
                new TopView.Connection("address", address),
                new TopView.Connection("data", data)));
    if (ultra) {
      wires.add(load(file, name, ports));
    }
    instances.add(
        new TopView.Instance(
            ultra ? "ultra_memory" : port.block() ? "block_rom" : "distributed_rom",
            name,
            List.of(
                new TopView.Connection("WIDTH", Integer.toString(port.widthBits())),
                new TopView.Connection("DEPTH", Integer.toString(port.depth())),
                new TopView.Connection("ADDRESS_BITS", Integer.toString(port.addressBits())),
                new TopView.Connection("FILE", "\"" + file.path() + "\"")),
            ports));
    stagePorts.add(new TopView.Connection(port.name() + "_address", address));
    stagePorts.add(new TopView.Connection(port.name() + "_data", data));
  }

  /** Lets a memory be loaded behind all before it; returns the net that says that it has been. */
  private String load(File file, String name, List<TopView.Connection> ports) {
    loadedFiles.add(file);
    String loaded = names.unique(name + "_loaded");
    ports.add(new TopView.Connection("load_valid", "weights_tvalid"));
    ports.add(new TopView.Connection("load_data", "weights_tdata"));
    ports.add(new TopView.Connection("load_turn", loadedNet));
    ports.add(new TopView.Connection("load_restart", "reset && !weights_loaded"));
    ports.add(new TopView.Connection("loaded", loaded));
    loadedNet = loaded;
    return loaded;
  }

  /** Returns whether memories are loaded before the first image. */
  boolean loads() {
    return !loadedFiles.isEmpty();
  }

  /** Returns the net that is high when all memories that are loaded have been. */
  String loadedNet() {
    return loadedNet;
  }

  /** Returns the words of 72 bits by which memories are loaded. */
  long loadedWords() {
    return loadedFiles.stream().mapToLong(file -> (long) file.port().depth() * file.parts()).sum();
  }

  /** Returns the files of the memories that are loaded, in the order of loading. */
  List<File> loadedFiles() {
    return List.copyOf(loadedFiles);
  }

  /** Returns the files of all memories, in the order of the stages. */
  List<File> files() {
    return List.copyOf(files);
  }

  /** Returns what the files of all memories hold, in their order. */
  List<MemoryImage> contents(Pipeline pipeline) {
    return files.stream()
        .map(File::stage)
        .distinct()
        .flatMap(stage -> contents(pipeline, stage).stream())
        .toList();
  }

  private static List<MemoryImage> contents(Pipeline pipeline, int stage) {
    Stage built = pipeline.stages().get(stage);
    List<MemoryImage> contents = built.contents(pipeline.network().layers().get(stage));
    if (!contents.stream().map(MemoryImage::port).toList().equals(built.memories())) {
      throw new IllegalStateException(
          built.layer().name() + ": contents must be of the stage's memories, in their order");
    }
    return contents;
  }
}
