#include "dma_model.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace sparseloom {

namespace {
constexpr std::uint32_t kReceive = 0x30;
constexpr std::uint32_t kControl = 0x00;
constexpr std::uint32_t kStatus = 0x04;
constexpr std::uint32_t kAddress = 0x18;
constexpr std::uint32_t kAddressHigh = 0x1c;
constexpr std::uint32_t kLength = 0x28;
constexpr std::uint32_t kRun = 0x1;
constexpr std::uint32_t kReset = 0x4;
constexpr std::uint32_t kHalted = 0x1;
constexpr std::uint32_t kIdle = 0x2;
constexpr std::uint32_t kDecodeError = 0x40;
constexpr int kSlow = 3;
}  // namespace

// Returns the memory of a transfer; none if not all of it is known.
std::uint8_t* DmaModel::bytes(Channel& channel) {
  auto after = memory_.upper_bound(channel.address);
  if (after == memory_.begin()) return nullptr;
  const auto& [base, memory] = *--after;
  const std::uint64_t from = channel.address - base;
  return from + channel.length <= memory->size() ? memory->data() + from : nullptr;
}

void DmaModel::begin(Channel& channel, std::uint32_t length) {
  if (!channel.running || channel.starting > 0) throw std::runtime_error("a transfer of a halted DMA");
  if (channel.busy) throw std::runtime_error("a transfer while another is under way");
  if (channel.address % BUS_BYTES != 0) throw std::runtime_error("a transfer that is not aligned");
  channel.length = length;
  std::uint8_t* memory = bytes(channel);
  channel.error = memory == nullptr;
  channel.busy = !channel.error;
  if (!channel.busy) return;
  if (&channel == &send_) {
    bench_.send(bench_.beats(Bytes(memory, memory + length)));
  } else {
    if (length < output_bytes_) throw std::runtime_error("a result does not fit its transfer");
    bench_.take_until(taken_ + output_bytes_);
  }
}

void DmaModel::advance() {
  bench_.cycle();
  if (send_.busy && bench_.idle()) send_.busy = false;
  if (receive_.busy && bench_.received().size() == taken_ + output_bytes_) {
    std::copy_n(bench_.received().begin() + static_cast<std::ptrdiff_t>(taken_), output_bytes_, bytes(receive_));
    taken_ += output_bytes_;
    receive_.busy = false;
  }
}

std::uint32_t DmaModel::read(std::uint32_t offset) {
  advance();
  Channel& channel = offset < kReceive ? send_ : receive_;
  switch (offset % kReceive) {
    case kControl:
      if (resetting_ > 0) return --resetting_ > 0 ? kReset : 0;
      return channel.running ? kRun : 0;
    case kStatus: {
      const bool halted = !channel.running || channel.starting > 0 || channel.error;
      if (channel.starting > 0) channel.starting--;
      return (halted ? kHalted : 0) | (channel.busy ? 0 : kIdle) | (channel.error ? kDecodeError : 0);
    }
    default:
      throw std::runtime_error("read of DMA register " + std::to_string(offset));
  }
}

void DmaModel::write(std::uint32_t offset, std::uint32_t value) {
  advance();
  Channel& channel = offset < kReceive ? send_ : receive_;
  switch (offset % kReceive) {
    case kControl:
      if (value & kReset) {
        send_ = receive_ = Channel();
        resetting_ = kSlow;
      } else if (value & kRun) {
        channel.running = true;
        channel.starting = kSlow;
      }
      break;
    case kAddress:
      channel.address = (channel.address & ~std::uint64_t{0xffffffff}) | value;
      break;
    case kAddressHigh:
      channel.address = (channel.address & 0xffffffff) | std::uint64_t{value} << 32;
      break;
    case kLength:
      begin(channel, value);
      break;
    default:
      throw std::runtime_error("write of DMA register " + std::to_string(offset));
  }
}

}  // namespace sparseloom
