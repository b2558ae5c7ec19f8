// memory_child FILE WHAT: a process beside the test. "write": stores pair after pair and says each that is stored;
// "import FILE": imports; "correct": stores one pair.
#include <cstdio>
#include <cstring>
#include <string>

#include "dragoman/memory.h"

using namespace dragoman;

int main(int count, char** words) {
  if (count < 3) return 2;
  const Result<Memory> memory = Memory::open(words[1]);
  if (!memory) return std::fprintf(stderr, "%s\n", memory.error().what.c_str()), 1;
  const Languages pair{*Language::parse("en"), *Language::parse("pt")};
  if (std::strcmp(words[2], "correct") == 0)
    return memory->correct("The port reopened.", "O porto reabriu.", pair, "ana") ? 0 : 1;
  if (std::strcmp(words[2], "import") == 0 && count > 3) return memory->import_pairs(words[3]) ? 0 : 1;
  for (int i = 0;; ++i) {
    const std::string number = std::to_string(i);
    if (!memory->correct("Sentence number " + number + ".", "Frase número " + number + ".", pair, "child")) return 1;
    if (!memory->add_term({.source = "term " + number, .target = "termo " + number, .languages = pair})) return 1;
    std::printf("%d\n", i);
    std::fflush(stdout);
  }
}
