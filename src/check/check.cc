// The order of the checks: what goes over as it is first, since its words are then nobody else's business.
#include "dragoman/check.h"

#include "check/checks.h"
#include "check/parts.h"
#include "dragoman/language.h"

namespace dragoman {
namespace {

using check::Lexicon;
using check::Links;
using check::Report;
using check::Side;

constexpr std::size_t kLongest = std::size_t{8} << 10;

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
  if (source.size() > kLongest || target.size() > kLongest) return check_long(source, target);
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
  return std::move(report).done();
}

Result<PairCheck> check_pair(std::string_view source, std::string_view target, std::string_view from,
                             std::string_view to) {
  const Result<PairChecker> checker = PairChecker::load(from, to);
  if (!checker) return checker.error();
  return checker->check(source, target);
}

}  // namespace dragoman
