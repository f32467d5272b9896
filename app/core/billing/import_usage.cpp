#include "app/core/billing/import_usage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/imports/guess_columns.hpp"
#include "app/core/imports/refusal.hpp"
#include "app/core/imports/spreadsheet_damage.hpp"
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

using imports::FieldNames;

/// What files call these columns.
constexpr std::array kUsageColumns{
    FieldNames{"id",
               "id|record id|usage id|event id|call id|cdr id|record|reference|reference no|"
               "kennung|datensatz|satznummer|vorgang|vorgangsnummer|belegnummer|referenz"},
    FieldNames{
        "subject",
        "subject|service point|meter point|meter number|meter id|point|subscription|"
        "contract|telephone number|phone number|phone|msisdn|caller|calling number|zahlpunkt|"
        "zahlernummer|messlokation|marktlokation|anschluss|rufnummer|anrufer|vertrag|"
        "vertragsnummer|teilnehmer"},
    FieldNames{"meter", "meter|measure|metric|counts|what|messgrosse|zahlt"},
    FieldNames{"at",
               "at|time|timestamp|date time|datetime|event time|used at|started at|start|begin|"
               "date|when|zeitpunkt|zeit|datum|beginn"},
    FieldNames{"quantity",
               "quantity|usage|consumption|used|volume|duration|minutes|units|value|amount|menge|"
               "verbrauch|dauer|anzahl|wert"},
    FieldNames{"void", "void|voided|taken back|cancelled|storno|storniert|zuruckgenommen"},
    FieldNames{"to",
               "to|called number|called|callee|destination|dialled|dialled number|ziel|"
               "zielrufnummer|gerufene nummer"},
};
constexpr std::size_t kRowsSeen = 200;

/// Which part of a date comes first: as was said, else as it shows itself. Dots part dates whose
/// day is first.
std::optional<core::meter::DateOrder> date_order_of(const core::meter::WrittenTime& written,
                                                    const std::string& text,
                                                    core::meter::DateOrder said) {
    using core::meter::DateOrder;
    if (written.year_first) return DateOrder::year_first;
    if (said != DateOrder::automatic) return said;
    if (std::ranges::count(text, '.') == 2) return DateOrder::day_first;
    const auto day_first = core::meter::date_of(written, DateOrder::day_first);
    const auto month_first = core::meter::date_of(written, DateOrder::month_first);
    if (day_first && month_first && *day_first != *month_first) return std::nullopt;
    return day_first ? DateOrder::day_first : DateOrder::month_first;
}

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

/// How texts become times and quantities.
struct UsageWriting {
    const pos::locale::Zone& zone;
    bool of_a_table{false};  // written by people and their spreadsheets
    imports::FigureReader figures{imports::DecimalSign::either, {}};
    bool is_said{false};  // which sign parts decimals
    core::meter::DateOrder dates{core::meter::DateOrder::automatic};
};

Outcome<pos::Instant> time_in(const std::string& text, const UsageWriting& how) {
    auto at = read_time(text, how.zone);
    if (at || !how.of_a_table) return at;
    const auto written = core::meter::read_time(text);
    if (!written) return at;
    const auto order = date_order_of(*written, text, how.dates);
    if (!order) {
        return misuse("\"" + text + "\" may have the day or the month first: say which (--dates)");
    }
    const auto date = core::meter::date_of(*written, *order);
    if (!date) return at;
    const auto instant = core::meter::instant_of(*written, *date, how.zone, std::nullopt);
    if (!instant) return misuse(text + ": clocks skip that time in " + how.zone.name());
    return *instant;
}

Outcome<pos::Quantity> quantity_in(const std::string& text, const UsageWriting& how) {
    if (const auto plain = pos::parse_quantity(text); plain && !how.is_said) return *plain;
    if (how.of_a_table && !text.empty()) {
        const auto read = how.figures.read(text, 6);
        if (read && in_range(pos::Quantity{*read})) return pos::Quantity{*read};
        if (!read && read.error() == imports::FigureError::ambiguous) {
            return misuse("the quantity \"" + text +
                          "\" may be thousands or decimals: say which sign parts the decimals "
                          "(--decimal)");
        }
    }
    return misuse("the quantity \"" + text + "\" is no figure");
}

Outcome<IncomingUsage> record_of(const UsageFields& fields, const UsageWriting& how,
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
    const auto at = time_in(fields.at, how);
    if (!at) return misuse("the time: " + at.error().words);
    one.at = *at;
    const auto quantity = quantity_in(fields.quantity, how);
    if (!quantity) return std::unexpected{quantity.error()};
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
        if (options_.dry_run) {
            give_up();
            return report_;
        }
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
        if (!options_.skip_bad || options_.dry_run) return {};
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
        UsageWriting{.zone = zone}, meter);
}

namespace {

Outcome<tabular::Bound> bind_usage(const tabular::Reader& table,
                                   std::span<const tabular::MapEntry> said) {
    if (const auto& defect = table.header_defect()) {
        return refuse(table.source() +
                      ": its header cannot be read: " + imports::words_of(defect->defect) + ".");
    }
    if (table.columns().empty()) {
        return refuse(table.source() + ": the file is empty: it has no row of column names");
    }
    const auto mapping = guess_usage(table.columns(), said);
    auto bound = tabular::bind_columns(mapping, kUsageFields, table.columns());
    if (!bound) return misuse(table.source() + ": " + to_string(bound.error()));
    for (const std::size_t needed : {0UZ, 1UZ, 3UZ, 4UZ}) {
        if ((*bound)[needed].empty()) {
            return misuse(fmt::format("{}: no column is the {}: --map {}=Column", table.source(),
                                      kUsageFields[needed], kUsageFields[needed]));
        }
    }
    return std::move(*bound);
}

/// What a row says, as a spreadsheet's signs of its own leave it.
Outcome<UsageFields> fields_of(const tabular::Row& row, const tabular::Bound& bound) {
    if (row.defect) return misuse(imports::words_of(row.defect->defect));
    std::array<std::string, kUsageFields.size()> texts;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        if (bound[i].empty()) continue;
        const auto cell = imports::trim(row.fields[bound[i].front()]);
        texts[i] = std::string{imports::without_guard(cell)};
        if (imports::is_error_value(texts[i])) {
            return misuse("where the " + std::string{kUsageFields[i]} + " should stand is " +
                          texts[i] + ", which a formula left that failed");
        }
        if (i < 2 && imports::is_rounded(texts[i])) {
            return misuse("a spreadsheet has kept the first digits of the " +
                          std::string{kUsageFields[i]} + " alone: " + texts[i]);
        }
    }
    return UsageFields{texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], texts[6]};
}

}  // namespace

std::vector<tabular::MapEntry> guess_usage(std::span<const std::string> columns,
                                           std::span<const tabular::MapEntry> said) {
    return imports::guess_beside(kUsageColumns, columns, said);
}

Outcome<core::meter::DateOrder> usage_dates(tabular::Reader& table,
                                            std::span<const tabular::MapEntry> said) {
    using core::meter::DateOrder;
    const auto bound = bind_usage(table, said);
    if (!bound) return std::unexpected{bound.error()};
    core::meter::DateOrders orders{DateOrder::automatic};
    bool any = false;  // with its year last
    tabular::Row row;
    for (std::size_t rows = 0; any || rows < kRowsSeen; ++rows) {
        const auto more = table.next(row);
        if (!more) return refuse(to_string(more.error()));
        if (!*more) break;
        const auto fields = fields_of(row, *bound);
        const auto written = fields ? core::meter::read_time(fields->at) : std::nullopt;
        if (!written || written->year_first || std::ranges::count(fields->at, '.') == 2) continue;
        any = true;
        orders.see(*written);
    }
    const auto decided = orders.decide();
    return any && decided ? *decided : DateOrder::automatic;
}

Outcome<UsageImportReport> import_usage(BillingBooks& books, tabular::Reader& table,
                                        const UsageImportOptions& options, pos::Clock& clock) {
    const auto bound = bind_usage(table, options.mapping);
    if (!bound) return std::unexpected{bound.error()};
    const UsageWriting how{.zone = books.office.zone,
                           .of_a_table = true,
                           .figures = imports::FigureReader{options.decimal_sign, {}},
                           .is_said = options.decimal_sign != imports::DecimalSign::either,
                           .dates = options.dates};
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
        const auto fields = fields_of(row, *bound);
        const auto record = fields ? record_of(*fields, how, options.meter)
                                   : Outcome<IncomingUsage>{std::unexpected{fields.error()}};
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
