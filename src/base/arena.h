// Arena: memory that is handed out in aligned pieces and given back all at once.
#pragma once
#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace dragoman::base {

constexpr std::size_t kAlignment = 64;  // a cache line, and the widest vector register

struct FreeDeleter {
  void operator()(void* memory) const { std::free(memory); }
};

/// Not thread-safe. Pieces are not initialised and live as long as the arena.
class Arena {
 public:
  void* allocate(std::size_t bytes) {
    bytes = (bytes + kAlignment - 1) / kAlignment * kAlignment;
    if (bytes > left_) grow(bytes);
    void* piece = next_;
    next_ += bytes;
    left_ -= bytes;
    used_ += bytes;
    return piece;
  }
  template <class T>
  T* array(std::size_t count) {
    return static_cast<T*>(allocate(count * sizeof(T)));
  }
  std::size_t used() const { return used_; }

 private:
  void grow(std::size_t bytes) {
    // Blocks of whole huge pages, where the system gives them: fewer page faults at the start, fewer misses of the
    // address cache in the matrix multiplications.
    constexpr std::size_t kHugePage = std::size_t{2} << 20;
    const std::size_t size = (bytes + kHugePage - 1) / kHugePage * kHugePage;
    blocks_.emplace_back(std::aligned_alloc(kHugePage, size));
    if (!blocks_.back()) throw std::bad_alloc();
    ::madvise(blocks_.back().get(), size, MADV_HUGEPAGE);  // advice: it may fail without harm
    next_ = static_cast<char*>(blocks_.back().get());
    left_ = size;
  }
  std::vector<std::unique_ptr<void, FreeDeleter>> blocks_;
  char* next_ = nullptr;
  std::size_t left_ = 0, used_ = 0;
};

/// Uninitialised aligned memory. A large block comes from the system and goes back to it at once: through malloc, the
/// blocks of several threads that are outgrown one after the other would leave holes that are never filled.
class Block {
 public:
  Block() = default;
  explicit Block(std::size_t bytes) : bytes_((bytes + kAlignment - 1) / kAlignment * kAlignment) {
    if (bytes_ == 0) return;
    if (mapped()) {
      memory_ = ::mmap(nullptr, bytes_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
      if (memory_ == MAP_FAILED) memory_ = nullptr;
    } else {
      memory_ = std::aligned_alloc(kAlignment, bytes_);
    }
    if (memory_ == nullptr) throw std::bad_alloc();
  }
  Block(Block&& other) noexcept
      : memory_(std::exchange(other.memory_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
  Block& operator=(Block&& other) noexcept {
    std::swap(memory_, other.memory_);
    std::swap(bytes_, other.bytes_);
    return *this;
  }
  ~Block() {
    if (memory_ == nullptr) return;
    mapped() ? static_cast<void>(::munmap(memory_, bytes_)) : std::free(memory_);
  }
  void* get() const { return memory_; }

 private:
  bool mapped() const { return bytes_ >= (std::size_t{128} << 10); }
  void* memory_ = nullptr;
  std::size_t bytes_ = 0;
};

/// An aligned array; making room loses the contents.
template <class T>
class Buffer {
 public:
  /// Room for `count`; never shrinks.
  T* reserve(std::size_t count) {
    if (count > size_) grow(count);
    return data();
  }
  /// Room for `count`, and not much more: for memory that many objects keep, whose sizes differ widely. A little more
  /// than is asked for, so that it is not given back and taken again at every small difference.
  T* fit(std::size_t count) {
    if (count > size_ || size_ > 4 * count) grow(count + count / 4);
    return data();
  }
  T* data() { return static_cast<T*>(memory_.get()); }
  const T* data() const { return static_cast<const T*>(memory_.get()); }
  std::size_t size() const { return size_; }

 private:
  void grow(std::size_t count) {
    memory_ = Block();  // first: the old and the new one need not be there at the same time
    size_ = 0;
    memory_ = Block(count * sizeof(T));
    size_ = count;
  }
  Block memory_;
  std::size_t size_ = 0;
};

}  // namespace dragoman::base
