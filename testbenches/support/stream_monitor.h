// Watches one stream: compares its beats, times its images, counts its waiting.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "stream_description.h"
#include "values_file.h"

namespace sparseloom {

// A value that differs from the reference.
struct Mismatch {
  int stream;
  std::uint64_t cycle;
  std::uint64_t image;
  int y;
  int x;
  int channel;
  std::int64_t expected;
  std::int64_t got;
};

// How many cycles a stream spent in each state of its handshake, between its first and last beat.
struct HandshakeCycles {
  std::uint64_t transferring = 0;  // valid and ready
  std::uint64_t blocked = 0;       // valid, not ready: the consumer makes it wait
  std::uint64_t starved = 0;       // ready, not valid: the producer makes it wait
  std::uint64_t idle = 0;          // neither
};

class StreamMonitor {
 public:
  StreamMonitor(int index, const StreamDescription& description, const std::string& values_folder,
                std::uint64_t images);

  // The handshake changed: these are its levels from `cycle` on.
  void state(std::uint64_t cycle, bool valid, bool ready);

  // A transfer. Appends one Mismatch for every wrong value; a beat behind the last expected one is
  // counted in surplus_beats().
  void beat(std::uint64_t cycle, const std::uint32_t* words, std::vector<Mismatch>& mismatches);

  // The stage that gives this stream worked in so many cycles.
  void worked(std::uint64_t cycles) { working_ = cycles; }

  // No more cycles follow.
  void close(std::uint64_t cycle);

  const StreamDescription& description() const { return description_; }
  bool complete() const { return position_ == total_values_; }
  bool valid() const { return valid_; }
  bool ready() const { return ready_; }
  std::uint64_t beats() const { return beats_; }
  std::uint64_t expected_beats() const {
    return total_values_ / static_cast<std::uint64_t>(description_.values_per_beat());
  }
  std::uint64_t surplus_beats() const { return surplus_beats_; }
  std::uint64_t current_image() const { return position_ / elements_; }
  const HandshakeCycles& handshake() const { return handshake_; }
  // None if nobody has counted them.
  const std::optional<std::uint64_t>& working() const { return working_; }

  // The cycles of the first and last beat of every image begun or ended.
  const std::vector<std::uint64_t>& first_beat_cycles() const { return first_beat_cycles_; }
  const std::vector<std::uint64_t>& last_beat_cycles() const { return last_beat_cycles_; }

  // Mean cycles from one image's last beat to the next one's; the first interval is left out if
  // there are at least four images. None for fewer than two.
  std::optional<double> cycles_per_image() const;

 private:
  void add_state_cycles(std::uint64_t until);

  int index_;
  const StreamDescription& description_;
  ValuesFile expected_;
  std::uint64_t elements_;
  std::uint64_t total_values_;
  std::uint64_t position_ = 0;
  std::uint64_t beats_ = 0;
  std::uint64_t surplus_beats_ = 0;
  bool valid_ = false;
  bool ready_ = false;
  std::uint64_t state_since_ = 0;
  HandshakeCycles handshake_;
  std::optional<std::uint64_t> working_;
  std::vector<std::uint64_t> first_beat_cycles_;
  std::vector<std::uint64_t> last_beat_cycles_;
};

}  // namespace sparseloom
