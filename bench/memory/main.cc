// bench_memory [--pairs N] [--terms N] [--queries N] [--folder DIR] [--keep]: prints a table of what storing and looking up
// cost. Sentences are generated; the file is made in DIR (the system's temporary folder) and removed unless --keep is given.
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "dragoman/memory.h"
#include "memory/generated.h"

using namespace dragoman;

namespace {

struct Options {
  std::uint64_t pairs = 1'000'000, terms = 200'000, queries = 2'000;
  std::filesystem::path folder = std::filesystem::temp_directory_path();
  bool keep = false;
};

double seconds_of(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double peak_megabytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

[[noreturn]] void fail(const Error& error) {
  std::fprintf(stderr, "bench_memory: %s\n", error.what.c_str());
  std::exit(1);
}

void row(const char* what, std::vector<double> milliseconds, const std::string& note) {
  std::sort(milliseconds.begin(), milliseconds.end());
  const auto at = [&](double share) {
    return milliseconds[static_cast<std::size_t>(share * static_cast<double>(milliseconds.size() - 1))];
  };
  std::printf("| %s | %.3f | %.3f | %.3f | %s |\n", what, at(0.5), at(0.95), at(1), note.c_str());
  std::fflush(stdout);
}

/// Times `work` for each query; what it returns counts as a hit.
void measure(const char* what, std::uint64_t queries, const char* hit, const std::function<bool(std::uint64_t)>& work) {
  std::vector<double> times;
  std::uint64_t hits = 0;
  for (std::uint64_t i = 0; i < queries; ++i) {
    times.push_back(1000 * seconds_of([&] { hits += work(i) ? 1 : 0; }));
  }
  row(what, std::move(times), std::string(hit) + " " + std::to_string(hits) + " of " + std::to_string(queries));
}

void write_tmx(const std::filesystem::path& file, const bench::Generated& news, std::uint64_t pairs) {
  std::ofstream out(file, std::ios::binary);
  out << "<?xml version=\"1.0\"?>\n<tmx version=\"1.4\"><header srclang=\"en\"/><body>\n";
  for (std::uint64_t i = 0; i < pairs; ++i) {
    const std::string source = bench::joined(news.sentence(i));
    out << "<tu changeid=\"ana\" changedate=\"20260102T030405Z\"><tuv xml:lang=\"en\"><seg>" << source
        << "</seg></tuv><tuv xml:lang=\"pt\"><seg>" << i << ' ' << source << "</seg></tuv></tu>\n";
  }
  out << "</body></tmx>\n";
}

std::string terms_of(const bench::Generated& news, std::uint64_t terms) {
  std::string table = "en,pt\n";
  for (std::uint64_t i = 0; i < terms; ++i) {
    const std::vector<std::string> words = news.sentence(10'000'000 + i);
    table += words[0] + " " + words[1] + " " + words[2] + (i % 3 == 0 ? " " + words[3] : "") + ",t" +
             std::to_string(i) + "\n";
  }
  return table;
}

void measure_pairs(const Memory& memory, const bench::Generated& news, const Options& options, const Languages& pair) {
  const auto pick = [&](std::uint64_t i) { return i * 2'654'435'761U % options.pairs; };
  const auto finds = [&](std::uint64_t number, double share) {
    const auto found = memory.fuzzy(bench::joined(news.changed(number, share)), pair);
    if (!found) fail(found.error());
    return std::any_of(found->begin(), found->end(), [&](const PairMatch& match) {
      return match.pair.target.starts_with(std::to_string(number) + " ");
    });
  };
  measure("exact look-up, stored", options.queries, "found", [&](std::uint64_t i) {
    const auto found = memory.exact(bench::joined(news.sentence(pick(i))), pair);
    return found && *found;
  });
  measure("exact look-up, not stored", options.queries, "found", [&](std::uint64_t i) {
    const auto found = memory.exact(bench::joined(news.sentence(options.pairs + i)), pair);
    return found && *found;
  });
  measure("fuzzy look-up, a tenth of the words changed", options.queries,
          "its source is found:", [&](std::uint64_t i) { return finds(pick(i), 0.1); });
  measure("fuzzy look-up, a quarter of the words changed", options.queries,
          "its source is found:", [&](std::uint64_t i) { return finds(pick(i + 7), 0.25); });
  measure("fuzzy look-up, nothing like it stored", options.queries, "found", [&](std::uint64_t i) {
    const auto found = memory.fuzzy(bench::joined(news.sentence(options.pairs + i)), pair);
    return found && !found->empty();
  });
  measure("correct(), on the disk", std::min<std::uint64_t>(options.queries, 100), "stored", [&](std::uint64_t i) {
    return static_cast<bool>(memory.correct(bench::joined(news.sentence(options.pairs + i)), "x", pair, "ana"));
  });
}

void measure_terms(const Memory& memory, const bench::Generated& news, const Options& options, const Languages& pair) {
  const std::filesystem::path table = options.folder / ("bench-terms-" + std::to_string(::getpid()) + ".csv");
  std::ofstream(table, std::ios::binary) << terms_of(news, options.terms);
  GlossaryImport kept;
  kept.on_conflict = OnConflict::kKeep;  // generated terms repeat
  Result<ImportCount> count = ImportCount{};
  const double took = seconds_of([&] { count = memory.import_terms(table, kept); });
  std::filesystem::remove(table);
  if (!count) fail(count.error());
  std::printf("| import of %zu terms | %.1f s | | | |\n", count->added, took);
  measure("first find_terms(), builds the index", 1, "done",
          [&](std::uint64_t) { return static_cast<bool>(memory.find_terms("x", pair)); });
  measure("find_terms() in a sentence", options.queries, "a term in", [&](std::uint64_t i) {
    const auto found = memory.find_terms(bench::joined(news.sentence(10'000'000 + i)), pair);
    return found && !found->empty();
  });
  (void)memory.add_term({.source = "quite new term", .target = "x", .languages = pair});
  measure("first find_terms() after a term was added", 1, "found",
          [&](std::uint64_t) { return !memory.find_terms("quite new term", pair)->empty(); });
}

Options read_options(int count, char** words) {
  Options options;
  for (int i = 1; i < count; ++i) {
    const char* value = i + 1 < count ? words[i + 1] : "0";
    if (std::strcmp(words[i], "--pairs") == 0) options.pairs = std::strtoull(value, nullptr, 10);
    if (std::strcmp(words[i], "--terms") == 0) options.terms = std::strtoull(value, nullptr, 10);
    if (std::strcmp(words[i], "--queries") == 0) options.queries = std::max(1ULL, std::strtoull(value, nullptr, 10));
    if (std::strcmp(words[i], "--folder") == 0) options.folder = value;
    if (std::strcmp(words[i], "--keep") == 0) options.keep = true;
  }
  return options;
}

}  // namespace

int main(int count, char** words) {
  const Options options = read_options(count, words);
  const Languages pair{*Language::parse("en"), *Language::parse("pt")};
  const std::filesystem::path file = options.folder / ("bench-memory-" + std::to_string(options.pairs) + ".db");
  const bench::Generated news;
  const bool there = std::filesystem::exists(file);  // of an earlier run with --keep
  const Result<Memory> memory = Memory::open(file);
  if (!memory) fail(memory.error());
  std::printf("| %llu pairs | median ms | 95 %% ms | most ms | |\n| --- | --- | --- | --- | --- |\n",
              static_cast<unsigned long long>(options.pairs));
  if (!there && options.pairs > 0) {
    const std::filesystem::path tmx = options.folder / "bench-memory.tmx";
    write_tmx(tmx, news, options.pairs);
    Result<ImportCount> imported = ImportCount{};
    const double took = seconds_of([&] { imported = memory->import_pairs(tmx); });
    std::filesystem::remove(tmx);
    if (!imported) fail(imported.error());
    std::printf("| import of %zu pairs from TMX | %.0f s | | | %.1f us a pair, file %.0f MB, peak memory %.0f MB |\n",
                imported->added, took, 1e6 * took / static_cast<double>(options.pairs),
                static_cast<double>(std::filesystem::file_size(file)) / 1e6, peak_megabytes());
    std::fflush(stdout);
  }
  if (options.pairs > 0) measure_pairs(*memory, news, options, pair);
  if (options.terms > 0) measure_terms(*memory, news, options, pair);
  std::printf("| peak memory, all of it | %.0f MB | | | |\n", peak_megabytes());
  if (options.keep) return 0;
  for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(file.string() + ending);
  return 0;
}
