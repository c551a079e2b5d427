#include "stream_monitor.h"

namespace sparseloom {
namespace {

// Returns the value of a lane; words hold at least one word behind the lane's last bit.
std::int64_t lane_value(const std::uint32_t* words, int first_bit, int bits, bool is_signed) {
  const int word = first_bit / 32;
  const int offset = first_bit % 32;
  std::uint64_t raw = words[word];
  if (offset + bits > 32) {
    raw |= static_cast<std::uint64_t>(words[word + 1]) << 32;
  }
  raw = (raw >> offset) & ((std::uint64_t{1} << bits) - 1);
  const bool negative = is_signed && ((raw >> (bits - 1)) & 1) != 0;
  return static_cast<std::int64_t>(raw) - (negative ? std::int64_t{1} << bits : 0);
}

}  // namespace

StreamMonitor::StreamMonitor(int index, const StreamDescription& description,
                             const std::string& values_folder, std::uint64_t images)
    : index_(index),
      description_(description),
      expected_(values_folder + "/" + description.values_file,
                images * static_cast<std::uint64_t>(description.elements())),
      elements_(static_cast<std::uint64_t>(description.elements())),
      total_values_(images * elements_) {
  first_beat_cycles_.reserve(images);
  last_beat_cycles_.reserve(images);
}

void StreamMonitor::add_state_cycles(std::uint64_t until) {
  // Before the first beat the pipeline fills, behind the last one it drains: neither is waiting.
  if (first_beat_cycles_.empty() || complete()) {
    state_since_ = until;
    return;
  }
  std::uint64_t& counter = valid_ ? (ready_ ? handshake_.transferring : handshake_.blocked)
                                  : (ready_ ? handshake_.starved : handshake_.idle);
  counter += until - state_since_;
  state_since_ = until;
}

void StreamMonitor::state(std::uint64_t cycle, bool valid, bool ready) {
  add_state_cycles(cycle);
  valid_ = valid;
  ready_ = ready;
}

void StreamMonitor::beat(std::uint64_t cycle, const std::uint32_t* words,
                         std::vector<Mismatch>& mismatches) {
  beats_++;
  if (complete()) {
    surplus_beats_++;
    return;
  }
  const std::uint64_t image = position_ / elements_;
  const std::uint64_t first = position_ % elements_;
  if (first == 0) {
    if (image == 0) {
      state_since_ = cycle;
    }
    first_beat_cycles_.push_back(cycle);
  }
  const int bits = description_.bits_per_value;
  for (int index = 0; index < description_.values_per_beat(); index++) {
    const std::int64_t got = lane_value(words, index * bits, bits, description_.is_signed);
    const int element = description_.element(static_cast<int>(first) + index);
    const std::int64_t expected =
        expected_[position_ - first + static_cast<std::uint64_t>(element)];
    if (got != expected) {
      const int pixel = element / description_.channels;
      mismatches.push_back({index_, cycle, image, pixel / description_.width,
                            pixel % description_.width, element % description_.channels, expected,
                            got});
    }
  }
  const std::uint64_t next =
      position_ + static_cast<std::uint64_t>(description_.values_per_beat());
  if (next == total_values_) {
    add_state_cycles(cycle + 1);
  }
  position_ = next;
  if (position_ % elements_ == 0) {
    last_beat_cycles_.push_back(cycle);
  }
}

void StreamMonitor::close(std::uint64_t cycle) {
  add_state_cycles(cycle);
}

std::optional<double> StreamMonitor::cycles_per_image() const {
  const std::size_t images = last_beat_cycles_.size();
  if (images < 2) {
    return std::nullopt;
  }
  const std::size_t from = images >= 4 ? 1 : 0;
  return static_cast<double>(last_beat_cycles_.back() - last_beat_cycles_[from]) /
         static_cast<double>(images - 1 - from);
}

}  // namespace sparseloom
