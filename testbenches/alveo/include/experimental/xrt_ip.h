// Stands in for the header of the Xilinx runtime: registers of the kernel (card.cpp).
#pragma once

#include <cstdint>
#include <string>

#include "xrt/xrt_device.h"

namespace xrt {

class ip {
 public:
  ip(const device&, const uuid&, const std::string& name);
  std::uint32_t read_register(std::uint32_t offset) const;
  void write_register(std::uint32_t offset, std::uint32_t value);
};

}  // namespace xrt
