package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.{LineBuffer => Numbers}

/** Sliding window over a stream: docs/hardware.md, "Line buffer".
  *
  * @param numbers
  *   window, stream and ring sizes
  * @param padding
  *   what a value outside the image is, as its bits
  */
final class LineBuffer(numbers: Numbers, padding: BigInt) extends Module {
  private val bits = numbers.input.format.bits
  private val lanes = numbers.input.lanes

  /** Pixels side by side are one pixel here. */
  private val groups = numbers.ofGroups
  private val pixelBits = groups.input.widthBits

  val in = IO(Flipped(Decoupled(UInt(pixelBits.W))))

  /** Value ((window*kernelHeight + ky)*kernelWidth + kx)*lanes + lane at that multiple of its bits. */
  val window = IO(Decoupled(UInt((numbers.valuesPerBeat * bits).W)))

  /** Set while `window` is offered. */
  private val full = RegInit(false.B)
  window.valid := full

  if (numbers.bypassed) bypass() else ring()

  private def bypass(): Unit = {
    val beat = Reg(UInt(pixelBits.W))
    in.ready := !full || window.ready
    when(in.ready)(full := in.valid)
    when(in.fire)(beat :<= in.bits)
    window.bits :<= (if (numbers.input.pixels == 1) beat else windows(_ => beat))
    observe("starved", !full && !in.valid)
  }

  /** Keeps a net for simulations (Stage.progressNets); nothing in the design reads it. */
  private def observe(name: String, value: Bool): Unit =
    dontTouch(WireDefault(value).suggestName(name))

  private def ring(): Unit = {
    val shape = groups.input.shape
    val slots = groups.rowSlots
    val beats = groups.input.beatsPerPixel
    val outputs = groups.output
    val kernelHeight = groups.window.kernelHeight
    val kernelWidth = groups.window.kernelWidth
    val strideX = groups.window.strideX
    val strideY = groups.window.strideY
    val firstTop = -groups.window.padTop
    val lastTop = firstTop + (outputs.height - 1) * strideY
    val firstLeft = -groups.window.padLeft
    val lastLeft = firstLeft + (outputs.width - 1) * strideX
    val words = groups.wordsPerRow
    val wordBits = Primitives.indexBits(words)
    val slotBits = Primitives.indexBits(slots)
    val yBits = groups.rowBits
    val xBits = groups.columnBits
    val addressBits = groups.addressBits

    // Whole rows written since the first row of the reader's image; below 0 while rows that no
    // window reaches are still to come behind the last output row.
    val rows = RegInit(0.S(yBits.W))
    // Row of the window's first line, in 0 .. slots-1 and in the image (padding: below 0).
    val topSlot = RegInit(Math.floorMod(firstTop, slots).U(slotBits.W))
    val top = RegInit(firstTop.S(yBits.W))

    // What follows from the place of the window stands in registers beside it, so that no comparison
    // with it lies in front of others.
    val lastRow = (shape.height - 1).S(yBits.W)
    def firstNeeded(y: SInt): SInt = Mux(y < 0.S, slots.S, y + slots.S)
    def lastNeeded(y: SInt): SInt = {
      val bottom = y + (kernelHeight - 1).S
      Mux(bottom > lastRow, lastRow, bottom)
    }
    val rowsLimit = RegInit((math.max(firstTop, 0) + slots).S(yBits.W))
    val rowsNeeded = RegInit(math.min(firstTop + kernelHeight - 1, shape.height - 1).S(yBits.W))
    val atLastTop = RegInit((firstTop == lastTop).B)
    val atFirstLeft = RegInit(true.B)
    val atLastLeft = RegInit((firstLeft == lastLeft).B)

    // Writer: stream order into the ring, as far as rows are free.
    val writeWord = RegInit(0.U(wordBits.W))
    val writeSlot = RegInit(0.U(slotBits.W))
    in.ready := rows < rowsLimit
    val rowWritten = in.fire && writeWord === (words - 1).U
    when(in.fire)(writeWord := Logic.successor(writeWord, words))
    when(rowWritten)(writeSlot := Logic.successor(writeSlot, slots))

    // Reader: one column a cycle, ahead of the window register by the memories' read register. A
    // column that the window does not take waits in another one, so that reading does not ask for
    // window.ready, which comes late.
    val columnValid = RegInit(false.B)
    val spareValid = RegInit(false.B)
    val columnTaken = !full || window.ready
    val rowsThere = rows > rowsNeeded
    val read = rowsThere && !(columnValid && spareValid)
    observe("gathering", read)
    observe("starved", !full && !columnValid && !spareValid && !rowsThere)

    val left = RegInit(firstLeft.S(xBits.W))
    val x = RegInit(firstLeft.S(xBits.W))
    val leftAddress = RegInit((firstLeft * beats).S(addressBits.W))
    val address = RegInit((firstLeft * beats).S(addressBits.W))
    val beat = RegInit(0.U(Primitives.indexBits(beats).W))
    val column = RegInit(0.U(Primitives.indexBits(kernelWidth).W))

    // With one beat a pixel the window keeps the columns that it shares with the one before.
    def ends(columns: Int): Bool = column === (columns - 1).U
    val lastColumn =
      if (beats > 1 || groups.gatherCycles == kernelWidth) ends(kernelWidth)
      else Mux(atFirstLeft, ends(kernelWidth), ends(groups.gatherCycles))
    val lastBeat = beat === (beats - 1).U
    val rowRead = read && lastColumn && lastBeat && atLastLeft
    val imageRead = rowRead && atLastTop

    when(read) {
      column := Mux(lastColumn, 0.U, column + 1.U)
      when(!lastColumn) {
        x := x + 1.S
        address := address + beats.S
      }.elsewhen(!lastBeat) {
        beat := beat + 1.U
        x := left
        address := leftAddress + beat.zext + 1.S
      }.otherwise {
        beat := 0.U
        val kept = if (beats == 1) math.max(kernelWidth - strideX, 0) else 0
        val nextLeft = left + strideX.S
        val nextLeftAddress = leftAddress + (strideX * beats).S
        left := Mux(atLastLeft, firstLeft.S, nextLeft)
        atFirstLeft := atLastLeft
        atLastLeft := Mux(atLastLeft, (firstLeft == lastLeft).B, left === (lastLeft - strideX).S)
        leftAddress := Mux(atLastLeft, (firstLeft * beats).S, nextLeftAddress)
        x := Mux(atLastLeft, firstLeft.S, nextLeft + kept.S)
        address := Mux(atLastLeft, (firstLeft * beats).S, nextLeftAddress + (kept * beats).S)
      }
    }
    when(rowRead) {
      val nextTop = Mux(atLastTop, firstTop.S, top + strideY.S)
      top := nextTop
      rowsLimit := firstNeeded(nextTop)
      rowsNeeded := lastNeeded(nextTop)
      atLastTop := Mux(atLastTop, (firstTop == lastTop).B, top === (lastTop - strideY).S)
      topSlot := Mux(
        atLastTop,
        Logic.addModulo(topSlot, shape.height + firstTop - lastTop, slots),
        Logic.addModulo(topSlot, strideY, slots)
      )
    }
    rows := rows + rowWritten.zext - Mux(imageRead, shape.height.S, 0.S)

    val shift = (columnValid || spareValid) && columnTaken
    val columnLeaves = columnValid && (!spareValid || shift)
    when(read)(columnValid := true.B).elsewhen(columnLeaves)(columnValid := false.B)
    when(columnValid)(spareValid := spareValid || !shift).elsewhen(shift)(spareValid := false.B)
    val columnEndsWindow = RegEnable(lastColumn, read)
    val columnSlot = RegEnable(topSlot, read)
    val inside = (0 until kernelHeight).map { ky =>
      val y = top +& ky.S
      RegEnable(y >= 0.S && y < shape.height.S && x >= 0.S && x < shape.width.S, read)
    }
    val slotData = (0 until slots).map { slot =>
      val memory = Module(new RowMemory(words, pixelBits, groups.blockRows))
      memory.clock := clock
      memory.write := in.fire && writeSlot === slot.U
      memory.write_address :<= writeWord
      memory.write_data :<= in.bits
      memory.read := read
      memory.read_address := address.asUInt(wordBits - 1, 0)
      memory.read_data
    }
    val padPixel = Fill(groups.input.lanes, padding.U(bits.W))
    val newColumn = (0 until kernelHeight).map { ky =>
      val rotated = Logic.select(
        columnSlot,
        (0 until slots).map(slot => slot -> slotData((slot + ky) % slots))
      )
      Mux(inside(ky), rotated, padPixel)
    }

    val spare = newColumn.map(RegEnable(_, columnLeaves))
    val spareEndsWindow = RegEnable(columnEndsWindow, columnLeaves)
    val oldest = newColumn.zip(spare).map { case (fresh, kept) => Mux(spareValid, kept, fresh) }
    val held = Reg(Vec(kernelWidth, Vec(kernelHeight, UInt(pixelBits.W))))
    when(shift) {
      for (kx <- 0 until kernelWidth; ky <- 0 until kernelHeight)
        held(kx)(ky) :<= (if (kx == kernelWidth - 1) oldest(ky) else held(kx + 1)(ky))
    }
    when(shift)(full := Mux(spareValid, spareEndsWindow, columnEndsWindow))
      .elsewhen(window.ready)(full := false.B)
    window.bits :<=
      (if (numbers.input.pixels == 1)
         Cat((for (ky <- 0 until kernelHeight; kx <- 0 until kernelWidth)
           yield held(kx)(ky)).reverse)
       else windows { case (kx, ky) => held(kx)(ky) })
  }

  /** Returns the windows of a beat, cut from what all of them reach: `word` of a column and row. */
  private def windows(word: ((Int, Int)) => UInt): UInt = {
    val pixels = numbers.input.pixels
    val cut = for {
      index <- 0 until numbers.windowsPerBeat
      ky <- 0 until numbers.window.kernelHeight
      kx <- 0 until numbers.window.kernelWidth
    } yield {
      val column = numbers.column(index, kx)
      Logic.field(word((column / pixels, ky)), column % pixels, lanes * bits)
    }
    Cat(cut.reverse)
  }
}
