// Software by subscription: two weeks to try, three months at less, requests in packages. People
// take the larger plan, pause, and come back.
#include <fmt/format.h>

#include "app/core/trades/business.hpp"

namespace app::core::trades {

namespace {

using pos::billing::plan::Act;

class Subscriptions final : public Business {
public:
    char letter() const override { return 'S'; }
    std::vector<std::string> meters() const override { return {"requests"}; }

    Outcome<void> found(Desk& desk) override {
        auto done = desk.publish(plan(desk, "BASIC", "Basic", "9.00", "19.00", "1.00"));
        if (done) done = desk.publish(plan(desk, "PRO", "Professional", "29.00", "49.00", "0.60"));
        return done;
    }

    Outcome<void> join(Desk& desk, Customer& customer) override {
        customer.point = "TENANT-" + customer.account;
        return desk.subscribe(customer, desk.chance(25) ? "PRO" : "BASIC");
    }

    Outcome<void> live(Desk& desk, std::vector<Customer>& customers) override {
        std::string lines;
        for (Customer& customer : customers) {
            if (customer.has_left || customer.joined >= desk.day()) continue;
            if (!customer.is_paused) {
                lines +=
                    fmt::format(R"({{"id": "{}", "subject": "{}", "meter": "requests", "at": "{}",)"
                                R"( "quantity": {}}})"
                                "\n",
                                ++records_, customer.point, desk.moment(5 * 3'600),
                                desk.random().below(40 + 2 * customer.habit));
            }
            // Once in two months or so something changes.
            if (desk.random().below(200) >= 3) continue;
            if (desk.day().days - customer.joined.days < 30) continue;
            Act act = Act::changed;
            if (customer.is_paused) {
                act = Act::resumed;
            } else if (customer.habit % 3 == 0) {
                act = Act::paused;
            }
            const std::string plan = act == Act::changed ? desk.chance(70) ? "PRO" : "BASIC" : "";
            if (auto done = desk.change(customer, act, plan); !done) return done;
            customer.is_paused = act == Act::paused;
        }
        return desk.use("gateway", lines);
    }

    Outcome<void> leave(Desk& desk, Customer& customer) override {
        return desk.change(customer, Act::cancelled);
    }

private:
    static std::string plan(const Desk& desk, const char* code, const char* name,
                            const char* at_first, const char* amount, const char* package) {
        const auto charges = [&](const char* fee) {
            return fmt::format(
                R"("charges": [{{"code": "fee", "name": "{}", "model": "recurring",
                  "amount": "{}", "every": "month"}},
                {{"code": "requests", "name": "Requests", "meter": "requests", "every": "month",
                  "zero_usage": "billed", "model": "package", "price": "{}", "size": "1000"}}])",
                name, fee, package);
        };
        return fmt::format(
            R"({{"code": "{}", "name": "{}", "currency": "{}", {} "phases": [
            {{"kind": "trial", "name": "Two weeks to try",
              "length": {{"every": "week", "times": 2}}, {}}},
            {{"kind": "discount", "name": "Three months at less",
              "length": {{"every": "month", "times": 3}}, {}}},
            {{{}}}]}})",
            code, name, desk.currency(), desk.tax_class(), charges("0"), charges(at_first),
            charges(amount));
    }

    std::uint64_t records_{0};
};

}  // namespace

std::unique_ptr<Business> make_subscriptions() {
    return std::make_unique<Subscriptions>();
}

}  // namespace app::core::trades
