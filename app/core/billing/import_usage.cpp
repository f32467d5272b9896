#include "app/core/billing/import_usage.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/imports/trim.hpp"
#include "app/core/imports/words.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/db/utf8.hpp"

namespace app::core::billing {

namespace {

namespace stored = pos::store::billing;
using stored::IncomingUsage;

constexpr std::size_t kBatch = 20'000;
constexpr std::size_t kTextMax = 200;
constexpr std::int64_t kAheadMax_ms = std::int64_t{366} * 24 * 3'600 * 1'000;
constexpr std::size_t kLineMax = std::size_t{64} << 10;

/// A record's fields as text.
struct UsageFields {
    std::string id;
    std::string subject;
    std::string meter;
    std::string at;
    std::string quantity;
    std::string voids;
    std::string to;
};

/// Whether a record takes another one back. A word that is neither yes nor no is no new usage.
Outcome<bool> takes_back(const std::string& text) {
    if (text.size() > kTextMax) return misuse("what stands in void is too long");
    const auto said = imports::yes_or_no(imports::trim(text));
    if (!said) return misuse("void is \"" + text + "\", which is neither yes nor no");
    return *said;
}

Outcome<IncomingUsage> record_of(const UsageFields& fields, const pos::locale::Zone& zone,
                                 const std::string& meter) {
    for (const std::string* text :
         {&fields.id, &fields.subject, &fields.meter, &fields.to, &fields.voids}) {
        if (!pos::store::db::is_storable_text(*text)) {
            return misuse("it holds a zero byte, or bytes that are no UTF-8");
        }
    }
    IncomingUsage one;
    one.id = fields.id;
    if (one.id.empty() || one.id.size() > kTextMax) return misuse("the id is empty or too long");
    const auto voids = takes_back(fields.voids);
    if (!voids) return std::unexpected{voids.error()};
    one.voids = *voids;
    if (one.voids) return one;
    one.subject = fields.subject;
    if (one.subject.empty() || one.subject.size() > kTextMax) {
        return misuse("the subject is empty or too long");
    }
    one.meter = fields.meter.empty() ? meter : fields.meter;
    if (one.meter.empty() || one.meter.size() > kTextMax) {
        return misuse("it says no meter, and --meter names none");
    }
    const auto at = read_time(fields.at, zone);
    if (!at) return misuse("the time: " + at.error().words);
    one.at = *at;
    const auto quantity = pos::parse_quantity(fields.quantity);
    if (!quantity) return misuse("the quantity \"" + fields.quantity + "\" is no figure");
    if (quantity->millionths < 0) {
        return misuse("the quantity \"" + fields.quantity +
                      "\" is below zero; what was wrong is taken back with void");
    }
    one.quantity = *quantity;
    if (fields.to.size() > kTextMax) return misuse("whom it went to is too long");
    one.to = fields.to;
    return one;
}

/// Gathers records and takes them in.
class UsageImport {
public:
    UsageImport(BillingBooks& books, const UsageImportOptions& options, pos::Clock& clock)
        : books_{books}, options_{options}, clock_{clock}, taker_{*books.db, options.source} {}

    Outcome<void> begin() {
        auto begun = books_.stream->begin();
        if (!begun) return std::unexpected{failure(begun.error())};
        return {};
    }
    void give_up() { books_.stream->give_up(); }

    Outcome<void> add(std::uint64_t line, const Outcome<IncomingUsage>& record) {
        ++report_.rows;
        if (options_.on_row) options_.on_row(report_.rows);
        if (!record) {
            refuse_row(line, record.error().words);
            return {};
        }
        if (!record->voids && record->at.unix_ms - clock_.now().unix_ms > kAheadMax_ms) {
            refuse_row(line, "the time is more than a year ahead");
            return {};
        }
        records_.push_back(*record);
        lines_.push_back(line);
        return records_.size() < kBatch ? Outcome<void>{} : take();
    }

    Outcome<UsageImportReport> finish(const pos::Hash& content) {
        if (auto done = take(); !done) {
            give_up();
            return std::unexpected{done.error()};
        }
        report_.kept = options_.skip_bad || report_.refused == 0;
        if (!report_.kept) {
            give_up();
            report_.added = report_.again = report_.voided = report_.late = 0;
            return report_;
        }
        const pos::Instant now = clock_.now();
        const auto said = books_.stream->append(
            pos::journal::UsageImported{books_.when(now), books_.user(), options_.source,
                                        report_.added + report_.voided, report_.again,
                                        report_.refused, content},
            now);
        if (!said) {
            give_up();
            return std::unexpected{failure(said.error())};
        }
        if (auto done = books_.stream->commit(); !done) {
            return std::unexpected{failure(done.error())};
        }
        return report_;
    }

private:
    void refuse_row(std::uint64_t line, const std::string& reason) {
        ++report_.refused;
        if (options_.on_refusal) options_.on_refusal(line, reason);
    }

    Outcome<void> take() {
        if (records_.empty()) return {};
        const auto taken = taker_.take(records_, clock_.now());
        if (!taken) return std::unexpected{database(taken.error())};
        report_.added += taken->added;
        report_.again += taken->again;
        report_.voided += taken->voided;
        report_.late += taken->late;
        for (const auto& refused : taken->refused) {
            refuse_row(lines_[refused.position], words_of(refused.why));
        }
        records_.clear();
        lines_.clear();
        if (!options_.skip_bad) return {};
        if (auto done = books_.stream->commit(); !done) {
            return std::unexpected{failure(done.error())};
        }
        taker_.forget();
        return begin();
    }

    BillingBooks& books_;
    const UsageImportOptions& options_;
    pos::Clock& clock_;
    stored::UsageTaker taker_;
    std::vector<IncomingUsage> records_;
    std::vector<std::uint64_t> lines_;
    UsageImportReport report_;
};

/// Hands over the lines of an input, without their ends.
template <class OnLine>
Outcome<void> each_line(tabular::Input& input, OnLine on_line) {
    std::string rest;
    std::vector<char> buffer(std::size_t{64} << 10);
    std::uint64_t line = 0;
    for (;;) {
        const auto got = input.read(buffer);
        if (!got) return refuse(to_string(got.error()));
        rest.append(buffer.data(), *got);
        std::size_t at = 0;
        for (;;) {
            const std::size_t end = rest.find('\n', at);
            if (end == std::string::npos && *got != 0) break;
            const std::size_t last = std::min(end, rest.size());
            std::string_view text = std::string_view{rest}.substr(at, last - at);
            if (text.ends_with('\r')) text.remove_suffix(1);
            ++line;
            if (!text.empty()) {
                if (auto done = on_line(line, text); !done) return done;
            }
            if (end == std::string::npos) return {};
            at = end + 1;
        }
        rest.erase(0, at);
        if (rest.size() > kLineMax) {
            return refuse(fmt::format("line {} is longer than {} bytes.", line + 1, kLineMax));
        }
    }
}

std::string text_of(const nlohmann::json& json, const char* name) {
    const auto found = json.find(name);
    if (found == json.end() || found->is_null()) return {};
    if (found->is_string()) return found->get<std::string>();
    if (found->is_boolean()) return found->get<bool>() ? "yes" : "";
    return found->dump();
}

}  // namespace

std::string words_of(stored::UsageRefusal why) {
    switch (why) {
        case stored::UsageRefusal::subject_unknown:
            return "the subject is nobody's meter or number at that time";
        case stored::UsageRefusal::id_taken:
            return "the source has said something else under that id before";
        case stored::UsageRefusal::twice:
            return "the id is there twice, with different contents";
        case stored::UsageRefusal::after_its_end:
            return "the subscription was over by then";
        case stored::UsageRefusal::nothing_to_void:
            return "there is no record of that id to take back";
    }
    return {};
}

Outcome<IncomingUsage> read_usage_record(const std::string& text, const pos::locale::Zone& zone,
                                         const std::string& meter) {
    const auto json = nlohmann::json::parse(text, nullptr, false);
    if (!json.is_object()) return misuse("it is no JSON object");
    for (const auto& [name, value] : json.items()) {
        if (std::ranges::find(kUsageFields, name) == kUsageFields.end()) {
            return misuse("the field " + name + " is unknown");
        }
        if (value.is_structured()) {
            return misuse("the field " + name + " is a list or an object, and no text or figure");
        }
    }
    return record_of(
        {text_of(json, "id"), text_of(json, "subject"), text_of(json, "meter"), text_of(json, "at"),
         text_of(json, "quantity"), text_of(json, "void"), text_of(json, "to")},
        zone, meter);
}

Outcome<UsageImportReport> import_usage(BillingBooks& books, tabular::Reader& table,
                                        const UsageImportOptions& options, pos::Clock& clock) {
    std::vector<tabular::MapEntry> mapping = options.mapping;
    if (mapping.empty()) {
        for (const std::string_view field : kUsageFields) {
            if (std::ranges::find(table.columns(), field) != table.columns().end()) {
                mapping.push_back({std::string{field}, std::string{field}});
            }
        }
    }
    const auto bound = tabular::bind_columns(mapping, kUsageFields, table.columns());
    if (!bound) return misuse(table.source() + ": " + to_string(bound.error()));
    for (const std::size_t needed : {0UZ, 1UZ, 3UZ, 4UZ}) {
        if ((*bound)[needed].empty()) {
            return misuse(fmt::format("{}: no column is the {}: --map {}=Column", table.source(),
                                      kUsageFields[needed], kUsageFields[needed]));
        }
    }
    UsageImport import{books, options, clock};
    if (auto begun = import.begin(); !begun) return std::unexpected{begun.error()};
    tabular::Row row;
    for (;;) {
        const auto more = table.next(row);
        if (!more) {
            import.give_up();
            return refuse(to_string(more.error()));
        }
        if (!*more) break;
        const auto field = [&](std::size_t which) {
            const auto& columns = (*bound)[which];
            return columns.empty() ? std::string{} : std::string{row.fields[columns.front()]};
        };
        const auto record =
            row.defect
                ? Outcome<IncomingUsage>{misuse("the row is broken")}
                : record_of({field(0), field(1), field(2), field(3), field(4), field(5), field(6)},
                            books.office.zone, options.meter);
        if (auto done = import.add(row.line, record); !done) {
            import.give_up();
            return std::unexpected{done.error()};
        }
    }
    return import.finish(table.finish_hash());
}

Outcome<UsageImportReport> import_usage_lines(BillingBooks& books, tabular::Input& lines,
                                              const UsageImportOptions& options,
                                              pos::Clock& clock) {
    UsageImport import{books, options, clock};
    if (auto begun = import.begin(); !begun) return std::unexpected{begun.error()};
    auto done = each_line(lines, [&](std::uint64_t line, std::string_view text) {
        return import.add(line,
                          read_usage_record(std::string{text}, books.office.zone, options.meter));
    });
    if (!done) {
        import.give_up();
        return std::unexpected{done.error()};
    }
    return import.finish(lines.finish_hash());
}

}  // namespace app::core::billing
