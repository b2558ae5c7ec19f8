#include "block_pipeline.h"

#include <thread>
#include <vector>

#include "guarded.h"

namespace dragoman::cli {

BlockPipeline::BlockPipeline(Work work, Sink sink, Interrupt& interrupt, std::size_t depth)
    : work_(std::move(work)), sink_(std::move(sink)), interrupt_(interrupt), depth_(depth) {}

Status BlockPipeline::run(InputStream& input, std::optional<Block> first) {
  Status read = guarded<Status>([&] {
    std::vector<std::jthread> threads;
    // However this ends, the threads must hear that no more comes, or joining them would wait for ever.
    struct Closer {
      BlockPipeline& pipeline;
      ~Closer() { pipeline.close(); }
    } closer{*this};
    threads.emplace_back([this] { write_jobs(); });
    for (std::size_t i = 0; i < depth_; ++i) threads.emplace_back([this] { translate_jobs(); });
    return read_all(input, std::move(first));
  });
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
  waiting_.push_back(job);  // first: a job in order that nobody translates would be waited for in vain
  in_order_.push_back(std::move(job));
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
