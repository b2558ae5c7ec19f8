// Workers: a sentence's result does not depend on what shares its batch, on the order, on the number of rows, on other
// threads or on the kernel table; abandoned jobs go and disturb nobody.
#include <algorithm>
#include <random>
#include <thread>

#include "test_run.h"

namespace dragoman::engine::test {
namespace {

constexpr int kVocabulary = 40;

RandomShape shape(Numbers numbers) {
  return {.dim = 24,
          .heads = 3,
          .hidden = 40,
          .encoder_depth = 2,
          .decoder_depth = 2,
          .source_vocabulary = kVocabulary,
          .target_vocabulary = kVocabulary,
          .numbers = numbers,
          .end_bias = 2};
}

/// Jobs of every kind and length, the same for the same seed.
class Mixed {
 public:
  explicit Mixed(unsigned seed) {
    constraint_.forbid({5, 6});
    constraint_.favour({7, 8, 9}, 2);
    constraint_.force({30, 31}, 1);
    std::mt19937 random(seed);
    for (unsigned i = 0; i < 200; ++i) {
      Job job;
      job.source = random_source(random() % 25, kVocabulary, random());
      job.options.beam = random() % 3 == 0 ? 1 + static_cast<int>(random() % 6) : 1;
      job.options.n_best = 1 + static_cast<int>(random() % static_cast<unsigned>(job.options.beam));
      job.options.normalisation = static_cast<float>(random() % 3) / 2;
      job.options.scores = random() % 2 == 0;
      job.options.alignments = random() % 3 == 0;
      if (random() % 4 == 0) job.constraint = &constraint_;
      if (random() % 6 == 0) job.forced = random_source(random() % 12, kVocabulary, random());
      jobs.push_back(std::move(job));
    }
  }
  std::vector<Job> jobs;

 private:
  SequenceConstraint constraint_;
};

/// Results of the jobs in their own order, run in another.
std::vector<Job> run_shuffled(const Engine& engine, std::vector<Job> jobs, std::size_t max_rows, std::size_t at_once,
                              unsigned seed) {
  std::vector<Job*> order;
  for (Job& job : jobs) order.push_back(&job);
  std::shuffle(order.begin(), order.end(), std::mt19937(seed));
  JobList list(order, at_once);
  Worker worker(engine, max_rows);
  worker.run(list);
  EXPECT_EQ(list.finished().size(), jobs.size());
  for (const auto& [job, times] : list.finished()) EXPECT_EQ(times, 1);
  return jobs;
}

void expect_same(const std::vector<Job>& wanted, const std::vector<Job>& found, const std::string& what) {
  ASSERT_EQ(wanted.size(), found.size());
  for (std::size_t i = 0; i < wanted.size(); ++i)
    ASSERT_TRUE(same(wanted[i].hypotheses, found[i].hypotheses)) << what << ", job " << i;
}

class Workers : public ::testing::TestWithParam<Numbers> {
 protected:
  Workers()
      : loaded_(load(random_model(shape(GetParam())), *tables_here().front(),
                     random_shortlist(kVocabulary, kVocabulary, 6, 1).bytes())) {
    for (Job& job : mixed_.jobs) job.hypotheses = run_one(*loaded_.engine, job);  // each alone
  }
  const Engine& engine() const { return *loaded_.engine; }
  Loaded loaded_;
  Mixed mixed_{11};
};

TEST_P(Workers, ResultsDoNotDependOnBatchOrOrder) {
  unsigned seed = 0;
  for (const std::size_t max_rows : {1u, 4u, 16u, 64u, 0u}) {
    for (const std::size_t at_once : {1u, 3u, 1000u}) {
      std::vector<Job> jobs = mixed_.jobs;
      for (Job& job : jobs) job.hypotheses.clear();
      expect_same(mixed_.jobs, run_shuffled(engine(), jobs, max_rows, at_once, ++seed),
                  std::to_string(max_rows) + " rows, " + std::to_string(at_once) + " at once");
    }
  }
}

TEST_P(Workers, ResultsDoNotDependOnOtherThreads) {
  std::vector<Job> results[3];
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < 3; ++t) {
    threads.emplace_back([&, t] { results[t] = run_shuffled(engine(), mixed_.jobs, 4 << t, 7, t); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const std::vector<Job>& result : results) expect_same(mixed_.jobs, result, "threads");
}

TEST_P(Workers, ResultsDoNotDependOnTheKernelTable) {
  for (const kernels::Kernels* table : tables_here()) {
    const Loaded other =
        load(random_model(shape(GetParam())), *table, random_shortlist(kVocabulary, kVocabulary, 6, 1).bytes());
    expect_same(mixed_.jobs, run_shuffled(*other.engine, mixed_.jobs, 16, 1000, 3), table->name);
  }
}

/// A worker that has served others gives the same as a fresh one: nothing of an earlier sentence is left in its
/// buffers.
TEST_P(Workers, AWorkerKeepsNothingFromEarlierJobs) {
  Worker worker(engine(), 8);
  for (unsigned round = 0; round < 3; ++round) {
    std::vector<Job> jobs = mixed_.jobs;
    std::vector<Job*> order;
    for (Job& job : jobs) order.push_back(&job);
    std::shuffle(order.begin(), order.end(), std::mt19937(round));
    JobList list(order);
    worker.run(list);
    expect_same(mixed_.jobs, jobs, "round " + std::to_string(round));
  }
}

/// Every third job is given up at some step: it comes back empty or whole, the others as ever.
TEST_P(Workers, AbandonedJobsGoAndDisturbNobody) {
  for (const std::size_t max_rows : {1u, 16u, 64u}) {
    std::vector<Job> jobs = mixed_.jobs;
    std::vector<Job*> order;
    for (Job& job : jobs) {
      job.hypotheses.clear();
      order.push_back(&job);
    }
    JobList list(order);
    for (std::size_t i = 0; i < jobs.size(); i += 3) list.abandon(jobs[i], 1 + static_cast<int>(i % 7));
    Worker(engine(), max_rows).run(list);
    EXPECT_EQ(list.finished().size(), jobs.size());
    int dropped = 0;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      EXPECT_EQ(list.finished().at(&jobs[i]), 1);
      if (i % 3 == 0 && jobs[i].hypotheses.empty()) {
        ++dropped;
      } else {
        EXPECT_TRUE(same(mixed_.jobs[i].hypotheses, jobs[i].hypotheses)) << i;
      }
    }
    EXPECT_GT(dropped, 20);
  }
}

/// Jobs of which some are urgent, and come when the batch is full.
class SomeUrgent : public JobSource {
 public:
  explicit SomeUrgent(std::vector<Job>& jobs) {
    for (Job& job : jobs) (job.urgent ? urgent_ : others_).push_back(&job);
  }
  void take(std::size_t most, std::vector<Job*>& into) override { move(others_, most, into); }
  void take_urgent(std::size_t most, std::vector<Job*>& into) override {
    if (++asked_ > 3) move(urgent_, std::min<std::size_t>(most, 1), into);
  }
  bool abandoned(const Job&) const override { return false; }
  void finish(Job& job) override { order.push_back(&job); }
  std::vector<const Job*> order;

 private:
  static void move(std::vector<Job*>& from, std::size_t most, std::vector<Job*>& into) {
    for (; most > 0 && !from.empty(); --most, from.erase(from.begin())) into.push_back(from.front());
  }
  std::vector<Job*> urgent_, others_;
  int asked_ = 0;
};

TEST_P(Workers, UrgentJobsOvertakeAndChangeNoResult) {
  std::vector<Job> jobs = mixed_.jobs;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    jobs[i].hypotheses.clear();
    jobs[i].urgent = i + 4 >= jobs.size();
  }
  SomeUrgent source(jobs);
  Worker(engine(), 8).run(source);
  expect_same(mixed_.jobs, jobs, "urgent");
  ASSERT_EQ(source.order.size(), jobs.size());
  std::size_t last = 0;
  for (std::size_t i = 0; i < source.order.size(); ++i) last = source.order[i]->urgent ? i : last;
  EXPECT_LT(last, jobs.size() / 2) << "the last job to come was urgent";
}

INSTANTIATE_TEST_SUITE_P(Numbers, Workers, ::testing::Values(Numbers::kFloat, Numbers::kInt8, Numbers::kInt8Alphas));

TEST(Worker, EndsAtOnceWithoutJobs) {
  const Loaded loaded = load(random_model({}));
  JobList none({});
  Worker worker(*loaded.engine, 0);
  worker.run(none);
  EXPECT_TRUE(none.finished().empty());
}

TEST(Worker, TheShortestAndTheLongestSentence) {
  const Loaded loaded = load(random_model({.numbers = Numbers::kInt8Alphas}));
  std::vector<Job> jobs(3);
  jobs[0].source = {0};
  jobs[1].source = random_source(Weights::kMaxPositions - 1, 24, 1);
  jobs[1].options.alignments = true;
  jobs[2].source = jobs[1].source;
  jobs[2].forced = jobs[1].source;
  run_all(*loaded.engine, jobs);
  for (const Job& job : jobs) EXPECT_FALSE(job.hypotheses.empty());
  EXPECT_EQ(jobs[2].hypotheses[0].ids, jobs[1].source);
}

/// A real model: every table of this build that runs here, greedy and beam, same ids and scores to the bit.
TEST(Worker, RealModelsGiveTheSameOnEveryTable) {
  if (real_models().empty()) GTEST_SKIP() << "SKIPPED: no models (set DRAGOMAN_TEST_MODELS, or run make models)";
  const ModelFile model = ModelFile::read(file_of(real_models().front(), "model.", ".bin"));
  const std::string shortlist = file_of(real_models().front(), "lex.", ".bin");
  std::vector<Job> wanted;
  for (const kernels::Kernels* table : tables_here()) {
    const Loaded loaded = load(model, *table, shortlist);
    std::vector<Job> jobs(3);
    for (unsigned i = 0; i < jobs.size(); ++i) {
      jobs[i].source = random_source(3 + 4 * i, 2000, i);
      jobs[i].options = {.beam = i == 2 ? 3 : 1, .n_best = i == 2 ? 3 : 1, .scores = true, .alignments = true};
    }
    run_all(*loaded.engine, jobs);
    if (!wanted.empty()) expect_same(wanted, jobs, table->name);
    wanted = std::move(jobs);
  }
  EXPECT_GE(tables_here().size(), 1u);
}

}  // namespace
}  // namespace dragoman::engine::test
