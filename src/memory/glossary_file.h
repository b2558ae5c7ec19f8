// Glossary files: CSV and TSV (table.cc) and TBX (tbx.cc), read to terms with their lines, and written.
#pragma once
#include <string>
#include <string_view>
#include <vector>
#include "dragoman/memory.h"

namespace dragoman::memory {

struct FileTerm {
  Term term;
  std::size_t line = 0;  ///< from 1
};

struct FileTerms {
  std::vector<FileTerm> terms;
  std::size_t skipped = 0;
};

/// The format that a name ("terms.tbx") and the first bytes tell; CSV if they tell nothing.
GlossaryFormat guess_format(std::string_view name, std::string_view bytes);
/// Rows of cells. With a header line that names columns, or languages; or source, target and perhaps both languages.
/// Errors: kBadPage (with the line), kBadUtf8, kTooLong, kBadArgument (languages neither in the file nor in `options`).
Result<FileTerms> read_table(std::string_view bytes, char separator, const GlossaryImport& options);
/// TBX of any version: v3 (tbx, conceptEntry, langSec, termSec) and before (martif, termEntry, langSet, tig, ntig).
Result<FileTerms> read_tbx(std::string_view bytes, const GlossaryImport& options);

/// Whether a file's languages are those that were asked for: "pt-BR" where "pt" is.
bool wanted(const Languages& stated, const std::optional<Languages>& asked);

/// Writes a glossary term by term.
class GlossaryWriter {
 public:
  virtual ~GlossaryWriter() = default;
  virtual std::string head() = 0;
  virtual std::string term(const Term& term) = 0;
  virtual std::string tail() = 0;
};
std::unique_ptr<GlossaryWriter> table_writer(char separator);
/// `source`: the language that terms are looked up in; TBX has one for the whole file.
std::unique_ptr<GlossaryWriter> tbx_writer(const Language& source);

}  // namespace dragoman::memory
