// The rules of AXI4-Lite.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sparseloom {

// One of the five channels at a rising clock edge; all that goes with VALID in one number.
struct ChannelSample {
  bool valid = false;
  bool ready = false;
  std::uint64_t payload = 0;

  bool moves() const { return valid && ready; }
};

enum LiteChannel : std::size_t { kAw, kW, kB, kAr, kR, kLiteChannels };

using LiteSample = std::array<ChannelSample, kLiteChannels>;

class AxiLiteChecker {
 public:
  // The payload of B is its response; that of R has the response above 32 bits of data.
  void observe(bool reset, const LiteSample& sample);
  const std::vector<std::string>& violations() const { return violations_; }

 private:
  void check_stability(const LiteSample& sample);
  void check_responses(const LiteSample& sample);
  void report(const std::string& what);

  std::uint64_t cycle_ = 0;
  bool was_reset_ = false;  // what came before the first cycle is not known
  LiteSample before_;
  std::array<std::uint64_t, kLiteChannels> moved_{};
  std::vector<std::string> violations_;
};

}  // namespace sparseloom
