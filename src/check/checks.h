// The checks of a pair, one for each family of faults. Each reads both sides and adds to the report; none needs another, but
// for the links between words, which are made once.
#pragma once
#include "check/links.h"
#include "check/report.h"
#include "check/side.h"

namespace dragoman::check {

void check_quantities(const Side& source, const Side& target, Report& report);
void check_dates(const Side& source, const Side& target, Report& report);
void check_addresses(const Side& source, const Side& target, Report& report);
void check_characters(const Side& source, const Side& target, Report& report);
/// Locks the credit's words on both sides.
void check_credit(Side& source, Side& target, Report& report);
void check_names(const Links& links, Report& report);
void check_quotes(const Side& source, const Side& target, Report& report);
void check_brackets(const Links& links, Report& report);
void check_negation(const Links& links, Report& report);
void check_coverage(const Links& links, Report& report);
void check_repeats(const Side& source, const Side& target, Report& report);
void check_untranslated(const Links& links, Report& report);
void check_length(const Side& source, const Side& target, Report& report);

}  // namespace dragoman::check
