#include <fmt/format.h>
#include <xlsxwriter.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "app/core/export/table_writer.hpp"
#include "pos/locale/clean.hpp"

namespace app::core::exports {

namespace {

namespace fs = std::filesystem;

/// source: Excel's own limits; rows and characters of a cell beyond them make a file it mends.
constexpr lxw_row_t kRowsMax = 1'048'576;
constexpr std::size_t kTextBytesMax = 32'767;
constexpr std::size_t kDecimalsMax = 9;
/// Of a figure a spreadsheet keeps that many digits; one with more stays a text.
constexpr std::size_t kDigitsMax = 15;
/// After so many rows the disk is asked again what is left.
constexpr lxw_row_t kRowsBetween = 4'096;

Outcome<void> enough_room(const fs::path& file, const FreeBytes& free) {
    const std::uint64_t left = free(folder_of(file));
    if (left >= kFreeBytesMin) return {};
    return std::unexpected{Failure{
        FailureKind::environment,
        fmt::format("{} cannot be written: its disk has {} MiB left, and a workbook needs more "
                    "than {}. Make room, or write it to another disk.",
                    file.string(), left >> 20, kFreeBytesMin >> 20),
        Why::other, "disk_full"}};
}

class WorkbookWriter final : public TableWriter {
public:
    WorkbookWriter(fs::path file, fs::path part, lxw_workbook* book, FreeBytes free)
        : file_{std::move(file)}, part_{std::move(part)}, book_{book}, free_{std::move(free)} {
        bold_ = ::workbook_add_format(book_);
        ::format_set_bold(bold_);
    }
    ~WorkbookWriter() override {
        if (book_ == nullptr) return;
        (void)make_part();
        (void)::workbook_close(book_);
        std::error_code ignored;
        fs::remove(part_, ignored);
    }

    Outcome<void> begin(const Table& table) override {
        table_ = &table;
        sheets_ = 0;
        return begin_sheet();
    }

    Outcome<void> row(std::span<const Cell> cells) override {
        if (line_ == kRowsMax) {
            if (auto begun = begin_sheet(); !begun) return begun;
        }
        if (line_ % kRowsBetween == 0) {
            if (auto room = enough_room(file_, free_); !room) return room;
        }
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const auto error = write(cells[i], static_cast<lxw_col_t>(i));
            if (error != LXW_NO_ERROR) return refusal(error);
        }
        ++line_;
        return {};
    }

    Outcome<void> finish() override {
        if (auto made = make_part(); !made) return made;
        if (auto room = enough_room(file_, free_); !room) return room;
        const auto closed = ::workbook_close(book_);
        book_ = nullptr;
        std::error_code failed;
        if (closed != LXW_NO_ERROR) {
            auto why = refusal(closed);
            fs::remove(part_, failed);
            return why;
        }
        if (auto settled = settle(part_); !settled) {
            fs::remove(part_, failed);
            return settled;
        }
        fs::rename(part_, file_, failed);
        if (failed) {
            auto why = refusal(failed.message());
            fs::remove(part_, failed);
            return why;
        }
        (void)settle(file_);  // its name too; what is in it is there
        return {};
    }

private:
    /// Its owner's alone before anything is in it: the library opens what is there.
    Outcome<void> make_part() const {
        std::ofstream{part_, std::ios::binary}.close();
        return for_owner_alone(part_);
    }

    Outcome<void> begin_sheet() {
        std::string name{table_->name};
        if (++sheets_ > 1) name += " " + std::to_string(sheets_);
        sheet_ = ::workbook_add_worksheet(book_, name.c_str());
        if (sheet_ == nullptr) return refusal("a sheet of it cannot be begun");
        constexpr double kWidth = 16;
        for (std::size_t i = 0; i < table_->columns.size(); ++i) {
            const auto column = static_cast<lxw_col_t>(i);
            const std::string title{table_->columns[i].name};
            auto error = ::worksheet_set_column(sheet_, column, column, kWidth, nullptr);
            if (error == LXW_NO_ERROR)
                error = ::worksheet_write_string(sheet_, 0, column, title.c_str(), bold_);
            if (error != LXW_NO_ERROR) return refusal(error);
        }
        ::worksheet_freeze_panes(sheet_, 1, 0);
        line_ = 1;
        return {};
    }

    lxw_error write(const Cell& cell, lxw_col_t column) {
        if (cell.text.empty()) return LXW_NO_ERROR;
        if (cell.figure && cell.text.size() <= kDigitsMax) {
            const double value = std::strtod(cell.text.c_str(), nullptr);
            return ::worksheet_write_number(sheet_, line_, column, value, format(cell.decimals));
        }
        const std::string text{pos::locale::cut_utf8(cell.text, kTextBytesMax)};
        return ::worksheet_write_string(sheet_, line_, column, text.c_str(), nullptr);
    }

    lxw_format* format(unsigned decimals) {
        if (decimals == 0) return nullptr;
        auto& made = formats_.at(std::min<std::size_t>(decimals, kDecimalsMax));
        if (made == nullptr) {
            made = ::workbook_add_format(book_);
            ::format_set_num_format(made, ("0." + std::string(decimals, '0')).c_str());
        }
        return made;
    }

    Outcome<void> refusal(lxw_error error) const { return refusal(::lxw_strerror(error)); }
    Outcome<void> refusal(const std::string& why) const {
        return std::unexpected{not_written(file_, why)};
    }

    fs::path file_;
    fs::path part_;
    lxw_workbook* book_;
    FreeBytes free_;
    lxw_format* bold_{nullptr};
    std::array<lxw_format*, kDecimalsMax + 1> formats_{};
    const Table* table_{nullptr};
    lxw_worksheet* sheet_{nullptr};
    unsigned sheets_{0};
    lxw_row_t line_{0};
};

}  // namespace

Outcome<std::unique_ptr<TableWriter>> workbook_writer(const std::string& file, FreeBytes free) {
    std::error_code failed;
    if (fs::exists(file, failed)) {
        return in_the_way(file + " is there already: name a file that is not.");
    }
    const fs::path part{file + ".part"};
    // Rows go to the disk as they come, in files beside the workbook's.
    std::string beside = folder_of(part).string();
    if (!fs::is_directory(beside, failed)) {
        return std::unexpected{Failure{FailureKind::environment,
                                       beside + " is no folder that can be written.", Why::other,
                                       "no_folder"}};
    }
    if (auto nothing = nothing_at(part); !nothing) return std::unexpected{nothing.error()};
    if (auto room = enough_room(file, free); !room) return std::unexpected{room.error()};
    lxw_workbook_options options{};
    options.constant_memory = LXW_TRUE;
    options.tmpdir = beside.data();
    lxw_workbook* const book = ::workbook_new_opt(part.string().c_str(), &options);
    if (book == nullptr) {
        return std::unexpected{Failure{FailureKind::environment, part.string() + " cannot be made.",
                                       Why::other, "cannot_write"}};
    }
    return std::make_unique<WorkbookWriter>(file, part, book, std::move(free));
}

}  // namespace app::core::exports
