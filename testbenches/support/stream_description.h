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

// A stream from a stage (or the accelerator's input) to an input of a stage, with its FIFO.
struct ConnectionDescription {
  int design;
  std::string fifo;     // instance in the top
  int producer_stream;  // output of a stage, or the accelerator's input
  int consumer_stream;  // input of a stage
  int depth;            // entries of the FIFO
};

// One accelerator in the bench. Its streams stand together in the table of streams: the images, then
// for one stage after the other its inputs and its output, then the accelerator's output.
struct DesignDescription {
  std::string name;
  int first_stream;
  int stream_count;
};

}  // namespace sparseloom
