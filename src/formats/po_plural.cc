// The expressions are C's, so a small parser by precedence reads them; depth and length are bounded.
#include "formats/po_plural.h"

#include <algorithm>
#include <array>
#include <utility>

namespace dragoman::formats {
namespace {

constexpr std::size_t kMostForms = 10, kLongestExpression = 1000;
constexpr int kDeepestExpression = 60;

/// Binary operators by how tightly they bind; longer signs before their beginnings.
struct Operator {
  std::string_view sign;
  int binds;
};
constexpr std::array<Operator, 13> kOperators = {{{"||", 1},
                                                  {"&&", 2},
                                                  {"==", 3},
                                                  {"!=", 3},
                                                  {"<=", 4},
                                                  {">=", 4},
                                                  {"<", 4},
                                                  {">", 4},
                                                  {"+", 5},
                                                  {"-", 5},
                                                  {"*", 6},
                                                  {"/", 6},
                                                  {"%", 6}}};

class Evaluator {
 public:
  Evaluator(std::string_view text, std::uint64_t n) : text_(text), n_(n) {}

  std::optional<std::uint64_t> evaluate() {
    if (text_.size() > kLongestExpression) return std::nullopt;
    const std::uint64_t value = choice(0);
    skip_blanks();
    return bad_ || at_ != text_.size() ? std::nullopt : std::optional(value);
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  bool take(std::string_view sign) {
    skip_blanks();
    if (!text_.substr(at_).starts_with(sign)) return false;
    at_ += sign.size();
    return true;
  }

  std::uint64_t choice(int depth) {
    if (depth > kDeepestExpression) return fail();
    const std::uint64_t condition = binary(1, depth + 1);
    if (!take("?")) return condition;
    const std::uint64_t yes = choice(depth + 1);
    if (!take(":")) return fail();
    const std::uint64_t no = choice(depth + 1);
    return condition != 0 ? yes : no;
  }

  std::uint64_t binary(int binds, int depth) {
    std::uint64_t left = single(depth + 1);
    while (!bad_) {
      const auto* found =
          std::ranges::find_if(kOperators, [&](const Operator& one) { return one.binds >= binds && peek(one.sign); });
      if (found == kOperators.end()) return left;
      take(found->sign);
      left = apply(found->sign, left, binary(found->binds + 1, depth + 1));
    }
    return left;
  }

  bool peek(std::string_view sign) {
    skip_blanks();
    return text_.substr(at_).starts_with(sign);
  }

  std::uint64_t single(int depth) {
    if (depth > kDeepestExpression) return fail();
    if (take("!")) return single(depth + 1) == 0 ? 1 : 0;
    if (take("(")) {
      const std::uint64_t value = choice(depth + 1);
      return take(")") ? value : fail();
    }
    if (take("n")) return n_;
    std::uint64_t value = 0;
    const std::size_t begin = at_;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9' && at_ - begin < 9)
      value = value * 10 + static_cast<std::uint64_t>(text_[at_++] - '0');
    return at_ == begin ? fail() : value;
  }

  std::uint64_t apply(std::string_view sign, std::uint64_t a, std::uint64_t b) {
    if (sign == "||") return (a != 0 || b != 0) ? 1 : 0;
    if (sign == "&&") return (a != 0 && b != 0) ? 1 : 0;
    if (sign == "==") return a == b ? 1 : 0;
    if (sign == "!=") return a != b ? 1 : 0;
    if (sign == "<=") return a <= b ? 1 : 0;
    if (sign == ">=") return a >= b ? 1 : 0;
    if (sign == "<") return a < b ? 1 : 0;
    if (sign == ">") return a > b ? 1 : 0;
    if (sign == "+") return a + b;
    if (sign == "-") return a - b;
    if (sign == "*") return a * b;
    if (b == 0) return fail();
    return sign == "/" ? a / b : a % b;
  }

  std::uint64_t fail() {
    bad_ = true;
    return 0;
  }

  std::string_view text_;
  std::uint64_t n_;
  std::size_t at_ = 0;
  bool bad_ = false;
};

struct Rule {
  std::string_view languages;  ///< between blanks
  std::string_view header;
};

/// By CLDR's plural rules for whole numbers. The first is for all others.
constexpr std::array<Rule, 13> kRules = {
    {{"", "nplurals=2; plural=(n != 1);"},
     {" fr ff kab hy ln mg ti pt wa am bn fa gu hi kn zu ", "nplurals=2; plural=(n > 1);"},
     {" id ja jv ko lo ms my th to vi yue zh km dz ig ii bo wo su tpi kde sah ses sg ", "nplurals=1; plural=0;"},
     {" ru uk be sr hr bs sh ",
      "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"},
     {" pl ", "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"},
     {" cs sk ", "nplurals=3; plural=(n==1) ? 0 : (n>=2 && n<=4) ? 1 : 2;"},
     {" lt ", "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);"},
     {" lv ", "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n != 0 ? 1 : 2);"},
     {" ro ", "nplurals=3; plural=(n==1 ? 0 : (n==0 || (n%100 > 0 && n%100 < 20)) ? 1 : 2);"},
     {" sl ", "nplurals=4; plural=(n%100==1 ? 0 : n%100==2 ? 1 : n%100==3 || n%100==4 ? 2 : 3);"},
     {" ar ", "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);"},
     {" ga ", "nplurals=5; plural=(n==1 ? 0 : n==2 ? 1 : n<7 ? 2 : n<11 ? 3 : 4);"},
     {" mt ",
      "nplurals=4; plural=(n==1 ? 0 : n==0 || ( n%100>1 && n%100<11) ? 1 : (n%100>10 && n%100<20 ) ? 2 : 3);"}}};

}  // namespace

std::optional<std::uint64_t> evaluate_plural(std::string_view expression, std::uint64_t n) {
  return Evaluator(expression, n).evaluate();
}

std::optional<PluralForms> read_plural_forms(std::string_view header) {
  constexpr std::string_view kCount = "nplurals=", kRule = "plural=";
  const std::size_t count = header.find(kCount), semicolon = header.find(';');
  if (count == std::string_view::npos || semicolon == std::string_view::npos) return std::nullopt;
  const std::size_t rule = header.find(kRule, semicolon);
  if (rule == std::string_view::npos) return std::nullopt;
  std::string_view expression = header.substr(rule + kRule.size());
  expression = expression.substr(0, expression.find(';'));
  const auto number = evaluate_plural(header.substr(count + kCount.size(), semicolon - count - kCount.size()), 0);
  const auto one = evaluate_plural(expression, 1);
  if (!number || !one || *number < 1 || *number > kMostForms || *one >= *number) return std::nullopt;
  return PluralForms{*number, *one, std::string(header)};
}

PluralForms plural_forms_of(std::string_view language) {
  const std::string_view code = language.substr(0, language.find_first_of("-_"));
  // Portugal counts none as many, Brazil as one.
  const bool portugal = language == "pt-PT" || language == "pt_PT";
  for (const Rule& rule : kRules) {
    if (!rule.languages.empty() && !code.empty() && !portugal &&
        rule.languages.find(" " + std::string(code) + " ") != std::string_view::npos) {
      return *read_plural_forms(rule.header);
    }
  }
  return *read_plural_forms(kRules.front().header);
}

}  // namespace dragoman::formats
