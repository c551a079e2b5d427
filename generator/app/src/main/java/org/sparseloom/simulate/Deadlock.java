package org.sparseloom.simulate;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A design in which nothing moves any more.
 *
 * @param lastTransferCycle cycle of the last transfer on any of its streams
 * @param stageAtFault the stage that has work and gives nothing, as far as the streams tell
 * @param streams in the order in which data flow
 */
public record Deadlock(
    String design, long lastTransferCycle, String stageAtFault, List<StreamState> streams) {
  public Deadlock {
    streams = List.copyOf(streams);
  }

  /** How a stream stands. */
  public record StreamState(
      String stage, String side, boolean valid, boolean ready, long beats, long expectedBeats) {}

  /** Returns lines for people: who is at fault, then every stream. */
  public String text() {
    return "nothing moves since cycle " + lastTransferCycle + "; at fault: " + stageAtFault
        + streams.stream()
            .map(
                s ->
                    "\n  " + s.stage() + " (" + s.side() + "): valid " + (s.valid() ? 1 : 0)
                        + ", ready " + (s.ready() ? 1 : 0) + ", " + s.beats() + " of "
                        + s.expectedBeats() + " beats")
            .collect(Collectors.joining());
  }
}
