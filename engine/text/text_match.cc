#include "engine/text/text_match.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "engine/text/terms.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

using Places = TermPlaces::Places;

constexpr std::size_t kCheckEvery = std::size_t{1} << 16;  // places between two looks at the clock

// What was taken from the budget, given back at the end.
class Held {
 public:
  explicit Held(Budget* budget) : budget_(budget) {}
  ~Held() {
    if (budget_ != nullptr) budget_->give_back(bytes_);
  }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;

  Result<void> take(const Places& places) {
    if (budget_ == nullptr) return {};
    const std::uint64_t bytes = places.size() * sizeof(TextPosition);
    bytes_ += bytes;
    if (auto done = budget_->take(bytes, "a text search"); !done) return done;
    return budget_->check();
  }

 private:
  Budget* budget_;
  std::uint64_t bytes_ = 0;
};

void unite(Places& into, const Places& other) {
  Places both;
  both.reserve(into.size() + other.size());
  std::set_union(into.begin(), into.end(), other.begin(), other.end(), std::back_inserter(both));
  into.swap(both);
}

Result<Places> places_of_piece(const TextPiece& piece, TermPlaces& terms) {
  if (piece.kind == TextPiece::Kind::Term) return terms.of_term(piece.text);
  auto places = terms.of_beginning(piece.text);
  if (!places) return places;
  if (piece.kind == TextPiece::Kind::Beginning) {
    for (const std::string& singular : singulars_of_beginning(piece.text)) {
      auto more = terms.of_term(singular);
      if (!more) return more;
      unite(*places, *more);
    }
    return places;
  }
  // A character begins a term where it stands, unless it is the last one of a longer run.
  auto last = terms.of_second_character(piece.text);
  if (!last) return last;
  for (TextPosition& place : *last) ++place;
  unite(*places, *last);
  return places;
}

// Keeps the places of `begins` that have one of `piece` `offset` positions behind them.
void keep_followed(Places& begins, const Places& piece, std::uint32_t offset) {
  std::size_t kept = 0;
  std::size_t at = 0;
  for (const TextPosition begin : begins) {
    while (at < piece.size() && piece[at] < begin + offset) ++at;
    if (at == piece.size()) break;
    if (piece[at] == begin + offset) begins[kept++] = begin;
  }
  begins.resize(kept);
}

// Documents, or all but these.
struct DocumentSet {
  std::vector<std::uint32_t> documents;  // ascending
  bool others = false;
};

std::vector<std::uint32_t> documents_of(const Places& places) {
  std::vector<std::uint32_t> out;
  for (const TextPosition place : places) {
    if (out.empty() || out.back() != document_of(place)) out.push_back(document_of(place));
  }
  return out;
}

DocumentSet both(const DocumentSet& a, const DocumentSet& b) {
  DocumentSet out;
  const auto into = std::back_inserter(out.documents);
  const auto& x = a.documents;
  const auto& y = b.documents;
  if (a.others && b.others) {
    std::set_union(x.begin(), x.end(), y.begin(), y.end(), into);
    out.others = true;
  } else if (a.others) {
    std::set_difference(y.begin(), y.end(), x.begin(), x.end(), into);
  } else if (b.others) {
    std::set_difference(x.begin(), x.end(), y.begin(), y.end(), into);
  } else {
    std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), into);
  }
  return out;
}

DocumentSet complement(DocumentSet set) {
  set.others = !set.others;
  return set;
}

DocumentSet either(DocumentSet a, DocumentSet b) {
  return complement(both(complement(std::move(a)), complement(std::move(b))));
}

// Places with their widths: of a word, or of several that stand for each other.
struct Spans {
  std::vector<std::pair<TextPosition, TextPosition>> spans;  // first and last position; ascending
};

// Keeps the spans of `to` that have one of `from` before or behind them, not overlapping, and at
// most `within` positions away.
Result<void> keep_near(const Spans& from, Spans& to, std::uint32_t within, Budget* budget) {
  Places firsts;
  Places lasts;
  for (const auto& [first, last] : from.spans) {
    firsts.push_back(first);
    lasts.push_back(last);
  }
  std::sort(firsts.begin(), firsts.end());
  std::sort(lasts.begin(), lasts.end());
  std::size_t kept = 0;
  std::size_t seen = 0;
  for (const auto& span : to.spans) {
    if (++seen % kCheckEvery == 0 && budget != nullptr) {
      if (auto done = budget->check(); !done) return done;
    }
    const auto behind = std::upper_bound(firsts.begin(), firsts.end(), span.second);
    bool is_near = behind != firsts.end() && *behind <= span.second + within &&
                   document_of(*behind) == document_of(span.second);
    if (!is_near) {
      const auto before = std::lower_bound(lasts.begin(), lasts.end(), span.first);
      is_near = before != lasts.begin() && *std::prev(before) + within >= span.first &&
                document_of(*std::prev(before)) == document_of(span.first);
    }
    if (is_near) to.spans[kept++] = span;
  }
  to.spans.resize(kept);
  return {};
}

class Matcher {
 public:
  Matcher(const TextQuery& query, TermPlaces& terms, Budget* budget)
      : query_(query), terms_(terms), budget_(budget), held_(budget), places_(query.words.size()) {}

  Result<TextMatches> match() {
    // Where the words so far leave nothing, the rest need not be read.
    auto found =
        query_.root.kind == TextNode::Kind::And ? every(query_.root, true) : documents(query_.root);
    if (!found) return found.error();
    TextMatches out;
    out.documents = std::move(found->documents);
    if (out.documents.empty()) return out;
    for (std::size_t word = 0; word < query_.words.size(); ++word) {
      if (auto done = read(word); !done) return done.error();
      out.places.push_back(std::move(*places_[word]));
    }
    return out;
  }

 private:
  Result<void> read(std::size_t word) {
    if (places_[word]) return {};
    auto places = places_of(query_.words[word], terms_, budget_);
    if (!places) return places.error();
    places_[word] = std::move(*places);
    return held_.take(*places_[word]);
  }

  Result<DocumentSet> every(const TextNode& node, bool stops_when_empty) {
    DocumentSet out{{}, true};
    for (const TextNode& operand : node.operands) {
      auto one = documents(operand);
      if (!one) return one;
      out = both(out, *one);
      if (stops_when_empty && !out.others && out.documents.empty()) break;
    }
    return out;
  }

  Result<DocumentSet> documents(const TextNode& node) {
    switch (node.kind) {
      case TextNode::Kind::Word: {
        if (auto done = read(node.word); !done) return done.error();
        return DocumentSet{documents_of(*places_[node.word]), false};
      }
      case TextNode::Kind::Not: {
        auto inner = documents(node.operands[0]);
        if (!inner) return inner;
        return complement(std::move(*inner));
      }
      case TextNode::Kind::And:
        return every(node, false);
      case TextNode::Kind::Or: {
        DocumentSet out;
        for (const TextNode& operand : node.operands) {
          auto one = documents(operand);
          if (!one) return one;
          out = either(std::move(out), std::move(*one));
        }
        return out;
      }
      case TextNode::Kind::Near:
        return near(node);
    }
    return Error{ErrorCode::Internal, "a text query has a node of no kind"};
  }

  Result<DocumentSet> near(const TextNode& node) {
    Spans before;
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
      Spans spans;
      if (auto done = add_spans(node.operands[i], spans); !done) return done.error();
      std::sort(spans.spans.begin(), spans.spans.end());
      if (i > 0) {
        if (auto done = keep_near(before, spans, node.within[i - 1], budget_); !done) {
          return done.error();
        }
      }
      before = std::move(spans);
    }
    DocumentSet out;
    for (const auto& [first, last] : before.spans) {
      const std::uint32_t document = document_of(first);
      if (out.documents.empty() || out.documents.back() != document) {
        out.documents.push_back(document);
      }
    }
    return out;
  }

  Result<void> add_spans(const TextNode& node, Spans& out) {
    if (node.kind != TextNode::Kind::Word) {
      for (const TextNode& operand : node.operands) {
        if (auto done = add_spans(operand, out); !done) return done;
      }
      return {};
    }
    if (auto done = read(node.word); !done) return done;
    const std::uint32_t width = query_.words[node.word].width;
    for (const TextPosition place : *places_[node.word]) {
      out.spans.emplace_back(place, place + width - 1);
    }
    return {};
  }

  const TextQuery& query_;
  TermPlaces& terms_;
  Budget* budget_;
  Held held_;
  std::vector<std::optional<Places>> places_;
};

}  // namespace

TermsOfText::TermsOfText(std::string_view text) {
  for (Term& term : terms(text)) {
    places_[std::move(term.text)].push_back(text_position(0, term.position));
  }
}

Result<TermPlaces::Places> TermsOfText::of_term(std::string_view term) {
  const auto found = places_.find(term);
  return found == places_.end() ? Places() : found->second;
}

Result<TermPlaces::Places> TermsOfText::of_beginning(std::string_view letters) {
  Places out;
  for (auto at = places_.lower_bound(letters);
       at != places_.end() && at->first.starts_with(letters); ++at) {
    out.insert(out.end(), at->second.begin(), at->second.end());
  }
  std::sort(out.begin(), out.end());
  return out;
}

Result<TermPlaces::Places> TermsOfText::of_second_character(std::string_view character) {
  Places out;
  for (const auto& [term, places] : places_) {
    if (term_kind(term) != TermKind::Bigram) continue;
    std::size_t second = 0;
    decode(term, second);
    if (std::string_view(term).substr(second) != character) continue;
    out.insert(out.end(), places.begin(), places.end());
  }
  std::sort(out.begin(), out.end());
  return out;
}

Result<std::vector<TextPosition>> places_of(const TextWord& word, TermPlaces& terms,
                                            Budget* budget) {
  Held held(budget);
  Places begins;
  for (std::size_t i = 0; i < word.pieces.size(); ++i) {
    auto places = places_of_piece(word.pieces[i], terms);
    if (!places) return places;
    if (auto done = held.take(*places); !done) return done.error();
    if (i == 0) {
      begins = std::move(*places);
    } else {
      keep_followed(begins, *places, word.pieces[i].offset);
    }
    if (begins.empty()) break;
  }
  return begins;
}

Result<TextMatches> match_text(const TextQuery& query, TermPlaces& terms, Budget* budget) {
  return Matcher(query, terms, budget).match();
}

Result<bool> text_fits(std::string_view text, const TextQuery& query, Budget* budget) {
  TermsOfText terms(text);
  auto found = match_text(query, terms, budget);
  if (!found) return found.error();
  return !found->documents.empty();
}

}  // namespace sarye
