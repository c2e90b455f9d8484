#include "engine/graph/truth_codec.h"

#include <algorithm>

#include "engine/store/byte_codec.h"

namespace sarye {

namespace {

constexpr std::uint64_t kTruthVersion = 1;

// Writer and Reader have the same functions, so that one list of fields serves both ways.
class Writer {
 public:
  template <typename T>
  using Of = const T;

  explicit Writer(std::string& out) : out_(out) {}
  void text(const std::string& v) { out_.string(v); }
  void u32(const std::uint32_t& v) { out_.varint(v); }
  void i32(const int& v) { out_.zigzag(v); }
  void i64(const std::int64_t& v) { out_.zigzag(v); }
  void f64(const double& v) { out_.f64(v); }
  void flag(const bool& v) { out_.u8(v ? 1 : 0); }
  template <typename E>
  void one_of(const E& v, E /*last*/) {
    out_.u8(static_cast<std::uint8_t>(v));
  }
  void range(const ByteRange& v) { out_.varint(v.begin).varint(v.end - v.begin); }
  void date(const Date& v) { out_.zigzag(v.days); }
  void hash(const Sha256& v) {
    out_.raw(std::string_view(reinterpret_cast<const char*>(v.data()), v.size()));
  }
  template <typename T, typename Each>
  void list(const std::vector<T>& items, Each each) {
    out_.varint(items.size());
    for (const T& item : items) each(item);
  }
  template <typename T, typename Each>
  void map(const std::map<std::string, T>& items, Each each) {
    out_.varint(items.size());
    for (const auto& [name, item] : items) {
      out_.string(name);
      each(item);
    }
  }
  template <typename T, typename Each>
  void maybe(const std::optional<T>& item, Each each) {
    flag(item.has_value());
    if (item) each(*item);
  }

 private:
  ByteWriter out_;
};

class Reader {
 public:
  template <typename T>
  using Of = T;

  explicit Reader(ByteReader& in) : in_(in) {}
  void text(std::string& v) { v = in_.string(); }
  void u32(std::uint32_t& v) { v = in_.varint32(); }
  void i32(int& v) { v = static_cast<int>(in_.zigzag()); }
  void i64(std::int64_t& v) { v = in_.zigzag(); }
  void f64(double& v) { v = in_.f64(); }
  void flag(bool& v) { v = in_.u8() != 0; }
  template <typename E>
  void one_of(E& v, E last) {
    const std::uint8_t number = in_.u8();
    if (number > static_cast<std::uint8_t>(last)) {
      in_.fail();
    } else {
      v = static_cast<E>(number);
    }
  }
  void range(ByteRange& v) {
    v.begin = in_.varint32();
    const std::uint32_t size = in_.varint32();
    if (size > 0xFFFFFFFFu - v.begin) in_.fail();
    v.end = in_.ok() ? v.begin + size : v.begin;
  }
  void date(Date& v) { v.days = static_cast<std::int32_t>(in_.zigzag()); }
  void hash(Sha256& v) {
    const std::string_view bytes = in_.raw(v.size());
    std::copy(bytes.begin(), bytes.end(), v.begin());
  }
  template <typename T, typename Each>
  void list(std::vector<T>& items, Each each) {
    const std::size_t count = in_.count();
    items.clear();
    for (std::size_t i = 0; i < count && in_.ok(); ++i) each(items.emplace_back());
  }
  template <typename T, typename Each>
  void map(std::map<std::string, T>& items, Each each) {
    const std::size_t count = in_.count(2);
    items.clear();
    for (std::size_t i = 0; i < count && in_.ok(); ++i) {
      std::string name(in_.string());
      each(items[std::move(name)]);
    }
  }
  template <typename T, typename Each>
  void maybe(std::optional<T>& item, Each each) {
    bool is_there = false;
    flag(is_there);
    item.reset();
    if (is_there) each(item.emplace());
  }

 private:
  ByteReader& in_;
};

template <typename A>
void fields(A& a, typename A::template Of<DocumentMetadata>& m) {
  const auto text = [&](auto& v) { a.text(v); };
  a.text(m.key);
  a.text(m.title);
  a.text(m.work);
  a.text(m.doi);
  a.text(m.language);
  a.maybe(m.date, [&](auto& v) { a.date(v); });
  a.flag(m.date_is_year);
  a.one_of(m.date_source, DateSource::Text);
  a.list(m.authors, text);
  a.text(m.kind);
  a.text(m.publisher);
  a.map(m.extra, text);
}

template <typename A>
void fields(A& a, typename A::template Of<Passage>& p) {
  a.one_of(p.kind, PassageKind::Reference);
  a.one_of(p.language, Language::Japanese);
  a.range(p.bytes);
  a.text(p.text);
  a.list(p.headings, [&](auto& v) { a.text(v); });
  a.u32(p.page);
  a.flag(p.page_inferred);
  a.u32(p.line_begin);
  a.u32(p.line_end);
  a.i32(p.level);
}

template <typename A>
void fields(A& a, typename A::template Of<LocalEntity>& e) {
  a.text(e.type);
  a.text(e.kind);
  a.text(e.key);
  a.flag(e.key_is_curated);
  a.list(e.names, [&](auto& name) {
    a.one_of(name.tag, NameTag::Ja);
    a.one_of(name.kind, NameKind::Surface);
    a.text(name.text);
  });
  a.map(e.properties, [&](auto& v) {
    a.one_of(v.kind, PropertyValue::Kind::Date);
    a.i64(v.integer);
    a.f64(v.number);
    a.text(v.text);
  });
}

template <typename A>
void fields(A& a, typename A::template Of<Mention>& m) {
  a.u32(m.passage);
  a.u32(m.entity);
  a.range(m.bytes);
  a.text(m.rule);
}

template <typename A>
void fields(A& a, typename A::template Of<Evidence>& e) {
  a.u32(e.passage);
  a.range(e.quote);
  a.range(e.cue);
  a.text(e.rule);
}

template <typename A>
void fields(A& a, typename A::template Of<LocalAssertion>& x) {
  a.text(x.family);
  a.text(x.kind);
  a.u32(x.subject);
  a.u32(x.object);
  a.one_of(x.polarity, Polarity::Denied);
  a.one_of(x.modality, Modality::Recommended);
  a.text(x.attribution);
  a.maybe(x.time, [&](auto& time) {
    a.i32(time.from);
    a.i32(time.to);
  });
  a.i32(x.confidence);
  a.map(x.qualifiers, [&](auto& v) { a.text(v); });
  fields(a, x.evidence);
}

template <typename A>
void fields(A& a, typename A::template Of<DocumentAssertion>& x) {
  a.text(x.family);
  a.u32(x.object);
  a.i32(x.confidence);
  fields(a, x.evidence);
}

template <typename A>
void fields(A& a, typename A::template Of<AliasEvidence>& x) {
  a.u32(x.entity);
  a.text(x.rule);
  a.i32(x.weight);
  a.range(x.bytes);
}

template <typename A>
void fields(A& a, typename A::template Of<ReviewItem>& x) {
  a.text(x.what);
  a.text(x.suggestion);
  a.range(x.quote);
  a.i32(x.confidence);
}

template <typename A>
void record(A& a, typename A::template Of<DocumentTruth>& truth, TruthKind kind) {
  const auto each = [&](auto& item) { fields(a, item); };
  switch (kind) {
    case TruthKind::Head:
      a.hash(truth.sha256);
      a.text(truth.file_name);
      a.text(truth.fingerprint);
      fields(a, truth.metadata);
      return;
    case TruthKind::Passages:
      a.list(truth.passages, each);
      return;
    case TruthKind::Entities:
      a.list(truth.entities, each);
      return;
    case TruthKind::Mentions:
      a.list(truth.mentions, each);
      return;
    case TruthKind::Assertions:
      a.list(truth.assertions, each);
      return;
    case TruthKind::About:
      a.list(truth.about, each);
      return;
    case TruthKind::Aliases:
      a.list(truth.aliases, each);
      return;
    case TruthKind::Review:
      a.list(truth.review, each);
      return;
    case TruthKind::Source:
      return;
  }
}

}  // namespace

std::string encode_truth(const DocumentTruth& truth, TruthKind kind) {
  std::string bytes;
  ByteWriter(bytes).varint(kTruthVersion);
  Writer writer(bytes);
  record(writer, truth, kind);
  return bytes;
}

Result<void> decode_truth(std::string_view bytes, TruthKind kind, DocumentTruth& truth) {
  ByteReader in(bytes);
  if (const std::uint64_t version = in.varint(); in.ok() && version > kTruthVersion) {
    return Error{ErrorCode::VersionMismatch, "a document was stored by a newer release",
                 "use a newer release of sarye"};
  }
  Reader reader(in);
  record(reader, truth, kind);
  return in.finish("a record of a document");
}

Result<void> check_truth(const DocumentTruth& truth) {
  const std::size_t passages = truth.passages.size();
  const std::size_t entities = truth.entities.size();
  const auto in_source = [&](ByteRange range) {
    return range.begin <= range.end && range.end <= truth.source.size();
  };
  const auto is_evidence = [&](const Evidence& e) {
    return e.passage < passages && in_source(e.quote) && in_source(e.cue);
  };
  const bool good =
      std::all_of(truth.passages.begin(), truth.passages.end(),
                  [&](const Passage& p) { return in_source(p.bytes); }) &&
      std::all_of(truth.mentions.begin(), truth.mentions.end(),
                  [&](const Mention& m) {
                    return m.passage < passages && m.entity < entities && in_source(m.bytes);
                  }) &&
      std::all_of(truth.assertions.begin(), truth.assertions.end(),
                  [&](const LocalAssertion& a) {
                    return a.subject < entities && a.object < entities && is_evidence(a.evidence);
                  }) &&
      std::all_of(truth.about.begin(), truth.about.end(),
                  [&](const DocumentAssertion& a) {
                    return a.object < entities && is_evidence(a.evidence);
                  }) &&
      std::all_of(truth.aliases.begin(), truth.aliases.end(), [&](const AliasEvidence& a) {
        return a.entity < entities && in_source(a.bytes);
      });
  if (good) return {};
  return Error{ErrorCode::Damaged, "document " + truth.metadata.key +
                                       " has a mention or an assertion that points outside of it"};
}

}  // namespace sarye
