// The model file's layout: what a sound one gives, and that every lie about sizes, names, types and values is an error
// that says where. The reader decides on its own what to believe; the bytes here come from model_writer.h.
#include "engine/marian_file.h"

#include <cmath>
#include <cstring>
#include <limits>

#include "test_run.h"

namespace dragoman::engine::test {
namespace {

/// Two float tensors, an int8 one and the configuration: every part of the format, in under 2 KB.
ModelFile small_file() {
  ModelFile file;
  file.add_float("a", {1, 3}, {1, -2, 0.5F});
  file.add_float("b", {2, 2}, {1, 2, 3, 4});
  file.add_int8("c", {2, 3}, {1, -127, 127, 0, 5, -6}, 42);
  file.config = {{"type", "transformer"}};
  return file;
}

/// Places in small_file()'s bytes.
constexpr std::size_t kHeaders = 16, kHeaderSize = 32, kTensors = 4;
constexpr std::size_t kNames = kHeaders + kHeaderSize * kTensors;
constexpr std::size_t kNameBytes = 3 * 2 + 18;  // "a", "b", "c", "special:model.yml" with their NULs
constexpr std::size_t kShapes = kNames + kNameBytes;
constexpr std::size_t kPadding = kShapes + 4 * 7;
std::size_t header(std::size_t tensor, std::size_t field) { return kHeaders + kHeaderSize * tensor + 8 * field; }

Error error_of(const std::string& bytes) {
  Result<MarianFile> file = MarianFile::parse(bytes, "model.bin");
  if (file) {
    ADD_FAILURE() << "the file was accepted";
    return {};
  }
  EXPECT_NE(file.error().what.find("model.bin"), std::string::npos) << file.error().what;
  return file.error();
}

void expect_error(const std::string& bytes, ErrorCode code, const std::string& part) {
  const Error error = error_of(bytes);
  EXPECT_EQ(error.code, code) << error.what;
  EXPECT_NE(error.what.find(part), std::string::npos) << error.what;
}

template <class T>
std::string with(std::size_t at, T value) {
  std::string bytes = small_file().bytes();
  put_at(bytes, at, value);
  return bytes;
}

TEST(MarianFile, GivesTensorsAndConfigurationOfASoundFile) {
  const std::string bytes = small_file().bytes();
  Result<MarianFile> file = MarianFile::parse(bytes, "model.bin");
  ASSERT_TRUE(file) << file.error().what;
  EXPECT_EQ(file->tensors().size(), 3u);
  EXPECT_EQ(file->config(), "type: transformer");
  EXPECT_EQ(file->find("d"), nullptr);
  const Tensor* c = file->find("c");
  ASSERT_NE(c, nullptr);
  EXPECT_EQ(c->type, TensorType::kIntgemm8);
  EXPECT_EQ(c->rows, 2u);
  EXPECT_EQ(c->columns, 3u);
  EXPECT_EQ(c->quantised()[1], -127);
  EXPECT_EQ(c->multiplier(), 42);
  EXPECT_EQ(file->find("b")->float_at(2), 3);
  EXPECT_EQ(c->offset % 256, 0u);
}

TEST(MarianFile, ReadsTheSameFromUnalignedMemory) {
  const std::string bytes = "x" + small_file().bytes();
  Result<MarianFile> file = MarianFile::parse(std::string_view(bytes).substr(1), "model.bin");
  ASSERT_TRUE(file) << file.error().what;
  EXPECT_EQ(file->find("a")->float_at(1), -2);
  EXPECT_EQ(file->find("c")->multiplier(), 42);
}

TEST(MarianFile, AcceptsLeadingDimensionsOfOne) {
  ModelFile model = small_file();
  model.find("b")->shape = {1, 1, 2, 2};
  const std::string bytes = model.bytes();
  Result<MarianFile> file = MarianFile::parse(bytes, "model.bin");
  ASSERT_TRUE(file) << file.error().what;
  EXPECT_EQ(file->find("b")->rows, 2u);
}

TEST(MarianFile, EveryPrefixIsAnError) {
  const std::string bytes = small_file().bytes();
  for (std::size_t n = 0; n < bytes.size(); ++n) {
    const std::string prefix = bytes.substr(0, n);  // memory of its own, so that a sanitizer sees its end
    EXPECT_FALSE(MarianFile::parse(prefix, "model.bin")) << n;
  }
  expect_error(bytes.substr(0, kHeaders + 5), ErrorCode::kBadModel, "truncated");
  expect_error(bytes + "x", ErrorCode::kBadModel, "1 bytes follow");
}

TEST(MarianFile, OtherVersionsAndFormatsAreNamed) {
  expect_error(with<std::uint64_t>(0, 2), ErrorCode::kUnsupportedModel, "version 1");
  expect_error("PK\x03\x04" + std::string(100, 'x'), ErrorCode::kUnsupportedModel, ".npz");
  expect_error(std::string("\x1f\x8b\x08\0", 4) + std::string(100, 'x'), ErrorCode::kUnsupportedModel, "gzipped");
}

TEST(MarianFile, LyingCountsAndLengthsAreRefused) {
  constexpr std::uint64_t kHuge = std::numeric_limits<std::uint64_t>::max();
  for (const std::uint64_t count :
       {std::uint64_t{5}, std::uint64_t{100'000}, std::uint64_t{100'001}, kHuge, kHuge / 32})
    error_of(with<std::uint64_t>(8, count));
  expect_error(with<std::uint64_t>(8, kHuge), ErrorCode::kBadModel, "tensors");
  error_of(with<std::uint64_t>(8, 3));  // one header fewer: all else shifts
  error_of(with<std::uint64_t>(8, 0));
  for (const std::uint64_t length :
       {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{3}, std::uint64_t{1025}, kHuge}) {
    error_of(with<std::uint64_t>(header(0, 0), length));
  }
  for (const std::uint64_t rank : {std::uint64_t{0}, std::uint64_t{9}, kHuge / 4, kHuge})
    expect_error(with<std::uint64_t>(header(1, 2), rank), ErrorCode::kBadModel, "dimensions");
  for (const std::uint64_t length :
       {kHuge, kHuge - 255, kHuge / 2, std::uint64_t{1} << 32, std::uint64_t{0}, std::uint64_t{8}})
    error_of(with<std::uint64_t>(header(1, 3), length));
  for (const std::uint64_t padding : {kHuge, kHuge - 7, std::uint64_t{100'000}})
    expect_error(with<std::uint64_t>(kPadding, padding), ErrorCode::kBadModel, "truncated");
}

TEST(MarianFile, LyingShapesAreRefused) {
  for (const std::int32_t size :
       {0, -1, std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()}) {
    for (std::size_t dimension = 0; dimension < 6; ++dimension)
      expect_error(with<std::int32_t>(kShapes + 4 * dimension, size), ErrorCode::kBadModel,
                   size <= 0 ? "dimension" : "tensor");
  }
  ModelFile model = small_file();
  constexpr std::int32_t kMost = std::numeric_limits<std::int32_t>::max();
  for (const auto& shape : std::vector<std::vector<std::int32_t>>{{kMost, kMost},
                                                                  {65536, 65537},
                                                                  {kMost, kMost, kMost, kMost},
                                                                  {2, 1, 1, 4},
                                                                  {1 << 16, 1 << 16, 1, 1},
                                                                  {2, 2, 1},
                                                                  {1 << 30, 4, 1 << 30, 4},
                                                                  {16, 5},
                                                                  {65}}) {
    model.find("b")->shape = shape;
    error_of(model.bytes());
  }
}

TEST(MarianFile, NamesMustEndWhereTheyClaimAndComeOnce) {
  expect_error(with<char>(kNames + 1, 'x'), ErrorCode::kBadModel, "name");   // no NUL at its end
  expect_error(with<char>(kNames + 8, '\0'), ErrorCode::kBadModel, "name");  // one in the middle
  ModelFile model = small_file();
  model.find("b")->name = "a";
  expect_error(model.bytes(), ErrorCode::kBadModel, "comes twice");
  model = small_file();
  model.tensors.push_back({"special:model.yml", kTypeText, {4}, std::string("a: b", 4)});
  expect_error(model.bytes(), ErrorCode::kBadModel, "comes twice");
}

TEST(MarianFile, UnknownTypesAreNamed) {
  for (const std::uint64_t type : {0x4102u, 0x0101u + 0x100u, 0x0402u, 0x0808u, 0u})
    expect_error(with<std::uint64_t>(header(1, 1), type), ErrorCode::kUnsupportedModel, "tensor b has type 0x");
  error_of(with<std::uint64_t>(header(0, 1), std::uint64_t{0x4101} << 32));
}

TEST(MarianFile, ValuesThatAreNoNumbersAreRefused) {
  for (const float value : {NAN, INFINITY, -INFINITY}) {
    ModelFile model = small_file();
    model.find("b")->set_float(2, value);
    expect_error(model.bytes(), ErrorCode::kBadModel, "b holds a value that is no number");
  }
  for (const float multiplier : {NAN, INFINITY, 0.0F, -1.0F, -0.0F}) {
    ModelFile model = small_file();
    put_at(model.find("c")->data, 6, multiplier);
    expect_error(model.bytes(), ErrorCode::kBadModel, "multiplier");
  }
  ModelFile model = small_file();
  model.find("c")->data[4] = '\x80';
  expect_error(model.bytes(), ErrorCode::kBadModel, "-128");
}

TEST(MarianFile, ErrorsGiveTheByte) {
  ModelFile model = small_file();
  model.find("c")->data[4] = '\x80';
  const std::string bytes = model.bytes();
  EXPECT_EQ(error_of(bytes).at, 256u + 2 * 256 + 4);  // the third tensor's fifth byte
  EXPECT_EQ(error_of(bytes.substr(0, 100)).at, 96u);  // four bytes of the number there are missing
}

TEST(MarianFile, AFileWithoutConfigurationIsRefused) {
  ModelFile model = small_file();
  model.config.clear();
  expect_error(model.bytes(), ErrorCode::kUnsupportedModel, "special:model.yml");
}

TEST(MarianFile, ReadsTheRealModels) {
  if (real_models().empty()) GTEST_SKIP() << "SKIPPED: no models (set DRAGOMAN_TEST_MODELS, or run make models)";
  for (const std::string& folder : real_models()) {
    const std::string bytes = file_of(folder, "model.", ".bin");
    Result<MarianFile> file = MarianFile::parse(bytes, folder);
    ASSERT_TRUE(file) << file.error().what;
    EXPECT_TRUE(ModelFile::read(bytes).bytes() == bytes);  // the writer writes what the training program writes
    for (std::size_t n = 0; n < bytes.size(); n += bytes.size() / 40)
      EXPECT_FALSE(MarianFile::parse(std::string_view(bytes).substr(0, n), folder)) << n;
  }
}

}  // namespace
}  // namespace dragoman::engine::test
