// The endings of Korean verbs and adjectives that the reader of phrases knows by themselves.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/lexicon/word_set.h"

namespace sarye {

struct PredicateEnding {
  std::string_view text;
  bool adnominal;
};

// Endings of verbs and adjectives that end no noun phrase by chance once the class `noun` is kept.
inline constexpr PredicateEnding kPredicateEndings[] = {
    {"다", false},       {"하며", false},  {"되며", false},     {"으며", false},
    {"하고", false},     {"되고", false},  {"이고", false},     {"했고", false},
    {"었고", false},     {"았고", false},  {"였고", false},     {"졌고", false},
    {"됐고", false},     {"리고", false},  {"지고", false},     {"키고", false},
    {"치고", false},     {"하여", false},  {"되어", false},     {"해", false},
    {"돼", false},       {"아서", false},  {"어서", false},     {"해서", false},
    {"여서", false},     {"면서", false},  {"지만", false},     {"하나", false},
    {"으나", false},     {"므로", false},  {"도록", false},     {"려고", false},
    {"는데도", false},   {"고자", false},  {"는데", false},     {"하면", false},
    {"되면", false},     {"으면", false},  {"하게", false},     {"되게", false},
    {"하지", false},     {"되지", false},  {"하기", false},     {"되기", false},
    {"했으며", false},   {"았", false},    {"었", false},       {"였", false},
    {"했", false},       {"됐", false},    {"함", false},       {"됨", false},
    {"있음", false},     {"없음", false},  {"시켜", false},     {"이어", false},
    {"이라고", false},   {"라고", false},  {"이며", false},     {"이자", false},
    {"하는", true},      {"되는", true},   {"있는", true},      {"없는", true},
    {"시키는", true},    {"시킨", true},   {"시킬", true},      {"하던", true},
    {"한", true},        {"된", true},     {"할", true},        {"될", true},
    {"로운", true},      {"스러운", true}, {"이라는", true},    {"라는", true},
    {"던", true},        {"지는", true},   {"리는", true},      {"키는", true},
    {"나는", true},      {"주는", true},   {"오는", true},      {"가는", true},
    {"받는", true},      {"얻는", true},   {"맺은", true},      {"맡은", true},
    {"받은", true},      {"같은", true},   {"많은", true},      {"높은", true},
    {"낮은", true},      {"새로운", true}, {"이루는", true},    {"만드는", true},
    {"만든", true},      {"키우는", true}, {"키운", true},      {"펴는", true},
    {"내는", true},      {"어진", true},   {"러진", true},      {"려진", true},
    {"뒤처져", false},   {"위해", false},  {"통해", false},     {"맺고", false},
    {"맺어", false},     {"두고", false},  {"내고", false},     {"세우고", false},
    {"세운", true},      {"짓고", false},  {"지은", true},      {"펼치는", true},
    {"둔", true},        {"얹는", true},   {"심는", true},      {"며", false},
    {"겨", false},       {"려", false},    {"져", false},       {"쳐", false},
    {"켜", false},       {"춰", false},    {"받아", false},     {"잡아", false},
    {"찾아", false},     {"삼아", false},  {"쌓아", false},     {"노리는", true},
    {"됨에", false},     {"보아", false},  {"하기로", false},   {"되기로", false},
    {"시키기로", false}, {"키로", false},  {"하기에", false},   {"려는", true},
    {"려던", true},      {"려면", false},  {"함으로써", false}, {"됨으로써", false},
    {"한다는", true},    {"된다는", true}, {"했다는", true},    {"됐다는", true},
    {"겠다는", true},    {"었다는", true}, {"았다는", true},    {"렸다는", true},
    {"졌다는", true},    {"킨다는", true}, {"쳤다는", true}};

// kPredicateEndings by their text, the first of those with one text.
class EndingsByText {
 public:
  static const EndingsByText& instance() {
    static const EndingsByText endings;
    return endings;
  }
  // The longest ending that `letters` end in; nullptr: none.
  const PredicateEnding* longest_of(std::string_view letters) const {
    for (const std::size_t size : texts_.sizes()) {
      if (size > letters.size()) continue;
      const std::size_t place = texts_.find(letters.substr(letters.size() - size));
      if (place != WordSet::kNone) return endings_[place];
    }
    return nullptr;
  }

 private:
  EndingsByText() {
    std::map<std::string, const PredicateEnding*, std::less<>> by_text;
    std::set<std::string, std::less<>> texts;
    for (const PredicateEnding& ending : kPredicateEndings) {
      by_text.emplace(ending.text, &ending);
      texts.emplace(ending.text);
    }
    texts_ = WordSet(texts);
    for (const auto& [text, ending] : by_text) endings_.push_back(ending);
  }
  WordSet texts_;
  std::vector<const PredicateEnding*> endings_;  // in order of texts_
};

}  // namespace sarye
