// What the simulation was asked to do.
#pragma once

#include <cstdint>
#include <string>

namespace sparseloom {

struct CommandLine {
  std::uint64_t images = 1;
  std::string values_folder = ".";
  std::string result_file = "result.json";
  std::string trace_file;  // empty: no waveform
  double stall_probability = 0;
  std::uint64_t seed = 1;
  std::uint64_t watchdog_cycles = 100000;   // without any transfer: a deadlock
  std::uint64_t mismatch_limit = 1000;      // wrong values after which the run stops

  // Throws std::invalid_argument for an option that is unknown or has no sensible value.
  static CommandLine parse(int argc, char** argv);
};

}  // namespace sparseloom
