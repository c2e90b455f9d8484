#include "ingest/metrics/metric_writer.h"

#include <cmath>
#include <cstdio>

#include "engine/text/name_key.h"
#include "ingest/metrics/quantities.h"

namespace sarye {

namespace {

PropertyValue text_value(std::string text) {
  PropertyValue value;
  value.kind = PropertyValue::Kind::String;
  value.text = std::move(text);
  return value;
}

PropertyValue number_value(double number) {
  PropertyValue value;
  if (number == std::floor(number) && std::abs(number) < 9e15) {
    value.kind = PropertyValue::Kind::Integer;
    value.integer = static_cast<std::int64_t>(number);
  } else {
    value.kind = PropertyValue::Kind::Float;
    value.number = number;
  }
  return value;
}

std::string key_of(const LocalEntity& entity) {
  if (!entity.key.empty()) return entity.key;
  return entity.names.empty() ? std::string() : name_key(entity.names.front().text);
}

std::string slug(std::string text) {
  for (char& c : text) {
    if (c == ' ') c = '-';
  }
  return text;
}

}  // namespace

std::string plain_number(double value) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.6f", value);
  std::string text = buffer;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text == "-0" ? "0" : text;
}

std::uint32_t MetricWriter::entity_for(const Observation& o) {
  const CanonicalQuantity quantity = canonical_quantity(o.value, o.unit, o.money);
  const std::string value = plain_number(quantity.value);
  // The observation itself is the identity: who, what, when, which part, how much.
  std::string key = key_of(text_.entities[o.subject]) + "." + slug(o.measure);
  if (!o.segment.empty()) {
    key +=
        "." + (o.segment_entity ? key_of(text_.entities[*o.segment_entity]) : name_key(o.segment));
  }
  if (!o.period.empty()) key += "." + o.period;
  key += "." + value + "." + slug(quantity.unit);
  const auto [at, is_new] = by_key_.emplace(key, static_cast<std::uint32_t>(text_.entities.size()));
  if (!is_new) return at->second;

  LocalEntity metric;
  metric.type = "Metric";
  metric.key = key;
  std::string name = o.measure + " " + value + " " + quantity.unit;
  if (!o.period.empty()) name += ", " + o.period;
  if (!o.segment.empty()) name += ", " + o.segment;
  metric.names.push_back({NameTag::En, NameKind::Official, name});
  metric.properties["measure"] = text_value(o.measure);
  metric.properties["value"] = number_value(quantity.value);
  metric.properties["unit"] = text_value(quantity.unit);
  if (o.money) metric.properties["currency"] = text_value(o.unit);
  if (!o.period.empty()) metric.properties["period"] = text_value(o.period);
  if (!o.segment.empty()) metric.properties["segment"] = text_value(o.segment);
  text_.entities.push_back(std::move(metric));
  return at->second;
}

void MetricWriter::write(const Observation& o) {
  const std::uint32_t metric = entity_for(o);
  const auto observe = [&](std::uint32_t object) {
    TextAssertion assertion;
    assertion.family = "OBSERVED_FOR";
    assertion.subject = metric;
    assertion.object = object;
    assertion.modality = o.modality;
    assertion.time = o.time;
    assertion.confidence = o.confidence;
    if (o.approximate) assertion.qualifiers["precision"] = "approximate";
    assertion.quote = o.quote;
    assertion.cue = o.cue;
    assertion.rule = o.rule;
    text_.assertions.push_back(std::move(assertion));
  };
  observe(o.subject);
  if (o.segment_entity && *o.segment_entity != o.subject) observe(*o.segment_entity);
}

}  // namespace sarye
