#include <filesystem>
#include <fstream>

#include "app/core/export/table_writer.hpp"
#include "app/core/tabular/cell.hpp"

namespace app::core::exports {

namespace {

namespace fs = std::filesystem;

class CsvWriter final : public TableWriter {
public:
    CsvWriter(fs::path folder, fs::path part)
        : folder_{std::move(folder)}, part_{std::move(part)} {}
    ~CsvWriter() override {
        if (finished_) return;
        file_.close();
        std::error_code ignored;
        fs::remove_all(part_, ignored);
    }

    Outcome<void> begin(const Table& table) override {
        if (auto closed = close(); !closed) return closed;
        const fs::path path = part_ / (std::string{table.name} + ".csv");
        file_.open(path, std::ios::binary);
        // Names, addresses and what somebody bought are nobody else's on the machine.
        if (auto kept = for_owner_alone(path); !kept) return kept;
        bool first = true;
        for (const Column& column : table.columns) {
            if (!first) file_ << ',';
            first = false;
            file_ << column.name;
        }
        file_ << "\r\n";
        return written();
    }

    Outcome<void> row(std::span<const Cell> cells) override {
        line_.clear();
        for (const Cell& cell : cells) {
            if (!line_.empty() || &cell != &cells.front()) line_ += ',';
            line_ += cell.figure ? cell.text : tabular::text_cell(cell.text);
        }
        file_ << line_ << "\r\n";
        return written();
    }

    Outcome<void> finish() override {
        if (auto closed = close(); !closed) return closed;
        if (auto settled = settle(part_); !settled) return settled;
        std::error_code failed;
        fs::rename(part_, folder_, failed);
        if (failed) return refusal(failed.message());
        finished_ = true;
        (void)settle(folder_);  // its name too; what is in it is there
        return {};
    }

private:
    Outcome<void> close() {
        if (!file_.is_open()) return {};
        file_.close();
        return written();
    }
    Outcome<void> written() {
        if (file_) return {};
        return refusal("is the disk full?");
    }
    Outcome<void> refusal(const std::string& why) const {
        return std::unexpected{not_written(folder_, why)};
    }

    fs::path folder_;
    fs::path part_;
    std::ofstream file_;
    std::string line_;
    bool finished_{false};
};

}  // namespace

Outcome<std::unique_ptr<TableWriter>> csv_writer(const std::string& name) {
    fs::path folder{name};
    while (!folder.has_filename() && folder.has_relative_path()) folder = folder.parent_path();
    std::error_code failed;
    if (fs::exists(folder, failed)) {
        return in_the_way(folder.string() + " is there already: name a folder that is not.");
    }
    const fs::path part{folder.string() + ".part"};
    if (auto free = nothing_at(part); !free) return std::unexpected{free.error()};
    if (!fs::create_directories(part, failed)) {
        Failure why = not_written(part, failed.message());
        why.words = part.string() + " cannot be made: " + failed.message();
        return std::unexpected{std::move(why)};
    }
    return std::make_unique<CsvWriter>(std::move(folder), part);
}

}  // namespace app::core::exports
