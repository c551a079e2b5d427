#include "bench.h"

#include <cstdio>

namespace sparseloom {
namespace {

constexpr int kResetCycles = 4;
// After the last expected beat: long enough to see a design that gives more than it should.
constexpr int kTailCycles = 64;
// Cycles between two looks at the wall clock and the watchdog.
constexpr std::uint64_t kCheckInterval = 1024;

}  // namespace

Bench::Bench(const CommandLine& line, Model& model, const std::vector<DesignPorts*>& ports,
             Scoreboard& scoreboard)
    : line_(line),
      model_(model),
      scoreboard_(scoreboard),
      start_(std::chrono::steady_clock::now()) {
  for (std::size_t design = 0; design < ports.size(); design++) {
    const DesignDescription& description = scoreboard.designs()[design];
    const int last = description.first_stream + description.stream_count - 1;
    const auto& monitors = scoreboard.monitors();
    std::vector<const StreamDescription*> inputs;
    for (int input = 0; input < description.inputs; input++) {
      const auto stream = static_cast<std::size_t>(description.first_stream + input);
      inputs.push_back(&monitors[stream]->description());
    }
    drivers_.emplace_back(*ports[design], inputs,
                          monitors[static_cast<std::size_t>(last)]->description(), last,
                          line.values_folder, line.images, line.stall_probability,
                          line.seed * 1000 + design);
  }
}

void Bench::step(bool high) {
  model_.set_clock(high);
  model_.eval();
  model_.dump(time_++);
}

void Bench::reset() {
  model_.set_reset(true);
  for (int i = 0; i < kResetCycles; i++) {
    step(false);
    step(true);
  }
  model_.set_reset(false);
}

void Bench::cycle() {
  scoreboard_.set_cycle(cycle_++);
  for (StreamDriver& driver : drivers_) {
    driver.drive();
  }
  step(false);
  for (StreamDriver& driver : drivers_) {
    driver.sample(scoreboard_);
  }
  step(true);
}

RunSummary Bench::run() {
  start_ = std::chrono::steady_clock::now();
  reset();
  while (scoreboard_.incomplete() > 0) {
    cycle();
    if (cycle_ % kCheckInterval == 0) {
      print_progress();
      if (!check_watchdog()) {
        break;
      }
    }
    if (scoreboard_.mismatch_count() + scoreboard_.protocol_errors().size() >=
        line_.mismatch_limit) {
      summary_.stopped_by_mismatches = true;
      break;
    }
  }
  summary_.cycles = cycle_;
  if (scoreboard_.incomplete() == 0) {
    for (int i = 0; i < kTailCycles; i++) {
      cycle();
    }
  }
  model_.finish();
  scoreboard_.close();
  // Only now are the levels of the FIFOs known.
  for (Deadlock& deadlock : summary_.deadlocks) {
    deadlock.fault = find_fault(scoreboard_, deadlock.design);
  }
  summary_.seconds = seconds();
  return summary_;
}

bool Bench::check_watchdog() {
  bool moving = false;
  std::vector<Deadlock> deadlocks;
  for (int design = 0; design < static_cast<int>(drivers_.size()); design++) {
    if (scoreboard_.design_complete(design)) {
      continue;
    }
    const std::uint64_t last = scoreboard_.last_transfer(design);
    if (cycle_ - last > line_.watchdog_cycles) {
      deadlocks.push_back({design, last, {}});
    } else {
      moving = true;
    }
  }
  if (!moving) {
    summary_.deadlocks = deadlocks;
  }
  return moving;
}

double Bench::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

void Bench::print_progress() {
  const double now = seconds();
  if (now < next_progress_) {
    return;
  }
  next_progress_ = now + 1.0;
  std::fprintf(stderr, "progress images=%llu of=%llu cycles=%llu cyclesPerSecond=%.0f\n",
               static_cast<unsigned long long>(scoreboard_.images_done()),
               static_cast<unsigned long long>(line_.images),
               static_cast<unsigned long long>(cycle_), static_cast<double>(cycle_) / now);
}

}  // namespace sparseloom
