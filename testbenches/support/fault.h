// Who is at fault if nothing moves.
#pragma once

#include <string>

#include "scoreboard.h"

namespace sparseloom {

struct Fault {
  std::string stage;  // or "connection A to B", or "unknown"
  std::string fifo;   // the one that is too small; empty if none is
};

// Returns the stage that has what it needs and yet gives nothing; or the stage that waits for one
// input while the FIFO of another one is full, with that FIFO; or the connection that swallowed data,
// as far as the streams and FIFOs of the design tell. Call when the simulation has ended.
Fault find_fault(const Scoreboard& scoreboard, int design);

}  // namespace sparseloom
