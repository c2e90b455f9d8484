#include "engine/store/rocksdb_sorted.h"

#include <rocksdb/db.h>
#include <rocksdb/sst_file_writer.h>

#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "engine/base/helper_threads.h"
#include "engine/store/rocksdb_error.h"
#include "engine/store/row_sorter.h"

namespace sarye {

namespace {

// The disk is to begin while the file is made, so that nobody waits for all of it at the end.
constexpr std::uint64_t kBytesPerSync = std::uint64_t{4} << 20;

// Where sorted rows lie until the database takes them over.
std::filesystem::path sorted_file(const std::filesystem::path& directory, std::size_t piece,
                                  std::size_t number) {
  return directory /
         (std::string(kSortedName) + std::to_string(piece) + "-" + std::to_string(number));
}

struct SortedFile {
  std::string path;
  std::string checksum;
  std::string checksum_name;
  std::string first;  // keys
  std::string last;
};

// The files of one piece, in order of their keys.
struct SortedFiles {
  std::vector<SortedFile> files;
  Result<void> done;
};

rocksdb::Slice slice_of(std::string_view bytes) {
  return {bytes.data(), bytes.size()};
}

rocksdb::ColumnFamilyHandle* handle_of(const SortedInto& into, Table table) {
  return into.tables[static_cast<std::size_t>(table)];
}

// Where files end so that no key that is there lies inside one: RocksDB puts a file over such a key
// into level 0, and of files there it reads the whole filter at every opening.
class ExistingKeys {
 public:
  ExistingKeys(rocksdb::DB& database, rocksdb::ColumnFamilyHandle* table)
      : there_(database.NewIterator(rocksdb::ReadOptions(), table)) {}

  // Whether one lies between `key` and the key of the call before. Keys ascend.
  bool lies_before(std::string_view key) {
    if (there_ == nullptr) return false;
    if (is_first_) {
      is_first_ = false;
      there_->Seek(slice_of(key));
      return false;
    }
    if (!there_->Valid() || there_->key().compare(slice_of(key)) >= 0) return false;
    there_->Seek(slice_of(key));
    if (++cuts_ == kMostCuts) there_.reset();
    return true;
  }

 private:
  static constexpr int kMostCuts =
      8;  // a table with keys everywhere has files over one another anyhow

  std::unique_ptr<rocksdb::Iterator> there_;
  bool is_first_ = true;
  int cuts_ = 0;
};

// One piece on its way into files.
class PieceWriter {
 public:
  PieceWriter(const SortedInto& into, SortedRows& rows, std::size_t piece)
      : into_(into),
        rows_(rows),
        piece_(piece),
        options_(into.database.GetOptions(handle_of(into, rows.table))) {
    // All with LZ4: whoever wrote the rows waits for it, and with ZSTD for a tenth of an import, which
    // would save an eighth of the disk. What compactions write is packed tighter, at leisure.
    options_.bottommost_compression = rocksdb::kDisableCompressionOption;
  }

  SortedFiles write() {
    SortedFiles out;
    out.done = write_rows();
    out.files = std::move(files_);
    return out;
  }

 private:
  Result<void> write_rows() {
    ExistingKeys existing(into_.database, handle_of(into_, rows_.table));
    std::string_view key;
    std::string_view value;
    while (true) {
      auto more = rows_.next(key, value);
      if (!more) return more.error();
      if (!*more) break;
      const bool is_cut = existing.lies_before(key);
      if (writer_ == nullptr || is_cut) {
        if (auto done = close(); !done) return done;
        if (auto done = open(); !done) return done;
      }
      if (auto done = put(key, value); !done) return done;
    }
    return close();
  }

  Result<void> open() {
    files_.emplace_back().path = sorted_file(into_.directory, piece_, files_.size()).string();
    rocksdb::EnvOptions writing(options_);
    writing.bytes_per_sync = kBytesPerSync;
    writer_ =
        std::make_unique<rocksdb::SstFileWriter>(writing, options_, handle_of(into_, rows_.table),
                                                 /*invalidate_page_cache=*/false);
    checked_ = 0;
    return result_of(writer_->Open(files_.back().path));
  }

  Result<void> put(std::string_view key, std::string_view value) {
    if (value.size() > kMaxValueBytes) {
      return value_too_large(
          {WriteBatch::Kind::Put, rows_.table, std::string(key), std::string(value)});
    }
    if (writer_->FileSize() >= checked_ + kMaxBatchBytes) {
      checked_ = writer_->FileSize();
      if (auto room = into_.check_room(kMaxBatchBytes); !room) return room;
    }
    return result_of(writer_->Put(slice_of(key), slice_of(value)));
  }

  Result<void> close() {
    if (writer_ == nullptr) return {};
    rocksdb::ExternalSstFileInfo info;
    if (auto done = result_of(writer_->Finish(&info)); !done) return done;
    writer_.reset();
    SortedFile& file = files_.back();
    file.checksum = info.file_checksum;
    file.checksum_name = info.file_checksum_func_name;
    file.first = info.smallest_key;
    file.last = info.largest_key;
    return {};
  }

  Result<void> result_of(const rocksdb::Status& status) const {
    if (status.ok()) return {};
    return status.IsInvalidArgument() ? out_of_order(rows_.table)
                                      : error_of(status, "storing", into_.directory);
  }

  const SortedInto& into_;
  SortedRows& rows_;
  std::size_t piece_;
  rocksdb::Options options_;
  std::unique_ptr<rocksdb::SstFileWriter> writer_;
  std::uint64_t checked_ = 0;  // bytes of the file for which there is room on the disk
  std::vector<SortedFile> files_;
};

std::vector<SortedFiles> write_all(const SortedInto& into, std::vector<SortedRows>& rows) {
  std::vector<SortedFiles> pieces(rows.size());
  ScopedHelp others;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto write = [&, i] { pieces[i] = PieceWriter(into, rows[i], i).write(); };
    try {
      others.start(write);
    } catch (const std::system_error&) {
      write();  // no thread to be had
    }
  }
  if (!rows.empty()) pieces[0] = PieceWriter(into, rows[0], 0).write();
  others.finish();
  return pieces;
}

}  // namespace

Result<void> add_sorted_files(const SortedInto& into, std::vector<SortedRows> rows) {
  if (auto room = into.check_room(0); !room) return room;
  const std::vector<SortedFiles> pieces = write_all(into, rows);
  Result<void> done;
  std::vector<rocksdb::IngestExternalFileArg> taken;
  std::string_view last;  // key of the table that is being taken
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (done && !pieces[i].done) done = pieces[i].done;
    if (!pieces[i].done || pieces[i].files.empty()) continue;
    rocksdb::ColumnFamilyHandle* table = handle_of(into, rows[i].table);
    if (taken.empty() || taken.back().column_family != table) {
      taken.emplace_back().column_family = table;
    } else if (pieces[i].files.front().first <= last) {
      done = out_of_order(rows[i].table);
    }
    rocksdb::IngestExternalFileArg& of_table = taken.back();
    of_table.options.move_files = true;
    of_table.options.write_global_seqno = false;
    of_table.options.verify_file_checksum = false;  // it was taken while the file was written
    for (const SortedFile& file : pieces[i].files) {
      of_table.external_files.push_back(file.path);
      of_table.files_checksums.push_back(file.checksum);
      of_table.files_checksum_func_names.push_back(file.checksum_name);
      last = file.last;
    }
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
