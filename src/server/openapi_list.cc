// The list itself. Whoever adds a route below /v1 adds a line here.
#include <array>

#include "server/openapi.h"

namespace dragoman::server {
namespace {

constexpr auto kOperations = std::to_array<Operation>({
    {"POST", "/v1/page", "site",
     "Translate a page: the same page, its parts as JSON, or block by block (text/event-stream)",
     "from to! url publication format name view label label_place originals rerank publish_url source_url", "*",
     "Page"},
    {"GET", "/v1/languages", "", "What can be translated into what", "", "", "Languages"},
    {"GET", "/v1/who", "client", "What the key that is sent may do", "", "", "Who"},
    {"GET", "/v1/ready", "", "Whether there is something to translate with", "", "", "Ready"},
    {"POST", "/v1/speech", "site", "Say a text: sound, or with Accept: application/json the times of its words", "",
     "text passages language! voice speed format translated announcement", "*"},
    {"GET", "/v1/voices", "site", "Voices that can speak", "", "", "Voices"},
    {"GET", "/v1/feed", "client", "A feed, translated", "url! to from publication", "", "*"},
    {"GET", "/v1/podcast", "client", "Stories that are shown, read aloud: a feed for podcast programs (RSS 2.0)",
     "publication! to! format title link image category limit", "", "*"},
    {"GET", "/v1/podcast/{id}/{file}", "client", "The sound of one of them; parts of it with Range", "", "", "*"},
    {"POST", "/v1/articles", "editor", "Send a page in: it is kept and translated",
     "publication! address! to! section from name publish_url callback", "*", "Article", "201"},
    {"GET", "/v1/articles", "client", "Articles, by pages", "publication section to state order before limit", "",
     "Articles"},
    {"GET", "/v1/articles/{id}", "client", "An article; with to the page that readers see, as HTML or JSON",
     "to version view", "", "Version"},
    {"DELETE", "/v1/articles/{id}", "administrator", "Remove a translation, or the article with all that hangs on it",
     "to"},
    {"GET", "/v1/articles/{id}/source", "editor", "The newest source as it came", "", "", "*"},
    {"GET", "/v1/articles/{id}/versions", "editor", "Versions that are kept", "to!", "", "Versions"},
    {"GET", "/v1/articles/{id}/history", "editor", "Who did what", "", "", "History"},
    {"GET", "/v1/articles/{id}/changes", "editor", "What the newest source says differently than the one approved last",
     "to!", "", "Changes"},
    {"POST", "/v1/articles/{id}/translate", "editor", "Translate the newest source again, with what is settled now", "",
     "to! who", "Version"},
    {"GET", "/v1/articles/{id}/corrections", "editor", "Corrections, and whether they stand in the newest version",
     "to!", "", "Corrections"},
    {"POST", "/v1/articles/{id}/corrections", "editor", "Correct a sentence, named by itself or by its place", "",
     "to! target! source block sentence who", "Version"},
    {"DELETE", "/v1/articles/{id}/corrections/{number}", "editor",
     "Take a correction out of later versions; with undo also out of the newest one and the memory", "to! who undo", "",
     "*"},
    {"POST", "/v1/articles/{id}/state", "approver", "Approve, withdraw, restore, or hold back until a time", "",
     "action! to version until who", "Article"},
    {"GET", "/v1/gates", "editor", "What a section waits for", "publication! section", "", "Gate"},
    {"PUT", "/v1/gates", "approver", "Say what a section waits for", "publication! section gate!", "", "Gate"},
    {"GET", "/v1/sitemap", "client", "A sitemap of what is shown", "publication to", "", "*"},
    {"GET", "/v1/deliveries", "editor", "What is to be sent to callbacks", "delivery_state", "", "Deliveries"},
    {"POST", "/v1/deliveries/{number}", "editor", "Send it once more"},
    {"DELETE", "/v1/deliveries/{number}", "editor", "Send it no more"},
    {"POST", "/v1/check", "editor", "Judge a sentence while it is typed", "",
     "from! to! source! target! publication quality", "Check"},
    {"GET", "/v1/terms", "editor", "Terms of a publication, the newest first", "publication from to q before limit", "",
     "Terms"},
    {"POST", "/v1/terms", "editor", "Settle a term; without a target it is not translated", "",
     "from! to! source! target publication case_sensitive exact note who", "Term", "201"},
    {"DELETE", "/v1/terms/{number}", "editor", "Remove a term"},
    {"GET", "/v1/memory", "editor", "Sentences that are settled, the newest first",
     "publication from to q before limit", "", "Pairs"},
    {"GET", "/v1/reports", "editor", "What readers say is wrong", "report_state before limit", "", "Reports"},
    {"POST", "/v1/reports", "client", "Say what is wrong", "", "note target source reason address from to", "Reported",
     "201"},
    {"POST", "/v1/reports/{id}", "editor", "It is done, or open again", "", "report_state! who", "ReportState"},
    {"GET", "/v1/replacements", "approver", "What was replaced throughout a publication", "publication", "",
     "Replacements"},
    {"POST", "/v1/replacements", "approver",
     "Replace a name in all translations of a publication: look at it first, then make it", "",
     "publication! to! find! replace! from dry_run only batch before limit who", "Passage"},
    {"DELETE", "/v1/replacements/{number}", "approver", "Take a replacement back; what others have changed since stays",
     "who", "", "Passage"},
    {"GET", "/v1/openapi.json", "", "This document", "", "", "*"},
});

constexpr auto kParameters = std::to_array<Parameter>({
    {"from", "string", "language of the source, BCP 47; without it the page's own, or all"},
    {"to", "string", "language of the translation, BCP 47: pt, pt-BR; POST /v1/articles takes several"},
    {"id", "string", "as the list has it"},
    {"number", "integer", "as the list numbers it"},
    {"file", "string", "language and format: pt.mp3, pt.opus"},
    {"title", "string", "of the podcast; without it the publication's name"},
    {"link", "string", "the publication's site; without it that of its newest story"},
    {"image", "string", "address of the podcast's picture"},
    {"category", "string", "of the podcast, in iTunes' words; without it News"},
    {"url", "string", "address to fetch, if the operator allows it"},
    {"format", "string", "of the page (html, markdown, ninjs ...), or of the sound (opus, mp3, wav)"},
    {"name", "string", "file name of the page, a hint for its format"},
    {"view", "page|story", "story: only what a reader wants to see, with what a check says of it"},
    {"label", "string", "words of the label; without it those of the language"},
    {"label_place", "auto|headline|top|end|none", "where the label stands"},
    {"originals", "none|mark|embed", "whether the page says what its sentences were"},
    {"rerank", "off|fast|best", "choose among several translations"},
    {"publish_url", "string", "address of the translation; {to} and {id} are filled in"},
    {"source_url", "string", "address of the original"},
    {"text", "string", "what is said"},
    {"passages", "array", "what is said in parts, each with text, role and pairs"},
    {"language", "string", "of the text"},
    {"voice", "string", "one of /v1/voices"},
    {"speed", "number", "0.5 to 2"},
    {"translated", "boolean", "say first that it is an automated translation"},
    {"announcement", "string", "other words for that; - for none"},
    {"publication", "string", "whose articles, terms or sentences; without it all, or the server's own memory"},
    {"address", "string", "of the source; with the publication it names the article"},
    {"section", "string", "of the publication"},
    {"callback", "string", "where the translation is sent when it is done"},
    {"state", "machine|corrected|approved|withdrawn", "of one of the article's translations"},
    {"delivery_state", "waiting|delivered|dead", "of a delivery"},
    {"report_state", "open|done", "of a report"},
    {"order", "newest|doubtful", "doubtful: most doubtful sentences first, of translations that nobody has approved"},
    {"before", "string", "next of the answer before"},
    {"limit", "integer", "at most so many, 1 to 1000"},
    {"version", "string", "its number, or newest, for editors; to approve: the one that was looked at"},
    {"target", "string", "the translation; of a term: null or absent if it is not to be translated"},
    {"source", "string", "the sentence or term as the source has it"},
    {"block", "integer", "place of the sentence, as the JSON of the newest version numbers it"},
    {"sentence", "integer", "likewise, within its block"},
    {"undo", "boolean",
     "true: the newest version is made again without it, and the memory forgets it; answers with that version"},
    {"who", "string", "the person, for the history; the key's name goes before it"},
    {"action", "approve|withdraw|restore|embargo", "what is done"},
    {"until", "string", "end of an embargo, ISO 8601; without it there is none"},
    {"gate", "automatic|approve", "whether a translation is shown at once, or when it is approved"},
    {"quality", "boolean", "false: do not ask the engine how likely the words are"},
    {"q", "string", "what stands in one of the two sides"},
    {"case_sensitive", "boolean", "letter case counts"},
    {"exact", "boolean", "the word with no other ending"},
    {"note", "string", "for people"},
    {"reason", "string", "what kind of fault"},
    {"find", "string", "whole words, as they are written"},
    {"replace", "string", "what stands in their place"},
    {"dry_run", "boolean", "true, or left out: only say what would be replaced"},
    {"only", "array", "ids of the articles that were chosen; without it all"},
    {"batch", "integer",
     "goes on with a replacement whose answer said more; no other member is needed then but dry_run"},
});

constexpr auto kShapes = std::to_array<Shape>({
    {"Error", "error:string"},
    {"Page",
     "page:string? page_base64:string? format:string from:string to:string headers:object story:object? "
     "blocks:[Block]"},
    {"Block", "index:integer role:string kept:string note:string? source:string target:string sentences:[Sentence]"},
    {"Sentence",
     "source:array target:array remembered:boolean block:integer? sentence:integer? quality:number? doubtful:boolean? "
     "findings:[Finding]? "
     "facts:array? corrected:Corrected?"},
    {"Finding", "kind:string severity:string words:string source:array target:array"},
    {"Corrected", "id:integer who:string? when:string"},
    {"Languages", "languages:[Language]"},
    {"Language", "code:string name:string dir:string targets:array label:string label_language:string"},
    {"Who", "name:string role:string"},
    {"Ready", "ready:boolean version:string"},
    {"Voices", "voices:[Voice]"},
    {"Voice", "id:string language:string name:string engine:string rate:integer licence:string? word_times:string"},
    {"Article",
     "id:string publication:string address:string section:string source_version:integer created:string changed:string "
     "embargo:string? "
     "withdrawn:boolean translations:[Translation]"},
    {"Articles", "articles:[Article] next:integer?"},
    {"Translation",
     "to:string version:integer source_version:integer state:string time:string shown:string shown_version:integer? "
     "doubtful:integer? "
     "unplaced_corrections:integer publish_url:string? title:string?"},
    {"Version",
     "to:string from:string version:integer source_version:integer state:string time:string who:string? "
     "remembered:boolean? id:string? "
     "publication:string? address:string? section:string? page:string? page_base64:string? blocks:[Block]?"},
    {"Versions", "versions:[Version]"},
    {"History", "history:[Event]"},
    {"Event", "what:string to:string? who:string? version:integer? time:string"},
    {"Changes",
     "to:string from:string version:integer source_version:integer state:string time:string who:string? "
     "is_newest_source:boolean "
     "compared_with:Version? changes:[Change] unplaced_corrections:[Correction]"},
    {"Change", "kind:string before:Placed? after:Placed?"},
    {"Placed", "block:integer sentence:integer source:string target:string"},
    {"Corrections", "corrections:[Correction]"},
    {"Correction", "id:integer source:string target:string who:string? time:string placed:boolean"},
    {"Gate", "publication:string section:string gate:string"},
    {"Deliveries", "deliveries:array"},
    {"Check", "quality:number? doubtful:boolean findings:[Finding] facts:array terms:[Term] memory:[Pair]"},
    {"Term",
     "id:integer source:string target:string? from:string to:string case_sensitive:boolean exact:boolean note:string? "
     "who:string? when:string "
     "at:array? held:boolean?"},
    {"Terms", "terms:[Term] next:integer?"},
    {"Pair",
     "id:integer source:string target:string from:string to:string status:string origin:string who:string? when:string "
     "score:integer?"},
    {"Pairs", "pairs:[Pair] next:integer?"},
    {"Report",
     "id:string state:string who:string? when:string? time:string? reason:string? note:string? address:string? "
     "from:string? to:string? "
     "source:string? target:string? articles:array"},
    {"Reports", "reports:[Report] open:integer next:string?"},
    {"Reported", "reported:boolean"},
    {"ReportState", "id:string state:string who:string? when:string"},
    {"Replacement",
     "batch:integer publication:string from:string? to:string find:string replace:string who:string? when:string "
     "count:integer undone:string? "
     "left:integer"},
    {"Replacements", "replacements:[Replacement]"},
    {"PhrasePlace",
     "article:string address:string block:integer sentence:integer source:string target:string replaced:string"},
    {"Passage",
     "places:[PhrasePlace]? next:integer? more:boolean batch:integer? publication:string? from:string? to:string? "
     "find:string? replace:string? "
     "who:string? when:string? count:integer? undone:string? left:integer? articles:integer? failed:array?"},
});

}  // namespace

std::span<const Operation> operations() { return kOperations; }
std::span<const Parameter> parameters() { return kParameters; }
std::span<const Shape> shapes() { return kShapes; }

}  // namespace dragoman::server
