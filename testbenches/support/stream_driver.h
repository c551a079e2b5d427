// Feeds a design's inputs and takes its output.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "ports.h"
#include "scoreboard.h"
#include "stall_generator.h"
#include "stream_description.h"
#include "values_file.h"

namespace sparseloom {

// One input of an accelerator, number `input` of it: offers all values, each beat until it is taken.
class InputDriver {
 public:
  InputDriver(DesignPorts& ports, int input, const StreamDescription& stream,
              const std::string& values_folder, std::uint64_t images, double stall_probability,
              std::uint64_t seed);

  void drive();
  void sample();

 private:
  void pack_beat();

  DesignPorts& ports_;
  int input_;
  const StreamDescription& stream_;
  ValuesFile values_;
  std::uint64_t total_values_;
  std::uint64_t position_ = 0;
  std::vector<std::uint32_t> words_;
  bool offering_ = false;
  StallGenerator stalls_;
};

// All ends of one accelerator. Per cycle: drive() while the clock is low, then, when the
// combinational paths have settled and before the rising edge, sample().
class StreamDriver {
 public:
  // `inputs` and `output` are the streams at the accelerator's ports.
  StreamDriver(DesignPorts& ports, const std::vector<const StreamDescription*>& inputs,
               const StreamDescription& output, int output_stream,
               const std::string& values_folder, std::uint64_t images, double stall_probability,
               std::uint64_t seed);

  void drive();
  // Notes the transfers of this cycle; reports a tlast in the wrong place to the scoreboard.
  void sample(Scoreboard& scoreboard);

 private:
  DesignPorts& ports_;
  std::deque<InputDriver> inputs_;
  bool accepting_ = false;
  int output_stream_;
  std::uint64_t output_beats_per_image_;
  std::uint64_t output_beats_ = 0;
  StallGenerator output_stalls_;
};

}  // namespace sparseloom
