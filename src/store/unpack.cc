// Three decoders with one shape: they take a piece of input and hand every piece of output to a sink, which counts,
// sums and writes. Memory stays at a few hundred kilobytes (Zstandard: its window, at most 128 MiB) whatever the file.
#include "store/unpack.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cerrno>
#include <memory>
#include <string>

#include "store/files.h"

namespace dragoman::store {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 18;

struct Sink {
  FileWriter& writer;
  Sha256& sum;
  std::uint64_t max_bytes;
  const std::filesystem::path& from;

  Status take(std::string_view bytes) {
    if (bytes.size() > max_bytes - writer.size())
      return Error{ErrorCode::kTooLong, 0,
                   from.filename().string() + " unpacks to more than the " + std::to_string(max_bytes) +
                       " bytes allowed for it; the index or the server is wrong: try another index"};
    sum.update(bytes);
    return writer.write(bytes);
  }
};

Error damaged(const std::filesystem::path& from, const std::string& why) {
  return {ErrorCode::kChecksum, 0,
          "the downloaded file " + from.filename().string() + " is damaged (" + why +
              "); run the command again to fetch it anew"};
}

class Decoder {
 public:
  virtual ~Decoder() = default;
  virtual Status piece(std::string_view input, Sink& sink) = 0;
  /// After the last piece: nullptr if the content is complete, else what is missing.
  virtual const char* incomplete() const = 0;
};

class PlainDecoder : public Decoder {
 public:
  Status piece(std::string_view input, Sink& sink) override { return sink.take(input); }
  const char* incomplete() const override { return nullptr; }
};

class GzipDecoder : public Decoder {
 public:
  GzipDecoder() { ready_ = ::inflateInit2(&stream_, 15 + 16) == Z_OK; }
  ~GzipDecoder() override { ::inflateEnd(&stream_); }
  Status piece(std::string_view input, Sink& sink) override {
    if (!ready_) return Error{ErrorCode::kInternal, 0, "zlib cannot start; check its installation"};
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    stream_.avail_in = static_cast<uInt>(input.size());
    do {
      if (ended_) {
        skip_padding();
        if (stream_.avail_in == 0) return {};
        if (padded_) return damaged(sink.from, "there is something behind its end");
        ::inflateReset(&stream_);  // another member follows: the format allows it
        ended_ = false;
      }
      stream_.next_out = reinterpret_cast<Bytef*>(output_.data());
      stream_.avail_out = static_cast<uInt>(output_.size());
      int code = ::inflate(&stream_, Z_NO_FLUSH);
      if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR)
        return damaged(sink.from, stream_.msg ? stream_.msg : "not gzip data");
      ended_ = code == Z_STREAM_END;
      if (Status taken = sink.take({output_.data(), output_.size() - stream_.avail_out}); !taken) return taken;
    } while (stream_.avail_in > 0 || stream_.avail_out == 0);
    return {};
  }
  const char* incomplete() const override { return ended_ ? nullptr : "the gzip data ends too early"; }

 private:
  /// Zeros behind the last member are no damage: tapes and block devices leave them.
  void skip_padding() {
    for (; stream_.avail_in > 0 && *stream_.next_in == 0; --stream_.avail_in, ++stream_.next_in) padded_ = true;
  }

  z_stream stream_{};
  bool ready_ = false, ended_ = false, padded_ = false;
  std::string output_ = std::string(kPiece, '\0');
};

class ZstdDecoder : public Decoder {
 public:
  Status piece(std::string_view input, Sink& sink) override {
    if (!stream_) return Error{ErrorCode::kInternal, 0, "libzstd cannot start; check its installation"};
    ZSTD_inBuffer in{input.data(), input.size(), 0};
    bool full = true;
    while (in.pos < in.size || full) {
      ZSTD_outBuffer out{output_.data(), output_.size(), 0};
      std::size_t before = in.pos;
      std::size_t code = ::ZSTD_decompressStream(stream_.get(), &out, &in);
      if (::ZSTD_isError(code)) return damaged(sink.from, ::ZSTD_getErrorName(code));
      // A call without input between frames asks for the next header; that is no sign of missing content.
      if (out.pos > 0 || in.pos > before) ended_ = code == 0;
      if (Status taken = sink.take({output_.data(), out.pos}); !taken) return taken;
      full = out.pos == out.size;
    }
    return {};
  }
  const char* incomplete() const override { return ended_ ? nullptr : "the Zstandard data ends too early"; }

 private:
  struct Free {
    void operator()(ZSTD_DStream* stream) const { ::ZSTD_freeDStream(stream); }
  };
  std::unique_ptr<ZSTD_DStream, Free> stream_{::ZSTD_createDStream()};
  bool ended_ = false;
  std::string output_ = std::string(kPiece, '\0');
};

std::unique_ptr<Decoder> decoder_for(Packing packing) {
  if (packing == Packing::kGzip) return std::make_unique<GzipDecoder>();
  if (packing == Packing::kZstd) return std::make_unique<ZstdDecoder>();
  return std::make_unique<PlainDecoder>();
}

Status decode_all(int descriptor, const std::filesystem::path& from, Sink& sink, std::stop_token stop) {
  std::string buffer(kPiece, '\0');
  std::unique_ptr<Decoder> decoder;
  for (;;) {
    ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return file_error("read", from, errno);
    if (stop.stop_requested())
      return Error{ErrorCode::kCancelled, 0,
                   "cancelled while unpacking " + from.filename().string() + "; run the command again to go on"};
    if (got == 0) break;
    std::string_view piece(buffer.data(), static_cast<std::size_t>(got));
    if (!decoder) decoder = decoder_for(packing_of(piece));
    if (Status decoded = decoder->piece(piece, sink); !decoded) return decoded;
  }
  if (!decoder) return damaged(from, "it is empty");
  if (const char* missing = decoder->incomplete()) return damaged(from, missing);
  return {};
}

}  // namespace

Packing packing_of(std::string_view bytes) {
  if (bytes.substr(0, 2) == "\x1f\x8b") return Packing::kGzip;
  if (bytes.substr(0, 4) == "\x28\xb5\x2f\xfd") return Packing::kZstd;
  return Packing::kNone;
}

Result<FileDigest> unpack_file(const std::filesystem::path& from, const std::filesystem::path& to,
                               std::uint64_t max_bytes, std::stop_token stop) {
  Result<Sha256> sum = Sha256::start();
  if (!sum) return sum.error();
  Result<FileWriter> writer = FileWriter::open(to);
  if (!writer) return writer.error();
  int descriptor = ::open(from.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return file_error("open", from, errno);
  Sink sink{*writer, *sum, max_bytes, from};
  Status decoded = decode_all(descriptor, from, sink, stop);
  ::close(descriptor);
  if (!decoded) return decoded.error();
  FileDigest out{sum->finish(), writer->size()};
  if (Status finished = writer->finish(); !finished) return finished.error();
  return out;
}

}  // namespace dragoman::store
