// Where RocksDB keeps the files of sorted rows: at the bottom, also where a row that is there lies
// between them. Of files at level 0 it reads the whole filter at every opening.
#include <rocksdb/db.h>

#include <memory>
#include <string>
#include <vector>

#include "engine/store/rocksdb_store.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

using namespace sarye;

namespace {

std::vector<rocksdb::LiveFileMetaData> files_of(const std::string& directory) {
  std::vector<std::string> names;
  REQUIRE(rocksdb::DB::ListColumnFamilies({}, directory, &names).ok());
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (const std::string& name : names) families.emplace_back(name, rocksdb::ColumnFamilyOptions());
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* opened = nullptr;
  REQUIRE(rocksdb::DB::OpenForReadOnly({}, directory, families, &handles, &opened).ok());
  const std::unique_ptr<rocksdb::DB> db(opened);
  std::vector<rocksdb::LiveFileMetaData> files;
  db->GetLiveFilesMetaData(&files);
  for (rocksdb::ColumnFamilyHandle* handle : handles) db->DestroyColumnFamilyHandle(handle);
  return files;
}

// All letters but m.
SortedRows letters() {
  return {Table::Graph,
          [at = 'a', key = std::string()](std::string_view& k,
                                          std::string_view& v) mutable -> Result<bool> {
            if (at == 'm') ++at;
            if (at > 'z') return false;
            key.assign(1, at++);
            k = key;
            v = "1";
            return true;
          }};
}

}  // namespace

TEST_CASE("files of sorted rows lie at the bottom", "[store]") {
  const test::TempDir directory;
  {
    auto made = create_rocksdb(directory / "db");
    REQUIRE(made);
    WriteBatch there;
    there.put(Table::Graph, "m", "0");
    REQUIRE((*made)->commit(there));
    std::vector<SortedRows> pieces;
    pieces.push_back(letters());
    REQUIRE((*made)->add_sorted(std::move(pieces)));
  }
  std::uint64_t rows_at_the_bottom = 0;
  std::uint64_t rows_elsewhere = 0;
  for (const rocksdb::LiveFileMetaData& file : files_of(directory / "db")) {
    (file.level == 6 ? rows_at_the_bottom : rows_elsewhere) += file.num_entries;
  }
  CHECK(rows_at_the_bottom == 25);
  CHECK(rows_elsewhere <= 1);  // the row that was there
}
