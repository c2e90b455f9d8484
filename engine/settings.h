// What SET changes, for as long as a session lasts; also what the options of the command line and
// of a request set.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/cancel.h"
#include "engine/base/result.h"
#include "engine/executor/sharing.h"
#include "engine/model/shown_names.h"
#include "engine/model/value.h"

namespace sarye {

struct Settings {
  Limits limits;                     // timeout, max_memory, max_rows
  std::optional<bool> strict_names;  // absent: on in a literature store, off in an open one
  std::uint32_t max_hops = 6;        // of `*` without a bound; 0: none
  int threads = 0;                   // of one query; 0: as many as there are cores
  Sharing sharing;                   // of a question among its threads; no option sets it
  bool optimise = true;
  ShownNames names = ShownNames::Auto;

  // Errors: Usage, naming the options there are, or what the value must be.
  Result<void> set(std::string_view option, const Value& value);

  struct Entry {
    std::string name;
    std::string value;
    std::string meaning;
  };
  std::vector<Entry> entries() const;  // in order of name
};

}  // namespace sarye
