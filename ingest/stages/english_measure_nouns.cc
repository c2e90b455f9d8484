#include "ingest/stages/english_measure_nouns.h"

#include <algorithm>
#include <array>

#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

// Nouns that measure one thing in money and another in pieces.
struct LooseMeasure {
  std::string_view words;  // an expression
  std::string_view money;
  std::string_view count;
  std::string_view share;
};
constexpr std::array<LooseMeasure, 12> kLoose = {{
    {"sales", "revenue", "sales volume", ""},
    {"profits?|earnings|net result", "net income", "", ""},
    {"loss|losses", "net loss", "", ""},
    {"share price|shares|stock|stock price", "", "", ""},
    {"prices?", "price", "", ""},
    {"exports", "exports", "exports", ""},
    {"imports", "imports", "imports", ""},
    {"market share|share of the market|share", "", "", "market share"},
    {"costs?|spending", "cost", "", ""},
    {"order book|new orders|orders", "orders", "orders", ""},
    {"demand", "", "", ""},
    {"workforce|headcount|staff", "", "employees", ""},
}};

}  // namespace

std::vector<MeasureNoun> english_measure_nouns(std::string_view lower, const Measures& measures) {
  std::vector<MeasureNoun> found;
  for (const MeasureMatch& match : measures.find(lower)) {
    const Measure& measure = measures.all()[match.measure];
    MeasureNoun one;
    one.bytes = match.bytes;
    one.base = measure.name;
    if (measure.takes("USD", "USD")) one.money = measure.name;
    if (measure.takes("units", "")) one.count = measure.name;
    if (measure.takes("percent", "")) one.share = measure.name;
    if (measure.kind == MeasureKind::Count || measure.kind == MeasureKind::Any) one.share.clear();
    found.push_back(std::move(one));
  }
  static const std::vector<Pattern> kPatterns = [] {
    std::vector<Pattern> patterns;
    for (const LooseMeasure& one : kLoose) {
      patterns.emplace_back(std::string(R"((?:^|[ (])()") + std::string(one.words) +
                            R"()(?:[ ,.;)]|$))");
    }
    return patterns;
  }();
  for (std::size_t i = 0; i < kLoose.size(); ++i) {
    for (const PatternMatch& match : kPatterns[i].find_all(lower)) {
      const ByteRange bytes = *match.groups[0];
      const bool known = std::any_of(found.begin(), found.end(), [&](const MeasureNoun& one) {
        return one.bytes.overlaps(bytes);
      });
      if (known) continue;
      const LooseMeasure& loose = kLoose[i];
      std::string base(lower.substr(bytes.begin, bytes.size()));
      if (base == "shares" || base == "stock" || base == "stock price") base = "share price";
      if (base == "profit" || base == "profits" || base == "earnings") base = "net income";
      found.push_back({bytes, std::string(loose.money), std::string(loose.count),
                       std::string(loose.share), std::move(base)});
    }
  }
  std::sort(found.begin(), found.end(), [](const MeasureNoun& a, const MeasureNoun& b) {
    return a.bytes.begin < b.bytes.begin;
  });
  return found;
}

}  // namespace sarye
