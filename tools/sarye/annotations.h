// Annotations that people made elsewhere, read from three formats into one form. What they say is
// checked later, against the documents of a store (annotation_anchor.h).
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"

namespace sarye {

// Words of a document: where they stand, what they are, what is around them. Any may be missing.
struct AnnotatedWords {
  std::optional<std::size_t> begin;  // code points of the source
  std::optional<std::size_t> end;
  std::string text;
  std::string prefix;
  std::string suffix;
};

// One end of a relation.
struct AnnotatedEnd {
  std::string type;  // name of a type or prefix of its keys; may be empty
  std::string name;  // or a key: firm:hanbit
  std::optional<AnnotatedWords> words;
};

struct Annotation {
  enum class Kind { Mention, Relation };
  Kind kind = Kind::Mention;
  std::string origin;    // file and line, or file and id: for messages
  std::string document;  // key, work, file name or address
  AnnotatedWords words;  // Mention: the name; Relation: the quote, if it is given
  AnnotatedEnd what;     // Mention: type, and name or key of what it is
  std::string relation;
  AnnotatedEnd from;
  AnnotatedEnd to;
  bool denied = false;
  std::string modality;
  std::string by;
  std::string at;
  std::string note;
};

// What cannot be read or has no place, with its reason.
struct RejectedAnnotation {
  std::string origin;
  std::string why;
};

struct AnnotationFile {
  std::vector<Annotation> annotations;
  std::vector<RejectedAnnotation> rejected;
};

// By the ending of the name: .ann is brat standoff (with its .txt beside it, if there is one),
// .jsonl the lines of `extract --format predictions`, .json and .jsonld Web Annotations.
// Errors: NotFound, Io; Rejected when the file as a whole is none of these.
Result<AnnotationFile> read_annotations(const std::filesystem::path& file);

// The formats, from bytes. `name` is used in messages and as the document's key where the format
// names none.
AnnotationFile read_brat(std::string_view bytes, std::string_view text, const std::string& name,
                         const std::string& document);
AnnotationFile read_prediction_lines(std::string_view bytes, const std::string& name);
Result<AnnotationFile> read_web_annotations(std::string_view bytes, const std::string& name);

}  // namespace sarye
