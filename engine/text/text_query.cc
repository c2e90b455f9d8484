#include "engine/text/text_query.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/text/terms.h"
#include "engine/text/text_query_lexer.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

using Kind = TextToken::Kind;
constexpr int kDeepest = 200;

constexpr std::string_view kExample = "write words: 补贴 AND 创业, \"export controls\", subsid*";

// The pieces of a word or phrase, one stretch after the other; a stretch ends with a * or with the
// text.
class WordMaker {
 public:
  void add(std::string_view stretch, bool is_begun) {
    std::vector<Term> found = is_begun ? terms_of_beginning(stretch) : terms(stretch);
    std::uint32_t end = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
      Term& term = found[i];
      const TermKind kind = term_kind(term.text);
      const bool begun = is_begun && i + 1 == found.size() && kind == TermKind::Word;
      show(term, kind, begun);
      end = term.position + (kind == TermKind::Bigram ? 2 : 1);
      word_.pieces.push_back({begun                         ? TextPiece::Kind::Beginning
                              : kind == TermKind::Character ? TextPiece::Kind::Character
                                                            : TextPiece::Kind::Term,
                              std::move(term.text), base_ + term.position});
    }
    base_ += end;
  }

  // Nothing to look for: no pieces.
  TextWord take() {
    word_.width = base_;
    word_.understood = parts_ > 1 ? "\"" + shown_ + "\"" : shown_;
    return std::move(word_);
  }

 private:
  // The folded text: bigrams of one run are put together again.
  void show(const Term& term, TermKind kind, bool begun) {
    const std::uint32_t position = base_ + term.position;
    std::size_t first = 0;
    decode(term.text, first);
    const bool goes_on = kind == TermKind::Bigram && run_end_ == position + 1 && run_end_ > 0;
    if (goes_on) {
      shown_ += term.text.substr(first);
    } else {
      if (parts_++ > 0) shown_ += ' ';
      shown_ += term.text;
    }
    if (begun) shown_ += '*';
    run_end_ = kind == TermKind::Bigram ? position + 2 : 0;
  }

  TextWord word_;
  std::uint32_t base_ = 0;
  std::string shown_;
  int parts_ = 0;
  std::uint32_t run_end_ = 0;  // behind the last bigram
};

// Whether the node names something that must be there; if not, it holds nearly everywhere.
bool is_bounded(const TextNode& node) {
  switch (node.kind) {
    case TextNode::Kind::Word:
    case TextNode::Kind::Near:
      return true;
    case TextNode::Kind::Not:
      return !is_bounded(node.operands[0]);
    case TextNode::Kind::And:
      return std::any_of(node.operands.begin(), node.operands.end(), is_bounded);
    case TextNode::Kind::Or:
      return std::all_of(node.operands.begin(), node.operands.end(), is_bounded);
  }
  return true;
}

class Parser {
 public:
  Parser(std::string_view text, std::vector<TextToken> tokens)
      : text_(text), tokens_(std::move(tokens)) {}

  Result<TextQuery> parse() {
    // Signs alone are no words.
    std::erase_if(tokens_, [&](const TextToken& token) {
      return token.kind == Kind::Word && slice(token.content).find('*') == std::string_view::npos &&
             slice(token.content).find("＊") == std::string_view::npos &&
             terms(slice(token.content)).empty();
    });
    if (tokens_.front().kind == Kind::End) {
      return error({0, static_cast<std::uint32_t>(text_.size())}, "there is nothing to search for",
                   std::string(kExample));
    }
    auto root = alternatives();
    if (!root) return root.error();
    if (token().kind == Kind::Close) {
      return error(token().bytes, "this bracket closes nothing",
                   "leave it out, or open one before");
    }
    if (!is_bounded(*root)) {
      return error(first_not_, "NOT alone says only what must not be there",
                   "say first what must be there: 보조금 NOT 대출");
    }
    out_.root = std::move(*root);
    mark_wanted(out_.root, true);
    return std::move(out_);
  }

 private:
  const TextToken& token() const { return tokens_[at_]; }
  std::string_view slice(ByteRange bytes) const { return text_.substr(bytes.begin, bytes.size()); }
  Error error(ByteRange bytes, std::string message, std::string hint) const {
    return text_query_error(text_, bytes, std::move(message), std::move(hint));
  }

  bool starts_operand() const {
    switch (token().kind) {
      case Kind::Word:
      case Kind::Phrase:
      case Kind::Open:
      case Kind::Not:
        return true;
      default:
        return false;
    }
  }

  // `side`: "left", "right"
  Error lacks_side(const TextToken& op, const char* side) const {
    const std::string word(slice(op.bytes));
    return error(op.bytes, word + " has nothing on its " + side,
                 "it stands between two words; to find the word itself, write \"" + word + "\"");
  }

  static TextNode joined(TextNode::Kind kind, std::vector<TextNode> operands) {
    if (operands.size() == 1) return std::move(operands.front());
    TextNode out;
    out.kind = kind;
    out.operands = std::move(operands);
    return out;
  }

  Result<TextNode> alternatives() {
    std::vector<TextNode> operands;
    for (;;) {
      auto one = all();
      if (!one) return one.error();
      operands.push_back(std::move(*one));
      if (token().kind != Kind::Or) return joined(TextNode::Kind::Or, std::move(operands));
      const TextToken op = tokens_[at_++];
      if (!starts_operand()) return lacks_side(op, "right");
    }
  }

  Result<TextNode> all() {
    std::vector<TextNode> operands;
    for (;;) {
      auto one = near();
      if (!one) return one.error();
      operands.push_back(std::move(*one));
      if (token().kind == Kind::And) {
        const TextToken op = tokens_[at_++];
        if (!starts_operand()) return lacks_side(op, "right");
      } else if (!starts_operand()) {
        return joined(TextNode::Kind::And, std::move(operands));
      }
    }
  }

  static bool is_word_or_words(const TextNode& node) {
    if (node.kind == TextNode::Kind::Word) return true;
    return node.kind == TextNode::Kind::Or &&
           std::all_of(node.operands.begin(), node.operands.end(), is_word_or_words);
  }

  static const char* near_hint(const TextNode& operand) {
    switch (operand.kind) {
      case TextNode::Kind::Near:
        return "write a NEAR/5 b NEAR/5 c, without brackets";
      case TextNode::Kind::Not:
        return "NOT binds tighter; put brackets around the NEAR: NOT (a NEAR/5 b)";
      default:
        return "say it for each word: a NEAR/5 c AND b NEAR/5 c";
    }
  }

  Result<TextNode> near() {
    TextNode out;
    out.kind = TextNode::Kind::Near;
    std::size_t begin = token().bytes.begin;
    for (;;) {
      auto one = operand();
      if (!one) return one.error();
      const ByteRange bytes{static_cast<std::uint32_t>(begin), tokens_[at_ - 1].bytes.end};
      const bool joins = token().kind == Kind::Near;
      if ((joins || !out.within.empty()) && !is_word_or_words(*one)) {
        return error(bytes, "NEAR stands between words, phrases and (a OR b)", near_hint(*one));
      }
      out.operands.push_back(std::move(*one));
      if (!joins) {
        return out.within.empty() ? std::move(out.operands.front()) : std::move(out);
      }
      const TextToken op = tokens_[at_++];
      if (!starts_operand()) return lacks_side(op, "right");
      begin = token().bytes.begin;
      out.within.push_back(op.distance);
    }
  }

  Result<TextNode> operand() {
    bool negated = false;
    while (token().kind == Kind::Not) {
      const TextToken op = tokens_[at_++];
      if (first_not_.empty()) first_not_ = op.bytes;
      negated = !negated;
      if (!starts_operand()) {
        return error(op.bytes, std::string(slice(op.bytes)) + " has nothing behind it",
                     "it stands before what must not be there: 보조금 NOT 대출");
      }
    }
    auto one = primary();
    if (!one || !negated) return one;
    std::vector<TextNode> operands;
    operands.push_back(std::move(*one));
    TextNode out;
    out.kind = TextNode::Kind::Not;
    out.operands = std::move(operands);
    return out;
  }

  Result<TextNode> primary() {
    const TextToken first = token();
    switch (first.kind) {
      case Kind::Word:
      case Kind::Phrase:
        ++at_;
        return word(first);
      case Kind::Open:
        break;
      case Kind::And:
      case Kind::Or:
      case Kind::Near:
        return lacks_side(first, "left");
      default:
        return error(first.bytes, "there is nothing to search for here", std::string(kExample));
    }
    if (++depth_ > kDeepest) {
      Error deep = error(first.bytes, "brackets are nested over 200 deep", "ask for less at once");
      deep.code = ErrorCode::LimitReached;
      return deep;
    }
    ++at_;
    if (token().kind == Kind::Close) {
      return error({first.bytes.begin, token().bytes.end}, "there is nothing in these brackets",
                   std::string(kExample));
    }
    if (token().kind == Kind::End) return not_closed(first);
    auto inside = alternatives();
    if (!inside) return inside.error();
    if (token().kind != Kind::Close) return not_closed(first);
    ++at_;
    --depth_;
    return inside;
  }

  Error not_closed(const TextToken& open) const {
    return error(open.bytes, "this bracket is not closed", "close it with )");
  }

  Result<TextNode> word(const TextToken& token) {
    const std::string_view content = slice(token.content);
    WordMaker maker;
    std::size_t begin = 0;
    for (std::size_t at = 0; at < content.size();) {
      const std::size_t star = at;
      const char32_t c = narrow(decode(content, at));
      if (c != '*') continue;
      std::size_t next = at;
      const bool ends_word = at == content.size() || parts_words(decode(content, next));
      const std::string_view stretch = content.substr(begin, star - begin);
      if (!ends_word || stretch.empty() || !ends_in_term(stretch)) {
        const auto shift = token.content.begin;
        return error(
            {shift + static_cast<std::uint32_t>(star), shift + static_cast<std::uint32_t>(at)},
            "* stands at the end of a word", "subsid* finds subsidy and subsidies");
      }
      maker.add(stretch, true);
      begin = at;
    }
    maker.add(content.substr(begin), false);
    TextWord made = maker.take();
    if (made.pieces.empty()) {
      return error(token.bytes, "there is no word in these quotes", std::string(kExample));
    }
    made.written = content;
    const auto [known, is_new] = known_.try_emplace(made.pieces, out_.words.size());
    if (is_new) out_.words.push_back(std::move(made));
    TextNode out;
    out.word = known->second;
    return out;
  }

  static bool ends_in_term(std::string_view stretch) {
    const std::vector<Term> found = terms_of_beginning(stretch);
    return !found.empty() && found.back().byte_end == stretch.size();
  }

  void mark_wanted(const TextNode& node, bool wanted) {
    if (node.kind == TextNode::Kind::Word) {
      out_.words[node.word].wanted = out_.words[node.word].wanted || wanted;
    }
    const bool inner = node.kind == TextNode::Kind::Not ? !wanted : wanted;
    for (const TextNode& operand : node.operands) mark_wanted(operand, inner);
  }

  std::string_view text_;
  std::vector<TextToken> tokens_;
  std::size_t at_ = 0;
  int depth_ = 0;
  ByteRange first_not_;
  TextQuery out_;
  std::map<std::vector<TextPiece>, std::size_t> known_;
};

void write(const TextQuery& query, const TextNode& node, bool is_root, std::string& out) {
  using Node = TextNode::Kind;
  if (node.kind == Node::Word) {
    out += query.words[node.word].understood;
    return;
  }
  if (node.kind == Node::Not) {
    out += "NOT ";
    write(query, node.operands[0], false, out);
    return;
  }
  if (!is_root) out += '(';
  for (std::size_t i = 0; i < node.operands.size(); ++i) {
    if (i > 0) {
      if (node.kind == Node::Near) {
        out += " NEAR/" + std::to_string(node.within[i - 1]) + " ";
      } else if (node.kind == Node::Or) {
        out += " OR ";
      } else {
        out += node.operands[i].kind == Node::Not ? " " : " AND ";
      }
    }
    write(query, node.operands[i], false, out);
  }
  if (!is_root) out += ')';
}

}  // namespace

Result<TextQuery> parse_text_query(std::string_view text) {
  auto tokens = text_tokens(text);
  if (!tokens) return tokens.error();
  return Parser(text, std::move(*tokens)).parse();
}

std::string to_text(const TextQuery& query) {
  std::string out;
  write(query, query.root, true, out);
  return out;
}

}  // namespace sarye
