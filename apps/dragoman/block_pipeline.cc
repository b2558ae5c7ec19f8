#include "block_pipeline.h"

#include <new>
#include <thread>
#include <vector>

namespace dragoman::cli {

namespace {

// Memory can run out on any of the threads; there it must become an error, not the end.
template <class Out, class Call>
Out guarded(const Call& call) {
  try {
    return call();
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::kTooLong, 0, "out of memory; use fewer --threads, a smaller --beam or shorter lines"};
  }
}

}  // namespace

BlockPipeline::BlockPipeline(Work work, Sink sink, Interrupt& interrupt, std::size_t depth)
    : work_(std::move(work)), sink_(std::move(sink)), interrupt_(interrupt), depth_(depth) {}

Status BlockPipeline::run(InputStream& input, std::optional<Block> first) {
  Status read;
  {
    std::vector<std::jthread> threads;
    threads.emplace_back([this] { write_jobs(); });
    for (std::size_t i = 0; i < depth_; ++i) threads.emplace_back([this] { translate_jobs(); });
    read = read_all(input, std::move(first));
    close();
  }
  if (error_) return *error_;
  return read;
}

Status BlockPipeline::read_all(InputStream& input, std::optional<Block> first) {
  if (first && !submit(std::move(*first))) return {};
  while (true) {
    {
      // A slot first, then a block: what arrives while the translator is busy comes in one larger block.
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return error_ || in_order_.size() < depth_; });
      if (error_) return {};
    }
    Block block;
    Result<bool> more = input.next(block);
    if (!more) return more.error();
    if (!*more || !submit(std::move(block))) return {};
  }
}

bool BlockPipeline::submit(Block block) {
  auto job = std::make_shared<Job>();
  job->block = std::move(block);
  std::lock_guard lock(mutex_);
  if (error_) return false;
  in_order_.push_back(job);
  waiting_.push_back(std::move(job));
  changed_.notify_all();
  return true;
}

void BlockPipeline::translate_jobs() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return error_ || closed_ || !waiting_.empty(); });
    if (error_ || waiting_.empty()) return;
    std::shared_ptr<Job> job = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    Result<Translation> result = guarded<Result<Translation>>([&] { return work_(job->block); });
    lock.lock();
    job->result.emplace(std::move(result));
    changed_.notify_all();
  }
}

void BlockPipeline::write_jobs() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(
        lock, [this] { return (closed_ && in_order_.empty()) || (!in_order_.empty() && in_order_.front()->result); });
    if (in_order_.empty()) return;
    const std::shared_ptr<Job> job = in_order_.front();
    lock.unlock();
    Status written;
    if (!job->result->ok()) {
      written = job->result->error();
    } else if (!interrupt_.token().stop_requested()) {
      written = guarded<Status>([&] { return sink_(job->block, **job->result); });
    } else {
      written = Error{ErrorCode::kCancelled, 0, "interrupted"};
    }
    lock.lock();
    if (!written) {
      error_ = written.error();
      changed_.notify_all();
      lock.unlock();
      interrupt_.stop();  // wakes the reader and ends the other blocks early
      return;
    }
    in_order_.pop_front();
    changed_.notify_all();
  }
}

void BlockPipeline::close() {
  std::lock_guard lock(mutex_);
  closed_ = true;
  changed_.notify_all();
}

}  // namespace dragoman::cli
