// The short forms under which an English text goes on about a firm that it has named in full: Trina
// for Trina Solar Ltd, Delta for Delta Air Lines.
#pragma once

#include "ingest/language/korean_plain.h"
#include "ingest/lexicon/josa.h"
#include "ingest/stage/annotated_text.h"

namespace sarye {

// Adds mentions of the firms that `text` mentions with names of two words and more. A name without
// its legal form always counts; its first word where the text shows it to act or to own, and writes
// it in no other sense. A form that two firms share is left alone.
void add_short_names(AnnotatedText& text);

// Korean: 가람누리 for 가람누리침대, 가람 for 가람그룹, where no other firm of the text begins so.
void add_korean_short_names(AnnotatedText& text, const JosaTable& josa,
                            const KoreanPlainWords& plain);

}  // namespace sarye
