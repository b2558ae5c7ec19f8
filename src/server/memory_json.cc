#include "server/memory_json.h"

#include "server/article_json.h"

namespace dragoman::server {

using json::JsonObject;
using json::JsonText;

JsonObject term_json(const Term& term) {
  JsonObject out;
  out.add("id", term.id).add("source", term.source);
  out.add("target", term.keeps_source() ? JsonText() : JsonText(term.target));
  out.add("from", term.languages.source.tag()).add("to", term.languages.target.tag());
  out.add("case_sensitive", term.case_sensitive).add("exact", term.exact).add("note", json::json_name(term.note));
  return out.add("who", json::json_name(term.who)).add("when", time_json(term.when));
}

JsonObject pair_json(const StoredPair& pair) {
  JsonObject out;
  out.add("id", pair.id).add("source", pair.source).add("target", pair.target);
  out.add("from", pair.languages.source.tag()).add("to", pair.languages.target.tag());
  out.add("status", status_name(pair.status)).add("origin", origin_name(pair.origin));
  return out.add("who", json::json_name(pair.who)).add("when", time_json(pair.when));
}

}  // namespace dragoman::server
