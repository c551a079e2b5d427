#include "scoreboard.h"

#include <svdpi.h>

#include <algorithm>
#include <cstdio>

namespace sparseloom {
namespace {

// DPI-C functions get no context of ours, so the one scoreboard of the process is found here.
Scoreboard* current = nullptr;

std::size_t index(int number) {
  return static_cast<std::size_t>(number);
}

}  // namespace

Scoreboard::Scoreboard(const std::vector<DesignDescription>& designs,
                       const std::vector<StreamDescription>& streams,
                       const std::vector<ConnectionDescription>& connections,
                       const std::string& values_folder, std::uint64_t images)
    : designs_(designs),
      connections_(connections),
      fifos_(connections.size()),
      images_(images),
      last_transfer_(designs.size(), 0) {
  for (const StreamDescription& stream : streams) {
    monitors_.push_back(std::make_unique<StreamMonitor>(static_cast<int>(monitors_.size()), stream,
                                                        values_folder, images));
  }
  incomplete_ = static_cast<int>(monitors_.size());
  current = this;
}

Scoreboard::~Scoreboard() {
  current = nullptr;
}

void Scoreboard::state(int stream, bool valid, bool ready) {
  monitors_[index(stream)]->state(cycle_, valid, ready);
}

void Scoreboard::beat(int stream, const std::uint32_t* words) {
  StreamMonitor& monitor = *monitors_[index(stream)];
  const bool was_complete = monitor.complete();
  monitor.beat(cycle_, words, found_);
  last_transfer_[index(monitor.description().design)] = cycle_;
  if (was_complete) {
    protocol_error(stream, "gives a beat behind its last image");
  } else if (monitor.complete()) {
    incomplete_--;
  }
  if (!found_.empty()) {
    keep(found_);
    found_.clear();
  }
}

void Scoreboard::keep(const std::vector<Mismatch>& found) {
  mismatch_count_ += found.size();
  for (const Mismatch& mismatch : found) {
    if (mismatches_.size() == kKept) {
      return;
    }
    mismatches_.push_back(mismatch);
    const StreamDescription& stream = monitors_[index(mismatch.stream)]->description();
    std::printf(
        "mismatch design=%s stage=%s side=%s image=%llu y=%d x=%d channel=%d expected=%lld "
        "got=%lld cycle=%llu\n",
        designs_[index(stream.design)].name.c_str(), stream.stage.c_str(),
        stream.side == Side::kInput ? "input" : "output",
        static_cast<unsigned long long>(mismatch.image), mismatch.y, mismatch.x, mismatch.channel,
        static_cast<long long>(mismatch.expected), static_cast<long long>(mismatch.got),
        static_cast<unsigned long long>(mismatch.cycle));
  }
}

void Scoreboard::protocol_error(int stream, const std::string& what) {
  const StreamMonitor& monitor = *monitors_[index(stream)];
  if (protocol_errors_.size() == kKept) {
    return;
  }
  protocol_errors_.push_back({stream, cycle_, monitor.current_image(), what});
  std::printf("protocol design=%s stage=%s side=%s image=%llu cycle=%llu what=%s\n",
              designs_[index(monitor.description().design)].name.c_str(),
              monitor.description().stage.c_str(),
              monitor.description().side == Side::kInput ? "input" : "output",
              static_cast<unsigned long long>(monitor.current_image()),
              static_cast<unsigned long long>(cycle_), what.c_str());
}

void Scoreboard::worked(int stream, std::uint64_t cycles) {
  monitors_[index(stream)]->worked(cycles);
}

void Scoreboard::fifo_levels(int connection, std::uint64_t level, std::uint64_t highest) {
  fifos_[index(connection)] = {level, highest};
}

void Scoreboard::close() {
  for (const auto& monitor : monitors_) {
    monitor->close(cycle_);
  }
}

std::uint64_t Scoreboard::images_done() const {
  std::uint64_t done = images_;
  for (const DesignDescription& design : designs_) {
    const int last = design.first_stream + design.stream_count - 1;
    done = std::min<std::uint64_t>(done, monitors_[index(last)]->last_beat_cycles().size());
  }
  return done;
}

bool Scoreboard::design_complete(int design) const {
  const DesignDescription& description = designs_[index(design)];
  for (int stream = 0; stream < description.stream_count; stream++) {
    if (!monitors_[index(description.first_stream + stream)]->complete()) {
      return false;
    }
  }
  return true;
}

}  // namespace sparseloom

// Called by the bound monitors (templates/testbench) at a rising clock edge, with the levels that
// the edge samples.
extern "C" {

void stream_state(int stream, svBit valid, svBit ready) {
  sparseloom::current->state(stream, valid != 0, ready != 0);
}

void stream_beat(int stream, const svBitVecVal* bits) {
  sparseloom::current->beat(stream, bits);
}

void stream_withdrawn(int stream, svBit valid) {
  sparseloom::current->protocol_error(stream, valid != 0 ? "changed its data while waiting"
                                                         : "withdrew valid while waiting");
}

// The following are called once, when the simulation ends.
void fifo_levels(int connection, int level, int highest) {
  sparseloom::current->fifo_levels(connection, static_cast<std::uint64_t>(level),
                                   static_cast<std::uint64_t>(highest));
}

void stage_worked(int stream, long long cycles) {
  sparseloom::current->worked(stream, static_cast<std::uint64_t>(cycles));
}

}  // extern "C"
