// Memory's glossary: one transaction for each call.
#include <algorithm>

#include "memory/file_pieces.h"
#include "memory/glossary_file.h"
#include "memory/memory_impl.h"
#include "memory/plain.h"
#include "memory/terms.h"
#include "text/utf8.h"

namespace dragoman {
namespace memory {

constexpr std::size_t kLongestText = std::size_t{16} << 20;       // looked through at once
constexpr std::size_t kLongestGlossary = std::size_t{256} << 20;  // a file

Error in_file(const std::filesystem::path& file, Error error) {
  if (error.what.starts_with("line ")) error.what = file.string() + ", " + error.what;
  return error;
}

Result<std::vector<TermMatch>> terms_in(Connection& connection, TermCache& cache, const std::vector<Scope>& scopes,
                                        std::string_view text) {
  if (scopes.empty()) return std::vector<TermMatch>();
  std::vector<std::shared_ptr<const Glossary>> glossaries;  // what is found points into them
  std::vector<Found> found;
  std::vector<TextWord> words;
  for (const Scope& scope : scopes) {
    Result<std::shared_ptr<const Glossary>> glossary = cache.glossary(connection, scope);
    if (!glossary) return glossary.error();
    if ((*glossary)->base->size() == 0 && (*glossary)->later == nullptr) continue;
    if (words.empty()) words = words_for(text, tokens_of(text, true), (*glossary)->base->endings());
    (*glossary)->find(text, words, found);
    glossaries.push_back(std::move(*glossary));
  }
  return apart(words, std::move(found));
}

namespace {

/// Puts what a file says; lines are told with what is wrong.
Status put_all(TermWriter& writer, std::vector<FileTerm>& terms, OnConflict on_conflict, ImportCount& count) {
  const auto at_line = [](const FileTerm& one, Error error) {
    error.what = "line " + std::to_string(one.line) + ": " + error.what;
    return error;
  };
  for (FileTerm& one : terms) {
    if (Status tidy = tidy_term(one.term); !tidy) return at_line(one, tidy.error());
    const Result<Stored> stored = writer.put(one.term, on_conflict);
    if (!stored) return at_line(one, stored.error());
    ++(*stored == Stored::kAdded ? count.added : *stored == Stored::kChanged ? count.changed : count.unchanged);
  }
  for (const FileTerm& one : terms) {
    if (Status straight = writer.check_circle(one.term); !straight) return at_line(one, straight.error());
  }
  return {};
}

Result<FileTerms> read_terms(const std::filesystem::path& file, const GlossaryImport& options) {
  const Result<std::string> bytes = whole_file(file, kLongestGlossary);
  if (!bytes) return bytes.error();
  const GlossaryFormat format = options.format.value_or(guess_format(file.filename().string(), *bytes));
  switch (format) {
    case GlossaryFormat::kTbx: return read_tbx(*bytes, options);
    case GlossaryFormat::kTsv: return read_table(*bytes, '\t', options);
    case GlossaryFormat::kCsv: break;
  }
  return read_table(*bytes, ',', options);
}

/// The language that all are looked up in; an error if there are several, which TBX cannot say.
Result<Language> one_source(const std::vector<Scope>& scopes) {
  Language source;
  for (const Scope& scope : scopes) {
    if (source.code.empty()) source = scope.languages.source;
    if (!(source == scope.languages.source)) {
      return Error{ErrorCode::kBadArgument, 0,
                   "the glossary has several source languages (" + source.tag() + ", " + scope.languages.source.tag() +
                       "), a TBX file one; name the languages"};
    }
  }
  return source;
}

}  // namespace
}  // namespace memory

using namespace memory;  // NOLINT(google-build-using-namespace): the room behind this class

Result<Term> Memory::add_term(Term term, OnConflict on_conflict) const {
  if (Status tidy = tidy_term(term); !tidy) return tidy.error();
  const Status written = impl_->database->write([&](Connection& connection) -> Status {
    TermWriter writer(connection, space_);
    const Result<Stored> stored = writer.put(term, on_conflict);
    if (!stored) return stored.error();
    return writer.check_circle(term);
  });
  if (!written) return written.error();
  return term;
}

Result<std::size_t> Memory::remove_term(std::string_view source, const Languages& languages) const {
  std::size_t removed = 0;
  if (text::first_bad_utf8(source)) return Error{ErrorCode::kBadUtf8, 0, "the term is not UTF-8; convert it"};
  const Status written = impl_->database->write([&](Connection& connection) -> Status {
    const Result<std::size_t> done = TermWriter(connection, space_).remove(source, languages);
    if (!done) return done.error();
    removed = *done;
    if (removed > 0) return {};
    return Error{ErrorCode::kNotFound, 0,
                 "there is no term \"" + std::string(source) + "\" from " + languages.source.tag() + " to " +
                     languages.target.tag() + "; list the terms to see how it is written"};
  });
  if (!written) return written.error();
  return removed;
}

Status Memory::each_term(const std::optional<Languages>& languages,
                         const std::function<Status(const Term&)>& each) const {
  return impl_->database->read([&](Connection& connection) -> Status {
    const Result<std::vector<Scope>> scopes = chosen_scopes(connection, space_, languages);
    if (!scopes) return scopes.error();
    for (const Scope& scope : *scopes) {
      Status done = each_row(connection, scope, -1, [&](TermRow& row) { return each(row.term); });
      if (!done) return done;
    }
    return {};
  });
}

Result<std::vector<TermMatch>> Memory::find_terms(std::string_view text, const Languages& languages) const {
  if (text.size() > kLongestText)
    return Error{ErrorCode::kTooLong, kLongestText, "the text is over 16 MiB long; look it through in parts"};
  if (const Status good = check_utf8(text, "the text"); !good) return good.error();
  std::vector<TermMatch> matches;
  const Status read = impl_->database->read([&](Connection& connection) -> Status {
    const Result<std::vector<Scope>> scopes = fitting_scopes(connection, space_, languages);
    if (!scopes) return scopes.error();
    Result<std::vector<TermMatch>> found = terms_in(connection, impl_->cache, *scopes, text);
    if (!found) return found.error();
    matches = std::move(*found);
    return {};
  });
  if (!read) return read.error();
  return matches;
}

Result<ImportCount> Memory::import_terms(const std::filesystem::path& file, const GlossaryImport& options) const {
  Result<FileTerms> terms = read_terms(file, options);
  if (!terms) return in_file(file, terms.error());
  ImportCount count;
  count.skipped = terms->skipped;
  const Status written = impl_->database->write([&](Connection& connection) -> Status {
    TermWriter writer(connection, space_);
    return put_all(writer, terms->terms, options.on_conflict, count);
  });
  if (!written) return in_file(file, written.error());
  return count;
}

Status Memory::export_terms(GlossaryFormat format, const std::optional<Languages>& languages,
                            const ByteSink& sink) const {
  return impl_->database->read([&](Connection& connection) -> Status {
    const Result<std::vector<Scope>> scopes = chosen_scopes(connection, space_, languages);
    if (!scopes) return scopes.error();
    std::unique_ptr<GlossaryWriter> writer = table_writer(format == GlossaryFormat::kCsv ? ',' : '\t');
    if (format == GlossaryFormat::kTbx) {
      const Result<Language> source = one_source(*scopes);
      if (!source) return source.error();
      writer = tbx_writer(*source);
    }
    if (Status head = sink(writer->head()); !head) return head;
    for (const Scope& scope : *scopes) {
      Status done = each_row(connection, scope, -1, [&](TermRow& row) { return sink(writer->term(row.term)); });
      if (!done) return done;
    }
    return sink(writer->tail());
  });
}

}  // namespace dragoman
