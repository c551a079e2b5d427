// A card whose accelerator knows the result of one image: pixel_images.bin and the first of results.bin in the folder
// that SIMULATED_CARD names. Between host and accelerator are the generated kernels that move images and results.
#include "movers.cpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <vector>

#include "experimental/xrt_ip.h"
#include "xrt/xrt_kernel.h"

#define JOINED(name, rest) name##_##rest
#define OF_NAME(name, rest) JOINED(name, rest)
#define OF_DESIGN(rest) OF_NAME(DESIGN_MACRO, rest)

namespace {

typedef std::vector<std::uint8_t> Bytes;

const int kBusBytes = static_cast<int>(OF_DESIGN(AXI_BUS_BYTES));

hls::stream<Beat> images("images");
hls::stream<Beat> results("results");
bool running = false;
std::uint32_t done = 0;
std::vector<std::uint32_t> loaded;

Bytes file(const std::string& name) {
  const char* folder = std::getenv("SIMULATED_CARD");
  std::ifstream stream(std::string(folder) + "/" + name, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(stream), {});
}

void require(bool condition, const std::string& what) {
  if (!condition) throw std::runtime_error("card: " + what);
}

bool weights_loaded() {
  const Bytes all = file("weights.bin");
  return std::equal(all.begin(), all.end(), reinterpret_cast<const std::uint8_t*>(loaded.data()),
                    reinterpret_cast<const std::uint8_t*>(loaded.data() + loaded.size()));
}

// The bytes of a beat that TKEEP says are some.
void append(const Beat& beat, Bytes& bytes) {
  for (int byte = 0; byte < kBusBytes; ++byte) {
    if (beat.keep.get_bits(byte) & 1) {
      bytes.push_back(static_cast<std::uint8_t>(beat.data.get_bits(8 * byte)));
    }
  }
}

void accelerate() {
  const Bytes known = file("pixel_images.bin");
  Bytes result = file("results.bin");
  result.resize(OF_DESIGN(AXI_OUTPUT_BYTES));
  result.resize((result.size() + kBusBytes - 1) / kBusBytes * kBusBytes);
  while (!images.empty()) {
    Bytes image;
    for (bool last = false; !last;) {
      const Beat beat = images.read();
      append(beat, image);
      last = static_cast<bool>(beat.last);
    }
    require(running && image == known, "an image that nobody sent");
    for (std::size_t at = 0; at < result.size(); at += kBusBytes) {
      Beat beat;
      for (int byte = 0; byte < kBusBytes; ++byte) {
        beat.data.set_bits(8 * byte, 8, result[at + static_cast<std::size_t>(byte)]);
      }
      results.write(beat);
    }
    ++done;
  }
}

// A buffer's bytes as words and back, however wide those are here.
std::vector<Word> words(const Bytes& bytes) {
  std::vector<Word> words(bytes.size() / kBusBytes);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    words[i / kBusBytes].set_bits(8 * static_cast<int>(i % kBusBytes), 8, bytes[i]);
  }
  return words;
}

void send(Bytes& memory, unsigned count) {
  send_images(words(memory).data(), count, images);
  accelerate();
}

void receive(Bytes& memory, unsigned count) {
  std::vector<Word> out = words(memory);
  receive_results(out.data(), count, results);
  for (std::size_t i = 0; i < memory.size(); ++i) {
    memory[i] = static_cast<std::uint8_t>(
        out[i / kBusBytes].get_bits(8 * static_cast<int>(i % kBusBytes)));
  }
}

}  // namespace

namespace xrt {

run kernel::operator()(bo& buffer, unsigned count) {
  require(name_ == "send_images" || name_ == "receive_results", "no kernel " + name_);
  auto work = name_ == "send_images" ? send : receive;
  return run([work, &buffer, count] { work(buffer.card(), count); });
}

ip::ip(const device&, const uuid&, const std::string& name) {
  require(name.find("_kernel") != std::string::npos, "no kernel " + name);
}

std::uint32_t ip::read_register(std::uint32_t offset) const {
  switch (offset) {
    case SPARSELOOM_ID: return 0x53504c4d;
    case SPARSELOOM_HASH_LOW: return static_cast<std::uint32_t>(OF_DESIGN(AXI_HASH));
    case SPARSELOOM_HASH_HIGH: return static_cast<std::uint32_t>(OF_DESIGN(AXI_HASH) >> 32);
    case SPARSELOOM_STATUS: return weights_loaded() ? SPARSELOOM_STATUS_WEIGHTS_LOADED : 0;
    case SPARSELOOM_IMAGES_OUT: return done;
    default: return 0;
  }
}

void ip::write_register(std::uint32_t offset, std::uint32_t value) {
  if (offset == SPARSELOOM_CONTROL) running = (value & SPARSELOOM_CONTROL_RUN) != 0;
#ifdef SPARSELOOM_WEIGHTS_0
  if (offset >= SPARSELOOM_WEIGHTS_0 && offset <= SPARSELOOM_WEIGHTS_2) loaded.push_back(value);
#endif
}

}  // namespace xrt
