#include "tools/sarye/annotations.h"

#include <charconv>
#include <map>
#include <system_error>
#include <utility>

#include "engine/text/unicode.h"
#include "tools/sarye/whole_file.h"

namespace sarye {

namespace {

constexpr std::size_t kContext = 30;  // code points on each side

std::vector<std::string> fields_of(std::string_view line, char separator) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find(separator, at), line.size());
    out.emplace_back(line.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

std::optional<std::size_t> number_of_text(const std::string& text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// brat standoff: T words, R relations, A what is said about them, # notes, * equal names.
class BratReader {
 public:
  BratReader(std::string_view text, const std::string& name, const std::string& document)
      : text_(text), offsets_(text), name_(name), document_(document) {}

  AnnotationFile run(std::string_view bytes) {
    std::size_t number = 0;
    for (std::string line : fields_of(bytes, '\n')) {
      ++number;
      if (line.ends_with('\r')) line.pop_back();
      if (!line.empty()) read(line, name_ + ":" + std::to_string(number));
    }
    for (const auto& [subject, what] : said_) say(subject, what.first, what.second);
    for (Relation& relation : relations_) add(relation);
    for (auto& [id, mention] : mentions_) out_.annotations.push_back(std::move(mention));
    for (Relation& relation : relations_) {
      if (relation.good) out_.annotations.push_back(std::move(relation.annotation));
    }
    return std::move(out_);
  }

 private:
  struct Relation {
    std::string id;
    std::string from;
    std::string to;
    bool good = false;
    Annotation annotation;
  };

  void reject(const std::string& origin, std::string why) {
    out_.rejected.push_back({origin, std::move(why)});
  }

  void read(const std::string& line, const std::string& origin) {
    const std::vector<std::string> parts = fields_of(line, '\t');
    const char kind = line[0];
    if (parts.size() < 2) return reject(origin, "the line has no tab behind its id");
    const std::vector<std::string> words = fields_of(parts[1], ' ');
    if (kind == 'T') return words_of(parts, words, origin);
    if (kind == 'R') return relation(parts[0], words, origin);
    if (kind == 'A' || kind == 'M') {
      if (words.size() < 2) return reject(origin, "the attribute has nothing that it is about");
      said_.emplace_back(words[1],
                         std::pair(words[0], words.size() > 2 ? words[2] : std::string()));
      return;
    }
    if (kind == '#') {
      if (words.size() >= 2 && parts.size() > 2) {
        said_.emplace_back(words[1], std::pair(std::string("#"), parts[2]));
      }
      return;
    }
    if (kind == '*')
      return reject(origin, "equal names are written as an alias: alias KEY \"NAME\"");
    if (kind == 'E') return reject(origin, "events are not read; write a relation (R)");
    if (kind == 'N') return reject(origin, "links to other data bases are not read");
    reject(origin, "the line begins with none of T, R, A, M, #");
  }

  void words_of(const std::vector<std::string>& parts, const std::vector<std::string>& words,
                const std::string& origin) {
    if (parts.size() < 3 || words.size() < 3)
      return reject(origin, "a T line is ID, TYPE BEGIN END, text");
    if (parts[1].find(';') != std::string::npos) {
      return reject(origin, "words that stand apart from each other are not read");
    }
    Annotation mention;
    mention.origin = origin + " " + parts[0];
    mention.document = document_;
    mention.what.type = words[0];
    mention.words.begin = number_of_text(words[1]);
    mention.words.end = number_of_text(words[2]);
    mention.words.text = parts[2];
    if (!mention.words.begin || !mention.words.end) return reject(origin, "the place is no number");
    add_context(mention.words);
    mentions_.insert_or_assign(parts[0], std::move(mention));
  }

  // What stands around the words in the text that was annotated.
  void add_context(AnnotatedWords& words) const {
    const std::size_t count = offsets_.code_point_count();
    if (*words.end > count || *words.begin > *words.end) return;
    const auto slice = [&](std::size_t from, std::size_t to) {
      const std::size_t begin = offsets_.byte_of(from);
      return std::string(text_.substr(begin, offsets_.byte_of(to) - begin));
    };
    if (slice(*words.begin, *words.end) != words.text) return;
    words.prefix = slice(*words.begin - std::min(*words.begin, kContext), *words.begin);
    words.suffix = slice(*words.end, std::min(count, *words.end + kContext));
  }

  void relation(const std::string& id, const std::vector<std::string>& words,
                const std::string& origin) {
    Relation made;
    made.id = id;
    for (std::size_t i = 1; i < words.size(); ++i) {
      const std::size_t colon = words[i].find(':');
      if (colon == std::string::npos) continue;
      (made.from.empty() ? made.from : made.to) = words[i].substr(colon + 1);
    }
    if (made.to.empty()) return reject(origin, "a relation has two ends: TYPE Arg1:T1 Arg2:T2");
    made.annotation.kind = Annotation::Kind::Relation;
    made.annotation.origin = origin + " " + id;
    made.annotation.document = document_;
    made.annotation.relation = words[0];
    relations_.push_back(std::move(made));
  }

  void say(const std::string& subject, const std::string& what, const std::string& value) {
    for (Relation& relation : relations_) {
      if (relation.id == subject) say(relation.annotation, what, value);
    }
    const auto mention = mentions_.find(subject);
    if (mention != mentions_.end()) say(mention->second, what, value);
  }

  static void say(Annotation& annotation, const std::string& what, const std::string& value) {
    const std::string name = to_lower(what);
    if (name == "#") {
      annotation.note = value;
    } else if (name == "negation" || name == "negated" || name == "denied") {
      annotation.denied = value.empty() || to_lower(value) != "false";
    } else if (name == "modality") {
      annotation.modality = to_lower(value);
    } else if (name == "speculation") {
      annotation.modality = "possible";
    }
  }

  void add(Relation& relation) {
    for (const auto& [id, end] : {std::pair(&relation.from, &relation.annotation.from),
                                  std::pair(&relation.to, &relation.annotation.to)}) {
      const auto mention = mentions_.find(*id);
      if (mention == mentions_.end()) {
        return reject(relation.annotation.origin, "there is no " + *id + " that can be read");
      }
      end->type = mention->second.what.type;
      end->name = mention->second.words.text;
      end->words = mention->second.words;
    }
    relation.good = true;
  }

  std::string_view text_;
  OffsetMap offsets_;
  std::string name_;
  std::string document_;
  AnnotationFile out_;
  std::map<std::string, Annotation> mentions_;
  std::vector<Relation> relations_;
  std::vector<std::pair<std::string, std::pair<std::string, std::string>>> said_;
};

}  // namespace

AnnotationFile read_brat(std::string_view bytes, std::string_view text, const std::string& name,
                         const std::string& document) {
  return BratReader(text, name, document).run(bytes);
}

Result<AnnotationFile> read_annotations(const std::filesystem::path& file) {
  auto bytes = read_whole_file(file.string());
  if (!bytes) return bytes.error();
  const std::string name = file.string();
  const std::string ending = file.extension().string();
  if (ending != ".ann" && ending != ".jsonl" && ending != ".json" && ending != ".jsonld") {
    return Error{ErrorCode::Rejected, name + " is no file of annotations",
                 "annotations are .ann (brat), .jsonl (lines as `extract` writes them), .json or "
                 ".jsonld (Web Annotation)"};
  }
  if (const auto bad = first_invalid_byte(*bytes)) {
    return Error{ErrorCode::Rejected, name + " is not UTF-8 at byte " + std::to_string(*bad + 1),
                 "save the file as UTF-8"};
  }
  if (ending == ".jsonl") return read_prediction_lines(*bytes, name);
  if (ending != ".ann") return read_web_annotations(*bytes, name);
  std::filesystem::path beside = file;
  beside.replace_extension(".txt");
  std::error_code ignored;
  std::string text;
  if (std::filesystem::exists(beside, ignored)) {
    auto read = read_whole_file(beside.string());
    if (!read) return read.error();
    text = std::move(*read);
  }
  return read_brat(*bytes, text, name, file.stem().string());
}

}  // namespace sarye
