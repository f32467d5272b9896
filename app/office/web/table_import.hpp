#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/office/web/brought_table.hpp"
#include "app/office/web/import_desk.hpp"
#include "app/office/web/page.hpp"

namespace app::office::web {

/// Where tables of a kind come in.
struct ImportPlace {
    std::string path;   // of the page
    std::string title;  // in words
    std::string jobs;   // the first word of their keys
    std::string kind;   // as its form and the address behind it have it
    /// What its address says of how the file is read, beside columns, decimals and refused rows.
    std::vector<std::string_view> read_by{};
};

/// What a column may be taken for.
struct ImportField {
    std::string name;
    std::string label;  // in words
    bool is_required{false};
    std::string column;  // the file's; empty: none
};

/// A row of the file that something is said of.
struct RowSaid {
    std::uint64_t line{0};
    std::string column;
    std::string words;
};

/// A further figure of what an import would do, by the name of its text.
struct ImportFigure {
    const char* text;
    std::uint64_t count{0};
};

/// One file on its way in, as the address or the form says it is to be read: which of its columns
/// is what, what it would add and change, and which rows are refused, before anything is kept. Each
/// kind of table says how it is read, what is done with it and what its rows are told of.
class TableImport {
public:
    TableImport(const TableImport&) = delete;
    TableImport& operator=(const TableImport&) = delete;
    virtual ~TableImport() = default;

    /// The page, or where to go on once the file is imported or a desk is at it.
    Answer answer();

protected:
    using Work = std::function<ImportOutcome(const ImportJob::OnProgress&)>;

    TableImport(Call& call, BroughtFile file, ImportPlace place);

    Call& call() const { return call_; }
    const Words& words() const { return call_.words; }
    const BroughtFile& file() const { return file_; }
    /// The file, and how it is to be read.
    const Fields& said() const { return said_; }
    bool skips_bad() const { return field(said_, "skip_bad") == "yes"; }
    const core::imports::LookedAt& looked() const { return looked_; }
    /// What it would do; nothing while that is not known.
    const ImportReport* tried() const { return tried_; }

private:
    /// The start of the file; why it cannot be read, in words.
    virtual std::expected<core::imports::LookedAt, std::string> look() = 0;
    /// Imports it, or only tries to. Used by another thread, when this is gone.
    virtual Work work(bool is_look) const = 0;
    virtual std::string failure_words(const core::Failure& failure) const;
    virtual std::vector<ImportField> fields() const = 0;
    /// What is counted beside the rows that it would add, change, leave and refuse.
    virtual std::vector<ImportFigure> figures() const { return {}; }
    /// Rows that are not taken, and those that are kept otherwise than they stand there.
    virtual std::vector<RowSaid> refused() const = 0;
    virtual std::vector<RowSaid> noted() const { return {}; }
    /// What only the page of its kind has.
    virtual void put_own(Data& data) const = 0;

    bool open();
    std::optional<Answer> carry_out();
    std::optional<Answer> carry_out_at_once();
    std::optional<Answer> look_at_import();
    pos::store::Answer<void> try_it();
    std::optional<Answer> over(const ImportOutcome& outcome);
    Answer show() const;

    std::string address(const std::string& what) const;
    std::string key_of(const std::string& what) const;
    ImportJob job_to(const std::string& what) const;
    Data fields_data() const;
    Data facts() const;
    void put_report(Data& data, std::vector<Table>& tables) const;

    Call& call_;
    BroughtFile file_;
    ImportPlace place_;
    Fields said_;
    core::imports::LookedAt looked_;
    bool at_once_{true};
    bool waits_{false};         // for a desk
    bool is_importing_{false};  // which keeps what is in it
    ImportStanding standing_;
    bool is_over_{false};                 // an import ended, and nothing was kept
    const ImportReport* tried_{nullptr};  // of `standing_`
    std::string refusal_;
};

/// Ends what is done with the file that the form names, and goes to the page, which says so.
Answer stop_import(Call& call, const std::string& path);

/// How many rows were imported, or that it is being stopped, from the address that said so.
std::string imported_words(const Call& call);

}  // namespace app::office::web
