// The run's result as JSON, for the program that started the simulation.
#pragma once

#include <string>

#include "bench.h"
#include "scoreboard.h"

namespace sparseloom {

// Writes the file whole or not at all (to a neighbour, then renamed). Throws std::runtime_error.
void write_result(const std::string& path, const RunSummary& summary, const Scoreboard& scoreboard);

}  // namespace sparseloom
