// The HTTP server against a plain socket: what well-behaved clients, slow ones and hostile ones send.
#include "http/http_server.h"

#include <gtest/gtest.h>

#include <future>
#include <thread>

#include "http/raw_client.h"

namespace dragoman::http {
namespace {

using namespace std::chrono_literals;

std::unique_ptr<HttpServer> serve(HttpOptions options, HttpServer::Handler handler) {
  Result<std::unique_ptr<HttpServer>> server = HttpServer::start(options, std::move(handler));
  EXPECT_TRUE(server) << server.error().what;
  return std::move(*server);
}

void echo(const std::shared_ptr<Exchange>& exchange) {
  const Request& request = exchange->request();
  exchange->respond(Response{200, {{"X-Path", request.path}}, request.method + " " + request.body});
}

TEST(HttpServer, AnswersOneAfterTheOtherOnAConnection) {
  const auto server = serve({}, echo);
  RawClient client(server->port());
  client.send("POST /a%20b?x=1 HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello");
  const std::string first = client.read_answer();
  EXPECT_NE(first.find("HTTP/1.1 200 OK\r\n"), std::string::npos) << first;
  EXPECT_NE(first.find("X-Path: /a b\r\n"), std::string::npos) << first;
  EXPECT_TRUE(first.ends_with("POST hello")) << first;
  client.send("GET /2 HTTP/1.1\r\nHost: h\r\n\r\nGET /3 HTTP/1.1\r\nHost: h\r\n\r\n");  // two at once
  EXPECT_NE(client.read_answer().find("X-Path: /2"), std::string::npos);
  EXPECT_NE(client.read_answer().find("X-Path: /3"), std::string::npos);
  EXPECT_EQ(server->stats().requests, 3U);
  EXPECT_EQ(server->stats().connections, 1U);
}

TEST(HttpServer, HeadHasNoBodyAndCloseCloses) {
  const auto server = serve({}, echo);
  RawClient client(server->port());
  client.send("HEAD / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
  const std::string all = client.read_all();
  EXPECT_NE(all.find("Content-Length: 5\r\n"), std::string::npos) << all;
  EXPECT_TRUE(all.ends_with("\r\n\r\n")) << all;
}

TEST(HttpServer, ChunkedBodiesAndContinue) {
  const auto server = serve({}, echo);
  RawClient client(server->port());
  client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
  EXPECT_TRUE(client.read_answer().ends_with("POST abcde"));
  client.send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_NE(client.read_until("\r\n\r\n").find("100 Continue"), std::string::npos);
  client.send("ok");
  EXPECT_TRUE(client.read_answer().ends_with("POST ok"));
}

TEST(HttpServer, StreamsPiecesAsTheyAreMade) {
  const auto server = serve({}, [](const std::shared_ptr<Exchange>& exchange) {
    exchange->begin(Response{200, {{"Content-Type", "text/plain"}}, "one,"});
    EXPECT_TRUE(exchange->write("two"));
    exchange->end();
  });
  RawClient client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  const std::string answer = client.read_until("0\r\n\r\n");
  EXPECT_NE(answer.find("4\r\none,\r\n"), std::string::npos) << answer;
  EXPECT_NE(answer.find("3\r\ntwo\r\n"), std::string::npos) << answer;
  client.send("GET / HTTP/1.0\r\n\r\n");
  const std::string old = client.read_all();
  EXPECT_TRUE(old.ends_with("\r\n\r\none,two")) << old;
}

TEST(HttpServer, LimitsAreAnsweredWithTheirStatus) {
  HttpOptions options{.max_head_bytes = 1000, .max_body_bytes = 10};
  const auto server = serve(options, echo);
  const auto status = [&](const std::string& request) {
    RawClient client(server->port());
    client.send(request);
    return client.read_all().substr(0, 12);
  };
  EXPECT_EQ(status("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\n" + std::string(11, 'x')), "HTTP/1.1 413");
  EXPECT_EQ(status("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000000\r\n\r\n" + std::string(1 << 20, 'x')),
            "HTTP/1.1 413");
  EXPECT_EQ(status("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n14\r\n" + std::string(20, 'x') +
                   "\r\n0\r\n\r\n"),
            "HTTP/1.1 413");
  EXPECT_EQ(status("GET / HTTP/1.1\r\nA: " + std::string(2000, 'x') + "\r\n\r\n"), "HTTP/1.1 431");
  EXPECT_EQ(status("GET / FTP/1.1\r\n\r\n"), "HTTP/1.1 400");
  EXPECT_EQ(status(std::string("\x16\x03\x01\x02\x00 tls?\r\n\r\n", 15)), "HTTP/1.1 400");
  EXPECT_EQ(status("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n"), "HTTP/1.1 400");
  EXPECT_EQ(server->stats().refused, 7U);
}

/// A client that waits for an answer before it sends its body gets it, and one that sends on gets it, too.
TEST(HttpServer, LongBodiesAreNotReadForWhoMayNotComeIn) {
  std::vector<std::string> asked;
  HttpOptions options;
  options.early_refusal = [&](const Request& head) -> std::optional<Response> {
    asked.push_back(head.path + " " + std::string(head.header("Authorization")) + std::to_string(head.body.size()));
    if (head.header("Authorization") == "ours") return std::nullopt;
    return Response{403, {}, "no"};
  };
  const auto server = serve(options, echo);
  const std::string begin = "POST /in?a=b HTTP/1.1\r\nHost: h\r\n", length = "Content-Length: 8000000\r\n",
                    chunked = "Transfer-Encoding: chunked\r\n";
  for (const std::string& head : {begin + length, begin + chunked, begin + length + "Expect: 100-continue\r\n"}) {
    RawClient client(server->port());
    client.send(head + "\r\n");
    const std::string answer = client.read_answer();
    EXPECT_EQ(answer.substr(0, 12), "HTTP/1.1 403") << head;
    EXPECT_NE(answer.find("Connection: close"), std::string::npos);
  }
  EXPECT_EQ(asked, std::vector<std::string>(3, "/in 0"));
  RawClient stubborn(server->port());
  stubborn.send(begin + length + "\r\n" + std::string(8'000'000, 'x'));
  EXPECT_EQ(stubborn.read_all().substr(0, 12), "HTTP/1.1 403");
  EXPECT_EQ(server->stats().requests, 0U) << "nothing came to the handler";
  RawClient ours(server->port());
  ours.send(begin + "Authorization: ours\r\nContent-Length: 100000\r\n\r\n" + std::string(100'000, 'x'));
  EXPECT_EQ(ours.read_answer().substr(0, 12), "HTTP/1.1 200");
  RawClient small(server->port());
  small.send(begin + "Content-Length: 3\r\n\r\nabc");
  EXPECT_EQ(small.read_answer().substr(0, 12), "HTTP/1.1 200") << "the handler says no to that";
}

TEST(HttpServer, AnAddressHasSoManyConnections) {
  const auto server = serve({.max_connections_per_address = 2}, echo);
  const std::string request = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
  auto first = std::make_unique<RawClient>(server->port());
  RawClient second(server->port());
  for (RawClient* client : {first.get(), &second}) {
    client->send(request);
    EXPECT_EQ(client->read_answer().substr(0, 12), "HTTP/1.1 200");
  }
  RawClient third(server->port());
  EXPECT_EQ(third.read_all().substr(0, 12), "HTTP/1.1 429");
  second.send(request);
  EXPECT_EQ(second.read_answer().substr(0, 12), "HTTP/1.1 200") << "the others are not touched";
  first.reset();
  std::string answer;
  for (int i = 0; i < 200 && !answer.starts_with("HTTP/1.1 200"); ++i) {
    RawClient again(server->port());
    again.send(request);
    answer = again.read_answer();
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(answer.substr(0, 12), "HTTP/1.1 200") << "one that has left makes room";
}

TEST(HttpServer, WhatCouldBeReadInTwoWaysIsRefused) {
  const auto server = serve({}, echo);
  const auto status = [&](const std::string& head) {
    RawClient client(server->port());
    client.send("POST / HTTP/1.1\r\n" + head +
                "\r\n\r\n5\r\nhello\r\n0\r\n\r\nGET /second HTTP/1.1\r\nHost: h\r\n\r\n");
    const std::string all = client.read_all();
    EXPECT_EQ(all.find("/second"), std::string::npos) << head;
    return all.substr(0, 12);
  };
  for (const char* coding :
       {"xchunked", "chunked, identity", "gzip, chunked", "identity", "chunked\r\nTransfer-Encoding: chunked"}) {
    EXPECT_EQ(status(std::string("Host: h\r\nTransfer-Encoding: ") + coding), "HTTP/1.1 400") << coding;
  }
  EXPECT_EQ(status("Host: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 5"), "HTTP/1.1 400");
  EXPECT_EQ(status("Host: h\r\nContent-Length: 5\r\nContent-Length: 6"), "HTTP/1.1 400");
  EXPECT_EQ(status("A: b"), "HTTP/1.1 400");
  EXPECT_EQ(status("Host: a\r\nHost: b"), "HTTP/1.1 400");
}

TEST(HttpServer, WhatStandsBetweenChunksIsBounded) {
  const auto server = serve({}, echo);
  for (const std::string begin : {"5;", "0\r\nA: "}) {
    RawClient client(server->port());
    client.send("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + begin + std::string(1 << 20, 'x'));
    EXPECT_EQ(client.read_all().substr(0, 12), "HTTP/1.1 431") << begin;
  }
}

TEST(HttpServer, AnnouncedBodiesTakeNoMemoryAndAreBounded) {
  const auto server = serve({.max_body_bytes = 1000}, echo);
  std::vector<std::unique_ptr<RawClient>> clients;
  const std::string head = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\nabc";
  for (int i = 0; i < 16; ++i) clients.push_back(std::make_unique<RawClient>(server->port()));
  for (const auto& client : clients) {
    client->send("POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n");
    client->read_until("100 Continue\r\n\r\n");  // the head has been read
    client->send("abc");
  }
  RawClient late(server->port());
  late.send(head);
  EXPECT_EQ(late.read_all().substr(0, 12), "HTTP/1.1 503");
  clients.front()->send(std::string(997, 'x'));
  EXPECT_EQ(clients.front()->read_answer().substr(0, 12), "HTTP/1.1 200");
  RawClient next(server->port());
  next.send(head + std::string(997, 'x'));
  EXPECT_EQ(next.read_answer().substr(0, 12), "HTTP/1.1 200");
}

TEST(HttpServer, AddressesInFull) {
  const auto server = serve({}, echo);
  RawClient client(server->port());
  client.send("GET http://other/a?b=1 HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_NE(client.read_answer().find("X-Path: /a\r\n"), std::string::npos);
}

TEST(HttpServer, SlowRequestsAreLetGo) {
  HttpOptions options{.head_timeout = 200ms, .body_timeout = 200ms, .idle_timeout = 200ms};
  const auto server = serve(options, echo);
  RawClient head(server->port()), body(server->port()), idle(server->port());
  head.send("GET / HTTP/1.1\r\nA: ");
  body.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
  EXPECT_EQ(head.read_all().substr(0, 12), "HTTP/1.1 408");
  EXPECT_EQ(body.read_all().substr(0, 12), "HTTP/1.1 408");
  EXPECT_EQ(idle.read_all(), "");
}

TEST(HttpServer, AClientThatLeavesIsNoticed) {
  std::promise<std::shared_ptr<Exchange>> arrived;
  const auto server = serve({}, [&](std::shared_ptr<Exchange> exchange) { arrived.set_value(std::move(exchange)); });
  auto client = std::make_unique<RawClient>(server->port());
  client->send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  std::shared_ptr<Exchange> exchange = arrived.get_future().get();
  EXPECT_FALSE(exchange->gone().stop_requested());
  client.reset();
  for (int i = 0; i < 500 && !exchange->gone().stop_requested(); ++i) std::this_thread::sleep_for(10ms);
  EXPECT_TRUE(exchange->gone().stop_requested());
  exchange->respond({});
}

/// The loop has nothing to wait for by then; what is posted to it must be done all the same, or it is never freed.
TEST(HttpServer, AnAnswerForNobodyAfterDrain) {
  std::promise<std::shared_ptr<Exchange>> arrived;
  const auto server = serve({}, [&](std::shared_ptr<Exchange> exchange) { arrived.set_value(std::move(exchange)); });
  auto client = std::make_unique<RawClient>(server->port());
  client->send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  std::shared_ptr<Exchange> exchange = arrived.get_future().get();
  client.reset();
  for (int i = 0; i < 500 && !exchange->gone().stop_requested(); ++i) std::this_thread::sleep_for(10ms);
  EXPECT_FALSE(server->drain(50ms));
  exchange->respond({});
  exchange.reset();
  EXPECT_TRUE(server->drain(120s));
}

TEST(HttpServer, DrainLetsAnswersEndAndIdleConnectionsGo) {
  std::promise<std::shared_ptr<Exchange>> arrived;
  const auto server = serve({}, [&](std::shared_ptr<Exchange> exchange) {
    if (exchange->request().path == "/slow") return arrived.set_value(std::move(exchange));
    echo(exchange);
  });
  RawClient idle(server->port()), slow(server->port());
  idle.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  idle.read_answer();
  slow.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
  std::shared_ptr<Exchange> exchange = arrived.get_future().get();
  EXPECT_FALSE(server->drain(50ms));
  EXPECT_EQ(idle.read_all(), "");
  EXPECT_FALSE(RawClient(server->port()).connected());
  exchange->respond(Response{200, {}, "late"});
  exchange.reset();
  EXPECT_TRUE(server->drain(120s));
  const std::string answer = slow.read_all();
  EXPECT_TRUE(answer.ends_with("late")) << answer;
  EXPECT_NE(answer.find("Connection: close"), std::string::npos) << answer;
}

TEST(HttpServer, AForgottenExchangeIsAnError) {
  const auto server = serve({}, [](const std::shared_ptr<Exchange>&) {});
  RawClient client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  EXPECT_EQ(client.read_answer().substr(0, 12), "HTTP/1.1 500");
}

TEST(HttpServer, IdleConnectionsGiveWayAndBusyOnesStay) {
  std::promise<std::shared_ptr<Exchange>> arrived;
  const auto server = serve({.max_connections = 1}, [&](std::shared_ptr<Exchange> exchange) {
    if (exchange->request().path == "/slow") return arrived.set_value(std::move(exchange));
    echo(exchange);
  });
  RawClient first(server->port());
  first.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  first.read_answer();
  RawClient second(server->port());
  second.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
  std::shared_ptr<Exchange> exchange = arrived.get_future().get();
  EXPECT_EQ(first.read_all(), "");
  EXPECT_EQ(RawClient(server->port()).read_all().substr(0, 12), "HTTP/1.1 503");
  exchange->respond({});
}

TEST(HttpServer, PiecesMayTakeTheirTimeAndCutStreamsAreSeen) {
  std::promise<std::shared_ptr<Exchange>> arrived;
  const auto server = serve({.write_timeout = 100ms},
                            [&](std::shared_ptr<Exchange> exchange) { arrived.set_value(std::move(exchange)); });
  RawClient client(server->port());
  client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
  std::shared_ptr<Exchange> exchange = arrived.get_future().get();
  exchange->begin(Response{200, {}, "one"});
  client.read_until("one\r\n");
  std::this_thread::sleep_for(300ms);
  EXPECT_TRUE(exchange->write("two"));
  client.read_until("two\r\n");
  exchange.reset();  // without end()
  EXPECT_EQ(client.read_all(), "");
}

TEST(HttpServer, APlaceThatIsTakenIsTold) {
  const auto server = serve({}, echo);
  const Result<std::unique_ptr<HttpServer>> second = HttpServer::start({.port = server->port()}, echo);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, ErrorCode::kIo);
  EXPECT_NE(second.error().what.find("choose another port"), std::string::npos);
  EXPECT_EQ(HttpServer::start({.address = "localhost"}, echo).error().code, ErrorCode::kBadArgument);
}

}  // namespace
}  // namespace dragoman::http
