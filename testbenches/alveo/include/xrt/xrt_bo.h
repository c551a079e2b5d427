// Stands in for the header of the Xilinx runtime: a buffer on the host and one on the card, which sync makes equal.
#pragma once

#include <cstdint>
#include <vector>

#include "xrt/xrt_device.h"

enum xclBOSyncDirection { XCL_BO_SYNC_BO_TO_DEVICE, XCL_BO_SYNC_BO_FROM_DEVICE };

namespace xrt {

class bo {
 public:
  bo(const device&, std::size_t bytes, int) : host_(bytes, 0xa5), card_(bytes, 0x5a) {}
  template <typename T>
  T map() {
    return reinterpret_cast<T>(host_.data());
  }
  void sync(xclBOSyncDirection direction) {
    if (direction == XCL_BO_SYNC_BO_TO_DEVICE) {
      card_ = host_;
    } else {
      host_ = card_;
    }
  }
  std::vector<std::uint8_t>& card() { return card_; }

 private:
  std::vector<std::uint8_t> host_;
  std::vector<std::uint8_t> card_;
};

}  // namespace xrt
