package org.sparseloom.hardware

import chisel3._
import chisel3.util._
import org.sparseloom.layer.{Interpolation, ResizeStage}

/** Up-sampling: an output beat a cycle, each of one read of the rows that are kept. What is read is
  * the column right of an output; the one left of it is what was right of an output before.
  */
final class ResizeModule(stage: ResizeStage) extends StageModule(stage) {
  private val shape = stage.input.shape
  private val beats = stage.input.beatsPerPixel
  private val lanes = stage.input.lanes
  private val format = stage.input.format
  private val vertical = stage.layer.vertical
  private val horizontal = stage.layer.horizontal

  private val store = Module(new RowStore(stage.store))
  private val move = !out.valid || out.ready
  store.in :<>= in

  // Where the output beat lies that is read next: whole pixels, phase between them, beat.
  private val row = RegInit(0.U(Primitives.indexBits(shape.height).W))
  private val phaseY = RegInit(0.U(Primitives.indexBits(vertical.factor).W))
  private val column = RegInit(0.U(Primitives.indexBits(shape.width).W))
  private val phaseX = RegInit(0.U(Primitives.indexBits(horizontal.factor).W))
  private val beat = RegInit(0.U(Primitives.indexBits(beats).W))
  private val address = RegInit(0.U(Primitives.indexBits(beats * shape.width).W))

  private val aheadY = ofPhase(phaseY, vertical)(_.ahead(_) == 1)
  private val aheadX = ofPhase(phaseX, horizontal)(_.ahead(_) == 1)
  private val lastRow = row === (shape.height - 1).U
  private val lastColumn = column === (shape.width - 1).U

  /** Beyond the ends there is but one row; so there is if rows are only copied. */
  private val oneRow =
    if (vertical.between) Mux(aheadY, lastRow, row === 0.U) else true.B
  private val there = store.rows >= Mux(oneRow, 1.U, 2.U)
  private val read = there && move

  private val beatEnds = beat === (beats - 1).U
  private val phaseXEnds = phaseX === (horizontal.factor - 1).U
  private val phaseYEnds = phaseY === (vertical.factor - 1).U
  private val rowEnds = read && beatEnds && phaseXEnds && lastColumn
  private val imageEnds = rowEnds && phaseYEnds && lastRow

  when(read) {
    beat := Logic.successor(beat, beats)
    when(beatEnds) {
      phaseX := Logic.successor(phaseX, horizontal.factor)
      when(phaseXEnds)(column := Logic.successor(column, shape.width))
    }
  }
  when(rowEnds) {
    phaseY := Logic.successor(phaseY, vertical.factor)
    when(phaseYEnds)(row := Logic.successor(row, shape.height))
  }

  // The right column is read; it is the last one for all outputs beyond it.
  private val atLastColumn = rightIsLast(column, aheadX, shape.width)
  private val nextColumn = ofPhase(phaseX, horizontal)(_.advances(_)) && !atLastColumn
  when(read) {
    address := Mux(
      rowEnds,
      0.U,
      Mux(!beatEnds || nextColumn, address + 1.U, address - (beats - 1).U)
    )
  }
  // The oldest row is the upper one, or the only one that is copied.
  private val advancesY = ofPhase(phaseY, vertical)(_.advances(_))
  private val oldestDone =
    if (vertical.between) advancesY && !(row === 0.U && !aheadY)
    else advancesY && !rightIsLast(row, aheadY, shape.height)
  store.read := read
  store.address :<= address
  store.release := rowEnds && (oldestDone || imageEnds)

  dontTouch(WireDefault(read).suggestName("progress"))
  dontTouch(WireDefault(!there && move).suggestName("starved"))

  out.valid := Logic.delayed(read, stage.latencyCycles, move, false.B)
  out.bits :<= {
    val words = store.data.map(Logic.fields(_, lanes, format.bits).map(Logic.operand(_, format)))
    val columns =
      if (vertical.between) rowsMixed(words.head, words(1)) else words.head
    val sums = if (horizontal.between) columnsMixed(columns) else columns
    Cat(sums.map(sum => RegEnable(rounded(sum), move)).reverse)
  }

  /** Returns the values between two rows, a register behind the memory's. */
  private def rowsMixed(oldest: Seq[SInt], behind: Seq[SInt]): Seq[SInt] = {
    val same = RegEnable(oneRow, read)
    val parts = RegEnable(partsOf(phaseY, vertical), read)
    oldest.zip(behind).map { case (upper, other) =>
      val lower = Mux(same, upper, other)
      RegEnable(mixed(upper, lower, parts, vertical.denominator, stage.columnBits), move)
    }
  }

  /** Returns the values between a column and the one before it, a register behind them. */
  private def columnsMixed(right: Seq[SInt]): Seq[SInt] = {
    val cycles = if (vertical.between) 2 else 1
    def behind[T <: Data](value: T): T = Logic.delayed(RegEnable(value, read), cycles - 1, move)
    val valid = Logic.delayed(read, cycles, move, false.B)
    // The first output of a row has no column before it; the next ones keep theirs or take the last.
    val first = behind(column === 0.U && phaseX === 0.U)
    val advanced = behind(RegEnable(ofPhase(phaseX, horizontal)(_.advances(_)), read && beatEnds))
    val parts = behind(partsOf(phaseX, horizontal))
    val place = behind(beat)
    val before = remembered(Cat(right.map(_.asUInt).reverse), place, valid && move, first, advanced)
    right.zipWithIndex.map { case (value, lane) =>
      val left = Logic.field(before, lane, value.getWidth).asSInt
      RegEnable(mixed(left, value, parts, horizontal.denominator, stage.sumBits), move)
    }
  }

  /** Returns the column left of an output: of every beat the last column and the one before it stand
    * in registers, or in LUT RAM if a pixel has several beats.
    */
  private def remembered(
      right: UInt,
      place: UInt,
      write: Bool,
      first: Bool,
      advanced: Bool
  ): UInt = {
    def kept(column: UInt): UInt =
      if (beats == 1) RegEnable(column, write)
      else LutMemory(beats, place, write, place, column)
    val left = Wire(UInt(right.getWidth.W))
    left :<= Mux(first, right, Mux(advanced, kept(right), kept(left)))
    left
  }

  /** Returns denominator x left + parts x (right - left), exact in so many bits. */
  private def mixed(left: SInt, right: SInt, parts: UInt, denominator: Int, bits: Int): SInt = {
    val difference = right -& left
    val steps = (0 until parts.getWidth).map(bit => Mux(parts(bit), difference << bit, 0.S))
    Logic.low((ResizeModule.times(left, denominator) +: steps).reduceLeft(_ +& _), bits)
  }

  private def rounded(sum: SInt): UInt = {
    val shift = stage.layer.shift
    val whole = if (shift == 0) sum else (((sum >> (shift - 1)) +& 1.S) >> 1)
    Logic.low(whole, format.bits).asUInt
  }

  /** Returns whether the right neighbour is the last of its axis, or beyond it. */
  private def rightIsLast(place: UInt, ahead: Bool, size: Int): Bool =
    place === (size - 1).U || (if (size == 1) false.B else ahead && place === (size - 2).U)

  private def ofPhase(phase: UInt, axis: Interpolation)(
      says: (Interpolation, Int) => Boolean
  ): Bool =
    Logic.select(phase, (0 until axis.factor).map(p => p -> says(axis, p).B.asUInt)).asBool

  private def partsOf(phase: UInt, axis: Interpolation): UInt = {
    val bits = log2Ceil(axis.denominator + 1)
    Logic.select(phase, (0 until axis.factor).map(p => p -> axis.rightParts(p).U(bits.W)))
  }
}

private object ResizeModule {

  /** Returns a product with a small constant, as a sum of shifted values. */
  def times(value: SInt, factor: Int): SInt =
    (0 until 31).filter(bit => ((factor >> bit) & 1) == 1).map(value << _).reduceLeft(_ +& _)
}
