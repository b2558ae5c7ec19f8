#include "store/test_files.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <zlib.h>
#include <zstd.h>

#include <fstream>
#include <random>
#include <sstream>

#include "store/digest.h"

namespace dragoman::store_test {

TempFolder::TempFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "dragoman-test-XXXXXX").string();
  if (!::mkdtemp(name.data())) ADD_FAILURE() << "no temporary folder";
  path_ = name;
}
TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

WithEnvironment::WithEnvironment(const char* name, const char* value) : name_(name) {
  if (const char* old = ::getenv(name)) {
    had_ = true;
    old_ = old;
  }
  value ? ::setenv(name, value, 1) : ::unsetenv(name);
}
WithEnvironment::~WithEnvironment() { had_ ? ::setenv(name_.c_str(), old_.c_str(), 1) : ::unsetenv(name_.c_str()); }

void write(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  ASSERT_TRUE(file.flush().good()) << path;
}
std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return out.str();
}

std::string noise(std::size_t size, unsigned seed) {
  std::mt19937 random(seed);
  std::string out(size, '\0');
  for (char& c : out) c = static_cast<char>(random());
  if (!out.empty()) out[0] = 1;  // not the first byte of a packed file
  return out;
}

std::string gzipped(std::string_view bytes) {
  z_stream stream{};
  EXPECT_EQ(::deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string out(::deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(::deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  ::deflateEnd(&stream);
  return out;
}

std::string zstandard(std::string_view bytes) {
  std::string out(::ZSTD_compressBound(bytes.size()), '\0');
  std::size_t size = ::ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3);
  EXPECT_FALSE(::ZSTD_isError(size));
  out.resize(size);
  return out;
}

std::string sha256(std::string_view bytes) {
  Result<store::Sha256> sum = store::Sha256::start();
  if (!sum) {
    ADD_FAILURE() << sum.error().what;
    return {};
  }
  sum->update(bytes);
  return sum->finish();
}

void write_firefox_model(const std::filesystem::path& folder, const std::string& pair) {
  write(folder / ("model." + pair + ".intgemm.alphas.bin"), noise(3000, 1));
  write(folder / ("vocab." + pair + ".spm"), noise(500, 2));
  write(folder / ("lex.50.50." + pair + ".s2t.bin"), noise(700, 3));
}

}  // namespace dragoman::store_test
