// CallersTime: how long the functions ran that the caller gave (the engine, its vocabulary, the memory), so that what a page
// costs besides can be told apart.
#pragma once
#include <chrono>

#include "dragoman/page.h"

namespace dragoman::page {

/// For one thread. The wrapped functions refer to this object and must not outlive it.
class CallersTime {
 public:
  using Clock = std::chrono::steady_clock;
  /// Time spent so far, without what was ours inside (callbacks of the engine).
  Clock::duration spent() const { return spent_; }

  TranslateText watched(TranslateText translate);
  EngineVocabulary watched(EngineVocabulary vocabulary);
  /// Null stays null.
  Advise watched(Advise advise);

 private:
  template <class Function>
  Function of(Function function);
  Clock::duration spent_ = {};
};

}  // namespace dragoman::page
