// Counting what keys use: limits, months, files, several threads.
#include "server/usage.h"

#include <atomic>
#include <fstream>
#include <thread>

#include "server/service_under_test.h"

namespace dragoman::server {
namespace {

using namespace std::chrono_literals;
using std::chrono::system_clock;

system_clock::time_point at(int year, unsigned month, unsigned day) {
  return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) / std::chrono::day(day));
}

TEST(Usage, MonthsOfTheCalendar) {
  EXPECT_EQ(Usage::month_of(at(2026, 1, 1)), 2026 * 12);
  EXPECT_EQ(Usage::month_of(at(2026, 12, 31) + 23h), 2026 * 12 + 11);
  EXPECT_EQ(Usage::month_of(at(2027, 1, 1)), 2027 * 12);
  EXPECT_EQ(Usage::rest_of_month(at(2026, 12, 31) + 23h), 3600s);
  EXPECT_EQ(Usage::rest_of_month(at(2028, 2, 1)), 29 * 86400s);
}

TEST(Usage, LimitsAreOfAMonth) {
  const auto usage = *Usage::open("");
  EXPECT_TRUE(usage->charge("a", 60, 100, 1));
  EXPECT_FALSE(usage->charge("a", 41, 100, 1)) << "all or nothing";
  EXPECT_EQ(usage->this_month("a", 1).characters, 60U);
  EXPECT_TRUE(usage->charge("a", 40, 100, 1));
  EXPECT_FALSE(usage->charge("a", 0, 100, 1)) << "used up";
  EXPECT_TRUE(usage->charge("b", 41, 100, 1)) << "each key has its own";
  EXPECT_TRUE(usage->charge("a", 41, 0, 1)) << "no limit";
  EXPECT_TRUE(usage->charge("a", 100, 100, 2)) << "a new month";
  EXPECT_EQ(usage->this_month("a", 2).characters, 100U);
  EXPECT_EQ(usage->this_month("a", 1).characters, 0U);
  EXPECT_FALSE(usage->charge("c", ~std::uint64_t{0}, 100, 1)) << "no sum runs over";
}

TEST(Usage, WhatGotNoAnswerIsTakenBack) {
  const auto usage = *Usage::open("");
  const auto lost = usage->charge("a", 60, 100, 1), good = usage->charge("a", 30, 100, 1);
  usage->settle("a", *lost, false);
  usage->settle("a", *good, true);
  EXPECT_EQ(usage->this_month("a", 1).characters, 30U);
  EXPECT_EQ(usage->since_start().at("a").characters, 30U);
  const auto late = usage->charge("a", 5, 100, 1);
  EXPECT_TRUE(usage->charge("a", 7, 100, 2));
  usage->settle("a", *late, false);
  EXPECT_EQ(usage->this_month("a", 2).characters, 7U) << "the month has changed meanwhile";
}

TEST(Usage, OutlivesTheServer) {
  const Folder folder;
  const std::filesystem::path file = folder.path / "data" / "usage.db";
  const Usage::Month month = Usage::now();
  EXPECT_TRUE(Usage::read(file, month)->empty()) << "nothing there yet";
  {
    const auto usage = *Usage::open(file);
    usage->charge("a", 60, 0);
    usage->settle("a", *usage->charge("a", 10, 0), false);
    usage->count_request("a");
    usage->charge("b", 1, 0, month - 1);
    usage->charge("old", 1, 0, month - 30);
  }
  EXPECT_EQ(Usage::read(file, month)->at("a").characters, 60U);
  EXPECT_EQ(Usage::read(file, month)->at("a").requests, 1U);
  EXPECT_EQ(Usage::read(file, month)->count("b"), 0U);
  EXPECT_EQ(Usage::read(file, month - 1)->at("b").characters, 1U);
  const auto again = *Usage::open(file);
  EXPECT_EQ(again->this_month("a").characters, 60U);
  EXPECT_FALSE(again->charge("a", 41, 100));
  EXPECT_TRUE(Usage::read(file, month - 30)->empty()) << "what is older than two years goes";
  const Result<std::vector<KeyUsage>> listed = key_usage(folder.path / "data");
  ASSERT_TRUE(listed);
  ASSERT_EQ(listed->size(), 1U);
  EXPECT_EQ(listed->front().name, "a");
  EXPECT_EQ(listed->front().characters, 60U);
}

TEST(Usage, IsWrittenWithinASecond) {
  const Folder folder;
  const std::filesystem::path file = folder.path / "usage.db";
  const auto usage = *Usage::open(file);
  usage->charge("a", 60, 0);
  std::this_thread::sleep_for(1s);
  EXPECT_EQ(Usage::read(file, Usage::now())->at("a").characters, 60U) << "a kill now would not take it";
  usage->charge("a", 5, 0);
  std::this_thread::sleep_for(1s);
  EXPECT_EQ(Usage::read(file, Usage::now())->at("a").characters, 65U);
}

TEST(Usage, ForeignFilesAreLeftAlone) {
  const Folder folder;
  const std::filesystem::path file = folder.path / "usage.db";
  std::ofstream(file) << "this is no database, whatever its name says, and it is longer than a header";
  const auto opened = Usage::open(file);
  ASSERT_FALSE(opened);
  EXPECT_NE(opened.error().what.find("usage.db"), std::string::npos) << opened.error().what;
  EXPECT_GT(std::filesystem::file_size(file), 0U);
}

TEST(Usage, ThreadsNeverPassTheLimit) {
  const Folder folder;
  const auto usage = *Usage::open(folder.path / "usage.db");
  constexpr std::uint64_t kLimit = 1000;
  std::atomic<std::uint64_t> charged = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&, i] {
        for (int k = 0; k < 400; ++k) {
          const auto charge = usage->charge("a", 3, kLimit, 1);
          usage->count_request("a", 1);
          if (!charge) continue;
          const bool answered = (k + i) % 5 != 0;
          usage->settle("a", *charge, answered);
          if (answered) charged += 3;
        }
      });
    }
  }
  EXPECT_LE(charged, kLimit);
  EXPECT_EQ(usage->this_month("a", 1).characters, charged);
  EXPECT_EQ(usage->this_month("a", 1).requests, 1600U);
}

}  // namespace
}  // namespace dragoman::server
