#include "engine/store/rocksdb_sorted.h"

#include <rocksdb/db.h>
#include <rocksdb/sst_file_writer.h>

#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "engine/base/helper_threads.h"
#include "engine/store/rocksdb_error.h"
#include "engine/store/row_sorter.h"

namespace sarye {

namespace {

// Where sorted rows lie until the database takes them over.
std::filesystem::path sorted_file(const std::filesystem::path& directory, std::size_t number) {
  return directory / (std::string(kSortedName) + std::to_string(number));
}

struct SortedFile {
  bool is_empty = true;
  std::string checksum;
  std::string checksum_name;
  std::string first;  // keys
  std::string last;
  Result<void> done;
};

rocksdb::Slice slice_of(std::string_view bytes) {
  return {bytes.data(), bytes.size()};
}

rocksdb::ColumnFamilyHandle* handle_of(const SortedInto& into, Table table) {
  return into.tables[static_cast<std::size_t>(table)];
}

SortedFile write_sorted(const SortedInto& into, SortedRows& rows, std::size_t number) {
  SortedFile out;
  rocksdb::ColumnFamilyHandle* table = handle_of(into, rows.table);
  rocksdb::Options options = into.database.GetOptions(table);
  // Truth is written once and read seldom; what queries read is to be read fast.
  if (rows.table != Table::Truth) {
    options.bottommost_compression = rocksdb::kDisableCompressionOption;
  }
  rocksdb::SstFileWriter writer(rocksdb::EnvOptions(options), options, table,
                                /*invalidate_page_cache=*/false);
  const auto failed = [&](const rocksdb::Status& status) {
    out.done = status.IsInvalidArgument() ? out_of_order(rows.table)
                                          : error_of(status, "storing", into.directory);
    return out;
  };
  std::string_view key;
  std::string_view value;
  std::uint64_t checked = 0;
  while (true) {
    auto more = rows.next(key, value);
    if (!more) {
      out.done = more.error();
      return out;
    }
    if (!*more) break;
    if (out.is_empty) {
      const auto path = sorted_file(into.directory, number).string();
      if (const auto status = writer.Open(path); !status.ok()) return failed(status);
      out.is_empty = false;
    }
    if (value.size() > kMaxValueBytes) {
      out.done = value_too_large(
          {WriteBatch::Kind::Put, rows.table, std::string(key), std::string(value)});
      return out;
    }
    if (writer.FileSize() >= checked + kMaxBatchBytes) {
      checked = writer.FileSize();
      if (out.done = into.check_room(kMaxBatchBytes); !out.done) return out;
    }
    const auto status = writer.Put(slice_of(key), slice_of(value));
    if (!status.ok()) return failed(status);
  }
  if (out.is_empty) return out;
  rocksdb::ExternalSstFileInfo info;
  if (const auto status = writer.Finish(&info); !status.ok()) return failed(status);
  out.checksum = info.file_checksum;
  out.checksum_name = info.file_checksum_func_name;
  out.first = info.smallest_key;
  out.last = info.largest_key;
  return out;
}

std::vector<SortedFile> write_all(const SortedInto& into, std::vector<SortedRows>& rows) {
  std::vector<SortedFile> files(rows.size());
  ScopedHelp others;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto write = [&, i] { files[i] = write_sorted(into, rows[i], i); };
    try {
      others.start(write);
    } catch (const std::system_error&) {
      write();  // no thread to be had
    }
  }
  if (!rows.empty()) files[0] = write_sorted(into, rows[0], 0);
  others.finish();
  return files;
}

}  // namespace

Result<void> add_sorted_files(const SortedInto& into, std::vector<SortedRows> rows) {
  if (auto room = into.check_room(0); !room) return room;
  const std::vector<SortedFile> files = write_all(into, rows);
  Result<void> done;
  std::vector<rocksdb::IngestExternalFileArg> taken;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (done && !files[i].done) done = files[i].done;
    if (files[i].is_empty) continue;
    rocksdb::ColumnFamilyHandle* table = handle_of(into, rows[i].table);
    if (taken.empty() || taken.back().column_family != table) {
      taken.emplace_back().column_family = table;
    } else if (files[i].first <= files[i - 1].last) {
      done = out_of_order(rows[i].table);
    }
    rocksdb::IngestExternalFileArg& of_table = taken.back();
    of_table.options.move_files = true;
    of_table.options.write_global_seqno = false;
    of_table.options.verify_file_checksum = false;  // it was taken while the file was written
    of_table.external_files.push_back(sorted_file(into.directory, i).string());
    of_table.files_checksums.push_back(files[i].checksum);
    of_table.files_checksum_func_names.push_back(files[i].checksum_name);
  }
  if (done && !taken.empty()) {
    const rocksdb::Status status = into.database.IngestExternalFiles(taken);
    if (!status.ok()) done = error_of(status, "storing", into.directory);
  }
  remove_sorted_files(into.directory);
  return done;
}

void remove_sorted_files(const std::filesystem::path& directory) {
  std::error_code code;
  std::vector<std::filesystem::path> left;
  for (std::filesystem::directory_iterator file(directory, code), end; !code && file != end;
       file.increment(code)) {
    if (file->path().filename().string().starts_with(kSortedName)) left.push_back(file->path());
  }
  for (const std::filesystem::path& file : left) std::filesystem::remove(file, code);
}

}  // namespace sarye
