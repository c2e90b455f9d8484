#include "ingest/clauses/clause_names_zh.h"

#include <algorithm>
#include <array>
#include <span>

namespace sarye {
namespace {

constexpr std::size_t kFarthest = 96;  // bytes of the clause behind a name that a wording looks at

// What may stand between two names of a list.
bool joins_names(std::string_view gap) {
  static constexpr std::array<std::string_view, 6> kJoints = {"、", "和", "与", "及", "以及", "跟"};
  static constexpr std::array<std::string_view, 8> kMarks = {"”",  "“",  "》", "《",
                                                             "」", "「", ")",  "）"};
  for (bool cut = true; cut;) {
    cut = false;
    for (const std::string_view mark : kMarks) {
      if (gap.starts_with(mark)) {
        gap.remove_prefix(mark.size());
        cut = true;
      }
      if (gap.ends_with(mark)) {
        gap.remove_suffix(mark.size());
        cut = true;
      }
    }
  }
  while (gap.starts_with(' ')) gap.remove_prefix(1);
  while (gap.ends_with(' ')) gap.remove_suffix(1);
  return std::find(kJoints.begin(), kJoints.end(), gap) != kJoints.end();
}

// A持有的: what follows is A's so far.
bool says_held(std::string_view behind) {
  return behind.starts_with("持有") || behind.starts_with("所持");
}

}  // namespace

ClauseNames::ClauseNames(const Frames& frames) {
  for (const BetweenFrame& frame : frames.clauses(Language::Chinese)) {
    Frame meant;
    meant.id = frame.id;
    meant.family = frame.family;
    meant.kind = frame.kind;
    meant.qualifiers = frame.qualifiers;
    wordings_.push_back({&frame, std::move(meant),
                         Pattern("(?:" + frame.expression + ")$", Pattern::Groups::Ignored),
                         Pattern("^(?:" + frame.behind + ")", Pattern::Groups::Ignored)});
  }
}

const ClauseNames::Needed& ClauseNames::needed() const {
  std::call_once(once_, [this] {
    for (const Wording& wording : wordings_) {
      needed_.fronts.add(wording.front);
      needed_.behinds.add(wording.behind);
    }
    needed_.fronts.close();
    needed_.behinds.close();
  });
  return needed_;
}

void ClauseNames::read(const AnnotatedText& text, const Reading& reading,
                       const ChineseClause& clause, const Named& named,
                       std::vector<ClauseRelation>& out) const {
  const std::string_view block = text.simplified(reading.span.block);
  const ByteRange at = named.names.front()->span.bytes;
  const bool in_subject = clause.own && at.begin < clause.behind;
  const std::string& type = text.entities[named.names.front()->entity].type;
  std::uint32_t from = clause.own && !in_subject ? clause.behind : clause.bytes.begin;
  // A firm in between is the one that the words in front of the name speak of.
  bool another = false;
  bool held = false;
  for (const TextMention& mention : text.mentions_in(reading.span.block)) {
    if (mention.inherited || mention.span.bytes.begin < from || mention.span.bytes.end > at.begin ||
        text.entities[mention.entity].type != "Firm") {
      continue;
    }
    // 收购A持有的B
    const std::string_view rest =
        block.substr(mention.span.bytes.end, at.begin - mention.span.bytes.end);
    if (says_held(rest)) {
      held = true;
      continue;
    }
    another = true;
  }
  if (another) return;
  const std::string_view front = block.substr(from, at.begin - from);
  const std::string_view behind =
      block.substr(named.end, std::min<std::size_t>(kFarthest, clause.bytes.end - named.end));
  const std::vector<bool> fronts = needed().fronts.may_match(front);
  const std::vector<bool> behinds = needed().behinds.may_match(behind);
  for (std::size_t i = 0; i < wordings_.size(); ++i) {
    if (!fronts[i] || !behinds[i]) continue;
    const Wording& wording = wordings_[i];
    const BetweenFrame& frame = *wording.frame;
    if (!frame.from.empty() && frame.from != (frame.reversed ? type : "Firm")) continue;
    if (!frame.context && (in_subject || clause.other)) continue;
    const std::vector<Argument>& firms = in_subject ? clause.context : clause.firms;
    if (frame.family == "INVESTS_IN" && (says_held(behind) || (held && frame.kind != "ACQUIRES"))) {
      continue;
    }
    if (firms.empty() || (!frame.context && clause.carried_far)) continue;
    const auto words = wording.front.find(front);
    if (!words || !wording.behind.found_in(behind)) continue;
    // 子公司A与B签约: B is whom A signs with.
    const bool apart = frame.context && type == "Firm";
    const std::size_t count = apart ? named.apart : named.names.size();
    for (const TextMention* name : std::span(named.names).first(count)) {
      ClauseRelation made;
      made.family = frame.family;
      made.kind = frame.kind;
      made.rule = frame.id;
      made.cue.frame = &wording.meant;
      made.cue.bytes = {from + words->bytes.begin, at.begin};
      if (made.cue.bytes.empty()) made.cue.bytes = {named.end, named.end + 3};
      made.cue.whole = made.cue.bytes;
      made.cue.nominal = true;
      Argument one = mentioned(*name);
      for (const Argument& firm : firms) {
        if (firm.entity == one.entity) continue;
        Argument whom = firm;
        if (!clause.own || in_subject) whom.coreference = true;
        made.subjects = {frame.reversed ? one : whom};
        made.object = frame.reversed ? whom : one;
        out.push_back(made);
      }
    }
  }
}

std::vector<ClauseRelation> ClauseNames::find(const AnnotatedText& text, const Reading& reading,
                                              const std::vector<ChineseClause>& clauses) const {
  std::vector<ClauseRelation> out;
  const std::string_view block = text.simplified(reading.span.block);
  for (const ChineseClause& clause : clauses) {
    Named named;
    const auto close = [&] {
      if (!named.names.empty()) read(text, reading, clause, named, out);
      named.names.clear();
    };
    for (const TextMention& mention : text.mentions_in(reading.span.block)) {
      const ByteRange at = mention.span.bytes;
      if (mention.inherited || !clause.bytes.contains(at)) continue;
      const std::string& type = text.entities[mention.entity].type;
      if (type != "Firm" && type != "Product" && type != "Place") continue;
      if (!named.names.empty()) {
        if (at.begin < named.end) continue;  // inside the one before
        const bool same = text.entities[named.names.front()->entity].type == type;
        const std::string_view gap = block.substr(named.end, at.begin - named.end);
        if (same && joins_names(gap)) {
          if (named.apart == named.names.size() &&
              (named.apart > 1 || (gap.find("与") == gap.npos && gap.find("和") == gap.npos &&
                                   gap.find("跟") == gap.npos))) {
            ++named.apart;
          }
          named.names.push_back(&mention);
          named.end = at.end;
          continue;
        }
        close();
      }
      named.names = {&mention};
      named.apart = 1;
      named.end = at.end;
    }
    close();
  }
  return out;
}

}  // namespace sarye
