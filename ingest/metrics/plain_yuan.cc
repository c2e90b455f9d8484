#include "ingest/metrics/plain_yuan.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "ingest/lexicon/literal_finder.h"

namespace sarye {

bool counts_in_taiwan_dollars(std::string_view text) {
  static const LiteralFinder signs(std::vector<std::string>{
      "新台幣", "新臺幣", "台幣", "新台币", "台股", "臺股", "-TW", "法說", "稅後純益", "每股純益",
      "每股盈餘", "台北報導", "臺北報導", "台北／", "櫃買", "證交所", "經濟部", "營益率"});
  static const LiteralFinder mainland(std::vector<std::string>{"人民幣", "人民币"});
  return signs.any_in(text) && !mainland.any_in(text);
}

std::string_view currency_in_front(std::string_view front) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kNames = {
      {{"人民币", "CNY"},
       {"人民幣", "CNY"},
       {"台币", "TWD"},
       {"台幣", "TWD"},
       {"臺幣", "TWD"},
       {"港币", "HKD"},
       {"港幣", "HKD"},
       {"美金", "USD"},
       {"日币", "JPY"},
       {"日幣", "JPY"}}};
  while (front.ends_with(' ')) front.remove_suffix(1);
  for (std::string_view about : {"约", "約"}) {
    if (front.ends_with(about)) front.remove_suffix(about.size());
  }
  for (const auto& [name, currency] : kNames) {
    if (front.ends_with(name)) return currency;
  }
  return {};
}

}  // namespace sarye
