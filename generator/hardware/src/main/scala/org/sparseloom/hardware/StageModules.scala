package org.sparseloom.hardware

import chisel3.Module
import org.sparseloom.layer._

/** Which module builds which stage: the only place that knows all of both. */
object StageModules {

  /** Returns the module of a stage; call inside an elaboration. */
  def of(stage: Stage): Module = stage match {
    case sparse: ConvolutionSparseStage    => new ConvolutionSparseModule(sparse)
    case dense: ConvolutionDenseStage      => new ConvolutionDenseModule(dense)
    case skip: ConvolutionSkipStage        => new ConvolutionSkipModule(skip)
    case list: ConvolutionListStage        => new ConvolutionListModule(list)
    case column: ConvolutionColumnStage    => new ConvolutionColumnModule(column)
    case depthwise: DepthwiseStage         => new DepthwiseModule(depthwise)
    case addition: AdditionStage           => new AdditionModule(addition)
    case product: MultiplicationStage      => new MultiplicationModule(product)
    case table: NonlinearityTableStage     => new NonlinearityTableModule(table)
    case arithmetic: NonlinearityArithmeticStage =>
      new NonlinearityArithmeticModule(arithmetic)
    case maximum: MaxPoolingStage          => new MaxPoolingModule(maximum)
    case average: AveragePoolingStage      => new AveragePoolingModule(average)
    case mean: GlobalAveragePoolingStage   => new GlobalAveragePoolingModule(mean)
    case largest: GlobalMaxPoolingStage    => new GlobalMaxPoolingModule(largest)
    case resize: ResizeStage               => new ResizeModule(resize)
    case spread: DepthToSpaceStage         => new DepthToSpaceModule(spread)
    case joined: ConcatenationStage        => new ConcatenationModule(joined)
    case slice: ChannelSliceStage          => new ChannelSliceModule(slice)
  }
}
