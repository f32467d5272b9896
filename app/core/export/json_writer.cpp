#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "app/core/export/table_writer.hpp"

namespace app::core::exports {

namespace {

namespace fs = std::filesystem;

/// A text in quotes; a byte that is none of UTF-8 is shown as such.
std::string json_text(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Counts are numbers; amounts and quantities are texts, since a reader's floating point would not
/// keep them.
std::string value_of(const Cell& cell, Kind kind) {
    if (cell.text.empty()) return kind == Kind::text ? "\"\"" : "null";
    if (kind == Kind::count) return cell.text;
    if (kind == Kind::yes_no) return cell.text == "yes" ? "true" : "false";
    return json_text(cell.text);
}

class JsonWriter final : public TableWriter {
public:
    JsonWriter(fs::path file, fs::path part) : path_{std::move(file)}, part_{std::move(part)} {}
    ~JsonWriter() override {
        if (finished_) return;
        file_.close();
        std::error_code ignored;
        fs::remove(part_, ignored);
    }

    Outcome<void> open() {
        file_.open(part_, std::ios::binary);
        if (auto kept = for_owner_alone(part_); !kept) return kept;
        file_ << '{';
        return written();
    }
    Outcome<void> begin(const Table& table) override {
        if (table_ != nullptr) file_ << "\n],";
        table_ = &table;
        first_ = true;
        names_.clear();
        for (const Column& column : table.columns) {
            names_.push_back(json_text(std::string{column.name}) + ": ");
        }
        file_ << '\n' << json_text(std::string{table.name}) << ": [";
        return written();
    }
    Outcome<void> row(std::span<const Cell> cells) override {
        line_ = first_ ? "\n{" : ",\n{";
        first_ = false;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i > 0) line_ += ", ";
            line_ += names_[i] + value_of(cells[i], table_->columns[i].kind);
        }
        file_ << line_ << '}';
        return written();
    }
    Outcome<void> finish() override {
        file_ << (table_ != nullptr ? "\n]\n}\n" : "}\n");
        file_.close();
        if (auto done = written(); !done) return done;
        std::error_code failed;
        fs::rename(part_, path_, failed);
        if (failed) return refusal(failed.message());
        finished_ = true;
        return {};
    }

private:
    Outcome<void> written() const {
        if (file_) return {};
        return refusal("the disk is full, or the place cannot be written");
    }
    Outcome<void> refusal(const std::string& why) const {
        return std::unexpected{
            Failure{FailureKind::environment, path_.string() + " cannot be written: " + why}};
    }

    fs::path path_;
    fs::path part_;
    std::ofstream file_;
    const Table* table_{nullptr};
    std::vector<std::string> names_;
    std::string line_;
    bool first_{true};
    bool finished_{false};
};

}  // namespace

Outcome<std::unique_ptr<TableWriter>> json_writer(const std::string& file) {
    std::error_code failed;
    if (fs::exists(file, failed)) {
        return refuse(file + " is there already: name a file that is not.");
    }
    const fs::path part{file + ".part"};
    if (auto nothing = nothing_at(part); !nothing) return std::unexpected{nothing.error()};
    auto writer = std::make_unique<JsonWriter>(file, part);
    if (auto opened = writer->open(); !opened) return std::unexpected{opened.error()};
    return std::unique_ptr<TableWriter>{std::move(writer)};
}

}  // namespace app::core::exports
