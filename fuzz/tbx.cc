// Any bytes as a TBX file: what is read and tidy is a TBX file again that says the same.
#include <cstdint>
#include <cstdlib>

#include "memory/glossary_file.h"
#include "memory/terms.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dragoman;
  using namespace dragoman::memory;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  (void)read_tbx(bytes, {});
  GlossaryImport options;
  options.languages = Languages{*Language::parse("en"), *Language::parse("pt")};
  Result<FileTerms> read = read_tbx(bytes, options);
  if (!read) return 0;
  const auto writer = tbx_writer(options.languages->source);
  std::string file = writer->head();
  std::size_t tidy = 0;
  for (FileTerm& one : read->terms) {
    if (!tidy_term(one.term)) continue;
    file += writer->term(one.term);
    ++tidy;
  }
  const Result<FileTerms> again = read_tbx(file + writer->tail(), options);
  if (!again || again->terms.size() != tidy) std::abort();
  return 0;
}
