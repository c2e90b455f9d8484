#include "ingest/metrics/english_measure_nouns.h"

#include <algorithm>
#include <array>

#include "ingest/lexicon/pattern.h"

namespace sarye {
namespace {

// Nouns that measure one thing in money and another in pieces, and such as are a measure in English
// only.
struct LooseNoun {
  std::string_view words;  // with bars between them
  std::string_view money;
  std::string_view count;
  std::string_view share;
  std::string_view base;  // what growth is of; empty: the word itself
};
constexpr std::array<LooseNoun, 42> kLoose = {{
    {"research and development expenses|research and development costs|r&d expenses|r&d costs",
     "R&D spending", "", "", "R&D spending"},
    {"net interest income|interest income", "net interest income", "", "", "net interest income"},
    {"other income|comprehensive income|rental income|fee income|investment income", "other income",
     "", "", "other income"},
    {"business profit", "business profit", "", "", "business profit"},
    {"ordinary profit|recurring profit", "ordinary profit", "", "", "ordinary profit"},
    {"fleet", "", "fleet", "", "fleet"},
    {"sales", "revenue", "sales volume", "", ""},
    {"net result|net profits", "net income", "", "", "net income"},
    {"profit|profits|earnings|income", "net income", "", "", "net income"},
    {"loss|losses", "net loss", "", "", "net loss"},
    {"operating losses", "operating loss", "", "", "operating loss"},
    {"net losses", "net loss", "", "", "net loss"},
    {"share price|shares|stock|stock price", "", "", "", "share price"},
    {"prices", "price", "", "", ""},
    {"exports", "exports", "exports", "", ""},
    {"imports", "imports", "imports", "", ""},
    {"share", "", "", "market share", "market share"},
    {"costs|cost|spending|expenses|expense", "cost", "", "", "cost"},
    {"order book|new orders|orders|new bookings|bookings|order intake|order bookings|"
     "contract awards|new contracts|new contract awards|new business awards",
     "orders", "orders", "", "orders"},
    {"demand", "", "", "", ""},
    {"workforce|headcount|staff|payroll", "", "employees", "", "employees"},
    {"gross merchandise value|gross merchandise volume|gross merchant value|gmv",
     "gross merchandise value", "", "", "gross merchandise value"},
    {"arpu|average revenue per user", "revenue per user", "", "", "revenue per user"},
    {"ebitda|adjusted ebitda|core earnings", "EBITDA", "", "", "EBITDA"},
    {"ebit", "operating income", "", "", "operating income"},
    {"pre-tax profit|pretax profit|pre-tax income|pretax income|profit before tax|pre-tax profits",
     "pre-tax profit", "", "", "pre-tax profit"},
    {"pre-tax loss|pretax loss|loss before tax|loss before interest and taxes", "pre-tax loss", "",
     "", "pre-tax loss"},
    {"free cash flow|operating cash flow|cash flow|cash from operations", "cash flow", "", "",
     "cash flow"},
    {"liquidity|cash pile|cash reserves", "cash", "", "", "cash"},
    {"dividend|dividends", "dividend", "", "", "dividend"},
    {"impairment|impairments|impairment charge|impairment charges|write-down|write-downs|writedown|"
     "writedowns|restructuring charges|restructuring costs|charges",
     "write-down", "", "", "write-down"},
    {"total assets|assets under management", "assets", "", "", "assets"},
    {"borrowings|net debt|borrowing", "debt", "", "", "debt"},
    {"load factor|occupancy|occupancy rate", "", "", "load factor", "load factor"},
    {"traffic|passenger traffic|passenger numbers|passengers", "", "passengers", "", "passengers"},
    {"users|customers|subscribers|members|accounts|buyers|clients|downloads|visitors", "", "*", "",
     ""},
    {"capacity|output|production", "", "", "", ""},
    {"volume|volumes|shipments|deliveries", "", "sales volume", "", "shipments"},
    {"royalties", "royalties", "", "", ""},
    {"funding", "funds raised", "", "", ""},
    {"valuation", "valuation", "", "", ""},
    {"operating result", "operating income", "", "", "operating income"},
}};

const LooseNoun* loose_noun(std::string_view word) {
  for (const LooseNoun& one : kLoose) {
    std::string_view words = one.words;
    while (!words.empty()) {
      const std::size_t bar = std::min(words.find('|'), words.size());
      if (words.substr(0, bar) == word) return &one;
      words.remove_prefix(std::min(bar + 1, words.size()));
    }
  }
  return nullptr;
}

// All words of the table, the longest first, so that "net losses" is not read as "losses".
Pattern loose_pattern() {
  std::vector<std::string_view> all;
  for (const LooseNoun& one : kLoose) {
    std::string_view words = one.words;
    while (!words.empty()) {
      const std::size_t bar = std::min(words.find('|'), words.size());
      all.push_back(words.substr(0, bar));
      words.remove_prefix(std::min(bar + 1, words.size()));
    }
  }
  std::sort(all.begin(), all.end(), [](std::string_view a, std::string_view b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  std::string expression;
  for (std::string_view word : all) {
    expression += expression.empty() ? R"(\b()" : "|";
    expression += word;
  }
  return Pattern(expression + R"()\b)");
}

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
  static const Pattern loose_words = loose_pattern();
  for (const PatternMatch& match : loose_words.find_all(lower)) {
    const ByteRange bytes = *match.groups[0];
    const bool known = std::any_of(found.begin(), found.end(), [&](const MeasureNoun& one) {
      return one.bytes.overlaps(bytes) && one.bytes.size() >= bytes.size();
    });
    if (known) continue;
    // A longer wording takes the place of the measure inside it.
    found.erase(std::remove_if(found.begin(), found.end(),
                               [&](const MeasureNoun& one) { return one.bytes.overlaps(bytes); }),
                found.end());
    const LooseNoun& loose = *loose_noun(match.text(lower, 0));
    MeasureNoun one;
    one.bytes = bytes;
    one.money = loose.money;
    one.count = loose.count == "*" ? match.text(lower, 0) : loose.count;
    one.share = loose.share;
    one.base = loose.base.empty() ? match.text(lower, 0) : loose.base;
    found.push_back(std::move(one));
  }
  std::sort(found.begin(), found.end(), [](const MeasureNoun& a, const MeasureNoun& b) {
    return a.bytes.begin < b.bytes.begin;
  });
  return found;
}

}  // namespace sarye
