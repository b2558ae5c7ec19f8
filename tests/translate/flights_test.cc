// Calls that want the same sentence at the same time: one works, the others wait for it, each as long as its own patience lasts.
#include "translate/flights.h"

#include <gtest/gtest.h>

#include <atomic>
#include <barrier>
#include <future>
#include <optional>
#include <stdexcept>
#include <thread>

#include "fixture.h"

namespace dragoman::test {
namespace {

using namespace std::chrono_literals;
using translate::Flight;
using translate::Flights;
using translate::Patience;
using translate::Translated;

std::shared_ptr<const Translated> some_result() {
  auto made = std::make_shared<Translated>();
  made->source_token_count = 7;
  return made;
}

/// What whoever has joined a flight gets of it.
std::future<Flight::Result> waiting(std::shared_ptr<Flight> flight, const Patience& patience = {}) {
  return std::async(std::launch::async, [flight = std::move(flight), patience] { return flight->wait(patience); });
}

TEST(Flights, OneWorksTheOthersWait) {
  Flights flights;
  Flights::Seat first = flights.board("a", false);
  ASSERT_NE(first.lead.flight(), nullptr);
  EXPECT_EQ(first.joined, nullptr);
  Flights::Seat second = flights.board("a", false), other = flights.board("b", false);
  ASSERT_NE(second.joined, nullptr);
  EXPECT_EQ(second.lead.flight(), nullptr);
  EXPECT_EQ(other.joined, nullptr) << "another sentence";
  std::atomic<int> made = 0;
  first.lead.flight()->prepare([&] {
    ++made;
    return some_result();
  });
  auto one = waiting(second.joined), two = waiting(flights.board("a", false).joined);
  first.lead.flight()->ready(true);
  ASSERT_NE(one.get(), nullptr) << "the leader's thread need not look first";
  EXPECT_EQ(two.get()->source_token_count, 7U);
  EXPECT_EQ(first.lead.flight()->result()->source_token_count, 7U);
  EXPECT_EQ(made, 1);
}

TEST(Flights, ALeaderThatGivesUpDoesNotTakeTheOthersAlong) {
  Flights flights;
  std::optional<Flights::Seat> first(flights.board("a", false));
  auto joined = waiting(flights.board("a", false).joined);
  first.reset();
  EXPECT_EQ(joined.get(), nullptr);
  EXPECT_EQ(flights.board("a", false).joined, nullptr) << "who comes now leads";
  const Flights::Seat next = flights.board("a", false);
  next.lead.flight()->ready(false);  // the workers have dropped it
  EXPECT_EQ(flights.board("a", false).joined, nullptr) << "nobody joins what has failed";
}

TEST(Flights, NobodyLooksAtWhatALeaderThatLeftHad) {
  Flights flights;
  Flights::Seat first = flights.board("a", false), ready = flights.board("b", false);
  const auto joined = flights.board("a", false).joined, late = flights.board("b", false).joined;
  for (const Flights::Seat* seat : {&first, &ready}) {
    seat->lead.flight()->prepare([]() -> Flight::Result { throw std::logic_error("it is gone"); });
  }
  first.lead.end();
  first.lead.flight()->ready(true);  // a worker that comes late
  EXPECT_EQ(joined->wait({}), nullptr);
  ready.lead.flight()->ready(true);
  ready.lead.end();
  EXPECT_EQ(late->wait({}), nullptr);
}

TEST(Flights, EachWaitsAsLongAsItWants) {
  Flights flights;
  const Flights::Seat lead = flights.board("a", false);
  std::stop_source stop;
  const auto soon = std::chrono::steady_clock::now() + 20ms;
  auto late = waiting(flights.board("a", false).joined, {{}, soon, false});
  auto stopped = waiting(flights.board("a", false).joined, {stop.get_token(), {}, false});
  auto patient = waiting(flights.board("a", false).joined);
  EXPECT_EQ(late.get(), nullptr);
  stop.request_stop();
  EXPECT_EQ(stopped.get(), nullptr);
  EXPECT_EQ(patient.wait_for(0ms), std::future_status::timeout) << "others' patience is not its own";
  lead.lead.flight()->prepare(some_result);
  lead.lead.flight()->ready(true);
  EXPECT_NE(patient.get(), nullptr);
}

TEST(Flights, UrgentOnesDoNotWaitForOthers) {
  Flights flights;
  const Flights::Seat slow = flights.board("a", false);
  std::optional<Flights::Seat> urgent(flights.board("a", true));
  EXPECT_EQ(urgent->joined, nullptr);
  EXPECT_EQ(flights.board("a", true).joined.get(), urgent->lead.flight());
  EXPECT_EQ(flights.board("a", false).joined.get(), urgent->lead.flight()) << "the faster one serves all";
  urgent.reset();
  EXPECT_EQ(flights.board("a", false).joined, nullptr);
}

class JoinedCalls : public WithModels {};

TEST_F(JoinedCalls, AreComputedOnce) {
  const Translator alone({model("enpt")}, {.workers = 2});
  const std::string expected = translated(alone, article(), {.align = true}).text;
  const Translator shared({model("enpt")}, {.workers = 2});
  constexpr int kCallers = 6;
  std::barrier start(kCallers);
  std::atomic<int> right = 0;
  {
    std::vector<std::jthread> callers;
    for (int i = 0; i < kCallers; ++i) {
      callers.emplace_back([&] {
        start.arrive_and_wait();
        right += translated(shared, article(), {.align = true}).text == expected ? 1 : 0;
      });
    }
  }
  EXPECT_EQ(right, kCallers);
  const TranslatorStats once = alone.stats(), all = shared.stats();
  EXPECT_EQ(all.source_words, once.source_words) << "each sentence has been worked on once";
  EXPECT_EQ(all.target_tokens, once.target_tokens);
  EXPECT_EQ(all.sentences, kCallers * once.sentences);
}

TEST_F(JoinedCalls, DoNotWaitForTheLeadersReader) {
  const std::string expected = translated(Translator({model("enpt")}), "Nobody was hurt.").text;
  const Translator translator({model("enpt")}, {.cache_bytes = 0});
  std::promise<void> first_is_out, may_go_on;
  std::atomic<int> told = 0;
  std::jthread leader([&] {
    translated(translator, "He left. Nobody was hurt.", {.on_sentence = [&](const SentencePair&, std::string_view) {
                 if (told++ > 0) return;
                 first_is_out.set_value();
                 may_go_on.get_future().wait();  // a client that does not read
               }});
  });
  first_is_out.get_future().wait();
  EXPECT_EQ(translated(translator, "Nobody was hurt.").text, expected);
  EXPECT_EQ(translator.stats().joined, 1U);
  may_go_on.set_value();
}

TEST_F(JoinedCalls, OthersMayLeaveAtAnyMoment) {
  for (const bool chain : {false, true}) {
    const std::vector<Model> route =
        chain ? std::vector<Model>{model("enpt"), model("pten")} : std::vector<Model>{model("enpt")};
    const std::string expected = translated(Translator(route), article()).text;
    const Translator translator(route, {.workers = 2, .cache_bytes = 0});
    std::atomic<int> right = 0, over = 0;
    {
      std::vector<std::jthread> callers;
      for (int i = 0; i < 6; ++i) {
        callers.emplace_back([&, i] {
          for (int k = 0; k < 3; ++k) {
            TranslateOptions options;
            options.urgent = (i + k) % 3 == 0;
            if (i % 2 == 1) options.deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(3 * k + i);
            const Result<Translation> out = translator.translate(article(), options);
            EXPECT_TRUE(out || options.deadline) << "who has no deadline gets a translation, whoever leaves";
            over += out ? 0 : 1;
            right += out && out->text == expected ? 1 : 0;
          }
        });
      }
    }
    EXPECT_EQ(right + over, 18);
  }
}

}  // namespace
}  // namespace dragoman::test
