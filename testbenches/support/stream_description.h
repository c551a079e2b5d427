// What the testbench knows about a design under test; the generated main.cpp holds tables of these.
#pragma once

#include <string>

namespace sparseloom {

// Which side of a stage a stream is on.
enum class Side { kInput, kOutput };

// One monitored stream: raster pixels, channels in groups of `lanes`, one group a beat; lane l of a
// beat is at bits l * bits_per_value and up.
struct StreamDescription {
  int design;             // index in the table of designs
  std::string stage;      // layer name
  Side side;
  std::string values_file;  // expected values below the folder of values: int32, little endian
  int channels;
  int height;
  int width;
  int lanes;
  int bits_per_value;
  bool is_signed;

  int elements() const { return channels * height * width; }
  int words_per_beat() const { return (lanes * bits_per_value + 31) / 32; }
  std::string name() const {
    return stage + (side == Side::kInput ? " input" : " output");
  }
};

// One accelerator in the bench. Its streams stand together in the table of streams, in the order
// in which data flow: input and output of the first stage, of the second, ...
struct DesignDescription {
  std::string name;
  int first_stream;
  int stream_count;
};

}  // namespace sparseloom
