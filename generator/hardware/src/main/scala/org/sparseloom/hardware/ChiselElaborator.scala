package org.sparseloom.hardware

import chisel3.Module
import java.util.concurrent.{Callable, ExecutionException, Executors}
import java.util.concurrent.atomic.AtomicInteger
import java.util.{List => JavaList}
import org.sparseloom.emit.{Artifact, ModuleCache, RtlElaborator}
import org.sparseloom.pipeline.Pipeline
import scala.jdk.CollectionConverters._
import scala.util.control.NonFatal

/** Makes Verilog of stages and connections with Chisel: one file for every distinct module name, and
  * primitives.v with the leaves that all of them share. Modules are elaborated side by side.
  *
  * @param cache
  *   of modules; a module's name says everything that its hardware depends on
  * @param progress
  *   hears how many of how many modules are there, from any thread
  */
final class ChiselElaborator(cache: ModuleCache, progress: ChiselElaborator.Progress)
    extends RtlElaborator {

  /** One that keeps nothing and says nothing. */
  def this() = this(ModuleCache.none(), (_, _) => ())

  override def elaborate(pipeline: Pipeline): JavaList[Artifact] = {
    val modules = distinctModules(pipeline)
    val done = new AtomicInteger
    val workers = Executors.newFixedThreadPool(Runtime.getRuntime.availableProcessors)
    try {
      val running = modules.map { module =>
        workers.submit(new Callable[Artifact] {
          override def call(): Artifact = {
            val text = file(module.name, cache.text(module.name, () => module.text()))
            progress.done(done.incrementAndGet(), modules.size)
            text
          }
        })
      }
      val ultra = pipeline.fifos.asScala.exists(_.ultra)
      (file("primitives", Primitives.text(ultra)) +: running.map(_.get())).asJava
    } catch {
      case failure: ExecutionException => throw failure.getCause
    } finally workers.shutdownNow()
  }

  /** A module to make; `of` has all the numbers that are needed to repeat a failure. */
  private final class Pending(val name: String, of: AnyRef, generate: () => Module) {
    def text(): String =
      try VerilogEmitter.emit(name, generate)
      catch {
        case NonFatal(failure) =>
          throw new IllegalStateException(s"module $name of $of cannot be elaborated", failure)
      }
  }

  private def distinctModules(pipeline: Pipeline): Seq[Pending] = {
    val fifos = pipeline.fifos.asScala.toSeq
    val stages = pipeline.stages.asScala.toSeq.map { stage =>
      new Pending(stage.moduleName, stage, () => StageModules.of(stage))
    }
    val queues = fifos.map(fifo => new Pending(fifo.moduleName, fifo, () => Fifo.of(fifo)))
    val buffers = fifos.filter(_.buffersProducer).map { fifo =>
      new Pending(fifo.producerModuleName, fifo, () => Fifo.ofProducer(fifo))
    }
    val converters = fifos.filter(_.converts).map { fifo =>
      new Pending(fifo.converterModuleName, fifo, () => PixelConverter.of(fifo.conversion))
    }
    val forks = pipeline.forks.asScala.toSeq.map { fork =>
      new Pending(fork.moduleName, fork, () => new Fork(fork.consumers))
    }
    (stages ++ queues ++ buffers ++ converters ++ forks).distinctBy(_.name)
  }

  private def file(module: String, text: String) = new Artifact(s"rtl/$module.v", text)
}

object ChiselElaborator {

  /** Hears how far the elaboration is. */
  trait Progress {
    def done(modules: Int, of: Int): Unit
  }
}
