// The one door to zlib.
#include "ingest/readers/zip_archive.h"

#include <zlib.h>

#include <algorithm>

namespace sarye {
namespace {

constexpr std::size_t kEndRecord = 22;
constexpr std::size_t kDirectoryEntry = 46;
constexpr std::size_t kLocalHeader = 30;
constexpr std::size_t kMostParts = 10'000;

std::uint16_t u16_at(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[at + i]); };
  return static_cast<std::uint16_t>(byte(0) | byte(1) << 8);
}

std::uint32_t u32_at(std::string_view bytes, std::size_t at) {
  return u16_at(bytes, at) | static_cast<std::uint32_t>(u16_at(bytes, at + 2)) << 16;
}

Error zip_rejected(std::string what, std::string hint = "take the file from its source again") {
  return Error{ErrorCode::Rejected, std::move(what), std::move(hint)};
}

// Deflated bytes unpacked; stops as soon as there are more than `limit`.
Result<std::string> inflate_part(std::string_view packed, std::uint64_t limit) {
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) return zip_rejected("too little memory to unpack");
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string out;
  char buffer[65536];
  int state = Z_OK;
  while (state == Z_OK && out.size() <= limit) {
    stream.next_out = reinterpret_cast<Bytef*>(buffer);
    stream.avail_out = sizeof buffer;
    state = inflate(&stream, Z_NO_FLUSH);
    out.append(buffer, sizeof buffer - stream.avail_out);
    if (state == Z_BUF_ERROR || (state == Z_OK && stream.avail_in == 0 && stream.avail_out != 0)) {
      break;
    }
  }
  inflateEnd(&stream);
  if (out.size() > limit) return out;  // the caller says what is too large
  if (state != Z_STREAM_END) return zip_rejected("is damaged: it cannot be unpacked");
  return out;
}

}  // namespace

Result<ZipArchive> ZipArchive::open(std::string_view bytes) {
  if (bytes.size() < kEndRecord) return zip_rejected("an archive that was cut off");
  const std::size_t lowest = bytes.size() > 65'557 ? bytes.size() - 65'557 : 0;
  std::size_t end = bytes.size() - kEndRecord + 1;
  bool found = false;
  while (end-- > lowest) {
    if (u32_at(bytes, end) == 0x06054b50) {
      found = true;
      break;
    }
  }
  if (!found) return zip_rejected("an archive that was cut off: its directory is missing");
  const std::size_t count = u16_at(bytes, end + 10);
  std::size_t at = u32_at(bytes, end + 16);
  if (count > kMostParts) {
    return zip_rejected("an archive of " + std::to_string(count) + " parts",
                        "no document has so many");
  }
  ZipArchive archive;
  archive.bytes_ = bytes;
  for (std::size_t i = 0; i < count; ++i) {
    if (at + kDirectoryEntry > bytes.size() || u32_at(bytes, at) != 0x02014b50) {
      return zip_rejected("a damaged archive: its directory is broken");
    }
    const std::size_t name_size = u16_at(bytes, at + 28);
    const std::size_t more = u16_at(bytes, at + 30) + std::size_t{u16_at(bytes, at + 32)};
    if (at + kDirectoryEntry + name_size + more > bytes.size()) {
      return zip_rejected("a damaged archive: its directory is broken");
    }
    Part part;
    part.flags = u16_at(bytes, at + 8);
    part.method = u16_at(bytes, at + 10);
    part.crc = u32_at(bytes, at + 16);
    part.packed = u32_at(bytes, at + 20);
    part.size = u32_at(bytes, at + 24);
    part.begin = u32_at(bytes, at + 42);
    part.name = bytes.substr(at + kDirectoryEntry, name_size);
    archive.parts_.push_back(std::move(part));
    at += kDirectoryEntry + name_size + more;
  }
  return archive;
}

const ZipArchive::Part* ZipArchive::find(std::string_view name) const {
  const auto found = std::find_if(parts_.begin(), parts_.end(),
                                  [&](const Part& part) { return part.name == name; });
  return found == parts_.end() ? nullptr : &*found;
}

Result<std::string> ZipArchive::read(std::string_view name) const {
  const Part* part = find(name);
  if (part == nullptr) return std::string();
  const std::string what = "its part " + part->name + ' ';
  if ((part->flags & 1) != 0) {
    return zip_rejected(what + "is encrypted", "save it without a password");
  }
  const std::uint64_t limit =
      std::min(kMaxPartBytes, std::max<std::uint64_t>(part->packed, 4096) * kMaxPartRatio);
  if (part->size > limit) {
    return zip_rejected(what + "has " + std::to_string(part->size >> 20) + " MiB unpacked, of " +
                            std::to_string(part->packed >> 10) + " KiB",
                        "no document grows so much; at most 32 MiB and 200 times are unpacked");
  }
  if (std::size_t{part->begin} + kLocalHeader > bytes_.size() ||
      u32_at(bytes_, part->begin) != 0x04034b50) {
    return zip_rejected(what + "is missing: the archive is damaged");
  }
  const std::size_t begin = part->begin + kLocalHeader + u16_at(bytes_, part->begin + 26) +
                            std::size_t{u16_at(bytes_, part->begin + 28)};
  if (begin + part->packed > bytes_.size()) return zip_rejected(what + "was cut off");
  const std::string_view packed = bytes_.substr(begin, part->packed);
  std::string out;
  if (part->method == 0) {
    out = packed;
  } else if (part->method == 8) {
    auto unpacked = inflate_part(packed, limit);
    if (!unpacked) return zip_rejected(what + unpacked.error().message);
    out = std::move(*unpacked);
  } else {
    return zip_rejected(what + "is packed by a method that is not read (" +
                        std::to_string(part->method) + ")");
  }
  if (out.size() > limit) {
    return zip_rejected(what + "grows to more than " + std::to_string(limit >> 20) + " MiB",
                        "no document grows so much; at most 32 MiB and 200 times are unpacked");
  }
  const auto crc =
      crc32(0, reinterpret_cast<const Bytef*>(out.data()), static_cast<uInt>(out.size()));
  if (crc != part->crc) return zip_rejected(what + "is damaged: its checksum differs");
  return out;
}

}  // namespace sarye
