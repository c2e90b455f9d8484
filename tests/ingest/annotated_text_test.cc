#include "ingest/stage/annotated_text.h"

#include <algorithm>
#include <random>

#include "tests/support/catch.h"

using namespace sarye;

TEST_CASE("Near a sentence are all mentions that touch it, whatever their order",
          "[ingest][stage]") {
  std::mt19937 random(9);
  std::size_t left_out = 0;
  for (int round = 0; round < 300; ++round) {
    AnnotatedText text;
    text.blocks.resize(2);
    for (int i = 0; i < 40; ++i) {
      const auto begin = static_cast<std::uint32_t>(random() % 200);
      const auto end = begin + static_cast<std::uint32_t>(random() % (i % 10 == 0 ? 90 : 12));
      TextMention mention;
      mention.span = {static_cast<std::uint32_t>(random() % 2), {begin, end}};
      mention.entity = static_cast<std::uint32_t>(i);
      text.mentions.push_back(mention);
    }
    if (round % 3 != 0) {
      std::sort(text.mentions.begin(), text.mentions.end(),
                [](const TextMention& a, const TextMention& b) { return a.span < b.span; });
    }
    const auto from = static_cast<std::uint32_t>(random() % 150);
    const ByteRange sentence{from, from + static_cast<std::uint32_t>(random() % 60)};
    std::vector<std::uint32_t> touching, near_by;
    for (const TextMention& mention : text.mentions_in(1)) {
      const ByteRange at = mention.span.bytes;
      if (at.begin <= sentence.end && sentence.begin <= at.end) touching.push_back(mention.entity);
    }
    std::size_t all = 0;
    for (const TextMention& mention : text.mentions_in(1)) {
      all += mention.span.block == 1 ? 1 : 0;
    }
    for (const TextMention& mention : text.mentions_near({1, sentence})) {
      near_by.push_back(mention.entity);
    }
    left_out += all - near_by.size();
    // In the same order, with others between them at most.
    auto at = near_by.begin();
    for (const std::uint32_t entity : touching) {
      at = std::find(at, near_by.end(), entity);
      REQUIRE(at != near_by.end());
    }
  }
  CHECK(left_out > 1000);
}

TEST_CASE("A mention that is added is near its sentence", "[ingest][stage]") {
  AnnotatedText text;
  text.blocks.resize(1);
  const auto add = [&](std::uint32_t begin, std::uint32_t end) {
    TextMention mention;
    mention.span = {0, {begin, end}};
    text.mentions.push_back(mention);
  };
  const auto count = [&] {
    const MentionsInBlock found = text.mentions_near({0, {10, 20}});
    return std::distance(found.begin(), found.end());
  };
  add(12, 14);
  add(30, 40);
  CHECK(count() == 1);
  add(15, 16);
  CHECK(count() >= 2);
}
