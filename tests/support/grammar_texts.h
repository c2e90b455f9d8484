// Texts that a grammar allows, by chance: the rules of a parser grammar are read from its file and
// expanded, so that new sentences of the language are tried as soon as they are written there.
#pragma once

#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

namespace sarye {

class GrammarTexts {
 public:
  using Random = std::mt19937;

  // `words`: what stands for a token or rule instead of its name (IDENTIFIER: a, b, ...). Tokens
  // without words are keywords; a `_` at their end is left out.
  GrammarTexts(const std::string& file, std::map<std::string, std::vector<std::string>> words)
      : words_(std::move(words)) {
    std::ifstream in(file);
    std::ostringstream all;
    all << in.rdbuf();
    read(all.str());
  }

  std::size_t rule_count() const { return rules_.size(); }

  // Deeper than `depth` rules the shortest way out is taken.
  std::string text(Random& random, const std::string& rule, int depth) const {
    std::string out;
    expand(random, rule, depth, out);
    return out;
  }

 private:
  // Alternatives of sequences; a leaf is a name.
  struct Part {
    std::string name;
    std::vector<std::vector<Part>> choices;
    char repeat = ' ';  // ? * +
  };

  void read(const std::string& grammar) {
    tokens_.clear();
    for (std::size_t i = 0; i < grammar.size();) {
      const char c = grammar[i];
      if (grammar.compare(i, 2, "//") == 0) {
        while (i < grammar.size() && grammar[i] != '\n') ++i;
      } else if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_') {
        std::string word;
        while (i < grammar.size() &&
               (std::isalnum(static_cast<unsigned char>(grammar[i])) != 0 || grammar[i] == '_')) {
          word += grammar[i++];
        }
        tokens_.push_back(word);
      } else {
        if (std::isspace(static_cast<unsigned char>(c)) == 0) tokens_.emplace_back(1, c);
        ++i;
      }
    }
    at_ = 0;
    while (at_ + 1 < tokens_.size()) {
      if (tokens_[at_ + 1] != ":") {
        ++at_;  // the head of the file
        continue;
      }
      const std::string rule = tokens_[at_];
      at_ += 2;
      rules_[rule] = choices();
      ++at_;  // ;
    }
  }

  std::vector<std::vector<Part>> choices() {
    std::vector<std::vector<Part>> out(1);
    while (at_ < tokens_.size() && tokens_[at_] != ";" && tokens_[at_] != ")") {
      if (tokens_[at_] == "|") {
        out.emplace_back();
        ++at_;
        continue;
      }
      Part part;
      if (tokens_[at_] == "(") {
        ++at_;
        part.choices = choices();
      } else {
        part.name = tokens_[at_];
      }
      ++at_;
      if (at_ < tokens_.size() && std::string("?*+").find(tokens_[at_]) != std::string::npos) {
        part.repeat = tokens_[at_++][0];
      }
      out.back().push_back(std::move(part));
    }
    return out;
  }

  void expand(Random& random, const std::string& name, int depth, std::string& out) const {
    if (const auto words = words_.find(name); words != words_.end()) {
      out += words->second[random() % words->second.size()] + " ";
      return;
    }
    const auto rule = rules_.find(name);
    if (rule == rules_.end()) {
      out += (name.back() == '_' ? name.substr(0, name.size() - 1) : name) + " ";
      return;
    }
    alternatives(random, rule->second, depth - 1, out);
  }

  void alternatives(Random& random, const std::vector<std::vector<Part>>& choices, int depth,
                    std::string& out) const {
    // Deep down the alternative with fewest rules in it.
    std::size_t chosen = random() % choices.size();
    if (depth <= 0) {
      std::size_t fewest = 1000;
      for (std::size_t i = 0; i < choices.size(); ++i) {
        std::size_t rules = 0;
        for (const Part& part : choices[i]) {
          if (part.repeat == '?' || part.repeat == '*') continue;
          rules += !part.choices.empty() || rules_.count(part.name) != 0 ? 1 : 0;
        }
        if (rules < fewest) {
          fewest = rules;
          chosen = i;
        }
      }
    }
    if (depth < -40) return;
    for (const Part& part : choices[chosen]) {
      int times = 1;
      if (part.repeat == '?') times = depth > 0 ? static_cast<int>(random() % 2) : 0;
      if (part.repeat == '*') times = depth > 0 && random() % 3 == 0 ? 1 : 0;
      if (part.repeat == '+' && depth > 0) times = 1 + static_cast<int>(random() % 2);
      for (; times > 0; --times) {
        if (part.choices.empty()) {
          expand(random, part.name, depth, out);
        } else {
          alternatives(random, part.choices, depth - 1, out);
        }
      }
    }
  }

  std::map<std::string, std::vector<std::string>> words_;
  std::map<std::string, std::vector<std::vector<Part>>> rules_;
  std::vector<std::string> tokens_;
  std::size_t at_ = 0;
};

}  // namespace sarye
