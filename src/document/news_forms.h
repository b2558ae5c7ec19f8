// The forms of news text that no markup tells: a credit at a caption's end, a byline, a dateline, a date. For every format:
// HTML uses them beside its own marks, plain text and Markdown have nothing else.
//
//   "Soldiers are seen north of Baghdad, August 23, 2020. REUTERS/Thaier Al-Sudani"
//                                                         ^^^^^^^^^^^^^^^^^^^^^^^^ find_credit
// The words behind the forms are data (data/news). What is found stays as it is in a translation, so the functions would
// rather miss a rare form than take a sentence for one. Texts are one line of valid UTF-8.
// Threads: free functions. Time: linear in the text; only its first or last 200 bytes are looked at.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>
#include "document/label.h"
#include "dragoman/range.h"

namespace dragoman::document {

/// The credit at the end of a caption (or all of it), brackets and introducing words included: "REUTERS/Name",
/// "(Name/AP)", "Photograph: Name/Getty", "© Name". Ask only of captions and of lines that stand where captions do.
std::optional<ByteRange> find_credit(std::string_view text);
/// The credit before a caption's text, where nothing parts them: "REUTERS/Jane Doe" of "REUTERS/Jane Doe A man walks in Rome."
std::optional<ByteRange> find_leading_credit(std::string_view text);
/// The credit at the end of running text: behind "Photo:" and the like, of an agency or of somebody; or "(AP Photo/Jane Doe)".
std::optional<ByteRange> find_introduced_credit(std::string_view text);
/// Names before a handle in brackets: "Rose White" of "Rose White (@rosewhite)".
std::vector<ByteRange> find_names_before_handles(std::string_view text);
/// The whole line is a credit.
bool is_credit_line(std::string_view text);
/// The text of an element of its own behind a caption's is a credit: "The Post/Jane Doe"; of small print also "Department of Transport".
bool is_credit_element(std::string_view text, bool of_small_print);
/// A credit that find_credit found is more than a name, a stroke and a name: it has an agency, or a word such as "Photo:".
bool is_stated(std::string_view credit);

/// Of a byline: the parts that say what somebody is, "Senior Reporter" of "Jane Doe, Senior Reporter".
std::vector<ByteRange> find_job_titles(std::string_view text);
/// What stays of a byline: names and agencies, without "By", "and", places and jobs.
std::optional<std::vector<ByteRange>> find_byline(std::string_view text);
/// The same names. `writer`: surely somebody who wrote it, as first or behind "and"; in "By Jane Doe, New York" the second may be a place.
struct BylineName {
  ByteRange range;
  bool writer = false;
};
std::vector<BylineName> read_byline(std::string_view text);
inline bool is_byline(std::string_view text) { return find_byline(text).has_value(); }

/// The words before a byline's or sign-off's names, and what another language writes there: "Por" and "By", "Com informações de"
/// and "With reporting by", or alone "Da Redação" and "From the newsroom".
struct Opening {
  ByteRange range;
  std::string counterpart;
};
/// Nothing if the line is no byline, or one of the languages (BCP 47) has no such words.
std::optional<Opening> find_opening(std::string_view text, std::string_view source_language,
                                    std::string_view target_language);

/// "Subscribe to", "More from": words that stand before a publication's name, in any language.
bool is_before_publication(std::string_view words);
/// These words of a text of which all else is the name, which begins at `name`.
std::optional<Opening> find_before_publication(std::string_view text, std::size_t name,
                                               std::string_view source_language, std::string_view target_language);

/// A place's name in the target language; nothing for one that is not known, which then stays as it is.
using PlaceNames = std::function<std::optional<std::string>(std::string_view)>;

/// A line of bylines of which every word is known, so that it can be written without an engine: openings, the word between two names,
/// "in" and a place, "from the newsroom" at the end. "Reporting by Jane Doe and John Roe in Rome; Editing by Jane Roe": "Reporting by",
/// "and", "in", "Rome", "Editing by" with what is written instead; the rest stays. `bare`: names alone are a byline too ("Jane Doe and
/// John Roe"). Empty: it is no such line, or has no word to change.
std::vector<Opening> find_sign_off(std::string_view text, bool bare, std::string_view source_language,
                                   std::string_view target_language, const PlaceNames& places = {});

/// A date or time and words that belong to it: "March 16, 2015 8:02 pm UTC", "Updated 3 May 2020".
bool is_date_line(std::string_view text);

/// "BEIRUT, March 3 (Reuters) - The port ...": where a news text was written, when, and by whom.
struct Dateline {
  ByteRange place = {};
  ByteRange date = {};    ///< empty if there is none
  ByteRange agency = {};  ///< with its brackets; empty if there is none
  std::size_t end = 0;    ///< of place, date and agency
  std::size_t text = 0;   ///< where the text begins, behind the dash
};
/// The dateline that opens a text, with a dash behind it.
std::optional<Dateline> find_dateline(std::string_view text);
/// The whole line is a dateline, without a dash; it is one in capitals, or has an agency.
std::optional<Dateline> read_dateline(std::string_view line);

/// The agency in the opening of a news text, brackets included: "LONDON (Reuters) - ...", "(CNN) ...".
std::optional<ByteRange> find_dateline_agency(std::string_view text);

}  // namespace dragoman::document
