// Deliveries: taken by one at a time, tried again, given up, and gone with their article.
#include "articles/deliveries.h"

#include "articles/test_articles.h"

namespace dragoman::articles_test {
namespace {

using articles::Deliveries;
using articles::Delivery;
using articles::DeliveryState;

class DeliveriesTest : public ArticlesTest {
 protected:
  static std::int64_t add(const Deliveries& deliveries, const Submitted& sent, const std::string& callback) {
    Delivery delivery;
    delivery.article = sent.article.id;
    delivery.language = "pt";
    delivery.callback = callback;
    delivery.source_version = sent.article.source_version;
    const Result<std::int64_t> id = deliveries.add(delivery);
    EXPECT_TRUE(id) << id.error().what;
    return id ? *id : 0;
  }
};

TEST_F(DeliveriesTest, AreTakenByOneAndTriedAgain) {
  const Articles articles = open();
  const Deliveries deliveries(articles);
  const Submitted sent = submit(articles, "one");
  EXPECT_EQ(*deliveries.next_due(), 0);
  const std::int64_t id = add(deliveries, sent, "https://a.example/hook");
  EXPECT_EQ(*deliveries.next_due(), now_);
  const Result<std::optional<Delivery>> taken = deliveries.take(60);
  ASSERT_TRUE(taken && *taken);
  EXPECT_EQ((*taken)->callback, "https://a.example/hook");
  EXPECT_EQ((*taken)->source_version, 1U);
  EXPECT_FALSE(*deliveries.take(60)) << "somebody has it";
  now_ += 60;
  ASSERT_TRUE(*deliveries.take(60)) << "who had it has died";
  ASSERT_TRUE(deliveries.failed(id, 503, "busy", 30));
  EXPECT_FALSE(*deliveries.take(60));
  EXPECT_EQ(*deliveries.next_due(), now_ + 30);
  now_ += 30;
  const Result<std::optional<Delivery>> again = deliveries.take(60);
  ASSERT_TRUE(again && *again);
  EXPECT_EQ((*again)->attempts, 1U);
  EXPECT_EQ((*again)->error, "busy");
  ASSERT_TRUE(deliveries.release(id));
  EXPECT_TRUE(*deliveries.take(60));
  ASSERT_TRUE(deliveries.arrived(id, 204));
  now_ += 1000;
  EXPECT_FALSE(*deliveries.take(60));
  EXPECT_EQ(deliveries.list(DeliveryState::kDelivered, 10)->at(0).status, 204U);
}

TEST_F(DeliveriesTest, DeadOnesAreListedAndMayLiveAgain) {
  const Articles articles = open();
  const Deliveries deliveries(articles);
  const std::int64_t id = add(deliveries, submit(articles, "one"), "https://a.example/hook");
  ASSERT_TRUE(deliveries.failed(id, 500, "down", 0));
  EXPECT_FALSE(*deliveries.take(60));
  ASSERT_EQ(deliveries.list(DeliveryState::kDead, 10)->size(), 1U);
  EXPECT_TRUE(deliveries.list(DeliveryState::kWaiting, 10)->empty());
  ASSERT_TRUE(deliveries.again(id));
  EXPECT_TRUE(*deliveries.take(60));
  ASSERT_TRUE(deliveries.remove(id));
  EXPECT_EQ(deliveries.again(id).error().code, ErrorCode::kNotFound);
  EXPECT_EQ(deliveries.remove(id).error().code, ErrorCode::kNotFound);
}

TEST_F(DeliveriesTest, OneForEachAddressAndGoneWithTheArticle) {
  const Articles articles = open();
  const Deliveries deliveries(articles);
  const Submitted sent = submit(articles, "one");
  add(deliveries, sent, "https://a.example/1");
  add(deliveries, submit(articles, "two"), "https://a.example/1");
  add(deliveries, sent, "https://a.example/2");
  const Result<std::vector<Delivery>> all = deliveries.list(std::nullopt, 10);
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 2U) << "the newer takes the older's place";
  EXPECT_EQ((*all)[1].source_version, 2U);
  ASSERT_TRUE(articles.remove(sent.article.id, "", ""));
  EXPECT_TRUE(deliveries.list(std::nullopt, 10)->empty());
  Delivery lost;
  lost.article = sent.article.id;
  EXPECT_EQ(deliveries.add(lost).error().code, ErrorCode::kNotFound);
}

TEST_F(DeliveriesTest, OutliveTheProcess) {
  {
    const Articles articles = open();
    add(Deliveries(articles), submit(articles, "one"), "https://a.example/1");
  }
  EXPECT_TRUE(*Deliveries(open()).take(60));
}

}  // namespace
}  // namespace dragoman::articles_test
