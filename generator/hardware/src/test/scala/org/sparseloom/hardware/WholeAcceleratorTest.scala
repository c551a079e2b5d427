package org.sparseloom.hardware

import java.nio.file.Path
import java.util.{List => JavaList, Map => JavaMap, Optional}
import org.junit.jupiter.api.Assertions.{assertEquals, assertTrue}
import org.junit.jupiter.api.Test
import org.sparseloom.device.{Device, Resources}
import org.sparseloom.emit.{AcceleratorGenerator, Artifact, FolderDestination}
import org.sparseloom.layer.{Unit => _, _}
import org.sparseloom.network.{Network, Node, QuantisedNetwork}
import org.sparseloom.numeric.NumberFormat.{signed, unsigned}
import org.sparseloom.numeric.Requantisation
import org.sparseloom.pipeline.{ConvolutionChoice, Edge, Fifo => Connection, Pipeline}
import org.sparseloom.stream.StreamFormat
import org.sparseloom.tensor.{Shape, Weights, Window}
import scala.jdk.CollectionConverters._

/** A small network with every kind of stage becomes one design; written to target/whole-accelerator
  * for tools to read.
  */
class WholeAcceleratorTest {
  private val eight = unsigned(8)
  private val shape = new Shape(2, 8, 8)
  private val k3 = new Window(3, 3, 1, 1, 1, 1, 1, 1)
  private val k2s2 = new Window(2, 2, 2, 2, 0, 0, 0, 0)

  private def generate(): Seq[Artifact] =
    new AcceleratorGenerator(new ChiselElaborator, "test")
      .generate(pipeline(), "whole", JavaMap.of())
      .asScala
      .toSeq

  @Test def everyInstanceOfTheTopHasAModuleAndTheFilesAreTheSameTwice(): Unit = {
    val files = generate()
    val folder = new FolderDestination(Path.of("target", "whole-accelerator"))
    files.foreach(folder.write)
    val modules =
      files.flatMap(f => "(?m)^module (\\w+)".r.findAllMatchIn(f.text).map(_.group(1)))
    assertEquals(modules.distinct, modules, "modules are defined once")
    val top = files.find(_.path == "rtl/whole_top.v").get.text
    val instantiated = "(?m)^  (\\w+) (?:#\\(|\\w+ \\()".r.findAllMatchIn(top).map(_.group(1)).toSet
    assertTrue(instantiated.size >= 10, instantiated.toString)
    assertEquals(Set.empty, instantiated -- modules - "always")
    assertEquals(files, generate())
  }

  private def pipeline(): Pipeline = {
    val conv = convolution("conv", shape, 4, k3)
    val pool = new MaxPooling("pool", new Shape(4, 8, 8), k2s2)
    val dense = convolution("dense", new Shape(4, 4, 4), 6, Window.pointwise())
    val average = new AveragePooling("average", new Shape(6, 4, 4), k2s2)
    val global = new GlobalAveragePooling("global", new Shape(6, 2, 2))
    val quantised = Seq(
      quantise(conv),
      new QuantisedLayer(pool, eight, 1, eight, 1, 0, Optional.empty, Optional.empty),
      quantise(dense),
      mean(average, 4),
      mean(global, 4)
    )
    val stages: Seq[Stage] = Seq(
      new ConvolutionChoice("sparse", new Folding(1, 2, 2, 3, 2)).stage(quantised(0)),
      new MaxPoolingStage(pool, stream(pool.inputShape, 1), stream(pool.outputShape, 1)),
      new ConvolutionDenseStage(ConvolutionGrid.of(quantised(2), new Folding(2, 2, 3, 2, 3))),
      new AveragePoolingStage(average, stream(average.inputShape, 2), stream(average.outputShape, 2), 17),
      new GlobalAveragePoolingStage(global, stream(global.inputShape, 6), stream(global.outputShape, 6), 17)
    )
    val edges = stages.zipWithIndex.map { case (stage, index) =>
      val from = if (index == 0) stage.input else stages(index - 1).output
      val fifo = new Connection(s"fifo_$index", from, stage.input, if (index % 2 == 0) 2 else 8)
      new Edge(index - 1, index, 0, fifo)
    }
    val names = Network.INPUT +: quantised.map(_.layer.name)
    val nodes = quantised.zip(names).map { case (q, before) => new Node(q.layer, JavaList.of(before)) }
    val network = new Network("whole", shape, nodes.asJava, JavaMap.of(), JavaList.of())
    val device = new Device("Z7020", "xc7", new Resources(220, 53200, 106400, 140, 0), 0.85, 143)
    new Pipeline(new QuantisedNetwork(network, eight, 1, quantised.asJava), device, stages.asJava, edges.asJava)
  }

  private def stream(shape: Shape, lanes: Int) = new StreamFormat(shape, lanes, eight)

  private def convolution(name: String, input: Shape, outputs: Int, window: Window) =
    new Convolution(name, input, outputs, window, Activation.RELU)

  private def quantise(layer: Convolution): QuantisedLayer = {
    val size = layer.outputs * layer.pairsPerOutput
    val values = Array.tabulate(size)(i => if (i % 3 == 0) 0 else i * 37 % 255 - 127)
    val weights = new Weights(layer.outputs, layer.window.kernelHeight, layer.window.kernelWidth,
      layer.inputShape.channels, values)
    val requantisation = new Requantisation(
      (0 until layer.outputs).map(i => Long.box(i * 100L - 150)).asJava,
      (0 until layer.outputs).map(i => Int.box(30000 + i)).asJava, 22, eight, 3)
    new QuantisedLayer(layer, eight, 1, eight, 1, signed(8).bits, Optional.of(weights), Optional.of(requantisation))
  }

  private def mean(layer: Layer, values: Int) = new QuantisedLayer(layer, eight, 1, eight, 1, 0, Optional.empty,
    Optional.of(new Requantisation(JavaList.of(Long.box(0L)), JavaList.of((1 << 17) / values), 17, eight, 0)))
}
