// POST /v1/reports is for readers; GET /v1/reports and POST /v1/reports/ID for whoever corrects what they found.
#include <algorithm>
#include <chrono>

#include "json/write.h"
#include "memory/times.h"
#include "server/access.h"
#include "server/articles.h"
#include "server/desk_api.h"
#include "server/parameters.h"
#include "server/stored_files.h"

namespace dragoman::server {
namespace {

using http::Response;
using json::JsonObject;
using json::JsonText;
using own::query;
using own::refused;

constexpr std::size_t kMostReported = 8 << 10;  // bytes of one text of a report
constexpr std::size_t kMostReportsListed = 1000, kReportsInList = 100;
constexpr std::size_t kReportId = 8;  // bytes
constexpr std::string_view kNoReports = "this server keeps no reports; start it with --data FOLDER";

std::string this_moment() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return memory::iso_time(std::chrono::duration_cast<std::chrono::seconds>(now).count());
}

/// A reader says that something is wrong.
Response take_report(Service& service, Call& call) {
  if (auto no = own::not_admitted(service, call, own::bearer_key(call.request))) return *no;
  if (!service.reports.kept()) return refused(403, kNoReports);
  const Result<Parameters> given = Parameters::read(call.request);
  if (!given) return refused(400, given.error().what);
  JsonObject line;
  line.add("id", random_hex(kReportId)).add("time", this_moment());
  bool says_something = false;
  for (const char* name : {"reason", "note", "address", "from", "to", "source", "target"}) {
    const std::string value = given->text_or_empty(name);
    if (value.size() > kMostReported)
      return refused(413, std::string(name) + " is longer than " + std::to_string(kMostReported) + " bytes");
    says_something |= !value.empty() && (std::string_view(name) == "note" || std::string_view(name) == "target");
    line.add(name, value);
  }
  if (!says_something) return refused(400, "say what is wrong: target (the sentence), or note");
  if (const Status kept = service.reports.add(line.done().text); !kept)
    return refused(kept.error().code == ErrorCode::kTooLong ? 503 : 500, kept.error().what);
  return json_response(201, R"({"reported":true})");
}

/// What was said, what became of it, and which articles of the store it may be about.
Result<JsonText> report_json(const Service& service, const Report& report) {
  JsonObject out;
  out.add("id", report.id).add("state", report.done ? "done" : "open");
  out.add("who", json::json_name(report.who)).add("when", json::json_name(report.when));
  for (const char* name : {"time", "reason", "note", "address", "from", "to", "source", "target"})
    out.add(name, json::json_name(report.text(name)));
  std::vector<JsonText> ids;
  if (const std::string_view address = report.text("address"); service.articles && !address.empty()) {
    const Result<std::vector<std::string>> found = service.articles->ids_at(address);
    if (!found) return found.error();
    ids.assign(found->begin(), found->end());
  }
  return out.add("articles", json::json_array(ids)).done();
}

/// Those that are asked for, the newest first.
Response list_reports(Service& service, const Call& call) {
  const std::string state = query(call.request, "state"), before = query(call.request, "before"),
                    limit = query(call.request, "limit");
  if (!state.empty() && state != "open" && state != "done") return refused(400, "state is open or done");
  const std::optional<std::size_t> most = limit.empty() ? kReportsInList : number_in<std::size_t>(limit);
  if (!most || *most == 0 || *most > kMostReportsListed) return refused(400, "limit is a number from 1 to 1000");
  const Result<std::vector<Report>> all = service.reports.list();
  if (!all) return own::failed(all.error());
  auto from = all->begin();
  if (!before.empty()) {
    from = std::ranges::find(*all, before, &Report::id);
    if (from == all->end()) return refused(400, "before is the value of \"next\" in the answer before");
    ++from;
  }
  std::vector<JsonText> out;
  std::string_view last;
  for (; from != all->end() && out.size() < *most; ++from) {
    if (!state.empty() && from->done != (state == "done")) continue;
    Result<JsonText> one = report_json(service, *from);
    if (!one) return own::failed(one.error());
    out.push_back(std::move(*one));
    last = from->id;
  }
  JsonObject answer;
  answer.add("reports", json::json_array(out)).add("open", std::ranges::count(*all, false, &Report::done));
  answer.add("next", out.size() == *most ? JsonText(last) : JsonText());
  return json_response(200, answer.done().text).set("Cache-Control", "private, no-store");
}

/// /v1/reports
Response reports_route(Service& service, Call& call) {
  if (call.request.method == "POST") return take_report(service, call);
  Response no;
  if (!own::admitted(service, call, KeyRole::kEditor, no)) return no;
  if (!service.reports.kept()) return refused(404, kNoReports);
  return list_reports(service, call);
}

/// POST /v1/reports/ID: it is done, or open again.
Response mark_report(Service& service, Call& call) {
  Response no;
  const auto caller = own::admitted(service, call, KeyRole::kEditor, no);
  if (!caller) return no;
  if (!service.reports.kept()) return refused(404, kNoReports);
  const Result<Parameters> given = Parameters::read(call.request);
  if (!given) return own::failed(given.error());
  const std::string state = given->text_or_empty("state");
  if (state != "open" && state != "done") return refused(400, "state is open or done");
  const std::string_view id = std::string_view(call.request.path).substr(sizeof "/v1/reports/" - 1);
  const std::string who = who_is(*caller, given->text_or_empty("who")), now = this_moment();
  if (who.size() > kMostReported) return refused(413, "the name of who does it is too long");
  if (const Status marked = service.reports.mark(id, state == "done", who, now); !marked)
    return refused(marked.error().code == ErrorCode::kTooLong ? 503 : status_of(marked.error().code),
                   marked.error().what);
  JsonObject out;
  out.add("id", id).add("state", state).add("who", json::json_name(who)).add("when", now);
  return json_response(200, out.done().text);
}

}  // namespace

std::vector<Route> report_routes() {
  return {{"GET POST", "/v1/reports", Dialect::kOwn, true, reports_route},
          {"POST", "/v1/reports/*", Dialect::kOwn, true, mark_report}};
}

}  // namespace dragoman::server
