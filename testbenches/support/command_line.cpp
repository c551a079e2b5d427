#include "command_line.h"

#include <stdexcept>

namespace sparseloom {

CommandLine CommandLine::parse(int argc, char** argv) {
  CommandLine line;
  for (int i = 1; i < argc; i += 2) {
    const std::string option = argv[i];
    if (i + 1 == argc) {
      throw std::invalid_argument("option " + option + " needs a value");
    }
    const std::string value = argv[i + 1];
    if (option == "--images") {
      line.images = std::stoull(value);
    } else if (option == "--values") {
      line.values_folder = value;
    } else if (option == "--result") {
      line.result_file = value;
    } else if (option == "--trace") {
      line.trace_file = value;
    } else if (option == "--stall") {
      line.stall_probability = std::stod(value);
    } else if (option == "--seed") {
      line.seed = std::stoull(value);
    } else if (option == "--watchdog") {
      line.watchdog_cycles = std::stoull(value);
    } else if (option == "--mismatch-limit") {
      line.mismatch_limit = std::stoull(value);
    } else {
      throw std::invalid_argument("unknown option " + option);
    }
  }
  if (line.images == 0 || line.stall_probability < 0 || line.stall_probability >= 1) {
    throw std::invalid_argument("--images must be at least 1, --stall 0 or more and below 1");
  }
  return line;
}

}  // namespace sparseloom
