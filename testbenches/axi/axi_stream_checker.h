// The rules of AXI4-Stream, and where TLAST and TKEEP of images must be.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace sparseloom {

// What a stream shows at a rising clock edge.
struct StreamSample {
  bool valid = false;
  bool ready = false;
  bool last = false;
  std::uint64_t keep = 0;
  std::vector<std::uint8_t> data;

  bool moves() const { return valid && ready; }
};

class AxiStreamChecker {
 public:
  AxiStreamChecker(std::size_t bus_bytes, std::size_t image_bytes);

  void observe(bool reset, const StreamSample& sample);
  const std::vector<std::string>& violations() const { return violations_; }

 private:
  void check_stability(const StreamSample& sample);
  void check_frame(const StreamSample& sample);
  void report(const std::string& what);

  std::size_t bus_bytes_;
  std::size_t beats_;
  std::uint64_t last_keep_;
  std::uint64_t cycle_ = 0;
  std::size_t beat_ = 0;
  bool was_reset_ = false;  // what came before the first cycle is not known
  StreamSample before_;
  std::vector<std::string> violations_;
};

// The lowest `count` bits, up to all 64.
std::uint64_t low_bits(std::size_t count);

}  // namespace sparseloom
