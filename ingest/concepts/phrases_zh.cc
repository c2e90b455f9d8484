// Chinese: a noun phrase is what stands between words of closed classes and known verbs, the
// longest word first.
#include <algorithm>
#include <array>

#include "engine/text/script.h"
#include "engine/text/unicode.h"
#include "ingest/concepts/phrases.h"

namespace sarye {
namespace {

constexpr std::uint32_t kLongestWord = 15;  // bytes: five characters

class ChineseReader {
 public:
  ChineseReader(const Frames& frames, const ReadingClasses& classes, ReadingBuilder& builder,
                std::string_view simplified)
      : frames_(frames),
        word_classes_(classes),
        builder_(builder),
        text_(builder.block()),
        simplified_(simplified) {}

  void run() {
    std::uint32_t at = builder_.sentence().begin;
    const std::uint32_t end = builder_.sentence().end;
    while (at < end) at = step(at);
  }

 private:
  std::uint32_t step(std::uint32_t at) {
    if (text_[at] == ' ' || text_[at] == '\n') return at + 1;
    after_name_ = name_end_ == at;
    if (const Atom* atom = builder_.atom_at(at)) {
      name_end_ = atom->bytes.end;
      if (atom->number) {
        builder_.close(Marker::None);
        builder_.pending = Marker::None;
      } else {
        builder_.extend(atom->bytes);
      }
      return atom->bytes.end;
    }
    if (const std::uint32_t end = builder_.bracket_end(at)) {
      builder_.stretch_whole(end);
      return end;
    }
    const ByteRange content = builder_.quotation(at);
    std::size_t next = at;
    const char32_t c = decode(text_, next);
    const auto after = static_cast<std::uint32_t>(next);
    if (!content.empty()) {
      builder_.extend(content, true);
      std::size_t behind = content.end;
      decode(text_, behind);
      builder_.stretch_whole(static_cast<std::uint32_t>(behind));
      return static_cast<std::uint32_t>(behind);
    }
    if (c == U'、' || c == U'·') {
      builder_.joint({at, after}, JointKind::And);
      return after;
    }
    if (c == U'，' || c == ',') {
      builder_.joint({at, after}, JointKind::Comma);
      builder_.pending = Marker::None;
      return after;
    }
    const Script script = script_of(c);
    if (script == Script::Latin || script == Script::Digit) return latin(at);
    if (script != Script::Han) {
      if (c == '+' || c == '-') {
        if (builder_.open()) builder_.extend({at, after});
        return after;
      }
      builder_.joint({at, after}, c == U'：' || c == U'；' || c == U'。' || c == '.' || c == ';'
                                      ? JointKind::Break
                                      : JointKind::Comma);
      return after;
    }
    return han(at);
  }

  std::uint32_t latin(std::uint32_t at) {
    const std::uint32_t begin = at;
    const std::uint32_t limit = std::min(builder_.sentence().end, builder_.next_atom(at + 1));
    bool letters = false;
    while (at < limit) {
      std::size_t next = at;
      const char32_t c = decode(text_, next);
      const Script script = script_of(c);
      if (script == Script::Latin) {
        letters = true;
      } else if (script != Script::Digit && c != '-' && c != '.' && c != '+' && c != '%') {
        break;
      }
      at = static_cast<std::uint32_t>(next);
    }
    if (letters || builder_.open()) {
      builder_.extend({begin, at});
    }
    return std::max(at, begin + 1);
  }

  std::uint32_t han(std::uint32_t at) {
    const std::uint32_t limit = std::min(builder_.sentence().end, builder_.next_atom(at + 1));
    // Traditional texts are looked up by their Simplified form.
    const std::uint32_t longest = std::min(kLongestWord, limit - at);
    const std::string_view simplified = simplified_.substr(at, longest);
    const ByteRange noun = tagged_noun(at, limit);
    const std::uint8_t sizes = sizes_at(at);
    for (std::uint32_t size = longest / 3 * 3; size >= 3; size -= 3) {
      if (noun.size() > size) {
        builder_.extend(noun);  // the tagger's noun is longer than any listed word in it
        return noun.end;
      }
      if ((sizes >> size / 3 & 1) == 0) continue;
      const std::string_view piece = simplified.substr(0, size);
      const WordClasses classes = frames_.classes_of(Language::Chinese, piece);
      const ByteRange bytes{at, at + size};
      const Marker* marker = frames_.marker_of(Language::Chinese, piece);
      if (classes == 0 && marker == nullptr) continue;
      if (builder_.open() && (classes & pronoun_alone_) != 0) {
        builder_.extend(bytes);  // 钢铁公司: behind a noun it is no pronoun
        return bytes.end;
      }
      if ((classes & pronoun_) != 0) {
        builder_.close(Marker::None);
        // 在其创业之初: what 其 owns has the preposition or the verb in front of 其.
        const Marker pending = builder_.pending;
        const bool after_verb = builder_.after_verb;
        builder_.pronoun = true;
        builder_.extend(bytes);
        builder_.close(Marker::None);
        if ((classes & owner_) != 0) {
          builder_.pending = pending;
          builder_.after_verb = after_verb;
        }
        return bytes.end;
      }
      if ((classes & conjunction_) != 0) {
        builder_.joint(bytes, JointKind::And);
        if (marker != nullptr) set_pending(*marker, at);
        return bytes.end;
      }
      if (marker != nullptr) {
        if (*marker == Marker::Of) {
          // 医保局实施的集中采购: the noun behind 的 is no object of its clause.
          if (!builder_.open()) builder_.after_verb = false;
          builder_.close(Marker::Of);
          of_end_ = bytes.end;
        } else {
          builder_.close(Marker::None);
          set_pending(*marker, at);
        }
        return bytes.end;
      }
      if ((classes & verb_) != 0) {
        if ((classes & noun_compounding_) != 0 && compound_follows(bytes.end)) {
          builder_.extend(bytes);  // 研发团队, 销售网络
          return bytes.end;
        }
        if (of_end_ == at && size >= 6 && border_at(bytes.end)) {
          builder_.extend(bytes);  // 成本的下降推动了: behind 的 a verb alone is a noun
          return bytes.end;
        }
        if (builder_.open() && !after_name_ && (classes & verbal_noun_) != 0 &&
            (border_at(bytes.end) || builder_.open_is_object())) {
          builder_.extend(bytes);  // 出口限制阻碍了, 采用开放供应战略: the first one is a noun
          return bytes.end;
        }
        builder_.verb(bytes);
        builder_.after_verb = true;
        return bytes.end;
      }
      if ((classes & stop_) != 0) {
        builder_.close(Marker::None);
        return bytes.end;
      }
      if ((classes & noun_) != 0) {
        builder_.extend(bytes);
        return bytes.end;
      }
    }
    return unlisted(at, limit);
  }

  // The sizes of the listed words that begin with the character at `at`, as Frames::sizes_from.
  std::uint8_t sizes_at(std::uint32_t at) const {
    std::size_t next = at;
    return frames_.sizes_from(Language::Chinese, decode(simplified_, next));
  }

  // A noun of two characters or more that the tagger sees at `at`; empty: none.
  ByteRange tagged_noun(std::uint32_t at, std::uint32_t limit) const {
    const TaggedWord* tagged = builder_.word_at(at);
    if (tagged == nullptr || tagged->span.bytes.end > limit || tagged->span.bytes.size() < 6) {
      return {at, at};
    }
    static constexpr std::array<std::string_view, 10> kNouns = {"n",  "nz",  "vn",  "nt",  "nr",
                                                                "ns", "ORG", "LOC", "PER", "an"};
    const bool is_noun = std::find(kNouns.begin(), kNouns.end(), tagged->tag) != kNouns.end();
    return is_noun ? tagged->span.bytes : ByteRange{at, at};
  }

  // What no list knows is a part of a noun phrase, unless the tagger sees a verb or an adverb.
  std::uint32_t unlisted(std::uint32_t at, std::uint32_t limit) {
    const TaggedWord* tagged = builder_.word_at(at);
    if (tagged != nullptr && tagged->span.bytes.end <= limit && tagged->span.bytes.size() >= 6) {
      const ByteRange bytes = tagged->span.bytes;
      if (tagged->tag == "v" && !(builder_.open() && border_at(bytes.end))) {
        builder_.verb(bytes);
        builder_.after_verb = true;
        return bytes.end;
      }
      if (tagged->tag == "d" || tagged->tag == "ad" || tagged->tag == "c") {
        builder_.close(Marker::None);
        return bytes.end;
      }
      builder_.extend(bytes);
      return bytes.end;
    }
    builder_.extend({at, at + 3});
    return at + 3;
  }

  // Whether a word that ends at `at` ends its phrase: a verb, a word of a closed class other than
  // an aspect, or no Han character follows.
  bool border_at(std::uint32_t at) const {
    if (at >= builder_.sentence().end) return true;
    if (builder_.atom_at(at) != nullptr) return false;
    std::size_t next = at;
    if (script_of(decode(text_, next)) != Script::Han) return true;
    const std::uint32_t longest = std::min(kLongestWord, builder_.sentence().end - at);
    const std::string_view simplified = simplified_.substr(at, longest);
    const std::uint8_t sizes = sizes_at(at);
    for (std::uint32_t size = longest / 3 * 3; size >= 3; size -= 3) {
      if ((sizes >> size / 3 & 1) == 0) continue;
      const std::string_view piece = simplified.substr(0, size);
      const WordClasses classes = frames_.classes_of(Language::Chinese, piece);
      if (piece == "了" || piece == "着" || piece == "过" || (classes & noun_) != 0) return false;
      if ((classes & (verb_ | stop_ | conjunction_)) != 0 ||
          frames_.marker_of(Language::Chinese, piece) != nullptr) {
        return true;
      }
    }
    return false;
  }

  // Whether a noun that such verbs modify stands at `at`.
  bool compound_follows(std::uint32_t at) const {
    if (at + 6 > builder_.sentence().end) return false;
    return (frames_.classes_of(Language::Chinese, simplified_.substr(at, 6)) & compound_head_) != 0;
  }

  void set_pending(Marker marker, std::uint32_t at) {
    builder_.pending = marker;
    builder_.pending_begin = at;
  }

  const Frames& frames_;
  const ReadingClasses& word_classes_;
  ReadingBuilder& builder_;
  std::string_view text_;
  std::string_view simplified_;  // the text in Simplified characters
  const WordClasses pronoun_alone_ = word_classes_.pronoun_alone;
  const WordClasses pronoun_ = word_classes_.pronoun;
  const WordClasses owner_ = word_classes_.owner;
  const WordClasses conjunction_ = word_classes_.conjunction;
  const WordClasses verb_ = word_classes_.verb;
  const WordClasses verbal_noun_ = word_classes_.verbal_noun;
  const WordClasses stop_ = word_classes_.stop;
  const WordClasses noun_ = word_classes_.noun;
  const WordClasses noun_compounding_ = word_classes_.noun_compounding;
  const WordClasses compound_head_ = word_classes_.compound_head;
  std::uint32_t name_end_ = 0;  // of the last name
  std::uint32_t of_end_ = 0;    // of the last 的
  bool after_name_ = false;     // the word at hand stands directly behind it
};

}  // namespace

void read_chinese(const Frames& frames, const ReadingClasses& classes, std::string_view simplified,
                  ReadingBuilder& builder) {
  ChineseReader(frames, classes, builder, simplified).run();
}

}  // namespace sarye
