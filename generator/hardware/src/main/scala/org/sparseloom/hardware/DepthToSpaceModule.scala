package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.DepthToSpaceStage

/** Spreads channels over pixels: reads the rows of a block, an output beat a cycle, from one row. */
final class DepthToSpaceModule(stage: DepthToSpaceStage) extends StageModule(stage) {
  private val layer = stage.layer
  private val runs = layer.runs
  private val perRun = stage.beatsPerRun
  private val blockWidth = layer.blockWidth
  private val blockHeight = layer.blockHeight
  private val words = stage.store.wordsPerRow

  private val store = Module(new RowStore(stage.store))
  private val move = !out.valid || out.ready
  store.in :<>= in

  private val y = RegInit(0.U(Primitives.indexBits(layer.height).W))
  private val x = RegInit(0.U(Primitives.indexBits(layer.width).W))
  private val phaseY = RegInit(layer.cropTop.U(Primitives.indexBits(blockHeight).W))
  private val phaseX = RegInit(layer.cropLeft.U(Primitives.indexBits(blockWidth).W))
  private val run = RegInit(0.U(Primitives.indexBits(runs).W))
  private val beat = RegInit(0.U(Primitives.indexBits(perRun).W))

  private val there = store.rows =/= 0.U
  private val read = there && move
  private val beatEnds = beat === (perRun - 1).U
  private val pixelEnds = beatEnds && run === (runs - 1).U
  private val rowEnds = read && pixelEnds && x === (layer.width - 1).U
  private val lastRow = y === (layer.height - 1).U
  private val phaseXEnds = phaseX === (blockWidth - 1).U
  private val phaseYEnds = phaseY === (blockHeight - 1).U
  private val nextPhaseY =
    Mux(lastRow, layer.cropTop.U, Logic.successor(phaseY, blockHeight)).asTypeOf(phaseY)

  when(read) {
    beat := Logic.successor(beat, perRun)
    when(beatEnds)(run := Logic.successor(run, runs))
    when(pixelEnds) {
      x := Logic.successor(x, layer.width)
      phaseX := Logic.successor(phaseX, blockWidth)
    }
  }
  when(rowEnds) {
    phaseX := layer.cropLeft.U
    phaseY := nextPhaseY
    y := Logic.successor(y, layer.height)
  }

  // Channel ((run * block + place) * perRun + beat) of a pixel, place by place of one block row.
  private val address = RegInit(rowStart(layer.cropTop).U(Primitives.indexBits(words).W))
  when(read) {
    val ofBlock = (blockHeight * blockWidth) * perRun
    val back = (runs - 1) * ofBlock
    address := Mux(
      rowEnds,
      Logic.select(nextPhaseY, (0 until blockHeight).map(p => p -> word(rowStart(p)))),
      Mux(
        !beatEnds,
        address + 1.U,
        Mux(
          !pixelEnds,
          moved(ofBlock - perRun + 1),
          Mux(phaseXEnds, moved(ofBlock - blockWidth * perRun + 1), moved(1 - back))
        )
      )
    )
  }

  store.read := read
  store.address :<= address
  store.release := rowEnds && (phaseYEnds || lastRow)

  dontTouch(WireDefault(read).suggestName("progress"))
  dontTouch(WireDefault(!there && move).suggestName("starved"))

  out.valid := Logic.delayed(read, stage.latencyCycles, move, false.B)
  out.bits :<= RegEnable(store.data(0), move)

  /** Returns the address of a row's first beat. */
  private def rowStart(phase: Int): Int = (phase * blockWidth + layer.cropLeft) * perRun

  private def word(value: Int): UInt = value.U(Primitives.indexBits(words).W)

  private def moved(by: Int): UInt =
    if (by >= 0) address + by.U else address - (-by).U
}
