// Decides in which cycles an end of the pipeline makes the design wait.
#pragma once

#include <cstdint>
#include <random>

namespace sparseloom {

// Random stalls: single cycles with the given probability, and now and then a long one, so that
// FIFOs run both full and empty. The same seed gives the same stalls.
class StallGenerator {
 public:
  StallGenerator(double probability, std::uint64_t seed)
      : random_(seed), single_(threshold(probability)), burst_(threshold(probability / 128)) {}

  // Returns whether the next cycle is a stall.
  bool next() {
    if (single_ == 0) {
      return false;
    }
    if (remaining_ > 0) {
      remaining_--;
      return true;
    }
    if (random_() < burst_) {
      remaining_ = 1 + random_() % kLongestBurst;
      return true;
    }
    return random_() < single_;
  }

 private:
  static constexpr std::uint64_t kLongestBurst = 256;

  static std::uint64_t threshold(double probability) {
    return static_cast<std::uint64_t>(probability * 18446744073709549568.0);  // below 2^64
  }

  std::mt19937_64 random_;
  std::uint64_t single_;
  std::uint64_t burst_;
  std::uint64_t remaining_ = 0;
};

}  // namespace sparseloom
