package org.sparseloom.hardware

import org.sparseloom.layer.Work

/** The work of a stage that takes the same cycles whatever the data are. */
object NoEngine extends Work {
  override def pixels(): Int = 0
  override def pairs(pixel: Int, filter: Int, first: Int, channels: Int): Int = 0
  override def activations(pixel: Int, group: Int, first: Int, channels: Int): Int = 0
  override def weights(filter: Int, first: Int, channels: Int): Int = 0
  override def activation(pixel: Int, channel: Int, tap: Int): Boolean = false
  override def weight(filter: Int, channel: Int, tap: Int): Boolean = false
  override def pairs(pixel: Int): Long = 0
  override def pixelsPerImage(): Double = 0
  override def pairDensity(): Double = 0
}
