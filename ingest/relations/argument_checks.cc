#include "ingest/relations/argument_checks.h"

#include <algorithm>
#include <string>

#include "engine/text/unicode.h"

namespace sarye {

bool ArgumentChecks::fit(const Reading& reading, const CueHit& hit, const Argument& subject,
                         std::string_view subject_type, const Argument& object) const {
  if (is_held_by_object(reading, hit, object) || is_korean_outcome(reading, hit, object) ||
      is_firms_plant(reading, hit, subject, subject_type)) {
    return false;
  }
  // That one thing without a type raises another is too little, unless it is said to cause it.
  const std::string& family = hit.frame->family;
  const bool raises = family == "HINDERS" || (family == "LEADS_TO" && !hit.frame->kind.empty());
  return !subject.created || !object.created || reading.language != Language::English || !raises ||
         is_outcome(reading, object);
}

bool ArgumentChecks::is_owned_word(const Reading& reading, const CueHit& hit) const {
  if (reading.language != Language::Chinese) return false;
  const std::string_view block = text_.simplified(reading.span.block);
  const std::string_view word = block.substr(hit.bytes.begin, hit.bytes.size());
  const std::string_view behind = block.substr(hit.bytes.end);
  if (word == "持有") return behind.starts_with("的");
  if (word != "控股") return false;
  return behind.starts_with("子公司") || behind.starts_with("孙公司") ||
         behind.starts_with("股东") || behind.starts_with("公司") || behind.starts_with("企业");
}

// 收购A持有的B: B is bought, not A.
bool ArgumentChecks::is_held_by_object(const Reading& reading, const CueHit& hit,
                                       const Argument& object) const {
  if (reading.language != Language::Chinese || hit.frame->family != "INVESTS_IN" ||
      object.created) {
    return false;
  }
  const std::string_view behind = text_.simplified(reading.span.block).substr(object.bytes.end);
  return behind.starts_with("持有") || behind.starts_with("所持");
}

// "첫 연간 흑자를 예고했다": what comes about is no strategy.
bool ArgumentChecks::is_korean_outcome(const Reading& reading, const CueHit& hit,
                                       const Argument& object) const {
  if (reading.language != Language::Korean || hit.frame->family != "PURSUES" || !object.created) {
    return false;
  }
  const std::string_view name = text_.text_of({reading.span.block, object.create_from});
  const std::size_t space = name.rfind(' ');
  return frames_.has_word(Language::Korean, "outcome",
                          name.substr(space == std::string_view::npos ? 0 : space + 1));
}

// A生产基地落户B: what stands there is named with its firm, of which it is told.
bool ArgumentChecks::is_firms_plant(const Reading& reading, const CueHit& hit,
                                    const Argument& subject, std::string_view subject_type) const {
  if (reading.language != Language::Chinese || hit.frame->family != "LOCATED_IN" ||
      subject_type == "Firm") {
    return false;
  }
  return std::ranges::any_of(text_.mentions_in(reading.span.block), [&](const TextMention& one) {
    return !one.inherited && one.span.bytes.begin == subject.bytes.begin &&
           one.span.bytes.end < subject.bytes.end && text_.entities[one.entity].type == "Firm";
  });
}

// "margins", "the price of steel": its last word, or the one in front of "of", is measured.
bool ArgumentChecks::is_outcome(const Reading& reading, const Argument& argument) const {
  const std::string_view block = text_.blocks[reading.span.block].text;
  std::string name =
      to_lower(block.substr(argument.create_from.begin, argument.create_from.size()));
  name = name.substr(0, name.find(" of "));
  return frames_.has_word(Language::English, "outcome", name.substr(name.rfind(' ') + 1));
}

}  // namespace sarye
