#include "checker_test.h"

#include <algorithm>
#include <functional>

namespace sparseloom {

namespace {

struct Spoiler {
  std::string violation;  // what the checker must say
  // Spoils a sample if it can; `waited`: the beat before it was not taken.
  std::function<bool(StreamSample&, bool waited)> spoil;
};

const std::vector<Spoiler>& spoilers() {
  static const std::vector<Spoiler> all = {
      {"TDATA changed while waiting",
       [](StreamSample& s, bool waited) { return waited && (s.data[0] ^= 1, true); }},
      {"TKEEP changed while waiting",
       [](StreamSample& s, bool waited) { return waited && !s.ready && (s.keep ^= 1, true); }},
      {"TLAST changed while waiting",
       [](StreamSample& s, bool waited) { return waited && !s.ready && (s.last = !s.last, true); }},
      {"VALID was dropped before READY",
       [](StreamSample& s, bool waited) { return waited && !s.ready && (s.valid = false, true); }},
      {"TLAST is early",
       [](StreamSample& s, bool) { return s.moves() && !s.last && (s.last = true); }},
      {"TLAST is missing at the last beat",
       [](StreamSample& s, bool) { return s.moves() && s.last && (s.last = false, true); }},
      {"TKEEP is wrong", [](StreamSample& s, bool) { return s.moves() && (s.keep >>= 1, true); }},
  };
  return all;
}

bool says(const std::vector<std::string>& violations, const std::string& what) {
  return std::any_of(violations.begin(), violations.end(), [&](const std::string& violation) {
    return violation.find(what) != std::string::npos;
  });
}

// A write and a read as they should be, with answers that wait for a cycle.
std::vector<LiteSample> good_accesses() {
  const ChannelSample off{};
  const ChannelSample asks{true, true, 4};
  const ChannelSample waits{true, false, 0};
  const ChannelSample answers{true, true, 0};
  return {{asks, asks, off, off, off}, {off, off, waits, off, off}, {off, off, answers, off, off},
          {off, off, off, asks, off}, {off, off, off, off, waits}, {off, off, off, off, answers}};
}

void expect_lite(const std::vector<LiteSample>& samples, const std::string& violation) {
  AxiLiteChecker checker;
  for (const LiteSample& sample : samples) checker.observe(false, sample);
  if (violation.empty()) {
    expect(checker.violations().empty(), "the checker of registers found a fault that is none");
  } else {
    expect(says(checker.violations(), violation), "the checker missed: " + violation);
  }
}

void check_lite_checker() {
  expect_lite(good_accesses(), "");
  const auto spoilt = [](std::size_t cycle, LiteChannel channel, ChannelSample instead) {
    std::vector<LiteSample> samples = good_accesses();
    samples[cycle][channel] = instead;
    return samples;
  };
  expect_lite(spoilt(0, kB, {true, true, 0}), "BVALID without a write");
  expect_lite(spoilt(0, kR, {true, true, 0}), "RVALID without a read");
  expect_lite(spoilt(2, kB, {}), "BVALID was dropped before READY");
  expect_lite(spoilt(5, kR, {true, true, 7}), "R changed while waiting");
  expect_lite(spoilt(5, kR, {true, true, std::uint64_t{1} << 32}), "neither OKAY nor SLVERR");
}

}  // namespace

void check_checkers(const AxiData& data, std::uint64_t seed) {
  check_lite_checker();
  for (const Spoiler& spoiler : spoilers()) {
    AxiBench bench(BUS_BYTES, data.results[0].size(), 0.5, seed);
    bool done = false;
    bool waited = false;
    bench.spoil([&](StreamSample& sample) {
      const bool waits = sample.valid && !sample.ready;
      done = done || spoiler.spoil(sample, waited);
      waited = waits;
    });
    start(bench, data);
    send(bench, data, 0, data.images.size());
    await(bench, data, data.images.size());
    expect(done, "no chance to spoil: " + spoiler.violation);
    expect(says(bench.violations(), spoiler.violation), "the checker missed: " + spoiler.violation);
  }
}

}  // namespace sparseloom
