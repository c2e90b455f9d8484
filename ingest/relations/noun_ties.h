// What stands between two names says a tie or a plan by nouns: A's takeover of B, A对B的收购,
// A의 B 인수. How such a statement is meant, and which nouns name something done on purpose.
#pragma once

#include <string_view>

#include "ingest/concepts/phrases.h"

namespace sarye {

// "Delmar's growth strategy", "A의 해외 진출": by its last word it is what somebody does on
// purpose.
bool names_strategy(const Frames& frames, Language language, std::string_view name);

// Sets polarity, modality and status=ended of `assertion`. `gap`: between the names; `whole`: with
// the words behind the second one that belong to the wording.
void say_how_meant(const AnnotatedText& text, const Frames& frames, const Reading& reading,
                   ByteRange gap, ByteRange whole, TextAssertion& assertion);

}  // namespace sarye
