// At head office: what is kept beside the books, and what else needs somebody, so that nobody has
// to search for it.
#include <fmt/format.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/book_tills.hpp"
#include "app/core/billing/deliver.hpp"
#include "app/core/billing/lease_books.hpp"
#include "app/core/billing/unmatched_usage.hpp"
#include "app/core/office/head_office.hpp"
#include "app/counterfoil/command.hpp"
#include "app/counterfoil/output.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/accepted.hpp"
#include "pos/store/billing/attempts.hpp"
#include "pos/store/billing/leases.hpp"
#include "pos/store/billing/runs.hpp"
#include "pos/store/billing/statement_letters.hpp"
#include "pos/store/billing/wallets.hpp"
#include "pos/store/office/audit.hpp"
#include "pos/store/office/numbers_twice.hpp"
#include "pos/store/office/outside.hpp"
#include "pos/store/office/parked.hpp"
#include "pos/store/office/silent.hpp"
#include "pos/store/office/succession.hpp"

namespace app::counterfoil {

namespace {

namespace office = pos::store::office;

using Unbooked = std::vector<core::billing::Unbooked>;
using Undelivered = std::vector<pos::store::billing::DeliveryRow>;

/// What was charged, and nobody has known for long what became of it; wallets that were to charge,
/// and were stopped; credit at tills that send nothing any more; accounts that could not be
/// billed; usage that no bill will take; statements of account that did not arrive.
struct Charging {
    std::vector<pos::store::billing::StoredAttempt> unclear;
    std::vector<pos::store::billing::StoppedTopUp> stopped;
    std::vector<pos::store::billing::StoredLease> frozen;
    std::vector<pos::store::billing::ParkedAccount> not_billed;
    std::vector<core::billing::Unmatched> unmatched;
    std::vector<pos::store::billing::StatementLetterRow> statements;
};

pos::Money left_of(const pos::store::billing::StoredLease& lease) {
    return {lease.left_minor, lease.row.amount.currency};
}

constexpr std::int64_t kChargingShown = 1'000;
constexpr std::int64_t kTwiceShown = 100;

struct Options {
    std::string db;
    bool json{false};
};

const char* name_of(office::Outside why) {
    return why == office::Outside::set_aside ? "set_aside" : "parked";
}

std::string amount(std::int64_t minor, pos::Currency currency) {
    return to_string(pos::Money{minor, currency});
}

const char* name_of(office::SuccessionOutcome outcome) {
    switch (outcome) {
        case office::SuccessionOutcome::accepted:
            return "accepted";
        case office::SuccessionOutcome::still_sells:
            return "still_sells";
        case office::SuccessionOutcome::succeeded:
            return "succeeded";
    }
    return "";
}

std::string words_of(const office::NumberedTicket& ticket) {
    return fmt::format("{}-{}, {} {:02}:{:02}, {}, {}, {}", ticket.branch, ticket.terminal,
                       to_string(ticket.local.date), ticket.local.hour(), ticket.local.minute(),
                       ticket.cashier, counted(ticket.lines, "line", "lines"),
                       to_string(ticket.payable));
}

/// Both receipts, and what to do if both are right.
std::string words_of(const office::NumberTwice& one) {
    return fmt::format(
        "Receipt {} stands on two receipts.\n  parked:       {}\n  in the books: {}\n  If both "
        "were "
        "sold: counterfoil parked accept {} --reason WHY\n",
        one.parked.number, words_of(one.parked),
        one.booked ? words_of(*one.booked) : "none any more",
        pos::store::entry_text(one.parked.entry));
}

std::string words_of(const office::Succession& one) {
    const std::string till = one.branch + "-" + one.terminal;
    switch (one.outcome) {
        case office::SuccessionOutcome::accepted:
            return fmt::format(
                "{0} sells on although {1}-{2} has its place since it was put back from an older "
                "copy. If one of the two is no till of yours: counterfoil terminal revoke --branch "
                "{1} --terminal {3}, and give the other a code.",
                till, one.branch, one.series, one.terminal);
        case office::SuccessionOutcome::still_sells:
            return fmt::format(
                "A copy of {} asks to sell on while the till itself is in use. What the copy sells "
                "is set aside. If it is a till of yours: counterfoil enrol-code --branch {} "
                "--terminal {}, and enrol with that there.",
                till, one.branch, one.terminal);
        case office::SuccessionOutcome::succeeded:
            return fmt::format(
                "A further copy of {} asks to sell on, after another one has its place. What it "
                "sells is set aside. If it is a till of yours: counterfoil enrol-code --branch {} "
                "--terminal {}, and enrol with that there.",
                till, one.branch, one.terminal);
    }
    return {};
}

std::string words_of(const office::SilentTill& one) {
    const std::string left = one.unsent > 0
                                 ? " and it has " + counted(one.unsent, "entry that is not here",
                                                            "entries that are not here")
                                 : std::string{};
    return fmt::format(
        "Nothing is heard of {}-{} since {}: its day is {}{}. Look whether it is switched on and "
        "has a network; it sells on and keeps what it sells.",
        one.terminal.branch, one.terminal.code, utc(one.since), one.day_open ? "open" : "closed",
        left);
}

/// What was turned away at a door, and what to do about it.
std::string words_of_door(const office::AuditLine& line) {
    namespace note = office::audit_note;
    const std::string about = line.about.empty() ? "many addresses" : line.about;
    const std::string when =
        fmt::format("{}, times within the hour: {}", utc(line.place.at), office::times_of(line));
    if (line.note == note::kNameLocked && line.about.empty()) {
        return fmt::format("Signing in as somebody whom nobody knows was locked ({}).", when);
    }
    if (line.note == note::kNameLocked) {
        return fmt::format(
            "Signing in as {0} was locked, after too many wrong passwords ({1}). If that was "
            "somebody else: counterfoil user password \"{0}\"",
            about, when);
    }
    if (line.note == note::kTooOften) {
        return fmt::format(
            "Usage of {0} was turned away, as it is sent too often ({1}). Have it send more "
            "records at a time, or: counterfoil usage token add {0} --per-minute COUNT",
            about, when);
    }
    const std::string_view what = line.note == note::kCodesShut  ? "codes with which tills join"
                                  : line.note == note::kKeysShut ? "keys of tills or systems"
                                                                 : "names and passwords";
    return fmt::format(
        "Too many wrong {} came from {} ({}). If that is none of yours, keep it out in the "
        "firewall.",
        what, about, when);
}

nlohmann::ordered_json json_of(const std::vector<office::AuditLine>& doors) {
    auto all = nlohmann::ordered_json::array();
    for (const auto& one : doors) {
        all.push_back({{"what", one.note},
                       {"about", one.about},
                       {"times", office::times_of(one)},
                       {"first_at_ms", one.place.at.unix_ms}});
    }
    return all;
}

nlohmann::ordered_json json_of(const std::vector<office::SilentTill>& silent) {
    auto all = nlohmann::ordered_json::array();
    for (const auto& one : silent) {
        all.push_back({{"branch", one.terminal.branch},
                       {"terminal", one.terminal.code},
                       {"since_ms", one.since.unix_ms},
                       {"day_open", one.day_open},
                       {"unsent", one.unsent}});
    }
    return all;
}

nlohmann::ordered_json json_of(const office::NumberedTicket& ticket) {
    return {{"branch", ticket.branch},
            {"terminal", ticket.terminal},
            {"day", to_string(ticket.local.date)},
            {"cashier", ticket.cashier},
            {"lines", ticket.lines},
            {"payable", to_string(ticket.payable)}};
}

nlohmann::ordered_json json_of(const office::OutsideTheBooks& found,
                               const std::vector<office::Parked>& parked,
                               const std::vector<office::NumberTwice>& twice,
                               const std::vector<office::Succession>& successions,
                               const Unbooked& unbooked, const Undelivered& undelivered,
                               const Charging& charging) {
    nlohmann::ordered_json json;
    json["entries_set_aside"] = found.entries_set_aside;
    json["entries_parked"] = found.entries_parked;
    json["takings"] = nlohmann::ordered_json::array();
    for (const auto& row : found.rows) {
        nlohmann::ordered_json one;
        one["why"] = name_of(row.why);
        one["branch"] = row.branch;
        one["terminal"] = row.terminal;
        one["day"] = to_string(row.day);
        one["currency"] = pos::code_of(row.currency);
        one["sales"] = row.figures.sales;
        one["refunds"] = row.figures.refunds;
        one["gross"] = amount(row.figures.gross_minor, row.currency);
        one["refunded"] = amount(row.figures.refunded_minor, row.currency);
        one["net"] = amount(row.figures.net_minor(), row.currency);
        one["tenders"] = nlohmann::ordered_json::array();
        for (const auto& tender : row.tenders) {
            nlohmann::ordered_json means;
            means["tender"] = tender.code;
            means["name"] = tender.name;
            means["net"] = amount(tender.net_minor(), row.currency);
            one["tenders"].push_back(std::move(means));
        }
        json["takings"].push_back(std::move(one));
    }
    json["parked"] = nlohmann::ordered_json::array();
    for (const auto& entry : parked) {
        nlohmann::ordered_json one;
        one["journal_number"] = entry.entry.journal;
        one["seq"] = entry.entry.seq;
        one["reason"] = office::park_reason_name(entry.reason);
        one["detail"] = entry.detail;
        json["parked"].push_back(std::move(one));
    }
    json["numbers_twice"] = nlohmann::ordered_json::array();
    for (const auto& one : twice) {
        json["numbers_twice"].push_back(
            {{"entry", pos::store::entry_text(one.parked.entry)},
             {"number", one.parked.number},
             {"parked", json_of(one.parked)},
             {"booked", one.booked ? json_of(*one.booked) : nlohmann::ordered_json{}}});
    }
    json["successions"] = nlohmann::ordered_json::array();
    for (const auto& each : successions) {
        nlohmann::ordered_json one;
        one["outcome"] = name_of(each.outcome);
        one["branch"] = each.branch;
        one["terminal"] = each.terminal;
        one["series"] = each.series;
        one["both_sell"] = each.both_sell;
        one["asked_at_ms"] = each.asked_at.unix_ms;
        json["successions"].push_back(std::move(one));
    }
    json["unbooked"] = nlohmann::ordered_json::array();
    for (const auto& each : unbooked) {
        nlohmann::ordered_json one;
        if (each.reading.empty()) {
            one["receipt"] = each.number;
            if (each.leased) one["entry"] = each.entry;
        } else {
            one["reading"] = each.reading;
            one["entry"] = each.entry;
        }
        one["account"] = each.account;
        if (each.reading.empty()) one["amount"] = to_string(each.amount);
        one["reason"] = each.why.words;
        json["unbooked"].push_back(std::move(one));
    }
    json["undelivered"] = nlohmann::ordered_json::array();
    for (const auto& each : undelivered) {
        json["undelivered"].push_back({{"document", each.number},
                                       {"account", each.account},
                                       {"recipient", each.delivery.recipient},
                                       {"state", core::billing::word_of(each.delivery.state)},
                                       {"reason", each.delivery.said}});
    }
    json["unclear"] = nlohmann::ordered_json::array();
    for (const auto& each : charging.unclear) {
        json["unclear"].push_back({{"attempt", each.row.key},
                                   {"account", each.account},
                                   {"document", each.document},
                                   {"amount", to_string(each.row.amount)},
                                   {"reason", each.row.said}});
    }
    json["stopped"] = nlohmann::ordered_json::array();
    for (const auto& each : charging.stopped)
        json["stopped"].push_back({{"account", each.account}, {"reason", each.said}});
    json["frozen"] = nlohmann::ordered_json::array();
    for (const auto& each : charging.frozen) {
        json["frozen"].push_back({{"lease", to_string(each.row.lease)},
                                  {"account", each.account},
                                  {"branch", each.row.branch},
                                  {"till", each.row.till},
                                  {"left", to_string(left_of(each))}});
    }
    json["not_billed"] = nlohmann::ordered_json::array();
    for (const auto& each : charging.not_billed)
        json["not_billed"].push_back({{"account", each.number}, {"reason", each.reason}});
    json["unmatched_usage"] = nlohmann::ordered_json::array();
    for (const auto& each : charging.unmatched) {
        json["unmatched_usage"].push_back({{"subscription", each.subscription},
                                           {"measure", each.place.meter},
                                           {"records", each.records},
                                           {"quantity", to_string(each.quantity)},
                                           {"counted", each.counted}});
    }
    json["undelivered_statements"] = nlohmann::ordered_json::array();
    for (const auto& each : charging.statements) {
        const auto& letter = each.letter;
        json["undelivered_statements"].push_back(
            {{"account", each.account},
             {"from", to_string(letter.from)},
             {"to", to_string(letter.to)},
             {"recipient", letter.delivery.recipient},
             {"state", core::billing::word_of(letter.delivery.state)},
             {"reason", letter.delivery.said}});
    }
    return json;
}

void print(const office::OutsideTheBooks& found, const std::vector<office::Parked>& parked,
           const std::vector<office::NumberTwice>& twice,
           const std::vector<office::Succession>& successions, const Unbooked& unbooked,
           const Undelivered& undelivered, const Charging& charging, std::ostream& out) {
    for (const auto& one : successions) out << words_of(one) << '\n';
    for (const auto& one : unbooked) {
        if (!one.reading.empty()) {
            out << fmt::format(
                "Account {}, {}, noted at a till and no usage yet: {} Then: counterfoil meter "
                "noted "
                "{} --take, or --put-away\n",
                one.account, one.reading, one.why.words, one.entry);
            continue;
        }
        if (one.leased) {
            const bool unknown = one.why.about == core::billing::kLeaseNotHere;
            out << fmt::format(
                "Credit that a till had{}{}, entry {}, is not booked yet: {}{}\n",
                one.account.empty() ? "" : " of account ", one.account, one.entry, one.why.words,
                unknown ? " Then: counterfoil lease accept " + one.entry + " --reason WHY" : "");
            continue;
        }
        out << fmt::format("Receipt {} paid {} for {} of account {}, on no account yet: {}\n",
                           one.number, to_string(one.amount), one.credit ? "credit" : "bills",
                           one.account, one.why.words);
    }
    for (const auto& one : undelivered) {
        const bool failed = one.delivery.state == pos::store::billing::DeliveryState::failed;
        out << fmt::format(
            "{} of account {} {}{}. Then: counterfoil deliver again {}\n", one.number, one.account,
            failed ? "did not arrive: " : "may have arrived or not, ask: ", one.delivery.said,
            one.number);
    }
    for (const auto& one : charging.statements) {
        const bool failed = one.letter.delivery.state == pos::store::billing::DeliveryState::failed;
        out << fmt::format(
            "The statement of account {0} from {1} to {2} {3}{4}. Then: counterfoil statement send "
            "{0}\n",
            one.account, to_string(one.letter.from), to_string(one.letter.to),
            failed ? "did not arrive: " : "may have arrived or not, ask: ",
            one.letter.delivery.said);
    }
    for (const auto& one : charging.unclear) {
        out << fmt::format(
            "Nobody knows whether {} were charged to account {}, ask the provider: {}. Then: "
            "counterfoil attempt settle {} --paid, or --declined\n",
            to_string(one.row.amount), one.account, one.row.said, one.row.key);
    }
    for (const auto& one : charging.stopped) {
        out << fmt::format(
            "The wallet of account {0} tops itself up no more: {1}. Then: counterfoil attempt list "
            "--account {0}, and counterfoil attempt retry\n",
            one.account, one.said);
    }
    for (const auto& one : charging.frozen) {
        out << fmt::format(
            "Till {} {} sends nothing any more and has {} of account {}'s credit. Then: "
            "counterfoil lease settle {} --spent AMOUNT --reason WHY\n",
            one.row.branch, one.row.till, to_string(left_of(one)), one.account,
            to_string(one.row.lease));
    }
    for (const auto& one : charging.not_billed) {
        out << fmt::format(
            "Account {} could not be billed: {}. It stays due, and the next run tries it again.\n",
            one.number, one.reason);
    }
    for (const auto& one : charging.unmatched) {
        out << fmt::format(
            "Subscription {0} used {1} under {2} ({3} records), which no plan of it counts: no "
            "bill takes it. Then: counterfoil usage void --subscription {0} --measure {2}{4}\n",
            one.subscription, to_string(one.quantity), one.place.meter, one.records,
            one.counted.empty() ? "" : " --replace " + one.counted.front());
    }
    if (found.entries_set_aside + found.entries_parked == 0) {
        out << "Everything that came is in the books.\n";
        return;
    }
    out << counted(found.entries_set_aside, "entry is", "entries are")
        << " set aside, since a till was continued twice; "
        << counted(found.entries_parked, "is", "are") << " parked.\n";
    Table table{{{"why"},
                 {"branch"},
                 {"terminal"},
                 {"day"},
                 {"currency"},
                 {"sales", true},
                 {"refunds", true},
                 {"net", true}},
                {}};
    for (const auto& row : found.rows) {
        table.rows.push_back({name_of(row.why), row.branch, row.terminal, to_string(row.day),
                              pos::code_of(row.currency), std::to_string(row.figures.sales),
                              std::to_string(row.figures.refunds),
                              amount(row.figures.net_minor(), row.currency)});
    }
    if (!table.rows.empty()) write_table(out, table);
    for (const auto& entry : parked) {
        out << "entry " << entry.entry.journal << '/' << entry.entry.seq << ": "
            << office::park_reason_name(entry.reason)
            << (entry.detail.empty() ? "" : ", " + entry.detail) << '\n';
    }
    for (const auto& one : twice) out << words_of(one);
}

void run(const Options& options, Context& context) {
    auto opened = core::open_office(options.db);
    if (!opened) return report(context, opened.error());
    const auto found = office::outside_the_books(*opened->db);
    if (!found) return report(context, core::failure(found.error()));
    const auto parked = office::parked_entries(*opened->db);
    if (!parked) return report(context, core::failure(parked.error()));
    const auto twice = office::numbers_twice(*opened->db, kTwiceShown);
    if (!twice) return report(context, core::failure(twice.error()));
    auto successions = office::successions(*opened->db);
    if (!successions) return report(context, core::failure(successions.error()));
    const auto unbooked = core::billing::unbooked(*opened->db);
    if (!unbooked) return report(context, unbooked.error());
    const auto undelivered = core::billing::undelivered(*opened->db);
    if (!undelivered) return report(context, undelivered.error());
    Charging charging;
    auto unclear = pos::store::billing::attempts(
        *opened->db, {.account = {},
                      .unclear_since = pos::Instant{context.clock.now().unix_ms -
                                                    pos::billing::attempt::kTooLong_ms},
                      .limit = kChargingShown});
    if (!unclear)
        return report(context, core::failure(pos::store::to_store_error(unclear.error())));
    charging.unclear = std::move(*unclear);
    auto stopped = pos::store::billing::stopped_top_ups(*opened->db, kChargingShown);
    if (!stopped)
        return report(context, core::failure(pos::store::to_store_error(stopped.error())));
    charging.stopped = std::move(*stopped);
    auto frozen = pos::store::billing::frozen_leases(*opened->db, kChargingShown);
    if (!frozen) return report(context, core::failure(pos::store::to_store_error(frozen.error())));
    charging.frozen = std::move(*frozen);
    auto not_billed = pos::store::billing::parked_accounts(*opened->db, kChargingShown);
    if (!not_billed) return report(context, core::failure(not_billed.error()));
    charging.not_billed = std::move(*not_billed);
    auto unmatched = core::billing::unmatched_usage(*opened->db, std::nullopt,
                                                    static_cast<std::size_t>(kChargingShown));
    if (!unmatched) return report(context, unmatched.error());
    charging.unmatched = std::move(*unmatched);
    auto statements = pos::store::billing::undelivered_statements(*opened->db, kChargingShown);
    if (!statements)
        return report(context, core::failure(pos::store::to_store_error(statements.error())));
    charging.statements = std::move(*statements);
    const auto silent = office::silent_tills(*opened->db, context.clock.now());
    if (!silent) return report(context, core::failure(silent.error()));
    const auto doors = office::turned_away(*opened->db, context.clock.now(), kChargingShown);
    if (!doors) return report(context, core::failure(doors.error()));
    std::erase_if(*successions, [](const auto& one) { return !office::needs_attention(one); });
    if (options.json) {
        auto json =
            json_of(*found, *parked, *twice, *successions, *unbooked, *undelivered, charging);
        json["silent"] = json_of(*silent);
        json["turned_away"] = json_of(*doors);
        context.out << json.dump(2) << '\n';
    } else {
        for (const auto& one : *silent) context.out << words_of(one) << '\n';
        for (const auto& one : *doors) context.out << words_of_door(one) << '\n';
        print(*found, *parked, *twice, *successions, *unbooked, *undelivered, charging,
              context.out);
    }
}

}  // namespace

void add_attention(CLI::App& program, Context& context) {
    auto options = std::make_shared<Options>();
    auto* command = program.add_subcommand(
        "attention",
        "At head office: what needs somebody: what came and is in no takings, what could not be "
        "booked, billed or delivered, credit at tills that are gone, who was turned away");
    add_db(*command, options->db);
    add_json(*command, options->json);
    command->callback([options, &context] { run(*options, context); });
}

}  // namespace app::counterfoil
