#include "app/core/trades/desk.hpp"

#include <fmt/format.h>

#include <array>
#include <span>

#include "app/core/billing/credit.hpp"
#include "app/core/billing/customers.hpp"
#include "app/core/billing/import_usage.hpp"
#include "app/core/billing/in_transaction.hpp"
#include "app/core/billing/invoice_file.hpp"
#include "app/core/billing/sender.hpp"
#include "app/core/billing/subscribe.hpp"
#include "app/core/billing/wallet.hpp"
#include "app/core/countries.hpp"
#include "app/core/tabular/input.hpp"

namespace app::core::trades {

namespace {

constexpr std::array kGiven{"Ada",  "Bruno", "Clara", "Dario", "Elif", "Fritz", "Greta", "Hugo",
                            "Inès", "Jakub", "Katya", "Lars",  "Mira", "Nils",  "Oya",   "Pavel"};
constexpr std::array kFamily{"Adler",  "Bianchi", "Çelik",  "Dubois",   "Eriksen",  "Fischer",
                             "García", "Horvat",  "Ivanov", "Jansen",   "Kowalski", "Lindqvist",
                             "Meyer",  "Novák",   "Okafor", "Petrović", "Rossi",    "Schröder"};
constexpr std::array kStreets{"Mill Lane",  "Harbour Street", "Station Road",
                              "Oak Avenue", "Market Square",  "Bridge Street"};
constexpr std::array kTowns{"Eastport", "Newbridge", "Linden", "Westfield"};

template <class T, std::size_t N>
const T& one_of(const std::array<T, N>& from, bench::Seeded& random) {
    return from[random.below(N)];
}

template <class T>
Outcome<void> only_errors(Outcome<T> done) {
    if (!done) return std::unexpected{std::move(done.error())};
    return {};
}

}  // namespace

Desk::Desk(std::string where, pos::store::StoreOptions store_options, billing::BillingBooks books,
           std::uint64_t seed)
    : where_{std::move(where)},
      store_options_{std::move(store_options)},
      books_{std::move(books)},
      random_{seed} {
    report_.billed.currency = report_.paid.currency = books_.office.journal.currency;
}

Outcome<std::unique_ptr<Desk>> Desk::open(std::string where,
                                          const pos::store::StoreOptions& store_options,
                                          const TradeOptions& options, pos::Instant now) {
    bench::Seeded random{options.seed};
    auto books = billing::BillingBooks::open(where, store_options, "", now, random);
    if (!books) return std::unexpected{books.error()};
    // A second business in the same office draws other numbers: the same would name the same
    // things.
    const auto before = books->db->value<std::int64_t>("SELECT count(*) FROM party");
    if (!before) return std::unexpected{billing::database(before.error())};
    constexpr std::uint64_t kApart = 0x9E37'79B9'7F4A'7C15;
    const auto seed = options.seed + kApart * static_cast<std::uint64_t>(before->value_or(0));
    return std::unique_ptr<Desk>{
        new Desk{std::move(where), store_options, std::move(*books), seed}};
}

void Desk::go_to(pos::Date day, std::int32_t second_of_day) {
    day_ = day;
    const auto at = billing::read_time(moment(second_of_day), books_.office.zone);
    // An hour that clocks skip is that of the day before, a day later.
    clock_.go_to(at ? *at
                    : pos::Instant{(std::int64_t{day.days} * 86'400 + second_of_day) * 1'000});
}

std::string Desk::moment(std::int32_t second_of_day) const {
    return fmt::format("{} {:02}:{:02}", to_string(day_), second_of_day / 3'600,
                       second_of_day / 60 % 60);
}

std::string Desk::currency() const {
    return code_of(books_.office.journal.currency);
}

std::string Desk::tax_class() const {
    const std::string& known = books_.office.settings.tax_class;
    return known.empty() ? std::string{} : fmt::format(R"("tax_class": "{}", )", known);
}

Outcome<void> Desk::settle() {
    auto sender = billing::read_sender(*books_.db);
    if (!sender) return std::unexpected{sender.error()};
    if (sender->name.empty()) {
        // Made up, as its customers are; the number of the account is the one of examples.
        const billing::Sender made_up{.name = "Eastport Services",
                                      .street = "1 Harbour Street",
                                      .postcode = "10115",
                                      .city = "Eastport",
                                      .country = country_of_zone(),
                                      .tax_number = "12/345/67890",
                                      .registration = "HRB 000001",
                                      .email = "bills@example.org",
                                      .phone = "+49 30 5550000",
                                      .contact = "Customer service",
                                      .iban = "DE89370400440532013000"};
        sender = billing::change_sender(books_, made_up, clock_.now());
        if (!sender) return std::unexpected{sender.error()};
    }
    country_ = sender->country.empty() ? country_of_zone() : sender->country;
    return {};
}

/// Of the office's zone, or else one in which its currency is paid with.
std::string Desk::country_of_zone() const {
    const std::string& zone = books_.office.journal.zone;
    std::string country = "DE";
    for (const Country& one : countries()) {
        if (one.zone == zone) return one.code;
        if (one.currency == currency()) country = one.code;
    }
    return country;
}

Outcome<void> Desk::publish(const std::string& plan) {
    return only_errors(billing::publish_plan(books_, plan, clock_.now()));
}

Outcome<void> Desk::welcome(Customer& customer, const std::string& name_of) {
    customer.habit = random_.below(100);
    customer.joined = day_;
    billing::CustomerInput input;
    input.number = customer.account;
    input.kind = name_of.empty() ? "person" : "organisation";
    input.name = name_of.empty()
                     ? fmt::format("{} {}", one_of(kGiven, random_), one_of(kFamily, random_))
                     : fmt::format("{} {}", one_of(kFamily, random_), name_of);
    input.street = fmt::format("{} {}", one_of(kStreets, random_), 1 + random_.below(120));
    input.postcode = fmt::format("{:05}", 10'000 + random_.below(80'000));
    input.city = one_of(kTowns, random_);
    input.country = country_;
    input.phone = fmt::format("+49 30 5550{:04}", random_.below(10'000));
    input.email = fmt::format("{}@example.org", customer.account);
    input.bill_day = std::to_string(1 + customer.habit % 28);
    input.grace_days = "1";  // what the last day was used comes in that night
    input.terms_days = "14";
    input.delivery = chance(60) ? "email" : "print";
    ++report_.joined;
    return only_errors(billing::put_customer(books_, input, clock_.now(), random_));
}

Outcome<void> Desk::subscribe(Customer& customer, const std::string& plan) {
    billing::NewSubscription asked;
    asked.account = customer.account;
    asked.plan = plan;
    asked.start = to_string(day_);
    if (!customer.point.empty()) asked.points.push_back(customer.point);
    auto number = billing::subscribe(books_, asked, clock_.now(), random_);
    if (!number) return std::unexpected{number.error()};
    customer.subscription = std::move(*number);
    return {};
}

Outcome<void> Desk::change(const Customer& customer, pos::billing::plan::Act act,
                           const std::string& plan) {
    billing::SubscriptionChange change;
    change.number = customer.subscription;
    change.act = act;
    change.at = to_string(pos::Date{day_.days + 1});
    change.plan = plan;
    return only_errors(billing::change_subscription(books_, change, clock_.now()));
}

Outcome<void> Desk::use(std::string_view source, const std::string& lines) {
    if (lines.empty()) return {};
    billing::UsageImportOptions usage;
    usage.source = source;
    const auto input = tabular::memory_input(lines);
    const auto done = billing::import_usage_lines(books_, *input, usage, clock_);
    if (!done) return std::unexpected{done.error()};
    if (!done->kept) return refuse("Usage of that trade was refused by the office.");
    report_.usage += static_cast<std::int64_t>(done->added);
    report_.usage_again += static_cast<std::int64_t>(done->again);
    return {};
}

billing::NewCounter Desk::counter_of(const Customer& customer, const std::string& meter,
                                     unsigned digits) const {
    billing::NewCounter counter;
    counter.point = customer.point;
    counter.meter = meter;
    counter.serial = fmt::format("{}-{}", customer.point, day_.days);
    counter.digits = digits;
    counter.figure = std::to_string(customer.counted);
    counter.at = to_string(day_);
    return counter;
}

Outcome<void> Desk::fit(Customer& customer, const std::string& meter, unsigned digits) {
    customer.fitted = day_;
    return only_errors(
        billing::fit_counter(books_, counter_of(customer, meter, digits), clock_.now(), random_));
}

Outcome<void> Desk::exchange(Customer& customer, const std::string& meter, unsigned digits,
                             std::int64_t first) {
    billing::NewReading final;
    final.point = customer.point;
    final.meter = meter;
    final.figure = std::to_string(customer.counted);
    final.at = to_string(day_);
    final.sure = true;
    customer.counted = first;
    customer.fitted = day_;
    const auto done = billing::exchange_counter(books_, final, counter_of(customer, meter, digits),
                                                clock_.now(), random_);
    if (!done) return std::unexpected{done.error()};
    report_.usage += done->added;
    ++report_.exchanged;
    return {};
}

Outcome<void> Desk::read(const Customer& customer, pos::billing::meter::Source source) {
    billing::NewReading reading;
    reading.point = customer.point;
    reading.at = to_string(day_);
    if (source == pos::billing::meter::Source::estimated) {
        return only_errors(billing::estimate_reading(books_, reading, clock_.now()));
    }
    reading.figure = std::to_string(customer.counted);
    reading.source = source;
    reading.sure = true;
    const auto taken = billing::take_reading(books_, reading, clock_.now());
    if (!taken) return std::unexpected{taken.error()};
    report_.usage += taken->added;
    return {};
}

Outcome<void> Desk::grant(const Customer& customer, const std::string& amount, int days) {
    billing::NewLot lot;
    lot.account = customer.account;
    lot.amount = amount;
    lot.promotional = true;
    lot.expires = to_string(pos::Date{day_.days + days});
    lot.note = "Welcome";
    return only_errors(billing::grant_credit(books_, lot, clock_.now(), random_));
}

Outcome<void> Desk::write(const Customer& customer, const std::string& lines,
                          const std::string& reference) {
    const auto asked = billing::read_new_invoice(
        fmt::format(R"({{"account": "{}", "reference": "{}", "lines": [{}]}})", customer.account,
                    reference, lines));
    if (!asked) return std::unexpected{asked.error()};
    return only_errors(billing::write_invoice(books_, *asked, false, clock_.now(), random_));
}

Outcome<void> Desk::credit_first_line(const std::string& document) {
    const billing::NewCredit asked{document, {{1, ""}}, "As agreed"};
    return only_errors(billing::credit(books_, asked, clock_.now(), random_));
}

}  // namespace app::core::trades
