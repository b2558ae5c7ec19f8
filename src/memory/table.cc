// A table becomes terms in two steps: which column is what (from a header, or by position), then row by row.
#include <algorithm>
#include <array>

#include "base/ascii.h"
#include "memory/cells.h"
#include "memory/glossary_file.h"
#include "memory/plain.h"
#include "memory/times.h"
#include "text/encoding.h"
#include "text/utf8.h"

namespace dragoman::memory {
namespace {

constexpr std::size_t kMostRows = 5'000'000;

enum Column { kSource, kTarget, kSourceLanguage, kTargetLanguage, kCase, kKeep, kExact, kNote, kWho, kWhen, kColumns };

/// Names that other programs give their columns, in small letters.
struct Name {
  std::string_view name;
  Column column;
};
constexpr Name kNames[] = {
    {"source", kSource},
    {"source term", kSource},
    {"source_term", kSource},
    {"term", kSource},
    {"target", kTarget},
    {"target term", kTarget},
    {"target_term", kTarget},
    {"translation", kTarget},
    {"source_language", kSourceLanguage},
    {"source_lang", kSourceLanguage},
    {"source language", kSourceLanguage},
    {"from", kSourceLanguage},
    {"target_language", kTargetLanguage},
    {"target_lang", kTargetLanguage},
    {"target language", kTargetLanguage},
    {"to", kTargetLanguage},
    {"case_sensitive", kCase},
    {"case sensitive", kCase},
    {"case", kCase},
    {"do_not_translate", kKeep},
    {"do not translate", kKeep},
    {"dnt", kKeep},
    {"exact", kExact},
    {"note", kNote},
    {"notes", kNote},
    {"comment", kNote},
    {"definition", kNote},
    {"who", kWho},
    {"author", kWho},
    {"when", kWhen},
    {"date", kWhen},
};

struct Layout {
  std::array<int, kColumns> column{};  ///< -1: none
  std::optional<Languages> languages;  ///< that a header names
  bool has_header = false;
  Layout() { column.fill(-1); }
};

Error at_line(std::size_t line, ErrorCode code, const std::string& what) {
  return {code, 0, "line " + std::to_string(line) + ": " + what};
}

/// A language where only codes are meant ("en", "pt-BR"), not words that happen to name one.
std::optional<Language> language_code(const std::string& cell) {
  const std::string text = trimmed(cell);
  if (text.size() < 2 || text.size() > 11 || (text.size() > 3 && text[2] != '-' && text[3] != '-' && text[2] != '_'))
    return std::nullopt;
  Result<Language> language = Language::parse(text);
  if (!language) return std::nullopt;
  return *language;
}

Layout named_columns(const std::vector<std::string>& cells) {
  Layout layout;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string small = folded(trimmed(cells[i]));
    for (const Name& name : kNames) {
      if (name.name == small && layout.column[name.column] < 0) layout.column[name.column] = static_cast<int>(i);
    }
  }
  layout.has_header = layout.column[kSource] >= 0 && (layout.column[kTarget] >= 0 || layout.column[kKeep] >= 0);
  return layout;
}

Result<Layout> layout_of(const std::vector<std::string>& cells, std::size_t line) {
  Layout layout = named_columns(cells);
  if (layout.has_header) return layout;
  if (cells.size() != 2 && cells.size() != 4) {
    return at_line(line, ErrorCode::kBadPage,
                   std::to_string(cells.size()) +
                       " columns and no header; give source and target, perhaps both languages behind them, or a first "
                       "line with names (source, target, source_language, target_language, case_sensitive, "
                       "do_not_translate, exact, note, who, when)");
  }
  layout = Layout();
  for (std::size_t i = 0; i < cells.size(); ++i) layout.column[i] = static_cast<int>(i);
  const std::optional<Language> source = language_code(cells[0]), target = language_code(cells[1]);
  if (cells.size() == 2 && source && target && !(*source == *target)) {
    layout.languages = Languages{*source, *target};
    layout.has_header = true;
  }
  return layout;
}

Result<bool> truth(const std::string& cell, std::size_t line) {
  const std::string text = folded(trimmed(cell));
  for (const char* yes : {"1", "yes", "true", "y", "x", "sensitive"}) {
    if (text == yes) return true;
  }
  for (const char* no : {"", "0", "no", "false", "n", "insensitive"}) {
    if (text == no) return false;
  }
  return at_line(line, ErrorCode::kBadPage,
                 "\"" + base::printable(cell) + "\" is neither yes nor no; write yes, no or nothing");
}

class RowReader {
 public:
  RowReader(const Layout& layout, const GlossaryImport& options) : layout_(layout), options_(options) {}

  /// false: of another language, or nothing in it.
  Result<bool> read(const std::vector<std::string>& cells, std::size_t line, Term& term) {
    term = {
        .source = at(cells, kSource), .target = at(cells, kTarget), .note = at(cells, kNote), .who = at(cells, kWho)};
    if (Status told = languages(cells, line, term.languages); !told) return told.error();
    if (!wanted(term.languages, options_.languages)) return false;
    if (term.who.empty()) term.who = options_.who;
    const Result<bool> case_sensitive = truth(at(cells, kCase), line), keep = truth(at(cells, kKeep), line),
                       exact = truth(at(cells, kExact), line);
    for (const Result<bool>* one : {&case_sensitive, &keep, &exact}) {
      if (!*one) return one->error();
    }
    term.case_sensitive = *case_sensitive;
    term.exact = *exact;
    if (const std::string when = at(cells, kWhen); !when.empty()) term.when = parse_time(when).value_or(0);
    if (!*keep) return true;
    if (!term.target.empty() && trimmed(term.target) != trimmed(term.source)) {
      return at_line(line, ErrorCode::kBadPage,
                     "not to be translated, and yet with a target; leave one of the two out");
    }
    term.target = term.source;
    return true;
  }

 private:
  std::string at(const std::vector<std::string>& cells, Column column) const {
    const int index = layout_.column[column];
    return index >= 0 && static_cast<std::size_t>(index) < cells.size() ? cells[static_cast<std::size_t>(index)] : "";
  }
  Status languages(const std::vector<std::string>& cells, std::size_t line, Languages& out) {
    const std::string source = at(cells, kSourceLanguage), target = at(cells, kTargetLanguage);
    if (layout_.languages)
      out = *layout_.languages;
    else if (options_.languages)
      out = *options_.languages;
    if (Status read = language(source, line, out.source); !read) return read;
    if (Status read = language(target, line, out.target); !read) return read;
    if (!out.source.code.empty() && !out.target.code.empty()) return {};
    return at_line(line, ErrorCode::kBadArgument,
                   "the file does not say its languages; name both, for example --from en --to pt");
  }
  Status language(const std::string& cell, std::size_t line, Language& out) {
    if (cell.empty() || cell == last_name_) {
      if (!cell.empty()) out = last_;
      return {};
    }
    Result<Language> parsed = Language::parse(cell);
    if (!parsed) return at_line(line, ErrorCode::kBadPage, parsed.error().what);
    last_name_ = cell;
    out = last_ = *parsed;
    return {};
  }
  const Layout& layout_;
  const GlossaryImport& options_;
  std::string last_name_;
  Language last_;
};

/// UTF-8 without mark of order; tables of spreadsheets may be UTF-16.
Result<std::string> decoded(std::string_view bytes) {
  std::string text;
  if (bytes.starts_with("\xFF\xFE")) {
    text = text::to_utf8(bytes.substr(2), "UTF-16LE");
  } else if (bytes.starts_with("\xFE\xFF")) {
    text = text::to_utf8(bytes.substr(2), "UTF-16BE");
  } else {
    text = std::string(bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes);
  }
  if (const auto bad = text::first_bad_utf8(text)) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(*bad), '\n');
    return Error{ErrorCode::kBadUtf8, *bad,
                 "line " + std::to_string(line) +
                     ": not UTF-8 (nor UTF-16 with a byte order mark); convert the file, for example with iconv -f "
                     "windows-1252 -t utf-8"};
  }
  return text;
}

/// ";" where a spreadsheet of a country with decimal commas wrote the file.
char separator_of(std::string_view text, char separator) {
  const std::string_view first = text.substr(0, text.find('\n'));
  return separator == ',' && first.find(',') == std::string_view::npos && first.find(';') != std::string_view::npos
             ? ';'
             : separator;
}

class TableWriter : public GlossaryWriter {
 public:
  explicit TableWriter(char separator) : separator_(separator) {}
  std::string head() override {
    return row({"source", "target", "source_language", "target_language", "case_sensitive", "do_not_translate", "exact",
                "note", "who", "when"});
  }
  std::string term(const Term& term) override {
    return row({term.source, term.target, term.languages.source.tag(), term.languages.target.tag(),
                term.case_sensitive ? "yes" : "no", term.keeps_source() ? "yes" : "no", term.exact ? "yes" : "no",
                term.note, term.who, iso_time(term.when)});
  }
  std::string tail() override { return ""; }

 private:
  std::string row(const std::vector<std::string>& cells) const {
    std::string out;
    for (const std::string& cell : cells)
      out += (out.empty() ? "" : std::string(1, separator_)) + cell_text(cell, separator_);
    return out + "\n";
  }
  char separator_;
};

}  // namespace

bool wanted(const Languages& stated, const std::optional<Languages>& asked) {
  const auto fits = [](const Language& one, const Language& wish) {
    return one.code == wish.code && (wish.script.empty() || one.script.empty() || one.script == wish.script) &&
           (wish.region.empty() || one.region.empty() || one.region == wish.region);
  };
  return !asked || (fits(stated.source, asked->source) && fits(stated.target, asked->target));
}

Result<FileTerms> read_table(std::string_view bytes, char separator, const GlossaryImport& options) {
  const Result<std::string> text = decoded(bytes);
  if (!text) return text.error();
  CellReader rows(*text, separator_of(*text, separator));
  FileTerms out;
  std::vector<std::string> cells;
  std::optional<Layout> layout;
  std::optional<RowReader> reader;
  while (true) {
    const Result<bool> more = rows.next(cells);
    if (!more) return more.error();
    if (!*more) return out;
    if (!layout) {
      Result<Layout> found = layout_of(cells, rows.line());
      if (!found) return found.error();
      layout = *found;
      reader.emplace(*layout, options);
      if (layout->has_header) continue;
    }
    FileTerm one;
    one.line = rows.line();
    const Result<bool> taken = reader->read(cells, one.line, one.term);
    if (!taken) return taken.error();
    if (!layout->has_header && cells.size() < 2)
      return at_line(one.line, ErrorCode::kBadPage, "one column where source and target must stand");
    if (*taken)
      out.terms.push_back(std::move(one));
    else
      ++out.skipped;
    if (out.terms.size() > kMostRows)
      return at_line(rows.line(), ErrorCode::kTooLong, "over 5,000,000 terms; import the glossary in parts");
  }
}

std::unique_ptr<GlossaryWriter> table_writer(char separator) { return std::make_unique<TableWriter>(separator); }

GlossaryFormat guess_format(std::string_view name, std::string_view bytes) {
  const std::string small = base::lower_ascii(name);
  for (const char* ending : {".tbx", ".xml", ".tbxm"}) {
    if (small.ends_with(ending)) return GlossaryFormat::kTbx;
  }
  if (small.ends_with(".csv")) return GlossaryFormat::kCsv;
  if (small.ends_with(".tsv") || small.ends_with(".tab") || small.ends_with(".txt")) return GlossaryFormat::kTsv;
  const std::size_t first = std::min(bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), bytes.size());
  if (bytes.substr(first, 1) == "<") return GlossaryFormat::kTbx;
  const std::string_view line = bytes.substr(0, bytes.find('\n'));
  return line.find('\t') != std::string_view::npos ? GlossaryFormat::kTsv : GlossaryFormat::kCsv;
}

}  // namespace dragoman::memory
