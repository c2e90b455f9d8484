#include "ingest/lexicon/frames.h"

#include <optional>

#include "engine/text/unicode.h"
#include "ingest/lexicon/lexicon_file.h"
#include "ingest/lexicon/told_expression.h"

namespace sarye {
namespace {

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t found = text.find(at);
    parts.push_back(trimmed(text.substr(0, found)));
    if (found == std::string_view::npos) return parts;
    text.remove_prefix(found + 1);
  }
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::string_view part : split(text, ' ')) {
    if (!part.empty()) out.push_back(part);
  }
  return out;
}

constexpr std::size_t kMostClasses = 128;  // bits of WordClasses

std::optional<Marker> parse_marker(std::string_view name) {
  static const std::map<std::string_view, Marker> kNames = {
      {"subject", Marker::Subject}, {"topic", Marker::Topic}, {"object", Marker::Object},
      {"of", Marker::Of},           {"with", Marker::With},   {"to", Marker::To},
      {"into", Marker::Into},       {"from", Marker::From},   {"by", Marker::By},
      {"in", Marker::In},           {"as", Marker::As},       {"for", Marker::For},
      {"also", Marker::Also},       {"other", Marker::Other}, {"action", Marker::Action},
      {"between", Marker::Between}};
  const auto found = kNames.find(name);
  if (found == kNames.end()) return std::nullopt;
  return found->second;
}

std::optional<Modality> parse_modality(std::string_view name) {
  static const std::map<std::string_view, Modality> kNames = {
      {"stated", Modality::Stated},     {"planned", Modality::Planned},
      {"forecast", Modality::Forecast}, {"possible", Modality::Possible},
      {"required", Modality::Required}, {"recommended", Modality::Recommended}};
  const auto found = kNames.find(name);
  if (found == kNames.end()) return std::nullopt;
  return found->second;
}

// Chinese wordings are written with full-width signs; pages often have the others.
std::string with_both_widths(std::string expression) {
  const auto replace_all = [&](std::string_view what, std::string_view by) {
    for (std::size_t at = expression.find(what); at != std::string::npos;
         at = expression.find(what, at + by.size())) {
      expression.replace(at, what.size(), by);
    }
  };
  replace_all("（[^）]*）", R"((?:（[^）]*）|\([^)]*\)))");
  replace_all("，。；", "，,。；;");
  return expression;
}

}  // namespace

class FramesReader {
 public:
  FramesReader(Frames::PerLanguage& out, Language language, std::string_view file,
               const Ontology& ontology)
      : out_(out), language_(language), file_(file), ontology_(ontology) {}

  Result<void> line(std::string_view text, int number) {
    number_ = number;
    const std::size_t space = text.find(' ');
    const std::string_view keyword = text.substr(0, space);
    const std::string_view rest =
        space == std::string_view::npos ? std::string_view() : trimmed(text.substr(space));
    if (keyword == "words") return words(rest);
    if (keyword == "marker") return marker(rest);
    if (keyword == "stance") return stance(rest);
    if (keyword == "frame") return frame(rest);
    if (keyword == "between") return between(rest, false);
    if (keyword == "clause") return between(rest, true);
    if (keyword == "told") return told(rest);
    return wrong("unknown keyword '" + std::string(keyword) + "'",
                 "write words, marker, stance, frame, between, clause or told");
  }

 private:
  Error wrong(std::string message, std::string hint = {}) const {
    return Error{ErrorCode::Rejected,
                 std::string(file_) + ":" + std::to_string(number_) + ": " + std::move(message),
                 std::move(hint)};
  }

  Result<void> words(std::string_view rest) {
    const std::size_t colon = rest.find(':');
    if (colon == std::string_view::npos) {
      return wrong("a word class has no colon", "write: words stop: 그러나 또한");
    }
    auto& list = out_.listed_words[std::string(trimmed(rest.substr(0, colon)))];
    const bool verbs = trimmed(rest.substr(0, colon)) == "verb" && language_ == Language::English;
    for (std::string_view word : words_of(rest.substr(colon + 1))) {
      // An underscore stands for a space inside an entry.
      std::string entry(word);
      for (char& c : entry) {
        if (c == '_') c = ' ';
      }
      if (verbs) {
        for (std::string& form : english_verb_forms(entry))
          out_.listed_verb_forms.insert(std::move(form));
      }
      list.insert(std::move(entry));
    }
    return {};
  }

  Result<void> marker(std::string_view rest) {
    const std::size_t colon = rest.find(':');
    const auto marker = parse_marker(trimmed(rest.substr(0, colon)));
    if (!marker || colon == std::string_view::npos) {
      return wrong("unknown marker '" + std::string(trimmed(rest.substr(0, colon))) + "'",
                   "markers are topic, subject, object, of, with, to, into, from, by, in, as, for, "
                   "also, between, other");
    }
    for (std::string_view word : words_of(rest.substr(colon + 1))) {
      if (!out_.markers.emplace(std::string(word), *marker).second) {
        return wrong("'" + std::string(word) + "' is a marker already");
      }
    }
    return {};
  }

  Result<void> stance(std::string_view rest) {
    const std::size_t colon = rest.find(':');
    const auto head = words_of(rest.substr(0, colon));
    if (colon == std::string_view::npos || head.size() != 2 ||
        (head[1] != "before" && head[1] != "after")) {
      return wrong("a stance needs a meaning and a side", "write: stance denied after: 지 않 | 못");
    }
    StanceCue cue;
    cue.before = head[1] == "before";
    if (head[0] == "denied") {
      cue.denied = true;
    } else if (const auto modality = parse_modality(head[0])) {
      cue.modality = *modality;
    } else {
      return wrong("unknown stance '" + std::string(head[0]) + "'",
                   "write denied, stated, planned, forecast, possible, required or recommended");
    }
    for (std::string_view text : split(rest.substr(colon + 1), '|')) {
      if (text.empty()) return wrong("an empty wording between two bars");
      cue.text = std::string(text);
      for (char& c : cue.text) {
        if (c == '_') c = ' ';
      }
      out_.stances.push_back(cue);
    }
    return {};
  }

  Result<void> relation(std::string_view name, std::string& family, std::string& kind, int& prior) {
    const Relation* found = ontology_.find_relation(name);
    if (found == nullptr) {
      return wrong("unknown relation '" + std::string(name) + "'",
                   "the ontology lists the relations");
    }
    family = ontology_.relation(found->family).name;
    kind = found->id == found->family ? std::string() : found->name;
    prior = found->prior;
    return {};
  }

  Result<void> slot(std::string_view text, FrameSlot& slot) {
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos) {
      slot.creates = std::string(trimmed(text.substr(colon + 1)));
      if (ontology_.find_type(slot.creates) == nullptr) {
        return wrong("unknown type '" + slot.creates + "'");
      }
    }
    for (std::string_view name : split(text.substr(0, colon), '/')) {
      const auto marker = parse_marker(name);
      if (!marker) return wrong("unknown slot '" + std::string(name) + "'");
      slot.markers.push_back(*marker);
    }
    return {};
  }

  Result<void> qualifiers(std::string_view text, std::map<std::string, std::string>& out,
                          int& prior, Frame* frame) {
    for (std::string_view word : words_of(text)) {
      const std::size_t equals = word.find('=');
      if (word == "active" && frame != nullptr) {
        frame->active_only = true;
      } else if (word == "purpose" && frame != nullptr) {
        frame->purpose = true;
      } else if (equals == std::string_view::npos) {
        return wrong("'" + std::string(word) + "' is not NAME=VALUE");
      } else if (word.substr(0, equals) == "prior") {
        prior = 0;
        for (char c : word.substr(equals + 1)) {
          if (c < '0' || c > '9') return wrong("a prior is a number from 0 to 1000");
          prior = prior * 10 + (c - '0');
        }
      } else {
        out[std::string(word.substr(0, equals))] = std::string(word.substr(equals + 1));
      }
    }
    return {};
  }

  // frame RELATION | subject -> object | cues | options
  Result<void> frame(std::string_view rest) {
    const auto parts = split(rest, '|');
    if (parts.size() < 3 || parts.size() > 4) {
      return wrong("a frame has " + std::to_string(parts.size()) + " parts",
                   "write: frame OFFERS | subject -> object | 출시+ 내놓~ | prior=700");
    }
    Frame frame;
    frame.id = std::string(language_code(language_)) + ":" + std::to_string(number_);
    auto named = relation(parts[0], frame.family, frame.kind, frame.prior);
    if (!named) return named;
    const std::size_t arrow = parts[1].find("->");
    if (arrow == std::string_view::npos) {
      return wrong("a frame needs 'subject -> object' in its second part");
    }
    auto from = slot(trimmed(parts[1].substr(0, arrow)), frame.subject);
    if (!from) return from;
    auto to = slot(trimmed(parts[1].substr(arrow + 2)), frame.object);
    if (!to) return to;
    for (std::string_view word : words_of(parts[2])) frame.cues.push_back(cue(word));
    if (frame.cues.empty()) return wrong("a frame without cues");
    if (parts.size() == 4) {
      auto read = qualifiers(parts[3], frame.qualifiers, frame.prior, &frame);
      if (!read) return read;
    }
    out_.frames.push_back(std::move(frame));
    return {};
  }

  // `출시+`, `내놓~`, `launch~`, or as written.
  Cue cue(std::string_view word) {
    Cue cue;
    cue.form = word.back() == '+'   ? CueForm::Noun
               : word.back() == '~' ? CueForm::Stem
                                    : CueForm::Plain;
    if (cue.form != CueForm::Plain) word.remove_suffix(1);
    cue.text = std::string(word);
    for (char& c : cue.text) {
      if (c == '_') c = ' ';
    }
    // A Chinese verb is a border between phrases as well; a word that is often a noun is not.
    if (language_ == Language::Chinese && cue.form == CueForm::Stem) {
      out_.listed_words["verb"].insert(cue.text);
    }
    if (language_ == Language::English && cue.form == CueForm::Stem) {
      cue.forms = english_verb_forms(cue.text);
      cue.text = cue.forms[0];
      for (const std::string& form : cue.forms) {
        out_.listed_verb_forms.insert(form.substr(0, form.find(' ')));
      }
    }
    return cue;
  }

  // An expression has bars of its own: those with spaces around them divide.
  static std::vector<std::string_view> parts_of(std::string_view line) {
    std::vector<std::string_view> parts;
    for (std::size_t at = line.find(" | "); at != std::string_view::npos; at = line.find(" | ")) {
      parts.push_back(trimmed(line.substr(0, at)));
      line.remove_prefix(at + 3);
    }
    parts.push_back(trimmed(line));
    return parts;
  }

  // between RELATION | first second | expression | options
  // clause RELATION | firm name | expression | options
  Result<void> between(std::string_view rest, bool clause) {
    const std::vector<std::string_view> parts = parts_of(rest);
    if (parts.size() < 3 || parts.size() > 4) {
      return wrong("a between frame has " + std::to_string(parts.size()) + " parts",
                   "write: between PART_OF | second first | 의_자회사_");
    }
    BetweenFrame frame;
    frame.id = std::string(language_code(language_)) + ":" + std::to_string(number_);
    auto named = relation(parts[0], frame.family, frame.kind, frame.prior);
    if (!named) return named;
    const std::string_view plain = clause ? "firm name" : "first second";
    const std::string_view turned = clause ? "name firm" : "second first";
    if (parts[1] != plain && parts[1] != turned) {
      return wrong("the order is '" + std::string(plain) + "' or '" + std::string(turned) + "'");
    }
    frame.reversed = parts[1] == turned;
    for (std::string_view pieces = parts[2];;) {
      const std::size_t at = pieces.find(" / ");
      if (!frame.expression.empty()) frame.expression += '|';
      frame.expression += "(?:" + std::string(trimmed(pieces.substr(0, at))) + ")";
      if (at == std::string_view::npos) break;
      pieces.remove_prefix(at + 3);
    }
    for (char& c : frame.expression) {
      if (c == '_') c = ' ';
    }
    if (parts.size() > 3) {
      auto read = qualifiers(parts[3], frame.qualifiers, frame.prior, nullptr);
      if (!read) return read;
    }
    if (const auto behind = frame.qualifiers.extract("behind")) {
      frame.behind = behind.mapped();
      for (char& c : frame.behind) {
        if (c == '_') c = ' ';
      }
    }
    if (const auto type = frame.qualifiers.extract("from")) {
      frame.from = type.mapped();
      if (ontology_.find_type(frame.from) == nullptr) {
        return wrong("unknown type '" + frame.from + "'");
      }
    }
    if (const auto whom = frame.qualifiers.extract("firm")) {
      if (!clause || whom.mapped() != "context") {
        return wrong("firm=" + whom.mapped() + " means nothing here", "write: firm=context");
      }
      frame.context = true;
    }
    if (language_ == Language::Chinese) {
      frame.expression = with_both_widths(std::move(frame.expression));
      frame.behind = with_both_widths(std::move(frame.behind));
    }
    (clause ? out_.clauses : out_.between).push_back(std::move(frame));
    return {};
  }

  // told RELATION | words, one of which stands there | expression with {pieces} | options
  Result<void> told(std::string_view rest) {
    const std::vector<std::string_view> parts = parts_of(rest);
    if (parts.size() < 3 || parts.size() > 4) {
      return wrong("a construction has " + std::to_string(parts.size()) + " parts",
                   "write: told LEADS_TO | 原因 | {cause}是{effect}的原因");
    }
    ToldFrame frame;
    frame.id = std::string(language_code(language_)) + ":" + std::to_string(number_);
    int prior = 0;
    auto named = relation(parts[0], frame.family, frame.kind, prior);
    if (!named) return named;
    for (std::string_view word : words_of(parts[1])) frame.triggers.emplace_back(word);
    if (frame.triggers.empty()) return wrong("a construction without words that it needs");
    frame.expression = told_expression(parts[2], frame.pieces);
    if (frame.pieces.empty()) return wrong("a construction without {pieces}");
    for (const std::string& piece : frame.pieces) {
      static const std::set<std::string_view> kPieces = {"firm",  "plan",   "had",    "asset",
                                                         "cause", "effect", "policy", "agency"};
      if (!kPieces.contains(piece)) {
        return wrong("unknown piece '" + piece + "'",
                     "pieces are firm, plan, had, cause, effect, policy, agency");
      }
    }
    if (parts.size() == 4) {
      auto read = qualifiers(parts[3], frame.qualifiers, frame.prior, nullptr);
      if (!read) return read;
    }
    out_.told.push_back(std::move(frame));
    return {};
  }

  Frames::PerLanguage& out_;
  Language language_;
  std::string_view file_;
  const Ontology& ontology_;
  int number_ = 0;
};

Result<void> Frames::add(std::string_view text, std::string_view file, const Ontology& ontology) {
  std::optional<FramesReader> reader;
  Language added = Language::Unknown;
  int number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    const std::string_view line = trimmed(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    ++number;
    if (line.empty() || line.front() == '#') continue;
    if (!reader) {
      const auto head = words_of(line);
      const Language language = head.size() == 4 ? parse_language(head[3]) : Language::Unknown;
      if (head.size() != 4 || head[0] != "sarye" || head[1] != "frames" || head[2] != "1" ||
          language == Language::Unknown) {
        return Error{ErrorCode::Rejected,
                     std::string(file) + ":" + std::to_string(number) +
                         ": the first line is not 'sarye frames 1 LANGUAGE'",
                     "write: sarye frames 1 ko"};
      }
      added = language;
      reader.emplace(languages_[static_cast<std::size_t>(language)], language, file, ontology);
      continue;
    }
    auto read = reader->line(line, number);
    if (!read) return read;
  }
  PerLanguage& language = languages_[static_cast<std::size_t>(added)];
  if (language.listed_words.size() > kMostClasses) {
    return Error{ErrorCode::Rejected,
                 std::string(file) + ": more than 128 word classes in one language"};
  }
  index(language, added == Language::English);
  return {};
}

void Frames::index(PerLanguage& language, bool padded_stances) {
  Words names;
  Words all;
  for (const auto& [name, words] : language.listed_words) {
    names.insert(name);
    all.insert(words.begin(), words.end());
  }
  language.class_names = WordSet(names);
  language.class_words = WordSet(all);
  language.classes.assign(all.size(), 0);
  language.words.clear();
  for (const auto& [name, words] : language.listed_words) {
    const WordClasses bit = WordClasses{1} << language.words.size();
    for (const std::string& word : words) language.classes[language.class_words.find(word)] |= bit;
    language.words.emplace_back(words);
  }
  Words markers;
  language.marker_of_word.clear();
  for (const auto& [word, marker] : language.markers) {
    markers.insert(word);
    language.marker_of_word.push_back(marker);
  }
  language.marker_words = WordSet(markers);
  language.sizes_from.assign(0x10000, 0);
  for (const Words* list : {&all, &markers}) {
    for (const std::string& word : *list) {
      std::size_t begin = 0;
      const char32_t first = word.empty() ? 0 : decode(word, begin);
      if (begin != 3 || word.size() % 3 != 0 || word.size() > 21) continue;
      language.sizes_from[first] |= static_cast<std::uint8_t>(1U << word.size() / 3);
    }
  }
  language.verb_forms = WordSet(language.listed_verb_forms);
  std::vector<std::string> stances;
  for (const StanceCue& cue : language.stances) {
    stances.push_back(padded_stances ? " " + cue.text + " " : cue.text);
  }
  language.stance_finder = LiteralFinder(stances);
  using Case = LiteralFinder::Case;
  const auto finder_of = [&](std::initializer_list<std::string_view> classes, Case letters) {
    std::vector<std::string> words;
    for (const std::string_view name : classes) {
      const auto listed = language.listed_words.find(name);
      if (listed == language.listed_words.end()) continue;
      words.insert(words.end(), listed->second.begin(), listed->second.end());
    }
    return LiteralFinder(words, letters);
  };
  language.speech_finder = finder_of({"say", "source"}, Case::Ignored);
  language.denial_finder = finder_of({"no_denial"}, Case::Kept);
}

const WordSet& Frames::words(Language language, std::string_view name) const {
  static const WordSet kNone;
  const std::size_t place = of(language).class_names.find(name);
  return place == WordSet::kNone ? kNone : of(language).words[place];
}

}  // namespace sarye
