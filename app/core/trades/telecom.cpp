// A telephone company: a fee, calls by prefix with minutes that are free, megabytes beyond an
// allowance. Every day's records come from the exchange, some of them twice and some a day late.
#include <fmt/format.h>

#include <array>

#include "app/core/trades/business.hpp"

namespace app::core::trades {

namespace {

constexpr std::array kCalled{"4930555", "4917055", "4420755", "3315555", "1212555"};

class Telecom final : public Business {
public:
    char letter() const override { return 'T'; }
    std::vector<std::string> meters() const override { return {"seconds", "mb"}; }

    Outcome<void> found(Desk& desk) override {
        return desk.publish(fmt::format(
            R"({{"code": "TALK", "name": "Talk and surf", "currency": "{}", {}
            "phases": [{{"charges": [
              {{"code": "fee", "name": "Monthly fee", "model": "recurring", "amount": "14.99",
                "every": "month"}},
              {{"code": "seconds", "name": "Calls", "meter": "seconds", "unit": "s",
                "every": "month", "zero_usage": "billed", "model": "calls",
                "bundle": {{"included": "3600", "connect_fee": "waived"}},
                "deck": [
                  {{"prefix": "49", "name": "Germany", "connect_fee": "0.05",
                    "rates": [{{"price": "0.09", "per": 60, "increment": 60}}]}},
                  {{"prefix": "4917", "name": "Germany, mobile",
                    "rates": [{{"price": "0.19", "per": 60, "increment": 30}},
                              {{"from": 30, "price": "0.19", "per": 60, "increment": 6}}]}},
                  {{"prefix": "44", "name": "United Kingdom", "connect_fee": "0.10",
                    "rates": [{{"price": "0.29", "per": 60, "increment": 1}}]}},
                  {{"prefix": "33", "name": "France",
                    "rates": [{{"price": "0.25", "per": 60, "increment": 60}}]}},
                  {{"prefix": "1", "name": "North America", "connect_fee": "0.20",
                    "rates": [{{"price": "0.59", "per": 60, "increment": 1}}]}}]}},
              {{"code": "mb", "name": "Data", "meter": "mb", "unit": "MB", "every": "month",
                "zero_usage": "billed", "model": "overage", "included": "2000",
                "price": "0.004"}}]}}]}})",
            desk.currency(), desk.tax_class()));
    }

    Outcome<void> join(Desk& desk, Customer& customer) override {
        customer.point = "49300" + customer.account.substr(1);
        auto done = desk.subscribe(customer, "TALK");
        if (done && customer.habit % 5 == 0) done = desk.grant(customer, "20.00", 180);
        return done;
    }

    Outcome<void> live(Desk& desk, std::vector<Customer>& customers) override {
        std::string lines = std::move(late_);
        late_.clear();
        for (Customer& customer : customers) {
            if (customer.has_left || customer.joined >= desk.day()) continue;
            const std::uint64_t calls = desk.random().below(2 + customer.habit / 25);
            for (std::uint64_t call = 0; call < calls; ++call) {
                const auto to = kCalled[desk.random().below(kCalled.size())];
                std::string line =
                    record(desk, customer, "seconds", 5 + desk.random().below(900),
                           fmt::format(R"(, "to": "{}{:04}")", to, desk.random().below(10'000)));
                (desk.chance(2) ? late_ : lines) += line;
            }
            lines += record(desk, customer, "mb", desk.random().below(60 + customer.habit), "");
        }
        auto done = desk.use("exchange", lines);
        // The exchange forgets what it has sent.
        if (done && desk.chance(10)) done = desk.use("exchange", lines);
        return done;
    }

    Outcome<void> leave(Desk& desk, Customer& customer) override {
        return desk.change(customer, pos::billing::plan::Act::cancelled);
    }

private:
    std::string record(Desk& desk, const Customer& customer, std::string_view meter,
                       std::uint64_t quantity, const std::string& also) {
        const auto second = static_cast<std::int32_t>(4 * 3'600 + desk.random().below(12 * 3'600));
        return fmt::format(
            R"({{"id": "{}", "subject": "{}", "meter": "{}", "at": "{}", "quantity": {}{}}})"
            "\n",
            ++records_, customer.point, meter, desk.moment(second), quantity, also);
    }

    std::uint64_t records_{0};
    std::string late_;
};

}  // namespace

std::unique_ptr<Business> make_telecom() {
    return std::make_unique<Telecom>();
}

}  // namespace app::core::trades
