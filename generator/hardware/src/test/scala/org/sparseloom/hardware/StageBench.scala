package org.sparseloom.hardware

import java.nio.file.{Files, Path}
import org.sparseloom.layer.{QuantisedLayer, Stage}
import org.sparseloom.stream.StreamFormat
import org.sparseloom.tensor.Tensor
import scala.jdk.CollectionConverters._

/** A stage with what goes in and what must come out.
  *
  * @param steadyImages
  *   images at the start that are sent and taken at full rate; behind them both ends stall at random
  * @param constants
  *   inputs of the module that are tied to a number
  * @param otherInputs
  *   images of the second and further inputs of a stage that has some, each as many as `inputs`
  */
final case class BenchCase(
    name: String,
    stage: Stage,
    quantised: QuantisedLayer,
    constants: Map[String, Long],
    inputs: Seq[Tensor],
    expected: Seq[Tensor],
    steadyImages: Int,
    otherInputs: Seq[Seq[Tensor]] = Seq.empty
)

/** What was seen of one case.
  *
  * @param imageEnds
  *   cycle of the last output beat of every steady image
  * @param firstOutput
  *   cycles from the first input transfer to the first output transfer
  * @param problems
  *   wrong beats, broken handshakes, missing or surplus beats
  */
final case class BenchResult(imageEnds: Seq[Long], firstOutput: Long, problems: Seq[String]) {

  /** Cycles between the ends of the last two steady images. */
  def interval: Long = imageEnds.last - imageEnds(imageEnds.size - 2)
}

/** Runs many stages side by side in one Verilator build: stages, memories, drivers and checkers are
  * one Verilog text, C++ only turns the clock.
  */
final class StageBench(folder: Path) {

  def run(cases: Seq[BenchCase]): Map[String, BenchResult] = {
    Files.createDirectories(folder)
    cases.map(_.stage).distinctBy(_.moduleName).foreach { stage =>
      write(s"${stage.moduleName}.v",
        VerilogEmitter.emit(stage.moduleName, () => StageModules.of(stage)))
    }
    write("primitives.v", Primitives.text(ultra = true))
    cases.zipWithIndex.foreach { case (test, index) => write(s"bench_$index.sv", bench(test, index)) }
    write("top.sv", top(cases.size))
    write("main.cpp", StageBench.Main)
    val sources = cases.map(_.stage.moduleName).distinct.map(_ + ".v") ++
      cases.indices.map(index => s"bench_$index.sv")
    // format: off
    execute(Seq("verilator", "--cc", "--exe", "--build", "-j", "2", "--x-assign", "unique",
      "--x-initial", "unique", "-Wno-fatal", "-Wno-WIDTH", "-Wno-UNUSED", "--flatten",
      "-MAKEFLAGS", StageBench.Unoptimised, "--top-module", "Top", "--Mdir", "obj", "main.cpp",
      "top.sv", "primitives.v") ++ sources)
    // format: on
    parse(cases, execute(Seq("obj/VTop", "+verilator+rand+reset+2", "+verilator+seed+7")))
  }

  private def parse(cases: Seq[BenchCase], output: Seq[String]): Map[String, BenchResult] =
    cases.zipWithIndex.map { case (test, index) =>
      val mine = output.filter(_.startsWith(s"case $index ")).map(_.split(" ", 4).drop(2))
      def numbers(word: String) = mine.filter(_.head == word).map(_(1).toLong)
      val problems = mine.filter(_.head == "problem").map(_(1))
      val unfinished = if (numbers("finished").isEmpty) Seq("did not finish") else Seq.empty
      test.name -> BenchResult(
        numbers("image"),
        numbers("first").headOption.getOrElse(-1),
        problems ++ unfinished
      )
    }.toMap

  private def write(name: String, text: String): Unit = {
    Files.writeString(folder.resolve(name), text)
    ()
  }

  private def hexFile(name: String, words: Seq[BigInt]): String = {
    write(name, words.map(_.toString(16)).mkString("", "\n", "\n"))
    name
  }

  private def beats(images: Seq[Tensor], format: StreamFormat): Seq[BigInt] =
    images.flatMap { image =>
      image.values.indices.map(format.element).map(image.values()(_))
    }.grouped(format.values).map { beat =>
      beat.zipWithIndex.map { case (value, index) =>
        BigInt(format.format.encode(value)) << (index * format.format.bits)
      }.sum
    }.toSeq

  private def execute(command: Seq[String]): Seq[String] = {
    val log = folder.resolve("log.txt").toFile
    val process = new ProcessBuilder(command.asJava)
      .directory(folder.toFile)
      .redirectErrorStream(true)
      .redirectOutput(log)
      .start()
    val status = process.waitFor()
    val lines = Files.readAllLines(log.toPath).asScala.toSeq
    require(status == 0, s"${command.take(1)} ended with $status:\n${lines.takeRight(30).mkString("\n")}")
    lines
  }

  private def top(count: Int): String = {
    val benches = (0 until count).map(i => s"  Bench_$i bench_$i(clock, reset, finished[$i]);")
    s"""module Top(input clock, input reset, output all_finished);
       |  wire [${count - 1}:0] finished;
       |  assign all_finished = &finished;
       |${benches.mkString("\n")}
       |endmodule
       |""".stripMargin
  }

  /** Sends beats; held back by random bits of its own, so that two inputs stall apart. */
  private def source(
      index: Int,
      name: String,
      format: StreamFormat,
      stimulus: Seq[BigInt],
      number: Int
  ): StageBench.Source = {
    val file = hexFile(s"bench_${index}_$name.mem", stimulus)
    val low = 5 + 8 * number
    val three = s"random[${low + 2}:$low]"
    StageBench.Source(
      s"""  reg [${format.widthBits - 1}:0] ${name}_beats [0:${stimulus.size - 1}];
         |  initial $$readmemh("$file", ${name}_beats);
         |  integer ${name}_sent;
         |  reg ${name}_valid;
         |  wire ${name}_ready;
         |  wire ${name}_sending = ${name}_valid && ${name}_ready;
         |  wire ${name}_hold = stalls && (kind == 0 ? random[$low] : kind == 1 ? |$three : kind == 2 && &$three);
         |  always @(posedge clock) if (reset) begin
         |    ${name}_sent <= 0; ${name}_valid <= 0;
         |  end else begin
         |    if (${name}_sending) ${name}_sent <= ${name}_sent + 1;
         |    if (!${name}_valid || ${name}_ready)
         |      ${name}_valid <= ${name}_sent + (${name}_sending ? 1 : 0) < ${stimulus.size} && !${name}_hold;
         |  end
         |""".stripMargin,
      s".${name}_valid(${name}_valid), .${name}_ready(${name}_ready)," +
        s" .${name}_bits(${name}_beats[${name}_sent < ${stimulus.size} ? ${name}_sent : 0]),"
    )
  }

  private def bench(test: BenchCase, index: Int): String = {
    val stage = test.stage
    val sources = stage.inputs.asScala.toSeq.zip(test.inputs +: test.otherInputs).zipWithIndex.map {
      case ((format, images), number) =>
        source(index, if (number == 0) "in" else s"in$number", format, beats(images, format), number)
    }
    val answers = beats(test.expected, stage.output)
    val perImage = stage.output.beatsPerImage
    val steadyBeats = perImage * test.steadyImages
    val memories = stage.contents(test.quantised).asScala.toSeq.map { image =>
      val name = image.port.name
      val file = hexFile(s"bench_${index}_$name.mem", image.words.asScala.toSeq.map(BigInt(_)))
      s"""  wire [${image.port.addressBits - 1}:0] ${name}_address;
         |  reg [${image.port.widthBits - 1}:0] ${name}_data;
         |  reg [${image.port.widthBits - 1}:0] ${name}_words [0:${image.port.depth - 1}];
         |  initial $$readmemh("$file", ${name}_words);
         |  always @(posedge clock) ${name}_data <= ${name}_words[${name}_address];
         |""".stripMargin
    }
    val pins = stage.memories.asScala.toSeq.flatMap { port =>
      Seq(s".${port.name}_address(${port.name}_address)", s".${port.name}_data(${port.name}_data)")
    } ++ test.constants.map { case (name, value) => s".$name($value)" }
    val outputFile = hexFile(s"bench_${index}_out.mem", answers)
    s"""module Bench_$index(input clock, input reset, output reg finished);
       |  reg [${stage.output.widthBits - 1}:0] answers [0:${answers.size - 1}];
       |  initial $$readmemh("$outputFile", answers);
       |${memories.mkString("\n")}
       |  integer received, cycle, first, idle;
       |  reg out_ready, was_refused;
       |  reg [${stage.output.widthBits - 1}:0] refused_bits;
       |  reg [31:0] random;
       |  wire out_valid;
       |  wire [${stage.output.widthBits - 1}:0] out_bits;
       |  wire stalls = received >= $steadyBeats;
       |  wire [1:0] kind = cycle[8:7];
       |  wire hold_out = stalls && (kind == 0 ? random[9] : kind == 2 ? |random[11:9] : kind == 1 && &random[11:9]);
       |${sources.map(_.text).mkString("\n")}
       |  wire taking = out_valid && out_ready;
       |  ${stage.moduleName} stage(.clock(clock), .reset(reset),
       |    ${sources.map(_.pins).mkString(" ")}
       |    .out_valid(out_valid), .out_ready(out_ready), .out_bits(out_bits)${pins.map(", " + _).mkString});
       |  always @(posedge clock) if (reset) begin
       |    received <= 0; cycle <= 0; first <= -1; idle <= 0; finished <= 0;
       |    out_ready <= 0; was_refused <= 0; random <= ${0x1234567 + index * 7919};
       |  end else begin
       |    random <= random * 32'd1664525 + 32'd1013904223;
       |    cycle <= cycle + 1;
       |    if (in_sending && in_sent == 0) first <= cycle;
       |    out_ready <= !hold_out;
       |    was_refused <= out_valid && !out_ready;
       |    refused_bits <= out_bits;
       |    if (was_refused && !(out_valid && out_bits === refused_bits))
       |      $$display("case $index problem valid_withdrawn_at_beat_%0d", received);
       |    if (taking) begin
       |      if (received >= ${answers.size}) $$display("case $index problem surplus_beat");
       |      else if (out_bits !== answers[received])
       |        $$display("case $index problem beat_%0d_expected_%0h_got_%0h", received, answers[received], out_bits);
       |      if (received == 0) $$display("case $index first %0d", cycle - first);
       |      if (received < $steadyBeats && received % $perImage == ${perImage - 1})
       |        $$display("case $index image %0d", cycle);
       |      received <= received + 1;
       |    end
       |    if (received >= ${answers.size}) idle <= idle + 1;
       |    if (idle == 300 && !finished) begin
       |      finished <= 1;
       |      $$display("case $index finished %0d", received);
       |    end
       |  end
       |endmodule
       |""".stripMargin
  }
}

object StageBench {

  /** Verilog that drives one input of a stage, and its pins. */
  private final case class Source(text: String, pins: String)

  /** The benches run for some thousand cycles: optimised C++ takes minutes to make and saves a second.
    * Verilator's makefile puts its own -Os behind what -CFLAGS says. All C++ is compiled as one file,
    * which reads the headers once (convolutions: 32 s of processor time, 77 s in 29 files).
    */
  private val Unoptimised = "VM_PARALLEL_BUILDS=0 OPT_FAST=-O0 OPT_GLOBAL=-O0"

  private val Main =
    """#include "VTop.h"
      |#include "verilated.h"
      |int main(int argc, char** argv) {
      |  VerilatedContext context;
      |  context.commandArgs(argc, argv);
      |  VTop top{&context};
      |  for (long cycle = 0; cycle < 2000000 && !(cycle > 20 && top.all_finished); cycle++) {
      |    top.reset = cycle < 10;
      |    top.clock = 0;
      |    top.eval();
      |    top.clock = 1;
      |    top.eval();
      |  }
      |  top.final();
      |  return 0;
      |}
      |""".stripMargin
}
