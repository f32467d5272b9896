// A shop that sells on account: whoever was delivered to gets an invoice at the end of the week,
// and sends some of it back.
#include <fmt/format.h>

#include <array>

#include "app/core/trades/business.hpp"

namespace app::core::trades {

namespace {

struct Good {
    const char* name;
    const char* unit;
    const char* price;
};
constexpr std::array kGoods{
    Good{"Flour, type 550", "kg", "0.89"}, Good{"Coffee, whole beans", "kg", "14.50"},
    Good{"Paper bags", "piece", "0.0425"}, Good{"Mineral water", "crate", "6.99"},
    Good{"Cleaning, an hour", "h", "32.00"}};
/// Days since 1970 of which this is 0 are Thursdays: Fridays are 1.
constexpr std::int32_t kFriday = 1;

class Shop final : public Business {
public:
    char letter() const override { return 'K'; }
    std::vector<std::string> meters() const override { return {}; }
    Outcome<void> found(Desk&) override { return {}; }
    Outcome<void> join(Desk&, Customer&) override { return {}; }
    Outcome<void> leave(Desk&, Customer&) override { return {}; }

    Outcome<void> live(Desk& desk, std::vector<Customer>& customers) override {
        if (desk.day().days % 7 != kFriday) return {};
        for (const Customer& customer : customers) {
            if (customer.has_left || desk.chance(40)) continue;
            std::string lines;
            const std::uint64_t count = 1 + desk.random().below(4);
            for (std::uint64_t line = 0; line < count; ++line) {
                const Good& good = kGoods[desk.random().below(kGoods.size())];
                lines += fmt::format(
                    R"({}{{"text": "{}", "unit": "{}", "price": "{}", {}"quantity": {}}})",
                    line == 0 ? "" : ", ", good.name, good.unit, good.price, desk.tax_class(),
                    1 + desk.random().below(60));
            }
            const std::string reference = fmt::format("week of {}", to_string(desk.day()));
            auto done = desk.write(customer, lines, reference);
            // A clerk who is not sure sends it again.
            if (done && desk.chance(5)) done = desk.write(customer, lines, reference);
            if (!done) return done;
        }
        return {};
    }
};

}  // namespace

std::unique_ptr<Business> make_shop() {
    return std::make_unique<Shop>();
}

}  // namespace app::core::trades
