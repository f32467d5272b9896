// What happened to an account, the latest first, and what clerks write down about it.
#include <memory>
#include <nlohmann/json.hpp>
#include <ostream>

#include "app/core/billing/account_note.hpp"
#include "app/core/billing/whose.hpp"
#include "app/core/open_shop.hpp"
#include "app/counterfoil/billing/books_options.hpp"
#include "app/counterfoil/billing/customer_people.hpp"
#include "pos/money/decimal.hpp"
#include "pos/store/billing/timeline.hpp"
#include "pos/store/columns.hpp"

namespace app::counterfoil {

namespace {

namespace stored = pos::store::billing;
using stored::TimelineItem;
using stored::TimelineKind;
using stored::TimelineSort;

struct Options {
    BooksOptions books;
    core::billing::NewNote note;
    std::string account;
    std::string only;
    std::string behind;
    std::size_t limit{50};
    bool json{false};
};

constexpr std::pair<const char*, TimelineSort> kSorts[] = {
    {"events", TimelineSort::event},        {"usage", TimelineSort::usage},
    {"invoices", TimelineSort::invoice},    {"payments", TimelineSort::payment},
    {"deliveries", TimelineSort::delivery}, {"readings", TimelineSort::reading},
    {"notes", TimelineSort::note}};

const char* word_of(TimelineKind kind) {
    switch (kind) {
        case TimelineKind::note:
            return "note";
        case TimelineKind::started:
            return "started";
        case TimelineKind::changed:
            return "changed";
        case TimelineKind::paused:
            return "paused";
        case TimelineKind::resumed:
            return "resumed";
        case TimelineKind::cancelled:
            return "cancelled";
        case TimelineKind::anchored:
            return "anchored";
        case TimelineKind::repriced:
            return "repriced";
        case TimelineKind::moved_out:
            return "moved_out";
        case TimelineKind::moved_in:
            return "moved_in";
        case TimelineKind::instalments:
            return "instalments";
        case TimelineKind::quote:
            return "quote";
        case TimelineKind::invoice:
            return "invoice";
        case TimelineKind::credit_note:
            return "credit_note";
        case TimelineKind::opening_balance:
            return "opening_balance";
        case TimelineKind::payment:
            return "payment";
        case TimelineKind::payment_returned:
            return "payment_returned";
        case TimelineKind::refund:
            return "refund";
        case TimelineKind::written_off:
            return "written_off";
        case TimelineKind::credit:
            return "credit";
        case TimelineKind::delivery:
            return "delivery";
        case TimelineKind::reminder:
            return "reminder";
        case TimelineKind::reading:
            return "reading";
        case TimelineKind::usage:
            return "usage";
        case TimelineKind::alert:
            return "alert";
        case TimelineKind::coupon_redeemed:
            return "coupon_redeemed";
        case TimelineKind::coupon_used_up:
            return "coupon_used_up";
        case TimelineKind::coupon_stopped:
            return "coupon_stopped";
        case TimelineKind::level:
            return "level";
    }
    return "";
}

std::string amount_of(const TimelineItem& item) {
    if (!item.amount_minor) return item.figure;
    const auto currency = pos::store::parse_currency_text(item.currency).value_or(pos::Currency{});
    return to_string(pos::Money{*item.amount_minor, currency});
}

/// Of an amount of money; nothing of another figure.
std::string currency_of(const TimelineItem& item) {
    if (!item.amount_minor) return {};
    const auto currency = pos::store::parse_currency_text(item.currency);
    return currency ? code_of(*currency) : std::string{};
}

nlohmann::ordered_json json_of(const TimelineItem& item) {
    nlohmann::ordered_json json;
    json["at"] = utc(item.place.at);
    json["what"] = word_of(item.kind);
    json["number"] = item.number;
    json["about"] = item.about;
    json["amount"] = amount_of(item);
    if (auto currency = currency_of(item); !currency.empty()) json["currency"] = currency;
    json["code"] = item.code;
    if (item.from) json["from"] = utc(*item.from);
    json["by"] = item.by;
    json["place"] = stored::to_string(item.place);
    return json;
}

void show(const Options& options, Context& context) {
    auto reader = core::OpenReader::open(options.books.db);
    if (!reader) return report(context, reader.error());
    auto& db = (*reader)->connection();
    const auto found = core::billing::find_account(db, options.account);
    if (!found) return report(context, found.error());
    const auto zone = pos::locale::Zone::open(found->stored.account.zone);
    if (!zone) {
        return report(context, {core::FailureKind::environment, "The account's zone is unknown."});
    }
    stored::TimelineQuestion asked{
        .account = found->stored.account.id, .zone = *zone, .limit = options.limit};
    for (const auto& [word, sort] : kSorts) {
        if (options.only == word) asked.only = sort;
    }
    if (!options.behind.empty()) {
        asked.behind = stored::parse_timeline_place(options.behind);
        if (!asked.behind) {
            return report(context, {core::FailureKind::usage,
                                    options.behind + " is no place that an earlier answer named."});
        }
    }
    const auto items = stored::timeline(db, asked);
    if (!items) return report(context, core::failure(items.error()));
    if (options.json) {
        auto json = nlohmann::ordered_json::array();
        for (const TimelineItem& item : *items) json.push_back(json_of(item));
        context.out << json.dump(2) << '\n';
        return;
    }
    Table table{{{"at"}, {"what"}, {"number"}, {"about"}, {"amount", true}, {""}, {"by"}}, {}};
    for (const TimelineItem& item : *items) {
        table.rows.push_back({utc(item.place.at), word_of(item.kind), item.number, item.about,
                              amount_of(item), currency_of(item), item.by});
    }
    if (table.rows.empty()) {
        context.err << "Nothing of that sort has happened.\n";
        return;
    }
    write_table(context.out, table);
    if (items->size() == options.limit) {
        context.err << "Earlier: --behind " << stored::to_string(items->back().place) << '\n';
    }
}

void note(const Options& options, Context& context) {
    with_books(options.books, context, [&](auto& books) -> core::Outcome<void> {
        const auto added =
            core::billing::note_account(books, options.note, context.clock.now(), context.random);
        if (!added) return std::unexpected{added.error()};
        if (!*added) context.err << "That was written down before.\n";
        return {};
    });
}

}  // namespace

void add_customer_timeline(CLI::App& customer, Context& context) {
    auto options = std::make_shared<Options>();
    auto* showing =
        customer.add_subcommand("timeline", "What happened to an account, the latest first");
    showing->add_option("ACCOUNT", options->account, "Its number")->required();
    add_db(*showing, options->books.db);
    std::vector<std::string> words;
    for (const auto& [word, sort] : kSorts) words.emplace_back(word);
    showing->add_option("--only", options->only, "Of one sort")->check(CLI::IsMember(words));
    showing->add_option("--behind", options->behind, "What is earlier than that place");
    showing->add_option("--limit", options->limit, "At most so many")
        ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}));
    add_json(*showing, options->json);
    showing->callback([options, &context] { show(*options, context); });

    auto* noting = customer.add_subcommand("note", "Write something down about an account");
    noting->add_option("ACCOUNT", options->note.account, "Its number")->required();
    noting->add_option("TEXT", options->note.text, "What there is to say")->required();
    noting->add_option("--reference", options->note.reference,
                       "What it is known by: the same again changes nothing");
    add_books(*noting, options->books);
    noting->callback([options, &context] { note(*options, context); });
}

}  // namespace app::counterfoil
