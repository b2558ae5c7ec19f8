// BlockPipeline: reads blocks, translates a few of them at a time and writes the results in the order of the input.
// While one block is written the next are being translated and another is being read, so that no worker waits for a
// disk or a pipe; never more than `depth` blocks are in memory.
//
// One thread reads (the caller's), `depth` wait in the translator, one writes. The first error in the order of the
// input wins: everything before it has been written, nothing after it.
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

#include "dragoman/translator.h"
#include "input_stream.h"
#include "interrupt.h"

namespace dragoman::cli {

class BlockPipeline {
 public:
  /// Called on several threads at once, one block each.
  using Work = std::function<Result<Translation>(const Block&)>;
  /// Called on one thread, in order.
  using Sink = std::function<Status(const Block&, const Translation&)>;

  BlockPipeline(Work work, Sink sink, Interrupt& interrupt, std::size_t depth);
  /// Takes `first`, if given, then the rest of `input`; returns when all is written or something failed.
  Status run(InputStream& input, std::optional<Block> first);

 private:
  struct Job {
    Block block;
    std::optional<Result<Translation>> result;  // set when done
  };
  Status read_all(InputStream& input, std::optional<Block> first);
  bool submit(Block block);
  void translate_jobs();
  void write_jobs();
  void close();

  Work work_;
  Sink sink_;
  Interrupt& interrupt_;
  std::size_t depth_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<Job>> in_order_;  // not yet written
  std::deque<std::shared_ptr<Job>> waiting_;   // not yet taken by a translating thread
  bool closed_ = false;                        // no more blocks will come
  std::optional<Error> error_;
};

}  // namespace dragoman::cli
