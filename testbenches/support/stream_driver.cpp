#include "stream_driver.h"

#include <algorithm>

namespace sparseloom {
namespace {

// From the seed of an input's stalls to that of the next one's.
constexpr std::uint64_t kSeedStep = 1'000'000'007;

}  // namespace

InputDriver::InputDriver(DesignPorts& ports, int input, const StreamDescription& stream,
                         const std::string& values_folder, std::uint64_t images,
                         double stall_probability, std::uint64_t seed)
    : ports_(ports),
      input_(input),
      stream_(stream),
      values_(values_folder + "/" + stream.values_file,
              images * static_cast<std::uint64_t>(stream.elements())),
      total_values_(images * static_cast<std::uint64_t>(stream.elements())),
      // One word more, for a lane that straddles the last two words of put_bits and pack_beat.
      words_(static_cast<std::size_t>(stream.words_per_beat()) + 2),
      stalls_(stall_probability, seed) {
  ports_.set_input_valid(input_, false);
}

void InputDriver::pack_beat() {
  std::fill(words_.begin(), words_.end(), 0U);
  const int bits = stream_.bits_per_value;
  const std::uint64_t mask = (std::uint64_t{1} << bits) - 1;
  const auto elements = static_cast<std::uint64_t>(stream_.elements());
  const std::uint64_t in_image = position_ % elements;
  for (int index = 0; index < stream_.values_per_beat(); index++) {
    const int element = stream_.element(static_cast<int>(in_image) + index);
    const std::int64_t value =
        values_[position_ - in_image + static_cast<std::uint64_t>(element)];
    const std::uint64_t raw = static_cast<std::uint64_t>(value) & mask;
    const auto word = static_cast<std::size_t>(index * bits / 32);
    const int offset = index * bits % 32;
    words_[word] |= static_cast<std::uint32_t>(raw << offset);
    words_[word + 1] |= static_cast<std::uint32_t>((raw << offset) >> 32);
  }
}

void InputDriver::drive() {
  if (!offering_ && position_ < total_values_ && !stalls_.next()) {
    offering_ = true;
    pack_beat();
    ports_.offer(input_, words_.data());
  }
  ports_.set_input_valid(input_, offering_);
}

void InputDriver::sample() {
  if (offering_ && ports_.input_ready(input_)) {
    position_ += static_cast<std::uint64_t>(stream_.values_per_beat());
    offering_ = false;
  }
}

StreamDriver::StreamDriver(DesignPorts& ports, const std::vector<const StreamDescription*>& inputs,
                           const StreamDescription& output, int output_stream,
                           const std::string& values_folder, std::uint64_t images,
                           double stall_probability, std::uint64_t seed)
    : ports_(ports),
      output_stream_(output_stream),
      output_beats_per_image_(
          static_cast<std::uint64_t>(output.elements() / output.values_per_beat())),
      output_stalls_(stall_probability, 2 * seed + 1) {
  for (const StreamDescription* input : inputs) {
    const std::size_t number = inputs_.size();
    inputs_.emplace_back(ports, static_cast<int>(number), *input, values_folder, images,
                         stall_probability, 2 * seed + number * kSeedStep);
  }
  ports_.set_output_ready(false);
}

void StreamDriver::drive() {
  for (InputDriver& input : inputs_) {
    input.drive();
  }
  accepting_ = !output_stalls_.next();
  ports_.set_output_ready(accepting_);
}

void StreamDriver::sample(Scoreboard& scoreboard) {
  for (InputDriver& input : inputs_) {
    input.sample();
  }
  if (accepting_ && ports_.output_valid()) {
    output_beats_++;
    const bool last = output_beats_ % output_beats_per_image_ == 0;
    if (ports_.output_last() != last) {
      scoreboard.protocol_error(output_stream_, last ? "lacks tlast at an image's last beat"
                                                     : "has tlast inside an image");
    }
  }
}

}  // namespace sparseloom
