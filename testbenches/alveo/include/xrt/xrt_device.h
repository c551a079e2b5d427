// Stands in for the header of the Xilinx runtime where there is none: what the program on the host of a card uses.
#pragma once

#include <stdexcept>
#include <string>

namespace xrt {

class uuid {};

class device {
 public:
  explicit device(unsigned) {}
  uuid load_xclbin(const std::string& file) {
    if (file.find(".xclbin") == std::string::npos) throw std::runtime_error("no xclbin: " + file);
    return {};
  }
};

}  // namespace xrt
