#include "tests/ui/stage_act.hpp"
#include "tests/ui/stage_moves.hpp"

namespace test {

namespace {

namespace bills = till::bills;
namespace feed = pos::store::feed;
using till::sell::Key;
using Till = ShellDriver;

pos::Ulid id(std::uint8_t last) {
    pos::Ulid id{};
    id.bytes[15] = last;
    return id;
}

feed::ToldBill bill(const Till& till, std::uint8_t number, pos::Date due, std::int64_t payable,
                    std::int64_t open) {
    return {id(number),
            "I2026-0000" + std::to_string(number),
            pos::Date{due.days - 14},
            due,
            {payable, till.currency()},
            {open, till.currency()}};
}

feed::KnownAccount account(const Till& till, std::uint8_t last, const std::string& name) {
    feed::KnownAccount one;
    one.account = id(last);
    one.number = "A-10" + std::to_string(last);
    one.customer = "K" + std::to_string(last);
    one.name = name;
    one.city = "Berlin";
    one.phone = "+49 30 1234567";
    one.ahead = one.taken_here = pos::zero(till.currency());
    return one;
}

void known(Till& till) {
    till.open_till();
    auto otto = account(till, 42, "Otto Müller");
    otto.bills = {bill(till, 17, pos::make_date(2026, 11, 8), 4'990, 4'990),
                  bill(till, 23, pos::make_date(2026, 11, 15), 11'900, 6'900),
                  bill(till, 31, pos::make_date(2026, 12, 6), 4'990, 4'990),
                  bill(till, 11, pos::make_date(2026, 10, 8), 4'990, 0)};
    auto ada = account(till, 43, "Ada");
    ada.bills = {bill(till, 12, pos::make_date(2026, 10, 8), 1'190, 0)};
    auto long_name = account(
        till, 44, "Maximiliane von und zu Hohenlohe-Langenburg-Weikersheim und Söhne Stadtwerke");
    long_name.bills = {bill(till, 51, pos::make_date(2026, 12, 1), 98'765'432, 98'765'432)};
    auto nobody = account(till, 45, "");
    nobody.city.clear();
    nobody.phone.clear();
    till.accounts = {otto, ada, long_name, nobody};
    // 14:05 of the shop's day.
    till.accounts_heard_at = pos::Instant{
        (std::int64_t{pos::make_date(2026, 11, 22).days} * 86'400 + 14 * 3'600 + 5 * 60) * 1'000};
    till.act(till::shell::OfficeChanged{.joined = true, .online = false, .to_send = 3});
    till.act(till::shell::ClockTicked{});
    till.answer_all();
}
void search(Till& till) {
    known(till);
    till.press(Key::bill);
    till.answer_all();
}
void choose(Till& till, std::size_t row) {
    search(till);
    till.act(bills::Action{bills::RowTapped{row}});
}
feed::KnownCounter counter(const Till& till, const std::string& serial, const std::string& point,
                           const std::string& what, std::uint8_t digits,
                           const std::string& figure) {
    constexpr std::int64_t kDay = 86'400'000;
    const pos::Instant read{till.accounts_heard_at->unix_ms - 60 * kDay};
    return {{point, what, serial, digits, 0, figure, read, "600", 60 * kDay, {0}, {}}, false};
}
/// Otto has two counters and some credit.
void metered(Till& till) {
    known(till);
    // The driver's clock: counters were read before it.
    till.accounts_heard_at = till.context().stamp.at;
    auto& otto = till.accounts.front();
    otto.counters = {counter(till, "4711-0815", "Hauptstr. 12, cellar", "kwh", 6, "12345"),
                     counter(till, "W-77", "Hauptstr. 12, cellar", "m3", 5, "990")};
    otto.has_credit = true;
    otto.lots = {{{1'250, till.currency()}, {0}, std::nullopt}};
    till.press(Key::bill);
    till.answer_all();
    till.act(bills::Action{bills::RowTapped{0}});
}
void prompted(Till& till, const till::prompt::Action& action) {
    till.act(bills::Action{bills::Prompted{action}});
}
void reading(Till& till, const std::string& figure) {
    metered(till);
    till.act(bills::Action{bills::CounterTapped{0}});
    prompted(till, till::prompt::Typed{figure});
}
/// Otto has 12.00 of credit to spend at this till, and 5.00 above it.
void leased(Till& till) {
    metered(till);
    feed::KnownLease lease;
    lease.lease = id(91);
    lease.amount = lease.left = {1'200, till.currency()};
    lease.floor_left = {500, till.currency()};
    till.accounts.front().leases = {lease};
    till.act(bills::Action{bills::BackPressed{}});
    till.act(bills::Action{bills::BackPressed{}});
    till.act(till::shell::OfficeChanged{.joined = true, .online = true});
    till.act(till::shell::ClockTicked{});
    till.answer_all();
}
/// The cart is paid with credit of Otto's account, which is looked at.
void credit(Till& till, const std::string& keyed = {}) {
    leased(till);
    usual(till);
    till.press(Key::pay);
    till.answer_all();
    if (!keyed.empty()) till.act(till::shell::Action{till::pay::KeyedChanged{keyed}});
    till.act(till::shell::Action{till::pay::CreditPressed{}});
    till.answer_all();
    till.act(bills::Action{bills::RowTapped{0}});
}

void paying(Till& till) {
    choose(till, 0);
    till.act(bills::Action{bills::BillTapped{2}});
    till.act(bills::Action{bills::PayPressed{}});
    till.answer_all();
}

constexpr Act kActs[] = {
    {"sell_with_bills", known},
    {"bills", search},
    {"bills_old",
     [](Till& t) {
         search(t);
         t.accounts_heard_at->unix_ms -= 2 * 86'400'000;
         t.act(bills::Action{bills::InputTyped{"Otto"}});
         t.answer_all();
     }},
    {"bills_none",
     [](Till& t) {
         search(t);
         t.act(bills::Action{bills::InputTyped{"4711"}});
         t.answer_all();
     }},
    {"bills_account", [](Till& t) { choose(t, 0); }},
    {"bills_account_part",
     [](Till& t) {
         t.accounts.clear();
         choose(t, 0);
         t.model.bill_desk.account.ahead.minor = 500;
         t.model.bill_desk.account.taken_here.minor = 4'990;
         t.act(bills::Action{bills::AmountTyped{"60.00"}});
     }},
    {"bills_account_long", [](Till& t) { choose(t, 2); }},
    {"bills_account_leased",
     [](Till& t) {
         leased(t);
         t.press(Key::bill);
         t.answer_all();
         t.act(bills::Action{bills::RowTapped{0}});
     }},
    {"pay_with_credit_key",
     [](Till& t) {
         leased(t);
         usual(t);
         t.press(Key::pay);
         t.answer_all();
     }},
    {"bills_credit", [](Till& t) { credit(t); }},
    {"bills_credit_too_much",
     [](Till& t) {
         credit(t);
         t.act(bills::Action{bills::CreditPressed{}});
     }},
    {"pay_credit_and_rest",
     [](Till& t) {
         credit(t, "1000");
         t.act(bills::Action{bills::CreditPressed{}});
         t.answer_all();
     }},
    {"bills_account_empty", [](Till& t) { choose(t, 3); }},
    {"bills_refused",
     [](Till& t) {
         choose(t, 0);
         t.act(bills::Action{bills::AmountTyped{"ten"}});
         t.act(bills::Action{bills::PayPressed{}});
     }},
    {"bills_metered", metered},
    {"bills_reading", [](Till& t) { reading(t, "12950"); }},
    {"bills_reading_refused",
     [](Till& t) {
         reading(t, "12000");
         prompted(t, till::prompt::Confirmed{});
     }},
    {"bills_reading_odd",
     [](Till& t) {
         reading(t, "19345");
         prompted(t, till::prompt::Confirmed{});
     }},
    {"bills_reading_noted",
     [](Till& t) {
         reading(t, "12950");
         prompted(t, till::prompt::Confirmed{});
         t.answer_all();
     }},
    {"bills_top_up",
     [](Till& t) {
         metered(t);
         t.act(bills::Action{bills::TopUpPressed{}});
         prompted(t, till::prompt::Typed{"20"});
     }},
    {"pay_top_up",
     [](Till& t) {
         metered(t);
         t.act(bills::Action{bills::TopUpPressed{}});
         prompted(t, till::prompt::Typed{"20"});
         prompted(t, till::prompt::Confirmed{});
         t.answer_all();
     }},
    {"pay_bills", paying},
    {"sell_bills",
     [](Till& t) {
         paying(t);
         t.act(till::pay::Action{till::pay::BackPressed{}});
     }},
    {"done_bills",
     [](Till& t) {
         paying(t);
         t.act(till::pay::Action{till::pay::KeyedChanged{"20000"}});
         t.act(till::pay::Action{till::pay::MethodPressed{till::pay::Method::cash}});
         t.answer_all();
     }},
};

}  // namespace

std::span<const Act> bill_acts() {
    return kActs;
}

}  // namespace test
