#include "app/office/web/audit_told.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "app/core/item_changes.hpp"
#include "app/office/web/audit_phrases.hpp"
#include "app/office/web/audit_promotion.hpp"
#include "app/office/web/customers/parts.hpp"
#include "app/office/web/goods.hpp"
#include "pos/journal/codec.hpp"
#include "pos/journal/event.hpp"
#include "pos/store/accepted.hpp"
#include "pos/store/billing/customers.hpp"
#include "pos/store/entries.hpp"
#include "pos/store/reader.hpp"

namespace app::office::web {

namespace {

namespace events = pos::journal;

/// So many lines are said at once: as many events are in memory.
constexpr std::size_t kToldAtOnce = 1'000;

/// The numbers by which people know accounts and customers, by their ids.
class KnownNumbers {
public:
    using Numbers = std::map<pos::Ulid, std::string>;
    using Ask = pos::store::db::Result<Numbers> (*)(pos::store::db::Connection&,
                                                    std::span<const pos::Ulid>);
    explicit KnownNumbers(Ask ask) : ask_{ask} {}

    /// Of whoever is unknown the id. Whoever was never asked for is looked up with the next ones.
    std::string of(const pos::Ulid& id) {
        const auto found = numbers_.find(id);
        if (found != numbers_.end()) return found->second;
        wanted_.insert(id);
        return to_string(id);
    }
    pos::store::db::Result<void> look_up(pos::store::db::Connection& db) {
        if (wanted_.empty()) return {};
        const std::vector<pos::Ulid> ids{wanted_.begin(), wanted_.end()};
        auto found = ask_(db, ids);
        if (!found) return std::unexpected{std::move(found.error())};
        for (const pos::Ulid& id : ids) numbers_.emplace(id, to_string(id));
        for (auto& [id, number] : *found) numbers_[id] = std::move(number);
        wanted_.clear();
        return {};
    }

private:
    Ask ask_;
    Numbers numbers_;
    std::set<pos::Ulid> wanted_;
};

/// What is told with.
struct AuditKnown {
    pos::store::db::Connection& db;
    const pos::locale::Zone& zone;
    const Words& words;
    KnownNumbers accounts{pos::store::billing::account_numbers};
    KnownNumbers customers{pos::store::billing::party_numbers};
    std::optional<std::string> currency_code{};

    /// That of goods and books. It is looked up once something is told in it.
    const std::string& currency() {
        if (!currency_code) {
            currency_code = code_of(pos::store::Reader{db}.catalogue().currency());
        }
        return *currency_code;
    }
    /// A price that was kept without its currency; a dash for none.
    std::string price(const std::string& kept) {
        if (kept.empty() || currency().empty()) return audit_value(kept, words);
        return audit_value(kept + " " + currency(), words);
    }
};

/// "P1 B01 from 2099-01-01 08:30": what has a price, and when it begins.
std::string priced(const std::string& what, const Words& words) {
    constexpr std::string_view kFrom = " from ";
    const auto from = what.find(kFrom);
    if (from == what.npos) return what;
    return words.with("audit_price_from",
                      {{"what", what.substr(0, from)},
                       {"day", audit_value(what.substr(from + kFrom.size()), words)}});
}

std::string told_of_item(const std::string& key, const events::SettingChanged& changed,
                         AuditKnown& known) {
    const Words& words = known.words;
    const auto space = std::min(key.find(' '), key.size());
    const std::string name = key.substr(0, space);
    const std::string field = "item_field_" + name;
    if (space >= key.size() || !words.has(field)) return {};
    const auto value = [&](const std::string& kept) {
        return name == "cost" ? known.price(kept) : item_value(name, kept, words);
    };
    return words.with("audit_item", {{"what", key.substr(space + 1)},
                                     {"field", words[field]},
                                     {"from", value(changed.from)},
                                     {"to", value(changed.to)}});
}

std::string told_of_goods(const events::SettingChanged& changed, AuditKnown& known) {
    const Words& words = known.words;
    const auto behind = [&](std::string_view begin) -> std::string {
        return changed.key.starts_with(begin) ? changed.key.substr(begin.size()) : std::string{};
    };
    if (const std::string what = behind("price "); !what.empty()) {
        return words.with(changed.to.empty() ? "audit_price_gone" : "audit_price",
                          {{"what", priced(what, words)},
                           {"from", known.price(changed.from)},
                           {"to", known.price(changed.to)}});
    }
    if (const std::string what = behind("promotion "); !what.empty()) {
        const bool ended = changed.to == "ended";
        return words.with(changed.from.empty() ? "audit_promotion_added"
                          : ended              ? "audit_promotion_ended"
                                               : "audit_promotion",
                          {{"what", what},
                           {"from", audit_promotion(changed.from, known.currency(), words)},
                           {"to", audit_promotion(changed.to, known.currency(), words)}});
    }
    if (const std::string what = behind("department "); !what.empty()) {
        return words.with("audit_department", {{"what", what},
                                               {"from", item_value("", changed.from, words)},
                                               {"to", item_value("", changed.to, words)}});
    }
    return told_of_item(behind(core::kItemChange), changed, known);
}

std::string told_of_setting(const events::SettingChanged& changed, AuditKnown& known) {
    const Words& words = known.words;
    if (std::string goods = told_of_goods(changed, known); !goods.empty()) return goods;
    if (changed.key == "billing.lease_floor") {
        return words.with("audit_lease_floor",
                          {{"from", known.price(changed.from)}, {"to", known.price(changed.to)}});
    }
    if (pos::store::accepted_by(changed)) {
        return words.with("audit_accepted", {{"from", changed.from}, {"to", changed.to}});
    }
    constexpr std::string_view kSource = "usage source ";
    if (changed.key.starts_with(kSource)) {
        return words.with(changed.to == "revoked" ? "audit_usage_revoked" : "audit_usage_token",
                          {{"source", changed.key.substr(kSource.size())}});
    }
    if (auto phrase = audit_phrase(changed, words)) return std::move(*phrase);
    const std::string text = "audit_" + changed.key;
    const std::string from = audit_value(changed.from, words);
    const std::string to = audit_value(changed.to, words);
    if (words.has(text)) return words.with(text, {{"from", from}, {"to", to}});
    return words.with("audit_other", {{"key", changed.key}, {"from", from}, {"to", to}});
}

/// Says events; what they name by an id has its number there, or has it once that was looked up.
class AuditTeller {
public:
    explicit AuditTeller(AuditKnown& known) : known_{known}, words_{known.words} {}

    template <class T>
    std::string operator()(const T& event) {
        return say(event);
    }

private:
    // ---- what they have in common ----

    std::string amount(const pos::Money& money) const { return words_.locale().money(money); }
    std::string day(pos::Date date) const { return words_.locale().date(date); }
    std::string count(std::uint64_t number) const {
        return words_.locale().integer(static_cast<std::int64_t>(number));
    }
    static pos::Money sum_of(const std::vector<events::LotSpent>& parts) {
        if (parts.empty()) return {};
        pos::Money sum = pos::zero(parts.front().amount.currency);
        for (const auto& part : parts) sum += part.amount;
        return sum;
    }
    std::string customer(const pos::Ulid& id) { return known_.customers.of(id); }
    using Argument = Words::Argument;
    /// `{account}` stands for that one's number in it.
    std::string of_account(std::string_view text, const pos::Ulid& id,
                           std::vector<Argument> arguments) {
        const std::string number = known_.accounts.of(id);
        arguments.emplace_back("account", number);
        return words_.with(text, arguments);
    }

    // ---- the administration's ----

    std::string say(const events::SettingChanged& e) { return told_of_setting(e, known_); }
    std::string say(const events::JournalStarted& e) {
        const bool books = e.terminal.starts_with(pos::store::kStreamTerminal);
        return words_[books ? "audit_books_started" : "audit_started"];
    }
    std::string say(const events::ClockWentBack& e) {
        const auto time = [&](pos::Instant at) {
            return words_.locale().date_time(known_.zone.local(at));
        };
        return words_.with("audit_clock", {{"before", time(e.before)}, {"after", time(e.after)}});
    }
    std::string say(const events::CustomerEdited& e) {
        const std::string whose = customer(e.customer);
        if (e.into) {
            const std::string into = customer(*e.into);
            return words_.with("audit_customer_merged", {{"customer", whose}, {"into", into}});
        }
        std::string fields;
        for (const auto& each : e.fields) {
            if (each.field == pos::customer::Field::erased) {
                return words_.with("audit_customer_erased", {{"customer", whose}});
            }
            if (!fields.empty()) fields += ", ";
            fields += customers::field_name(each.field, words_);
        }
        return words_.with("audit_customer", {{"customer", whose}, {"fields", fields}});
    }
    std::string say(const events::StockAdjusted& e) {
        std::string what;
        for (const auto& line : e.lines) {
            if (!what.empty()) what += "; ";
            what += line.number + " " + line.name + " " +
                    (line.quantity.millionths > 0 ? "+" : "") +
                    words_.locale().quantity(line.quantity);
        }
        return words_.with("audit_stock",
                           {{"branch", e.branch}, {"what", what}, {"reason", e.reason}});
    }
    std::string say(const events::ItemEdited& e) {
        return words_.with("audit_item_edited", {{"number", e.number}, {"name", e.name}});
    }
    std::string say(const events::PersonErased&) { return words_["audit_erased"]; }
    std::string say(const events::ItemsImported& e) {
        return words_.with(
            "audit_imported",
            {{"file", e.source}, {"added", count(e.added)}, {"changed", count(e.changed)}});
    }

    // ---- the books' ----

    std::string say(const events::DocumentIssued& e) {
        const bool credit = e.kind == events::DocumentKind::credit_note;
        return words_.with(
            credit ? "audit_credit_note" : "audit_invoice",
            {{"number", e.number}, {"amount", amount(e.payable)}, {"account", e.account_number}});
    }
    std::string say(const events::PaymentReceived& e) {
        return of_account("audit_paid", e.account, {{"amount", amount(e.amount)}});
    }
    std::string say(const events::PaymentReturned& e) {
        return of_account("audit_returned", e.account,
                          {{"amount", amount(e.amount)}, {"reason", reason(e.reason)}});
    }
    std::string say(const events::Allocated& e) {
        return of_account("audit_allocated", e.account, {{"count", count(e.allocations.size())}});
    }
    std::string say(const events::WrittenOff& e) {
        return of_account("audit_written_off", e.account,
                          {{"amount", amount(e.amount)}, {"reason", reason(e.reason)}});
    }
    std::string say(const events::UsageImported& e) {
        return words_.with("audit_usage", {{"source", e.source},
                                           {"records", count(e.records)},
                                           {"again", count(e.again)},
                                           {"refused", count(e.refused)}});
    }
    std::string say(const events::WalletGranted& e) {
        return of_account("audit_credit", e.account, {{"amount", amount(e.amount)}});
    }
    std::string say(const events::WalletSpent& e) {
        return of_account("audit_credit_spent", e.account, {{"amount", amount(sum_of(e.spent))}});
    }
    std::string say(const events::WalletEnded& e) {
        const bool expired = e.end == events::LotEnd::expired;
        return of_account(expired ? "audit_credit_expired" : "audit_credit_voided", e.account,
                          {{"amount", amount(e.lost)}, {"reason", reason(e.reason)}});
    }
    std::string say(const events::Converted& e) {
        return of_account("audit_converted", e.account,
                          {{"rate", e.rate.empty() ? "–" : audit_value(e.rate, words_)},
                           {"day", day(e.rate_on)}});
    }
    std::string say(const events::CouponRedeemed& e) {
        return words_.with("audit_coupon_redeemed",
                           {{"code", e.code}, {"subscription", e.subscription_number}});
    }
    std::string say(const events::CouponStopped& e) {
        return of_account("audit_coupon_stopped", e.account,
                          {{"day", day(e.on)}, {"reason", reason(e.reason)}});
    }
    std::string say(const events::CouponsApplied& e) {
        return of_account("audit_coupons_applied", e.account, {{"count", count(e.parts.size())}});
    }
    std::string say(const events::UnitsGranted& e) {
        return of_account("audit_units", e.account,
                          {{"amount", words_.locale().quantity(e.amount)}, {"unit", e.unit}});
    }
    std::string say(const events::UnitsMoved& e) {
        const char* text = "audit_units_used";
        if (e.move == events::UnitsMove::given_back) text = "audit_units_back";
        if (e.move == events::UnitsMove::voided) text = "audit_units_voided";
        return of_account(text, e.account, {});
    }
    std::string say(const events::AttemptPrepared& e) {
        return of_account("audit_charge", e.account,
                          {{"amount", amount(e.amount)}, {"method", e.label}});
    }
    std::string say(const events::AttemptSent&) { return words_["audit_charge_sent"]; }
    std::string say(const events::AttemptUnclear&) { return words_["audit_charge_unclear"]; }
    std::string say(const events::AttemptEnded& e) {
        using pos::billing::attempt::State;
        if (e.state == State::paid) return words_["audit_charge_paid"];
        if (e.state == State::withdrawn) return words_["audit_charge_withdrawn"];
        return words_.with("audit_charge_declined", {{"reason", reason(e.said)}});
    }
    std::string say(const events::LeaseGranted& e) {
        return of_account("audit_lease", e.account,
                          {{"amount", amount(e.amount)}, {"till", e.branch + "-" + e.till}});
    }
    std::string say(const events::LeaseBooked& e) {
        const char* text = "audit_lease_spent";
        if (e.move == events::LeaseMove::given_back) text = "audit_lease_back";
        if (e.move == events::LeaseMove::returned) text = "audit_lease_returned";
        std::vector<events::LotSpent> all = e.lots;
        all.insert(all.end(), e.beyond.begin(), e.beyond.end());
        const bool any = !all.empty();
        std::string said =
            any ? of_account(text, e.account,
                             {{"amount", amount(sum_of(all))}, {"number", reason(e.number)}})
                : of_account("audit_lease_ended", e.account, {});
        if (!e.reason.empty()) said += ": " + e.reason;
        return said;
    }
    /// Of a till: none of them stands in a journal of the office.
    template <class T>
    std::string say(const T& event) {
        return words_.with(
            "audit_unknown",
            {{"kind", std::string{events::kind_name(number_of(events::Event{event}))}}});
    }
    static std::uint16_t number_of(const events::Event& event) {
        return static_cast<std::uint16_t>(events::kind_of(event));
    }
    static std::string reason(const std::string& said) { return said.empty() ? "–" : said; }

    AuditKnown& known_;
    const Words& words_;
};

/// What was turned away, and how often within the hour.
std::string told_of_door(const pos::store::office::AuditLine& line, const Words& words) {
    namespace note = pos::store::office::audit_note;
    const std::string text = "audit_note_" + line.note;
    if (!words.has(text)) return words.with("audit_unknown", {{"kind", line.note}});
    std::string said =
        line.note == note::kNameLocked && line.about.empty()
            ? words["audit_nobody_locked"]
            : words.with(text, {{"about", line.about.empty() ? words["audit_many"] : line.about}});
    const std::int64_t times = pos::store::office::times_of(line);
    if (times < 2) return said;
    return words.with("audit_times", {{"what", said}, {"count", words.locale().integer(times)}});
}

std::string told_of_note(const pos::store::office::AuditLine& line, const pos::locale::Zone& zone,
                         const Words& words) {
    namespace note = pos::store::office::audit_note;
    if (line.topic == pos::store::office::AuditTopic::sign_in) return told_of_door(line, words);
    std::string detail = line.detail;
    if (line.note == note::kCodeMade) {
        std::int64_t until_ms = 0;
        std::from_chars(detail.data(), detail.data() + detail.size(), until_ms);
        detail = words.locale().date_time(zone.local({until_ms}));
    }
    const std::string text = "audit_note_" + line.note;
    if (!words.has(text)) return words.with("audit_unknown", {{"kind", line.note}});
    return words.with(text, {{"about", line.about}, {"detail", detail}});
}

/// Nothing of a note, nor of what this program cannot read.
std::optional<events::Event> event_of(const pos::store::office::AuditLine& line) {
    if (!line.note.empty()) return std::nullopt;
    auto event = events::decode(line.kind, line.version, line.payload);
    if (!event) return std::nullopt;
    return std::move(*event);
}

std::string told_of_event(const events::Event& event, AuditKnown& known) {
    return std::visit(AuditTeller{known}, static_cast<const events::Event::variant&>(event));
}

std::string told_otherwise(const pos::store::office::AuditLine& line, const pos::locale::Zone& zone,
                           const Words& words) {
    if (!line.note.empty()) return told_of_note(line, zone, words);
    return words.with("audit_unknown", {{"kind", std::string{events::kind_name(line.kind)}}});
}

}  // namespace

pos::store::Answer<std::vector<std::string>> audit_told(
    pos::store::db::Connection& db, std::span<const pos::store::office::AuditLine> lines,
    const pos::locale::Zone& zone, const Words& words) {
    AuditKnown known{.db = db, .zone = zone, .words = words};
    std::vector<std::string> told;
    told.reserve(lines.size());
    while (!lines.empty()) {
        const auto some = lines.first(std::min(lines.size(), kToldAtOnce));
        std::vector<std::optional<events::Event>> read;
        for (const auto& line : some) read.push_back(event_of(line));
        // Said once, they want the numbers that they name; said again, they have them.
        for (const auto& event : read) {
            if (event) (void)told_of_event(*event, known);
        }
        for (KnownNumbers* numbers : {&known.accounts, &known.customers}) {
            if (auto found = numbers->look_up(db); !found) {
                return pos::store::store_error(std::move(found.error()));
            }
        }
        for (std::size_t i = 0; i < some.size(); ++i) {
            told.push_back(read[i] ? told_of_event(*read[i], known)
                                   : told_otherwise(some[i], zone, words));
        }
        lines = lines.subspan(some.size());
    }
    return told;
}

}  // namespace app::office::web
