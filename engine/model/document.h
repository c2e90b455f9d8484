// A source text and what is known about it, and the truth that its analysis yields: passages,
// mentions, local entities, alias evidence and assertions. A document's truth depends on nothing but
// its bytes, its metadata and the language resources, never on other documents (DECISIONS 1).
// This is the contract between ingest, which makes a DocumentTruth, and graph, which stores it and
// builds the views that queries run on.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/byte_range.h"
#include "engine/base/strong_id.h"
#include "engine/model/date.h"
#include "engine/base/language.h"

namespace sarye {

using Sha256 = std::array<std::uint8_t, 32>;

// Where the date of a document was found, best first.
enum class DateSource : std::uint8_t { None, Metadata, FrontMatter, Text };

struct DocumentMetadata {
  std::string key;    // stable name in citations and DOCUMENTS filters: file stem or citation key
  std::string title;
  std::string work;   // work id; empty: DOI, else the document itself (DECISIONS 8)
  std::string doi;
  std::string language;  // main language: ko, zh, en (zh-Hant where known: `zh-Hant`)
  std::optional<Date> date;
  bool date_is_year = false;  // only the year is known; `date` is its 1 January
  DateSource date_source = DateSource::None;
  std::vector<std::string> authors;
  std::string kind;       // case, abstract, report, article, ...
  std::string publisher;
  std::map<std::string, std::string> extra;  // metadata fields by name
};

enum class PassageKind : std::uint8_t {
  Title, Author, Abstract, Heading, Paragraph, Bullet, Caption, Table, Footnote, Note, Reference
};

// A block of a document. Its text is the block unwrapped; its bytes are those of the original.
struct Passage {
  PassageKind kind = PassageKind::Paragraph;
  Language language = Language::Unknown;
  ByteRange bytes;                    // in the original file
  std::string text;                   // unwrapped, NFC; what a reader reads and what is searched
  std::vector<std::string> headings;  // heading path, outermost first
  std::uint32_t page = 0;             // 0: unknown
  bool page_inferred = false;
  std::uint32_t line_begin = 0;  // 1-based lines of the original file
  std::uint32_t line_end = 0;
  int level = 0;                      // of a heading or bullet, from 1
};

enum class NameKind : std::uint8_t { Official, Short, Former, Acronym, Transliteration, Surface };

struct EntityName {
  NameTag tag = NameTag::Unknown;
  NameKind kind = NameKind::Surface;
  std::string text;
};

// A property of an entity; numbers stay numbers. For Metric: measure, value, unit, ...
struct PropertyValue {
  enum class Kind : std::uint8_t { Integer, Float, String, Boolean, Date };
  Kind kind = Kind::String;
  std::int64_t integer = 0;  // also Boolean (0, 1) and Date (days)
  double number = 0;
  std::string text;
};

// A cluster of this document's own mentions. Which clusters of different documents are one entity is
// a view (DECISIONS 2).
struct LocalEntity {
  std::string type;        // name of a node type of the ontology
  std::string kind;        // one of the type's kinds, or empty
  std::string key;         // canonical key without prefix where the resources fix one (gazetteer or
                           // thesaurus id, or a Metric's own key); empty: the smallest name key decides
  bool key_is_curated = false;
  std::vector<EntityName> names;  // surfaces and, for resource entries, their listed names
  std::map<std::string, PropertyValue> properties;
};

struct Mention {
  std::uint32_t passage = 0;  // index into DocumentTruth::passages
  std::uint32_t entity = 0;   // index into DocumentTruth::entities
  ByteRange bytes;            // in the original file
  std::string rule;           // the detector that found it
};

enum class Polarity : std::uint8_t { Asserted, Denied };
enum class Modality : std::uint8_t { Stated, Planned, Forecast, Possible, Required, Recommended };

// One place in one document where an edge is stated.
struct Evidence {
  std::uint32_t passage = 0;  // index into DocumentTruth::passages
  ByteRange quote;            // the sentence or cell, bytes of the original file; at most 300 characters
  ByteRange cue;              // the words that state the edge, inside `quote`; may be empty
  std::string rule;           // frame or rule id
};

struct LocalAssertion {
  std::string family;    // OFFERS
  std::string kind;      // LAUNCHES, or empty
  std::uint32_t subject = 0;  // index into DocumentTruth::entities
  std::uint32_t object = 0;
  Polarity polarity = Polarity::Asserted;
  Modality modality = Modality::Stated;
  std::string attribution;  // who says so, when it is not the authors
  std::optional<DateSpan> time;  // as stated; absent: from the document's date on
  int confidence = 700;          // 0..1000
  std::map<std::string, std::string> qualifiers;
  Evidence evidence;
};

// That two names are one entity, as this document says: X(Y), `이하 Y`, parallel abstracts.
struct AliasEvidence {
  std::uint32_t entity = 0;   // the local entity that has both names
  std::string rule;
  int weight = 500;           // 0..1000
  ByteRange bytes;            // the wording, in the original file
};

// What one kind of evidence alone suggests: listed for a person, never in the graph.
struct ReviewItem {
  std::string what;       // entity, alias, relation
  std::string suggestion;  // one line a person can accept
  ByteRange quote;
  int confidence = 0;
};

// A name of a type and its relation to a Document node itself (STUDIES, DEFINES, CITES).
struct DocumentAssertion {
  std::string family;
  std::uint32_t object = 0;
  int confidence = 700;
  Evidence evidence;
};

struct DocumentTruth {
  Sha256 sha256{};
  std::string source;       // the original bytes, as read
  std::string file_name;    // without folders; for messages
  std::string fingerprint;  // of the version and all language resources (DECISIONS 9)
  DocumentMetadata metadata;
  std::vector<Passage> passages;
  std::vector<LocalEntity> entities;
  std::vector<Mention> mentions;
  std::vector<LocalAssertion> assertions;
  std::vector<DocumentAssertion> about;
  std::vector<AliasEvidence> aliases;
  std::vector<ReviewItem> review;
};

}  // namespace sarye
