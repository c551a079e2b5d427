#include "axi_stream_checker.h"

namespace sparseloom {

std::uint64_t low_bits(std::size_t count) {
  return count >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << count) - 1;
}

AxiStreamChecker::AxiStreamChecker(std::size_t bus_bytes, std::size_t image_bytes)
    : bus_bytes_(bus_bytes),
      beats_((image_bytes + bus_bytes - 1) / bus_bytes),
      last_keep_(low_bits(image_bytes - (beats_ - 1) * bus_bytes)) {}

void AxiStreamChecker::observe(bool reset, const StreamSample& sample) {
  cycle_++;
  if (reset) {
    // A synchronous reset acts from its second cycle on.
    if (was_reset_ && sample.valid) report("VALID is high during reset");
    beat_ = 0;
    before_ = StreamSample{};
  } else {
    if (was_reset_ && sample.valid) report("VALID is high in the first cycle after reset");
    check_stability(sample);
    check_frame(sample);
    before_ = sample;
  }
  was_reset_ = reset;
}

void AxiStreamChecker::check_stability(const StreamSample& sample) {
  if (!before_.valid || before_.ready) return;
  if (!sample.valid) {
    report("VALID was dropped before READY");
  } else if (sample.data != before_.data) {
    report("TDATA changed while waiting");
  } else if (sample.keep != before_.keep) {
    report("TKEEP changed while waiting");
  } else if (sample.last != before_.last) {
    report("TLAST changed while waiting");
  }
}

void AxiStreamChecker::check_frame(const StreamSample& sample) {
  if (!sample.moves()) return;
  const bool end = beat_ == beats_ - 1;
  if (sample.last && !end) report("TLAST is early, at beat " + std::to_string(beat_));
  if (!sample.last && end) report("TLAST is missing at the last beat");
  if (sample.keep != (end ? last_keep_ : low_bits(bus_bytes_))) {
    report("TKEEP is wrong at beat " + std::to_string(beat_));
  }
  beat_ = sample.last || end ? 0 : beat_ + 1;
}

void AxiStreamChecker::report(const std::string& what) {
  violations_.push_back("cycle " + std::to_string(cycle_) + ": " + what);
}

}  // namespace sparseloom
