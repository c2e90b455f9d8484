#include "ingest/clauses/english_words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sarye {

std::vector<std::string> english_base_forms(std::string_view form) {
  static const std::array<std::pair<std::string_view, std::string_view>, 34> kIrregular = {{
      {"built", "build"},       {"sought", "seek"},       {"chose", "choose"},
      {"chosen", "choose"},     {"made", "make"},         {"led", "lead"},
      {"gave", "give"},         {"given", "give"},        {"held", "hold"},
      {"had", "have"},          {"has", "have"},          {"brought", "bring"},
      {"drove", "drive"},       {"driven", "drive"},      {"sold", "sell"},
      {"bought", "buy"},        {"took", "take"},         {"taken", "take"},
      {"won", "win"},           {"ran", "run"},           {"began", "begin"},
      {"begun", "begin"},       {"spun", "spin"},         {"struck", "strike"},
      {"rose", "rise"},         {"spurred", "spur"},      {"kept", "keep"},
      {"grew", "grow"},         {"became", "become"},     {"undertook", "undertake"},
      {"undergone", "undergo"}, {"underwent", "undergo"}, {"withdrew", "withdraw"},
      {"shrank", "shrink"},
  }};
  std::vector<std::string> out{std::string(form)};
  for (const auto& [bent, base] : kIrregular) {
    if (bent == form) out.emplace_back(base);
  }
  const auto add_stem = [&](std::string_view stem) {
    if (stem.size() < 2) return;
    out.emplace_back(stem);
    out.push_back(std::string(stem) + "e");
    if (stem.size() > 3 && stem[stem.size() - 1] == stem[stem.size() - 2]) {
      out.emplace_back(stem.substr(0, stem.size() - 1));
    }
    if (stem.ends_with("i")) out.push_back(std::string(stem.substr(0, stem.size() - 1)) + "y");
  };
  if (form.ends_with("ing")) add_stem(form.substr(0, form.size() - 3));
  if (form.ends_with("ed")) add_stem(form.substr(0, form.size() - 2));
  if (form.ends_with("ies")) out.push_back(std::string(form.substr(0, form.size() - 3)) + "y");
  if (form.ends_with("es")) out.emplace_back(form.substr(0, form.size() - 2));
  if (form.ends_with("s") && !form.ends_with("ss")) {
    out.emplace_back(form.substr(0, form.size() - 1));
  }
  return out;
}

bool participle_like(std::string_view word) {
  return word.ends_with("ed") || word.ends_with("en") || word.ends_with("wn") ||
         is_among(word, {"built",  "led",   "made", "held",   "sold", "bought", "sent",
                         "set",    "cut",   "hit",  "put",    "met",  "lost",   "won",
                         "paid",   "spun",  "run",  "left",   "kept", "found",  "brought",
                         "sought", "spent", "done", "become", "begun"});
}

}  // namespace sarye
