#include "axi_lite_checker.h"

namespace sparseloom {

namespace {
constexpr const char* kNames[] = {"AW", "W", "B", "AR", "R"};
constexpr std::uint64_t kOkay = 0;
constexpr std::uint64_t kSlaveError = 2;
}  // namespace

void AxiLiteChecker::observe(bool reset, const LiteSample& sample) {
  cycle_++;
  if (reset) {
    if (was_reset_ && (sample[kB].valid || sample[kR].valid)) report("a response during reset");
    moved_.fill(0);
    before_ = LiteSample{};
  } else {
    check_stability(sample);
    check_responses(sample);
    before_ = sample;
  }
  was_reset_ = reset;
}

void AxiLiteChecker::check_stability(const LiteSample& sample) {
  for (std::size_t channel = 0; channel < kLiteChannels; channel++) {
    const std::string name = kNames[channel];
    if (!before_[channel].valid || before_[channel].ready) continue;
    if (!sample[channel].valid) {
      report(name + "VALID was dropped before READY");
    } else if (sample[channel].payload != before_[channel].payload) {
      report(name + " changed while waiting");
    }
  }
}

// A response comes after its request, one for each, and is one that AXI4-Lite has for us.
void AxiLiteChecker::check_responses(const LiteSample& sample) {
  if (sample[kB].valid && (moved_[kB] >= moved_[kAw] || moved_[kB] >= moved_[kW])) {
    report("BVALID without a write");
  }
  if (sample[kR].valid && moved_[kR] >= moved_[kAr]) report("RVALID without a read");
  for (const std::uint64_t response :
       {sample[kB].valid ? sample[kB].payload : kOkay,
        sample[kR].valid ? sample[kR].payload >> 32 : kOkay}) {
    if (response != kOkay && response != kSlaveError) report("response is neither OKAY nor SLVERR");
  }
  for (std::size_t channel = 0; channel < kLiteChannels; channel++) {
    if (sample[channel].moves()) moved_[channel]++;
  }
}

void AxiLiteChecker::report(const std::string& what) {
  violations_.push_back("cycle " + std::to_string(cycle_) + ": " + what);
}

}  // namespace sparseloom
