package org.sparseloom.emit.hls;

import java.util.List;
import org.sparseloom.tensor.Shape;

/**
 * What the template hls/top.stg prints.
 *
 * @param module function of the whole accelerator
 * @param input stream of the images, behind the words that come in
 * @param output stream of the last stage
 * @param watched the images, the outputs of all stages, the result
 */
record TopView(
    String module,
    StreamView input,
    StreamView output,
    List<StageView> stages,
    List<ForkView> forks,
    List<Block> blocks,
    List<Watched> watched) {

  /** A function that gives the beats of one stream to several. */
  record ForkView(String name, String stream, String beat, List<String> ends, long beats) {}

  /** A stage with what stands in front of it: streams, then calls. */
  record Block(String comment, List<Channel> channels, List<String> calls) {}

  /** A stream between two functions. */
  record Channel(String stream, String name, int depth, String storage) {}

  /** A stream that the testbench compares with the values in a file. */
  record Watched(String quotedName, String file, Shape shape) {}

  String inputWord() {
    return input.word();
  }

  String outputWord() {
    return output.word();
  }
}
