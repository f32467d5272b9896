#pragma once

#include <gtest/gtest.h>
#include <cstdlib>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/core/imports/import_items.hpp"
#include "pos/journal/event.hpp"
#include "pos/store/store.hpp"
#include "tests/support/seeded_random.hpp"
#include "tests/support/temp_dir.hpp"

namespace test {

using Json = nlohmann::json;

/// A shop on the disk that files are imported into; skips without the data.
class ImportData : public testing::Test {
protected:
    void SetUp() override;

    /// The folder of a data set; the test is skipped where there is none.
    std::string folder(const std::string& name) const { return data_ + "/" + name; }
    Json expected(const std::string& name) const {
        return Json::parse(read_file(folder(name) + "/expected.json"));
    }
    void open_shop(const char* currency);

    struct Result {
        app::core::imports::ItemImportReport report;
        std::map<app::core::imports::RowRefusal, std::uint64_t> refusals;
        std::vector<std::uint64_t> refused_lines;
    };
    /// Imports the good rows; every bad one is noted by reason and line.
    Result import(const std::string& path, const std::vector<std::string>& mapping,
                  const std::string& only = "");

    pos::store::Reader& reader() { return store->reader(); }
    /// A figure of one SQL question.
    std::int64_t number(const std::string& sql);
    /// How many of that kind the journal has.
    std::uint64_t entries_of(pos::journal::EventKind kind);

    std::unique_ptr<pos::store::Store> store;

private:
    std::string data_;
    std::unique_ptr<TempDir> folder_;
    SeededRandom random_{2026};
};

/// Every row of a file by our reader-independent splitting: fields between separators.
std::vector<std::vector<std::string>> rows_of(const std::string& path, char separator);

/// "46688.91" in 10^-8.
std::int64_t e8(const std::string& decimal);

}  // namespace test
