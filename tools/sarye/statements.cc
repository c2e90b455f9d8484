#include "tools/sarye/statements.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

namespace sarye {

namespace {

// What stands between the parts of a coordination.
constexpr std::array<std::string_view, 24> kConnectors = {
    ",",  "、", "·",  "‧",    "ㆍ", "/",  "및",   "또는", "혹은", "와 ",  "과 ", "以及",
    "和", "与", "與", "及其", "及", "而", "and ", "or ",  "the ", "its ", "an ", "a "};

// White space of the page's lines folded.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space || (!out.empty() && out.back() != ' ')) out += space ? ' ' : c;
  }
  return out;
}

std::string_view slice_of_source(const DocumentTruth& truth, std::uint32_t begin,
                                 std::uint32_t end) {
  return begin >= end ? std::string_view()
                      : std::string_view(truth.source).substr(begin, end - begin);
}

// A phrase of the text without its quotation marks.
std::string phrase_in(const DocumentTruth& truth, ByteRange bytes) {
  std::string out = one_line(slice_of_source(truth, bytes.begin, bytes.end));
  for (const std::string_view mark :
       {"“", "”", "‘", "’ ", "「", "」", "『", "』", "《", "》", "\""}) {
    for (std::size_t at = out.find(mark); at != std::string::npos; at = out.find(mark)) {
      out.replace(at, mark.size(), mark.ends_with(' ') ? " " : "");
    }
  }
  return out;
}

// Whether only words that join stand between two ranges of the source, and one at least.
bool are_joined(const DocumentTruth& truth, ByteRange left, ByteRange right) {
  if (right.begin <= left.end) return false;
  const std::string gap = one_line(slice_of_source(truth, left.end, right.begin));
  std::string_view rest = gap;
  bool joined = false;
  while (!rest.empty()) {
    if (rest.front() == ' ') {
      rest.remove_prefix(1);
      continue;
    }
    const auto word = std::find_if(kConnectors.begin(), kConnectors.end(),
                                   [&](std::string_view one) { return rest.starts_with(one); });
    if (word == kConnectors.end()) return false;
    rest.remove_prefix(word->size());
    joined = true;
  }
  return joined;
}

// A document's truth with its mentions by entity, in their order.
struct IndexedTruth {
  explicit IndexedTruth(const DocumentTruth& all) : truth(all), mentions(all.entities.size()) {
    for (const Mention& mention : all.mentions) mentions[mention.entity].push_back(mention.bytes);
  }
  const DocumentTruth& truth;
  std::vector<std::vector<ByteRange>> mentions;
};

// Where the quote names the entity; of several places the longest. Empty: nowhere.
ByteRange place_in(const IndexedTruth& text, std::uint32_t entity, const Evidence& evidence) {
  ByteRange best;
  for (const ByteRange& bytes : text.mentions[entity]) {
    if (evidence.quote.contains(bytes) && bytes.size() > best.size()) best = bytes;
  }
  return best;
}

// One side of a statement: concepts that stand side by side in the text are one phrase.
struct Side {
  std::vector<std::uint32_t> entities;
  ByteRange bytes;  // empty: not in the quote
};

// Joins the sides that are coordinated; proper names stay apart.
std::vector<Side> joined_sides(const DocumentTruth& truth, std::vector<Side> sides) {
  std::stable_sort(sides.begin(), sides.end(),
                   [](const Side& a, const Side& b) { return a.bytes.begin < b.bytes.begin; });
  std::vector<Side> out;
  for (Side& side : sides) {
    const std::string& type = truth.entities[side.entities.front()].type;
    const bool joins = !out.empty() && !has_proper_name(type) && type != "Metric" &&
                       !side.bytes.empty() && !out.back().bytes.empty() &&
                       truth.entities[out.back().entities.front()].type == type &&
                       are_joined(truth, out.back().bytes, side.bytes);
    if (joins) {
      out.back().bytes.end = side.bytes.end;
      out.back().entities.insert(out.back().entities.end(), side.entities.begin(),
                                 side.entities.end());
    } else {
      out.push_back(std::move(side));
    }
  }
  return out;
}

// Assertions with one wording, one sentence and one meaning.
bool say_alike(const LocalAssertion& a, const LocalAssertion& b) {
  return a.family == b.family && a.kind == b.kind && a.polarity == b.polarity &&
         a.modality == b.modality && a.qualifiers == b.qualifiers &&
         a.evidence.quote == b.evidence.quote && a.evidence.cue == b.evidence.cue;
}

}  // namespace

std::string display_name_of(const LocalEntity& entity) {
  for (const EntityName& name : entity.names) {
    if (name.tag == NameTag::En && name.kind != NameKind::Surface) return name.text;
  }
  return entity.names.empty() ? entity.key : entity.names.front().text;
}

bool has_proper_name(const std::string& type) {
  return type == "Firm" || type == "Product" || type == "Agency" || type == "Place" ||
         type == "Person";
}

// French, Israeli: of whom, where the place itself is meant.
bool is_adjective(std::string_view name) {
  static constexpr std::array<std::string_view, 8> kEnds = {"ish", "ese", "ch", "an",
                                                            "i",   "ss",  "ek", "ic"};
  return std::any_of(kEnds.begin(), kEnds.end(),
                     [&](std::string_view end) { return name.ends_with(end); });
}

// How the text mostly writes the entity's names: by an official name where it does, else by a
// short one, then by one of former times; of these what it writes most often, and first.
std::string usual_wording(const IndexedTruth& text, std::uint32_t entity) {
  const LocalEntity& named = text.truth.entities[entity];
  const auto rank_of = [&named](const std::string& wording) {
    if (named.key.empty()) return 0;  // no list tells its names apart
    int best = 3;
    std::set<NameTag> tags;
    for (const EntityName& name : named.names) {
      const bool first = tags.insert(name.tag).second;
      if (name.text != wording) continue;
      best = std::min(best, first ? 0 : name.kind == NameKind::Former ? 2 : 1);
    }
    return best;
  };
  std::map<std::string, std::pair<int, std::size_t>> seen;  // how often, first as the how manyth
  for (const ByteRange& bytes : text.mentions[entity]) {
    auto& [times, place] = seen[phrase_in(text.truth, bytes)];
    if (times++ == 0) place = seen.size();
  }
  const std::string shown = display_name_of(named);
  std::string best = shown;
  std::tuple<int, int, std::size_t> least{4, 0, 0};
  for (const auto& [wording, at] : seen) {
    const std::tuple<int, int, std::size_t> one{rank_of(wording), -at.first, at.second};
    if (wording.empty() || !(one < least)) continue;
    if (named.type == "Place" && wording != shown && is_adjective(wording)) continue;
    least = one;
    best = wording;
  }
  return best;
}

std::vector<std::string> wordings(const DocumentTruth& truth) {
  const IndexedTruth text(truth);
  std::vector<ByteRange> best(truth.entities.size());
  for (const LocalAssertion& assertion : truth.assertions) {
    if (assertion.family == "KIND_OF") continue;
    for (const std::uint32_t entity : {assertion.subject, assertion.object}) {
      if (entity < best.size() && best[entity].empty())
        best[entity] = place_in(text, entity, assertion.evidence);
    }
  }
  std::vector<std::string> out(truth.entities.size());
  for (std::uint32_t entity = 0; entity < truth.entities.size(); ++entity) {
    const LocalEntity& named = truth.entities[entity];
    if (has_proper_name(named.type)) {
      out[entity] = usual_wording(text, entity);
      continue;
    }
    if (named.key.empty()) {
      const auto surface =
          std::find_if(named.names.begin(), named.names.end(),
                       [](const EntityName& name) { return name.kind == NameKind::Surface; });
      if (surface != named.names.end()) {
        out[entity] = surface->text;
        continue;
      }
    }
    ByteRange bytes = best[entity];
    for (std::size_t i = 0; bytes.empty() && i < text.mentions[entity].size(); ++i) {
      bytes = text.mentions[entity][i];
    }
    out[entity] = bytes.empty() ? display_name_of(named) : phrase_in(truth, bytes);
  }
  return out;
}

std::vector<Statement> statements(const DocumentTruth& truth) {
  std::vector<Statement> out;
  std::vector<bool> done(truth.assertions.size(), false);
  const IndexedTruth text(truth);
  const std::vector<std::string> worded = wordings(truth);
  // What says alike shares its quote.
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::size_t>> by_quote;
  for (std::size_t i = 0; i < truth.assertions.size(); ++i) {
    const ByteRange& quote = truth.assertions[i].evidence.quote;
    by_quote[{quote.begin, quote.end}].push_back(i);
  }
  const auto name = [&](const Side& side) {
    if (side.entities.size() > 1) {
      return phrase_in(truth, side.bytes);
    }
    return worded[side.entities.front()];
  };
  for (std::size_t i = 0; i < truth.assertions.size(); ++i) {
    if (done[i]) continue;
    const LocalAssertion& first = truth.assertions[i];
    // Objects by subject, in order of place.
    std::map<std::uint32_t, std::vector<Side>> objects;
    std::vector<std::uint32_t> subjects;
    const ByteRange& quote = first.evidence.quote;
    for (const std::size_t j : by_quote.at({quote.begin, quote.end})) {
      const LocalAssertion& one = truth.assertions[j];
      if (done[j] || !say_alike(first, one)) continue;
      done[j] = true;
      if (!objects.contains(one.subject)) subjects.push_back(one.subject);
      objects[one.subject].push_back({{one.object}, place_in(text, one.object, one.evidence)});
    }
    // Subjects with the same objects are coordinated themselves.
    std::vector<std::pair<std::vector<Side>, std::vector<Side>>> groups;
    for (const std::uint32_t subject : subjects) {
      std::vector<Side> ends = joined_sides(truth, objects[subject]);
      const Side begin{{subject}, place_in(text, subject, first.evidence)};
      const auto same = std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
        return std::equal(group.second.begin(), group.second.end(), ends.begin(), ends.end(),
                          [](const Side& a, const Side& b) { return a.entities == b.entities; });
      });
      if (same == groups.end()) {
        groups.push_back({{begin}, std::move(ends)});
      } else {
        same->first.push_back(begin);
      }
    }
    for (const auto& [begins, ends] : groups) {
      for (const Side& begin : joined_sides(truth, begins)) {
        for (const Side& end : ends) {
          out.push_back({&first, name(begin), name(end), begin.entities, end.entities});
        }
      }
    }
  }
  return out;
}

}  // namespace sarye
