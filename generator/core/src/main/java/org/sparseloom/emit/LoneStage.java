package org.sparseloom.emit;

import java.util.List;
import java.util.Map;
import org.sparseloom.pipeline.Pipeline;

/**
 * One stage of an accelerator in a top of its own, for simulations: its memories, the connections in
 * front of it up to its producers, and an input for each of these. The top and all in it have the names
 * that they have in the whole, so that generated.json says where its streams are, and the generated
 * modules and memory files are those that it is made of.
 *
 * @param index of the stage
 * @param top Verilog of the module in the place of the accelerator's top
 * @param modules of which the top has instances, each in rtl/MODULE.v
 * @param memories paths of the memory files
 * @param output where the stage's output stream is, as generated.json must have it
 * @param loads whether memories are loaded before the first image
 */
public record LoneStage(
    int index, String top, List<String> modules, List<String> memories, StreamPlace output,
    boolean loads) {
  public LoneStage {
    modules = List.copyOf(modules);
    memories = List.copyOf(memories);
  }

  /** Returns a stage of a pipeline that was generated as {@code design}. */
  public static LoneStage of(Pipeline pipeline, String design, int index) {
    TopPlan plan = TopPlan.ofStage(pipeline, design, index);
    return new LoneStage(
        index,
        new Templates("verilog/top.stg").render("stage", Map.of("view", plan.view())),
        plan.modules(),
        plan.memories().files().stream().map(TopMemories.File::path).toList(),
        plan.streams().get(0),
        plan.memories().loads());
  }
}
