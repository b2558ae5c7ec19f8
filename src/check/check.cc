// The order of the checks: what goes over as it is first, since its words are then nobody else's business.
#include "dragoman/check.h"

#include <algorithm>

#include "check/checks.h"
#include "check/letters.h"
#include "check/parts.h"
#include "dragoman/language.h"

namespace dragoman {
namespace {

using check::Lexicon;
using check::Link;
using check::Links;
using check::Report;
using check::Side;

constexpr std::size_t kLongestPair = std::size_t{8} << 10;

PairCheck check_long(std::string_view source, std::string_view target) {
  PairCheck out;
  if (target.empty() && !source.empty()) {
    out.findings.push_back({FindingKind::kEmpty, Severity::kCritical, {0, source.size()}, {}, "nothing is there"});
  }
  out.findings.push_back({FindingKind::kLength,
                          Severity::kNote,
                          {0, source.size()},
                          {0, target.size()},
                          "too long to be checked as one sentence"});
  return out;
}

WordFigures figures_of(const Links& links) {
  const auto is_content = [](const check::Token& token, Link link) {
    return check::is_word(token) && link != Link::kIgnored;
  };
  double words = 0, letters = 0, others = 0, bare = 0;
  for (std::size_t i = 0; i < links.of_source.size(); ++i) {
    if (!is_content(links.source.tokens[i], links.of_source[i])) continue;
    ++words;
    letters += check::letters_of(links.source, links.source.tokens[i]);
  }
  for (std::size_t k = 0; k < links.of_target.size(); ++k) {
    if (!is_content(links.target.tokens[k], links.of_target[k])) continue;
    ++others;
    bare += links.of_target[k] == Link::kNone ? 1 : 0;
  }
  constexpr double kShortest = 20;
  const double expected =
      check::letters_of(links.source) * check::length_ratio(*links.source.words, *links.target.words);
  const double missing = (expected - check::letters_of(links.target)) / std::max(expected, kShortest);
  const double unmatched = links.lexicon.empty() ? 0 : bare / (others + 1);
  return {static_cast<float>(words > 0 ? letters / words : 0), static_cast<float>(unmatched),
          static_cast<float>(missing)};
}

}  // namespace

Result<PairChecker> PairChecker::load(std::string_view from, std::string_view to) {
  const Result<Language> source = Language::parse(from), target = Language::parse(to);
  if (!source) return source.error();
  if (!target) return target.error();
  auto parts = std::make_shared<Parts>();
  parts->source = check::LanguageWords::load(source->tag());
  parts->target = check::LanguageWords::load(target->tag());
  parts->lexicon = Lexicon::load(source->code, target->code);
  return PairChecker(std::move(parts));
}

PairCheck PairChecker::check(std::string_view source, std::string_view target) const {
  if (source.size() > kLongestPair || target.size() > kLongestPair) return check_long(source, target);
  Side from(source, *parts_->source), to(target, *parts_->target);
  Report report(from, to);
  check::check_length(from, to, report);
  if (to.tokens.empty()) return std::move(report).done();
  check::check_addresses(from, to, report);
  check::check_credit(from, to, report);
  check::check_characters(from, to, report);
  check::check_quantities(from, to, report);
  check::check_dates(from, to, report);
  check::check_quotes(from, to, report);
  check::check_repeats(from, to, report);
  const Links links(from, to, *parts_->lexicon);
  check::check_negation(links, report);
  check::check_names(links, report);
  check::check_brackets(links, report);
  check::check_untranslated(links, report);
  check::check_coverage(links, report);
  PairCheck out = std::move(report).done();
  out.words = figures_of(links);
  return out;
}

Result<PairCheck> check_pair(std::string_view source, std::string_view target, std::string_view from,
                             std::string_view to) {
  const Result<PairChecker> checker = PairChecker::load(from, to);
  if (!checker) return checker.error();
  return checker->check(source, target);
}

}  // namespace dragoman
