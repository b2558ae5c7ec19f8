// The text of Prometheus: cumulative buckets, one head for each name.
#include "server/metrics.h"

#include <gmock/gmock.h>

namespace dragoman::server {
namespace {

using testing::HasSubstr;

TEST(Metrics, HistogramsAreCumulative) {
  Metrics metrics;
  metrics.answered("/translate", 200, 0.02, 10);
  metrics.answered("/translate", 200, 0.3, 5);
  metrics.answered("/translate", 400, 60, 0);
  const std::string text = metrics.text({{"g", "help", "{a=\"1\"}", 2}, {"g", "help", "{a=\"2\"}", 3.5}});
  EXPECT_THAT(text,
              HasSubstr("dragoman_http_request_duration_seconds_bucket{endpoint=\"/translate\",le=\"0.01\"} 0\n"));
  EXPECT_THAT(text,
              HasSubstr("dragoman_http_request_duration_seconds_bucket{endpoint=\"/translate\",le=\"0.025\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("dragoman_http_request_duration_seconds_bucket{endpoint=\"/translate\",le=\"30\"} 2\n"));
  EXPECT_THAT(text,
              HasSubstr("dragoman_http_request_duration_seconds_bucket{endpoint=\"/translate\",le=\"+Inf\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("dragoman_http_request_duration_seconds_count{endpoint=\"/translate\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("libretranslate_http_request_duration_seconds_count{endpoint=\"/translate\"} 3\n"));
  EXPECT_THAT(text, HasSubstr("dragoman_http_requests_total{endpoint=\"/translate\",status=\"400\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("dragoman_characters_total 15\n"));
  EXPECT_THAT(text, HasSubstr("# HELP g help\n# TYPE g gauge\ng{a=\"1\"} 2\ng{a=\"2\"} 3.5\n"));
}

}  // namespace
}  // namespace dragoman::server
