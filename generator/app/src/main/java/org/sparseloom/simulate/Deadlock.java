package org.sparseloom.simulate;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A design in which nothing moves any more.
 *
 * @param lastTransferCycle cycle of the last transfer on any of its streams
 * @param stageAtFault the stage that has work and gives nothing, or that waits for one input while
 *     there is no room in the FIFO of another, as far as the streams tell
 * @param fifoAtFault that FIFO
 * @param fifos of the design
 * @param streams in the order in which data flow
 */
public record Deadlock(
    String design,
    long lastTransferCycle,
    String stageAtFault,
    Optional<String> fifoAtFault,
    List<FifoLevel> fifos,
    List<StreamState> streams) {
  public Deadlock {
    fifos = List.copyOf(fifos);
    streams = List.copyOf(streams);
  }

  /** How a stream stands. */
  public record StreamState(
      String stage, String side, boolean valid, boolean ready, long beats, long expectedBeats) {}

  /** Returns lines for people: who is at fault, then every stream. */
  public String text() {
    return "nothing moves since cycle " + lastTransferCycle + "; at fault: " + stageAtFault
        + fifoAtFault.map(this::tooSmall).orElse("")
        + streams.stream()
            .map(
                s ->
                    "\n  " + s.stage() + " (" + s.side() + "): valid " + (s.valid() ? 1 : 0)
                        + ", ready " + (s.ready() ? 1 : 0) + ", " + s.beats() + " of "
                        + s.expectedBeats() + " beats")
            .collect(Collectors.joining());
  }

  private String tooSmall(String name) {
    FifoLevel fifo =
        fifos.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    return ", which waits for another input while " + name + " in front of it, from " + fifo.from()
        + ", is full (" + fifo.level() + " of " + fifo.depth() + " entries): it must be deeper";
  }
}
