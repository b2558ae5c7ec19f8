// Any bytes as a CSV or TSV glossary: what is read and tidy comes back the same from the table that we write.
#include <cstdint>
#include <cstdlib>

#include "memory/glossary_file.h"
#include "memory/terms.h"

namespace {

using namespace dragoman;
using namespace dragoman::memory;

void there_and_back(std::string_view bytes, char separator) {
  GlossaryImport options;
  options.languages = Languages{*Language::parse("en"), *Language::parse("pt")};
  Result<FileTerms> read = read_table(bytes, separator, options);
  if (!read) return;
  const auto writer = table_writer(separator);
  std::string table = writer->head();
  std::vector<Term> tidy;
  for (FileTerm& one : read->terms) {
    if (!tidy_term(one.term)) continue;
    table += writer->term(one.term);
    tidy.push_back(one.term);
  }
  const Result<FileTerms> again = read_table(table, separator, {});
  if (!again || again->terms.size() != tidy.size()) std::abort();
  for (std::size_t i = 0; i < tidy.size(); ++i) {
    Term term = again->terms[i].term;
    if (!tidy_term(term) || term.source != tidy[i].source || term.target != tidy[i].target) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  there_and_back(bytes, ',');
  there_and_back(bytes, '\t');
  return 0;
}
