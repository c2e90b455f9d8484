// Annotations as JSON: the lines that `extract --format predictions` writes, and the Web Annotation
// data model of the W3C.
#include <nlohmann/json.hpp>
#include <utility>

#include "tools/sarye/annotations.h"

namespace sarye {

namespace {

using Json = nlohmann::json;

constexpr int kDeepest = 8;  // collection, page, items, annotation, and some room

std::string text_at(const Json& json, const char* name) {
  if (!json.is_object()) return {};
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<std::size_t> number_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end() || !found->is_number_unsigned()) return std::nullopt;
  return found->get<std::size_t>();
}

// Why the line is no annotation; empty when it is.
std::string read_line(const Json& json, Annotation& out) {
  const std::string kind = text_at(json, "kind");
  out.document = text_at(json, "doc");
  out.by = text_at(json, "by");
  out.at = text_at(json, "at");
  out.note = text_at(json, "note");
  out.modality = text_at(json, "modality");
  if (out.document.empty()) return "doc is missing";
  if (kind == "mention" || kind == "fact") {
    out.what.type = text_at(json, "type");
    out.what.name = text_at(json, kind == "fact" ? "name" : "canonical");
    out.words.begin = number_at(json, "start");
    out.words.end = number_at(json, "end");
    out.words.text = text_at(json, "text");
    if (kind == "fact" && out.words.text.empty()) out.words.text = out.what.name;
    if (out.what.type.empty()) return "type is missing";
    const bool place = out.words.begin.has_value() && out.words.end.has_value();
    if (!place && out.words.text.empty()) return "start and end, or text, are missing";
    return {};
  }
  if (kind != "relation") return "kind is none of mention, fact, relation";
  out.kind = Annotation::Kind::Relation;
  out.relation = text_at(json, "rel");
  out.from = {text_at(json, "subj_type"), text_at(json, "subj"), std::nullopt};
  out.to = {text_at(json, "obj_type"), text_at(json, "obj"), std::nullopt};
  out.words.text = text_at(json, "quote");
  if (out.relation == "METRIC") return "figures are corrected with `set metric:…`";
  if (out.relation.empty()) return "rel is missing";
  if (out.from.name.empty() || out.to.name.empty()) return "subj or obj is missing";
  if (out.words.text.empty()) return "quote is missing";
  const std::string polarity = text_at(json, "polarity");
  if (polarity == "-" || polarity == "denied") {
    // What has a harmful effect is one of the things that these lines write as negative.
    if (out.relation == "LEADS_TO") {
      out.relation = "HINDERS";
    } else {
      out.denied = true;
    }
  }
  return {};
}

// A member that is one thing or a list of them.
std::vector<Json> list_at(const Json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end() || found->is_null()) return {};
  if (!found->is_array()) return {*found};
  return {found->begin(), found->end()};
}

void read_selector(const Json& selector, AnnotatedWords& words) {
  const std::string type = text_at(selector, "type");
  if (type == "TextQuoteSelector") {
    words.text = text_at(selector, "exact");
    words.prefix = text_at(selector, "prefix");
    words.suffix = text_at(selector, "suffix");
  } else if (type == "TextPositionSelector") {
    words.begin = number_at(selector, "start");
    words.end = number_at(selector, "end");
  }
  for (const Json& refined : list_at(selector, "refinedBy")) read_selector(refined, words);
}

std::string read_web(const Json& json, Annotation& out) {
  const std::vector<Json> targets = list_at(json, "target");
  if (targets.size() != 1 || !targets[0].is_object()) {
    return "target is not one object with source and selector";
  }
  out.document = text_at(targets[0], "source");
  if (out.document.empty()) {
    const auto source = targets[0].find("source");
    if (source != targets[0].end() && source->is_object()) out.document = text_at(*source, "id");
  }
  if (out.document.empty()) return "target has no source";
  for (const Json& selector : list_at(targets[0], "selector")) read_selector(selector, out.words);
  const bool place = out.words.begin.has_value() && out.words.end.has_value();
  if (!place && out.words.text.empty()) {
    return "target has neither a TextQuoteSelector nor a TextPositionSelector";
  }
  out.by = text_at(json, "creator");
  if (const auto creator = json.find("creator"); creator != json.end() && creator->is_object()) {
    out.by = text_at(*creator, "name");
    if (out.by.empty()) out.by = text_at(*creator, "id");
  }
  out.at = text_at(json, "created").substr(0, 10);
  const auto end_of = [](const Json& body, const char* name) {
    AnnotatedEnd end;
    const auto found = body.find(name);
    if (found == body.end()) return end;
    if (found->is_string()) {
      end.name = found->get<std::string>();
    } else {
      end.type = text_at(*found, "type");
      end.name = text_at(*found, "name");
    }
    return end;
  };
  for (const Json& body : list_at(json, "body")) {
    if (body.is_string()) {
      out.what.type = body.get<std::string>();
      continue;
    }
    const std::string purpose = text_at(body, "purpose");
    if (!text_at(body, "relation").empty()) {
      out.kind = Annotation::Kind::Relation;
      out.relation = text_at(body, "relation");
      out.from = end_of(body, "from");
      out.to = end_of(body, "to");
      out.denied = text_at(body, "polarity") == "denied";
      out.modality = text_at(body, "modality");
    } else if (purpose == "commenting" || purpose == "describing") {
      out.note = text_at(body, "value");
    } else if (purpose == "identifying") {
      out.what.name = text_at(body, text_at(body, "value").empty() ? "source" : "value");
    } else if (purpose == "tagging" || purpose == "classifying" || purpose.empty()) {
      out.what.type = text_at(body, "value");
    }
  }
  if (out.kind == Annotation::Kind::Relation) {
    if (out.from.name.empty() || out.to.name.empty()) return "the relation has no from or no to";
    return {};
  }
  if (out.what.type.empty() && out.what.name.find(':') == std::string::npos) {
    return "no body says what the words are: {\"purpose\":\"tagging\",\"value\":\"Firm\"}";
  }
  return {};
}

void collect_web(const Json& json, const std::string& name, AnnotationFile& out, int depth = 0) {
  if (depth > kDeepest) return;
  if (json.is_array()) {
    for (const Json& item : json) collect_web(item, name, out, depth + 1);
    return;
  }
  if (!json.is_object()) return;
  for (const char* member : {"first", "items"}) {  // collections and their pages
    const auto found = json.find(member);
    if (found != json.end() && (found->is_array() || found->is_object())) {
      collect_web(*found, name, out, depth + 1);
      return;
    }
  }
  Annotation annotation;
  const std::string id = text_at(json, "id");
  annotation.origin =
      name + (id.empty() ? " #" + std::to_string(out.annotations.size() + out.rejected.size() + 1)
                         : " " + id);
  const std::string why = read_web(json, annotation);
  if (why.empty()) {
    out.annotations.push_back(std::move(annotation));
  } else {
    out.rejected.push_back({annotation.origin, why});
  }
}

}  // namespace

AnnotationFile read_prediction_lines(std::string_view bytes, const std::string& name) {
  AnnotationFile out;
  std::size_t number = 0;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    Annotation annotation;
    annotation.origin = name + ":" + std::to_string(number);
    const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    const std::string why =
        json.is_object() ? read_line(json, annotation) : "the line is no JSON object";
    if (why.empty()) {
      out.annotations.push_back(std::move(annotation));
    } else {
      out.rejected.push_back({annotation.origin, why});
    }
  }
  return out;
}

Result<AnnotationFile> read_web_annotations(std::string_view bytes, const std::string& name) {
  const Json json = Json::parse(bytes, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) {
    return Error{ErrorCode::Rejected, name + " is not JSON",
                 "lines of JSON are read from a file that ends in .jsonl"};
  }
  AnnotationFile out;
  collect_web(json, name, out);
  return out;
}

}  // namespace sarye
