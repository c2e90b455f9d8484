#include "engine/statement_cache.h"

#include "engine/binder/lift_literals.h"
#include "engine/text/unicode.h"

namespace sarye {

namespace {

std::string_view written(std::string_view text, const PlainLiteral& literal) {
  return text.substr(literal.begin, literal.end - literal.begin);
}

// Whether the literals that shaped the question are the same in this text.
bool same_shaping(const PreparedQuestion& question, const LiteralShape& shape,
                  std::string_view text) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < shape.literals.size(); ++i) {
    if (question.parameters[i] != kNotLifted) continue;
    if (question.shaping[at++] != written(text, shape.literals[i])) return false;
  }
  return true;
}

// A parameter's type decided what the binder allowed; the value of a fixed one decided more.
bool same_parameters(const BoundQuery& query, const Parameters& given) {
  for (const BoundParameter& parameter : query.parameters) {
    if (parameter.name.empty()) continue;
    const auto found = given.find(parameter.name);
    if (found == given.end() || found->second.type() != parameter.value.type()) return false;
    if (parameter.fixed && equals(found->second, parameter.value) != Truth::True) return false;
  }
  return true;
}

void put_values(PreparedQuestion& question, const LiteralShape& shape, std::string_view text,
                const Parameters& given) {
  for (BoundParameter& parameter : question.query.parameters) {
    if (!parameter.name.empty()) parameter.value = given.find(parameter.name)->second;
  }
  for (std::size_t i = 0; i < shape.literals.size(); ++i) {
    const std::uint16_t index = question.parameters[i];
    if (index == kNotLifted) continue;
    question.query.parameters[index].value = plain_value(text, shape.literals[i]);
  }
}

}  // namespace

StatementCache::Key StatementCache::key_of(std::string_view text, const Settings& settings) {
  Key key;
  key.shape = literal_shape(text);
  key.text = key.shape.text;
  key.text += '\x03';
  key.text += !settings.strict_names ? '-' : *settings.strict_names ? 's' : 'o';
  key.text += settings.optimise ? 'p' : 'n';
  key.text += std::to_string(settings.max_hops);
  return key;
}

PreparedQuestion* StatementCache::find(const Key& key, std::string_view text,
                                       const Parameters& parameters) {
  const auto [begin, end] = by_key_.equal_range(key.text);
  for (auto at = begin; at != end; ++at) {
    PreparedQuestion& question = at->second->question;
    if (!same_shaping(question, key.shape, text) || !same_parameters(question.query, parameters)) {
      continue;
    }
    // What the parser would refuse in a literal is left to it.
    if (first_invalid_byte(text)) return nullptr;
    put_values(question, key.shape, text, parameters);
    kept_.splice(kept_.begin(), kept_, at->second);
    return &question;
  }
  return nullptr;
}

PreparedQuestion& StatementCache::add(const Key& key, std::string_view text, BoundQuery query) {
  if (kept_.size() >= kMaxEntries) {
    const auto last = std::prev(kept_.end());
    const auto [begin, end] = by_key_.equal_range(last->key);
    for (auto at = begin; at != end; ++at) {
      if (at->second != last) continue;
      by_key_.erase(at);
      break;
    }
    kept_.erase(last);
  }
  Kept& kept = kept_.emplace_front();
  kept.key = key.text;
  PreparedQuestion& question = kept.question;
  question.query = std::move(query);
  question.text = text;
  question.parameters = lift_literals(question.query, key.shape.literals);
  for (std::size_t i = 0; i < key.shape.literals.size(); ++i) {
    if (question.parameters[i] == kNotLifted) {
      question.shaping.emplace_back(written(text, key.shape.literals[i]));
    }
  }
  by_key_.emplace(kept.key, kept_.begin());
  return question;
}

void StatementCache::clear() {
  by_key_.clear();
  kept_.clear();
}

}  // namespace sarye
