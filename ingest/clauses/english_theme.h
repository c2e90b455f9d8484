// What an English sentence was about, where that is no firm: the next one may call it "it".
#pragma once

#include <cstdint>
#include <optional>

#include "ingest/arguments/arguments.h"
#include "ingest/clauses/english_sentence.h"

namespace sarye {

class EnglishTheme {
 public:
  // To be called behind each sentence in order.
  void remember(const EnglishSentence& sentence);
  // The policy, strategy or mechanism that the sentence before was about, where the noun phrase is
  // a pronoun for it in the same block.
  std::optional<Argument> meant(const EnglishSentence& sentence, std::size_t noun) const;
  // The same, of policies only.
  std::optional<Argument> policy_meant(const EnglishSentence& sentence, std::size_t noun) const;

 private:
  std::optional<Argument> what_;
  std::uint32_t block_ = 0;
  bool policy_ = false;
};

}  // namespace sarye
