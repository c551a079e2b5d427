#include "comparison.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <stdexcept>

std::int64_t watched_cycles[4096];

namespace {

const int kFoundFaults = 3;
const int kCannotRun = 2;
const std::size_t kReported = 100;
const long kMostMismatches = 1000;

struct Mismatch {
  int stream;
  long image;
  std::size_t value;
  std::int64_t expected;
  std::int64_t got;
};

struct Comparison {
  const std::vector<StreamDescription>& streams;
  std::string folder;
  long image = 0;
  long wrong = 0;
  std::vector<Mismatch> first;

  // Returns what a stream must carry for the present image.
  std::vector<std::int32_t> expected(int stream) const {
    const StreamDescription& description = streams.at(static_cast<std::size_t>(stream));
    const std::string path = folder + "/" + description.file;
    std::ifstream file(path, std::ios::binary);
    std::vector<std::int32_t> values(description.values());
    const std::size_t bytes = values.size() * sizeof(std::int32_t);
    file.seekg(static_cast<std::streamoff>(bytes) * image);
    file.read(reinterpret_cast<char*>(values.data()), static_cast<std::streamsize>(bytes));
    if (!file) {
      throw std::runtime_error(path + " must hold the values of image " + std::to_string(image));
    }
    return values;
  }

  void compare(int stream, const std::vector<std::int64_t>& values) {
    const std::vector<std::int32_t> right = expected(stream);
    if (values.size() != right.size()) {
      throw std::runtime_error(streams[static_cast<std::size_t>(stream)].name + " gives " +
                               std::to_string(values.size()) + " values of image " +
                               std::to_string(image) + ", must be " +
                               std::to_string(right.size()));
    }
    for (std::size_t i = 0; i < right.size(); ++i) {
      if (values[i] != right[i]) {
        ++wrong;
        if (first.size() < kReported) {
          first.push_back({stream, image, i, right[i], values[i]});
        }
      }
    }
  }
};

Comparison* comparison = nullptr;

void write_report(const std::string& path, const Comparison& compared) {
  std::ofstream file(path);
  file << "{\"images\": " << compared.image << ", \"mismatchCount\": " << compared.wrong
       << ", \"engineCycles\": [";
  for (std::size_t stage = 0; stage + 2 < compared.streams.size(); ++stage) {
    file << (stage == 0 ? "" : ", ") << watched_cycles[stage];
  }
  file << "],\n\"mismatches\": [";
  const char* separator = "\n";
  for (const Mismatch& wrong : compared.first) {
    file << separator << "{\"stream\": " << wrong.stream << ", \"image\": " << wrong.image
         << ", \"value\": " << wrong.value << ", \"expected\": " << wrong.expected
         << ", \"got\": " << wrong.got << "}";
    separator = ",\n";
  }
  file << "]}\n";
}

void print(const Comparison& compared) {
  for (const Mismatch& wrong : compared.first) {
    const StreamDescription& stream = compared.streams[static_cast<std::size_t>(wrong.stream)];
    const long pixel = static_cast<long>(wrong.value) / stream.channels;
    std::printf("%s: image %ld, pixel (y %ld, x %ld), channel %ld: expected %lld, got %lld\n",
                stream.name.c_str(), wrong.image, pixel / stream.width, pixel % stream.width,
                static_cast<long>(wrong.value) % stream.channels,
                static_cast<long long>(wrong.expected), static_cast<long long>(wrong.got));
  }
  std::printf("%ld images, %ld wrong values\n", compared.image, compared.wrong);
}

}  // namespace

void watch_values(int stream, const std::vector<std::int64_t>& values);
void watch_values(int stream, const std::vector<std::int64_t>& values) {
  comparison->compare(stream, values);
}

int run_testbench(int argc, char** argv, const std::vector<StreamDescription>& streams,
                  const Accelerator& accelerator) {
  long images = 1;
  std::string result;
  Comparison compared{streams, "values", 0, 0, {}};
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string option = argv[i];
    if (option == "--images") {
      images = std::atol(argv[i + 1]);
    } else if (option == "--values") {
      compared.folder = argv[i + 1];
    } else if (option == "--result") {
      result = argv[i + 1];
    } else {
      std::fprintf(stderr, "option %s must be --images, --values or --result\n", argv[i]);
      return kCannotRun;
    }
  }
  comparison = &compared;
  try {
    for (; compared.image < images && compared.wrong < kMostMismatches; ++compared.image) {
      compared.compare(static_cast<int>(streams.size()) - 1, accelerator(compared.expected(0)));
      std::fprintf(stderr, "progress images=%ld of=%ld\n", compared.image + 1, images);
    }
  } catch (const std::exception& problem) {
    std::fprintf(stderr, "C simulation: %s\n", problem.what());
    return kCannotRun;
  }
  if (!result.empty()) {
    write_report(result, compared);
  }
  print(compared);
  return compared.wrong == 0 ? 0 : kFoundFaults;
}
