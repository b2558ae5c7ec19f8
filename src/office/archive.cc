// The container is opened once for reading, and anew from its bytes for each with(), so that a document can be written from
// several threads.
#include "office/archive.h"

#include <zip.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "base/ascii.h"
#include "base/shared_library.h"

namespace dragoman::office {
namespace {

constexpr zip_int64_t kMostParts = 20'000;

struct ZipLibrary {
  decltype(&::zip_source_buffer_create) buffer_create = nullptr;
  decltype(&::zip_source_buffer) buffer = nullptr;
  decltype(&::zip_source_free) source_free = nullptr;
  decltype(&::zip_source_keep) source_keep = nullptr;
  decltype(&::zip_source_open) source_open = nullptr;
  decltype(&::zip_source_read) source_read = nullptr;
  decltype(&::zip_source_close) source_close = nullptr;
  decltype(&::zip_open_from_source) open = nullptr;
  decltype(&::zip_close) close = nullptr;
  decltype(&::zip_discard) discard = nullptr;
  decltype(&::zip_get_num_entries) count = nullptr;
  decltype(&::zip_stat_index) stat = nullptr;
  decltype(&::zip_fopen_index) fopen = nullptr;
  decltype(&::zip_fread) fread = nullptr;
  decltype(&::zip_fclose) fclose = nullptr;
  decltype(&::zip_file_add) add = nullptr;
  decltype(&::zip_file_replace) replace = nullptr;
  decltype(&::zip_file_set_mtime) set_time = nullptr;
  decltype(&::zip_set_file_compression) set_compression = nullptr;
  decltype(&::zip_strerror) explain = nullptr;
  bool ready = false;

  ZipLibrary() {
    const base::SharedLibrary library{"libzip.so.4", "libzip.so.5", "libzip.so"};
    ready = library.find(buffer_create, "zip_source_buffer_create") && library.find(buffer, "zip_source_buffer") &&
            library.find(source_free, "zip_source_free") && library.find(source_keep, "zip_source_keep") &&
            library.find(source_open, "zip_source_open") && library.find(source_read, "zip_source_read") &&
            library.find(source_close, "zip_source_close") && library.find(open, "zip_open_from_source") &&
            library.find(close, "zip_close") && library.find(discard, "zip_discard") &&
            library.find(count, "zip_get_num_entries") && library.find(stat, "zip_stat_index") &&
            library.find(fopen, "zip_fopen_index") && library.find(fread, "zip_fread") &&
            library.find(fclose, "zip_fclose") && library.find(add, "zip_file_add") &&
            library.find(replace, "zip_file_replace") && library.find(set_time, "zip_file_set_mtime") &&
            library.find(set_compression, "zip_set_file_compression") && library.find(explain, "zip_strerror");
  }
};

const ZipLibrary& zip() {
  static const ZipLibrary kZip;
  return kZip;
}

Error damaged(std::string what) {
  return {ErrorCode::kBadPage, 0,
          "the document's container is damaged: " + std::move(what) +
              "; open it in the program that made it, and save it again"};
}

/// A container over bytes that outlive it, and the source it is written back to.
class OpenZip {
 public:
  /// `writes`: the source gets a copy of the bytes, which it owns: libzip 1.7 takes those that it writes over for its own.
  explicit OpenZip(std::string_view bytes, bool writes = false) {
    void* own = writes ? std::malloc(bytes.size()) : nullptr;
    if (own != nullptr) std::memcpy(own, bytes.data(), bytes.size());
    if (writes && own == nullptr) return;
    source_ = zip().buffer_create(writes ? own : bytes.data(), bytes.size(), writes ? 1 : 0, nullptr);
    if (source_ == nullptr) {
      std::free(own);
      return;
    }
    zip().source_keep(source_);
    zip_ = zip().open(source_, 0, nullptr);
    if (zip_ == nullptr) zip().source_free(source_);  // open() took nothing
  }
  ~OpenZip() {
    if (zip_ != nullptr) zip().discard(zip_);
    if (source_ != nullptr) zip().source_free(source_);
  }
  OpenZip(const OpenZip&) = delete;
  OpenZip& operator=(const OpenZip&) = delete;
  zip_t* get() const { return zip_; }

  /// Carries the changes out and returns the whole.
  Result<std::string> written() {
    if (zip().close(zip_) != 0) return damaged(zip().explain(zip_));
    zip_ = nullptr;
    std::string out;
    if (zip().source_open(source_) != 0) return damaged("it cannot be written");
    std::array<char, 65536> piece = {};
    zip_int64_t got = 0;
    while ((got = zip().source_read(source_, piece.data(), piece.size())) > 0)
      out.append(piece.data(), static_cast<std::size_t>(got));
    zip().source_close(source_);
    if (got < 0) return damaged("it cannot be written");
    return out;
  }

 private:
  zip_source_t* source_ = nullptr;
  zip_t* zip_ = nullptr;
};

}  // namespace

struct Archive::Reading {
  explicit Reading(std::string_view bytes) : zip(bytes) {}
  OpenZip zip;
};

Archive::Archive(std::string bytes, std::size_t most) : bytes_(std::move(bytes)), left_(most) {}
Archive::~Archive() = default;

Result<std::unique_ptr<Archive>> Archive::open(std::string_view bytes, std::size_t most) {
  if (!zip().ready) {
    return Error{ErrorCode::kIo, 0,
                 "office documents and e-books need libzip (libzip.so.4), which is not on this machine; install the "
                 "package libzip4"};
  }
  std::unique_ptr<Archive> archive(new Archive(std::string(bytes), most));
  archive->reading_ = std::make_unique<Reading>(archive->bytes_);
  if (bytes.empty() || archive->reading_->zip.get() == nullptr) return damaged("it has no list of its parts");
  if (Status fine = archive->look_over(); !fine) return fine.error();
  return archive;
}

Status Archive::look_over() {
  zip_t* open = reading_->zip.get();
  const zip_int64_t count = zip().count(open, 0);
  if (count > kMostParts) {
    return Error{ErrorCode::kTooLong, 0,
                 "the document has " + std::to_string(count) + " parts, the limit is " + std::to_string(kMostParts)};
  }
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t part = {};
    const auto index = static_cast<zip_uint64_t>(i);
    if (zip().stat(open, index, 0, &part) != 0 || (part.valid & ZIP_STAT_NAME) == 0)
      return damaged(zip().explain(open));
    if ((part.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && part.encryption_method != ZIP_EM_NONE) {
      return Error{ErrorCode::kBadPage, 0,
                   "the document is protected: its part " + base::printable(part.name) +
                       " is encrypted; save it without a password"};
    }
    if (i == 0) first_ = part.name;
    if (!index_.emplace(part.name, static_cast<std::size_t>(i)).second)
      return damaged("it has two parts of the name " + base::printable(part.name));
  }
  return {};
}

bool Archive::holds(std::string_view name) const { return index_.contains(name); }

std::vector<std::string> Archive::names() const {
  std::vector<std::string> out;
  for (const auto& [name, place] : index_) out.push_back(name);
  return out;
}

Result<std::string> Archive::read(std::string_view name) {
  const auto found = index_.find(name);
  if (found == index_.end()) return damaged("it has no part " + base::printable(name));
  zip_t* open = reading_->zip.get();
  zip_file_t* file = zip().fopen(open, found->second, 0);
  if (file == nullptr) return damaged(base::printable(name) + ": " + zip().explain(open));
  std::string out;
  std::array<char, 65536> piece = {};
  zip_int64_t got = 0;
  while (out.size() <= left_ && (got = zip().fread(file, piece.data(), piece.size())) > 0)
    out.append(piece.data(), static_cast<std::size_t>(got));
  zip().fclose(file);
  if (got < 0) return damaged(base::printable(name) + " cannot be unpacked");
  if (out.size() > left_) {
    return Error{ErrorCode::kTooLong, 0,
                 "the document's texts are larger than the limit when they are unpacked (at " + base::printable(name) +
                     "); divide it, or raise max_bytes"};
  }
  left_ -= out.size();
  return out;
}

Result<std::string> Archive::with(const Parts& parts) const {
  if (parts.empty()) return bytes_;
  OpenZip out(bytes_, true);
  if (out.get() == nullptr) return damaged("it cannot be opened again");
  for (const auto& [name, content] : parts) {
    const auto known = index_.find(name);
    // A new part has the time of the first one, so that the same document comes out each time.
    const zip_uint64_t like = known == index_.end() ? 0 : known->second;
    zip_stat_t part = {};
    if (zip().stat(out.get(), like, 0, &part) != 0) return damaged(zip().explain(out.get()));
    zip_source_t* source = zip().buffer(out.get(), content.data(), content.size(), 0);
    if (source == nullptr) return damaged(zip().explain(out.get()));
    zip_int64_t index = static_cast<zip_int64_t>(like);
    const bool put = known == index_.end() ? (index = zip().add(out.get(), name.c_str(), source, ZIP_FL_ENC_UTF_8)) >= 0
                                           : zip().replace(out.get(), like, source, 0) == 0;
    if (!put) {
      zip().source_free(source);
      return damaged(zip().explain(out.get()));
    }
    const auto at = static_cast<zip_uint64_t>(index);
    const bool stored = known != index_.end() && part.comp_method == ZIP_CM_STORE;
    zip().set_compression(out.get(), at, stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE, 0);
    zip().set_time(out.get(), at, part.mtime, 0);
  }
  return out.written();
}

}  // namespace dragoman::office
