// The FORMAT file of a store: read, written and compared with this release.
#include <algorithm>
#include <array>
#include <charconv>

#include "engine/store/disk.h"
#include "engine/store/generation.h"

namespace sarye {
namespace {

constexpr std::string_view kHeading = "sarye store";
constexpr std::string_view kRelease = SARYE_VERSION;

// "1.12.3" as numbers; what is missing counts 0. False when it is not of this form.
bool parse_release(std::string_view text, std::array<int, 3>& release) {
  release = {};
  for (std::size_t i = 0; i < release.size(); ++i) {
    const std::size_t dot = std::min(text.find('.'), text.size());
    const auto parsed = std::from_chars(text.data(), text.data() + dot, release[i]);
    if (parsed.ec != std::errc() || parsed.ptr != text.data() + dot) return false;
    if (dot == text.size()) return true;
    text.remove_prefix(dot + 1);
  }
  return false;
}

bool needs_newer(std::string_view needed) {
  std::array<int, 3> other{};
  std::array<int, 3> ours{};
  parse_release(kRelease, ours);
  return !parse_release(needed, other) || other > ours;
}

Error bad_line(int line, const std::string& why) {
  return Error{ErrorCode::Damaged, "store damaged: FORMAT:" + std::to_string(line) + ": " + why,
               "restore the file from a backup"};
}

}  // namespace

StoreFormat current_format() {
  StoreFormat format;
  format.min_reader = format.min_writer = "0.1.0";
  format.created_by = "sarye " + std::string(kRelease);
  return format;
}

std::string to_text(const StoreFormat& format) {
  std::string text(kHeading);
  text += "\nstore_format " + std::to_string(format.store_format);
  text += "\nmin_reader " + format.min_reader;
  text += "\nmin_writer " + format.min_writer;
  text += "\ncreated_by " + format.created_by;
  text += "\nicu " + format.icu;
  text += "\nunicode " + format.unicode;
  for (const auto& [name, fingerprint] : format.resources) {
    text += "\nresource " + name + " " + fingerprint;
  }
  return text + "\n";
}

Result<StoreFormat> parse_format(std::string_view text) {
  StoreFormat format;
  format.store_format = 0;
  for (int line = 1; !text.empty(); ++line) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view whole = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line == 1) {
      if (whole != kHeading) return bad_line(1, "it does not begin with 'sarye store'");
      continue;
    }
    if (whole.empty()) continue;
    const std::size_t space = std::min(whole.find(' '), whole.size());
    const std::string_view name = whole.substr(0, space);
    const std::string value(whole.substr(std::min(space + 1, whole.size())));
    if (value.empty()) return bad_line(line, "a name without a value");
    if (name == "store_format") {
      const auto parsed =
          std::from_chars(value.data(), value.data() + value.size(), format.store_format);
      if (parsed.ec != std::errc() || *parsed.ptr != '\0' || format.store_format < 1) {
        return bad_line(line, "'" + value + "' is not a format number");
      }
    } else if (name == "min_reader") {
      format.min_reader = value;
    } else if (name == "min_writer") {
      format.min_writer = value;
    } else if (name == "created_by") {
      format.created_by = value;
    } else if (name == "icu") {
      format.icu = value;
    } else if (name == "unicode") {
      format.unicode = value;
    } else if (name == "resource") {
      const std::size_t split = value.find(' ');
      if (split == std::string::npos) return bad_line(line, "a resource without a fingerprint");
      format.resources[value.substr(0, split)] = value.substr(split + 1);
    }
    // Other names come from later releases that this one may read; min_reader says so.
  }
  if (format.store_format == 0 || format.min_reader.empty() || format.min_writer.empty() ||
      format.created_by.empty()) {
    return bad_line(1, "store_format, min_reader, min_writer or created_by is missing");
  }
  return format;
}

Result<StoreFormat> read_format(const std::filesystem::path& store, bool for_writing) {
  std::error_code code;
  if (!std::filesystem::is_directory(store, code)) {
    return Error{ErrorCode::NotFound, "no store at " + store.string() + ": no such directory",
                 "check the path, or make a store with `sarye init " + store.string() + "`"};
  }
  auto text = read_file(store / "FORMAT");
  if (!text) {
    if (text.error().code != ErrorCode::NotFound) return text.error();
    if (std::filesystem::exists(store / "FORMAT.unfinished", code)) {
      return Error{ErrorCode::NotFound, store.string() + ": making this store was interrupted",
                   "run `sarye init " + store.string() + "` again"};
    }
    if (std::filesystem::exists(store / "live" / "CURRENT", code)) {
      return Error{ErrorCode::Damaged, "store damaged: " + store.string() + " has no file FORMAT",
                   "run `sarye verify`, then restore a backup"};
    }
    return Error{ErrorCode::NotFound, store.string() + " is not a store: it has no file FORMAT",
                 "check the path, or make a store with `sarye init` in a new directory"};
  }
  auto format = parse_format(*text);
  if (!format) return format;
  const std::string& needed = for_writing ? format->min_writer : format->min_reader;
  if (format->store_format > kStoreFormat || needs_newer(needed)) {
    return Error{ErrorCode::VersionMismatch,
                 "the store " + store.string() + " (format " +
                     std::to_string(format->store_format) + ") was made by " + format->created_by +
                     " and needs sarye " + needed + " or later; this is sarye " +
                     std::string(kRelease),
                 "install a newer release; nothing was changed"};
  }
  return format;
}

}  // namespace sarye
