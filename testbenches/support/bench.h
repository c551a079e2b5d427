// The simulation's main loop: clock, reset, drivers, watchdog, progress.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "command_line.h"
#include "fault.h"
#include "ports.h"
#include "scoreboard.h"
#include "stream_driver.h"

namespace sparseloom {

// A design in which nothing moved for longer than the watchdog allows.
struct Deadlock {
  int design;
  std::uint64_t cycle;  // of the last transfer
  Fault fault;
};

// How a run went; what was found wrong is in the scoreboard.
struct RunSummary {
  std::uint64_t cycles = 0;
  double seconds = 0;
  bool stopped_by_mismatches = false;
  std::vector<Deadlock> deadlocks;
};

class Bench {
 public:
  // `ports` are those of the designs, in their order.
  Bench(const CommandLine& line, Model& model, const std::vector<DesignPorts*>& ports,
        Scoreboard& scoreboard);

  // Runs until every stream has seen all its beats, or nothing moves, or too much is wrong.
  RunSummary run();

 private:
  void reset();
  void cycle();
  void step(bool high);
  // Returns whether a design still moves; notes those that no longer do.
  bool check_watchdog();
  void print_progress();
  double seconds() const;

  const CommandLine& line_;
  Model& model_;
  Scoreboard& scoreboard_;
  std::deque<StreamDriver> drivers_;
  RunSummary summary_;
  std::uint64_t time_ = 0;
  std::uint64_t cycle_ = 0;
  std::chrono::steady_clock::time_point start_;
  double next_progress_ = 2.0;
};

}  // namespace sparseloom
