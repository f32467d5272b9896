#include "app/core/billing/takeover/take_over.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/open_balance.hpp"
#include "app/core/billing/payments.hpp"
#include "app/core/billing/takeover/take_row.hpp"
#include "app/core/imports/refusal.hpp"
#include "app/core/imports/seen.hpp"
#include "app/core/imports/spreadsheet_damage.hpp"
#include "app/core/imports/table_trouble.hpp"
#include "app/core/imports/trim.hpp"
#include "pos/base/bytes.hpp"
#include "pos/locale/currency_signs.hpp"

namespace app::core::billing::takeover {

namespace {

using Failed = std::unexpected<Failure>;

/// A file in memory: rows that can be read, and those that cannot.
struct Table {
    std::vector<Row> rows;
    std::vector<Refused> broken;
    tabular::Bound bound;
    std::vector<std::string> columns;

    std::string column_of(std::string_view field, Kind kind) const {
        const auto fields = fields_of(kind);
        for (std::size_t at = 0; at < fields.size(); ++at) {
            if (fields[at].names.field == field && !bound[at].empty()) {
                return columns[bound[at].front()];
            }
        }
        return {};
    }
};

Failed not_bound(const tabular::MapError& error) {
    const bool empty = error.is_of_an_empty_file();
    return Failed{{empty ? FailureKind::refused : FailureKind::usage, to_string(error)}};
}

Outcome<tabular::Bound> bind(const tabular::Reader& file, const Options& options) {
    std::vector<std::string_view> names;
    for (const Field& field : fields_of(options.kind)) names.push_back(field.names.field);
    auto bound = tabular::bind_columns(options.mapping, names, file.columns());
    if (!bound) return not_bound(bound.error());
    for (std::size_t at = 0; at < names.size(); ++at) {
        if (!fields_of(options.kind)[at].is_required || !(*bound)[at].empty()) continue;
        const std::string name{names[at]};
        return not_bound({tabular::MapErrorKind::missing_field, name, file.columns(),
                          tabular::near_misses(name, file.columns())});
    }
    return *bound;
}

Outcome<Table> read_table(tabular::Reader& file, const Options& options) {
    if (const auto& defect = file.header_defect()) {
        return refuse("Its header cannot be read: " + imports::words_of(defect->defect) + ".");
    }
    auto bound = bind(file, options);
    if (!bound) return Failed{bound.error()};
    Table table{{}, {}, std::move(*bound), file.columns()};
    tabular::Row read;
    for (;;) {
        const auto more = file.next(read);
        if (!more) return Failed{imports::table_trouble(more.error())};
        if (!*more) break;
        if (table.rows.size() + table.broken.size() == kRowsMax) {
            return Failed{imports::too_many_rows(kRowsMax)};
        }
        if (read.defect) {
            const std::string words = imports::words_of(read.defect->defect);
            table.broken.push_back(
                {read.line, "", {FailureKind::refused, words}, {Reason::broken_row, words}});
            continue;
        }
        Row row{read.line, {}};
        for (const auto& columns : table.bound) {
            std::string_view cell;
            for (const std::size_t column : columns) {
                if (!cell.empty()) continue;
                cell = imports::without_guard(imports::trim(read.fields[column]));
            }
            row.cells.emplace_back(cell);
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

class TakeOver {
public:
    TakeOver(BillingBooks& books, Table table, const Options& options, pos::Instant now,
             pos::Random& random)
        : books_{books},
          table_{std::move(table)},
          options_{options},
          how_{options.kind,
               imports::FigureReader{sign_of(table_.rows, options.kind, options.decimal_sign),
                                     pos::locale::currency_signs(books.office.journal.currency),
                                     imports::LonePoint::asks},
               {}},
          now_{now},
          random_{random} {
        how_.dates = order_of(table_.rows, how_, options.dates);
        // Whoever pays for others is there before them.
        if (options.kind == Kind::customers) {
            std::ranges::stable_partition(
                table_.rows, [&](const Row& row) { return row.text("payer", how_).empty(); });
        }
    }

    Outcome<Report> run() {
        report_.rows = table_.rows.size() + table_.broken.size();
        if (auto begun = books_.stream->begin(); !begun) return Failed{failure(begun.error())};
        auto done = try_all();
        report_.kept = done && (options_.skip_bad || report_.refused == 0);
        const bool is_wanted =
            report_.kept && !options_.dry_run && report_.added + report_.changed > 0;
        // What a refused row has appended stays in the stream's memory: then the good ones are
        // taken anew.
        const bool at_once = is_wanted && report_.refused == 0;
        if (at_once) done = note_and_commit();
        if (!at_once) books_.stream->give_up();
        if (!done) return Failed{done.error()};
        tell_refused();
        if (options_.dry_run) return report_;
        if (!report_.kept) {
            report_.added = report_.changed = report_.unchanged = 0;
            return report_;
        }
        if (is_wanted && !at_once) {
            if (auto kept = keep(); !kept) return Failed{kept.error()};
        }
        if (options_.kind == Kind::balances) {
            if (auto settled = settle_all(); !settled) return Failed{settled.error()};
        }
        return report_;
    }

private:
    /// Every row within the transaction: what they come to, and which are refused. Of those nothing
    /// stays, so that no row counts on one that will not be there.
    Outcome<void> try_all() {
        refused_ = std::move(table_.broken);
        imports::Seen seen;
        if (auto marked = script("SAVEPOINT taken"); !marked) return marked;
        for (const Row& row : table_.rows) {
            if (auto goes_on = go_on(); !goes_on) return goes_on;
            Taking taking{books_, how_, now_, random_};
            auto put = take_once(taking, row, seen);
            if (put) {
                count(*put);
                good_.push_back(&row);
                auto marked = script("RELEASE SAVEPOINT taken; SAVEPOINT taken");
                if (!marked) return marked;
                continue;
            }
            // The stream takes nothing more after an error of its own.
            const Failure& why = put.error();
            if (why.kind == FailureKind::environment || why.why == core::Why::database) {
                return Failed{why};
            }
            refused_.push_back(
                {row.line, table_.column_of(taking.blamed, options_.kind), why, taking.why});
            auto undone = script("ROLLBACK TO SAVEPOINT taken");
            if (!undone) return undone;
        }
        std::ranges::sort(refused_, {}, &Refused::line);
        report_.refused = refused_.size();
        return {};
    }

    Outcome<void> go_on() {
        if (!options_.may_go_on || options_.may_go_on(taken_++)) return {};
        return Failed{
            failure(pos::store::StoreError{.kind = pos::store::StoreErrorKind::cancelled})};
    }

    Outcome<void> script(std::string_view sql) {
        auto done = books_.db->script(sql);
        if (!done) return Failed{database(done.error())};
        return {};
    }

    Outcome<CustomerPut> take_once(Taking& taking, const Row& row, imports::Seen& seen) {
        if (const auto earlier = seen.insert(key_of(row, how_), row.line)) {
            return taking.refuse("", Reason::given_twice, std::to_string(*earlier),
                                 fmt::format("the same stands on line {} already", *earlier));
        }
        return take_row(taking, row);
    }

    void count(CustomerPut put) {
        switch (put) {
            case CustomerPut::added:
                ++report_.added;
                return;
            case CustomerPut::changed:
                ++report_.changed;
                return;
            case CustomerPut::unchanged:
                ++report_.unchanged;
                return;
        }
    }

    void tell_refused() const {
        if (!options_.on_refusal) return;
        for (const Refused& one : refused_) options_.on_refusal(one);
    }

    Outcome<void> keep() {
        return in_transaction(books_, [&]() -> Outcome<void> {
            for (const Row* row : good_) {
                if (auto goes_on = go_on(); !goes_on) return goes_on;
                Taking taking{books_, how_, now_, random_};
                const auto put = take_row(taking, *row);
                if (!put) {
                    Failure failed = put.error();
                    if (failed.kind != FailureKind::environment) {
                        failed.words = fmt::format(
                            "Line {}: {} Somebody changed it meanwhile; "
                            "nothing was kept.",
                            row->line, failed.words);
                    }
                    return Failed{std::move(failed)};
                }
            }
            return note();
        });
    }

    Outcome<void> note() {
        return note_change(
            books_, "import " + std::string{word_of(options_.kind)}, "",
            fmt::format("{} added, {} changed, {} as they were, {} refused", report_.added,
                        report_.changed, report_.unchanged, report_.refused),
            now_);
    }

    Outcome<void> note_and_commit() {
        auto noted = note();
        if (!noted) {
            books_.stream->give_up();
            return noted;
        }
        auto kept = books_.stream->commit();
        if (!kept) return Failed{failure(kept.error())};
        return {};
    }

    Outcome<void> settle_all() {
        std::set<pos::Ulid> accounts;
        for (const Row* row : good_) {
            const auto account = owing_account(books_, row->text("account", how_));
            if (!account) return Failed{account.error()};
            accounts.insert(*account);
        }
        for (const pos::Ulid& account : accounts) {
            if (auto done = settle(books_, account, now_); !done) return done;
        }
        return {};
    }

    BillingBooks& books_;
    Table table_;
    const Options& options_;
    Reading how_;
    pos::Instant now_;
    pos::Random& random_;
    Report report_;
    std::vector<const Row*> good_;
    std::vector<Refused> refused_;
    std::uint64_t taken_{0};  // rows; those of a second time too
};

}  // namespace

Outcome<Report> take_over(BillingBooks& books, tabular::Reader& file, const Options& options,
                          pos::Instant now, pos::Random& random) {
    auto table = read_table(file, options);
    if (!table) return Failed{table.error()};
    auto report = TakeOver{books, std::move(*table), options, now, random}.run();
    if (report) report->content = file.finish_hash();
    return report;
}

std::string to_string(const Refused& refused) {
    return refused.column.empty() ? refused.failure.words
                                  : fmt::format("{}: {}", refused.column, refused.failure.words);
}

}  // namespace app::core::billing::takeover
