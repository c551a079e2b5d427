package org.sparseloom.layer;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sparseloom.numeric.NumberFormat;
import org.sparseloom.stream.StreamFormat;

/**
 * A nonlinearity of at most 8 bits of input: every lane looks its value up in a memory of its own,
 * whose address is the value's bits. The threshold is in the table.
 */
public record NonlinearityTableStage(Nonlinearity layer, StreamFormat input, StreamFormat output)
    implements NonlinearityStage {
  public NonlinearityTableStage {
    PoolingChecks.valueWise(layer, input, output);
    if (!NonlinearityQuantisation.tabulated(input.format())) {
      throw new IllegalArgumentException(
          layer.name() + ": input (" + input.format() + ") must have at most "
              + NonlinearityQuantisation.TABLE_BITS + " bits for a table");
    }
  }

  @Override
  public List<MemoryPort> memories() {
    List<MemoryPort> ports = new ArrayList<>();
    for (int lane = 0; lane < input.values(); lane++) {
      ports.add(
          MemoryPort.inLuts("table_" + lane, 1 << input.format().bits(), output.format().bits()));
    }
    return List.copyOf(ports);
  }

  @Override
  public List<MemoryImage> contents(QuantisedLayer quantised) {
    NumberFormat format = output.format();
    List<BigInteger> words =
        Arrays.stream(NonlinearityReference.table(quantised))
            .mapToObj(value -> BigInteger.valueOf(format.encode(value)))
            .toList();
    return memories().stream().map(port -> new MemoryImage(port, words)).toList();
  }

  @Override
  public List<ConstantPort> constants(QuantisedLayer quantised) {
    return List.of();
  }

  @Override
  public String moduleName() {
    return "NonlinearityTable_l" + input.values() + "_a" + PoolingNames.format(input) + "_y"
        + PoolingNames.format(output);
  }

  /** The memory answers in the next cycle. */
  @Override
  public long fillCycles() {
    return 1;
  }

  @Override
  public List<Unit> units() {
    return NonlinearityUnits.of(this);
  }
}
