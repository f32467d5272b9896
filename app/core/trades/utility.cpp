// A utility: a fee and kilowatt-hours in tiers, read once a month. Some readings are estimates that
// the next one puts right, counters roll over, and some are exchanged.
#include <fmt/format.h>

#include "app/core/trades/business.hpp"

namespace app::core::trades {

namespace {

using pos::billing::meter::Source;

constexpr unsigned kDigits = 5;
constexpr std::int64_t kFace = 100'000;  // what a counter of five digits starts anew at
/// Of so many visits of the reader one is the fitter's: the first of them soon.
constexpr std::uint64_t kVisits = 40;
constexpr std::uint64_t kFirstFitting = 5;
/// Kilowatt-hours a day, from January on, of somebody who uses little.
constexpr std::int64_t kByMonth[12] = {9, 9, 8, 6, 5, 4, 4, 4, 5, 6, 8, 9};

class Utility final : public Business {
public:
    char letter() const override { return 'U'; }
    std::vector<std::string> meters() const override { return {"kwh"}; }

    Outcome<void> found(Desk& desk) override {
        return desk.publish(fmt::format(
            R"({{"code": "POWER", "name": "Green power", "currency": "{}", {}
            "phases": [{{"charges": [
              {{"code": "fee", "name": "Basic fee", "model": "recurring", "amount": "9.90",
                "every": "month"}},
              {{"code": "kwh", "name": "Electricity", "meter": "kwh", "unit": "kWh",
                "every": "month", "model": "graduated", "zero_usage": "billed",
                "tiers": [{{"up_to": "150", "price": "0.32"}}, {{"price": "0.27"}}]}}]}}]}})",
            desk.currency(), desk.tax_class()));
    }

    Outcome<void> join(Desk& desk, Customer& customer) override {
        customer.point = "METER-" + customer.account;
        // Some are about to roll over.
        customer.counted = static_cast<std::int64_t>(desk.random().below(kFace));
        auto done = desk.subscribe(customer, "POWER");
        if (done) done = desk.fit(customer, "kwh", kDigits);
        return done;
    }

    Outcome<void> live(Desk& desk, std::vector<Customer>& customers) override {
        const auto today = split(desk.day());
        for (Customer& customer : customers) {
            if (customer.has_left || customer.joined >= desk.day()) continue;
            customer.counted += kByMonth[today.month - 1] +
                                static_cast<std::int64_t>(desk.random().below(6)) +
                                static_cast<std::int64_t>(customer.habit / 10);
            customer.counted %= kFace;
            // The reader's round: a few streets a day.
            if (today.day != 1 + customer.habit % 28) continue;
            if (desk.day().days - customer.joined.days < 20) continue;
            // Nothing is known yet of what goes through a new counter.
            const bool away = desk.chance(8) && desk.day().days - customer.fitted.days > 60;
            const Source source = away              ? Source::estimated
                                  : desk.chance(20) ? Source::customer
                                                    : Source::actual;
            const bool is_fitter = visits_++ % kVisits == kFirstFitting;
            // Few counters come from the works at nothing: they were tried there.
            const auto first = static_cast<std::int64_t>(customer.habit % 10);
            auto done = is_fitter ? desk.exchange(customer, "kwh", kDigits, first)
                                  : desk.read(customer, source);
            if (!done) return done;
        }
        return {};
    }

    Outcome<void> leave(Desk& desk, Customer& customer) override {
        return desk.change(customer, pos::billing::plan::Act::cancelled);
    }

private:
    std::uint64_t visits_{0};
};

}  // namespace

std::unique_ptr<Business> make_utility() {
    return std::make_unique<Utility>();
}

}  // namespace app::core::trades
