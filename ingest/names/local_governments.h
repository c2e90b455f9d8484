// Towns and provinces where they act as those who govern them (서울시는 … 지원한다, 江苏省出台…,
// the State of Michigan), and bodies that are called by their place and what they are for.
#pragma once

#include <vector>

#include "ingest/names/listed_names.h"
#include "ingest/stage/annotated_text.h"
#include "ingest/stage/resources.h"

namespace sarye {

// Their places in the text; what `listed` has there gives way.
std::vector<Span> local_governments(const AnnotatedText& text, const Resources& resources,
                                    std::vector<ListedHit>& listed);

}  // namespace sarye
